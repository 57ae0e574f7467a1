import type { Image, ImageShare } from '@/lib/images/image';
import type { Client } from '@/lib/messaging/client';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import {
  diffShares,
  sharedAfter,
  type DesiredImage,
  type DesiredShare,
  type SharePlan,
} from '@/lib/sharing/plan';

export const scope: Scope = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };

export const image: Image = {
  arn: 'arn:aws:appstream:eu-west-1:111122223333:image/office',
  name: 'office',
  owner: '111122223333',
  visibility: 'shared-with-others',
  state: 'AVAILABLE',
  errors: [],
  dynamicCatalogs: false,
  instanceFamilies: [],
  applications: [],
};

/** A call that was made, and the hand that answers it. */
export interface PendingCall {
  readonly id: string;
  readonly input: unknown;
  readonly scope: Scope | undefined;
  readonly answer: (result: Result<unknown>) => Promise<void>;
}

/** A client whose calls wait until the test answers them. */
export function createFakeClient() {
  const calls: PendingCall[] = [];
  let taken = 0;
  const call = (id: string, input: unknown, options?: { readonly scope?: Scope }) =>
    new Promise((resolve) => {
      calls.push({
        id,
        input,
        scope: options?.scope,
        answer: async (result) => {
          resolve(result.ok ? ok({ value: result.value, readAt: 0 }) : result);
          await settle();
        },
      });
    });
  return {
    client: { call, recall: call } as unknown as Client,
    calls,
    /** The oldest call that the test has not taken yet; it must be of this operation. */
    take(id: string): PendingCall {
      const next = calls[taken];
      if (next?.id !== id) throw new Error(`Expected ${id}, found ${next?.id ?? 'no call'}`);
      taken += 1;
      return next;
    },
    /** How many calls the test has not taken. */
    left: () => calls.length - taken,
  };
}

/** A timer that the test moves. */
export function createTimer(start = 1_000_000) {
  let time = start;
  let waiting: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => time,
    later(run: () => void, milliseconds: number) {
      const entry = { at: time + milliseconds, run };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((each) => each !== entry);
      };
    },
    /** Lets time pass and runs what is due. */
    pass(milliseconds: number) {
      time += milliseconds;
      const due = waiting.filter(({ at }) => at <= time);
      waiting = waiting.filter(({ at }) => at > time);
      for (const { run } of due) run();
    },
  };
}

/** The plan that the worker would make. */
export function planOf(
  shares: readonly ImageShare[],
  desired: readonly DesiredShare[],
  digest = 'a'.repeat(64),
  expiresAt = 2_000_000,
): SharePlan {
  const place = { kind: 'share', region: scope.region, image: image.name } as const;
  const items = diffShares(shares, desired).map((difference) => ({ ...place, ...difference }));
  const planned = {
    region: scope.region,
    image: { name: image.name, arn: image.arn },
    sharedBefore: shares.length,
    sharedAfter: sharedAfter(shares, items),
  };
  return {
    kind: 'shares',
    digest,
    scope: { partition: scope.partition, account: scope.account },
    images: [planned],
    items,
    madeAt: 0,
    expiresAt,
  };
}

/** The desired shares that a plan was asked for. */
export function desiredIn(call: PendingCall): readonly DesiredShare[] {
  const { images } = call.input as { readonly images: readonly DesiredImage[] };
  return images.flatMap(({ desired }) => desired);
}

export function problem(kind: 'offline' | 'plan-expired'): Result<never> {
  return failed({ kind });
}

export function failure(given: Problem): Result<never> {
  return failed(given);
}

/** Lets the promises that are due come to their end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
