import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Focus } from '../../lib/console/focus';
import type { ConsolePage, SessionHints } from '../../lib/console/page';
import type { Image, ImageListing, ImageRef } from '../../lib/images/image';
import type { Client } from '../../lib/messaging/client';
import type { ProductEvent } from '../../lib/messaging/protocol';
import type { OperationId, OutputOf } from '../../lib/operations/registry';
import type { DeskTarget } from '../../lib/operations/surfaces';
import type { WayOn } from '../../lib/problems/explain';
import type { Problem } from '../../lib/problems/problem';
import { holdsForAll, isOwn, mayBeSame } from './judge';
import { createReader, type Reading } from './reading';

/** What a look at the console page has shown. */
export interface Sight {
  readonly page: ConsolePage;
  readonly hints: SessionHints;
  /** Finds the image that the page is about, given the names of the images that there are. */
  readonly find: (known: ReadonlySet<string>) => Focus | undefined;
}

type Shown<Id extends OperationId> = ReadonlySignal<Reading<OutputOf<Id>>>;

/** What the panel shows and can be told. It reads and opens the desk; it changes nothing. */
export interface PanelModel {
  /** Unknown until the worker has said how the panel was left. */
  readonly collapsed: ReadonlySignal<boolean | undefined>;
  /** The account and Region of the page, as far as it tells. */
  readonly session: ReadonlySignal<SessionHints>;
  readonly image: ReadonlySignal<ImageRef | undefined>;
  readonly listings: ReadonlySignal<readonly ImageListing[] | undefined>;
  readonly list: Shown<'images.list'>;
  readonly details: Shown<'images.get'>;
  readonly shares: Shown<'images.shares'>;
  readonly tags: Shown<'images.tags'>;
  readonly usage: Shown<'images.usage'>;
  /** A problem that no section is spared from: it is told once. */
  readonly problem: ReadonlySignal<Problem | undefined>;
  /** Why the last click came to nothing. */
  readonly failure: ReadonlySignal<Problem | undefined>;
  readonly look: (sight: Sight) => void;
  readonly pick: (image: ImageRef) => void;
  readonly refresh: () => void;
  readonly toggle: () => void;
  readonly openDesk: (target: DeskTarget) => void;
  readonly goOn: (way: WayOn) => void;
  readonly hear: (event: ProductEvent) => void;
  /** The page is looked at again: what was read long ago is read anew. */
  readonly resume: () => void;
}

export interface PanelParts {
  readonly client: Client;
  readonly now: () => number;
  readonly reload: () => void;
}

/** How old an answer may be before a return to the page reads it again, in milliseconds. */
const staleAfter = 60_000;

