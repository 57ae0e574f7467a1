import { countOf } from '../words';
import type { WishOf } from './wish';

/** What the job of copies is called. */
export function describeCopies(copies: WishOf<'copy'>['copies']): string {
  const images = [...new Set(copies.map(({ from }) => `${from.region}/${from.image}`))];
  const regions = [...new Set(copies.map(({ to }) => to.region))];
  const [only] = copies;
  if (!only) return 'Copy images';
  const { from, to } = only;
  if (copies.length === 1) {
    const where = from.region === to.region ? '' : ` to ${to.region}`;
    const name = from.image === to.image ? '' : ` as ${to.image}`;
    return `Copy ${from.image}${where}${name}`;
  }
  const what = images.length === 1 ? from.image : countOf(images.length, 'image');
  const where = regions.length === 1 ? to.region : countOf(regions.length, 'Region');
  const times = images.length === 1 && regions.length === 1 ? `, ${copies.length} times` : '';
  return `Copy ${what} to ${where}${times}`;
}

/** What the job of updates is called. */
export function describeUpdates(updates: WishOf<'update'>['updates']): string {
  const [only] = updates;
  return only && updates.length === 1
    ? `Update ${only.from.image} as ${only.image}`
    : `Update ${countOf(updates.length, 'image')}`;
}

/** What the job of ending image builders is called. */
export function describeEnds({
  builders,
  end,
}: Pick<WishOf<'end-builders'>, 'builders' | 'end'>): string {
  const act = end === 'stop' ? 'Stop' : 'Delete';
  const [only] = builders;
  return only && builders.length === 1
    ? `${act} the image builder ${only.name}`
    : `${act} ${countOf(builders.length, 'image builder')}`;
}

/** What the job of a clone is called. */
export function describeClone({
  source,
  image,
}: Pick<WishOf<'clone'>, 'source' | 'image'>): string {
  return `Clone ${source.name} as ${image}`;
}

/** What the job of deletions is called. */
export function describeDeletions(images: WishOf<'delete'>['images']): string {
  const [only] = images;
  return only && images.length === 1
    ? `Delete ${only.image}`
    : `Delete ${countOf(images.length, 'image')}`;
}

/** What the job of an import is called. */
export function describeImport({ ami, image }: WishOf<'import'>['order']): string {
  return `Import ${ami.id} as ${image}`;
}

/** What the job of an export is called. */
export function describeExport({ image, ami }: WishOf<'export'>): string {
  return `Export ${image} as the AMI ${ami}`;
}

/** What the job of an image that is made anew in another account is called. */
export function describeMove({ image, to, order }: WishOf<'move'>): string {
  return `Clone ${image} to account ${to} as ${order.image}`;
}
