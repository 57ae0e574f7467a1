import { signal, type ReadonlySignal } from '@preact/signals';
import type { Finding } from '../../../lib/findings/finding';
import type { ScanHead } from '../../../lib/findings/scan';
import { inParallel } from '../../../lib/in-parallel';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';

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

/** How often a worker that the browser stopped is asked again without an answer in between. */
const mostLost = 3;

/** A reader of the scans of builds that has read nothing yet. */
export function createScans<Value>({ client, scope, make }: ScansParts<Value>): Scans<Value> {
  const scans = signal<ReadonlyMap<string, BuildScan<Value>>>(new Map());
  const reading = signal(false);
  let run = 0;
  const put = (build: string, scan: BuildScan<Value>) => {
    scans.value = new Map(scans.peek()).set(build, scan);
  };
  const readOne = async (build: string, own: number): Promise<void> => {
    const findings: Finding[] = [];
    let lost = 0;
    let from = 0;
    put(build, {});
    for (;;) {
      const answer = await client.call('findings.read', { build, from }, { scope });
      // Somebody has stopped it meanwhile.
      if (own !== run) return;
      if (!answer.ok) {
        lost += 1;
        // What it had read is kept: it goes on there.
        if (answer.problem.kind === 'interrupted' && lost < mostLost) continue;
        put(build, { ...scans.peek().get(build), problem: answer.problem });
        return;
      }
      lost = 0;
      const { head, findings: added, next } = answer.value.value;
      findings.push(...added);
      const whole = head.state === 'complete' && next >= head.pages;
      put(build, {
        head,
        ...(whole && { value: make(findings) }),
        ...(head.problem && { problem: head.problem }),
      });
      const more = head.state === 'reading' || (head.state === 'complete' && next > from);
      if (whole || !more) return;
      from = next;
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
        if (value !== undefined || problem || (head && head.state !== 'reading')) continue;
        void client.call('findings.cancel', { build });
        put(build, head ? { head: { ...head, state: 'stopped' } } : {});
      }
    },
  };
}
