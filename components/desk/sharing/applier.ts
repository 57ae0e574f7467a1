import { signal, type ReadonlySignal } from '@preact/signals';
import {
  hasEnded,
  itemsOfKind,
  type Job,
  type JobOrigin,
  type ShareJobItem,
} from '../../../lib/jobs/job';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';
import type { SharePlan } from '../../../lib/sharing/plan';
import type { Later } from '../later';
import { createFollower } from '../jobs/follow';
import { startJob } from '../jobs/start';
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

export type Items = readonly ShareJobItem[];

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
  let follower = createFollower();
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
        items: mergeItems(earlier, itemsOfKind(items, 'share')),
      };
      // What was heard since is newer than the answer.
    } else if (current.job === asked) show(job);
  }
  return {
    applying,
    look,
    async apply(plan, before, origin) {
      earlier = before;
      follower = createFollower();
      applying.value = { state: 'running', plan };
      const started = await startJob(client, scope, plan, origin && { origin });
      if (started.kind === 'started') {
        follower.follow(started.job);
        show(follower.job.peek() ?? started.job);
        return;
      }
      applying.value = { state: 'idle', problem: started.problem };
      refused();
    },
    hear(job) {
      const current = running();
      if (!current) return;
      if (!current.job) follower.hear({ event: 'job-changed', job });
      else if (current.job.id === job.id) show(job);
    },
    reset() {
      cancel?.();
      applying.value = { state: 'idle' };
    },
    end: () => cancel?.(),
  };
}
