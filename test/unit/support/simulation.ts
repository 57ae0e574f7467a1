import type { ServiceCall } from '@/lib/aws/service';
import type { SharePermissions } from '@/lib/images/image';
import { createJobs, type Jobs } from '@/lib/jobs/jobs';
import { countItems, hasEnded, itemsOfKind, type Job, type ShareJobItem } from '@/lib/jobs/job';
import type { Journal } from '@/lib/jobs/journal';
import { createLimiter } from '@/lib/jobs/limiter';
import { createRunner, type Runner } from '@/lib/jobs/runner';
import { workByKind, type Work } from '@/lib/jobs/work';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import {
  diffShares,
  digestOf,
  itemKey,
  planLifetime,
  samePermissions,
  type DesiredImage,
  type ShareItem,
  type SharePlan,
} from '@/lib/sharing/plan';
import { laneOf } from '@/lib/jobs/lane';
import { shareWork } from '@/lib/sharing/work';
import { memoryJournal } from './memory-journal';
import { home, noon } from './values';

function refuse(): never {
  throw new Error('These jobs change shares and nothing else.');
}

/** The work of tasks that these jobs do not have. */
const unused = {
  group: refuse,
  lane: refuse,
  read: refuse,
  change: refuse,
  takesQuota: refuse,
  settled: refuse,
  describe: refuse,
};

/** Thrown where a worker is killed, and by whatever a killed worker still tries. */
export class Crash extends Error {}

/** What AWS does with a call. */
export type Mishap =
  /** It has no effect, and this is the answer. */
  | { readonly kind: 'refuse'; readonly problem: Problem }
  /** It has its effect, and the answer is lost. */
  | { readonly kind: 'lose'; readonly problem: Problem };

/** When a worker is killed: at its n-th effect, before or after it takes effect. */
export interface CrashPoint {
  readonly step: number;
  readonly when: 'before' | 'after';
}

export interface SimulationOptions {
  readonly journal?: Journal;
  /** What AWS does with the n-th call of all, counted from 0. */
  readonly mishap?: (call: number) => Mishap | undefined;
  /** Something that happens elsewhere just before the n-th effect of all. */
  readonly meanwhile?: (effect: number) => void;
  /** So many reads of an image after a change still show what was before it. */
  readonly lag?: number;
  /** Trusts the journal instead of reading: what no runner may do, to see that it is found. */
  readonly blind?: boolean;
  /** Whether two workers can be at it at once: a browser whose locks fail. */
  readonly lockless?: boolean;
}

/** What was asked of AWS. */
export interface Sent {
  readonly key: string;
  readonly redundant: boolean;
  /** Whether what the worker had read last showed what the plan was made from. */
  readonly asRead: boolean;
}

/** AWS with the sharing of some images, a disk, and workers that are started and killed. */
export interface Simulation {
  /** The permissions at AWS by `itemKey`. */
  readonly remote: Map<string, SharePermissions>;
  readonly sent: readonly Sent[];
  readonly journal: Journal;
  /** What holds until it is taken back: no call goes out. */
  readonly barrier: { problem?: Problem };
  readonly clock: { time: number };
  readonly effects: () => number;
  readonly calls: () => number;
  /** Starts a worker, which looks for work at once. */
  readonly start: (crash?: CrashPoint) => Worker;
  /** A plan from what is there now. */
  readonly plan: (wanted: readonly DesiredImage[]) => Promise<SharePlan>;
  /** The jobs with their items. */
  readonly kept: () => Promise<readonly { job: Job; items: readonly ShareJobItem[] }[]>;
}

export interface Worker {
  readonly runner: Runner;
  readonly jobs: Jobs;
  /** How many effects it has had. */
  readonly steps: () => number;
  readonly isDead: () => boolean;
  readonly told: readonly Job[];
}

/** One attempt of a call of the double. */
async function attempt<Value>(call: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return ok(await call());
  } catch (error) {
    if (error instanceof Error && 'problem' in error) return failed(error.problem as Problem);
    throw error;
  }
}

