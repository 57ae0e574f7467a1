import { countOf } from '../words';
import { labelOfBuild } from './arn';
import type { BuildPlan, BuildTask, BuildWarning } from './plan';

/** What a task does, in words: `Cancel the build`. */
export function describeTask(task: BuildTask): string {
  switch (task.act) {
    case 'policy':
      return task.before === undefined ? 'Set the image policy' : 'Change the image policy';
    case 'share':
      return task.after ? 'Share the image' : 'Stop sharing the image';
    case 'launch':
      return task.after
        ? `Add the permission to launch ${task.ami}`
        : `Remove the permission to launch ${task.ami}`;
    case 'cancel':
      return 'Cancel the build';
    case 'retry':
      return 'Retry the build';
    case 'run':
      return 'Run the pipeline';
    case 'distribute':
      return `Distribute by ${task.settingsName}`;
    case 'state':
      return `${stateWords[task.after]}${task.amis ? ', with its AMIs' : ''}`;
    case 'delete':
      return task.resources ? 'Delete with what it put out' : 'Delete the image alone';
    case 'step':
      return task.answer === 'RESUME' ? `Resume ${task.stepName}` : `Stop at ${task.stepName}`;
    case 'create-recipe':
      return `Create the recipe from ${labelOfBuild(task.recipe.parent)}`;
    case 'create-image':
      return `Build an image by ${task.infrastructureName}`;
  }
}

const stateWords = {
  AVAILABLE: 'Make available again',
  DEPRECATED: 'Deprecate',
  DISABLED: 'Disable',
} as const;

/** Who gains or loses something by a task; nothing when it is about nobody in particular. */
export function principalOf(task: BuildTask): string | undefined {
  return task.act === 'share' || task.act === 'launch' ? task.principal : undefined;
}

/** What a plan does as the words of a button: `Delete image and 3 AMIs`. */
export function actOfPlan({ tasks }: Pick<BuildPlan, 'tasks'>): string {
  const [task, ...others] = tasks;
  if (!task) return 'Nothing to change';
  if (others.length === 0 && task.kind === 'build-action') return actOfTask(task);
  if (tasks.every(({ kind }) => kind === 'build-clone')) return 'Clone image';
  const ways = new Set(tasks.map((each) => ('after' in each ? each.after : undefined)));
  if (tasks.every(({ act }) => act === 'policy')) return 'Change image policy';
  if (ways.size === 1 && ways.has(true)) return 'Share image';
  if (ways.size === 1 && ways.has(false)) return 'Stop sharing';
  return `Make ${countOf(tasks.length, 'change')}`;
}

function actOfTask(task: Extract<BuildTask, { readonly kind: 'build-action' }>): string {
  switch (task.act) {
    case 'cancel':
      return 'Cancel build';
    case 'retry':
      return 'Retry build';
    case 'run':
      return 'Run pipeline';
    case 'distribute':
      return 'Distribute image';
    case 'state': {
      const what = task.amis ? 'image and AMIs' : 'image';
      if (task.after === 'AVAILABLE') return `Make ${what} available`;
      return task.after === 'DEPRECATED' ? `Deprecate ${what}` : `Disable ${what}`;
    }
    case 'delete':
      return task.resources ? `Delete image and ${outputWords(task.resources)}` : 'Delete image';
    case 'step':
      return task.answer === 'RESUME' ? 'Resume step' : 'Stop step';
  }
}

/** `3 AMIs`, `2 container images`. */
function outputWords(resources: {
  readonly amis: readonly string[];
  readonly containers: readonly string[];
}): string {
  const { amis, containers } = resources;
  const parts = [
    amis.length > 0 ? countOf(amis.length, 'AMI') : '',
    containers.length > 0 ? countOf(containers.length, 'container image') : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' and ') : 'what it put out';
}

/** What a plan is called as a job: `office 1.0.1/2: Cancel the build`. */
export function titleOfPlan({ subject, tasks }: Pick<BuildPlan, 'subject' | 'tasks'>): string {
  const [only] = tasks;
  if (only?.kind === 'build-clone') return `${subject.label}: Clone as ${only.label}`;
  const change = tasks.length === 1 && only ? describeTask(only) : countOf(tasks.length, 'change');
  return `${subject.label}: ${change}`;
}

/** A warning, in one sentence. */
export function explainWarning(warning: BuildWarning): string {
  switch (warning.kind) {
    case 'encrypted':
      return `${warning.ami} (${warning.region}) is encrypted${warning.key === undefined ? '' : ` with ${warning.key}`}: others can launch it only when they may use that key as well.`;
    case 'default-key':
      return `${warning.ami} (${warning.region}) is encrypted with the key that AWS manages, which cannot be shared: nobody else will be able to launch it.`;
    case 'no-launch-permission':
      return `${warning.principal} will see the image, and may launch ${warning.amis === 1 ? 'not its AMI' : `none of its ${warning.amis} AMIs`}.`;
    case 'unreadable':
      return `${warning.ami} (${warning.region}) could not be looked at. ${warning.why}`;
    case 'foreign-statements':
      return `The policy has ${countOf(warning.count, 'statement')} that ${warning.count === 1 ? 'was' : 'were'} not made here; ${warning.count === 1 ? 'it stays' : 'they stay'}.`;
    case 'amis-remain':
      return warning.count === 1
        ? 'Its AMI remains, and goes on costing what it stores.'
        : `Its ${warning.count} AMIs remain, and go on costing what they store.`;
    case 'others-lose':
      return `${countOf(warning.count, 'AMI')} ${warning.count === 1 ? 'is' : 'are'} shared with others, who lose ${warning.count === 1 ? 'it' : 'them'}.`;
    case 'reaches-accounts':
      return `The distribution settings give copies to ${countOf(warning.accounts.length, 'other account')}: ${warning.accounts.join(', ')}.`;
    case 'other-system':
      return `${warning.component} is for ${warning.systems.join(', ')}: AWS may refuse it for this image.`;
    case 'deprecated-component':
      return `${warning.component} is deprecated: there may be a newer version.`;
    case 'passes-role':
      return `AWS builds by the role ${warning.role}: your credentials need the permission to pass it on.`;
    case 'held-by-recipe':
      return `${warning.image} cannot be deleted while there is the recipe that starts from it.`;
  }
}

/** What AWS has made of a task, in one sentence; it goes on with that by itself. */
export function explainMade({ act }: Pick<BuildTask, 'act'>, made: string): string {
  switch (act) {
    case 'run':
    case 'distribute':
    case 'create-image':
      return `AWS began the build ${made.replace(/^.*:image\//, '')}.`;
    case 'state':
    case 'delete':
      return 'AWS carries this out by itself; the image shows when it is done.';
    default:
      return 'AWS has made this:';
  }
}
