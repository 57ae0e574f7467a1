import { secret, type Keys } from '../credentials/secret';
import type { Result } from '../result';
import type { AccountId } from '../scope';
import { memberIn, textIn, timeIn } from './members';
import type { ServiceCall } from './service';

/** STS in a Region, called with the keys of somebody. */
export interface Sts {
  /** Runs an operation, tries again what may pass, and gives what the answer says. */
  readonly run: <Value>(call: StsCall<Value>) => Promise<Result<Value>>;
}

/** A call of STS. */
export interface StsCall<Value> extends ServiceCall<Value> {
  /** Whether it works once only, so that it is not sent again when the answer was lost. */
  readonly once?: boolean;
}

/** Who signed: asks STS, which needs no permission. */
export function getCallerIdentity({
  run,
}: Sts): Promise<Result<{ readonly account: AccountId; readonly arn: string }>> {
  return run({
    facts: { action: 'sts:GetCallerIdentity', what: 'The caller' },
    operation: 'GetCallerIdentity',
    input: {},
    read(answer) {
      const account = textIn(answer, 'Account');
      const arn = textIn(answer, 'Arn');
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
    operation: 'AssumeRole',
    input: {
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      DurationSeconds: durationSeconds,
      ExternalId: externalId,
      ...(mfa && { SerialNumber: mfa.serial, TokenCode: mfa.code }),
    },
    once: mfa !== undefined,
    read: readGivenKeys,
  });
}

function readGivenKeys(answer: unknown): GivenKeys | undefined {
  const given = memberIn(answer, 'Credentials');
  const accessKeyId = textIn(given, 'AccessKeyId');
  const secretAccessKey = textIn(given, 'SecretAccessKey');
  const sessionToken = textIn(given, 'SessionToken');
  const expiresAt = timeIn(given, 'Expiration');
  if (!accessKeyId || !secretAccessKey || !sessionToken || expiresAt === undefined) {
    return undefined;
  }
  const keys = {
    accessKeyId,
    secretAccessKey: secret(secretAccessKey),
    sessionToken: secret(sessionToken),
  };
  return { keys, expiresAt };
}
