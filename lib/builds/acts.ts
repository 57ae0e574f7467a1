import type { AccountId } from '../scope';
import type { ImageBuild, WorkflowStep } from './build';
import type { CloneBase } from './clone/clone';

/**
 * The states of an image build. Source: the Image Builder model's `ImageStatus`.
 */
export const imageStates = [
  'PENDING',
  'CREATING',
  'BUILDING',
  'TESTING',
  'DISTRIBUTING',
  'INTEGRATING',
  'AVAILABLE',
  'CANCELLED',
  'FAILED',
  'DEPRECATED',
  'DELETED',
  'DISABLED',
] as const;

/** The states in which a build is not over. */
const runningStates: ReadonlySet<string> = new Set(imageStates.slice(0, 6));

/** The states between which an image can be moved. */
export const lifecycleStates = ['AVAILABLE', 'DEPRECATED', 'DISABLED'] as const;

export type LifecycleState = (typeof lifecycleStates)[number];

/** What can be done with a build. */
export type BuildActName = 'cancel' | 'retry' | 'run' | 'distribute' | 'state' | 'delete';

/** One thing that can be done with a build, or why it cannot. */
export interface PossibleAct {
  readonly act: BuildActName | 'share' | 'clone' | 'import';
  /** The words of its button. */
  readonly label: string;
  /** Why it cannot be done now, in one sentence. */
  readonly obstacle?: string;
}

const labels: Readonly<Record<PossibleAct['act'], string>> = {
  share: 'Share image',
  clone: 'Clone image',
  import: 'Import into AppStream',
  cancel: 'Cancel build',
  retry: 'Retry build',
  run: 'Run pipeline',
  distribute: 'Distribute image',
  state: 'Change state',
  delete: 'Delete image',
};

/** What of a build decides what can be done with it. */
type Acted = Pick<ImageBuild, 'owner' | 'status' | 'type' | 'pipeline' | 'recipe'>;

/** What can be done with a build, all of it, in the order of the buttons. */
export function actsFor(build: Acted, account: AccountId): readonly PossibleAct[] {
  return (Object.keys(labels) as PossibleAct['act'][]).map((act) => {
    const obstacle = obstacleTo(act, build, account);
    return { act, label: labels[act], ...(obstacle !== undefined && { obstacle }) };
  });
}

/**
 * Why something cannot be done with a build, in one sentence; nothing when it can. `account` is who
 * wants it.
 */
export function obstacleTo(
  act: PossibleAct['act'],
  build: Acted,
  account: AccountId,
): string | undefined {
  if (act === 'clone') return obstacleToCloning(build, account);
  if (act === 'share') return obstacleOfOwner(build, account) ?? obstacleToSharing(build.status);
  if (act === 'import') return obstacleOfOwner(build, account) ?? obstacleToImport(build);
  return obstacleInAnyState(act, build, account) ?? obstacleOfState(act, build.status);
}

/** Why something cannot be done with a build whatever its state: whose it is, and what. */
export function obstacleInAnyState(
  act: BuildActName,
  build: Pick<ImageBuild, 'owner' | 'type' | 'pipeline'>,
  account: AccountId,
): string | undefined {
  const { type, pipeline } = build;
  const foreign = obstacleOfOwner(build, account);
  if (foreign !== undefined) return foreign;
  if (act === 'run') {
    return pipeline?.arn === undefined ? 'No pipeline has made this build.' : undefined;
  }
  // Source: the model on StartResourceStateUpdate and DistributeImage.
  if (type === 'AMI' || (act !== 'state' && act !== 'distribute')) return undefined;
  if (type !== 'DOCKER') {
    return 'Whether this can be done is not known: AWS does not report whether this image is an AMI.';
  }
  return act === 'state'
    ? 'The state of a container image cannot be changed: it can only be deleted.'
    : 'Only AMIs can be distributed again, and this is a container image.';
}

/** Why nothing can be done with a build that is somebody else's. */
export function obstacleOfOwner(
  { owner }: Pick<ImageBuild, 'owner'>,
  account: AccountId,
): string | undefined {
  if (owner === undefined) {
    return 'This image belongs to AWS or a vendor. Only images that you own can be changed.';
  }
  return owner === account
    ? undefined
    : `This image belongs to account ${owner}. Only its owner can change it.`;
}

/**
 * Why the state of a build forbids something. Source: the model on each operation, in its words on
 * the states that it takes.
 */
