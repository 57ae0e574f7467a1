import { signal, type ReadonlySignal } from '@preact/signals';
import type { Identity } from '../../../lib/credentials/identity';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { AccountId, Partition, RegionCode } from '../../../lib/scope';

export type Choosing =
  | { readonly state: 'idle'; readonly problem?: Problem }
  | { readonly state: 'running' }
  | { readonly state: 'chosen'; readonly account: AccountId };

/** What the question is about: a tab whose page does not tell which account it shows. */
export interface Question {
  readonly tabId: number;
  readonly partition: Partition;
  /** Nothing when the page tells no Region either. */
  readonly region: RegionCode | undefined;
}

/** Asks which account the page of a tab shows. */
export interface ChooseModel {
  readonly account: ReadonlySignal<AccountId | undefined>;
  /** Where the page tells none. */
  readonly region: ReadonlySignal<RegionCode | undefined>;
  readonly choosing: ReadonlySignal<Choosing>;
  readonly pick: (account: AccountId) => void;
  readonly pickRegion: (region: RegionCode) => void;
  readonly choose: () => Promise<void>;
}

/** The held identities that a page of a partition can show. */
export function candidates(
  identities: readonly Identity[],
  partition: Partition,
): readonly Identity[] {
  return identities.filter((each) => each.partition === partition);
}

/** Makes the model of the question; `done` is called when it was answered. */
export function createChooseModel(
  { tabId, partition, region: known }: Question,
  client: Client,
  done: () => void,
): ChooseModel {
  const account = signal<AccountId>();
  const region = signal<RegionCode | undefined>(known);
  const choosing = signal<Choosing>({ state: 'idle' });
  return {
    account,
    region,
    choosing,
    pick(picked) {
      account.value = picked;
    },
    pickRegion(picked) {
      region.value = picked;
    },
    async choose() {
      const [picked, place] = [account.value, region.value];
      if (picked === undefined || place === undefined || choosing.value.state === 'running') return;
      choosing.value = { state: 'running' };
      const answer = await client.call('tab.choose', {
        tabId,
        account: { partition, account: picked },
        ...(known === undefined && { region: place }),
      });
      choosing.value = answer.ok
        ? { state: 'chosen', account: picked }
        : { state: 'idle', problem: answer.problem };
      if (answer.ok) done();
    },
  };
}
