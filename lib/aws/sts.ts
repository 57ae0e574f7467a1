import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
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
