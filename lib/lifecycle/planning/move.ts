import { withSource } from '../../images/lineage';
import { present } from '../../present';
import { failed, ok } from '../../result';
import type { AccountId } from '../../scope';
import { doubtOfMovedAmi } from '../ami';
import { sortRefusals } from '../plan';
import { refusal, type Refusal } from '../refusals';
import { refusalsOfImport } from '../refusals-of-images';
import type { ImageStep, ImportOrder } from '../step';
import { describeMove } from '../titles';
import { exportRefusals, imageOf } from './export';
import type { Planner } from './parts';

/**
 * Plans an image made anew in another account: this one exports it and shares the AMI, the other
 * one imports that. All in one Region, as an AMI is imported where it is.
 */
export const planMove: Planner<'move'> = async (scope, wish, parts) => {
  const { region, account } = scope;
  const { to, image: name, ami } = wish;
  const title = describeMove(wish);
  if (to === account) {
    const own = refusal('image-owner', `Account ${to} has this image. Pick another account.`);
    return ok({ title, steps: [], doubts: [], ...leftOut(name, region, [own]) });
  }
  const [here, there] = await Promise.all([
    parts.facts(scope),
    parts.facts(parts.placeOf(region, to)),
  ]);
  if (!here.ok) return here;
  if (!there.ok) return there;
  const image = imageOf(here.value, name);
  if (!image) return failed({ kind: 'not-found', what: `Image ${name}` });
  const lineage = { image: image.arn };
  const exported = {
    image: name,
    ami,
    role: wish.role,
    tags: withSource([], lineage),
    ...present({ description: image.description }),
  };
  const order: ImportOrder = {
    ...wish.order,
    ami: { name: ami, owner: account },
    tags: withSource(wish.order.tags, lineage),
  };
  const ofExport = await exportRefusals(scope, image, exported, parts.reads);
  if (!ofExport.ok) return ofExport;
  const first = sortRefusals(name, region, ofExport.value);
  const second = sortRefusals(order.image, region, [
    ...refusalsOfImport(order, there.value).map((each) => inAccount(to, each)),
    doubtOfMovedAmi(ami, to),
  ]);
  const certain = [...first.certain, ...second.certain];
  const step = { kind: 'image-step', of: 'move', chain: `${region}/${ami}`, region } as const;
  const steps: readonly ImageStep[] = [
    { ...step, act: 'export', ...exported },
    { ...step, act: 'share-ami', ami, with: to },
    { ...step, account: to, act: 'import', order },
  ];
  return ok({
    title,
    steps: certain.length > 0 ? [] : steps,
    doubts: [...first.doubts, ...second.doubts],
    leftOut: certain,
  });
};

function leftOut(subject: string, region: string, refusals: readonly Refusal[]) {
  return { leftOut: sortRefusals(subject, region, refusals).certain };
}

/** Says where it would be refused: both accounts have images of their own. */
function inAccount(account: AccountId, refused: Refusal): Refusal {
  return { ...refused, sentence: `In account ${account}: ${refused.sentence}` };
}
