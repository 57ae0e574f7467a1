import { digestOfContent } from '../../jobs/digest';
import { hasEnded, itemsOfKind, type JobDetails } from '../../jobs/job';
import { failed, ok, type Result } from '../../result';
import type { AccountScope, Scope } from '../../scope';
import { lifecyclePlanLifetime, type LifecycleDraft, type LifecyclePlan } from '../plan';
import type { LifecycleAct, LifecycleWish } from '../wish';
import { planClone } from './clone';
import { planCopy } from './copy';
import { planDelete } from './delete';
import { planEndBuilders } from './end-builders';
import { planExport } from './export';
import { planImport } from './import';
import { planMove } from './move';
import { factsReader, type PlanningParts, type PlanReads } from './parts';
import { planRest, type RestParts } from './rest';
import { planUpdate } from './update';

/** Plans a wish, from what AWS says now. */
export async function makeLifecyclePlan(
  scope: Scope,
  wish: LifecycleWish,
  reads: PlanReads,
  parts: Pick<PlanningParts, 'progress'> & { readonly now: () => number },
): Promise<Result<LifecyclePlan>> {
  const { partition, account } = scope;
  const draft = await draftOf(scope, wish, {
    reads,
    progress: parts.progress,
    facts: factsReader(reads),
    placeOf: (region, other = account) => ({ partition, account: other, region }),
  });
  return draft.ok ? ok(await planOf({ partition, account }, wish.act, draft.value, parts)) : draft;
}

/** Plans what a job has left undone, from what AWS says now. */
export async function makeRestPlan(
  details: JobDetails,
  parts: RestParts & { readonly now: () => number },
): Promise<Result<LifecyclePlan>> {
  const [first] = itemsOfKind(details.items, 'image-step');
  if (!first) return failed({ kind: 'refused', detail: 'This job is of another kind.' });
  if (!hasEnded(details.job)) return failed({ kind: 'refused', detail: 'This job is not over.' });
  const draft = await planRest(details, parts);
  return draft.ok ? ok(await planOf(details.job.scope, first.task.of, draft.value, parts)) : draft;
}

async function planOf(
  { partition, account }: AccountScope,
  act: LifecycleAct,
  draft: LifecycleDraft,
  { now }: { readonly now: () => number },
): Promise<LifecyclePlan> {
  const home: AccountScope = { partition, account };
  const madeAt = now();
  return {
    ...draft,
    kind: 'lifecycle',
    act,
    digest: await digestOfContent(home, act, draft.steps),
    scope: home,
    madeAt,
    expiresAt: madeAt + lifecyclePlanLifetime,
  };
}

function draftOf(
  scope: Scope,
  wish: LifecycleWish,
  parts: PlanningParts,
): Promise<Result<LifecycleDraft>> {
  switch (wish.act) {
    case 'clone':
      return planClone(scope, wish, parts);
    case 'copy':
      return planCopy(scope, wish, parts);
    case 'update':
      return planUpdate(scope, wish, parts);
    case 'import':
      return planImport(scope, wish, parts);
    case 'export':
      return planExport(scope, wish, parts);
    case 'move':
      return planMove(scope, wish, parts);
    case 'delete':
      return planDelete(scope, wish, parts);
    case 'end-builders':
      return planEndBuilders(scope, wish, parts);
  }
}
