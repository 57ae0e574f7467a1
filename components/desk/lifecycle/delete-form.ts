import type { LifecyclePlan } from '../../../lib/lifecycle/plan';
import type { ImageAt, WishOf } from '../../../lib/lifecycle/wish';
import type { AccountId } from '../../../lib/scope';
import { imageKey } from '../../../lib/sharing/plan';
import { countOf } from '../../../lib/words';
import type { Planning } from '../review/plan-review';

/** How an image stands that shall be gone. */
export type DeletionStanding =
  | { readonly kind: 'free' }
  /** It can go once these accounts do not have it any more. */
  | { readonly kind: 'shared'; readonly accounts: readonly AccountId[] }
  /** Something holds it that this does not take away. */
  | { readonly kind: 'held' };

/** An image that shall be gone, and what is in the way. */
export interface DeletionRow extends ImageAt {
  readonly standing: DeletionStanding;
}

/** How images stand, by a plan of their deletion that stops the sharing first. */
export function deletionRows(
  images: readonly ImageAt[],
  { steps }: Pick<LifecyclePlan, 'steps'>,
): readonly DeletionRow[] {
  const distinct = new Map(
    images.map(({ region, image }) => [imageKey({ region, image }), { region, image }]),
  );
  return [...distinct].map(([key, place]) => {
    const own = steps.filter(({ chain }) => chain === key);
    const accounts = own.flatMap((step) => (step.act === 'unshare' ? step.with : []));
    if (!own.some(({ act }) => act === 'delete')) return { ...place, standing: { kind: 'held' } };
    return {
      ...place,
      standing: accounts.length === 0 ? { kind: 'free' } : { kind: 'shared', accounts },
    };
  });
}

/** How an image stands, in words. */
export function describeStanding(standing: DeletionStanding): string {
  switch (standing.kind) {
    case 'free':
      return 'Can be deleted';
    case 'shared':
      return `Shared with ${countOf(standing.accounts.length, 'account')}`;
    case 'held':
      return 'Cannot be deleted now';
  }
}

interface DeleteForm {
  readonly images: readonly ImageAt[];
  /** Whether the sharing stops first. */
  readonly unshare: boolean;
}

/** Reads what a person wants gone, as far as something of it can go; or why none of it can. */
export function readDeleteForm(
  { images, unshare }: DeleteForm,
  planning: Planning<LifecyclePlan>,
): { readonly wish: WishOf<'delete'> } | { readonly obstacle: string } {
  if (planning.state === 'reading') return { obstacle: 'What holds the images is being read.' };
  if (planning.state === 'problem') return { obstacle: 'What holds the images is not known.' };
  const rows = deletionRows(images, planning.plan);
  const some = (kind: DeletionStanding['kind']) =>
    rows.some(({ standing }) => standing.kind === kind);
  if (some('free') || (unshare && some('shared'))) {
    return {
      wish: {
        act: 'delete',
        images: rows.map(({ region, image }) => ({ region, image })),
        unshare,
      },
    };
  }
  return {
    obstacle: some('shared')
      ? 'These images are shared. Choose to stop sharing them first.'
      : 'None of these images can be deleted now.',
  };
}
