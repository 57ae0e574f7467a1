import type { ImageShare, SharePermissions } from '@/lib/images/image';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import type { ApplyPorts, ApplyProgress } from '@/lib/sharing/apply';
import { samePermissions } from '@/lib/sharing/plan';

/** Thrown where the worker is killed. */
export class Crash extends Error {}

/** What the simulated AWS and the worker around it do wrong. */
export interface Mishaps {
  /** The n-th call of AWS, counted from 0, fails with this and has no effect. */
  readonly refusals?: ReadonlyMap<number, Problem>;
  /** The n-th call of AWS takes effect, and its answer is lost: this comes instead. */
  readonly lost?: ReadonlyMap<number, Problem>;
  /** The worker is killed at the n-th step: before it, or after it has taken effect. */
  readonly crash?: { readonly step: number; readonly when: 'before' | 'after' };
  /** So many reads after a change still show the state before it. */
  readonly lag?: number;
  /** What somebody else does just before the n-th call. */
  readonly meddling?: ReadonlyMap<number, (shares: Map<string, SharePermissions>) => unknown>;
}

/** The sharing of one image at AWS, and a record of what was asked of it. */
export interface SharesAtAws {
  readonly shares: Map<string, SharePermissions>;
  readonly puts: { readonly account: string; readonly redundant: boolean }[];
  readonly removes: string[];
  readonly calls: () => number;
  readonly steps: () => number;
  /** What was reported last, as the worker would find it after a restart. */
  readonly kept: () => ApplyProgress;
  readonly reports: readonly ApplyProgress[];
  readonly pauses: number[];
  readonly ports: ApplyPorts;
  /** The worker has been started again; from here on there are these mishaps. */
  readonly restart: (mishaps: Mishaps) => void;
}

/** Simulates AWS around one image, with the given shares to begin with. */
export function sharesAtAws(current: readonly ImageShare[], start: Mishaps = {}): SharesAtAws {
  const shares = new Map<string, SharePermissions>(
    current.map(({ account, fleet, imageBuilder }) => [account, { fleet, imageBuilder }]),
  );
  const puts: { account: string; redundant: boolean }[] = [];
  const removes: string[] = [];
  const reports: ApplyProgress[] = [];
  const pauses: number[] = [];
  let mishaps = start;
  let calls = 0;
  let steps = 0;
  /** What lagging reads show, and for how many reads more. */
  let stale: { readonly shown: ReadonlyMap<string, SharePermissions>; reads: number } | undefined;

  const step = async <Value>(effect: () => Value): Promise<Value> => {
    const { crash } = mishaps;
    const dies = crash?.step === steps;
    steps += 1;
    if (dies && crash.when === 'before') throw new Crash();
    const value = effect();
    if (dies) throw new Crash();
    return value;
  };
  const call = <Value>(effect: () => Result<Value>): Promise<Result<Value>> =>
    step(() => {
      const number = calls;
      calls += 1;
      mishaps.meddling?.get(number)?.(shares);
      const refusal = mishaps.refusals?.get(number);
      if (refusal) return failed(refusal);
      const value = effect();
      const lost = mishaps.lost?.get(number);
      return lost ? failed(lost) : value;
    });
  const change = (effect: () => void) => {
    const before = new Map(shares);
    effect();
    const { lag = 0 } = mishaps;
    if (lag > 0) stale = { shown: stale?.shown ?? before, reads: lag };
  };
  const seen = (): ReadonlyMap<string, SharePermissions> => {
    if (!stale) return shares;
    const { shown } = stale;
    stale = stale.reads > 1 ? { shown, reads: stale.reads - 1 } : undefined;
    return shown;
  };
  return {
    shares,
    puts,
    removes,
    reports,
    pauses,
    calls: () => calls,
    steps: () => steps,
    kept: () => reports.at(-1) ?? { sent: [], outcomes: [] },
    restart(next) {
      mishaps = next;
      calls = 0;
      steps = 0;
    },
    ports: {
      readShares: () => call(() => ok([...seen()].map(([account, may]) => ({ account, ...may })))),
      put: (account, wanted) =>
        call(() => {
          puts.push({ account, redundant: samePermissions(shares.get(account), wanted) });
          change(() => shares.set(account, wanted));
          return ok(null);
        }),
      remove: (account) =>
        call(() => {
          removes.push(account);
          if (!shares.has(account)) return failed({ kind: 'not-found', what: 'The share' });
          change(() => shares.delete(account));
          return ok(null);
        }),
      report: (progress) =>
        step(() => {
          reports.push(structuredClone(progress));
        }),
      async pause(attempt) {
        pauses.push(attempt);
      },
    },
  };
}
