import { AssumeRoleCommand, GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { secret, type Keys } from '../credentials/secret';
import { failed, ok, type Result } from '../result';
import type { AccountId } from '../scope';
import type { Connection } from './connection';

/** Who signed: asks STS, which needs no permission. */
export async function getCallerIdentity({
  client,
  run,
}: Connection<STSClient>): Promise<Result<{ readonly account: AccountId; readonly arn: string }>> {
  const facts = { action: 'sts:GetCallerIdentity', what: 'The caller' } as const;
  const answer = await run(facts, () => client.send(new GetCallerIdentityCommand({})));
  if (!answer.ok) return answer;
  const { Account, Arn } = answer.value;
  return Account === undefined || Arn === undefined
    ? failed({ kind: 'aws-fault' })
    : ok({ account: Account, arn: Arn });
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
  { client, run }: Connection<STSClient>,
  { roleArn, sessionName, durationSeconds, externalId, mfa }: AssumeRoleRequest,
): Promise<Result<GivenKeys>> {
  const facts = { action: 'sts:AssumeRole', what: `Role ${roleArn}` } as const;
  const answer = await run(facts, () =>
    client.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        DurationSeconds: durationSeconds,
        ...(externalId !== undefined && { ExternalId: externalId }),
        ...(mfa && { SerialNumber: mfa.serial, TokenCode: mfa.code }),
      }),
    ),
  );
  if (!answer.ok) return answer;
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.value.Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    return failed({ kind: 'aws-fault' });
  }
  return ok({
    keys: {
      accessKeyId: AccessKeyId,
      secretAccessKey: secret(SecretAccessKey),
      sessionToken: secret(SessionToken),
    },
    expiresAt: Expiration.getTime(),
  });
}
