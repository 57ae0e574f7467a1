import { signal, type ReadonlySignal } from '@preact/signals';
import type { SessionHints } from '../../../lib/console/page';
import type { FindingCounts } from '../../../lib/findings/finding';
import type { Image, ImageRef, Tags } from '../../../lib/images/image';
import { sourceBuildOf } from '../../../lib/images/lineage';
import type { Client } from '../../../lib/messaging/client';
import { isOwn } from './judge';
import { createReader, type Reader } from '../reading';

/** The readings of one image, which belong together. */
export interface ImageReads {
  readonly details: Reader<'images.get'>['reading'];
  readonly shares: Reader<'images.shares'>['reading'];
  readonly tags: Reader<'images.tags'>['reading'];
  readonly usage: Reader<'images.usage'>['reading'];
  /** The findings of the build that the image was made from, if they were counted before. */
  readonly counts: ReadonlySignal<FindingCounts | undefined>;
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
  const counts = signal<FindingCounts>();
  let countsOf: string | undefined;
  /** What was already asked since the last `read`: the held image and the fresh one both ask. */
  let asked = { shares: false, others: false };

  /** Takes what is held of the build's findings. AWS is asked for nothing, as nobody asked for it. */
  const recallCounts = async (known: Tags, hints: SessionHints) => {
    const source = sourceBuildOf(known);
    const build = source.kind === 'build' ? source.build : undefined;
    if (build !== countsOf) counts.value = undefined;
    countsOf = build;
    if (source.kind !== 'build') return;
    // A page asks in its own account and Region alone.
    const { account, region } = source.scope;
    if (account !== hints.account || region !== hints.region) return;
    const last = await client.recall('builds.counts', { build: source.build }, { hints });
    if (build !== countsOf || !last.ok) return;
    counts.value = last.value?.value ?? undefined;
  };

  /** What can only be asked once the image itself is known. */
  const readAround = ({ name, arn, visibility }: Image, hints: SessionHints) => {
    const own = isOwn({ visibility });
    if (arn !== '' && !asked.others) {
      asked.others = true;
      usage.read({ input: { image: { name, arn } }, hints });
      if (own) {
        tags.read({
          input: { image: { name, arn } },
          hints,
          onValue: (known) => void recallCounts(known, hints),
        });
      }
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
    counts,
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
      countsOf = undefined;
      counts.value = undefined;
    },
  };
}
