import { readRoleArn } from '../../credentials/assume-role';
import type { Intake, IntakePorts } from '../../credentials/intake';
import type { CredentialProvider } from '../../credentials/provider';
import { secret, type Keys } from '../../credentials/secret';
import { failed, ok, type Result } from '../../result';
import { accountKey, type AccountScope } from '../../scope';
import { assumeRole } from '../../aws/sts';
import type { HandlerParts, HandlersOf } from './parts';

/** Holding the credentials of accounts. */
export function credentialHandlers(
  parts: Pick<
    HandlerParts,
    | 'activity'
    | 'connector'
    | 'credentials'
    | 'cache'
    | 'events'
    | 'vault'
    | 'lock'
    | 'hasHostAccess'
  > &
    Pick<IntakePorts, 'obstacle'>,
  provider: CredentialProvider,
  intake: Intake,
): HandlersOf<'credentials'> {
  const { activity, connector, credentials, cache, events, vault, lock } = parts;
  const { obstacle, hasHostAccess } = parts;

  const forget = async (
    drop: { readonly memory: () => Promise<unknown>; readonly vault: () => Promise<void> },
    account?: AccountScope,
  ): Promise<Result<null>> => {
    connector.forget(account);
    await drop.memory();
    // And of what was connected with them before they were dropped.
    connector.forget(account);
    try {
      await drop.vault();
    } finally {
      // What is gone from memory is gone, though the disk cannot be used.
      await events.emit({ event: 'credentials-changed' });
    }
    return ok(null);
  };

  return {
    'credentials.add': ({ region, accessKeyId, secretAccessKey, sessionToken, expiresAt }) => {
      const keys: Keys = {
        accessKeyId,
        secretAccessKey: secret(secretAccessKey),
        ...(sessionToken !== undefined && { sessionToken: secret(sessionToken) }),
      };
      const expiry = expiresAt === undefined ? {} : { expiresAt };
      const since = lock.times();
      return intake({ region, keys, ...expiry, source: { kind: 'pasted' }, since });
    },
    'credentials.assume-role': async ({ source, region, mfa, ...renewal }, { operation }) => {
      const since = lock.times();
      const role = readRoleArn(renewal.roleArn);
      if (!role || role.partition !== source.partition) {
        return failed({
          kind: 'refused',
          detail: 'This is not the ARN of a role in that partition.',
        });
      }
      const forbidden =
        (await obstacle(region, source.account)) ?? (await obstacle(region, role.account));
      if (forbidden) return failed(forbidden);
      if (!(await hasHostAccess(region, ['sts']))) {
        return failed({ kind: 'host-access-missing', region });
      }
      const held = await provider.credentialsFor(source);
      if (!held.ok) return held;
      const who = held.value.arn;
      const recorder = activity.recorder({ operation, scope: { ...source, region }, who });
      const sts = connector.sts(region, held.value, recorder);
      if (!sts.ok) return sts;
      const given = await assumeRole(sts.value, { ...renewal, ...(mfa && { mfa }) });
      if (!given.ok) return given;
      // Forgotten or locked while AWS was asked: what they opened is not kept either.
      const still = await credentials.credentialsFor(source);
      if (!still.ok) return still;
      // One set for each account: a role of the same account takes the place of what assumed it.
      const renewable = !mfa && accountKey(source) !== accountKey(role);
      return intake({
        region,
        ...given.value,
        source: { kind: 'role', via: { ...source, arn: who }, renewable },
        ...(renewable && { renewal }),
        expected: role,
        since,
      });
    },
    'credentials.list': async () => ok(await credentials.list()),
    'credentials.forget': (account) =>
      forget(
        {
          async memory() {
            await credentials.forget(account);
            await cache.forget(account);
          },
          vault: () => vault.forget(account),
        },
        account,
      ),
    'credentials.forget-all': () =>
      forget({
        async memory() {
          await credentials.forgetAll();
          await cache.forgetAll();
        },
        vault: vault.forgetAll,
      }),
  };
}
