import { signal, type ReadonlySignal } from '@preact/signals';
import { hasEnded, type Job, type JobItem, type JobOrigin } from '../../../lib/jobs/job';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import { failed, ok, type Result } from '../../../lib/result';
import type { Scope } from '../../../lib/scope';
import type { SharePlan } from '../../../lib/sharing/plan';
import type { Later } from '../later';
import { mergeItems } from './outcomes';

/** How far the carrying out of a plan is. */
export type Applying =
  /** The problem, if any, is why the last attempt changed nothing. */
  | { readonly state: 'idle'; readonly problem?: Problem }
  | {
      readonly state: 'running';
      readonly plan: SharePlan;
      /** Not there before the worker has answered. */
      readonly job?: Job;
      /** Why what became of the job could not be read. */
      readonly problem?: Problem;
    }
  | {
      readonly state: 'ended';
      readonly plan: SharePlan;
      readonly job: Job;
      /** Each account once, with those of the attempts before. */
      readonly items: Items;
    };

export type Items = readonly JobItem[];

/** Starts the job of a plan and follows it, which goes on in the worker without this. */
export interface Applier {
  readonly applying: ReadonlySignal<Applying>;
  readonly apply: (plan: SharePlan, earlier: Items, origin?: JobOrigin) => Promise<void>;
  /** Takes in how a job stands, if it is the one. */
  readonly hear: (job: Job) => void;
  /** Asks how the job stands: what it told may have been missed. */
  readonly look: () => Promise<void>;
  /** Forgets how the last attempt ended. */
  readonly reset: () => void;
  /** Ends what waits. */
  readonly end: () => void;
}

export interface ApplierParts {
  readonly client: Client;
  readonly scope: Scope;
  readonly later: Later;
  /** Told when nothing was started; the reason is the problem. */
  readonly refused: () => void;
}

/**
 * How often the job is asked for, in milliseconds. A message that is missed is rare, but asking
 * also starts a worker that the browser has stopped.
 */
const lookEvery = 5000;

/** An applier of nothing yet. */
export function createApplier({ client, scope, later, refused }: ApplierParts): Applier {
  const applying = signal<Applying>({ state: 'idle' });
  /** What was told of jobs before the answer that started one of them has arrived. */
  const news = new Map<string, Job>();
  let earlier: Items = [];
  let cancel: (() => void) | undefined;

  const running = () => {
    const current = applying.peek();
    return current.state === 'running' ? current : undefined;
  };
  const show = (job: Job): void => {
    const current = running();
    if (!current) return;
    applying.value = { state: 'running', plan: current.plan, job };
    cancel?.();
    if (hasEnded(job)) void look();
    // What waits for a person is told when it goes on.
    else if (job.state === 'running' || job.pause?.until !== undefined) {
      cancel = later(() => void look(), lookEvery);
    }
  };
  async function look(): Promise<void> {
    const asked = running()?.job;
    if (!asked) return;
    const answer = await client.call('jobs.get', { id: asked.id });
    const current = running();
    if (current?.job?.id !== asked.id) return;
    if (!answer.ok) {
      applying.value = { ...current, problem: answer.problem };
      return;
    }
    const { job, items } = answer.value.value;
    if (hasEnded(job)) {
      cancel?.();
      applying.value = {
        state: 'ended',
        plan: current.plan,
        job,
        items: mergeItems(earlier, items),
      };
      // What was heard since is newer than the answer.
    } else if (current.job === asked) show(job);
  }
  /** Starts the job; when the answer was lost, the job that was started all the same. */
  const start = async (plan: SharePlan, origin?: JobOrigin): Promise<Result<Job>> => {
    const input = { digest: plan.digest, ...(origin && { origin }) };
    const answer = await client.call('sharing.apply', input, { scope });
    if (answer.ok) return ok(answer.value.value);
    if (answer.problem.kind !== 'interrupted') return answer;
    const listed = await client.call('jobs.list', {});
    const job = listed.ok
      ? listed.value.value.find(
          ({ digest, createdAt }) => digest === plan.digest && createdAt >= plan.madeAt,
        )
      : undefined;
    return job ? ok(job) : failed(answer.problem);
  };
  return {
    applying,
    look,
    async apply(plan, before, origin) {
      earlier = before;
      news.clear();
      applying.value = { state: 'running', plan };
      const job = await start(plan, origin);
      if (job.ok) {
        show(news.get(job.value.id) ?? job.value);
        return;
      }
      applying.value = { state: 'idle', problem: job.problem };
      refused();
    },
    hear(job) {
      const current = running();
      if (!current) return;
      if (!current.job) news.set(job.id, job);
      else if (current.job.id === job.id) show(job);
    },
    reset() {
      cancel?.();
      applying.value = { state: 'idle' };
    },
    end: () => cancel?.(),
  };
}
