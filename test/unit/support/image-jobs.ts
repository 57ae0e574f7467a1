import { hasEnded, type Job, type JobItem } from '@/lib/jobs/job';
import type { Journal } from '@/lib/jobs/journal';
import { createJobs } from '@/lib/jobs/jobs';
import { createLimiter } from '@/lib/jobs/limiter';
import { createRunner } from '@/lib/jobs/runner';
import type { Task } from '@/lib/jobs/task';
import type { Work } from '@/lib/jobs/work';
import type { ImageStep } from '@/lib/lifecycle/step';
import { imageStepWork } from '@/lib/lifecycle/work';
import type { Problem } from '@/lib/problems/problem';
import { failed, type Result } from '@/lib/result';
import { imageWorld, type ImageWorld, type Troubles } from './image-world';
import { memoryJournal } from './memory-journal';
import { Crash, type CrashPoint, type Mishap } from './simulation';
import { home, noon } from './values';

/** A change at AWS, or anything else that a worker waits for. */
type EffectKind = 'change' | 'other';

export interface ImageJobOptions extends Troubles {
  /** Where workers are killed, each counted from the death of the one before. */
  readonly crashes?: readonly CrashPoint[];
  /** What AWS does with the n-th change of all, counted from 0. */
  readonly mishap?: (change: number) => Mishap | undefined;
  /** Why calls fail from the n-th until the n-th of all. */
  readonly barrier?: { readonly from: number; readonly to: number; readonly problem: Problem };
  /** Something that happens elsewhere just before the n-th effect of all, and what that one is. */
  readonly meanwhile?: (effect: number, world: ImageWorld, kind: EffectKind) => void;
  /** Which job it comes after, in the same world. */
  readonly after?: Pick<ImageJobEnd, 'world' | 'clock'>;
  /** What is there before the job. */
  readonly before?: (world: ImageWorld) => void;
  /** How long it is looked at at most, in turns of the worker. */
  readonly turns?: number;
  /** Before which of these turns, counted from 0, a person cancels the job. */
  readonly cancelled?: number;
}

/** How a job about images ended, and what became of the world. */
export interface ImageJobEnd {
  /** In epoch milliseconds. */
  readonly clock: { time: number };
  readonly world: ImageWorld;
  readonly items: readonly JobItem[];
  readonly states: readonly JobItem['state'][];
  readonly ended: boolean;
  readonly effects: number;
  /** Why the job waited, each reason once. */
  readonly pauses: readonly string[];
  /** The image builders at which it waited for a person, each once. */
  readonly awaited: readonly string[];
  readonly job: Job | undefined;
}

/** Carries steps out to their end, with workers that are killed. Nothing waits for real time. */
export async function carryStepsOut(
  steps: readonly ImageStep[],
  options: ImageJobOptions = {},
): Promise<ImageJobEnd> {
  const { crashes = [], mishap, barrier, meanwhile, turns = 300 } = options;
  const clock = options.after?.clock ?? { time: noon };
  const now = () => clock.time;
  const world = options.after?.world ?? imageWorld(now, options);
  options.before?.(world);
  const journal = memoryJournal();
  const pauses = new Set<string>();
  const awaited = new Set<string>();
  let effects = 0;
  let changes = 0;
  let calls = 0;

  let deaths = 0;
  let sinceDeath = 0;

  const worker = () => {
    let dead = false;
    const effect = async <Value>(
      act: () => Promise<Value>,
      kind: EffectKind = 'other',
    ): Promise<Value> => {
      if (dead) throw new Crash();
      const crash = crashes[deaths];
      const dies = crash?.step === sinceDeath;
      sinceDeath += 1;
      if (dies) [deaths, sinceDeath] = [deaths + 1, 0];
      if (dies && crash.when === 'before') {
        dead = true;
        throw new Crash();
      }
      meanwhile?.(effects, world, kind);
      effects += 1;
      const value = await act();
      if (dies) dead = true;
      if (dead) throw new Crash();
      return value;
    };
    const asked = async <Value>(
      act: () => Promise<Result<Value>>,
      kind?: EffectKind,
    ): Promise<Result<Value>> =>
      effect(async () => {
        calls += 1;
        clock.time += 5;
        const isBarred = barrier && calls > barrier.from && calls <= barrier.to;
        return isBarred ? failed(barrier.problem) : act();
      }, kind);
    const changed = <Value>(act: () => Promise<Result<Value>>): Promise<Result<Value>> =>
      asked(async () => {
        const happens = mishap?.(changes);
        changes += 1;
        if (happens?.kind === 'refuse') return failed(happens.problem);
        const result = await act();
        return happens ? failed(happens.problem) : result;
      }, 'change');
    const work = imageStepWork({
      at: () => ({
        reads: through(world.reads, asked),
        changes: through(world.changes, changed),
      }),
      forbidden: async () => undefined,
      settled: async () => {},
    });
    const kept: Journal = {
      ...journal,
      takeOver: () => effect(journal.takeOver),
      write: (...args) => effect(() => journal.write(...args)),
    };
    return createRunner({
      journal: kept,
      limiter: createLimiter(now, async () => {}),
      // The runner asks nothing of a task that its work does not understand.
      work: work as unknown as Work<Task>,
      alone: (run) => run(),
      stayAlive: async () => {},
      wakeOften: async () => {},
      changed: async () => {},
      now,
      async wait(milliseconds) {
        clock.time += milliseconds;
      },
    });
  };

  const { region: _region, ...account } = home;
  const asking = createJobs({
    journal,
    runner: { wake: () => {}, settled: async () => {} },
    changed: async () => {},
    removed: async () => {},
    newId: () => 'job',
    now,
  });
  await asking.start({
    digest: 'digest',
    scope: account,
    regions: ['us-east-1'],
    title: 'Clone',
    tasks: steps,
  });
  for (let turn = 0; turn < turns; turn += 1) {
    if (turn === options.cancelled) await asking.cancel('job');
    const runner = worker();
    runner.wake(['expired', 'needs-credentials', 'permission-missing']);
    await runner.settled();
    const job = await journal.job('job');
    if (!job || hasEnded(job)) break;
    if (job.pause) pauses.add(job.pause.reason);
    if (job.pause?.awaits !== undefined) awaited.add(job.pause.awaits);
    clock.time = Math.max(clock.time, job.pause?.until ?? 0) + 1000;
  }
  const job = await journal.job('job');
  const items = await journal.items('job');
  return {
    clock,
    world,
    items,
    states: items.map(({ state }) => state),
    ended: job !== undefined && hasEnded(job),
    effects,
    pauses: [...pauses],
    awaited: [...awaited],
    job,
  };
}

/** The same functions, each of whose calls goes through something else first. */
function through<Functions extends object>(
  functions: Functions,
  run: <Value>(act: () => Promise<Result<Value>>) => Promise<Result<Value>>,
): Functions {
  const wrapped = Object.entries(functions).map(([name, call]) => [
    name,
    (...args: readonly unknown[]) =>
      run(() => (call as (...given: readonly unknown[]) => Promise<Result<unknown>>)(...args)),
  ]);
  // Each has the parameters and the answer of the one that it calls.
  return Object.fromEntries(wrapped) as Functions;
}
