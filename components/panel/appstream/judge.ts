import type { Image, ImageListing, ImageRef } from '../../../lib/images/image';

/** Whether the account that asks owns the image: only an owner sees its tags and its sharing. */
export function isOwn({ visibility }: Pick<Image, 'visibility'>): boolean {
  return visibility === 'private' || visibility === 'shared-with-others';
}

/** Whether two references can mean one image: names alone do not tell an own from a shared one. */
export function mayBeSame(a: ImageRef, b: ImageRef): boolean {
  return a.name === b.name && (a.arn === undefined || b.arn === undefined || a.arn === b.arn);
}

/** An entry of the list, which must not contradict what was read of the image shown since. */
export function asShown(listing: ImageListing, shown: Image | undefined): ImageListing {
  return shown?.arn === listing.arn ? { ...listing, visibility: shown.visibility } : listing;
}
