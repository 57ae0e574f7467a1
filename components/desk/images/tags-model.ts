import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Tags } from '../../../lib/images/image';
import type { ListedImage } from '../../../lib/images/select';
import { inParallel } from '../../../lib/in-parallel';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { AccountScope } from '../../../lib/scope';

/** An image by what its tags are asked for. */
export type TaggedImage = Pick<ListedImage, 'arn' | 'name' | 'region'>;

/** Reads the tags of images when they are asked for: each costs a call. */
export interface TagReader {
  /** Known tags of an image; nothing when they were not read. */
  readonly of: (image: Pick<TaggedImage, 'arn'>) => Tags | undefined;
  /** How many of how many are read; nothing when none are being read. */
  readonly progress: ReadonlySignal<{ readonly read: number; readonly total: number } | undefined>;
  /** What stopped the reading. */
  readonly problem: ReadonlySignal<Problem | undefined>;
  /** Reads the tags of those images of which they are not known. */
  readonly read: (images: readonly TaggedImage[]) => Promise<void>;
  /** Stops reading. What was read stays, and the rest can be read later. */
  readonly stop: () => void;
}

/** How many images are asked about at a time. */
const readers = 3;

/** A reader of the tags of an account's images. */
export function createTagReader(client: Client, account: AccountScope): TagReader {
  const known = signal<ReadonlyMap<string, Tags>>(new Map());
  const reading = signal<{ readonly read: number; readonly total: number } | undefined>(undefined);
  const problem = signal<Problem | undefined>(undefined);
  let found = new Map<string, Tags>();
  let run = 0;
  const end = () => {
    if (!reading.peek()) return;
    // Drawn once at the end: a list that is narrowed down while it is read jumps about.
    batch(() => {
      known.value = found;
      reading.value = undefined;
    });
  };
  return {
    of: ({ arn }) => known.value.get(arn),
    progress: computed(() => reading.value),
    problem: computed(() => problem.value),
    async read(images) {
      const wanted = images.filter(({ arn }) => !known.peek().has(arn));
      if (reading.peek() || wanted.length === 0) return;
      run += 1;
      const own = run;
      batch(() => {
        problem.value = undefined;
        reading.value = { read: 0, total: wanted.length };
      });
      found = new Map(known.peek());
      let read = 0;
      await inParallel(wanted, readers, async ({ arn, name, region }) => {
        if (own !== run || problem.peek()) return;
        const scope = { ...account, region };
        const answer = await client.call('images.tags', { image: { name, arn } }, { scope });
        if (own !== run) return;
        if (answer.ok) {
          found.set(arn, answer.value.value);
          read += 1;
          reading.value = { read, total: wanted.length };
        } else if (answer.problem.kind !== 'not-found') {
          problem.value = answer.problem;
        }
      });
      if (own === run) end();
    },
    stop() {
      run += 1;
      end();
    },
  };
}
