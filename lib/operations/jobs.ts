import type { Job, JobDetails } from '../jobs/job';
import { operation } from './contract';
import { jobId, nothing } from './schemas';
import * as v from 'valibot';

const one = v.strictObject({ id: jobId });

/** Following and steering what is being carried out. `sharing.apply` starts it. */
export const jobOperations = {
  /** The newest first. */
  'jobs.list': operation<readonly Job[]>()({
    title: 'List the jobs',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
  'jobs.get': operation<JobDetails>()({
    title: 'Show a job with all that it does',
    level: 'read',
    scope: 'none',
    input: one,
    actions: [],
    senders: ['extension'],
  }),
  'jobs.pause': operation<null>()({
    title: 'Pause a job',
    level: 'read',
    scope: 'none',
    input: one,
    actions: [],
    senders: ['extension'],
  }),
  /** Goes on with a job that waits. Its runner asks the rules again before each change. */
  'jobs.continue': operation<null>()({
    title: 'Continue a job',
    level: 'read',
    scope: 'none',
    input: one,
    actions: [],
    senders: ['extension'],
  }),
  /** Leaves what was not begun as it is. What was sent is still read back. */
  'jobs.cancel': operation<null>()({
    title: 'Cancel a job',
    level: 'read',
    scope: 'none',
    input: one,
    actions: [],
    senders: ['extension'],
  }),
  /** Whether to tell the person when it ends, if the browser allows that. */
  'jobs.notify': operation<null>()({
    title: 'Tell when a job ends',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ id: jobId, notify: v.boolean() }),
    actions: [],
    senders: ['extension'],
  }),
  /** Removes a job that is over from the history. */
  'jobs.remove': operation<null>()({
    title: 'Remove a job from the history',
    level: 'read',
    scope: 'none',
    input: one,
    actions: [],
    senders: ['extension'],
  }),
} as const;
