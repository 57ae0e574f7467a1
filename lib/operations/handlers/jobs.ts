import { ok } from '../../result';
import type { Jobs } from '../../jobs/jobs';
import type { HandlersOf } from './parts';

/** Following and steering jobs. */
export function jobHandlers({ jobs }: { readonly jobs: Jobs }): HandlersOf<'jobs'> {
  return {
    'jobs.list': async () => ok(await jobs.list()),
    'jobs.get': ({ id }) => jobs.get(id),
    'jobs.pause': ({ id }) => jobs.pause(id),
    'jobs.continue': ({ id }) => jobs.resume(id),
    'jobs.cancel': ({ id }) => jobs.cancel(id),
    'jobs.notify': ({ id, notify }) => jobs.notify(id, notify),
    'jobs.remove': ({ id }) => jobs.remove(id),
  };
}
