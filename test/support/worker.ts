import { createConnector } from '@/lib/aws/connection';
import { createCredentialStore } from '@/lib/credentials/store';
import { createEvents } from '@/lib/messaging/events';
import type { ProductEvent } from '@/lib/messaging/protocol';
import { createRouter } from '@/lib/messaging/router';
import { createHandlers, performWith } from '@/lib/operations/handlers';
import type { InputOf, OperationId, OutputOf } from '@/lib/operations/registry';
import type { Answer } from '@/lib/messaging/protocol';
import type { Result } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import { createPlanStore } from '@/lib/sharing/plan-store';
import { createReadCache } from '@/lib/storage/read-cache';
import { loopbackAgent } from '../aws/agent';
import { startServer, type FakeAws, type ServerOptions } from '../aws/server';
import { memoryStore } from './memory-store';
import { believableWorld, credentialsOf } from './scenarios';

/**
 * The worker without a browser: the real router, handlers and SDK, signing for real against the
 * fake AWS. Waits take no time. `restart` loses what is only in the worker's memory.
 */
export async function startDetachedWorker(options: Partial<ServerOptions> = {}) {
  const world = options.world ?? believableWorld();
  const aws: FakeAws = await startServer({ ...options, world });
  const agent = loopbackAgent(aws);
  const session = memoryStore();
  const settings = memoryStore();
  const durable = memoryStore();
  const events: ProductEvent[] = [];
  const deniedHosts = new Set<string>();
  const opened: string[] = [];
  const own = { id: 'image-desk', origin: 'chrome-extension://image-desk' };
  const boot = () => {
    const cache = createReadCache(session);
    const handlers = createHandlers({
      connector: createConnector({
        now: world.now,
        wait: async () => {},
        random: () => 0.5,
        requestHandler: { httpsAgent: agent },
      }),
      credentials: createCredentialStore(session, world.now),
      cache,
      plans: createPlanStore(session, world.now),
      events: createEvents(session, {
        toExtension: async (event) => {
          events.push(event);
        },
        toTab: async () => {},
      }),
      settings,
      durable,
      hasHostAccess: async (region) => !deniedHosts.has(region),
      openDesk: async (hash) => {
        opened.push(hash);
      },
      now: world.now,
      wait: async () => {},
    });
    return createRouter({
      own,
      perform: performWith(handlers),
      cache,
      guard: async () => undefined,
      refused: () => {},
      now: world.now,
    });
  };
  let router = boot();
  const call = async <Id extends OperationId>(
    id: Id,
    input: InputOf<Id>,
    scope?: Scope,
  ): Promise<Result<Answer<OutputOf<Id>>>> => {
    const message = { call: id, input, ...(scope && { scope }) };
    const sender = { id: own.id, origin: own.origin, url: `${own.origin}/desk.html` };
    return (await router(message, sender)) as Result<Answer<OutputOf<Id>>>;
  };
  return {
    world,
    aws,
    session,
    events,
    opened,
    deniedHosts,
    call,
    /** Adds the temporary credentials of an account, as Settings does. */
    async signIn(account: string, region = 'us-east-1') {
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentialsOf(
        world,
        account,
      );
      const expiresAt = expiration.getTime();
      return call('credentials.add', {
        region,
        accessKeyId,
        secretAccessKey,
        sessionToken,
        expiresAt,
      });
    },
    restart() {
      router = boot();
    },
    async stop() {
      agent.destroy();
      await aws.close();
    },
  };
}

export type DetachedWorker = Awaited<ReturnType<typeof startDetachedWorker>>;
