import { describeState } from '../images/describe';
import type { SharePermissions } from '../images/image';
import type { DraftProblem, RowProblem, ShareObstacle } from './draft';
import { countChanges, type ShareChange, type ShareEffect, type SharePlan } from './plan';

/** What an account may do, in words. */
export function describePermissions(permissions?: SharePermissions): string {
  if (!permissions || (!permissions.fleet && !permissions.imageBuilder)) return 'Not shared';
  if (permissions.fleet && permissions.imageBuilder) return 'Fleet and image builder';
  return permissions.fleet ? 'Fleet' : 'Image builder';
}

/** Why a row of the share form cannot be taken, in one sentence. */
export function explainRow(problem: RowProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'Enter the 12-digit id of an AWS account.';
    case 'not-twelve-digits':
      return problem.onlyDigits
        ? `An account id has 12 digits; this has ${problem.digits}.`
        : 'An account id has 12 digits and nothing else.';
    case 'duplicate':
      return `Account ${problem.account} is in this list already.`;
    case 'own-account':
      return 'This account owns the image; it cannot be shared with its owner.';
    case 'no-permission':
      return 'Choose at least one permission: image builder or fleet.';
  }
}

/** Why a whole draft cannot be planned, in one sentence. */
export function explainDraft(problem: DraftProblem): string {
  switch (problem.kind) {
    case 'over-quota':
      return `An image can be shared with ${problem.quota} accounts; this would make ${problem.shared}.`;
    case 'nothing-to-do':
      return 'Nothing would change: every account already has these permissions.';
  }
}

/** Why the sharing of an image cannot be changed, in one sentence. */
export function explainObstacle(obstacle: ShareObstacle): string {
  switch (obstacle.kind) {
    case 'public':
      return 'This is a public image of AWS. Every account can use it, and only images that you own can be shared.';
    case 'shared-with-me':
      return `This image belongs to account ${obstacle.owner}. Only its owner can change who it is shared with.`;
    case 'not-available':
      return `The state of this image is ${describeState(obstacle.state)}. Its sharing can be changed once it is ${describeState('AVAILABLE')}.`;
  }
}

/** What a change causes in the other account, in one sentence. */
export function explainEffect(effect: ShareEffect): string {
  switch (effect) {
    case 'can-run-fleets':
      return 'The account can run fleets on this image.';
    case 'can-make-copies':
      return 'The account can make images of its own from this one, and keeps them after sharing stops.';
    case 'fleets-drop-to-zero':
      return 'Fleets of the account that use this image drop to a desired capacity of 0; running sessions continue until they end.';
    case 'builders-and-images-remain':
      return 'Image builders and images that the account made from this image remain.';
  }
}

/** The changes in words, as they are counted: `2 to add`. */
const countWords: Readonly<Record<ShareChange, string>> = {
  remove: 'to remove',
  change: 'to change',
  add: 'to add',
  unchanged: 'unchanged',
};

/** How much a plan changes: `1 to remove, 2 to add, 3 unchanged`. */
export function describeCounts(items: SharePlan['items']): string {
  const counts = countChanges(items);
  const parts = (Object.keys(countWords) as ShareChange[])
    .filter((change) => counts[change] > 0)
    .map((change) => `${counts[change]} ${countWords[change]}`);
  return parts.length > 0 ? parts.join(', ') : 'Nothing would change';
}

/** What a plan is called as a job: `office-2026-06: 2 to add`, `5 images: 200 to add`. */
export function titleOf({ images, items }: SharePlan): string {
  const planned = images.filter(({ obstacle }) => !obstacle);
  const [only] = planned;
  const subject = planned.length === 1 && only ? only.image.name : `${planned.length} images`;
  return `${subject}: ${describeCounts(items)}`;
}
