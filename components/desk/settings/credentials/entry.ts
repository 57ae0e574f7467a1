import {
  isTemporary,
  type PartName,
  type PastedCredentials,
  type PasteReading,
} from '../../../../lib/credentials/parse';
import type { Identity } from '../../../../lib/credentials/identity';
import type { Scope } from '../../../../lib/scope';
import { describeExpiry } from '../../../../lib/credentials/expiry';

/** The three parts, as typed by hand. */
export interface TypedParts {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export const nothingTyped: TypedParts = { accessKeyId: '', secretAccessKey: '', sessionToken: '' };

/** Whether what was pasted or typed can be added, or the sentence that says why not. */
export type Entry =
  | { readonly state: 'empty' }
  | { readonly state: 'unusable'; readonly sentence: string }
  | { readonly state: 'usable'; readonly credentials: PastedCredentials };

/** Reads the fields that are typed by hand. */
export function entryOfTyped(typed: TypedParts): Entry {
  const accessKeyId = typed.accessKeyId.trim();
  const secretAccessKey = typed.secretAccessKey.trim();
  const sessionToken = typed.sessionToken.trim();
  if (!accessKeyId && !secretAccessKey && !sessionToken) return { state: 'empty' };
  if (accessKeyId && !keyIdPattern.test(accessKeyId)) {
    return { state: 'unusable', sentence: wrongKeyId };
  }
  const missing: PartName[] = [];
  if (!accessKeyId) missing.push('access key id');
  if (!secretAccessKey) missing.push('secret access key');
  if (isTemporary(accessKeyId) && !sessionToken) missing.push('session token');
  if (missing.length > 0) return { state: 'unusable', sentence: explainMissing(missing) };
  return {
    state: 'usable',
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
  };
}

/** Says whether what was read from a pasted text can be added at this time. */
export function entryOfPasted(reading: PasteReading, now: number): Entry {
  switch (reading.kind) {
    case 'credentials': {
      const { credentials } = reading;
      if (!keyIdPattern.test(credentials.accessKeyId)) {
        return { state: 'unusable', sentence: wrongKeyId };
      }
      return credentials.expiresAt !== undefined && credentials.expiresAt <= now
        ? { state: 'unusable', sentence: `${describeEntry(credentials, now)}. Get fresh ones.` }
        : { state: 'usable', credentials };
    }
    case 'incomplete':
      return { state: 'unusable', sentence: explainMissing(reading.missing) };
    case 'several':
      return {
        state: 'unusable',
        sentence: `This text has the credentials of several profiles: ${reading.profiles.join(', ')}. Paste one of them.`,
      };
    case 'nothing':
      return {
        state: 'unusable',
        sentence:
          'No credentials were found in this text. Paste the lines that set AWS_ACCESS_KEY_ID and the others (bash, PowerShell, cmd or fish), a block of the credentials file, or the JSON that the AWS CLI prints.',
      };
  }
}

/**
 * What was understood, in words and without anything secret:
 * `Temporary credentials …ABCD, expires in 58 min, profile 123456789012_Admin`.
 */
export function describeEntry(credentials: PastedCredentials, now: number): string {
  const { accessKeyId, expiresAt, profile } = credentials;
  const longTerm = !isTemporary(accessKeyId);
  const parts = [
    `${longTerm ? 'A long-term access key' : 'Temporary credentials'} …${accessKeyId.slice(-4)}`,
    expiresAt !== undefined &&
      describeExpiry({ expiresAt, heldUntil: Infinity }, now).toLowerCase(),
    profile !== undefined && `profile ${profile}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** What is odd about credentials that were added: they belong to another account than expected. */
export function warningsOf(
  identity: Identity,
  profile: string | undefined,
  scope: Scope | undefined,
): readonly string[] {
  const warnings: string[] = [];
  const named = /^\d{12}/.exec(profile ?? '')?.[0];
  if (named !== undefined && named !== identity.account) {
    warnings.push(
      `The profile is named after account ${named}, but these credentials belong to account ${identity.account}.`,
    );
  }
  if (scope && (scope.account !== identity.account || scope.partition !== identity.partition)) {
    warnings.push(
      `These credentials belong to account ${identity.account}; the page shows account ${scope.account}.`,
    );
  }
  return warnings;
}

/** What the operation takes. Source: `Credentials$AccessKeyId` of the STS model, in capitals. */
const keyIdPattern = /^[A-Z0-9]{16,128}$/;

const wrongKeyId =
  'An access key ID has at least 16 capital letters and digits, such as ASIA or AKIA and 16 more.';

function explainMissing(missing: readonly PartName[]): string {
  const [first = '', ...others] = missing;
  const list = others.length > 0 ? `${others.join(', ')} and ${first}` : first;
  return missing.length > 1
    ? `The ${list} are missing.`
    : `The ${list} is missing.${first === 'session token' ? ' Temporary credentials (ASIA…) need it.' : ''}`;
}
