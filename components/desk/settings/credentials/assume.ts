import {
  assumeRolePatterns,
  defaultSessionName,
  isRoleSession,
  longestSession,
  readRoleArn,
  type Role,
} from '../../../../lib/credentials/assume-role';
import { hasExpired, type Identity } from '../../../../lib/credentials/identity';
import type { InputOf } from '../../../../lib/operations/registry';
import { accountKey, type RegionCode } from '../../../../lib/scope';
import { partitionNames } from '../../words';

/** The form that assumes a role, as it was filled in. */
export interface AssumeForm {
  readonly roleArn: string;
  readonly region: RegionCode;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly externalId: string;
  readonly mfaSerial: string;
  readonly mfaCode: string;
}

export const blankForm: AssumeForm = {
  roleArn: '',
  region: '',
  sessionName: defaultSessionName,
  durationSeconds: 3600,
  externalId: '',
  mfaSerial: '',
  mfaCode: '',
};

/** What is wrong with a field, in one sentence. */
export type AssumeErrors = Partial<Record<keyof AssumeForm, string>>;

/** The form as it reads: what is wrong with it, and what it asks for when nothing is. */
export interface AssumeReading {
  readonly errors: AssumeErrors;
  readonly role: Role | undefined;
  readonly input: InputOf<'credentials.assume-role'> | undefined;
}

/** The identities whose credentials can assume a role at a time. */
export function sources(identities: readonly Identity[], now: number): readonly Identity[] {
  return identities.filter((each) => !hasExpired(each, now) || isRenewable(each, now));
}

/** Whether the store gets the session of a role anew when it is needed. */
export function isRenewable({ source, heldUntil }: Identity, now: number): boolean {
  return source.kind === 'role' && source.renewable && heldUntil > now;
}

/** Lengths of a session that are offered, in seconds, with their words. */
const lengths: readonly (readonly [number, string])[] = [
  [900, '15 minutes'],
  [3600, '1 hour'],
  [4 * 3600, '4 hours'],
  [8 * 3600, '8 hours'],
  [12 * 3600, '12 hours'],
];

/** The lengths that credentials can ask for, as options. */
export function durationOptions(source: Identity | undefined) {
  const longest = source ? longestSession(source.arn) : Infinity;
  return lengths
    .filter(([seconds]) => seconds <= longest)
    .map(([seconds, label]) => ({ value: String(seconds), label }));
}

/** Why the session cannot be longer, when that is because of the source. */
export function explainLongest(source: Identity | undefined): string {
  return source && isRoleSession(source.arn)
    ? 'A role that assumes another (role chaining) gets one hour at most.'
    : 'The role itself may allow less.';
}

/** What assuming a role of the source's own account does to the source; else nothing. */
export function replacement(
  source: Identity | undefined,
  role: Role | undefined,
): string | undefined {
  return source && role && accountKey(source) === accountKey(role)
    ? 'This role is in the account of the source: its credentials take the place of the source’s, and they are not renewed.'
    : undefined;
}

/** Reads the form. A field that is empty is missing, but not wrong. */
export function readAssume(form: AssumeForm, source: Identity | undefined): AssumeReading {
  const role = readRoleArn(form.roleArn);
  const [externalId, mfaSerial, mfaCode] = [form.externalId, form.mfaSerial, form.mfaCode].map(
    (text) => text.trim(),
  ) as [string, string, string];
  const errors: AssumeErrors = {
    ...wrong('roleArn', roleProblem(form.roleArn, role, source)),
    ...wrong('sessionName', patternProblem(form.sessionName, 'sessionName', wrongSessionName)),
    ...wrong('externalId', externalId && patternProblem(externalId, 'externalId', wrongExternalId)),
    ...wrong('mfaSerial', mfaProblem(mfaSerial, 'mfaSerial', mfaCode)),
    ...wrong('mfaCode', mfaProblem(mfaCode, 'mfaCode', mfaSerial)),
  };
  const complete = source && role && Object.keys(errors).length === 0;
  if (!complete) return { errors, role, input: undefined };
  const input = {
    source: { partition: source.partition, account: source.account },
    region: form.region || source.region,
    roleArn: role.arn,
    sessionName: form.sessionName,
    durationSeconds: chosenSeconds(form, source),
    ...(externalId && { externalId }),
    ...(mfaCode && { mfa: { serial: mfaSerial, code: mfaCode } }),
  };
  return { errors, role, input };
}

/** The length that is asked for: what was chosen, unless the source cannot have it. */
export function chosenSeconds(form: AssumeForm, source: Identity | undefined): number {
  return source ? Math.min(form.durationSeconds, longestSession(source.arn)) : form.durationSeconds;
}

const wrongSessionName =
  'A session name has 2 to 64 letters, digits and signs of _ + = , . @ and hyphen.';
const wrongExternalId =
  'An external ID has 2 to 1224 letters, digits and signs of _ + = , . @ : / and hyphen.';

function wrong(field: keyof AssumeForm, sentence: string | undefined): AssumeErrors {
  return sentence ? { [field]: sentence } : {};
}

function roleProblem(
  text: string,
  role: Role | undefined,
  source: Identity | undefined,
): string | undefined {
  if (text.trim() === '') return undefined;
  if (!role) {
    return 'This is not the ARN of a role. It looks like arn:aws:iam::111122223333:role/ImageOperator.';
  }
  return source && role.partition !== source.partition
    ? `This role is in ${partitionNames[role.partition]}, the source in ${partitionNames[source.partition]}. Credentials do not reach from one into the other.`
    : undefined;
}

function patternProblem(
  text: string,
  pattern: keyof typeof assumeRolePatterns,
  sentence: string,
): string | undefined {
  return assumeRolePatterns[pattern].test(text) ? undefined : sentence;
}

const mfaSentences = {
  mfaSerial: [
    'Enter the serial number of the device that shows the code.',
    'A serial number looks like GAHT12345678 or arn:aws:iam::111122223333:mfa/jane.',
  ],
  mfaCode: ['Enter the code that the device shows now.', 'A code has six digits.'],
} as const;

/** A device and a code go together. */
function mfaProblem(
  text: string,
  field: keyof typeof mfaSentences,
  other: string,
): string | undefined {
  const [missing, malformed] = mfaSentences[field];
  if (text === '') return other === '' ? undefined : missing;
  return patternProblem(text, field, malformed);
}
