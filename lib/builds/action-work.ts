import type { Work, Standing } from '../jobs/work';
import type { JobItem } from '../jobs/job';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import type { AccountScope, Scope } from '../scope';
import { isRunning, isWaiting } from './acts';
import type { ImageBuild, WorkflowStep } from './build';
import { describeTask } from './explain';
import type { BuildActionTask } from './plan';

/** What carrying actions on builds out needs of the worker, in the Region of the task. */
export interface BuildActionWorkParts {
  /** A build by its ARN; a problem of the kind `not-found` when there is none. */
  readonly getBuild: (place: Scope, arn: string) => Promise<Result<ImageBuild>>;
  /** A step of a build; nothing when there is none of that id. */
  readonly findStep: (
    place: Scope,
    build: string,
    step: string,
  ) => Promise<Result<WorkflowStep | undefined>>;
  /** Has AWS do what a task says; the token stands for this one request. */
  readonly send: (
    place: Scope,
    task: BuildActionTask,
    token: string,
  ) => Promise<Result<string | null>>;
  /**
   * The rules as they are now: they may be newer than the plan, and a job that waits must stop when
   * they change.
   */
  readonly forbidden: (place: Scope, task: BuildActionTask) => Promise<Problem | undefined>;
  readonly settled: (place: Scope, target: string) => Promise<void>;
}

type Judge = (item: JobItem<BuildActionTask>) => Standing;

/** How actions on builds are carried out. */
export function buildActionWork(parts: BuildActionWorkParts): Work<BuildActionTask> {
  return {
    group: ({ target }) => target,
    lane: ({ region }) => region,
    // What ends or moves an image takes AWS a while; what it makes is there at once.
    looks: ({ act }) => (act === 'run' || act === 'distribute' ? undefined : 6),
    async read(scope, first) {
      const place = placeOf(scope, first.task);
      const { task, made } = first;
      if (task.act === 'run' || (task.act === 'distribute' && made !== undefined)) {
        return readMade(place, made, parts);
      }
      if (task.act === 'step') {
        const step = await parts.findStep(place, task.target, task.step);
        return step.ok ? ok((item) => standingOfStep(step.value, item)) : step;
      }
      const build = await parts.getBuild(place, task.target);
      if (build.ok) return ok((item) => standingOf(build.value, item));
      return task.act === 'delete' && isGone(build.problem) ? ok(() => 'right') : build;
    },
    async change(scope, task, { job, seq }) {
      const place = placeOf(scope, task);
      const obstacle = await parts.forbidden(place, task);
      if (obstacle) return failed(obstacle);
      // The same for every attempt: AWS answers a repeat as the first, and does nothing again.
      const sent = await parts.send(place, task, `${job}-${seq}`);
      // Somebody else was faster: what was wanted is so, and reading back will confirm it.
      return task.act === 'delete' && !sent.ok && isGone(sent.problem) ? ok(null) : sent;
    },
    takesQuota: () => false,
    settled: (scope, task) => parts.settled(placeOf(scope, task), task.target),
    describe: (task) => `${task.label} (${task.region}): ${describeTask(task)}`,
  };
}

/**
 * Whether the build that AWS made is there. While no answer has told of one, nothing has been made
 * as far as is known: what is sent again is the same request.
 */
async function readMade(
  place: Scope,
  made: string | undefined,
  { getBuild }: BuildActionWorkParts,
): Promise<Result<Judge>> {
  if (made === undefined) return ok(() => 'planned');
  const build = await getBuild(place, made);
  if (build.ok) return ok(() => 'right');
  // It was answered, and is not shown yet.
  return isGone(build.problem) ? ok(() => 'planned') : build;
}

/** How a task on a build stands, by what AWS says of the build now. */
function standingOf(build: ImageBuild, { task, made, state }: JobItem<BuildActionTask>): Standing {
  const { status, lifecycleExecution } = build;
  switch (task.act) {
    case 'cancel':
      if (isRunning(status)) return 'planned';
      // What was accepted may have come too late, or after it had failed: it is over in any case.
      return status === 'CANCELLED' || (state === 'sent' && status !== 'AVAILABLE')
        ? 'right'
        : 'changed';
    case 'retry':
      if (status === task.before) return 'planned';
      return isRunning(status) || status === 'AVAILABLE' ? 'right' : 'changed';
    case 'distribute':
      return status === 'AVAILABLE' ? 'planned' : 'changed';
    case 'state':
      // Before anything was sent it was somebody else, who may have left the AMIs alone.
      if (status === task.after) return task.amis && state === 'pending' ? 'changed' : 'right';
      return standingOfChange(task.before);
    case 'delete':
      return status === 'DELETED' ? 'right' : standingOfChange(task.before);
    default:
      return 'changed';
  }

  /** AWS goes on by itself with a change of state that it has begun: it is the image's own then. */
  function standingOfChange(before: string): Standing {
    if (status !== before) return 'changed';
    return made !== undefined && made === lifecycleExecution ? 'right' : 'planned';
  }
}

function standingOfStep(
  step: WorkflowStep | undefined,
  { state }: JobItem<BuildActionTask>,
): Standing {
  if (step && isWaiting(step)) return 'planned';
  // What may have been sent has done it; before that it was somebody else, or its time was over.
  return step && state !== 'pending' ? 'right' : 'changed';
}

/**
 * Whether AWS says that there is no such image. No error is declared for it of GetImage and
 * DeleteImage, so that the sentence of a refusal counts as well.
 */
export function isGone(problem: Problem): boolean {
  if (problem.kind === 'not-found') return true;
  return (
    (problem.kind === 'rejected' || problem.kind === 'unknown') &&
    /(?:cannot be|not) found|(?:does|do) not exist/i.test(problem.detail)
  );
}

function placeOf(scope: AccountScope, { region }: BuildActionTask): Scope {
  return { ...scope, region };
}
