import type { Json } from '../../activity/entry';
import type { JobItem } from '../../jobs/job';
import type { Standing, Work } from '../../jobs/work';
import type { Problem } from '../../problems/problem';
import { failed, ok, type Result } from '../../result';
import type { AccountScope, Scope } from '../../scope';
import { isGone } from '../action-work';
import type { ImageBuild } from '../build';
import { clientTokenOf } from '../client-token';
import { describeTask } from '../explain';
import type { BuildCloneTask } from '../plan';
import { isRecipeOf } from './compare';

/** What carrying a clone out needs of the worker, in the Region of the task. */
export interface CloneWorkParts {
  readonly getBuild: (place: Scope, arn: string) => Promise<Result<ImageBuild>>;
  /** A recipe as AWS tells it; nothing when there is none. */
  readonly findRecipe: (place: Scope, arn: string) => Promise<Result<Json | undefined>>;
  /** Has AWS do what a task says; the token stands for this one request. */
  readonly send: (
    place: Scope,
    task: BuildCloneTask,
    token: string,
  ) => Promise<Result<string | null>>;
  /** The rules as they are now: they may be newer than the plan. */
  readonly forbidden: (place: Scope, task: BuildCloneTask) => Promise<Problem | undefined>;
  readonly settled: (place: Scope, target: string) => Promise<void>;
}

/** How a clone is carried out: the recipe first, and the image once the recipe is as ordered. */
export function buildCloneWork(parts: CloneWorkParts): Work<BuildCloneTask> {
  return {
    group: ({ target, act }) => `${target}/${act}`,
    lane: ({ region }) => region,
    chain: ({ target }) => target,
    async read(scope, { task, made }) {
      const place = placeOf(scope, task);
      if (task.act === 'create-image') return readImage(place, made, parts);
      const found = await parts.findRecipe(place, task.target);
      if (!found.ok) return found;
      const told = found.value;
      if (told === undefined) return ok(() => 'planned');
      return ok(() => (isRecipeOf(told, task.recipe) ? 'right' : 'changed'));
    },
    async change(scope, task, item) {
      const place = placeOf(scope, task);
      const obstacle = await parts.forbidden(place, task);
      if (obstacle) return failed(obstacle);
      const sent = await parts.send(place, task, await clientTokenOf(item, task.act));
      // Whose recipe it is then, reading back decides.
      return !sent.ok && sent.problem.kind === 'name-taken' && task.act === 'create-recipe'
        ? ok(null)
        : sent;
    },
    takesQuota: () => true,
    settled: (scope, task) => parts.settled(placeOf(scope, task), task.target),
    describe: (task) => `${task.label} (${task.region}): ${describeTask(task)}`,
  };
}

/**
 * How the image stands. While no answer has told of one, nothing has been made as far as is known:
 * what is sent again is the same request, which AWS answers as the first.
 */
async function readImage(
  place: Scope,
  made: string | undefined,
  { getBuild }: CloneWorkParts,
): Promise<Result<(item: JobItem<BuildCloneTask>) => Standing>> {
  if (made === undefined) return ok(() => 'planned');
  const build = await getBuild(place, made);
  if (!build.ok) return isGone(build.problem) ? ok(() => 'planned') : build;
  const { status, reason } = build.value;
  // What comes of the build is told where builds are shown; the job was to begin it.
  if (status !== 'FAILED') return ok(() => 'right');
  const detail = `The build has failed${reason === undefined ? '.' : `: ${reason}`}`;
  return ok(() => ({ failed: { kind: 'not-available', detail } }));
}

function placeOf(scope: AccountScope, { region }: BuildCloneTask): Scope {
  return { ...scope, region };
}
