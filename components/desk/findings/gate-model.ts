import { signal, type ReadonlySignal } from '@preact/signals';
import { explainScanObstacle, scanObstacle } from '../../../lib/findings/comparable';
import { compareFindings, type Comparison } from '../../../lib/findings/compare';
import type { Problem } from '../../../lib/problems/problem';
import type { Client } from '../../../lib/messaging/client';
import type { Scope } from '../../../lib/scope';
import { readFindings, type ReadScan } from './read-findings';

/** How far it is to know what the gate says of a build. */
export type GateReading =
  /** `received` of `total` findings, of both builds, as far as they are counted. */
  | { readonly state: 'reading'; readonly received: number; readonly total: number }
  | { readonly state: 'problem'; readonly problem: Problem }
  /** Nothing can be said, for the reason in the sentence. */
  | { readonly state: 'unknown'; readonly sentence: string; readonly previous?: string }
  | {
      readonly state: 'ready';
      /** With the build before, or with nothing. */
      readonly comparison: Comparison;
      /** The ARN of the build that it was compared with. */
      readonly previous?: string;
      /** Why it was compared with nothing, so that what is new is not known. */
      readonly alone?: string;
    };

/** What the rules of the gate are held against, for one build. */
export interface GateModel {
  readonly reading: ReadonlySignal<GateReading>;
  /** Reads, or reads again. */
  readonly load: () => Promise<void>;
  readonly end: () => void;
}

const noPrevious = 'There is no earlier build of this image to compare it with.';

/** Makes the model of a build's gate; `load` starts it. */
export function createGateModel(client: Client, scope: Scope, build: string): GateModel {
  const reading = signal<GateReading>({ state: 'reading', received: 0, total: 0 });
  let round = 0;

  async function load(): Promise<void> {
    round += 1;
    const mine = round;
    const ended = () => mine !== round;
    const set = (next: GateReading) => {
      if (!ended()) reading.value = next;
    };
    set({ state: 'reading', received: 0, total: 0 });
    const change = await client.call('findings.change', { build }, { scope });
    if (ended()) return;
    if (!change.ok) {
      set({ state: 'problem', problem: change.problem });
      return;
    }
    const previous = change.value.value.previous?.build.arn;
    const places = previous === undefined ? [build] : [build, previous];
    const heads = new Map<string, { readonly received: number; readonly total: number }>();
    const scans = await Promise.all(
      places.map((each) =>
        readFindings(client, scope, each, {
          ended,
          progress({ received, counts }) {
            heads.set(each, { received, total: Math.max(received, counts?.all ?? 0) });
            set({ state: 'reading', ...sumOf(heads.values()) });
          },
        }),
      ),
    );
    const [target, base] = scans;
    if (!target || (previous !== undefined && !base)) return;
    if (!target.ok) set({ state: 'problem', problem: target.problem });
    else if (base && !base.ok) set({ state: 'problem', problem: base.problem });
    else set(readingOf(target.value, base?.value, previous));
  }
  return {
    reading,
    load,
    end() {
      round += 1;
    },
  };
}

function sumOf(all: Iterable<{ readonly received: number; readonly total: number }>) {
  let received = 0;
  let total = 0;
  for (const each of all) {
    received += each.received;
    total += each.total;
  }
  return { received, total };
}

/** A build of which nobody knows what it has passes nothing. */
function readingOf(
  target: ReadScan,
  base: ReadScan | undefined,
  previous: string | undefined,
): GateReading {
  const place = previous === undefined ? {} : { previous };
  const obstacle = scanObstacle(target.head);
  if (obstacle) return { state: 'unknown', sentence: explainScanObstacle(obstacle), ...place };
  const before = base && scanObstacle(base.head);
  const alone = base ? before && `Of the build before: ${explainScanObstacle(before)}` : noPrevious;
  const comparison = compareFindings(
    { findings: alone === undefined && base ? base.findings : [] },
    { findings: target.findings },
  );
  return { state: 'ready', comparison, ...place, ...(alone !== undefined && { alone }) };
}
