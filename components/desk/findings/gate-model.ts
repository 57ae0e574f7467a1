import { signal, type ReadonlySignal } from '@preact/signals';
import type { GateBasis } from '../../../lib/findings/gate-verdict';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';
import {
  cancelGate,
  findPlaces,
  readGate,
  type GatePlaces,
  type GateProgress,
} from './gate-reading';

/** How far it is to know what the gate says of a build. */
export type GateReading =
  /** It is found out which findings are needed. */
  | { readonly state: 'looking' }
  /** Reading takes many calls, and waits for a word. */
  | { readonly state: 'waiting'; readonly total: number }
  /** `received` of `total` findings, of both builds. */
  | ({ readonly state: 'reading' } & GateProgress)
  | { readonly state: 'problem'; readonly problem: Problem }
  /** Nothing can be said, for the reason in the sentence. */
  | { readonly state: 'unknown'; readonly reason: string; readonly previous?: string }
  | {
      readonly state: 'ready';
      readonly basis: GateBasis;
      /** The ARN of the build that it was compared with. */
      readonly previous?: string;
    };

/** What the rules of the gate are held against, for one build. */
export interface GateModel {
  readonly reading: ReadonlySignal<GateReading>;
  /** Finds out what is needed, and reads it where that takes next to no call. */
  readonly load: () => Promise<void>;
  /** Reads, whatever it takes. */
  readonly check: () => Promise<void>;
  /** Stops reading; who checks again goes on there. */
  readonly cancel: () => void;
  readonly end: () => void;
}

/** Makes the model of a build's gate; `load` starts it. */
export function createGateModel(client: Client, scope: Scope, build: string): GateModel {
  const reading = signal<GateReading>({ state: 'looking' });
  let round = 0;
  let places: GatePlaces | undefined;

  async function begin(all: boolean): Promise<void> {
    round += 1;
    const mine = round;
    const ended = () => mine !== round;
    const set = (next: GateReading) => {
      if (!ended()) reading.value = next;
    };
    if (!places) {
      set({ state: 'looking' });
      const found = await findPlaces(client, scope, build);
      if (ended()) return;
      if (!found.ok) {
        set({ state: 'problem', problem: found.problem });
        return;
      }
      places = found.value;
    }
    const { previous, total, isShort } = places;
    if (!all && !isShort) {
      set({ state: 'waiting', total });
      return;
    }
    set({ state: 'reading', received: 0, total });
    const read = await readGate(client, scope, places, {
      ended,
      progress: (progress) => set({ state: 'reading', ...progress }),
    });
    if (!read) return;
    const place = previous === undefined ? {} : { previous };
    set(read.ok ? { ...read.value, ...place } : { state: 'problem', problem: read.problem });
  }
  return {
    reading,
    load: () => begin(false),
    check: () => begin(true),
    cancel() {
      if (reading.peek().state !== 'reading' || !places) return;
      round += 1;
      cancelGate(client, places);
      reading.value = { state: 'waiting', total: places.total };
    },
    end() {
      round += 1;
    },
  };
}
