import { findRegion } from '../../aws/regions';
import { getCallerIdentity } from '../../aws/sts';
import { isTemporary } from '../../credentials/parse';
import { secret, type Credentials } from '../../credentials/secret';
import { failed, ok, type Result } from '../../result';
import { accountObstacle, regionObstacle } from '../../safety/obstacles';
import type { HandlerParts, HandlersOf } from './parts';

/** Holding the credentials of accounts. */
export function credentialHandlers(parts: HandlerParts): HandlersOf<'credentials'> {
  const { connector, credentials, cache, plans, events, now } = parts;

  const forget = async (drop: () => Promise<void>): Promise<Result<null>> => {
    connector.forget();
    await drop();
    await events.emit({ event: 'credentials-changed' });
    return ok(null);
  };

  return {
    'credentials.add': async (input) => {
      const region = findRegion(input.region);
      if (!region) return failed({ kind: 'region-unsupported', region: input.region });
      const { policy } = await parts.policy();
      const obstacle = regionObstacle(policy, region.code);
      if (obstacle) return failed(obstacle);
      if (!(await parts.hasHostAccess(region.code))) {
        return failed({ kind: 'host-access-missing', region: region.code });
      }
      const given: Credentials = {
        accessKeyId: input.accessKeyId,
        secretAccessKey: secret(input.secretAccessKey),
        ...(input.sessionToken !== undefined && { sessionToken: secret(input.sessionToken) }),
      };
      const sts = connector.sts(region.code, given);
      if (!sts.ok) return sts;
      const caller = await getCallerIdentity(sts.value);
      if (!caller.ok) return caller;
      const forbidden = accountObstacle(policy, caller.value.account);
      if (forbidden) return failed(forbidden);
      const identity = {
        partition: region.partition,
        account: caller.value.account,
        arn: caller.value.arn,
        region: region.code,
        keyIdEnding: input.accessKeyId.slice(-4),
        longTerm: !isTemporary(input.accessKeyId),
        addedAt: now(),
        ...(input.expiresAt !== undefined && { expiresAt: input.expiresAt }),
      };
      await credentials.add(identity, given);
      await cache.forget({ partition: identity.partition, account: identity.account });
      await events.emit({ event: 'credentials-changed' });
      return ok(identity);
    },
    'credentials.list': async () => ok(await credentials.list()),
    'credentials.forget': (account) =>
      forget(async () => {
        await credentials.forget(account);
        await cache.forget(account);
        await plans.forget(account);
      }),
    'credentials.forget-all': () =>
      forget(async () => {
        await credentials.forgetAll();
        await cache.forgetAll();
        await plans.forgetAll();
      }),
  };
}
