import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { AccountNames } from '../../lib/accounts/alias';
import type { Focus } from '../../lib/console/focus';
import type { ConsolePage, SessionHints } from '../../lib/console/page';
import type { ImageListing, ImageRef } from '../../lib/images/image';
import type { Client } from '../../lib/messaging/client';
import type { ProductEvent } from '../../lib/messaging/protocol';
import type { DeskTarget } from '../../lib/operations/surfaces';
import type { WayOn } from '../../lib/problems/explain';
import type { Problem } from '../../lib/problems/problem';
import type { AccountId } from '../../lib/scope';
import { createImageReads, type ImageReads } from './image-reads';
import { asShown, holdsForAll, mayBeSame } from './judge';
import { createReader, type Reader } from './reading';

/** What a look at the console page has shown. */
export interface Sight {
  readonly page: ConsolePage;
  readonly hints: SessionHints;
  /** Finds the image that the page is about, given the names of the images that there are. */
  readonly find: (known: ReadonlySet<string>) => Focus | undefined;
}

/** What the panel shows and can be told. It reads and opens the desk; it changes nothing. */
export interface PanelModel extends Pick<ImageReads, 'details' | 'shares' | 'tags' | 'usage'> {
  /** Unknown until the worker has said how the panel was left. */
  readonly collapsed: ReadonlySignal<boolean | undefined>;
  /** The account and Region of the page, as far as it tells. */
  readonly session: ReadonlySignal<SessionHints>;
  /** The account that the person said the page shows, where the page tells none. */
  readonly chosen: ReadonlySignal<AccountId | undefined>;
  readonly image: ReadonlySignal<ImageRef | undefined>;
  readonly listings: ReadonlySignal<readonly ImageListing[] | undefined>;
  readonly list: Reader<'images.list'>['reading'];
  /** The names of the accounts that are shown, as far as they have some. */
  readonly names: ReadonlySignal<AccountNames>;
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

/** How many names one question may ask for; an image is shared with a hundred accounts at most. */
const mostNames = 200;

/** The state behind one panel. */
export function createPanelModel({ client, now, reload }: PanelParts): PanelModel {
  const collapsed = signal<boolean>();
  const session = signal<SessionHints>({});
  const chosen = signal<AccountId>();
  const image = signal<ImageRef>();
  const failure = signal<Problem>();
  const list = createReader(client, 'images.list');
  const reads = createImageReads(client);
  const named = createReader(client, 'accounts.names');

  let sight: Sight | undefined;
  let picked: { readonly image: ImageRef; readonly insteadOf: string | undefined } | undefined;
  let readAt = 0;
  /** What the worker was told to be in focus; nothing since the page shows another account. */
  let toldFocus: string | undefined;

  const hints = () => session.peek();

  /** Every account that is shown, as a text: what is the same text is not asked for again. */
  const accounts = computed(() => {
    const { account } = session.value;
    const owner = reads.details.value.held?.value.owner;
    const shares = reads.shares.value.held?.value ?? [];
    const all = [account, owner, ...shares.map((share) => share.account)];
    return [...new Set(all.filter((each) => each !== undefined))].join();
  });

  const readNames = () => {
    const input = { accounts: accounts.value.split(',').slice(0, mostNames) };
    if (collapsed.value === false && accounts.value !== '') named.read({ input, hints: {} });
  };

  /** Tells the worker which image is shown, for the popup to begin with. */
  const tellFocus = () => {
    const name = image.peek()?.name ?? '';
    if (name === toldFocus) return;
    toldFocus = name;
    void client.call('panel.focus', { images: name === '' ? [] : [name] });
  };

  /** The page shows an account or Region that it did not show before. */
  const enter = async () => {
    picked = undefined;
    toldFocus = undefined;
    list.clear();
    leaveImage(undefined);
    const entered = session.peek();
    const state = await client.call('panel.open', {}, { hints: entered });
    if (session.peek() !== entered) return;
    chosen.value = state.ok ? state.value.value.chosen : undefined;
    // A panel that cannot ask is open, so that it can say why.
    collapsed.value ??= state.ok && state.value.value.collapsed;
    readAll();
  };

  const leaveImage = (next: ImageRef | undefined) => {
    reads.clear();
    image.value = next;
  };

  /** Nobody sees a collapsed panel, so that it does not ask AWS for anything. */
  const readAll = () => {
    if (collapsed.peek() !== false) {
      follow();
      return;
    }
    readAt = now();
    list.read({ input: {}, hints: hints(), onValue: follow });
    const turned = follow();
    if (!turned) readImage();
  };

  const readImage = () => {
    const shown = image.peek();
    if (collapsed.peek() === false && shown) reads.read(shown, hints());
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

  const openDesk = async (target: DeskTarget) => {
    failure.value = undefined;
    const opened = await client.call('desk.open', target, { hints: hints() });
    if (!opened.ok) failure.value = opened.problem;
  };

  const refresh = () => {
    failure.value = undefined;
    readAll();
  };

  effect(readNames);

  return {
    collapsed,
    session,
    chosen,
    image,
    failure,
    list: list.reading,
    details: reads.details,
    shares: reads.shares,
    tags: reads.tags,
    usage: reads.usage,
    names: computed(
      () => new Map(named.reading.value.held?.value.map((each) => [each.account, each])),
    ),
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
      const { held, problem } = reads.details.peek();
      if ((!held && !problem) || now() - readAt > staleAfter) readAll();
    },
    openDesk: (target) => void openDesk(target),
    goOn(way) {
      if (way === 'add-credentials' || way === 'grant-access' || way === 'unlock') {
        void openDesk({ view: 'settings' });
      } else if (way === 'open-safety') void openDesk({ view: 'settings', section: 'safety' });
      else if (way === 'choose-account') void openDesk({ view: 'choose' });
      else if (way === 'reload-page') reload();
      else refresh();
    },
    hear(event) {
      if (event.event === 'credentials-changed') {
        list.clear();
        leaveImage(image.peek());
        readAt = 0;
        refresh();
      } else if (event.event === 'accounts-changed') {
        readNames();
      } else if (event.event === 'account-chosen') {
        void enter();
      } else if (event.event === 'shares-changed') {
        const shown = image.peek();
        if (!shown || !mayBeSame(event.image, shown)) return;
        if (collapsed.peek() === false) reads.readSharing(shown, hints());
        else readAt = 0;
      }
    },
    resume() {
      if (now() - readAt > staleAfter) readAll();
    },
  };
}
