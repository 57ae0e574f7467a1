import type { Image } from '../../images/image';
import { withSource } from '../../images/lineage';
import { failed, ok, type Result } from '../../result';
import type { Scope } from '../../scope';
import { sortRefusals } from '../plan';
import { refusalsOfExport } from '../refusals-of-images';
import type { Refusal } from '../refusals';
import type { ImageStep } from '../step';
import { describeExport } from '../titles';
import type { OrderOf } from '../work-parts';
import { ownImage, type FullFacts, type Planner, type PlanReads } from './parts';

/** Plans an export. */
export const planExport: Planner<'export'> = async (scope, wish, parts) => {
  const facts = await parts.facts(scope);
  if (!facts.ok) return facts;
  const image = imageOf(facts.value, wish.image);
  if (!image) return failed({ kind: 'not-found', what: `Image ${wish.image}` });
  const { act, tags, ...rest } = wish;
  const order = { ...rest, tags: withSource(tags, { image: image.arn }) };
  const refusals = await exportRefusals(scope, image, order, parts.reads);
  if (!refusals.ok) return refusals;
  const { region } = scope;
  const { certain, doubts } = sortRefusals(wish.image, region, refusals.value);
  const step: ImageStep = {
    kind: 'image-step',
    of: 'export',
    chain: `${region}/${wish.ami}`,
    region,
    act,
    ...order,
  };
  return ok({
    title: describeExport(wish),
    steps: certain.length > 0 ? [] : [step],
    doubts,
    leftOut: certain,
  });
};

/** The image that is exported; where the account has none of the name, one that it may use. */
export function imageOf(facts: FullFacts, name: string): Image | undefined {
  return ownImage(facts, name) ?? facts.images.find((image) => image.name === name);
}

/** What AWS would refuse of an export, with the names of AMIs that are there or are being made. */
export async function exportRefusals(
  scope: Scope,
  image: Image,
  order: OrderOf<'export'>,
  reads: Pick<PlanReads, 'findAmi' | 'listExports'>,
): Promise<Result<readonly Refusal[]>> {
  const [ami, tasks] = await Promise.all([
    reads.findAmi(scope, order.ami, scope.account),
    reads.listExports(scope),
  ]);
  if (!ami.ok) return ami;
  if (!tasks.ok) return tasks;
  // An export that is over counts as well: the job could not tell it from its own.
  const given = tasks.value.filter(({ state }) => state === 'EXPORTING' || state === 'COMPLETED');
  const taken = new Set([
    ...(ami.value === undefined ? [] : [order.ami]),
    ...given.map(({ amiName }) => amiName),
  ]);
  return ok(refusalsOfExport(image, order, { scope }, taken));
}
