import type { ImageListing } from '../../../lib/images/image';
import { nameOfArn } from '../../../lib/images/describe';
import { shareObstacle } from '../../../lib/sharing/draft';
import { explainObstacle } from '../../../lib/sharing/explain';

/** Why the sharing of a listed image cannot be changed; nothing when it can. */
export function listingObstacle(image: ImageListing): string | undefined {
  const owner = /^arn:[^:]+:appstream:[^:]+:(\d{12}):/.exec(image.arn)?.[1];
  const obstacle = shareObstacle({ ...image, ...(owner !== undefined && { owner }) });
  return obstacle && explainObstacle(obstacle);
}

/** Whether an image fits a typed filter: in its name, its display name or its ARN's name. */
export function fitsFilter(image: ImageListing, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [image.name, image.displayName ?? '', nameOfArn(image.arn)].some((each) =>
    each.toLowerCase().includes(wanted),
  );
}
