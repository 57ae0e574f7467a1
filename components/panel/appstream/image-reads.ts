import type { SessionHints } from '../../../lib/console/page';
import type { Image, ImageRef } from '../../../lib/images/image';
import type { Client } from '../../../lib/messaging/client';
import { isOwn } from './judge';
import { createReader, type Reader } from '../reading';

/** The readings of one image, which belong together. */
export interface ImageReads {
  readonly details: Reader<'images.get'>['reading'];
  readonly shares: Reader<'images.shares'>['reading'];
  readonly tags: Reader<'images.tags'>['reading'];
  readonly usage: Reader<'images.usage'>['reading'];
  /** Reads everything; what was read before stays until the fresh answers are there. */
  readonly read: (image: ImageRef, hints: SessionHints) => void;
  /** Reads the image and its sharing alone. */
  readonly readSharing: (image: ImageRef, hints: SessionHints) => void;
  /** Turns away from the image: what was read is forgotten, what is on its way is dropped. */
  readonly clear: () => void;
}

/** Readings of an image of which nothing is known yet. */
export function createImageReads(client: Client): ImageReads {
  const details = createReader(client, 'images.get');
  const shares = createReader(client, 'images.shares');
  const tags = createReader(client, 'images.tags');
  const usage = createReader(client, 'images.usage');
  /** What was already asked since the last `read`: the held image and the fresh one both ask. */
  let asked = { shares: false, others: false };

  /** What can only be asked once the image itself is known. */
  const readAround = ({ name, arn, visibility }: Image, hints: SessionHints) => {
    const own = isOwn({ visibility });
    if (arn !== '' && !asked.others) {
      asked.others = true;
      usage.read({ input: { image: { name, arn } }, hints });
      if (own) tags.read({ input: { image: { name, arn } }, hints });
    }
    if (own && !asked.shares) {
      asked.shares = true;
      shares.read({ input: { image: { name, ...(arn !== '' && { arn }) } }, hints });
    }
  };

  const readDetails = (image: ImageRef, hints: SessionHints) => {
    const held = details.reading.peek().held;
    if (held) readAround(held.value, hints);
    details.read({ input: { image }, hints, onValue: (value) => readAround(value, hints) });
  };

  return {
    details: details.reading,
    shares: shares.reading,
    tags: tags.reading,
    usage: usage.reading,
    read(image, hints) {
      asked = { shares: false, others: false };
      readDetails(image, hints);
    },
    readSharing(image, hints) {
      asked = { ...asked, shares: false };
      readDetails(image, hints);
    },
    clear() {
      for (const reader of [details, shares, tags, usage]) reader.clear();
    },
  };
}
