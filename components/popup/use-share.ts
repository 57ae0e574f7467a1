import { useEffect, useRef, useState } from 'preact/hooks';
import type { AccountAlias, AccountNames } from '../../lib/accounts/alias';
import type { ImageListing } from '../../lib/images/image';
import type { Client } from '../../lib/messaging/client';
import type { Problem } from '../../lib/problems/problem';
import type { Scope } from '../../lib/scope';
import type { ShareDraft } from '../../lib/sharing/popup-draft';
import { later } from '../desk/later';
import { ownImages, saysSomething, startDraft } from './share-model';

/** How long the form must be still before it is kept, in milliseconds. */
const stillness = 200;

/** The form of a bulk share, with what there is to choose from. */
export type Share =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: Problem; readonly retry: () => void }
  | ReadyShare;

export interface ReadyShare {
  readonly state: 'ready';
  /** The account's own images. */
  readonly images: readonly ImageListing[];
  readonly draft: ShareDraft;
  /** Whether the form came back as it was left. */
  readonly restored: boolean;
  /** Why the list could not be read anew; the one that is shown was read before. */
  readonly stale: Problem | undefined;
  readonly aliases: readonly AccountAlias[];
  readonly change: (changes: Partial<ShareDraft>) => void;
  readonly startOver: () => void;
  /** Drops what was kept: it has become a job. */
  readonly forget: () => void;
}

interface Beginning {
  readonly draft: ShareDraft;
  readonly restored: boolean;
}

/** Reads what the form needs, from memory first, and keeps what is typed. */
export function useShare(client: Client, place: Scope, tabId: number | undefined): Share {
  const [listings, setListings] = useState<readonly ImageListing[]>();
  const [problem, setProblem] = useState<Problem>();
  const [aliases, setAliases] = useState<readonly AccountAlias[]>([]);
  const [known, setKnown] = useState<readonly [ShareDraft | undefined, readonly string[]]>();
  const [begun, setBegun] = useState<Beginning>();
  const [attempt, setAttempt] = useState(0);
  const keeper = useKeeper(client, place);

  useEffect(() => {
    let current = true;
    const read = async () => {
      setProblem(undefined);
      const held = await client.recall('images.list', {}, { scope: place });
      if (current && held.ok && held.value) setListings(held.value.value);
      const fresh = await client.call('images.list', {}, { scope: place });
      if (!current) return;
      if (fresh.ok) setListings(fresh.value.value);
      else setProblem(fresh.problem);
    };
    void read();
    return () => {
      current = false;
    };
  }, [attempt]);

  useEffect(() => {
    const read = async () => {
      const [kept, focus] = await Promise.all([
        client.call('popup.draft', { place }),
        tabId === undefined ? undefined : client.call('tab.focus', { tabId }),
      ]);
      const draft = kept.ok ? kept.value.value : null;
      setKnown([draft ?? undefined, focus?.ok ? focus.value.value : []]);
      const book = await client.call('accounts.list', {});
      if (book.ok) setAliases(book.value.value);
    };
    void read();
  }, []);

  if (!listings || !known) {
    const retry = () => setAttempt(attempt + 1);
    return problem ? { state: 'failed', problem, retry } : { state: 'loading' };
  }
  const [kept, focus] = known;
  const images = ownImages(listings);
  const first = startDraft(kept, focus, images);
  const { draft, restored } = begun ?? {
    draft: first,
    restored: kept !== undefined && saysSomething(first, focus),
  };
  const set = (next: Beginning) => {
    setBegun(next);
    keeper.keep(next.draft);
  };
  return {
    state: 'ready',
    images,
    draft,
    restored,
    stale: problem,
    aliases,
    change: (changes) => set({ restored, draft: { ...draft, ...changes } }),
    startOver: () => set({ restored: false, draft: startDraft(undefined, focus, images) }),
    forget: () => keeper.forget(),
  };
}

/** A draft that will be kept in a moment. */
interface Waiting {
  readonly send: () => void;
  readonly cancel: () => void;
}

/** Keeps the form a moment after each change, and at once when the popup closes. */
function useKeeper(client: Client, place: Scope) {
  const waiting = useRef<Waiting | undefined>(undefined);
  const flush = () => {
    waiting.current?.cancel();
    waiting.current?.send();
    waiting.current = undefined;
  };
  useEffect(() => {
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, []);
  return {
    keep(draft: ShareDraft) {
      waiting.current?.cancel();
      const input = {
        place,
        draft: { ...draft, images: [...draft.images], focus: [...draft.focus] },
      };
      const send = () => void client.call('popup.keep', input);
      waiting.current = { send, cancel: later(flush, stillness) };
    },
    forget() {
      waiting.current?.cancel();
      waiting.current = undefined;
      void client.call('popup.keep', { place });
    },
  };
}

/** The names of the accounts in the book, to look ids up in. */
export function namesOf(aliases: readonly AccountAlias[]): AccountNames {
  return new Map(aliases.map((each) => [each.account, each]));
}
