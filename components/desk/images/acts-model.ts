import type { DeskRoute } from '../../../lib/desk/route';
import type { ImageListing } from '../../../lib/images/image';
import { refusalsOfOwner, refusalsOfState, type Refusal } from '../../../lib/lifecycle/refusals';
import { refusalsOfPlatform } from '../../../lib/lifecycle/refusals-of-images';
import type { AccountId, Scope } from '../../../lib/scope';
import { ownerOf } from './model';

/** What the menu of the images list offers to do with images. */
export type ListAct = 'clone' | 'exact' | 'copy' | 'update' | 'export' | 'move' | 'delete';

/** An entry of the menu, and why it cannot be chosen, in short sentences. */
export interface ActItem {
  readonly id: ListAct;
  readonly text: string;
  readonly reason?: string;
}

/** What an act asks of the images that it is about. */
interface ActRule {
  readonly id: ListAct;
  readonly text: string;
  /** Whether it is about one image alone. */
  readonly single?: true;
  /** What is in the way of it with an image. */
  readonly refusals: (image: ImageListing, account: AccountId) => readonly Refusal[];
}

function ownAndThere(image: ImageListing, account: AccountId, what: string): readonly Refusal[] {
  return [...refusalsOfOwner(ownerOf(image), account, what), ...refusalsOfState(image, what)];
}

const rules: readonly ActRule[] = [
  {
    id: 'clone',
    text: 'Clone image',
    single: true,
    refusals: (image) => refusalsOfState(image, 'cloned'),
  },
  {
    id: 'exact',
    text: 'Exact copy',
    single: true,
    refusals: (image, account) => ownAndThere(image, account, 'copied'),
  },
  {
    id: 'copy',
    text: 'Copy to Regions',
    refusals: (image, account) => ownAndThere(image, account, 'copied'),
  },
  {
    id: 'update',
    text: 'Update image',
    refusals: (image, account) => [
      ...ownAndThere(image, account, 'updated'),
      ...refusalsOfPlatform(image.platform),
    ],
  },
  {
    id: 'export',
    text: 'Export to AMI',
    single: true,
    refusals: (image, account) => ownAndThere(image, account, 'exported'),
  },
  {
    id: 'move',
    text: 'Clone to another account',
    single: true,
    refusals: (image, account) => ownAndThere(image, account, 'exported'),
  },
  {
    id: 'delete',
    text: 'Delete image',
    refusals: (image, account) => refusalsOfOwner(ownerOf(image), account, 'deleted'),
  },
];

/**
 * What can be done with the images that are selected. Of several images it is enough that one fits:
 * the form says of the others why they are left out. `obstacle` is what is in the way of all.
 */
export function actItems(
  selected: readonly ImageListing[],
  account: AccountId,
  obstacle: string | undefined,
): readonly ActItem[] {
  return rules.map((rule): ActItem => {
    const reason = obstacle ?? reasonOf(rule, selected, account);
    return { id: rule.id, text: rule.text, ...(reason !== undefined && { reason }) };
  });
}

function reasonOf(
  { single, refusals }: ActRule,
  selected: readonly ImageListing[],
  account: AccountId,
): string | undefined {
  const [first] = selected;
  if (!first) return 'Select an image first.';
  if (single && selected.length > 1) return 'Select only one image.';
  const reasons = selected.map((image) => refusals(image, account)[0]?.sentence);
  if (reasons.includes(undefined)) return undefined;
  return selected.length === 1 ? reasons[0] : `None of them. The first: ${reasons[0]}`;
}

/** The view of an act with images that are selected; nothing where there is none. */
export function routeOfAct(
  act: ListAct,
  scope: Scope,
  selected: readonly ImageListing[],
): DeskRoute | undefined {
  const [first] = selected;
  if (!first) return undefined;
  const { region } = scope;
  const images = selected.map(({ name }) => ({ region, image: name }));
  switch (act) {
    case 'clone':
    case 'export':
    case 'move':
      return { view: 'image-act', act, scope, image: { name: first.name, arn: first.arn } };
    case 'exact':
      return { view: 'images-act', act: 'copy', scope, images, to: [region] };
    case 'copy':
    case 'update':
    case 'delete':
      return { view: 'images-act', act, scope, images };
  }
}
