import { signal, type ReadonlySignal } from '@preact/signals';
import type { Identity } from '../../lib/credentials/identity';
import type { Client } from '../../lib/messaging/client';
import type { Problem } from '../../lib/problems/problem';

export type Held =
  | { readonly state: 'loading' }
  | { readonly state: 'problem'; readonly problem: Problem }
  | { readonly state: 'ready'; readonly identities: readonly Identity[] };

/** The identities whose credentials are held. */
export interface HeldModel {
  readonly held: ReadonlySignal<Held>;
  readonly load: () => Promise<void>;
}

/** The held identities; what is shown stays while they are read again. */
export function createHeld(client: Client): HeldModel {
  const held = signal<Held>({ state: 'loading' });
  return {
    held,
    async load() {
      const answer = await client.call('credentials.list', {});
      held.value = answer.ok
        ? { state: 'ready', identities: answer.value.value }
        : { state: 'problem', problem: answer.problem };
    },
  };
}
