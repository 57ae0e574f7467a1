import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { AccountNames } from '../../lib/accounts/alias';
import type { ConsolePage, SessionHints } from '../../lib/console/page';
import type { Client } from '../../lib/messaging/client';
import type { ProductEvent } from '../../lib/messaging/protocol';
import type { DeskTarget } from '../../lib/operations/surfaces';
import type { WayOn } from '../../lib/problems/explanation';
import type { Problem } from '../../lib/problems/problem';
import type { AccountId } from '../../lib/scope';
import { createReader } from './reading';

/** Whose page it is that was looked at. */
export interface PageSeen {
  readonly page: ConsolePage;
  readonly hints: SessionHints;
}

/** What the panel of any console shows and can be told. It opens the desk; it changes nothing. */
export interface PanelModel {
  /** Unknown until the worker has said how the panel was left. */
  readonly collapsed: ReadonlySignal<boolean | undefined>;
  /** The account and Region of the page, as far as it tells. */
  readonly session: ReadonlySignal<SessionHints>;
  /** The account that the person said the page shows, where the page tells none. */
  readonly chosen: ReadonlySignal<AccountId | undefined>;
  /** The names of the accounts that are shown, as far as they have some. */
  readonly names: ReadonlySignal<AccountNames>;
  /** Why the last click came to nothing. */
  readonly failure: ReadonlySignal<Problem | undefined>;
  readonly refresh: () => void;
  readonly toggle: () => void;
  readonly openDesk: (target: DeskTarget) => void;
  readonly goOn: (way: WayOn) => void;
  readonly hear: (event: ProductEvent) => void;
  /** The page is looked at again: what was read long ago is read anew. */
  readonly resume: () => void;
}

/** The part of a panel's model that is the same for every console. */
export interface PanelSession extends PanelModel {
  /** Takes in whose page it is; calls the subject to follow it. */
  readonly look: (seen: PageSeen) => void;
  /** What a read is asked with. */
  readonly hints: () => SessionHints;
  /** Whether somebody can see what the panel shows: only then does it ask AWS for anything. */
  readonly isOpen: () => boolean;
  /** What was read is read anew when the panel is next opened or the page looked at again. */
  readonly outdate: () => void;
}

/** What a console's panel is about, by what has to be done with it. */
export interface Subject {
  /** Every account that is shown besides the page's own; follows the signals that it reads. */
  readonly accounts: () => readonly (AccountId | undefined)[];
  /** Turns to what the page is about now; also while the panel is collapsed. */
  readonly follow: () => void;
  /**
   * Reads all that is shown; `again` when it was not asked for, but what was read is old. Never
   * while the panel is collapsed.
   */
  readonly read: (again: boolean) => void;
  /** Forgets what was read: with other credentials, or of an account or Region that is left. */
  readonly forget: (why: 'credentials' | 'elsewhere') => void;
}

export interface SessionParts {
  readonly client: Client;
  readonly now: () => number;
  readonly reload: () => void;
}

/** How old an answer may be before a return to the page reads it again, in milliseconds. */
const staleAfter = 60_000;

/** How many names one question may ask for; an image is shared with a hundred accounts at most. */
const mostNames = 200;

/** The session of one panel: of which account and Region the page is, and how it is shown. */
export function createPanelSession(parts: SessionParts, subject: Subject): PanelSession {
  const { client, now, reload } = parts;
  const collapsed = signal<boolean>();
  const session = signal<SessionHints>({});
  const chosen = signal<AccountId>();
  const failure = signal<Problem>();
  const named = createReader(client, 'accounts.names');

  let looked = false;
  let readAt = Number.NEGATIVE_INFINITY;

  const isOpen = () => collapsed.peek() === false;
  const isStale = () => now() - readAt > staleAfter;
  const outdate = () => {
    readAt = Number.NEGATIVE_INFINITY;
  };

  /** Every account that is shown, as a text: what is the same text is not asked for again. */
  const accounts = computed(() => {
    const all = [session.value.account, ...subject.accounts()];
    return [...new Set(all.filter((each) => each !== undefined))].join();
  });

  const readNames = () => {
    const input = { accounts: accounts.value.split(',').slice(0, mostNames) };
    if (collapsed.value === false && accounts.value !== '') named.read({ input, hints: {} });
  };

  /** The page shows an account or Region that it did not show before. */
  const enter = async () => {
    outdate();
    subject.forget('elsewhere');
    const entered = session.peek();
    const state = await client.call('panel.open', {}, { hints: entered });
    if (session.peek() !== entered) return;
    chosen.value = state.ok ? state.value.value.chosen : undefined;
    // A panel that cannot ask is open, so that it can say why.
    collapsed.value ??= state.ok && state.value.value.collapsed;
    readAll();
  };

  /** Nobody sees a collapsed panel, so that it does not ask AWS for anything. */
  const readAll = (again = false) => {
    if (!isOpen()) {
      subject.follow();
      return;
    }
    readAt = now();
    subject.read(again);
  };

  const openDesk = async (target: DeskTarget) => {
    failure.value = undefined;
    const opened = await client.call('desk.open', target, { hints: session.peek() });
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
    failure,
    names: computed(
      () => new Map(named.reading.value.held?.value.map((each) => [each.account, each])),
    ),
    hints: () => session.peek(),
    isOpen,
    outdate,
    look({ page, hints }) {
      const account = page.account ?? hints.account;
      const region = page.region ?? hints.region;
      const known = session.peek();
      if (!looked || account !== known.account || region !== known.region) {
        looked = true;
        session.value = { ...(account && { account }), ...(region && { region }) };
        void enter();
      } else subject.follow();
    },
    refresh,
    toggle() {
      collapsed.value = !collapsed.peek();
      void client.call('panel.remember', { collapsed: collapsed.peek() === true });
      if (isStale()) readAll(true);
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
    hear({ event }) {
      if (event === 'credentials-changed') {
        outdate();
        subject.forget('credentials');
        refresh();
      } else if (event === 'accounts-changed') readNames();
      else if (event === 'account-chosen') void enter();
    },
    resume() {
      if (isStale()) readAll(true);
    },
  };
}
