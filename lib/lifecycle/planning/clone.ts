import { cloneOf, type Clone } from '../../cloning/clone';
import type { Image, ImageRef, Tags } from '../../images/image';
import { failed, ok, type Result } from '../../result';
import type { Scope } from '../../scope';
import { sortRefusals } from '../plan';
import { refusal } from '../refusals';
import { refusalsOfClone } from '../refusals-of-clone';
import type { ImageStep, StepAct } from '../step';
import { describeClone } from '../titles';
import type { WishOf } from '../wish';
import { ownImage, type FullFacts, type Planner, type PlanningParts } from './parts';

/** Plans a clone. One that would be refused has no steps, and the reasons. */
export const planClone: Planner<'clone'> = async (scope, wish, parts) => {
  const facts = await parts.facts(scope);
  if (!facts.ok) return facts;
  const source = sourceOf(facts.value, wish.source);
  if (!source) return failed({ kind: 'not-found', what: `Image ${wish.source.name}` });
  const sourceTags = await tagsOf(source, scope, parts);
  if (!sourceTags.ok) return sourceTags;
  const repository = new Map((await parts.reads.applications()).map((each) => [each.id, each]));
  const clone = cloneOf(wish, {
    source,
    sourceTags: sourceTags.value,
    applications: wish.applications.flatMap((id) => repository.get(id) ?? []),
    account: scope.account,
  });
  const gone = wish.applications.filter((id) => !repository.has(id));
  const { certain, doubts } = sortRefusals(wish.image, scope.region, [
    ...gone.map((id) =>
      refusal(
        'application-gone',
        `There is no application ${id} in the repository any more. Leave it out, or add it again.`,
        id,
      ),
    ),
    ...refusalsOfClone(clone, facts.value).filter(
      // What was picked is gone, which is another thing than that nothing was.
      ({ kind }) => gone.length === 0 || kind !== 'applications-none',
    ),
  ]);
  await parts.progress(1, 1);
  return ok({
    title: describeClone(wish),
    steps: certain.length > 0 ? [] : stepsOf(clone, wish, scope),
    doubts: certain.length > 0 ? [] : doubts,
    leftOut: certain,
  });
};

function stepsOf(
  { builder, order, tags }: Clone,
  { image, software, after }: WishOf<'clone'>,
  { region }: Scope,
): readonly ImageStep[] {
  const on = { builder: builder.name, image };
  const acts: readonly StepAct[] = [
    { act: 'create-builder', builder },
    ...(software.length > 0
      ? [{ act: 'deploy-software', builder: builder.name, software } as const]
      : []),
    { act: 'await-image', ...on, order },
    { act: 'tag', image, tags },
    { act: `${after}-builder`, ...on },
  ];
  return acts.map((each) => ({
    kind: 'image-step',
    of: 'clone',
    chain: `${region}/${image}`,
    region,
    ...each,
  }));
}

/** The image that is meant: that of the ARN, or the account's own of that name before others. */
function sourceOf(facts: FullFacts, { name, arn }: ImageRef): Image | undefined {
  return arn === undefined
    ? (ownImage(facts, name) ?? facts.images.find((image) => image.name === name))
    : facts.images.find((image) => image.arn === arn);
}

/** The tags of an image of another account are its owner's alone. */
async function tagsOf(
  source: Image,
  scope: Scope,
  { reads }: Pick<PlanningParts, 'reads'>,
): Promise<Result<Tags>> {
  return source.owner === scope.account ? reads.listTags(scope, source) : ok([]);
}
