import type { SentItem, Work } from '../jobs/work';
import { failed, ok, type Result } from '../result';
import { atATime } from './at-a-time';
import { describeStep, subjectOf } from './describe';
import { makingActs } from './standing';
import type { ImageStep } from './step';
import { changeStep } from './work-change';
import { placeOf, type ImageStepWorkParts } from './work-parts';
import { readStep } from './work-read';

/** What may be done again without making anything more of it. */
const harmless: ReadonlySet<ImageStep['act']> = new Set(['tag', 'share', 'unshare', 'share-ami']);

/** How the steps in the life of an AppStream image are carried out. */
export function imageStepWork(parts: ImageStepWorkParts): Work<ImageStep> {
  return {
    group(step) {
      const { account = '', region, act } = step;
      const subject = act === 'await-image' ? step.image : subjectOf(step);
      // One image is exported under several names, and each is an AMI of its own.
      if (act === 'export') return [account, region, act, subject, step.ami].join('/');
      // With how many accounts an image is shared is read at once.
      return [account, region, act, subject, ...(act === 'share-ami' ? [step.with] : [])].join('/');
    },
    // An image, its image builder and its AMI are in one Region, and so is what a chain makes.
    lane: ({ region }) => region,
    chain: ({ chain }) => chain,
    most: ({ act }) => atATime[act],
    // AWS takes a while to show what it has begun, and beginning it twice would make two of it.
    looks: ({ act }) => (harmless.has(act) ? undefined : 6),
    read: (scope, { task }) => readStep(placeOf(scope, task), task, parts.at(task.of)),
    async change(scope, step, item) {
      const place = placeOf(scope, step);
      const gives = step.act === 'share' || step.act === 'share-ami';
      const obstacle = await parts.forbidden(place, step, gives ? [step.with] : []);
      if (obstacle) return failed(obstacle);
      const changed = await changeStep(place, step, parts.at(step.of));
      return changed.ok ? changed : excused(step, item, changed);
    },
    takesQuota: ({ act }) => makingActs.has(act) || act === 'share',
    settled: (scope, step) => parts.settled(placeOf(scope, step), subjectOf(step)),
    describe: describeStep,
  };
}

/** What counts as done although AWS has refused it; reading back decides. */
function excused(
  step: ImageStep,
  { attempts = 0 }: SentItem,
  refusal: Extract<Result<never>, { readonly ok: false }>,
): Result<null> {
  const { act } = step;
  const { kind } = refusal.problem;
  // An attempt whose answer was lost may have made it, and AWS did not show it yet.
  if (kind === 'name-taken' && attempts > 0 && makingActs.has(act)) return ok(null);
  // Somebody else was faster.
  const isGone = kind === 'not-found';
  const wantsGone =
    act === 'delete' ||
    act === 'delete-builder' ||
    act === 'unshare' ||
    (act === 'end-builder' && step.end === 'delete');
  return isGone && wantsGone ? ok(null) : refusal;
}
