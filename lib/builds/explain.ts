import type { BuildTask } from './plan';

/** What a task does, in words: `Cancel the build`. */
export function describeTask(task: BuildTask): string {
  switch (task.act) {
    case 'policy':
      return task.before === undefined ? 'Set the image policy' : 'Change the image policy';
    case 'share':
      return task.after ? 'Share the image' : 'Stop sharing the image';
    case 'launch':
      return task.after
        ? `Let it launch ${task.ami}`
        : `Take the permission to launch ${task.ami} away`;
    case 'cancel':
      return 'Cancel the build';
    case 'retry':
      return 'Retry the build';
    case 'run':
      return 'Run the pipeline';
    case 'distribute':
      return `Distribute by ${task.settingsName}`;
    case 'state':
      return stateWords[task.after];
    case 'delete':
      return task.resources ? 'Delete with what it put out' : 'Delete the image alone';
    case 'step':
      return task.answer === 'RESUME' ? `Resume ${task.stepName}` : `Stop at ${task.stepName}`;
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
