import { findRegion, isServed } from '../aws/regions';
import { getCallerIdentity } from '../aws/sts';
import * as appStreamCalls from '../aws/appstream';
import type { AppStream } from '../aws/appstream';
import type { Connector } from '../aws/connection';
import { isTemporary } from '../credentials/parse';
import { secret, type Credentials } from '../credentials/secret';
import type { CredentialStore } from '../credentials/store';
import { hashOf, routeTo, type DeskRoute } from '../desk/route';
import { listingsOf } from '../images/describe';
import type { Events } from '../messaging/events';
import type { CallContext } from '../messaging/router';
import { failed, ok, type Result } from '../result';
import type { RegionCode, Scope } from '../scope';
import { applySharePlan } from '../sharing/apply';
import type { ShareOutcome } from '../sharing/plan';
import { makeSharePlan } from '../sharing/planning';
import type { PlanStore } from '../sharing/plan-store';
import type { KeyValueStore } from '../storage/key-value';
import type { ReadCache } from '../storage/read-cache';
import { takeTurns } from '../take-turns';
import type { InputOf, OperationId, OutputOf } from './registry';

/** What the handlers are made of; the background gives the browser's, tests give doubles. */
export interface HandlerParts {
  readonly connector: Connector;
  readonly credentials: CredentialStore;
  readonly cache: ReadCache;
  readonly plans: PlanStore;
  readonly events: Events;
  readonly settings: KeyValueStore;
  readonly hasHostAccess: (region: RegionCode) => Promise<boolean>;
  readonly openDesk: (hash: string, place: 'dialog' | 'tab') => Promise<void>;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

type Handler<Id extends OperationId> = (
  input: InputOf<Id>,
  context: CallContext,
) => Promise<Result<OutputOf<Id>>>;

/** A handler for every operation: this does not compile while a contract lacks one. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> };

const panelKey = 'panel/appstream';

/** Binds every contract to what carries it out. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { connector, credentials, cache, plans, events, settings, now } = parts;
  // The second plan finds what the first has made of the image.
  const inTurn = takeTurns();

  /** AppStream in the call's scope, with that account's credentials and no others. */
  const inScope = async <Value>(
    { scope }: CallContext,
    use: (appStream: AppStream) => Promise<Result<Value>>,
  ): Promise<Result<Value>> => {
    if (!scope) return failed({ kind: 'account-unknown' });
    // No credentials would help where there is no service.
    if (!isServed('appstream2', scope.region)) {
      return failed({ kind: 'region-unsupported', region: scope.region });
    }
    const held = await credentials.credentialsFor(scope);
    if (!held.ok) return held;
    const appStream = connector.appStream(scope, held.value);
    if (!appStream.ok) return appStream;
    if (!(await parts.hasHostAccess(scope.region))) {
      return failed({ kind: 'host-access-missing', region: scope.region });
    }
    return nameAccount(await use(appStream.value), scope);
  };

  const forget = async (drop: () => Promise<void>): Promise<Result<null>> => {
    connector.forget();
    await drop();
    await events.emit({ event: 'credentials-changed' });
    return ok(null);
  };

  const apply =
    (digest: string) =>
    async (appStream: AppStream): Promise<Result<readonly ShareOutcome[]>> => {
      const { scope } = appStream;
      const held = await plans.take(digest, scope);
      if (!held.ok) return held;
      const { plan, progress } = held.value;
      const { image } = plan;
      const outcomes = await applySharePlan(
        plan,
        {
          readShares: () => appStreamCalls.listShares(appStream, image),
          put: (account, permissions) =>
            appStreamCalls.putShare(appStream, image, account, permissions),
          remove: (account) => appStreamCalls.removeShare(appStream, image, account),
          report: async (latest) => {
            await plans.note(plan, latest);
            await events.emit({ event: 'apply-progress', digest, progress: latest }, scope);
          },
          pause: (attempt) => parts.wait(200 * 2 ** attempt),
        },
        progress.sent,
      );
      await cache.forget(scope);
      await events.emit({ event: 'shares-changed', image }, scope);
      return outcomes;
    };

  return {
    'images.list': (_, context) =>
      inScope(context, async (appStream) => {
        const images = await appStreamCalls.listImages(appStream);
        return images.ok ? ok(listingsOf(images.value)) : images;
      }),
    'images.get': ({ image }, context) =>
      inScope(context, (appStream) => appStreamCalls.getImage(appStream, image)),
    'images.shares': ({ image }, context) =>
      inScope(context, (appStream) => appStreamCalls.listShares(appStream, image)),
    'images.usage': ({ image }, context) =>
      inScope(context, (appStream) => appStreamCalls.findUsage(appStream, image)),
    'images.tags': ({ image }, context) =>
      inScope(context, (appStream) => appStreamCalls.listTags(appStream, image)),

    'sharing.plan': ({ image, desired }, context) =>
      inScope(context, async (appStream) => {
        const plan = await makeSharePlan(appStream.scope, image, desired, now(), {
          getImage: () => appStreamCalls.getImage(appStream, image),
          listShares: () => appStreamCalls.listShares(appStream, image),
        });
        if (plan.ok) await plans.keep(plan.value);
        return plan;
      }),
    'sharing.apply': ({ digest }, context) => inTurn(() => inScope(context, apply(digest))),

    'credentials.add': async (input) => {
      const region = findRegion(input.region);
      if (!region) return failed({ kind: 'region-unsupported', region: input.region });
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

    'desk.open': async (target, { scope, sender }) => {
      const route: DeskRoute = routeTo(target, scope);
      const place = sender.class === 'page' ? 'dialog' : 'tab';
      await parts.openDesk(hashOf(route, place === 'dialog'), place);
      return ok(null);
    },
    'panel.open': async (_, { sender, scope }) => {
      if (sender.class === 'page') await events.watch(sender.tabId, scope);
      const held = await settings.get(panelKey);
      return ok({ collapsed: held === 'collapsed' });
    },
    'panel.remember': async ({ collapsed }) => {
      await settings.set(panelKey, collapsed ? 'collapsed' : 'open');
      return ok(null);
    },
    'tab.scope': async ({ tabId }) => ok((await events.scopeOfTab(tabId)) ?? null),
  };
}

/** AWS says that a token has expired without saying whose; the scope knows. */
function nameAccount<Value>(result: Result<Value>, { account }: Scope): Result<Value> {
  return !result.ok && result.problem.kind === 'expired'
    ? failed({ kind: 'expired', account })
    : result;
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
