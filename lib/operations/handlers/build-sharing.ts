import { laneOf } from '../../jobs/lane';
import { getBuild } from '../../aws/image-builder';
import { buildPlanLifetime, digestOfPlan } from '../../builds/digest';
import type { BuildPlan, BuildSharingTask } from '../../builds/plan';
import {
  faultOfWish,
  planSharing,
  recipientsOf,
  type SharingDraft,
} from '../../builds/sharing-plan';
import { labelOfBuild } from '../../builds/arn';
import type { BuildToShare } from '../../builds/sharing-facts';
import { readShares, readSharing, type UseService } from '../../builds/sharing-reading';
import type { Jobs } from '../../jobs/jobs';
import type { CallContext } from '../../messaging/router';
import { failed, ok } from '../../result';
import { recipientObstacle } from '../../safety/obstacles';
import type { AccountScope, Scope } from '../../scope';
import { buildSharingOperations as operations, type BuildSharingWish } from '../build-sharing';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

type Parts = Pick<HandlerParts, 'plans' | 'policy' | 'guard' | 'limiter' | 'now'> & {
  readonly jobs: Jobs;
};

/** Sharing an Image Builder image and its AMIs. */
export function buildSharingHandlers(parts: Parts, inScope: InScope): HandlersOf<'build-sharing'> {
  const { plans, jobs, now, limiter } = parts;
  const using =
    (operation: string, scope: Scope): UseService =>
    (service, region, use) => {
      const place = { ...scope, region };
      const pace = limiter.pace(laneOf(service, place));
      return inScope({ operation, scope: place }, service, use, { ...pace, again: true });
    };
  /** Reads a build and who has it, once nothing forbids that. */
  const readBuild = async (
    wish: BuildSharingWish,
    { operation, scope }: Pick<CallContext, 'operation' | 'scope'>,
  ) => {
    if (!scope) return failed({ kind: 'account-unknown' } as const);
    const fault = faultOfWish(scope, wish);
    if (fault) return failed(fault);
    const use = using(operation, scope);
    const build = await use('imagebuilder', scope.region, (service) =>
      getBuild(service, wish.build),
    );
    if (!build.ok) return build;
    const sharing = await readSharing(build.value, use);
    return sharing.ok ? ok({ scope, use, build: build.value, sharing: sharing.value }) : sharing;
  };
  /** Why the rules as they are now forbid a plan: its Regions, its recipients, any change. */
  const obstacleOf = async (plan: BuildPlan, tasks: readonly BuildSharingTask[]) => {
    const digest = { digest: plan.digest };
    for (const region of regionsOf(plan)) {
      const place = { ...plan.scope, region };
      const obstacle = await parts.guard(operations['build-sharing.apply'], digest, place);
      if (obstacle) return obstacle;
    }
    return recipientObstacle((await parts.policy()).policy, recipientsOf(tasks));
  };

  return {
    async 'build-sharing.state'(wish, context) {
      const read = await readBuild(wish, context);
      if (!read.ok) return read;
      const { use, build, sharing } = read.value;
      const shares = await readShares(build.arn, sharing.shares, use);
      if (!shares.ok) return shares;
      // What RAM made of the policy by itself gives nobody anything that the policy does not.
      const own = shares.value.filter(({ ofPolicy }) => !ofPolicy);
      return ok({ ...sharing, shares: own.map(({ principal, share }) => ({ principal, share })) });
    },
    async 'build-sharing.plan'(wish, context) {
      const read = await readBuild(wish, context);
      if (!read.ok) return read;
      const { scope, use, build, sharing } = read.value;
      const shares = await readShares(build.arn, sharing.shares, use);
      if (!shares.ok) return shares;
      const { text } = sharing.policy;
      const facts = {
        build,
        ...(text !== undefined && { policy: text }),
        shares: shares.value,
        amis: sharing.amis,
      };
      const draft = planSharing(facts, wish);
      if (!draft.ok) return draft;
      const plan = await planOf(scope, build, draft.value, now());
      for (const region of regionsOf(plan)) {
        const place = { ...plan.scope, region };
        const obstacle = await parts.guard(operations['build-sharing.plan'], wish, place);
        if (obstacle) return failed(obstacle);
      }
      await plans.keep(plan);
      return ok(plan);
    },
    async 'build-sharing.apply'({ digest, notify }, { scope }) {
      if (!scope) return failed({ kind: 'account-unknown' });
      const held = await plans.get('builds', digest, scope);
      if (!held.ok) return held;
      const plan = held.value;
      const tasks = plan.tasks.filter((task) => task.kind === 'build-sharing');
      // The plan of an action is carried out by its own operation.
      if (tasks.length !== plan.tasks.length) return failed({ kind: 'plan-expired' });
      const obstacle = await obstacleOf(plan, tasks);
      if (obstacle) return failed(obstacle);
      // Carried out once: whoever wants it again makes it again, from what there is by then.
      if (!(await plans.take(digest))) return failed({ kind: 'plan-expired' });
      const job = await jobs.start({
        digest,
        scope: plan.scope,
        tasks,
        regions: regionsOf(plan),
        title: `${plan.subject.label}: change who has it`,
        ...(notify && { notify }),
      });
      return ok(job);
    },
  };
}

function regionsOf({ subject, tasks }: BuildPlan) {
  return [...new Set([subject.region, ...tasks.map(({ region }) => region)])];
}

async function planOf(
  { partition, account, region }: Scope,
  build: BuildToShare,
  { tasks, warnings }: SharingDraft,
  madeAt: number,
): Promise<BuildPlan> {
  const scope: AccountScope = { partition, account };
  const subject = { arn: build.arn, label: labelOfBuild(build.arn), region };
  return {
    kind: 'builds',
    digest: await digestOfPlan(scope, { subject, tasks }),
    scope,
    subject,
    tasks,
    warnings,
    destroys: false,
    madeAt,
    expiresAt: madeAt + buildPlanLifetime,
  };
}
