import { itemsOfKind, type JobDetails, type JobItem } from '../../jobs/job';
import type { Standing } from '../../jobs/work';
import { reasonOf } from '../../problems/explain';
import { failed, ok, type Result } from '../../result';
import { subjectOf } from '../describe';
import type { Concern, LifecycleDraft } from '../plan';
import { refusal, type Refusal } from '../refusals';
import { stepsLeft } from '../rest';
import type { ImageStep } from '../step';
import { placeOf, type StepReads } from '../work-parts';
import { readStep } from '../work-read';

/** What planning the rest of a job is given. */
export interface RestParts {
  readonly reads: StepReads;
  /** Tells that one more of the chains that are left was read. */
  readonly progress: (read: number, total: number) => Promise<void>;
}

/**
 * Plans what a job has left undone, from how AWS is now: what is as it shall be by now is not done
 * again, and of what cannot be taken up again, the rest of its chain is left out with the reason.
 */
export async function planRest(
  { job, items }: JobDetails,
  { reads, progress }: RestParts,
): Promise<Result<LifecycleDraft>> {
  const chains = stepsLeft(itemsOfKind(items, 'image-step'));
  const steps: ImageStep[] = [];
  const leftOut: Concern[] = [];
  for (const [index, chain] of chains.entries()) {
    const rest = await restOf(chain, job, reads);
    if (!rest.ok) return rest;
    steps.push(...rest.value.steps);
    leftOut.push(...rest.value.leftOut);
    await progress(index + 1, chains.length);
  }
  return ok({ title: job.title, steps, doubts: [], leftOut });
}

type Rest = Pick<LifecycleDraft, 'steps' | 'leftOut'>;

/**
 * What is left of one chain. The first step that is not as it shall be decides: those after it are
 * about what it makes.
 */
async function restOf(
  chain: readonly ImageStep[],
  { id, scope }: JobDetails['job'],
  reads: StepReads,
): Promise<Result<Rest>> {
  for (const [index, step] of chain.entries()) {
    const out = (why: Refusal): Result<Rest> =>
      ok({
        steps: [],
        leftOut: [{ subject: subjectOf(step), region: step.region, refusal: why }],
      });
    const judged = await readStep(placeOf(scope, step), step, { reads });
    if (!judged.ok) {
      const { problem } = judged;
      return problem.kind === 'not-found'
        ? out(refusal('image-gone', reasonOf(problem)))
        : failed(problem);
    }
    const standing = judged.value(asNew(id, index, step));
    if (isReached(standing)) continue;
    if (standing === 'changed' || has('changed', standing)) return out(changedSince(step));
    if (has('failed', standing)) {
      return out(refusal('image-state', reasonOf(standing.failed)));
    }
    return ok({ steps: chain.slice(index), leftOut: [] });
  }
  return ok({ steps: [], leftOut: [] });
}

function isReached(standing: Standing): boolean {
  return standing === 'right' || has('made', standing);
}

function has<What extends 'made' | 'changed' | 'failed'>(
  what: What,
  standing: Standing,
): standing is Extract<Standing, Readonly<Record<What, unknown>>> {
  return typeof standing === 'object' && what in standing;
}

/** A step as if nobody had begun it: what a new job of it would meet. */
function asNew(job: string, seq: number, task: ImageStep): JobItem<ImageStep> {
  return { job, seq, task, state: 'pending', attempts: 0, at: 0 };
}

/** Why a step that found something else cannot be taken up again. */
function changedSince(step: ImageStep): Refusal {
  const name = subjectOf(step);
  const taken = (what: string) =>
    refusal(
      'name',
      `There is ${what} ${name} already, which may be what was left of this job. Delete it first if you do not need it, or begin anew under another name.`,
    );
  switch (step.act) {
    case 'create-builder':
      return taken('an image builder');
    case 'export':
      return refusal(
        'ami',
        `There is an AMI ${step.ami} of it already. Begin anew under another name.`,
      );
    case 'copy':
    case 'update':
    case 'import':
    case 'await-image':
      return taken('an image');
    case 'share':
    case 'unshare':
      return refusal(
        'shared',
        `It is shared with ${step.with} otherwise by now. Look at it in the matrix of shares.`,
        step.with,
      );
    default:
      return refusal(
        'image-builder',
        `The image builder ${name} was changed elsewhere. Look at it under Image builders.`,
      );
  }
}
