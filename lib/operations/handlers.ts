import { assumeRole, getCallerIdentity } from '../aws/sts';
import { createIntake, type IntakePorts } from '../credentials/intake';
import { createProvider } from '../credentials/provider';
import {
  accountObstacle,
  recipientObstacle,
  regionObstacle,
  vaultObstacle,
} from '../safety/obstacles';
import { buildCloneWork } from '../builds/clone/work';
import { buildActionWork } from '../builds/action-work';
import { buildSharingWork } from '../builds/sharing-work';
import { imageStepWork } from '../lifecycle/work';
import { workByKind } from '../jobs/work';
import { laneOf } from '../jobs/lane';
import { shareWork } from '../sharing/work';
import type { CallContext } from '../messaging/router';
import type { Result } from '../result';
import { accountHandlers } from './handlers/accounts';
import { activityHandlers } from './handlers/activity';
import { applicationHandlers } from './handlers/applications';
import type { AccountScope } from '../scope';
import { buildActionHandlers, buildActionParts } from './handlers/build-actions';
import { buildCloneParts, buildCloningHandlers } from './handlers/build-cloning';
import { buildSharingHandlers } from './handlers/build-sharing';
import { buildHandlers } from './handlers/builds';
import { cloningHandlers } from './handlers/cloning';
import { cleanUpHandlers } from './handlers/clean-up';
import { credentialHandlers } from './handlers/credentials';
import { createJobs } from '../jobs/jobs';
import { createRunner, type Runner } from '../jobs/runner';
import { imageHandlers } from './handlers/images';
import { createInScope } from './handlers/in-scope';
import { findingsHandlers } from './handlers/findings';
import { jobHandlers } from './handlers/jobs';
import { imageStepParts, lifecycleHandlers } from './handlers/lifecycle';
import { networkHandlers } from './handlers/networks';
import { organizationHandlers } from './handlers/organizations';
import type { HandlerParts, Handlers } from './handlers/parts';
import { permissionHandlers } from './handlers/permissions';
import { safetyHandlers } from './handlers/safety';
import { sharingHandlers } from './handlers/sharing';
import { signInHandlers } from './handlers/sign-in';
import { surfaceHandlers } from './handlers/surfaces';
import { vaultHandlers } from './handlers/vault';
import { operations, type OperationId } from './registry';

/** What carries out the operations, and the runner of the jobs that they start. */
export interface Bound {
  readonly handlers: Handlers;
  readonly runner: Runner;
}

