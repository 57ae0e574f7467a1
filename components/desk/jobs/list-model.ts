import { signal, type ReadonlySignal } from '@preact/signals';
import { hasEnded, type Job } from '../../../lib/jobs/job';
import type { Client } from '../../../lib/messaging/client';
import type { ProductEvent } from '../../../lib/messaging/protocol';
import type { Loaded } from '../loader';
import { createSteering, type Steering } from './steering';

/** All jobs, always as they are now. */
export interface JobsModel extends Steering {
  readonly listed: ReadonlySignal<Loaded<readonly Job[]>>;
  /** Reads the journal; what is shown stays meanwhile. */
  readonly load: () => Promise<void>;
  readonly follow: (event: ProductEvent) => void;
}

/** A list that has read nothing yet. */
export function createJobsModel({ client }: { readonly client: Client }): JobsModel {
  const listed = signal<Loaded<readonly Job[]>>({ state: 'loading' });
  /** What was heard of jobs since the journal was asked: its answer may be older. */
  let heard = new Map<string, Job | undefined>();
  let question = 0;

  const show = (jobs: readonly Job[]): void => {
    listed.value = { state: 'ready', value: inOrder(jobs) };
  };
  const load = async (): Promise<void> => {
    question += 1;
    const asked = question;
    heard = new Map();
    if (listed.peek().state === 'problem') listed.value = { state: 'loading' };
    const answer = await client.call('jobs.list', {});
    if (asked !== question) return;
    if (answer.ok) show(merge(answer.value.value, heard));
    else listed.value = { state: 'problem', problem: answer.problem };
  };
  const note = (id: string, job: Job | undefined): void => {
    heard.set(id, job);
    const shown = listed.peek();
    if (shown.state === 'ready') show(merge(shown.value, new Map([[id, job]])));
  };
  return {
    listed,
    load,
    follow(event) {
      if (event.event === 'job-changed') note(event.job.id, event.job);
      if (event.event === 'job-removed') note(event.id, undefined);
    },
    ...createSteering(client, async (id, act) => {
      if (act === 'remove') note(id, undefined);
      else await load();
    }),
  };
}

/** Jobs with what was heard of some of them: that they are as told, or gone. */
function merge(jobs: readonly Job[], heard: ReadonlyMap<string, Job | undefined>): readonly Job[] {
  const known = new Map<string, Job | undefined>(jobs.map((job) => [job.id, job]));
  for (const [id, job] of heard) known.set(id, job);
  return [...known.values()].filter((job) => job !== undefined);
}

/** What is not over first, and each the newest first. */
function inOrder(jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted(
    (a, b) => Number(hasEnded(a)) - Number(hasEnded(b)) || b.createdAt - a.createdAt,
  );
}
