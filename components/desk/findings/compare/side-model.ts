import { signal, type ReadonlySignal } from '@preact/signals';
import type { Finding } from '../../../../lib/findings/finding';
import type { ScanHead } from '../../../../lib/findings/scan';
import {
  countSeverities,
  severityOf,
  type SeverityCounts,
} from '../../../../lib/findings/severity';
import { collectVulnerabilities, type Vulnerability } from '../../../../lib/findings/vulnerability';
import type { Client } from '../../../../lib/messaging/client';
import type { Problem } from '../../../../lib/problems/problem';
import type { Scope } from '../../../../lib/scope';
import { createFindingsStream } from '../read-findings';

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
  /** Those of the findings that are here, by their id. */
  readonly vulnerabilities: () => ReadonlyMap<string, Vulnerability>;
  /** Reads, or goes on where it stopped. */
  readonly read: () => Promise<void>;
  /** Stops reading; what is here stays. */
  readonly cancel: () => Promise<void>;
  /** Asks for nothing more. */
  readonly leave: () => void;
}

/** Makes the model of one build's findings; `read` starts it. */
export function createSideModel(client: Client, build: string, scope: Scope): SideModel {
  const stream = createFindingsStream(client, scope, build);
  // With each page, so that there is little left to do when the last one is here.
  let collection = collectVulnerabilities();
  /** The newest round of reading: an older one has nothing to say any more. */
  let round = 0;
  const none = countSeverities([]);
  const reading = signal<SideReading>({ state: 'stopped', received: 0, severities: none });

  function beginAgain(): void {
    collection = collectVulnerabilities();
    const { state, head } = reading.peek();
    reading.value = { state, ...(head && { head }), received: 0, severities: none };
  }

  function take(head: ScanHead, added: readonly Finding[]): void {
    collection.add(added);
    const { observedAt, severities, received } = reading.peek();
    const counts = countSeverities(
      added.map(({ severity }) => ({ severity: severityOf(severity) })),
    );
    let latest = observedAt;
    for (const { firstObservedAt, updatedAt } of added) {
      const at = updatedAt ?? firstObservedAt;
      if (at !== undefined && (latest === undefined || at > latest)) latest = at;
    }
    reading.value = {
      state: 'reading',
      head,
      received: received + added.length,
      severities: addCounts(severities, counts),
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
    end('reading');
    const head = await stream.read({
      took: take,
      voided: beginAgain,
      ended: () => mine !== round,
    });
    // The last answer came, and then somebody cancelled it.
    if (!head || mine !== round) return;
    if (!head.ok) end('problem', head.problem);
    else end(head.value.state === 'stopped' ? 'stopped' : 'over');
  }

  return {
    build,
    scope,
    reading,
    vulnerabilities: () => collection.all(),
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