export function obstacleOfState(
  act: BuildActName,
  status: ImageBuild['status'],
): string | undefined {
  switch (act) {
    case 'run':
      return undefined;
    case 'cancel':
      return isRunning(status)
        ? undefined
        : `Only a build that is running can be cancelled; ${standing(status)}.`;
    case 'retry':
      return status === 'FAILED'
        ? undefined
        : `Only a build that has failed can be retried; ${standing(status)}.`;
    case 'distribute':
      return status === 'AVAILABLE'
        ? undefined
        : `Only an image that is AVAILABLE can be distributed; ${standing(status)}.`;
    case 'state':
      return lifecycleStates.some((each) => each === status)
        ? undefined
        : `The state can be changed of an image that is AVAILABLE, DEPRECATED or DISABLED; ${standing(status)}.`;
    case 'delete':
      if (isRunning(status)) return 'A build that is running cannot be deleted: cancel it first.';
      if (status === 'DELETED') return 'This image is deleted already.';
      return imageStates.some((each) => each === status)
        ? undefined
        : `Whether this image can be deleted is not known: ${standing(status)}.`;
  }
}

/** Why a build cannot be cloned from either base, in one sentence; nothing when it can. */
export function obstacleToCloning(
  build: Omit<Acted, 'pipeline'>,
  account: AccountId,
): string | undefined {
  const { type } = build;
  if (type === 'DOCKER') return 'Only AMIs are cloned here, and this is a container image.';
  if (type !== 'AMI') {
    return 'Whether this can be done is not known: AWS does not report whether this image is an AMI.';
  }
  const fromImage = obstacleToBase('image', build, account);
  return fromImage !== undefined && obstacleToBase('recipe', build, account) !== undefined
    ? fromImage
    : undefined;
}

/** Why a clone cannot start from a base, in one sentence; nothing when it can. */
export function obstacleToBase(
  base: CloneBase,
  { owner, status, recipe }: Omit<Acted, 'pipeline'>,
  account: AccountId,
): string | undefined {
  if (base === 'image') {
    return status === 'AVAILABLE' || status === 'DEPRECATED'
      ? undefined
      : `Only an image that is AVAILABLE or DEPRECATED can be started from; ${standing(status)}.`;
  }
  if (owner !== account) {
    return 'Its recipe belongs to somebody else, and so may what it is made of: start from the image.';
  }
  if (recipe?.kind !== 'image') return 'AWS tells no image recipe of this build.';
  return recipe.parent === undefined ? 'AWS does not tell the base of its recipe.' : undefined;
}

/** The state of a build as the second half of a sentence that says which it would have to be. */
export function standing(status: ImageBuild['status']): string {
  return status === 'UNKNOWN' ? 'AWS does not report its state' : `this one is ${status}`;
}

/** Why the state of an image forbids to give it to others, in one sentence; nothing when not. */
export function obstacleToSharing(status: ImageBuild['status']): string | undefined {
  return status === 'AVAILABLE' || status === 'DEPRECATED'
    ? undefined
    : `Only an image that is AVAILABLE or DEPRECATED can be shared; ${standing(status)}.`;
}

/** Why AppStream can make no image of a build, in one sentence; nothing when it can. */
function obstacleToImport({
  type,
  status,
}: Pick<ImageBuild, 'status' | 'type'>): string | undefined {
  if (type !== 'AMI') return 'AppStream imports AMIs alone, and this build is reported as none.';
  return status === 'AVAILABLE' || status === 'DEPRECATED'
    ? undefined
    : `Only an image that is AVAILABLE or DEPRECATED can be imported; ${standing(status)}.`;
}

/** Why an image cannot be brought into a state, beside what keeps its state from being changed. */
export function obstacleToState(
  { status }: Pick<ImageBuild, 'status'>,
  to: LifecycleState,
): string | undefined {
  return status === to ? `This image is ${to} already.` : undefined;
}

/** Why a step cannot be answered, in one sentence. */
export function obstacleToAnswer(
  step: Pick<WorkflowStep, 'action' | 'status'>,
): string | undefined {
  if (isWaiting(step)) return undefined;
  return step.action === 'WaitForAction'
    ? `This step does not wait for an answer: its status is ${step.status}.`
    : 'This step waits for nobody.';
}

/** Whether a build is not over. */
export function isRunning(status: ImageBuild['status']): boolean {
  return runningStates.has(status);
}

/**
 * Whether a step waits for somebody to say how to go on. Source: the Image Builder guide's
 * `WaitForAction`; AWS has no status of its own for it.
 */
export function isWaiting({ action, status }: Pick<WorkflowStep, 'action' | 'status'>): boolean {
  return action === 'WaitForAction' && status === 'RUNNING';
}
