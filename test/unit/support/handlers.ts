import { vi } from 'vitest';
import { createConnector } from '@/lib/aws/connection';
import { createIdentityCenter } from '@/lib/aws/identity-center';
import { createLock } from '@/lib/credentials/lock';
import { secret } from '@/lib/credentials/secret';
import { createSignIn } from '@/lib/credentials/sign-in';
import { createCredentialStore } from '@/lib/credentials/store';
import { createVaultKeeper } from '@/lib/credentials/vault';
import type { SharePermissions } from '@/lib/images/image';
import { createJournal } from '@/lib/jobs/journal';
import { createLimiter } from '@/lib/jobs/limiter';
import { createChosenAccounts } from '@/lib/messaging/chosen';
import { createEvents } from '@/lib/messaging/events';
import type { ProductEvent } from '@/lib/messaging/protocol';
import type { CallContext } from '@/lib/messaging/router';
import { createHandlers, performWith } from '@/lib/operations/handlers';
import type { AccountScope } from '@/lib/scope';
import { createGuard } from '@/lib/safety/guard';
import { parsePolicy } from '@/lib/safety/policy';
import { createSafetyStore } from '@/lib/safety/settings';
import { createPlanStore } from '@/lib/jobs/plan-store';
import { createDatabase } from '@/lib/storage/database';
import { createReadCache } from '@/lib/storage/read-cache';
import { emptyIndexedDb } from '@/test/support/indexed-db';
import { memoryStore } from '@/test/support/memory-store';
import { appStreamDouble, recordingFetch, type Reply, type SentRequest } from './fake-appstream';
import { activityDouble } from './activity';
import { identityOf } from './identities';
import { jobId } from './jobs';
import { image } from './plans';
import { home, noon, stranger } from './values';

const page = {
  class: 'page',
  tabId: 7,
  page: {
    partition: 'aws',
    service: 'appstream',
    route: { path: '/images', parameters: new URLSearchParams() },
  },
} as const;

const holdFor = async () => 8 * 3_600_000;

/** A call of the desk, in the scope of the tests. */
export const fromDesk: CallContext = { operation: '', sender: { class: 'extension' }, scope: home };
/** A call of a console page that shows that scope. */
export const fromPage: CallContext = { operation: '', sender: page, scope: home };

const wireImages = [
  { Arn: image.arn, Name: image.name, Visibility: 'PRIVATE', State: 'AVAILABLE' },
  {
    Arn: `arn:aws:appstream:us-east-1:${stranger}:image/borrowed`,
    Name: 'borrowed',
    Visibility: 'SHARED',
    State: 'AVAILABLE',
  },
];

/** What is special about a test's handlers. */
export interface Setting {
  readonly shares?: Map<string, SharePermissions>;
  readonly hostAccess?: boolean;
  /** Answers before the double does; nothing to leave the answer to it. */
  readonly answer?: (request: SentRequest) => Reply | undefined;
  readonly holding?: readonly AccountScope[];
  /** Answers Identity Center; by default nothing does. */
  readonly identityCenter?: (url: string) => unknown;
}

/** The real handlers over stores in memory, with an AppStream and an STS that are played. */
export async function setUp(setting: Setting = {}) {
  const { shares = new Map<string, SharePermissions>(), holding = [home] } = setting;
  const appStream = appStreamDouble(wireImages, shares);
  const { requests, fetch } = recordingFetch(
    (request) => setting.answer?.(request) ?? appStream(request),
  );
  const session = memoryStore();
  const settings = memoryStore();
  const told: ProductEvent[] = [];
  const toTab: [number, ProductEvent][] = [];
  const opened: [string, string][] = [];
  const waits: number[] = [];
  const clock = { time: noon };
  const now = () => clock.time;
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  const hasHostAccess = vi.fn(async () => setting.hostAccess ?? true);
  const credentials = createCredentialStore(session, now);
  const cache = createReadCache(session);
  const durable = memoryStore();
  const managed: Record<string, unknown> = {};
  const policy = async () => parsePolicy(managed);
  const chosen = createChosenAccounts(session);
  const lock = createLock(session, credentials, cache, now);
  const asked: string[] = [];
  const sweeps: number[] = [];
  const { activity, entries } = activityDouble(now);
  emptyIndexedDb();
  const database = createDatabase();
  const journal = createJournal(database);
  const events = createEvents(session, {
    toExtension: async (event) => void told.push(event),
    toTab: async (tabId, event) => void toTab.push([tabId, event]),
  });
  /** Whether the worker shall be woken for jobs, as it was said last. */
  const often: { needed: boolean } = { needed: false };
  let started = 0;
  const { handlers, runner } = createHandlers({
    activity,
    vault: createVaultKeeper({ durable, session, holdFor, credentials, lock, now }),
    signIn: createSignIn({
      store: session,
      identityCenter: createIdentityCenter({
        fetch: async (url) => {
          asked.push(url);
          if (!setting.identityCenter) throw new TypeError('Failed to fetch');
          return Response.json(setting.identityCenter(url));
        },
        wait,
        random: () => 0,
      }),
      openTab: async () => {},
      wake: async () => {},
      changed: async () => {},
      holdFor,
      lock,
      now,
      wait,
    }),
    lock,
    chosen,
    lockNow: async () => void (await lock.lock('asked')),
    scheduleSweep: async () => void sweeps.push(clock.time),
    watchIdle: async () => {},
    holdFor,
    connector: createConnector({
      fetch,
      now: () => 0,
      wait,
      random: () => 0,
    }),
    credentials,
    cache,
    plans: createPlanStore(database, now),
    journal,
    // Its turns are a matter of the real clock; here they take no time.
    limiter: createLimiter(now, async () => {}),
    background: {
      alone: (run) => run(),
      stayAlive: async () => {},
      wakeOften: async (needed) => void (often.needed = needed),
      changed: (job) => events.emit({ event: 'job-changed', job }),
    },
    newId() {
      started += 1;
      return jobId(started);
    },
    events,
    settings,
    session,
    durable,
    database,
    policy,
    guard: createGuard({ policy, settings: createSafetyStore(durable) }),
    hasHostAccess,
    openTab: async () => {},
    openDesk: async (hash, place) => void opened.push([hash, place]),
    now,
    wait,
  });
  for (const account of holding) {
    await credentials.add(
      identityOf(account, {
        arn: `arn:aws:iam::${account.account}:user/ada`,
        expiresAt: noon + 3_600_000,
      }),
      {
        accessKeyId: 'ASIACANARYKEYEXAMPLE',
        secretAccessKey: secret('canary-secret'),
        sessionToken: secret('canary-token'),
      },
    );
  }
  const perform = performWith(handlers);
  return {
    handlers,
    runner,
    journal,
    database,
    often,
    perform,
    /** What the activity log holds. */
    entries,
    shares,
    requests,
    sent: () => requests.map(({ operation }) => operation),
    session,
    durable,
    managed,
    asked,
    sweeps,
    lock,
    settings,
    credentials,
    cache,
    chosen,
    told,
    toTab,
    opened,
    waits,
    clock,
    hasHostAccess,
  };
}
