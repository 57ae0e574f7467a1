import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Focus } from '../../../lib/console/focus';
import { linkPlaceOf, linksFrom, type Links } from '../../../lib/console/links';
import type { ImageListing, ImageRef } from '../../../lib/images/image';
import type { Problem } from '../../../lib/problems/problem';
import { holdsForAll } from '../judge';
import { createReader, type Reader } from '../reading';
import { createPanelSession, type PageSeen, type PanelModel, type SessionParts } from '../session';
import { createImageReads, type ImageReads } from './image-reads';
import { asShown, mayBeSame } from './judge';

/** What a look at the console page has shown. */
export interface Sight extends PageSeen {
  readonly address: string;
  /** Finds the image that the page is about, given the names of the images that there are. */
  readonly find: (known: ReadonlySet<string>) => Focus | undefined;
}

/** What the panel of the AppStream console shows and can be told. */
export interface ImageModel
  extends PanelModel, Pick<ImageReads, 'details' | 'shares' | 'tags' | 'usage' | 'counts'> {
  readonly image: ReadonlySignal<ImageRef | undefined>;
  readonly listings: ReadonlySignal<readonly ImageListing[] | undefined>;
  readonly list: Reader<'images.list'>['reading'];
  /** Makes links to other pages of the same session. */
  readonly links: ReadonlySignal<Links>;
  /** A problem that no section is spared from: it is told once. */
  readonly problem: ReadonlySignal<Problem | undefined>;
  readonly look: (sight: Sight) => void;
  readonly pick: (image: ImageRef) => void;
}

/** The state behind one panel of the AppStream console. */
export function createImageModel(parts: SessionParts): ImageModel {
  const { client } = parts;
  const image = signal<ImageRef>();
  const address = signal('');
  const list = createReader(client, 'images.list');
  const reads = createImageReads(client);

  let sight: Sight | undefined;
  let picked: { readonly image: ImageRef; readonly insteadOf: string | undefined } | undefined;
  /** What the worker was told to be in focus; nothing since the page shows another account. */
  let toldFocus: string | undefined;

  /** Tells the worker which image is shown, for the popup to begin with. */
  const tellFocus = () => {
    const name = image.peek()?.name ?? '';
    if (name === toldFocus) return;
    toldFocus = name;
    void client.call('panel.focus', { images: name === '' ? [] : [name] });
  };

  const leaveImage = (next: ImageRef | undefined) => {
    reads.clear();
    image.value = next;
  };

  const readImage = () => {
    const shown = image.peek();
    if (!shown) return;
    if (session.isOpen()) reads.read(shown, session.hints());
    else session.outdate();
  };

  const imageOfPage = () => {
    const names = list.reading.peek().held?.value.map(({ name }) => name);
    return sight?.find(new Set(names))?.image;
  };

  /** Turns to the image that the page is about, or that was picked since; tells if it turned. */
  const follow = (): boolean => {
    const turned = turn();
    tellFocus();
    return turned;
  };

  const turn = (): boolean => {
    const found = imageOfPage();
    if (picked && found && found.name !== picked.insteadOf) picked = undefined;
    const next = picked?.image ?? found;
    const shown = image.peek();
    const held = reads.details.peek().held?.value;
    if (shown && next ? mayBeSame(next, { ...held, ...shown }) : shown === next) return false;
    leaveImage(next);
    readImage();
    return true;
  };

  const session = createPanelSession(parts, {
    accounts: () => [
      reads.details.value.held?.value.owner,
      ...(reads.shares.value.held?.value ?? []).map(({ account }) => account),
    ],
    follow,
    read() {
      list.read({ input: {}, hints: session.hints(), onValue: follow });
      const turned = follow();
      if (!turned) readImage();
    },
    forget(why) {
      list.clear();
      if (why === 'elsewhere') {
        picked = undefined;
        toldFocus = undefined;
      }
      leaveImage(why === 'elsewhere' ? undefined : image.peek());
    },
  });

  return {
    ...session,
    image,
    list: list.reading,
    details: reads.details,
    shares: reads.shares,
    tags: reads.tags,
    usage: reads.usage,
    counts: reads.counts,
    links: computed(() => linksFrom(linkPlaceOf(address.value) ?? { partition: 'aws' })),
    listings: computed(() => {
      const shown = reads.details.value.held?.value;
      return list.reading.value.held?.value.map((each) => asShown(each, shown));
    }),
    problem: computed(() =>
      [reads.details, list.reading, reads.shares, reads.tags, reads.usage]
        .map(({ value }) => value.problem)
        .find((problem) => problem && holdsForAll(problem)),
    ),
    look(next) {
      sight = next;
      address.value = next.address;
      session.look(next);
    },
    pick(next) {
      picked = { image: next, insteadOf: imageOfPage()?.name };
      follow();
    },
    hear(event) {
      session.hear(event);
      const shown = image.peek();
      if (event.event === 'images-changed') {
        // An image may be there that was not, or be gone.
        if (!session.isOpen()) session.outdate();
        else {
          list.read({ input: {}, hints: session.hints(), onValue: follow });
          if (shown && mayBeSame({ name: event.name }, shown)) readImage();
        }
      }
      if (event.event !== 'shares-changed') return;
      if (!shown || !mayBeSame(event.image, shown)) return;
      if (session.isOpen()) reads.readSharing(shown, session.hints());
      else session.outdate();
    },
  };
}
