import { createActivity } from '@/lib/activity/activity';
import { createActivityLog } from '@/lib/activity/log';
import { createConnector } from '@/lib/aws/connection';
import { createIdentityCenter } from '@/lib/aws/identity-center';
import { createLock } from '@/lib/credentials/lock';
import { createSignIn } from '@/lib/credentials/sign-in';
import { createCredentialStore } from '@/lib/credentials/store';
import { createVaultKeeper } from '@/lib/credentials/vault';
import { hasEnded, type JobDetails, type PauseReason } from '@/lib/jobs/job';
import { createJournal } from '@/lib/jobs/journal';
import { createLimiter } from '@/lib/jobs/limiter';
import { createChosenAccounts } from '@/lib/messaging/chosen';
import { createEvents, type Events } from '@/lib/messaging/events';
import type { ProductEvent } from '@/lib/messaging/protocol';
import type { StampedSender } from '@/lib/messaging/sender';
import { createRouter } from '@/lib/messaging/router';
import { createHandlers, performWith } from '@/lib/operations/handlers';
import type { InputOf, OperationId, OutputOf } from '@/lib/operations/registry';
import type { Answer } from '@/lib/messaging/protocol';
import type { Result } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import { createGuard } from '@/lib/safety/guard';
import { parsePolicy } from '@/lib/safety/policy';
import { createSafetyStore } from '@/lib/safety/settings';
import { createPlanStore } from '@/lib/jobs/plan-store';
import { createDatabase } from '@/lib/storage/database';
import type { KeyValueStore } from '@/lib/storage/key-value';
import { createReadCache } from '@/lib/storage/read-cache';
import { fetchThrough, loopbackAgent } from '../aws/agent';
import { startServer, type FakeAws, type ServerOptions } from '../aws/server';
import { emptyIndexedDb } from './indexed-db';
import { memoryStore } from './memory-store';
import { believableWorld, credentialsOf } from './scenarios';

/** How often a job is looked at, and how much time goes by between two looks. */
const mostLooks = 60;
const minutesPerLook = 5;

const holdFor = async () => 8 * 3_600_000;

/**
 * The worker without a browser: the real router and handlers, signing for real against the
 * fake AWS. Waits take no time. `restart` loses what is only in the worker's memory.
 */
