import { countOf } from '../words';
import type { WishOf } from './wish';

/** What the job of copies is called. */
export function describeCopies(copies: WishOf<'copy'>['copies']): string {
  const images = [...new Set(copies.map(({ from }) => `${from.region}/${from.image}`))];
  const regions = [...new Set(copies.map(({ to }) => to.region))];
  const [only] = copies;
  if (only && copies.length === 1) {
    return only.from.region === only.to.region
      ? `Copy ${only.from.image} as ${only.to.image}`
      : `Copy ${only.from.image} to ${only.to.region}`;
  }
  const what = images.length === 1 && only ? only.from.image : countOf(images.length, 'image');
  return `Copy ${what} to ${countOf(regions.length, 'Region')}`;
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
