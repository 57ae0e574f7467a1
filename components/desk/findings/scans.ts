import { signal, type ReadonlySignal } from '@preact/signals';
import type { Finding } from '../../../lib/findings/finding';
import type { ScanHead } from '../../../lib/findings/scan';
import { inParallel } from '../../../lib/in-parallel';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';
import { createFindingsStream } from './read-findings';

/** How far the findings of a build have been read here. */
export interface BuildScan<Value> {
  readonly head?: ScanHead;
  /** What was made of all findings; only of a scan that was read whole. */
  readonly value?: Value;
  readonly problem?: Problem;
}

/** Reads the findings of several builds, and keeps what is made of them. */
export interface Scans<Value> {
  /** By the build's ARN; one that nobody asked for is not there. */
  readonly scans: ReadonlySignal<ReadonlyMap<string, BuildScan<Value>>>;
  readonly reading: ReadonlySignal<boolean>;
  /** Reads those that were not read whole yet, three at a time. */
  readonly read: (builds: readonly string[]) => Promise<void>;
  /** Stops; what was read stays. */
  readonly cancel: () => void;
}

interface ScansParts<Value> {
  readonly client: Client;
  readonly scope: Scope;
  /** The findings themselves are not kept: those of many builds would be too much. */
  readonly make: (findings: readonly Finding[]) => Value;
}

/** How many builds are read at a time: as many as AWS is asked for over the whole extension. */
const atOnce = 3;

/** A reader of the scans of builds that has read nothing yet. */
export function createScans<Value>({ client, scope, make }: ScansParts<Value>): Scans<Value> {
  const scans = signal<ReadonlyMap<string, BuildScan<Value>>>(new Map());
  const reading = signal(false);
  let run = 0;
  const put = (build: string, scan: BuildScan<Value>) => {
    scans.value = new Map(scans.peek()).set(build, scan);
  };
  const readOne = async (build: string, own: number): Promise<void> => {
    const { findings, read } = createFindingsStream(client, scope, build);
    put(build, {});
    const head = await read({ took: (now) => put(build, { head: now }), ended: () => own !== run });
    // Somebody has stopped it meanwhile.
    if (!head || own !== run) return;
    if (!head.ok) put(build, { ...scans.peek().get(build), problem: head.problem });
    else if (head.value.state === 'complete') {
      put(build, { head: head.value, value: make(findings()) });
    }
  };
  return {
    scans,
    reading,
    async read(builds) {
      run += 1;
      const own = run;
      const wanted = builds.filter((build) => scans.peek().get(build)?.value === undefined);
      if (wanted.length === 0) {
        reading.value = false;
        return;
      }
      reading.value = true;
      await inParallel(wanted, atOnce, async (build) => {
        if (own === run) await readOne(build, own);
      });
      if (own === run) reading.value = false;
    },
    cancel() {
      if (!reading.peek()) return;
      run += 1;
      reading.value = false;
      for (const [build, { value, problem, head }] of scans.peek()) {
        const isOver = head?.state === 'stopped' || head?.state === 'unscanned';
        if (value !== undefined || problem || isOver) continue;
        void client.call('findings.cancel', { build });
        put(build, head ? { head: { ...head, state: 'stopped' } } : {});
      }
    },
  };
}