export async function startDetachedWorker(
  options: Partial<ServerOptions> & {
    /** What is kept on disk; in memory by default. */
    readonly disk?: KeyValueStore;
    /** The clock of the computer; that of AWS by default. */
    readonly now?: () => number;
    /** How handlers wait; by default it takes no time. */
    readonly wait?: (milliseconds: number) => Promise<void>;
  } = {},
) {
  const world = options.world ?? believableWorld();
  const { now = world.now } = options;
  const aws: FakeAws = await startServer({ ...options, world });
  const agent = loopbackAgent(aws);
  emptyIndexedDb();
  const session = memoryStore();
  const settings = memoryStore();
  const memory = memoryStore();
  const durable = options.disk ?? memory;
  const managed: Record<string, unknown> = {};
  const policy = async () => parsePolicy(managed);
  const events: ProductEvent[] = [];
  const deniedHosts = new Set<string>();
  const opened: string[] = [];
  const own = { id: 'image-desk', origin: 'chrome-extension://image-desk' };
  const visited: string[] = [];
  const waiting: (() => void)[] = [];
  const database = createDatabase();
  const log = createActivityLog(database, now);
  const journal = createJournal(database);
  const boot = () => {
    const cache = createReadCache(session);
    const credentials = createCredentialStore(session, now);
    const chosen = createChosenAccounts(session);
    const lock = createLock(session, credentials, cache, now);
    const emitted = createEvents(session, {
      toExtension: async (event) => {
        events.push(event);
      },
      toTab: async () => {},
    });
    const told: Events = {
      ...emitted,
      async emit(event, of) {
        // As `lib/perform.ts` does: what jobs wait for may be there now.
        if (event.event === 'credentials-changed') {
          runner.wake(['needs-credentials', 'expired', 'locked']);
        }
        if (event.event === 'safety-changed') runner.wake(['forbidden']);
        await emitted.emit(event, of);
      },
    };
    const times = { now, wait: async () => {}, random: () => 0.5 };
    const safety = createSafetyStore(durable);
    const guard = createGuard({ policy, settings: safety });
    const activity = createActivity({
      ...times,
      log,
      retentionDays: async () => (await safety.read()).retentionDays,
      changed: () => told.emit({ event: 'activity-changed' }),
    });
    const { handlers, runner } = createHandlers({
      vault: createVaultKeeper({
        durable,
        session,
        holdFor,
        credentials,
        lock,
        now,
      }),
      signIn: createSignIn({
        store: session,
        identityCenter: createIdentityCenter({ ...times, fetch: fetchThrough(agent) }),
        openTab: async (address) => {
          visited.push(address);
        },
        wake: async () => {},
        changed: () => told.emit({ event: 'sign-in-changed' }),
        holdFor,
        lock,
        now,
        wait: () =>
          new Promise((resolve) => {
            waiting.push(resolve);
          }),
      }),
      lock,
      chosen,
      lockNow: async () => {
        await lock.lock('asked');
      },
      scheduleSweep: async () => {},
      watchIdle: async () => {},
      holdFor,
      connector: createConnector({ ...times, fetch: fetchThrough(agent) }),
      credentials,
      cache,
      plans: createPlanStore(database, now),
      journal,
      limiter: createLimiter(now, times.wait),
      background: {
        alone: (run) => run(),
        stayAlive: async () => {},
        wakeOften: async () => {},
        changed: (job) => told.emit({ event: 'job-changed', job }),
      },
      newId: () => crypto.randomUUID(),
      events: told,
      activity,
      settings,
      session,
      durable,
      database,
      policy,
      guard,
      hasHostAccess: async (region) => !deniedHosts.has(region),
      openTab: async (address) => {
        visited.push(address);
      },
      openDesk: async (hash) => {
        opened.push(hash);
      },
      now,
      wait: options.wait ?? times.wait,
    });
    const router = createRouter({
      own,
      perform: performWith(handlers),
      cache,
      guard,
      chosen: chosen.of,
      refused: activity.refused,
      now,
    });
    return { router, runner };
  };
  let { router, runner } = boot();
  const call = async <Id extends OperationId>(
    id: Id,
    input: InputOf<Id>,
    scope?: Scope,
  ): Promise<Result<Answer<OutputOf<Id>>>> => {
    const message = { call: id, input, ...(scope && { scope }) };
    const sender = { id: own.id, origin: own.origin, url: `${own.origin}/desk.html` };
    return (await router(message, sender)) as Result<Answer<OutputOf<Id>>>;
  };
  const settled = async (id: string): Promise<JobDetails> => {
    await runner.settled();
    const answer = await call('jobs.get', { id });
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    return answer.value.value;
  };
  return {
    world,
    aws,
    session,
    durable: memory,
    events,
    /** The addresses that were opened in tabs: to confirm a sign-in, or to stream. */
    visited,
    /** Lets what waits for the next poll of a sign-in go on. */
    tick: () => waiting.splice(0).forEach((go) => go()),
    opened,
    deniedHosts,
    /** What the company's policy sets, as `storage.managed` gives it. */
    managed,
    call,
    /** The activity log, past the worker. */
    log,
    /** A message of any sender, as the browser hands it over. */
    receive: (message: unknown, sender: StampedSender) => router(message, sender),
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
    settled,
    /**
     * A job once it is over, or waits for a person: while AWS is at something, time goes by, and
     * `meanwhile` is told of each look, counted from 0.
     */
    async followed(id: string, meanwhile?: (look: number) => Promise<void> | void) {
      for (let look = 0; look < mostLooks; look += 1) {
        const details = await settled(id);
        if (hasEnded(details.job) || details.job.pause?.reason !== 'underway') return details;
        await meanwhile?.(look);
        world.pass(minutesPerLook);
        runner.wake(['underway']);
      }
      throw new Error(`The job ${id} does not end.`);
    },
    /** Has jobs tried again that wait for something, as an alarm or a permission does. */
    wakeJobs: (over?: readonly PauseReason[]) => runner.wake(over),
    restart() {
      ({ router, runner } = boot());
      runner.wake();
    },
    async stop() {
      agent.destroy();
      await aws.close();
      // What is still under way fails, and must not go on in the next test.
      await runner.settled();
    },
  };
}

export type DetachedWorker = Awaited<ReturnType<typeof startDetachedWorker>>;
