import type { BuildTask } from '../builds/plan';
import type { ImageStep } from '../lifecycle/step';
import type { ShareItem } from '../sharing/plan';

/** What one item of a job does at AWS; each kind has its own work. */
export type Task = ShareItem | BuildTask | ImageStep;

/** What every task is, whatever else it says. */
export interface AnyTask {
  readonly kind: string;
}

export type TaskKind = Task['kind'];

/** The tasks of one kind. */
export type TaskOf<Kind extends TaskKind> = Extract<Task, { readonly kind: Kind }>;
