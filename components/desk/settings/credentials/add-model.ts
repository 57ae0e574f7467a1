import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { readPastedCredentials, type PasteReading } from '../../../../lib/credentials/parse';
import type { Identity } from '../../../../lib/credentials/identity';
import type { Client } from '../../../../lib/messaging/client';
import { explainProblem } from '../../../../lib/problems/explain';
import type { Problem } from '../../../../lib/problems/problem';
import type { RegionCode, Scope } from '../../../../lib/scope';
import {
  entryOfPasted,
  entryOfTyped,
  nothingTyped,
  warningsOf,
  type Entry,
  type TypedParts,
} from './entry';

export type Adding =
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  /** The person has not let the browser reach AWS. */
  | { readonly state: 'denied' }
  | { readonly state: 'problem'; readonly problem: Problem }
  | { readonly state: 'added'; readonly identity: Identity; readonly warnings: readonly string[] };

/** Adds credentials. What is secret is held here until it was sent, and never given out. */
export interface AddModel {
  readonly entry: ReadonlySignal<Entry>;
  readonly typed: ReadonlySignal<TypedParts>;
  readonly region: ReadonlySignal<RegionCode>;
  readonly moreRegions: ReadonlySignal<readonly RegionCode[]>;
  readonly adding: ReadonlySignal<Adding>;
  /** Reads a pasted text. Gives false when there is nothing of credentials in it. */
  readonly paste: (text: string) => boolean;
  readonly type: (change: Partial<TypedParts>) => void;
  readonly chooseRegion: (region: RegionCode) => void;
  readonly chooseMore: (regions: readonly RegionCode[]) => void;
  /** To be called straight from a click: it asks for access to AWS before anything else. */
  readonly add: () => Promise<void>;
  /** Lets go of everything that was entered. */
  readonly clear: () => void;
}

export interface AddModelParts {
  readonly client: Client;
  readonly requestHostAccess: (regions: readonly RegionCode[]) => Promise<boolean>;
  readonly now: () => number;
  /** Where the person came from; the account there is the one that is expected. */
  readonly scope: Scope | undefined;
}

/** Makes the model of the form that adds credentials. */
export function createAddModel(parts: AddModelParts): AddModel {
  const { client, requestHostAccess, now, scope } = parts;
  const pasted = signal<PasteReading | undefined>(undefined);
  const typed = signal<TypedParts>(nothingTyped);
  const region = signal<RegionCode>(scope?.region ?? 'us-east-1');
  const moreRegions = signal<readonly RegionCode[]>([]);
  const adding = signal<Adding>({ state: 'idle' });
  const entry = computed(() =>
    pasted.value ? entryOfPasted(pasted.value, now()) : entryOfTyped(typed.value),
  );
  const clear = (): void => {
    pasted.value = undefined;
    typed.value = nothingTyped;
  };

  const send = async (
    credentials: Extract<Entry, { state: 'usable' }>['credentials'],
    access: Promise<boolean>,
  ): Promise<Adding> => {
    // A browser that finds no click behind the question rejects instead of asking.
    if (!(await access.catch(() => false))) return { state: 'denied' };
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt, profile } = credentials;
    const answer = await client.call('credentials.add', {
      region: region.value,
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
      ...(expiresAt !== undefined && { expiresAt }),
    });
    if (!answer.ok) return { state: 'problem', problem: answer.problem };
    const identity = answer.value.value;
    return { state: 'added', identity, warnings: warningsOf(identity, profile, scope) };
  };

  return {
    entry,
    typed,
    region,
    moreRegions,
    adding,
    clear,
    paste(text) {
      const reading = readPastedCredentials(text);
      batch(() => {
        pasted.value = reading;
        typed.value = nothingTyped;
        adding.value = { state: 'idle' };
      });
      return reading.kind !== 'nothing';
    },
    type(change) {
      batch(() => {
        pasted.value = undefined;
        typed.value = { ...typed.value, ...change };
        adding.value = { state: 'idle' };
      });
    },
    chooseRegion(code) {
      region.value = code;
      moreRegions.value = moreRegions.value.filter((each) => each !== code);
    },
    chooseMore(codes) {
      moreRegions.value = codes;
    },
    async add() {
      const given = entry.value;
      if (given.state !== 'usable' || adding.value.state === 'running') return;
      const access = requestHostAccess([region.value, ...moreRegions.value]);
      adding.value = { state: 'running' };
      const end = await send(given.credentials, access);
      batch(() => {
        adding.value = end;
        if (!mayTryAgain(end)) clear();
      });
    },
  };
}

/** Whether the same credentials may do the next time, so that they are worth keeping. */
function mayTryAgain(end: Adding): boolean {
  if (end.state === 'denied') return true;
  return end.state === 'problem' && explainProblem(end.problem).wayOn !== 'add-credentials';
}
