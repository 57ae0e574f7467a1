import {
  obstacleInAnyState,
  obstacleOfState,
  obstacleToState,
  type LifecycleState,
} from '../../../lib/builds/acts';
import type { ImageBuild } from '../../../lib/builds/build';
import type { DeskRoute } from '../../../lib/desk/route';
import type { InputOf } from '../../../lib/operations/registry';
import type { Problem } from '../../../lib/problems/problem';

/** What is to be done with a build, a pipeline or a step that waits. */
export type BuildActTask = Extract<
  DeskRoute,
  { readonly view: 'build-act' | 'pipeline-run' | 'step-answer' }
>;

type Wish = InputOf<'build-actions.plan'>;

/** What a person has entered of what an act needs to know. */
export interface ActForm {
  /** The ARN of distribution settings. */
  readonly settings: string;
  readonly role: string;
  readonly to: LifecycleState | undefined;
  /** Whether the AMIs change as well. */
  readonly amis: boolean;
  /** Whether what was put out goes as well; not said at first. */
  readonly resources: boolean | undefined;
  readonly reason: string;
}

export const emptyForm: ActForm = {
  settings: '',
  role: '',
  to: undefined,
  amis: false,
  resources: undefined,
  reason: '',
};

/** What a form asks for, or what is missing in it, in one sentence. */
export type FormReading = { readonly wish: Wish } | { readonly obstacle: string };

/** Source: the Image Builder model's `RoleNameOrArn`; the worker checks it again. */
const rolePattern = /^(?:arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/)?[a-zA-Z_0-9+=,.@\-_/]+$/;

/** The longest reason. Source: the Image Builder model's `NonEmptyString`. */
const longestReason = 1024;

/** Whether an act needs to know more than what it is about. */
export function asksForMore(task: BuildActTask): boolean {
  if (task.view === 'pipeline-run') return false;
  return task.view === 'step-answer' || (task.act !== 'cancel' && task.act !== 'retry');
}

/** Whether a form has a role: what changes AMIs and containers does, and what distributes. */
export function needsRole(task: BuildActTask, { amis, resources }: ActForm): boolean {
  if (task.view !== 'build-act') return false;
  switch (task.act) {
    case 'distribute':
      return true;
    case 'state':
      return amis;
    case 'delete':
      return resources === true;
    default:
      return false;
  }
}

/** Why there is nothing to enter for an act: what the build is, or its state, forbids it. */
export function refusalOf(task: BuildActTask, build: ImageBuild): Problem | undefined {
  if (task.view !== 'build-act') return undefined;
  const never = obstacleInAnyState(task.act, build, task.scope.account);
  if (never !== undefined) return { kind: 'refused', detail: never };
  const now = obstacleOfState(task.act, build.status);
  return now === undefined ? undefined : { kind: 'not-available', detail: now };
}

/** Reads what was entered for an act; `known` is the build that it is about, once it is. */
export function readActForm(task: BuildActTask, form: ActForm, known?: ImageBuild): FormReading {
  const already = known && form.to && obstacleToState(known, form.to);
  if (already !== undefined) return { obstacle: already };
  if (task.view === 'pipeline-run') return { wish: { act: 'run', pipeline: task.pipeline } };
  if (task.view === 'step-answer') return readAnswer(task, form);
  const { act, build } = task;
  const role = form.role.trim();
  const missing = missingIn(act, form);
  if (missing !== undefined) return { obstacle: missing };
  const needed = needsRole(task, form);
  if (needed && role === '') return { obstacle: 'Enter the name or the ARN of an IAM role.' };
  if (needed && !rolePattern.test(role)) {
    return { obstacle: 'This is not the name or the ARN of an IAM role.' };
  }
  const by = needed && { role };
  switch (act) {
    case 'cancel':
    case 'retry':
      return { wish: { act, build } };
    case 'distribute':
      return { wish: { act, build, settings: form.settings, role } };
    case 'state':
      return { wish: { act, build, to: form.to ?? 'AVAILABLE', amis: form.amis, ...by } };
    case 'delete':
      return { wish: { act, build, resources: form.resources === true, ...by } };
  }
}

function missingIn(
  act: Extract<BuildActTask, { readonly view: 'build-act' }>['act'],
  { settings, to, resources }: ActForm,
): string | undefined {
  if (act === 'distribute' && settings === '') return 'Choose the distribution settings.';
  if (act === 'state' && to === undefined) return 'Choose the state.';
  return act === 'delete' && resources === undefined ? 'Choose what is deleted.' : undefined;
}

function readAnswer(
  { build, step, answer }: Extract<BuildActTask, { readonly view: 'step-answer' }>,
  form: ActForm,
): FormReading {
  const reason = form.reason.trim();
  if (reason.length > longestReason) {
    return {
      obstacle: `A reason has at most ${longestReason} characters; this has ${reason.length}.`,
    };
  }
  return { wish: { act: 'step', build, step, answer, ...(reason !== '' && { reason }) } };
}
