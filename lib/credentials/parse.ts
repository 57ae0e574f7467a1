/** Credentials as they were read from a pasted text. Times are epoch milliseconds. */
export interface PastedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiresAt?: number;
  /** The profile or INI section; the access portal puts `<account>_<permission set>` there. */
  readonly profile?: string;
}

/** What a pasted text turned out to hold. */
export type PasteReading =
  | { readonly kind: 'credentials'; readonly credentials: PastedCredentials }
  | { readonly kind: 'nothing' }
  /** Some of the parts are there; `missing` names the others as AWS does. */
  | { readonly kind: 'incomplete'; readonly missing: readonly PartName[] }
  /** Several INI sections: which one is meant is for the person to say. */
  | { readonly kind: 'several'; readonly profiles: readonly string[] };

export type PartName = 'access key id' | 'secret access key' | 'session token';

type Part = 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'expiresAt';

/**
 * The names under which each part comes, lower case, without underscores or hyphens.
 * Sources: `aws configure export-credentials`, the access portal's three options,
 * `aws sts assume-role`, `aws sso get-role-credentials`, and the SDKs' older variables.
 */
const partNames: ReadonlyMap<string, Part> = new Map(
  Object.entries({
    awsaccesskeyid: 'accessKeyId',
    awsaccesskey: 'accessKeyId',
    accesskeyid: 'accessKeyId',
    awssecretaccesskey: 'secretAccessKey',
    awssecretkey: 'secretAccessKey',
    secretaccesskey: 'secretAccessKey',
    awssessiontoken: 'sessionToken',
    awssecuritytoken: 'sessionToken',
    sessiontoken: 'sessionToken',
    awscredentialexpiration: 'expiresAt',
    awssessionexpiration: 'expiresAt',
    expiration: 'expiresAt',
  } as const),
);

type Parts = Partial<Record<Part, string>>;

/**
 * Reads credentials out of a pasted text: variable lines of bash, PowerShell, cmd and fish, an
 * INI block, or one of AWS's JSON answers. Anything around them is ignored.
 */
export function readPastedCredentials(text: string): PasteReading {
  const json = readJson(text);
  if (json) return reading(json);
  const sections = readLines(text).filter(({ parts }) => Object.keys(parts).length > 0);
  const whole = sections.filter(({ parts }) => parts.accessKeyId && parts.secretAccessKey);
  if (whole.length > 1) {
    return { kind: 'several', profiles: whole.map(({ profile }) => profile ?? 'unnamed') };
  }
  const section = whole[0] ?? sections[0];
  return section ? reading(section.parts, section.profile) : { kind: 'nothing' };
}

function reading(parts: Parts, profile?: string): PasteReading {
  const { accessKeyId, secretAccessKey, sessionToken } = parts;
  if (accessKeyId && secretAccessKey && (sessionToken || !isTemporary(accessKeyId))) {
    const expiresAt = parts.expiresAt ? readTime(parts.expiresAt) : undefined;
    return {
      kind: 'credentials',
      credentials: {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken && { sessionToken }),
        ...(expiresAt !== undefined && { expiresAt }),
        ...(profile !== undefined && { profile }),
      },
    };
  }
  if (!accessKeyId && !secretAccessKey && !sessionToken) return { kind: 'nothing' };
  const missing: PartName[] = [];
  if (!accessKeyId) missing.push('access key id');
  if (!secretAccessKey) missing.push('secret access key');
  if (accessKeyId && isTemporary(accessKeyId) && !sessionToken) missing.push('session token');
  return { kind: 'incomplete', missing };
}

/** Temporary keys start with ASIA and are nothing without their token. Source: IAM identifiers. */
export function isTemporary(accessKeyId: string): boolean {
  return accessKeyId.startsWith('ASIA');
}

function readJson(text: string): Parts | undefined {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start === -1 || end < start) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start, end + 1));
  } catch {
    return undefined;
  }
  return partsOf(value, 4);
}

/** Finds the object that holds the parts: the top, or one under `Credentials` and the like. */
function partsOf(value: unknown, depth: number): Parts | undefined {
  if (typeof value !== 'object' || value === null || depth === 0) return undefined;
  const parts: Parts = {};
  for (const [name, member] of Object.entries(value)) {
    const part = partNames.get(canonical(name));
    if (part && (typeof member === 'string' || typeof member === 'number')) {
      parts[part] = String(member);
    }
  }
  if (parts.accessKeyId || parts.secretAccessKey) return parts;
  for (const member of Object.values(value)) {
    const inner = partsOf(member, depth - 1);
    if (inner) return inner;
  }
  return undefined;
}

interface Section {
  readonly profile?: string;
  readonly parts: Parts;
}

const sectionPattern = /^\[(?:profile\s+)?([^\]]+)\]$/;

/**
 * One assignment in any of the shells: an optional prompt and keyword, a name, `=` or white
 * space, a value. `setx` and fish separate by space, the others by `=`.
 */
const assignmentPattern =
  /^(?:PS [^>]*>\s*|[A-Za-z]:\\[^>]*>\s*|[$%]\s+)?(?:export\s+|setx\s+|set\s+(?:-[a-z]+\s+)*|\$env:)?["']?([A-Za-z_]+)["']?(?:\s*=\s*|\s+)(\S.*)$/is;

/** Where one assignment ends: a line, `&&`, or `;` before the next one. */
const lineEnd = /[\r\n]+|&&|(?<=\S[ \t]*);[ \t]*(?=(?:export|setx?)\s|\$env:|aws_)/i;

function readLines(text: string): readonly Section[] {
  const sections: { profile?: string; parts: Parts }[] = [{ parts: {} }];
  for (const line of text.split(lineEnd)) {
    const trimmed = line.trim();
    if (trimmed === '' || /^[;#]/.test(trimmed)) continue;
    const profile = sectionPattern.exec(trimmed)?.[1];
    if (profile !== undefined) {
      sections.push({ profile: profile.trim(), parts: {} });
      continue;
    }
    const section = sections.at(-1);
    const [, name, value] = assignmentPattern.exec(trimmed) ?? [];
    const part = name === undefined ? undefined : partNames.get(canonical(name));
    if (section && part && value !== undefined) section.parts[part] = unquote(value);
  }
  return sections;
}

function canonical(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase();
}

/** Takes a value out of its quotes, and off what shells and comments leave behind it. */
function unquote(value: string): string {
  return value.replace(/\s#.*$/s, '').replaceAll(/^["']+|["'\s;\\`^]+$/g, '');
}

/** A point in time: ISO 8601, or epoch milliseconds as Identity Center gives them. */
function readTime(text: string): number | undefined {
  const time = /^\d{12,}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
