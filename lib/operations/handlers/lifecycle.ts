import { createApplicationBook } from '../../applications/book';
import { availableApplications, readCompanyApplications } from '../../applications/repository';
import { listImages } from '../../aws/appstream';
import { listBuilders } from '../../aws/appstream-builders';
import { planReads, stepChanges, stepReads, type InService } from '../../aws/appstream-life';
import { findAmis } from '../../aws/ec2';
import { isServed } from '../../aws/regions';
import type { Job, JobOrigin } from '../../jobs/job';
import type { Jobs } from '../../jobs/jobs';
import { laneOf } from '../../jobs/lane';
import { recipientsOf, type LifecyclePlan } from '../../lifecycle/plan';
import type { PlanReads } from '../../lifecycle/planning/parts';
import { makeLifecyclePlan, makeRestPlan } from '../../lifecycle/planning/planning';
import type { ImageStep } from '../../lifecycle/step';
import type { LifecycleAct } from '../../lifecycle/wish';
import { placeOf, type ImageStepWorkParts } from '../../lifecycle/work-parts';
import type { CallContext } from '../../messaging/router';
import { failed, ok, type Result } from '../../result';
import { recipientObstacle } from '../../safety/obstacles';
import { accountKey, scopeKey, type AccountId } from '../../scope';
import { lifecycleOperations as operations } from '../lifecycle';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

type Parts = Pick<
  HandlerParts,
  'plans' | 'events' | 'policy' | 'guard' | 'limiter' | 'durable' | 'now'
> & { readonly jobs: Jobs };

/** With what a plan is carried out. */
interface Start {
  readonly digest: string;
  readonly origin?: JobOrigin;
  readonly notify?: true;
}