/** The state behind one panel. */
export function createPanelModel({ client, now, reload }: PanelParts): PanelModel {
  const collapsed = signal<boolean>();
  const session = signal<SessionHints>({});
  const image = signal<ImageRef>();
  const failure = signal<Problem>();
  const readers = {
    list: createReader(client, 'images.list'),
    details: createReader(client, 'images.get'),
    shares: createReader(client, 'images.shares'),
    tags: createReader(client, 'images.tags'),
    usage: createReader(client, 'images.usage'),
  };
  const ofImage = [readers.details, readers.shares, readers.tags, readers.usage];

  let sight: Sight | undefined;
  let picked: { readonly image: ImageRef; readonly insteadOf: string | undefined } | undefined;
  let readAt = 0;
  /** What was already asked about the image in focus since the last refresh. */
  let asked = { sharing: false, surroundings: false };

  const hints = () => session.peek();

  /** The page shows an account or Region that it did not show before. */
  const enter = async () => {
    picked = undefined;
    readers.list.clear();
    leaveImage(undefined);
    const entered = session.peek();
    const state = await client.call('panel.open', {}, { hints: entered });
    if (session.peek() !== entered) return;
    // A panel that cannot ask is open, so that it can say why.
    collapsed.value ??= state.ok && state.value.value.collapsed;
    readAll();
  };

  const leaveImage = (next: ImageRef | undefined) => {
    for (const reader of ofImage) reader.clear();
    image.value = next;
  };

  /** Nobody sees a collapsed panel, so that it does not ask AWS for anything. */
  const readAll = () => {
    if (collapsed.peek() !== false) return;
    readAt = now();
    readers.list.read({ input: {}, hints: hints(), onValue: follow });
    const turned = follow();
    if (!turned) readImage();
  };

  const readImage = () => {
    if (collapsed.peek() !== false || !image.peek()) return;
    asked = { sharing: false, surroundings: false };
    const held = readers.details.reading.peek().held;
    if (held) readAround(held.value);
    readDetails();
  };

  const readDetails = () => {
    const shown = image.peek();
    if (!shown) return;
    readers.details.read({ input: { image: shown }, hints: hints(), onValue: readAround });
  };

  const readShares = ({ name, arn }: ImageRef) => {
    asked.sharing = true;
    const input = { image: { name, ...(arn && { arn }) } };
    readers.shares.read({ input, hints: hints() });
  };

  /** What can only be asked once the image itself is known. */
  const readAround = (details: Image) => {
    const { name, arn } = details;
    if (arn !== '' && !asked.surroundings) {
      asked.surroundings = true;
      const input = { image: { name, arn } };
      readers.usage.read({ input, hints: hints() });
      if (isOwn(details)) readers.tags.read({ input, hints: hints() });
    }
    if (isOwn(details) && !asked.sharing) readShares({ name, arn });
  };

  const imageOfPage = () => {
    const names = readers.list.reading.peek().held?.value.map(({ name }) => name);
    return sight?.find(new Set(names))?.image;
  };

  /** Turns to the image that the page is about, or that was picked since; tells if it turned. */
  const follow = (): boolean => {
    const found = imageOfPage();
    if (picked && found && found.name !== picked.insteadOf) picked = undefined;
    const next = picked?.image ?? found;
    const shown = image.peek();
    const held = readers.details.reading.peek().held?.value;
    if (shown && next ? mayBeSame(next, { ...held, ...shown }) : shown === next) return false;
    leaveImage(next);
    readImage();
    return true;
  };

  const openDesk = async (target: DeskTarget) => {
    failure.value = undefined;
    const opened = await client.call('desk.open', target, { hints: hints() });
    if (!opened.ok) failure.value = opened.problem;
  };

  const refresh = () => {
    failure.value = undefined;
    readAll();
  };

  return {
    collapsed,
    session,
    image,
    failure,
    list: readers.list.reading,
    details: readers.details.reading,
    shares: readers.shares.reading,
    tags: readers.tags.reading,
    usage: readers.usage.reading,
    listings: computed(() => {
      const shown = readers.details.reading.value.held?.value;
      return readers.list.reading.value.held?.value.map((listing) =>
        // The picker must not contradict what was read of the image since.
        shown && shown.arn === listing.arn ? { ...listing, visibility: shown.visibility } : listing,
      );
    }),
    problem: computed(() =>
      [readers.details, readers.list, readers.shares, readers.tags, readers.usage]
        .map(({ reading }) => reading.value.problem)
        .find((problem) => problem && holdsForAll(problem)),
    ),
    look(next) {
      const account = next.page.account ?? next.hints.account;
      const region = next.page.region ?? next.hints.region;
      const first = sight === undefined;
      sight = next;
      if (first || account !== session.peek().account || region !== session.peek().region) {
        session.value = { ...(account && { account }), ...(region && { region }) };
        void enter();
      } else follow();
    },
    pick(next) {
      picked = { image: next, insteadOf: imageOfPage()?.name };
      follow();
    },
    refresh,
    toggle() {
      collapsed.value = !collapsed.peek();
      void client.call('panel.remember', { collapsed: collapsed.peek() === true });
      const { held, problem } = readers.details.reading.peek();
      if ((!held && !problem) || now() - readAt > staleAfter) readAll();
    },
    openDesk: (target) => void openDesk(target),
    goOn(way) {
      if (way === 'add-credentials' || way === 'grant-access') void openDesk({ view: 'settings' });
      else if (way === 'choose-account') void openDesk({ view: 'images' });
      else if (way === 'reload-page') reload();
      else refresh();
    },
    hear(event) {
      if (event.event === 'credentials-changed') {
        readers.list.clear();
        leaveImage(image.peek());
        readAt = 0;
        refresh();
      } else if (event.event === 'shares-changed') {
        const shown = image.peek();
        if (!shown || !mayBeSame(event.image, shown)) return;
        if (collapsed.peek() !== false) {
          readAt = 0;
          return;
        }
        readDetails();
        readShares(event.image);
      }
    },
    resume() {
      if (now() - readAt > staleAfter) readAll();
    },
  };
}
