import type { Job, JobOrigin } from '../../../lib/jobs/job';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';
import type { Plan } from '../../../lib/jobs/plan-store';

/** What came of asking for the job of a plan. */
export type Started =
  | { readonly kind: 'started'; readonly job: Job }
  /** There is none, for this reason. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** The answer was lost, and whether there is a job could not be found out. */
  | { readonly kind: 'unclear'; readonly problem: Problem };

/** From what a job is started besides its plan. */
export interface StartOptions {
  readonly origin?: JobOrigin;
  readonly notify?: true;
}

/**
 * Starts the job of a plan. Where the browser stopped the worker before it answered, the job that
 * was started all the same is looked for.
 */
export async function startJob(
  client: Client,
  scope: Scope,
  plan: Plan,
  options: StartOptions = {},
): Promise<Started> {
  const answer = await client.call(applyOf(plan), { digest: plan.digest, ...options }, { scope });
  if (answer.ok) return { kind: 'started', job: answer.value.value };
  return answer.problem.kind === 'interrupted'
    ? findJob(client, plan, answer.problem)
    : { kind: 'refused', problem: answer.problem };
}

/** The operation that carries a plan out: it says what the plan may do. */
function applyOf(plan: Plan) {
  if (plan.kind === 'shares') return 'sharing.apply';
  if (plan.kind === 'lifecycle') return `lifecycle.${plan.act}` as const;
  if (plan.destroys) return 'build-actions.delete';
  if (plan.tasks.some(({ kind }) => kind === 'build-clone')) return 'build-cloning.apply';
  return plan.tasks.every(({ kind }) => kind === 'build-sharing')
    ? 'build-sharing.apply'
    : 'build-actions.apply';
}

/** Looks for the job of a plan that was asked for; the problem is why that is not known. */
export async function findJob(client: Client, plan: Plan, problem: Problem): Promise<Started> {
  const listed = await client.call('jobs.list', {});
  if (!listed.ok) return { kind: 'unclear', problem: listed.problem };
  // A plan of the same changes may have been carried out before this one was made.
  const job = listed.value.value.find(
    ({ digest, createdAt }) => digest === plan.digest && createdAt >= plan.madeAt,
  );
  return job ? { kind: 'started', job } : { kind: 'refused', problem };
}
