import { countOf } from '../words';
import type { BuildTask } from './plan';

/**
 * What a task causes, in sentences, beside what it says to do. Source: the Image Builder model on
 * each operation, and the EC2 guide on deprecating and disabling AMIs.
 */
export function effectsOfTask(task: BuildTask): readonly string[] {
  switch (task.act) {
    case 'policy':
      return ['Whom the policy names can find the image and use it in recipes of their own.'];
    case 'share':
      return task.after
        ? ['Who gets the image can find it and use it in recipes of their own.']
        : ['Who loses the image no longer finds it. What they have made from it remains.'];
    case 'launch':
      return task.after
        ? ['Who may launch an AMI can also copy it, and keeps the copies afterwards.']
        : ['Who loses an AMI can no longer launch it. Their instances and copies remain.'];
    case 'cancel':
      return ['The build ends where it is. What it has put out by then remains.'];
    case 'retry':
      return ['AWS distributes the image again, without building it again.'];
    case 'run':
      return [
        'The pipeline makes a new build, from its recipe and settings as they are now. AWS charges for what runs meanwhile.',
      ];
    case 'distribute':
      return [
        `AWS copies the image ${task.regions.length > 0 ? `to ${task.regions.join(', ')}` : 'as the distribution settings say'}, as a new build that builds nothing.`,
      ];
    case 'state':
      return stateEffects(task);
    case 'delete':
      return task.resources
        ? deletionEffects(task.resources)
        : ['The image is gone from Image Builder for good, with its history and its findings.'];
    case 'step':
      return task.answer === 'RESUME'
        ? ['The build goes on with the step that follows.']
        : ['The step fails, and its workflow does what it says about failures.'];
    case 'create-recipe':
      return [
        'The recipe is a new version. Those that there are remain, and pipelines take the new one only where they name its version with an x.',
      ];
    case 'create-image':
      return [
        `AWS builds and tests an image${task.regions.length > 0 ? `, and copies it to ${task.regions.join(', ')}` : ''}. It charges for what runs meanwhile.`,
      ];
  }
}

function deletionEffects({
  amis,
  snapshots,
  containers,
}: Pick<
  Required<Extract<BuildTask, { readonly act: 'delete' }>>['resources'],
  'amis' | 'snapshots' | 'containers'
>): readonly string[] {
  const gone = [
    ...(amis.length > 0 ? [countOf(amis.length, 'AMI')] : []),
    ...(snapshots.length > 0 ? [countOf(snapshots.length, 'snapshot')] : []),
    ...(containers.length > 0 ? [countOf(containers.length, 'container image')] : []),
  ];
  return [
    gone.length > 0
      ? `The image is gone for good, and with it ${gone.join(', ')}.`
      : 'The image is gone for good. It has put out nothing that goes with it.',
    ...(amis.length > 0
      ? ['Instances that run go on; nothing new can be launched from these AMIs.']
      : []),
  ];
}

function stateEffects({
  after,
  amis,
}: Extract<BuildTask, { readonly act: 'state' }>): readonly string[] {
  switch (after) {
    case 'AVAILABLE':
      return [
        amis
          ? 'The image and its AMIs can be used again.'
          : 'The image can be used in recipes again.',
      ];
    case 'DEPRECATED':
      return [
        'The image can still be used, and is left out of lists.',
        ...(amis ? ['Its AMIs can still be launched, and others no longer find them.'] : []),
      ];
    case 'DISABLED':
      return [
        'The image can no longer be used in recipes.',
        ...(amis
          ? ['Nothing can be launched from its AMIs, and whom they are shared with lose them.']
          : []),
      ];
  }
}
