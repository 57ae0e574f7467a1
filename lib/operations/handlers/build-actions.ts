import { laneOf } from '../../jobs/lane';
import { sendAction } from '../../aws/build-actions';
import { getSettings, listSettings } from '../../aws/build-settings';
import { findAmis, launchPermissionsOf } from '../../aws/ec2';
import { getBuild, getPipeline, listSteps, listRuns } from '../../aws/image-builder';
import type { ServiceName } from '../../aws/regions';
import type { Service } from '../../aws/service';
import { findStep, makeActionPlan } from '../../builds/action-plan';
import type { BuildActionWorkParts } from '../../builds/action-work';
import { titleOfPlan } from '../../builds/explain';
import type { BuildActionTask, BuildPlan } from '../../builds/plan';
import type { Jobs } from '../../jobs/jobs';
import type { CallContext } from '../../messaging/router';
import { failed, ok, type Result } from '../../result';
import { recipientObstacle } from '../../safety/obstacles';
import type { RegionCode, Scope } from '../../scope';
import { buildActionOperations as operations } from '../build-actions';
import type { OutputOf } from '../registry';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** Planning what is done with builds, and starting the job of a plan. */
export function buildActionHandlers(
  parts: Pick<HandlerParts, 'plans' | 'policy' | 'guard' | 'limiter' | 'now'> & {
    readonly jobs: Jobs;
  },
  inScope: InScope,
): HandlersOf<'build-actions'> {
  const { plans, jobs, now } = parts;

  /** Why the company forbids the accounts that get copies by a plan. */
  const recipientProblem = async ({ warnings }: Pick<BuildPlan, 'warnings'>) => {
    const accounts = warnings.flatMap((each) =>
      each.kind === 'reaches-accounts' ? each.accounts : [],
    );
    return recipientObstacle((await parts.policy()).policy, accounts);
  };
  const apply =
    (operation: 'build-actions.apply' | 'build-actions.delete') =>
    async (
      { digest, notify }: { readonly digest: string; readonly notify?: true },
      { scope }: CallContext,
    ): Promise<Result<OutputOf<typeof operation>>> => {
      if (!scope) return failed({ kind: 'account-unknown' });
      const held = await plans.get('builds', digest, scope);
      if (!held.ok) return held;
      const plan = held.value;
      const fits =
        plan.destroys === (operation === 'build-actions.delete') &&
        plan.tasks.every(({ kind }) => kind === 'build-action');
      if (!fits) {
        return failed({
          kind: 'refused',
          detail: 'This plan is carried out by another operation.',
        });
      }
      for (const region of new Set(plan.tasks.map((task) => task.region))) {
        const place = { ...plan.scope, region };
        const obstacle = await parts.guard(operations[operation], { digest }, place);
        if (obstacle) return failed(obstacle);
      }
      const forbidden = await recipientProblem(plan);
      if (forbidden) return failed(forbidden);
      // Carried out once: whoever wants it again makes it again, from what there is by then.
      if (!(await plans.take(digest))) return failed({ kind: 'plan-expired' });
      const { tasks } = plan;
      const job = await jobs.start({
        digest,
        scope: plan.scope,
        tasks,
        regions: tasks.map(({ region }) => region),
        title: titleOfPlan(plan),
        ...(notify && { notify }),
      });
      return ok(job);
    };

  return {
    'build-actions.settings': (_, context) => inScope(context, 'imagebuilder', listSettings),
    async 'build-actions.plan'(wish, { operation, scope }) {
      if (!scope) return failed({ kind: 'account-unknown' });
      const on = <Value>(
        name: ServiceName,
        region: RegionCode,
        use: (service: Service) => Promise<Result<Value>>,
      ) => {
        const place = { ...scope, region };
        const pace = { ...parts.limiter.pace(laneOf(name, place)), again: true } as const;
        return inScope({ operation, scope: place }, name, use, pace);
      };
      const here = <Value>(use: (imageBuilder: Service) => Promise<Result<Value>>) =>
        on('imagebuilder', scope.region, use);
      const plan = await makeActionPlan(scope, wish, now, {
        getBuild: (arn) => here((imageBuilder) => getBuild(imageBuilder, arn)),
        getPipeline: (arn) => here((imageBuilder) => getPipeline(imageBuilder, arn)),
        getSettings: (arn) => here((imageBuilder) => getSettings(imageBuilder, arn)),
        listRuns: (build) => here((imageBuilder) => listRuns(imageBuilder, build)),
        listSteps: (workflow) => here((imageBuilder) => listSteps(imageBuilder, workflow)),
        findAmis: (region, images) => on('ec2', region, (ec2) => findAmis(ec2, images)),
        launchPermissionsOf: (region, image) =>
          on('ec2', region, (ec2) => launchPermissionsOf(ec2, image)),
      });
      if (!plan.ok) return plan;
      const forbidden = await recipientProblem(plan.value);
      if (forbidden) return failed(forbidden);
      await plans.keep(plan.value);
      return plan;
    },
    'build-actions.apply': apply('build-actions.apply'),
    'build-actions.delete': apply('build-actions.delete'),
  };
}

/** What carrying actions on builds out needs of the worker. */
export function buildActionParts(
  parts: Pick<HandlerParts, 'cache' | 'events' | 'guard' | 'limiter'>,
  inScope: InScope,
): BuildActionWorkParts {
  const at = <Value>(
    scope: Scope,
    use: (imageBuilder: Service) => Promise<Result<Value>>,
    operation: ReturnType<typeof operationOf> = 'build-actions.apply',
  ) =>
    inScope(
      { operation, scope },
      'imagebuilder',
      use,
      parts.limiter.pace(laneOf('imagebuilder', scope)),
    );
  return {
    getBuild: (place, arn) => at(place, (imageBuilder) => getBuild(imageBuilder, arn)),
    findStep: (place, build, step) =>
      at(place, (imageBuilder) =>
        findStep(build, step, {
          listRuns: (of) => listRuns(imageBuilder, of),
          listSteps: (of) => listSteps(imageBuilder, of),
        }),
      ),
    send: (place, task, token) =>
      at(place, (imageBuilder) => sendAction(imageBuilder, task, token), operationOf(task)),
    forbidden: (place, task) => parts.guard(operations[operationOf(task)], {}, place),
    settled: async (place, target) => {
      await parts.cache.forget(place);
      await parts.events.emit({ event: 'build-changed', target }, place);
    },
  };
}

/** The operation that allows a task. */
function operationOf({ act }: BuildActionTask) {
  return act === 'delete' ? 'build-actions.delete' : 'build-actions.apply';
}