/** Planning what becomes of images, and starting the job of a plan. */
export function lifecycleHandlers(parts: Parts, inScope: InScope): HandlersOf<'lifecycle'> {
  const { plans, events, jobs, now } = parts;

  /** Why the rules as they are now forbid what a plan does anywhere. */
  const obstacleOf = async (plan: LifecyclePlan) => {
    const places = new Map(
      plan.steps.map((step) => {
        const place = placeOf(plan.scope, step);
        return [scopeKey(place), place];
      }),
    );
    for (const place of places.values()) {
      const { digest } = plan;
      const obstacle = await parts.guard(operations[operationOf(plan.act)], { digest }, place);
      if (obstacle) return obstacle;
    }
    return recipientProblem(parts, recipientsOf(plan));
  };

  const apply =
    (act: LifecycleAct) =>
    async ({ digest, origin, notify }: Start, { scope }: CallContext): Promise<Result<Job>> => {
      if (!scope) return failed({ kind: 'account-unknown' });
      const held = await plans.get('lifecycle', digest, scope);
      if (!held.ok) return held;
      const plan = held.value;
      if (plan.act !== act) {
        return failed({
          kind: 'refused',
          detail: 'This plan is carried out by another operation.',
        });
      }
      const obstacle = await obstacleOf(plan);
      if (obstacle) return failed(obstacle);
      // Carried out once: whoever wants it again makes it again, from what there is by then.
      if (!(await plans.take(digest))) return failed({ kind: 'plan-expired' });
      const job = await jobs.start({
        digest,
        scope: plan.scope,
        tasks: plan.steps,
        regions: plan.steps.map(({ region }) => region),
        title: plan.title,
        ...(origin && { origin }),
        ...(notify && { notify }),
      });
      return ok(job);
    };

  /** How AWS is asked while a plan is made. */
  const calling =
    (operation: CallContext['operation']): InService =>
    async (name, place, use) => {
      const obstacle = await parts.guard(operations['lifecycle.region'], {}, place);
      if (obstacle) return failed(obstacle);
      const pace = { ...parts.limiter.pace(laneOf(name, place)), again: true } as const;
      return inScope({ operation, scope: place }, name, use, pace);
    };
  const progressOf = (request: string | undefined) => async (read: number, total: number) => {
    if (request === undefined) return;
    await events.emit({ event: 'plan-progress', request, read, total });
  };
  /** Keeps a plan until it is carried out, unless the rules forbid it. */
  const kept = async (plan: Result<LifecyclePlan>): Promise<Result<LifecyclePlan>> => {
    if (!plan.ok) return plan;
    const forbidden = await recipientProblem(parts, recipientsOf(plan.value));
    if (forbidden) return failed(forbidden);
    await plans.keep(plan.value);
    return plan;
  };

  return {
    'lifecycle.region': (_, context) =>
      inScope(context, 'appstream2', async (appStream) => {
        const [images, builders] = await Promise.all([
          listImages(appStream),
          listBuilders(appStream),
        ]);
        if (!images.ok) return images;
        return builders.ok ? ok({ images: images.value, builders: builders.value }) : builders;
      }),
    async 'lifecycle.ami'({ ami }, context) {
      const { scope } = context;
      // EC2 is everywhere, and an AMI is imported where it is.
      if (scope && !isServed('appstream2', scope.region)) {
        return failed({ kind: 'region-unsupported', region: scope.region });
      }
      return inScope(context, 'ec2', async (ec2) => {
        const found = await findAmis(ec2, [ami]);
        return found.ok ? ok(found.value[0] ?? null) : found;
      });
    },
    async 'lifecycle.plan'({ wish, request }, { operation, scope }) {
      if (!scope) return failed({ kind: 'account-unknown' });
      const reads = reading(parts, calling(operation));
      return kept(
        await makeLifecyclePlan(scope, wish, reads, { now, progress: progressOf(request) }),
      );
    },
    async 'lifecycle.rest'({ job: id, request }, { operation, scope }) {
      if (!scope) return failed({ kind: 'account-unknown' });
      const details = await jobs.get(id);
      if (!details.ok) return details;
      if (accountKey(details.value.job.scope) !== accountKey(scope)) {
        return failed({ kind: 'refused', detail: 'This job is of another account.' });
      }
      const reads = stepReads(calling(operation));
      return kept(await makeRestPlan(details.value, { reads, now, progress: progressOf(request) }));
    },
    'lifecycle.clone': apply('clone'),
    'lifecycle.copy': apply('copy'),
    'lifecycle.update': apply('update'),
    'lifecycle.import': apply('import'),
    'lifecycle.export': apply('export'),
    'lifecycle.move': apply('move'),
    'lifecycle.delete': apply('delete'),
    'lifecycle.end-builders': apply('end-builders'),
  };
}

/** What carrying the steps of an image's life out needs of the worker. */
export function imageStepParts(
  parts: Pick<HandlerParts, 'cache' | 'events' | 'guard' | 'limiter' | 'policy'>,
  inScope: InScope,
): ImageStepWorkParts {
  const inServiceFor =
    (act: LifecycleAct): InService =>
    (name, place, use) =>
      inScope(
        { operation: operationOf(act), scope: place },
        name,
        use,
        parts.limiter.pace(laneOf(name, place)),
      );
  return {
    at(act) {
      const inService = inServiceFor(act);
      return { reads: stepReads(inService), changes: stepChanges(inService) };
    },
    forbidden: async (place, { of }, recipients) =>
      (await parts.guard(operations[operationOf(of)], {}, place)) ??
      recipientProblem(parts, recipients),
    settled: async (place, name) => {
      await parts.cache.forget(place);
      await parts.events.emit({ event: 'images-changed', name }, place);
    },
  };
}

function operationOf(act: ImageStep['of']) {
  return `lifecycle.${act}` as const;
}

async function recipientProblem(
  { policy }: Pick<HandlerParts, 'policy'>,
  accounts: readonly AccountId[],
) {
  return recipientObstacle((await policy()).policy, accounts);
}

function reading(
  { durable, policy }: Pick<HandlerParts, 'durable' | 'policy'>,
  inService: InService,
): PlanReads {
  return {
    ...planReads(inService),
    async applications() {
      const [own, { policy: rules }] = await Promise.all([
        createApplicationBook(durable).list(),
        policy(),
      ]);
      const { company } = readCompanyApplications(rules.applications ?? []);
      return availableApplications({ own, company });
    },
  };
}