/** Makes a simulation. Nothing in it waits for real time. */
export function simulate(
  start: Readonly<Record<string, SharePermissions>>,
  options: SimulationOptions = {},
): Simulation {
  const remote = new Map(Object.entries(start));
  const journal = options.journal ?? memoryJournal();
  const sent: Sent[] = [];
  const clock = { time: noon };
  const barrier: { problem?: Problem } = {};
  const planned = new Map<string, ShareItem>();
  const stale = new Map<string, { shown: Map<string, SharePermissions>; reads: number }>();
  let effects = 0;
  let calls = 0;
  let locked = false;
  let ids = 0;

  const now = () => clock.time;
  const imageOf = (region: string, image: string) =>
    [...remote].filter(([key]) => key.startsWith(`${region}/${image}/`));

  const startWorker = (crash?: CrashPoint): Worker => {
    let steps = 0;
    let dead = false;
    let holding = false;
    let reads = 0;
    const told: Job[] = [];
    const lastRead = new Map<string, SharePermissions>();
    const die = () => {
      dead = true;
      // The browser lets go of the locks of what it stops.
      if (holding) locked = false;
      throw new Crash();
    };
    const effect = async <Value>(act: () => Promise<Value>): Promise<Value> => {
      if (dead) throw new Crash();
      const dies = crash?.step === steps;
      steps += 1;
      if (dies && crash.when === 'before') die();
      options.meanwhile?.(effects);
      effects += 1;
      const value = await act();
      if (dead) throw new Crash();
      if (dies) die();
      return value;
    };
    const send = (
      region: string,
      { operation, input }: Pick<ServiceCall<unknown>, 'operation' | 'input'>,
    ) =>
      effect(async () => {
        const number = calls;
        calls += 1;
        clock.time += 5;
        const mishap = options.mishap?.(number);
        if (mishap?.kind === 'refuse') {
          throw Object.assign(new Error(), { problem: mishap.problem });
        }
        const answer = answerOf(region, operation, input);
        if (mishap) throw Object.assign(new Error(), { problem: mishap.problem });
        return answer;
      });
    const answerOf = (region: string, name: string, input: unknown): unknown => {
      const { Name, SharedAccountId, ImagePermissions } = input as {
        Name: string;
        SharedAccountId: string;
        ImagePermissions?: { allowFleet: boolean; allowImageBuilder: boolean };
      };
      const imageKey = `${region}/${Name}`;
      if (name === 'DescribeImagePermissions') {
        const lagging = stale.get(imageKey);
        if (lagging && lagging.reads > 0) lagging.reads -= 1;
        else stale.delete(imageKey);
        const shown = stale.has(imageKey) && lagging ? [...lagging.shown] : imageOf(region, Name);
        for (const key of lastRead.keys()) if (key.startsWith(`${imageKey}/`)) lastRead.delete(key);
        for (const [key, may] of shown) lastRead.set(key, may);
        return {
          SharedImagePermissionsList: shown.map(([key, { fleet, imageBuilder }]) => ({
            sharedAccountId: key.split('/')[2],
            imagePermissions: { allowFleet: fleet, allowImageBuilder: imageBuilder },
          })),
        };
      }
      const key = `${imageKey}/${SharedAccountId}`;
      const wanted = ImagePermissions && {
        fleet: ImagePermissions.allowFleet,
        imageBuilder: ImagePermissions.allowImageBuilder,
      };
      sent.push({
        key,
        redundant: samePermissions(remote.get(key), wanted),
        asRead: samePermissions(lastRead.get(key), planned.get(key)?.before),
      });
      if (options.lag && !stale.has(imageKey)) {
        stale.set(imageKey, { shown: new Map(imageOf(region, Name)), reads: options.lag });
      }
      if (wanted) remote.set(key, wanted);
      else if (!remote.delete(key)) {
        throw Object.assign(new Error(), { problem: { kind: 'not-found', what: 'The share' } });
      }
      return {};
    };
    const limiter = createLimiter(now, async (milliseconds) => {
      clock.time += milliseconds;
    });
    const real = shareWork({
      async inScope(scope, use) {
        if (barrier.problem) return failed(barrier.problem);
        const pace = limiter.pace(laneOf('appstream2', scope));
        // The double understands the three operations that a share job calls.
        const run = async <Value>(call: ServiceCall<Value>): Promise<Result<Value>> => {
          const answered = await pace.go();
          const result = await attempt(() => send(scope.region, call));
          answered(result.ok ? undefined : result.problem.kind);
          if (!result.ok) return result;
          const value = call.read(result.value);
          return value === undefined ? failed({ kind: 'aws-fault' }) : ok(value);
        };
        return use({ scope, run, change: run });
      },
      forbidden: async () => undefined,
      settled: async () => {
        if (dead) throw new Crash();
      },
    });
    const blind: Work<ShareItem> = {
      ...real,
      read: async (scope, task) => {
        reads += 1;
        return reads === 1 ? ok(() => 'planned') : real.read(scope, task);
      },
    };
    const writing =
      <Args extends readonly unknown[], Value>(write: (...args: Args) => Promise<Value>) =>
      (...args: Args) =>
        effect(() => write(...args));
    const reading =
      <Args extends readonly unknown[], Value>(read: (...args: Args) => Promise<Value>) =>
      async (...args: Args) => {
        if (dead) throw new Crash();
        return read(...args);
      };
    const kept: Journal = {
      create: writing(journal.create),
      takeOver: writing(journal.takeOver),
      write: writing(journal.write),
      wish: writing(journal.wish),
      notify: writing(journal.notify),
      remove: writing(journal.remove),
      jobs: reading(journal.jobs),
      job: reading(journal.job),
      items: reading(journal.items),
      rates: reading(journal.rates),
    };
    const runner = createRunner({
      journal: kept,
      limiter,
      work: workByKind({
        share: options.blind ? blind : real,
        'build-sharing': unused,
        'build-action': unused,
        'build-clone': unused,
        'image-step': unused,
      }),
      async alone(run) {
        if (locked && !options.lockless) return;
        locked = true;
        holding = true;
        try {
          await run();
        } finally {
          holding = false;
          if (!dead) locked = false;
        }
      },
      stayAlive: async () => {},
      wakeOften: async () => {},
      changed: async (job) => void told.push(job),
      now,
      async wait(milliseconds) {
        clock.time += milliseconds;
      },
    });
    const jobs = createJobs({
      journal: kept,
      runner,
      changed: async () => {},
      removed: async () => {},
      newId: () => {
        ids += 1;
        return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
      },
      now,
    });
    return { runner, jobs, steps: () => steps, isDead: () => dead, told };
  };

  return {
    remote,
    sent,
    journal,
    barrier,
    clock,
    effects: () => effects,
    calls: () => calls,
    start: startWorker,
    async plan(wanted) {
      const items = wanted.flatMap(({ region, image, desired, exact }) =>
        diffShares(
          imageOf(region, image.name).map(([key, may]) => ({
            account: key.split('/')[2] ?? '',
            ...may,
          })),
          desired,
          exact,
        ).map((difference) => ({
          kind: 'share' as const,
          region,
          image: image.name,
          ...difference,
        })),
      );
      for (const item of items) planned.set(itemKey(item), item);
      const images = wanted.map(({ region, image }) => ({
        region,
        image,
        sharedBefore: 0,
        sharedAfter: 0,
      }));
      const { region: _region, ...account } = home;
      return {
        kind: 'shares',
        digest: await digestOf(account, images, items),
        scope: account,
        images,
        items,
        madeAt: clock.time,
        expiresAt: clock.time + planLifetime,
      };
    },
    async kept() {
      const jobs = await journal.jobs();
      return Promise.all(
        jobs.map(async (job) => ({
          job,
          items: itemsOfKind(await journal.items(job.id), 'share'),
        })),
      );
    },
  };
}

