import type { AccountId, AccountScope, RegionCode } from '../scope';
import type { Refusal } from './refusals';
import type { ImageStep } from './step';
import type { LifecycleAct } from './wish';

/** How long a plan may be carried out, in milliseconds. */
export const lifecyclePlanLifetime = 15 * 60_000;

/** What would be refused, and of which image, image builder or AMI. */
export interface Concern {
  /** Its name. */
  readonly subject: string;
  readonly region: RegionCode;
  readonly refusal: Refusal;
}

/** What shall become of images, planned from a fresh read. Times are epoch milliseconds. */
export interface LifecyclePlan extends LifecycleDraft {
  readonly kind: 'lifecycle';
  readonly act: LifecycleAct;
  readonly digest: string;
  readonly scope: AccountScope;
  readonly madeAt: number;
  readonly expiresAt: number;
}

/** What a plan is made of. */
export interface LifecycleDraft {
  /** What is called what the job does, in words: `Clone office as office-2`. */
  readonly title: string;
  /** In the order in which those of a chain are taken. */
  readonly steps: readonly ImageStep[];
  /** What AWS may refuse and may not, and what else should be known: the plan goes on. */
  readonly doubts: readonly Concern[];
  /** What AWS would refuse for sure: it is not in the plan. */
  readonly leftOut: readonly Concern[];
}

/** The accounts that a plan gives something to. */
export function recipientsOf({ steps }: Pick<LifecyclePlan, 'steps'>): readonly AccountId[] {
  return [
    ...new Set(
      steps.flatMap((step) => (step.act === 'share' || step.act === 'share-ami' ? step.with : [])),
    ),
  ];
}

/** What is known to be refused and what may be, of one thing. */
export function sortRefusals(
  subject: string,
  region: RegionCode,
  refusals: readonly Refusal[],
): { readonly certain: readonly Concern[]; readonly doubts: readonly Concern[] } {
  const concerns = refusals.map((refusal): Concern => ({ subject, region, refusal }));
  return {
    certain: concerns.filter(({ refusal }) => refusal.certain),
    doubts: concerns.filter(({ refusal }) => !refusal.certain),
  };
}
