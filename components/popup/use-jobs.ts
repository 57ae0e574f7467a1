import { useEffect, useState } from 'preact/hooks';
import { hasEnded, type Job } from '../../lib/jobs/job';
import type { Client } from '../../lib/messaging/client';
import type { ProductEvent } from '../../lib/messaging/protocol';

/** How events of the worker are heard until a signal ends it. */
export type Listen = (hear: (event: ProductEvent) => void, signal: AbortSignal) => void;

/** How long a job that is over stays in the popup, in milliseconds. */
const recently = 10 * 60_000;

/** How many jobs that are over are shown. */
const mostEnded = 3;

/** The jobs as they are now, the newest first; none until they are known. */
export function useJobs(client: Client, listen: Listen): readonly Job[] {
  const [jobs, setJobs] = useState<readonly Job[]>([]);
  useEffect(() => {
    const ended = new AbortController();
    /** What was heard is newer than a list that was asked for before. */
    const heard = new Map<string, Job | undefined>();
    const read = async () => {
      const answer = await client.call('jobs.list', {});
      if (!answer.ok || ended.signal.aborted) return;
      setJobs([...heard].reduce(withJob, answer.value.value));
    };
    const hear = (id: string, job?: Job) => {
      heard.set(id, job);
      setJobs((known) => withJob(known, [id, job]));
    };
    listen((event) => {
      if (event.event === 'job-changed') hear(event.job.id, event.job);
      else if (event.event === 'job-removed') hear(event.id);
    }, ended.signal);
    void read();
    return () => ended.abort();
  }, []);
  return jobs;
}

function withJob(
  jobs: readonly Job[],
  [id, job]: readonly [string, Job | undefined],
): readonly Job[] {
  const index = jobs.findIndex((each) => each.id === id);
  if (!job) return jobs.filter((each) => each.id !== id);
  return index < 0 ? [job, ...jobs] : jobs.with(index, job);
}

/** The jobs that are under way, and after them a few that have just ended. */
export function jobsToShow(jobs: readonly Job[], now: number): readonly Job[] {
  const over = jobs.filter(
    (job) => hasEnded(job) && job.endedAt !== undefined && now - job.endedAt < recently,
  );
  return [...jobs.filter((job) => !hasEnded(job)), ...over.slice(0, mostEnded)];
}
