import { secret, type Keys } from '../credentials/secret';
import { failed, ok, type Result } from '../result';
import type { AccountId } from '../scope';
import type { CallFacts } from './errors';
import { textOf } from './query';

/** STS in a Region, called with the keys of somebody. */
export interface Sts {
  /** Runs an action, tries again what may pass; gives the answer's XML. */
  readonly run: (
    facts: CallFacts,
    action: string,
    parameters?: Readonly<Record<string, string>>,
  ) => Promise<Result<string>>;
}

/** The API version of the model. */
export const stsVersion = '2011-06-15';

/** Who signed: asks STS, which needs no permission. */
export async function getCallerIdentity({
  run,
}: Sts): Promise<Result<{ readonly account: AccountId; readonly arn: string }>> {
  const facts = { action: 'sts:GetCallerIdentity', what: 'The caller' } as const;
  const answer = await run(facts, 'GetCallerIdentity');
  if (!answer.ok) return answer;
  const account = textOf(answer.value, 'Account');
  const arn = textOf(answer.value, 'Arn');
  return account && arn ? ok({ account, arn }) : failed({ kind: 'aws-fault' });
}

/** What AssumeRole is asked for. */
export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly externalId?: string;
  /** A code of an MFA device. Each works once, so that a role that wants one is not renewed. */
  readonly mfa?: { readonly serial: string; readonly code: string };
}

/** Keys as AWS has just given them. `expiresAt` is in epoch milliseconds. */
export interface GivenKeys {
  readonly keys: Keys;
  readonly expiresAt: number;
}

/** Assumes a role: gives the keys of its session. */
export async function assumeRole(
  { run }: Sts,
  { roleArn, sessionName, durationSeconds, externalId, mfa }: AssumeRoleRequest,
): Promise<Result<GivenKeys>> {
  const facts = { action: 'sts:AssumeRole', what: `Role ${roleArn}` } as const;
  const answer = await run(facts, 'AssumeRole', {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: String(durationSeconds),
    ...(externalId !== undefined && { ExternalId: externalId }),
    ...(mfa && { SerialNumber: mfa.serial, TokenCode: mfa.code }),
  });
  if (!answer.ok) return answer;
  const xml = answer.value;
  const accessKeyId = textOf(xml, 'AccessKeyId');
  const secretAccessKey = textOf(xml, 'SecretAccessKey');
  const sessionToken = textOf(xml, 'SessionToken');
  const expiresAt = Date.parse(textOf(xml, 'Expiration') ?? '');
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiresAt)) {
    return failed({ kind: 'aws-fault' });
  }
  return ok({
    keys: {
      accessKeyId,
      secretAccessKey: secret(secretAccessKey),
      sessionToken: secret(sessionToken),
    },
    expiresAt,
  });
}
