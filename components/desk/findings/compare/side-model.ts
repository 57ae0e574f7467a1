import { signal, type ReadonlySignal } from '@preact/signals';
import type { Finding } from '../../../../lib/findings/finding';
import type { ScanHead, ScanPart } from '../../../../lib/findings/scan';
import {
  countSeverities,
  severityOf,
  type SeverityCounts,
} from '../../../../lib/findings/severity';
import type { Client } from '../../../../lib/messaging/client';
import type { Problem } from '../../../../lib/problems/problem';
import type { Scope } from '../../../../lib/scope';

/** How far the reading of a build's findings is. */
export interface SideReading {
  /** `over` has all that there is; what that is worth the head tells (`scanObstacle`). */
  readonly state: 'reading' | 'stopped' | 'problem' | 'over';
  /** As it was told last; nothing before the first answer. */
  readonly head?: ScanHead;
  readonly problem?: Problem;
  /** How many findings are here, and of which severities. */
  readonly received: number;
  readonly severities: SeverityCounts;
  /** When Amazon Inspector last saw one of them, in epoch milliseconds. */
  readonly observedAt?: number;
}

/** The findings of one build, which come page by page. */
export interface SideModel {
  /** The ARN. */
  readonly build: string;
  readonly scope: Scope;
  readonly reading: ReadonlySignal<SideReading>;
  /** Those that are here: the same list each time, which grows. */
  readonly findings: () => readonly Finding[];
  /** Reads, or goes on where it stopped. */
  readonly read: () => Promise<void>;
  /** Stops reading; what is here stays. */
  readonly cancel: () => Promise<void>;
  /** Asks for nothing more. */
  readonly leave: () => void;
}

/** A worker that is stopped takes up what it did when it is asked again, but not for ever. */
const mostInterruptions = 5;

/** Makes the model of one build's findings; `read` starts it. */
export function createSideModel(client: Client, build: string, scope: Scope): SideModel {
  const found: Finding[] = [];
  let next = 0;
  /** The newest round of reading: an older one has nothing to say any more. */
  let round = 0;
  const none = countSeverities([]);
  const reading = signal<SideReading>({ state: 'stopped', received: 0, severities: none });

  /** Forgets what is here: AWS has begun again, and nothing may be there twice. */
  function beginAgain(): void {
    found.length = 0;
    next = 0;
    const { state, head } = reading.peek();
    reading.value = { state, ...(head && { head }), received: 0, severities: none };
  }

  function take({ head, findings }: ScanPart): void {
    const { observedAt, severities } = reading.peek();
    const added = countSeverities(
      findings.map(({ severity }) => ({ severity: severityOf(severity) })),
    );
    let latest = observedAt;
    for (const { firstObservedAt, updatedAt } of findings) {
      const at = updatedAt ?? firstObservedAt;
      if (at !== undefined && (latest === undefined || at > latest)) latest = at;
    }
    // Not by spreading them into `push`: a page has no limit that this could rely on.
    for (const each of findings) found.push(each);
    reading.value = {
      state: 'reading',
      head,
      received: found.length,
      severities: addCounts(severities, added),
      ...(latest !== undefined && { observedAt: latest }),
    };
  }

  function end(state: SideReading['state'], problem?: Problem): void {
    const { problem: _, ...now } = reading.peek();
    reading.value = { ...now, state, ...(problem && { problem }) };
  }

  async function read(): Promise<void> {
    round += 1;
    const mine = round;
    let interruptions = 0;
    let repeated = false;
    end('reading');
    for (;;) {
      // One page after the other: AWS says with each where the next is.
      const from = next;
      const answer = await client.call('findings.read', { build, from }, { scope });
      if (mine !== round) return;
      if (!answer.ok) {
        const { problem } = answer;
        interruptions += 1;
        if (problem.kind === 'interrupted' && interruptions < mostInterruptions) continue;
        end('problem', problem);
        return;
      }
      interruptions = 0;
      const part = answer.value.value;
      const { head } = part;
      if (part.next < from || head.received < found.length) {
        beginAgain();
        continue;
      }
      next = part.next;
      take(part);
      // One answer has no more than so many pages, however many there are already.
      const more = found.length < head.received && part.next > from;
      if (head.state === 'reading' || more) continue;
      // What is here may be of two rounds of the worker, which begins again when AWS makes it.
      const whole = head.state !== 'complete' || found.length === head.received;
      if (!whole && !repeated) {
        repeated = true;
        beginAgain();
        continue;
      }
      settle(head, whole);
      return;
    }
  }

  function settle({ state, problem }: ScanHead, whole: boolean): void {
    if (!whole) end('problem', { kind: 'unknown', detail: 'The pages are not those of one scan.' });
    else if (state === 'stopped') end(problem ? 'problem' : 'stopped', problem);
    else end('over');
  }

  return {
    build,
    scope,
    reading,
    findings: () => found,
    read,
    async cancel() {
      round += 1;
      end('stopped');
      await client.call('findings.cancel', { build });
    },
    leave() {
      round += 1;
    },
  };
}

function addCounts(a: SeverityCounts, b: SeverityCounts): SeverityCounts {
  return {
    critical: a.critical + b.critical,
    high: a.high + b.high,
    medium: a.medium + b.medium,
    low: a.low + b.low,
    informational: a.informational + b.informational,
    untriaged: a.untriaged + b.untriaged,
    unknown: a.unknown + b.unknown,
  };
}
