import { getSettings } from '../../aws/build-settings';
import { getComponent, listComponents } from '../../aws/components';
import { getBuild } from '../../aws/image-builder';
import {
  getCloneSource,
  getInfrastructure,
  getRecipe,
  listInfrastructures,
  listRecipes,
  sendClone,
} from '../../aws/recipes';
import type { Service } from '../../aws/service';
import { isGone } from '../../builds/action-work';
import { makeClonePlan } from '../../builds/clone/plan';
import type { CloneWorkParts } from '../../builds/clone/work';
import { titleOfPlan } from '../../builds/explain';
import type { BuildPlan } from '../../builds/plan';
import type { Jobs } from '../../jobs/jobs';
import { laneOf } from '../../jobs/lane';
import type { CallContext } from '../../messaging/router';
import { failed, ok, type Result } from '../../result';
import { recipientObstacle } from '../../safety/obstacles';
import type { Scope } from '../../scope';
import { buildCloningOperations as operations } from '../build-cloning';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** Planning clones of builds, and starting the job of a plan. */
export function buildCloningHandlers(
  parts: Pick<HandlerParts, 'plans' | 'policy' | 'guard' | 'limiter' | 'now'> & {
    readonly jobs: Jobs;
  },
  inScope: InScope,
): HandlersOf<'build-cloning'> {
  const { plans, jobs, now } = parts;

  /** Why the company forbids the accounts that get copies by a plan. */
  const recipientProblem = async ({ warnings }: Pick<BuildPlan, 'warnings'>) => {
    const accounts = warnings.flatMap((each) =>
      each.kind === 'reaches-accounts' ? each.accounts : [],
    );
    return recipientObstacle((await parts.policy()).policy, accounts);
  };
  /** Reads in the scope of a call, at the pace that AWS allows. */
  const reader =
    ({ operation, scope }: CallContext) =>
    <Value>(use: (imageBuilder: Service) => Promise<Result<Value>>): Promise<Result<Value>> => {
      if (!scope) return Promise.resolve(failed({ kind: 'account-unknown' }));
      const pace = { ...parts.limiter.pace(laneOf('imagebuilder', scope)), again: true } as const;
      return inScope({ operation, scope }, 'imagebuilder', use, pace);
    };

  return {
    async 'build-cloning.recipe'({ build }, context) {
      const here = reader(context);
      const [source, versions, infrastructures] = await Promise.all([
        here((imageBuilder) => getCloneSource(imageBuilder, build)),
        here(listRecipes),
        here(listInfrastructures),
      ]);
      if (!source.ok) return source;
      if (!versions.ok) return versions;
      return infrastructures.ok
        ? ok({
            ...source.value,
            versions: versions.value,
            infrastructures: infrastructures.value,
          })
        : infrastructures;
    },
    'build-cloning.components': ({ owner }, context) =>
      reader(context)((imageBuilder) => listComponents(imageBuilder, owner)),
    'build-cloning.component': ({ component }, context) =>
      reader(context)((imageBuilder) => getComponent(imageBuilder, component)),
    async 'build-cloning.plan'(wish, context) {
      const { scope } = context;
      if (!scope) return failed({ kind: 'account-unknown' });
      const here = reader(context);
      const plan = await makeClonePlan(scope, wish, now, {
        getSource: (build) => here((imageBuilder) => getCloneSource(imageBuilder, build)),
        getComponent: (arn) => here((imageBuilder) => getComponent(imageBuilder, arn)),
        getInfrastructure: (arn) => here((imageBuilder) => getInfrastructure(imageBuilder, arn)),
        getSettings: (arn) => here((imageBuilder) => getSettings(imageBuilder, arn)),
        async hasRecipe(arn) {
          const found = await here((imageBuilder) => getRecipe(imageBuilder, arn));
          if (found.ok) return ok(true);
          return isGone(found.problem) ? ok(false) : found;
        },
      });
      if (!plan.ok) return plan;
      const forbidden = await recipientProblem(plan.value);
      if (forbidden) return failed(forbidden);
      await plans.keep(plan.value);
      return plan;
    },
    async 'build-cloning.apply'({ digest, notify }, { scope }) {
      if (!scope) return failed({ kind: 'account-unknown' });
      const held = await plans.get('builds', digest, scope);
      if (!held.ok) return held;
      const plan = held.value;
      const { tasks } = plan;
      if (!tasks.every(({ kind }) => kind === 'build-clone')) {
        return failed({
          kind: 'refused',
          detail: 'This plan is carried out by another operation.',
        });
      }
      const regions = [...new Set(tasks.map(({ region }) => region))];
      for (const region of regions) {
        const place = { ...plan.scope, region };
        const obstacle = await parts.guard(operations['build-cloning.apply'], { digest }, place);
        if (obstacle) return failed(obstacle);
      }
      const forbidden = await recipientProblem(plan);
      if (forbidden) return failed(forbidden);
      // Carried out once: whoever wants it again makes it again, from what there is by then.
      if (!(await plans.take(digest))) return failed({ kind: 'plan-expired' });
      const job = await jobs.start({
        digest,
        scope: plan.scope,
        tasks,
        regions,
        title: titleOfPlan(plan),
        ...(notify && { notify }),
      });
      return ok(job);
    },
  };
}

/** What carrying clones out needs of the worker. */
export function buildCloneParts(
  parts: Pick<HandlerParts, 'cache' | 'events' | 'guard' | 'limiter'>,
  inScope: InScope,
): CloneWorkParts {
  const at = <Value>(scope: Scope, use: (imageBuilder: Service) => Promise<Result<Value>>) =>
    inScope(
      { operation: 'build-cloning.apply', scope },
      'imagebuilder',
      use,
      parts.limiter.pace(laneOf('imagebuilder', scope)),
    );
  return {
    getBuild: (place, arn) => at(place, (imageBuilder) => getBuild(imageBuilder, arn)),
    async findRecipe(place, arn) {
      const found = await at(place, (imageBuilder) => getRecipe(imageBuilder, arn));
      return !found.ok && isGone(found.problem) ? ok(undefined) : found;
    },
    send: (place, task, token) => at(place, (imageBuilder) => sendClone(imageBuilder, task, token)),
    forbidden: (place) => parts.guard(operations['build-cloning.apply'], {}, place),
    settled: async (place, target) => {
      await parts.cache.forget(place);
      await parts.events.emit({ event: 'build-changed', target }, place);
    },
  };
}
