import { secret, type Keys } from '../credentials/secret';
import type { Result } from '../result';
import type { AccountId } from '../scope';
import type { CallFacts } from './errors';
import { textOf, type ReadXml } from './query';

/** STS in a Region, called with the keys of somebody. */
export interface Sts {
  /** Runs an action, tries again what may pass, and gives what the answer says. */
  readonly run: <Value>(call: StsCall<Value>) => Promise<Result<Value>>;
}

/** A call of STS. */
export interface StsCall<Value> {
  readonly facts: CallFacts;
  readonly action: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Whether it works once only, so that it is not sent again when the answer was lost. */
  readonly once?: boolean;
  readonly read: ReadXml<Value>;
}

/** The API version of the model. */
export const stsVersion = '2011-06-15';

/** Who signed: asks STS, which needs no permission. */
export function getCallerIdentity({
  run,
}: Sts): Promise<Result<{ readonly account: AccountId; readonly arn: string }>> {
  return run({
    facts: { action: 'sts:GetCallerIdentity', what: 'The caller' },
    action: 'GetCallerIdentity',
    read(xml) {
      const account = textOf(xml, 'Account');
      const arn = textOf(xml, 'Arn');
      return account && arn ? { account, arn } : undefined;
    },
  });
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
export function assumeRole(
  { run }: Sts,
  { roleArn, sessionName, durationSeconds, externalId, mfa }: AssumeRoleRequest,
): Promise<Result<GivenKeys>> {
  return run({
    facts: { action: 'sts:AssumeRole', what: `Role ${roleArn}` },
    action: 'AssumeRole',
    parameters: {
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      DurationSeconds: String(durationSeconds),
      ...(externalId !== undefined && { ExternalId: externalId }),
      ...(mfa && { SerialNumber: mfa.serial, TokenCode: mfa.code }),
    },
    once: mfa !== undefined,
    read: readGivenKeys,
  });
}

function readGivenKeys(xml: string): GivenKeys | undefined {
  const accessKeyId = textOf(xml, 'AccessKeyId');
  const secretAccessKey = textOf(xml, 'SecretAccessKey');
  const sessionToken = textOf(xml, 'SessionToken');
  const expiresAt = Date.parse(textOf(xml, 'Expiration') ?? '');
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiresAt)) {
    return undefined;
  }
  const keys = {
    accessKeyId,
    secretAccessKey: secret(secretAccessKey),
    sessionToken: secret(sessionToken),
  };
  return { keys, expiresAt };
}
