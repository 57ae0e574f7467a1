import { signal, type ReadonlySignal } from '@preact/signals';
import type { Answer } from '../../lib/messaging/protocol';
import type { Problem } from '../../lib/problems/problem';
import type { Result } from '../../lib/result';

/** Something that is read when a view opens, in whatever state that is. */
export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'problem'; readonly problem: Problem }
  | { readonly state: 'ready'; readonly value: Value };

/** Reads one thing again and again. */
export interface Loader<Value> {
  readonly loaded: ReadonlySignal<Loaded<Value>>;
  /** Starts it, and reads again; what is shown stays meanwhile. */
  readonly load: () => Promise<void>;
}

/** A loader that has read nothing yet. An answer that a later question overtook is dropped. */
export function createLoader<Value>(ask: () => Promise<Result<Answer<Value>>>): Loader<Value> {
  const loaded = signal<Loaded<Value>>({ state: 'loading' });
  let question = 0;
  return {
    loaded,
    async load() {
      question += 1;
      const asked = question;
      if (loaded.peek().state === 'problem') loaded.value = { state: 'loading' };
      const answer = await ask();
      if (asked !== question) return;
      loaded.value = answer.ok
        ? { state: 'ready', value: answer.value.value }
        : { state: 'problem', problem: answer.problem };
    },
  };
}
