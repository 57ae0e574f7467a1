import type { DeskRoute } from '../../../lib/desk/route';

/** What is to be done with a build, a pipeline or a step that waits. */
export type BuildActTask = Extract<
  DeskRoute,
  { readonly view: 'build-act' | 'pipeline-run' | 'step-answer' }
>;

/** An action on a build: what it needs to know, its plan, and its job. */
export function BuildActView({ task }: { readonly task: BuildActTask }) {
  return <>{task.view}</>;
}

/** What the window of an action is called. */
export function headingOfAct(task: BuildActTask): string {
  return task.view;
}
