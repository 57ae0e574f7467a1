import type { ImageListing } from '../../../lib/images/image';
import { nameOfArn } from '../../../lib/images/describe';
import type { AccountId } from '../../../lib/scope';
import { shareObstacle } from '../../../lib/sharing/draft';
import { explainObstacle } from '../../../lib/sharing/explain';

/** The account that owns a listed image; none owns one of AWS's. */
export function ownerOf({ arn }: Pick<ImageListing, 'arn'>): { readonly owner?: AccountId } {
  const owner = /^arn:[^:]+:appstream:[^:]+:(\d{12}):/.exec(arn)?.[1];
  return owner === undefined ? {} : { owner };
}

/** Why the sharing of a listed image cannot be changed; nothing when it can. */
export function listingObstacle(image: ImageListing): string | undefined {
  const obstacle = shareObstacle({ ...image, ...ownerOf(image) });
  return obstacle && explainObstacle(obstacle);
}

/** Whether an image fits a typed filter: in its name, its display name or its ARN's name. */
export function fitsFilter(image: ImageListing, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [image.name, image.displayName ?? '', nameOfArn(image.arn)].some((each) =>
    each.toLowerCase().includes(wanted),
  );
}
