import { signal, type ReadonlySignal } from '@preact/signals';
import type { Client } from '../../lib/messaging/client';
import type { Answer } from '../../lib/messaging/protocol';
import type { InputOf, OperationId, OutputOf } from '../../lib/operations/registry';
import type { Problem } from '../../lib/problems/problem';

/** What is known of something that is read: both a value and a problem when a refresh failed. */
export interface Reading<Value> {
  readonly held?: Answer<Value>;
  readonly problem?: Problem;
  readonly busy: boolean;
}

/** Reads one operation's answer again and again; the latest question is the only one that counts. */
export interface Reader<Id extends OperationId> {
  readonly reading: ReadonlySignal<Reading<OutputOf<Id>>>;
  /** Asks how things are, and the first time also what is held in memory from before. */
  readonly read: (question: Question<Id>) => void;
  /** Forgets what was read; an answer that is still on its way is dropped. */
  readonly clear: () => void;
}

interface Question<Id extends OperationId> {
  readonly input: InputOf<Id>;
  readonly hints: { readonly account?: string; readonly region?: string };
  /** Told every value: the held one and the fresh one. */
  readonly onValue?: (value: OutputOf<Id>) => void;
}

/** A reader that has read nothing yet. */
export function createReader<Id extends OperationId>(client: Client, id: Id): Reader<Id> {
  const reading = signal<Reading<OutputOf<Id>>>({ busy: false });
  let latest = new AbortController();
  let recalled = false;

  const supersede = (): AbortSignal => {
    latest.abort();
    latest = new AbortController();
    return latest.signal;
  };

  const recall = async ({ input, hints, onValue }: Question<Id>, current: AbortSignal) => {
    const last = await client.recall(id, input, { hints });
    const { held, problem } = reading.peek();
    if (current.aborted || held || problem?.kind === 'not-found') return;
    if (!last.ok || !last.value) return;
    reading.value = { ...reading.peek(), held: last.value };
    onValue?.(last.value.value);
  };

  const ask = async ({ input, hints, onValue }: Question<Id>, current: AbortSignal) => {
    let answer = await client.call(id, input, { hints });
    if (!answer.ok && answer.problem.kind === 'interrupted' && !current.aborted) {
      // The browser had stopped the worker. A read can simply be asked again.
      answer = await client.call(id, input, { hints });
    }
    if (current.aborted) return;
    if (!answer.ok) {
      const { problem } = answer;
      // What is no longer there must not look as if it were.
      const held = problem.kind === 'not-found' ? undefined : reading.peek().held;
      reading.value = { ...(held && { held }), problem, busy: false };
      return;
    }
    reading.value = { held: answer.value, busy: false };
    onValue?.(answer.value.value);
  };

  return {
    reading,
    read(question) {
      const current = supersede();
      const { held } = reading.peek();
      reading.value = { ...(held && { held }), busy: true };
      if (!recalled) void recall(question, current);
      recalled = true;
      void ask(question, current);
    },
    clear() {
      supersede();
      recalled = false;
      reading.value = { busy: false };
    },
  };
}
