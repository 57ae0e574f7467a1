import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { decodeText } from '../../../lib/accounts/decode';
import type { SharePermissions } from '../../../lib/images/image';
import type { AccountId } from '../../../lib/scope';
import { permissionsOf, samePermissions } from '../../../lib/sharing/plan';
import {
  readRecipientsInSteps,
  type Recipient,
  type RecipientProblem,
} from '../../../lib/sharing/recipients';

/** What reading a list came to. */
export type ListReading =
  | { readonly state: 'none' }
  /** Which share of it is read, from 0 to 1. */
  | { readonly state: 'reading'; readonly source: string; readonly share: number }
  /** Nothing of it was taken. */
  | {
      readonly state: 'refused';
      readonly source: string;
      readonly problems: readonly RecipientProblem[];
    }
  | { readonly state: 'unreadable'; readonly source: string; readonly sentence: string }
  | {
      readonly state: 'taken';
      readonly source: string;
      readonly added: number;
      /** How many were in the list with other permissions, which they no longer have there. */
      readonly changed: number;
      readonly same: number;
      /** How many parts of the list said what an earlier one says. */
      readonly merged: number;
    };

/** What accounts get that are named without permissions. */
export interface Defaults extends SharePermissions {
  /** They lose access; neither of the permissions is set then. */
  readonly revoke: boolean;
}

/** Whether it is said what accounts get: what is left empty must not mean to revoke. */
export function saysWhat({ fleet, imageBuilder, revoke }: Defaults): boolean {
  return fleet || imageBuilder || revoke;
}

/** Collecting the accounts that images are shared with. */
export interface RecipientList {
  readonly text: ReadonlySignal<string>;
  readonly defaults: ReadonlySignal<Defaults>;
  readonly reading: ReadonlySignal<ListReading>;
  /** Each account once, in the order in which they came. */
  readonly recipients: ReadonlySignal<readonly Recipient[]>;
  readonly type: (text: string) => void;
  readonly setDefaults: (change: Partial<Defaults>) => void;
  /** Takes what was typed into the list; when anything is wrong with it nothing, and says so. */
  readonly takeText: (owner: AccountId) => Promise<void>;
  readonly takeFile: (file: File, owner: AccountId) => Promise<void>;
  /** Takes accounts that were picked somewhere, with the defaults. */
  readonly takeAccounts: (
    source: string,
    accounts: readonly Pick<Recipient, 'account' | 'name'>[],
    owner: AccountId,
  ) => void;
  readonly change: (account: AccountId, permissions: SharePermissions) => void;
  readonly remove: (account: AccountId) => void;
  readonly clear: () => void;
  /** Stops reading. */
  readonly end: () => void;
}

/** The largest file that is read, in bytes. */
const largestFile = 20_000_000;

/** An empty list. `breathe` resolves in a later task, so that the page stays usable meanwhile. */
export function createRecipientList(breathe: () => Promise<void>): RecipientList {
  const text = signal('');
  const defaults = signal<Defaults>({ fleet: true, imageBuilder: false, revoke: false });
  const reading = signal<ListReading>({ state: 'none' });
  const list = signal<ReadonlyMap<AccountId, Recipient>>(new Map());
  let current = new AbortController();

  function take(source: string, taken: readonly Recipient[], merged = 0): void {
    const next = new Map(list.peek());
    let added = 0;
    let changed = 0;
    for (const recipient of taken) {
      const before = next.get(recipient.account);
      if (!before) added += 1;
      else if (!samePermissions(before, recipient)) changed += 1;
      next.set(recipient.account, { ...before, ...recipient });
    }
    const same = taken.length - added - changed;
    batch(() => {
      list.value = next;
      reading.value = { state: 'taken', source, added, changed, same, merged };
    });
  }
  function begin(source: string): AbortSignal {
    current.abort();
    current = new AbortController();
    reading.value = { state: 'reading', source, share: 0 };
    return current.signal;
  }
  async function read(
    source: string,
    content: string,
    owner: AccountId,
    ending: AbortSignal,
  ): Promise<boolean> {
    const found = await readRecipientsInSteps(content, permissionsOf(defaults.peek()), owner, {
      breathe,
      progress: (share) => {
        if (!ending.aborted) reading.value = { state: 'reading', source, share };
      },
      signal: ending,
    });
    if (!found || ending.aborted) return false;
    if (found.problems.length > 0) {
      reading.value = { state: 'refused', source, problems: found.problems };
      return false;
    }
    if (found.recipients.length === 0) {
      reading.value = { state: 'unreadable', source, sentence: 'There is no account in it.' };
      return false;
    }
    take(source, found.recipients, found.merged);
    return true;
  }

  return {
    text,
    defaults,
    reading,
    recipients: computed(() => [...list.value.values()]),
    type(typed) {
      text.value = typed;
    },
    setDefaults(change) {
      const next = { ...defaults.peek(), ...change };
      defaults.value = next.revoke ? { fleet: false, imageBuilder: false, revoke: true } : next;
    },
    async takeText(owner) {
      const source = 'What was typed';
      const typed = text.peek();
      const taken = await read(source, typed, owner, begin(source));
      // What was typed meanwhile stays.
      if (taken && text.peek() === typed) text.value = '';
    },
    async takeFile(file, owner) {
      const source = file.name;
      const ending = begin(source);
      const refuse = (sentence: string) => {
        if (!ending.aborted) reading.value = { state: 'unreadable', source, sentence };
      };
      if (file.size > largestFile) {
        refuse(`It has more than ${largestFile / 1_000_000} MB.`);
        return;
      }
      const content = await readFile(file);
      if (content === undefined) refuse('The browser could not read it. Choose it again.');
      else if (!ending.aborted) await read(source, content, owner, ending);
    },
    takeAccounts(source, accounts, owner) {
      current.abort();
      // The owner is a member of its own groups; there is nothing to share with it.
      const others = accounts.filter(({ account }) => account !== owner);
      take(
        source,
        others.map(({ account, name = '' }) => ({
          account,
          ...(name !== '' && { name }),
          ...permissionsOf(defaults.peek()),
        })),
      );
    },
    change(account, { fleet, imageBuilder }) {
      const known = list.peek().get(account);
      if (known) list.value = new Map(list.peek()).set(account, { ...known, fleet, imageBuilder });
    },
    remove(account) {
      const rest = new Map(list.peek());
      rest.delete(account);
      list.value = rest;
    },
    clear() {
      batch(() => {
        list.value = new Map();
        reading.value = { state: 'none' };
      });
    },
    end() {
      current.abort();
    },
  };
}

/** The text of a file; nothing when it has gone or changed since it was chosen. */
async function readFile(file: File): Promise<string | undefined> {
  try {
    return decodeText(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return undefined;
  }
}

/** What was taken, in one sentence. */
export function describeTaken(taken: Extract<ListReading, { state: 'taken' }>): string {
  const { added, changed, same, merged, source } = taken;
  const parts = [
    `${added} ${added === 1 ? 'account' : 'accounts'} added`,
    ...(changed > 0 ? [`${changed} given other permissions than before`] : []),
    ...(same > 0 ? [`${same} in the list already`] : []),
    ...(merged > 0 ? [`${merged} named more than once`] : []),
  ];
  return `${source}: ${parts.join(', ')}.`;
}