/**
 * Starts workers, one after the other, until all jobs are over: what alarms and people do. Throws
 * when that does not happen.
 */
export async function recover(simulation: Simulation, crashes: readonly CrashPoint[] = []) {
  for (let start = 0; start < 50; start += 1) {
    const worker = simulation.start(crashes[start]);
    worker.runner.wake(['needs-credentials', 'expired', 'locked', 'permission-missing']);
    await worker.runner.settled();
    const kept = await simulation.kept();
    if (kept.every(({ job }) => hasEnded(job))) return kept;
    simulation.clock.time += 31_000;
    for (const { job } of kept) {
      if (job.pause?.reason === 'user') await simulation.journal.wish(job.id, 'continue');
    }
  }
  throw new Error(`Not over: ${JSON.stringify(await simulation.kept())}`);
}

/** What is wrong with how jobs ended; nothing when all is well. */
export async function faultsOf(
  simulation: Simulation,
  items: readonly ShareItem[],
  untouched: Readonly<Record<string, SharePermissions>>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const keys = new Set(items.map(itemKey));
  for (const item of items) {
    if (!samePermissions(simulation.remote.get(itemKey(item)), item.after)) {
      faults.push(`${itemKey(item)} is not as planned`);
    }
  }
  for (const [key, may] of Object.entries(untouched)) {
    if (!samePermissions(simulation.remote.get(key), may)) faults.push(`${key} was touched`);
  }
  for (const { key, redundant, asRead } of simulation.sent) {
    if (!keys.has(key)) faults.push(`${key} is in no plan`);
    if (redundant) faults.push(`${key} was put although it was right`);
    if (!asRead) faults.push(`${key} was put although it was read to be otherwise`);
  }
  for (const { job, items: kept } of await simulation.kept()) {
    const counts = countItems(kept);
    if (JSON.stringify(counts) !== JSON.stringify(job.counts)) faults.push('counts are wrong');
    for (const { state, task } of kept) {
      if (state !== 'done' && state !== 'unchanged') faults.push(`${itemKey(task)} is ${state}`);
    }
  }
  return faults;
}
