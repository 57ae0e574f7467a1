import { hasEnded, type Job, type PauseReason } from './job';
import type { Journal } from './journal';
import type { Limiter } from './limiter';
import { longestRest } from './record';
import { carryOut } from './run';
import type { Work } from './work';
import type { Task } from './task';

/** Carries jobs out, one runner in the whole browser profile. */
export interface Runner {
  /**
   * Looks for what can be carried out, and does it. Jobs that wait for something that may be
   * over now are tried again.
   */
  readonly wake: (over?: readonly PauseReason[]) => void;
  /** Resolves when nothing is carried out any more. */
  readonly settled: () => Promise<void>;
}

/** What a runner needs of the browser, of AWS and of the clock. */
export interface RunnerParts {
  readonly journal: Journal;
  readonly limiter: Limiter;
  readonly work: Work<Task>;
  /** Runs something unless another worker of this profile is at it. */
  readonly alone: (run: () => Promise<void>) => Promise<void>;
  /** Tells the browser that the worker is needed; to be called every few seconds at least. */
  readonly stayAlive: () => Promise<void>;
  /** Has the worker woken every half minute while a job can go on by itself. */
  readonly wakeOften: (needed: boolean) => Promise<void>;
  /** Told how a job stands, several times a second at most. */
  readonly changed: (job: Job) => Promise<void>;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** A runner. The journal and AWS tell it all: it keeps nothing between two looks. */
export function createRunner(parts: RunnerParts): Runner {
  const { journal, limiter, now } = parts;
  let running: Promise<void> | undefined;
  let again = false;
  const over = new Set<PauseReason>();

  /** Whether a job can be worked on: it runs, somebody wishes something, or its wait is over. */
  const isDue = (job: Job): boolean => {
    if (hasEnded(job)) return false;
    if (job.state === 'running' || job.wish !== undefined) return true;
    const { reason, until = Number.POSITIVE_INFINITY } = job.pause ?? { reason: 'user' };
    const left = until - now();
    // Longer than any rest: the clock was turned back.
    return over.has(reason) || left <= 0 || (Number.isFinite(left) && left > longestRest);
  };
  const look = async (): Promise<void> => {
    const epoch = await journal.takeOver();
    limiter.restore(await journal.rates());
    const seen = new Set<string>();
    for (;;) {
      // The oldest first; one that waits does not keep the others waiting.
      const jobs = (await journal.jobs()).toReversed();
      const next = jobs.find((job) => !seen.has(job.id) && isDue(job));
      if (!next) break;
      seen.add(next.id);
      await carryOut(next, epoch, parts);
    }
    over.clear();
  };
  const loop = async (): Promise<void> => {
    while (again) {
      again = false;
      try {
        if ((await journal.jobs()).some(isDue)) {
          // If the browser stops the worker in the middle, this starts it again.
          await parts.wakeOften(true);
          await parts.alone(look);
        }
        await parts.wakeOften((await journal.jobs()).some(goesOn));
      } catch {
        // The disk cannot be used: nothing is sent that cannot be written down before.
        await parts.wakeOften(true);
        return;
      }
    }
  };
  return {
    wake(ended = []) {
      for (const reason of ended) over.add(reason);
      again = true;
      running ??= loop().finally(() => {
        running = undefined;
      });
    },
    settled: async () => running,
  };
}

/** Whether a job goes on without anybody's help. */
function goesOn(job: Job): boolean {
  return !hasEnded(job) && (job.state === 'running' || job.pause?.until !== undefined);
}
