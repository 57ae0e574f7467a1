import { describePermissions } from '../sharing/explain';
import type { AccountId, RegionCode } from '../scope';
import { countOf } from '../words';
import type { ImageStep } from './step';

/** A step in words, with where it is taken: `office-2 (eu-west-1): Copy from us-east-1`. */
export function describeStep(step: ImageStep): string {
  const place = step.account === undefined ? step.region : `${step.region}, ${step.account}`;
  return `${subjectOf(step)} (${place}): ${wordsOf(step)}`;
}

/** What every surface tells of a step. */
export function factsOfStep(step: ImageStep): {
  readonly subject: string;
  readonly region: RegionCode;
  readonly who?: AccountId;
  readonly change: string;
} {
  const who =
    step.act === 'share' || step.act === 'unshare' || step.act === 'share-ami'
      ? step.with
      : step.account;
  return {
    subject: subjectOf(step),
    region: step.region,
    change: wordsOf(step),
    ...(who !== undefined && { who }),
  };
}

/** What AWS has made of a step, in one sentence. */
export function explainMadeOfStep({ act }: Pick<ImageStep, 'act'>, made: string): string {
  switch (act) {
    case 'export':
      return made.startsWith('ami-') ? 'AWS has made this AMI.' : 'The export task at AWS:';
    case 'share-ami':
      return 'This AMI and its snapshots stay in this account, and cost what they store until you remove them.';
    default:
      return 'AWS has made this:';
  }
}

/** The name of what a step is about: an image, an image builder or an AMI. */
export function subjectOf(step: ImageStep): string {
  switch (step.act) {
    case 'create-builder':
      return step.builder.name;
    case 'deploy-software':
    case 'stop-builder':
    case 'delete-builder':
    case 'end-builder':
      return step.builder;
    case 'import':
      return step.order.image;
    case 'share-ami':
      return step.ami;
    default:
      return step.image;
  }
}

function wordsOf(step: ImageStep): string {
  switch (step.act) {
    case 'create-builder':
      return `Create the image builder from ${step.builder.image.name}`;
    case 'deploy-software':
      return `Install ${step.software.join(', ')}`;
    case 'await-image':
      return `Run the script on ${step.builder}, and wait for the image`;
    case 'tag':
      return `Add ${countOf(step.tags.length, 'tag')}`;
    case 'stop-builder':
      return 'Stop the image builder';
    case 'delete-builder':
      return 'Delete the image builder';
    case 'end-builder':
      return step.end === 'stop' ? 'Stop the image builder' : 'Delete the image builder';
    case 'copy':
      return `Copy from ${step.source} (${step.from})`;
    case 'update':
      return `Update from ${step.source}`;
    case 'import':
      return `Import the AMI ${'id' in step.order.ami ? step.order.ami.id : step.order.ami.name}`;
    case 'export':
      return `Export as the AMI ${step.ami}`;
    case 'share-ami':
      return `Let account ${step.with} launch the AMI`;
    case 'share':
      return `Share with account ${step.with}: ${describePermissions(step)}`;
    case 'unshare':
      return `Stop sharing with account ${step.with}`;
    case 'delete':
      return 'Delete the image';
  }
}
