import { signal, type ReadonlySignal } from '@preact/signals';
import type { ImageListing } from '../../../lib/images/image';
import { nameOfArn } from '../../../lib/images/describe';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';
import { shareObstacle } from '../../../lib/sharing/draft';
import { explainObstacle } from '../../../lib/sharing/explain';

export type Listing =
  | { readonly state: 'loading' }
  | { readonly state: 'problem'; readonly problem: Problem }
  | { readonly state: 'ready'; readonly images: readonly ImageListing[] };

/** The images of one account in one Region. */
export interface ImagesModel {
  readonly listing: ReadonlySignal<Listing>;
  readonly load: () => Promise<void>;
}

/** The images of a scope; `load` starts it. An answer that a later question overtook is dropped. */
export function createImages(client: Client, scope: Scope): ImagesModel {
  const listing = signal<Listing>({ state: 'loading' });
  let question = 0;
  return {
    listing,
    async load() {
      question += 1;
      const asked = question;
      if (listing.value.state === 'problem') listing.value = { state: 'loading' };
      const answer = await client.call('images.list', {}, { scope });
      if (asked !== question) return;
      listing.value = answer.ok
        ? { state: 'ready', images: answer.value.value }
        : { state: 'problem', problem: answer.problem };
    },
  };
}

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