/** Binds every contract to what carries it out. */
export function createHandlers(parts: HandlerParts): Bound {
  const ports = intakePorts(parts);
  const provider = createProvider({
    store: parts.credentials,
    renewed: async (account) => {
      await rememberNewer(parts, account);
      await parts.scheduleSweep();
      await parts.events.emit({ event: 'credentials-changed' });
    },
    isLockedAway: parts.vault.isLockedOver,
    obstacle: ports.obstacle,
    assumeRole: async (source, region, keys, request) => {
      const recorder = parts.activity.recorder({
        operation: 'credentials.assume-role',
        scope: { ...source, region },
        who: keys.arn,
      });
      const sts = parts.connector.sts(region, keys, recorder);
      return sts.ok ? assumeRole(sts.value, request) : sts;
    },
    now: parts.now,
  });
  const intake = createIntake({ ...parts, ...ports });
  const inScope = createInScope({ ...parts, credentials: provider });
  const runner = createRunner({
    ...parts,
    ...parts.background,
    work: workByKind({
      share: shareWork({
        inScope: (scope, use) =>
          inScope(
            { operation: 'sharing.apply', scope },
            'appstream2',
            use,
            parts.limiter.pace(laneOf('appstream2', scope)),
          ),
        forbidden: async (scope, recipients) =>
          (await parts.guard(operations['sharing.apply'], {}, scope)) ??
          recipientObstacle((await parts.policy()).policy, recipients),
        settled: async (scope, image) => {
          await parts.cache.forget(scope);
          await parts.events.emit({ event: 'shares-changed', image }, scope);
        },
      }),
      'build-sharing': buildSharingWork({
        inScope: (scope, service, use) =>
          inScope(
            { operation: 'build-sharing.apply', scope },
            service,
            use,
            parts.limiter.pace(laneOf(service, scope)),
          ),
        forbidden: async (scope, recipients) =>
          (await parts.guard(operations['build-sharing.apply'], {}, scope)) ??
          recipientObstacle((await parts.policy()).policy, recipients),
        settled: async (place, target) => {
          await parts.cache.forget(place);
          if (target !== undefined) {
            await parts.events.emit({ event: 'build-changed', target }, place);
          }
        },
        wait: parts.wait,
      }),
      'build-action': buildActionWork(buildActionParts(parts, inScope)),
      'build-clone': buildCloneWork(buildCloneParts(parts, inScope)),
      'image-step': imageStepWork(imageStepParts(parts, inScope)),
    }),
  });
  const jobs = createJobs({
    ...parts,
    runner,
    changed: parts.background.changed,
    removed: (id) => parts.events.emit({ event: 'job-removed', id }),
  });
  const handlers: Handlers = {
    ...imageHandlers(inScope),
    ...sharingHandlers({ ...parts, jobs }, inScope),
    ...buildHandlers(inScope),
    ...buildSharingHandlers({ ...parts, jobs }, inScope),
    ...buildActionHandlers({ ...parts, jobs }, inScope),
    ...buildCloningHandlers({ ...parts, jobs }, inScope),
    ...findingsHandlers(parts, inScope),
    ...lifecycleHandlers({ ...parts, jobs }, inScope),
    ...cloningHandlers({ ...parts, jobs }, inScope),
    ...networkHandlers(inScope),
    ...cleanUpHandlers(parts, inScope),
    ...jobHandlers({ jobs }),
    ...credentialHandlers({ ...parts, ...ports }, provider, intake),
    ...signInHandlers({ ...parts, ...ports }, intake),
    ...vaultHandlers(parts),
    ...safetyHandlers(parts),
    ...activityHandlers(parts),
    ...accountHandlers(parts),
    ...applicationHandlers(parts),
    ...organizationHandlers(inScope),
    ...permissionHandlers(parts, inScope),
    ...surfaceHandlers(parts),
  };
  return { handlers, runner };
}

/** What taking credentials in needs of the handlers' parts. */
function intakePorts({
  connector,
  credentials,
  cache,
  events,
  vault,
  lock,
  policy,
  scheduleSweep,
}: HandlerParts): Pick<IntakePorts, 'whoIs' | 'obstacle' | 'lockedTimes' | 'keep'> {
  return {
    whoIs: async (region, keys) => {
      const sts = connector.sts(region, keys);
      return sts.ok ? getCallerIdentity(sts.value) : sts;
    },
    obstacle: async (region, account) => {
      const { policy: rules } = await policy();
      return (
        regionObstacle(rules, region) ??
        (account === undefined ? undefined : accountObstacle(rules, account))
      );
    },
    lockedTimes: lock.times,
    keep: async (identity, keys, renewal) => {
      const times = lock.times();
      await credentials.add(identity, keys, renewal);
      await cache.forget({ partition: identity.partition, account: identity.account });
      await lock.release(times);
      await rememberNewer({ vault, policy }, identity);
      await scheduleSweep();
      await events.emit({ event: 'credentials-changed' });
    },
  };
}

/**
 * Newer credentials of an account take the place of those in an open vault. They are held
 * already: a disk that cannot be used is no reason to refuse them.
 */
async function rememberNewer(
  { vault, policy }: Pick<HandlerParts, 'vault' | 'policy'>,
  account: AccountScope,
): Promise<void> {
  if (vaultObstacle(await policy())) return;
  try {
    await vault.refresh(account);
  } catch {
    // What the vault has is older now, and says so when it is unlocked.
  }
}

/** Runs the handler of an operation whose input its contract has already validated. */
export function performWith(handlers: Handlers) {
  return (id: string, input: unknown, context: CallContext): Promise<Result<unknown>> => {
    // The router found the contract by this id and parsed the input with it; the type of the
    // pair is what that check established.
    const handler = handlers[id as OperationId] as (
      input: unknown,
      context: CallContext,
    ) => Promise<Result<unknown>>;
    return handler(input, context);
  };
}
