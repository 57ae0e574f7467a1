import { digestOfContent } from '../../jobs/digest';
import { ok, type Result } from '../../result';
import type { AccountScope, Scope } from '../../scope';
import { lifecyclePlanLifetime, type LifecycleDraft, type LifecyclePlan } from '../plan';
import type { LifecycleWish } from '../wish';
import { planClone } from './clone';
import { planCopy } from './copy';
import { planDelete } from './delete';
import { planEndBuilders } from './end-builders';
import { planExport } from './export';
import { planImport } from './import';
import { planMove } from './move';
import { factsReader, type PlanningParts, type PlanReads } from './parts';
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
  if (!draft.ok) return draft;
  const home: AccountScope = { partition, account };
  const madeAt = parts.now();
  return ok({
    ...draft.value,
    kind: 'lifecycle',
    act: wish.act,
    digest: await digestOfContent(home, wish.act, draft.value.steps),
    scope: home,
    madeAt,
    expiresAt: madeAt + lifecyclePlanLifetime,
  });
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
