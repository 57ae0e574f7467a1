import { failed, ok, type Result } from '../result';
import { formatNumber } from '../words';
import { placeIn, readJson, type JsonNode, type TextPlace } from './json-text';

/** The most characters that a policy can have. Source: the Image Builder model's `ResourcePolicyDocument`. */
export const longestPolicy = 30_000;

/** What is wrong with a policy, and where, if it is in one place. */
export interface PolicyFault extends Partial<TextPlace> {
  /** A sentence without the place. */
  readonly detail: string;
}

const statementMembers: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** The members of an object of JSON. */
export type Members = Readonly<Record<string, unknown>>;

/** A policy whose shape was checked. */
export interface PolicyDocument {
  readonly members: Members;
  readonly statements: readonly Members[];
}

/**
 * Reads a policy and checks its shape; or tells what is wrong, and where.
 * Source: IAM user guide, "Grammar of the IAM JSON policy language".
 */
export function readDocument(text: string): Result<PolicyDocument, PolicyFault> {
  const long = lengthFault(text);
  if (long) return failed({ ...long, ...placeIn(text, longestPolicy) });
  const json = readJson(text);
  if (!json.ok) return json;
  const fault = faultOfDocument(json.value);
  if (fault) return failed({ detail: fault.detail, ...placeIn(text, fault.at) });
  const { Statement: statement, ...members } = recordOf(json.value.value);
  return ok({
    members,
    statements: (Array.isArray(statement) ? statement : [statement]).map(recordOf),
  });
}

/** The fault of a policy that is too long; nothing when it is not. */
export function lengthFault(text: string): PolicyFault | undefined {
  if (text.length <= longestPolicy) return undefined;
  const [most, has] = [longestPolicy, text.length].map((each) => formatNumber(each));
  return { detail: `A policy has at most ${most} characters, and this has ${has}.` };
}

interface Fault {
  readonly at: number;
  readonly detail: string;
}

function faultOfDocument({ at, members }: JsonNode): Fault | undefined {
  if (!members) return { at, detail: 'A policy is an object in braces.' };
  for (const [name, node] of members) {
    if (name !== 'Version' && name !== 'Id' && name !== 'Statement') {
      return { at: node.at, detail: `A policy has no member "${name}".` };
    }
  }
  const version = members.get('Version');
  if (version && version.value !== '2012-10-17' && version.value !== '2008-10-17') {
    return { at: version.at, detail: 'The version of a policy is "2012-10-17".' };
  }
  const id = members.get('Id');
  if (id && typeof id.value !== 'string') return { at: id.at, detail: 'The "Id" is a text.' };
  const statement = members.get('Statement');
  if (!statement) return { at, detail: 'The policy has no "Statement".' };
  const statements = statement.items ?? [statement];
  if (statements.length === 0) {
    return { at: statement.at, detail: 'The policy has no statement; AWS takes none without.' };
  }
  for (const each of statements) {
    const fault = faultOfStatement(each);
    if (fault) return fault;
  }
  return undefined;
}

function faultOfStatement({ at, members }: JsonNode): Fault | undefined {
  if (!members) return { at, detail: 'A statement is an object in braces.' };
  for (const [name, node] of members) {
    if (!statementMembers.has(name)) {
      return { at: node.at, detail: `A statement has no member "${name}".` };
    }
  }
  const sid = members.get('Sid');
  if (sid && typeof sid.value !== 'string') return { at: sid.at, detail: 'The "Sid" is a text.' };
  const effect = members.get('Effect');
  if (!effect) return { at, detail: 'The statement has no "Effect".' };
  if (effect.value !== 'Allow' && effect.value !== 'Deny') {
    return { at: effect.at, detail: 'The "Effect" is "Allow" or "Deny".' };
  }
  const condition = members.get('Condition');
  if (condition && !condition.members) {
    return { at: condition.at, detail: 'The "Condition" is an object in braces.' };
  }
  return (
    faultOfChoice(at, members, 'Principal', isPrincipals) ??
    faultOfChoice(at, members, 'Action', isTexts) ??
    faultOfChoice(at, members, 'Resource', isTexts, false)
  );
}

/** Either the member or its `Not…`, but not both. */
function faultOfChoice(
  at: number,
  members: ReadonlyMap<string, JsonNode>,
  name: string,
  fits: (value: unknown) => boolean,
  needed = true,
): Fault | undefined {
  const [yes, no] = [members.get(name), members.get(`Not${name}`)];
  if (yes && no) return { at: no.at, detail: `The statement has "${name}" and "Not${name}".` };
  const node = yes ?? no;
  if (!node) return needed ? { at, detail: `The statement has no "${name}".` } : undefined;
  const written = yes ? name : `Not${name}`;
  return fits(node.value)
    ? undefined
    : { at: node.at, detail: `"${written}" is not in a form that policies know.` };
}

function isTexts(value: unknown): boolean {
  return typeof value === 'string' || isTextList(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
  );
}

const principalKinds: ReadonlySet<string> = new Set([
  'AWS',
  'Service',
  'Federated',
  'CanonicalUser',
]);

function isPrincipals(value: unknown): boolean {
  if (value === '*') return true;
  const entries = Object.entries(recordOf(value));
  return (
    typeof value === 'object' &&
    entries.length > 0 &&
    entries.every(([kind, named]) => principalKinds.has(kind) && isTexts(named))
  );
}

/** Whom a `Principal` names, of whatever kind. */
export function principalsOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : Object.values(recordOf(value)).flatMap(textsOf);
}

/** A text or a list of texts as a list; nothing else has any. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return isTextList(value) ? value : [];
}

/** The members of an object; of anything else none. */
export function recordOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
