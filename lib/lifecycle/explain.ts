import { countOf } from '../words';
import { subjectOf } from './describe';
import type { LifecyclePlan } from './plan';
import type { ImageStep } from './step';
import type { LifecycleAct } from './wish';

/** What a plan does as the words of a button: `Copy 3 images`. */
export function actOfPlan({ act, steps }: Pick<LifecyclePlan, 'act' | 'steps'>): string {
  if (act === 'end-builders') return actOfEnds(steps);
  const made = new Set(steps.filter((step) => step.act === act).map(placeOfStep));
  const many = made.size > 1;
  // The rest of a job may be without what the job is called after.
  if (!steps.some((step) => step.act === act || makes.has(step.act))) return 'Do the rest';
  switch (act) {
    case 'clone':
      return 'Create image';
    case 'copy':
      return many ? `Make ${made.size} copies` : 'Copy image';
    case 'update':
      return many ? `Update ${countOf(made.size, 'image')}` : 'Update image';
    case 'import':
      return 'Import AMI';
    case 'export':
      return 'Export to AMI';
    case 'move':
      return 'Clone to account';
    case 'delete':
      return many ? `Delete ${countOf(made.size, 'image')}` : 'Delete image';
  }
}

/** The steps of a clone, into this account or another, that make the image itself. */
const makes: ReadonlySet<ImageStep['act']> = new Set(['await-image', 'import']);

function actOfEnds(steps: LifecyclePlan['steps']): string {
  const many = steps.length > 1;
  return steps.some(isForGood)
    ? `Delete ${many ? countOf(steps.length, 'image builder') : 'image builder'}`
    : `Stop ${many ? countOf(steps.length, 'image builder') : 'image builder'}`;
}

/** What has to be typed before a plan: what takes something away for good asks for its name. */
export function nameToType({ act, steps }: Pick<LifecyclePlan, 'act' | 'steps'>) {
  if (act !== 'delete' && act !== 'end-builders') return undefined;
  const names = [...new Set(steps.filter(isForGood).map(subjectOf))];
  if (names.length === 0) return undefined;
  return names.length === 1 ? names[0] : `delete ${names.length}`;
}

/** What a plan causes, each in one sentence; in the order in which it comes about. */
export function effectsOfPlan({ steps }: Pick<LifecyclePlan, 'steps'>): readonly string[] {
  return [...new Set(steps.flatMap((step) => effectOf(step) ?? []))];
}

/** Whether a step takes away what a person has asked to be gone. */
function isForGood(step: ImageStep): boolean {
  return step.act === 'delete' || (step.act === 'end-builder' && step.end === 'delete');
}

function effectOf(step: ImageStep): string | undefined {
  switch (step.act) {
    case 'create-builder':
      return `The image builder ${step.builder.name} starts, and costs by the hour until it is stopped or deleted.`;
    case 'await-image':
      return 'The job waits for you: you open the image builder and run a script there, which Image Desk writes.';
    case 'delete-builder':
      return `The image builder ${step.builder} is deleted once the image is AVAILABLE.`;
    case 'stop-builder':
      return `The image builder ${step.builder} is stopped once the image is AVAILABLE; what it stores goes on costing.`;
    case 'end-builder':
      return step.end === 'stop'
        ? `The image builder ${step.builder} is stopped, with whoever works on it; what it stores goes on costing.`
        : `The image builder ${step.builder} is deleted with all that was done on it. Images that were made on it remain.`;
    case 'share':
      return 'The other accounts can use the new images at once, as they can the old ones.';
    case 'unshare':
      return 'Fleets of the accounts that lose an image drop to capacity 0; image builders and images made from it remain.';
    case 'share-ami':
      return `Account ${step.with} may launch the AMI, and goes on doing so until the permission is taken away.`;
    case 'export':
      return 'The AMI and its snapshots cost what they store until you remove them.';
    case 'delete':
      return 'Nothing brings a deleted image back.';
    default:
      return undefined;
  }
}

function placeOfStep(step: ImageStep): string {
  return `${step.region}/${subjectOf(step)}`;
}

/** What a view about an act is called. */
export const actHeadings: Readonly<Record<LifecycleAct, string>> = {
  clone: 'Clone image',
  copy: 'Copy to Regions',
  update: 'Update image',
  import: 'Import AMI',
  export: 'Export to AMI',
  move: 'Clone to another account',
  delete: 'Delete image',
  'end-builders': 'Image builders',
};
