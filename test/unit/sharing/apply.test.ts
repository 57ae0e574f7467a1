import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageShare, SharePermissions } from '@/lib/images/image';
import type { Problem } from '@/lib/problems/problem';
import { failed } from '@/lib/result';
import { applySharePlan } from '@/lib/sharing/apply';
import {
  permissionsOf,
  samePermissions,
  type DesiredShare,
  type ShareOutcome,
  type SharePlan,
} from '@/lib/sharing/plan';
import { currentShares, desiredShares, planOf, share } from '../support/plans';
import { Crash, sharesAtAws, type Mishaps } from '../support/shares';
import { friend, permissions, problemKind, stranger, valueOf } from '../support/values';

const third = '888899990000';

/** An outcome in one word: `done`, `unchanged`, or the kind of its problem. */
const wordOf = (outcome: ShareOutcome) =>
  outcome.result === 'failed' ? outcome.problem.kind : outcome.result;

async function run(
  current: readonly ImageShare[],
  desired: readonly DesiredShare[],
  mishaps: Mishaps = {},
  plannedFrom: readonly ImageShare[] = current,
) {
  const aws = sharesAtAws(current, mishaps);
  const plan = await planOf(plannedFrom, desired);
  const result = await applySharePlan(plan, aws.ports);
  return { aws, plan, result, words: result.ok ? result.value.map(wordOf) : [] };
}

const at = (number: number, problem: Problem) => ({ refusals: new Map([[number, problem]]) });

describe('applying a plan', () => {
  it('adds, changes and removes, leaves alone what is right, and tells each account’s end', async () => {
    const { aws, result } = await run(
      [share(friend, 'f'), share(stranger, 'fb'), share('999900001111', 'b')],
      [share(friend, 'fb'), share(stranger, ''), share(third, 'b'), share('999900001111', 'b')],
    );
    expect(valueOf(result)).toEqual([
      { account: friend, result: 'done' },
      { account: stranger, result: 'done' },
      { account: third, result: 'done' },
      { account: '999900001111', result: 'unchanged' },
    ]);
    expect(Object.fromEntries(aws.shares)).toEqual({
      [friend]: { fleet: true, imageBuilder: true },
      [third]: { fleet: false, imageBuilder: true },
      '999900001111': { fleet: false, imageBuilder: true },
    });
    expect(aws.puts.map(({ account }) => account)).toEqual([friend, third]);
    expect(aws.removes).toEqual([stranger]);
  });

  it('costs one read when everything is right already', async () => {
    const { aws, words } = await run([share(friend, 'f')], [share(friend, 'f'), share(third, '')]);
    expect(words).toEqual(['unchanged', 'unchanged']);
    expect(aws.calls()).toBe(1);
  });

  it('puts nothing for an account that somebody else has made right since the plan', async () => {
    const { aws, words } = await run([share(friend, 'f')], [share(friend, 'f')], {}, []);
    expect(words).toEqual(['unchanged']);
    expect(aws.puts).toEqual([]);
  });

  it('leaves alone an account that was changed elsewhere since the plan', async () => {
    const { aws, words } = await run(
      [share(friend, 'b')],
      [share(friend, 'fb'), share(third, 'f')],
      {},
      [share(friend, 'f')],
    );
    expect(words).toEqual(['drift', 'done']);
    expect(aws.shares.get(friend)).toEqual({ fleet: false, imageBuilder: true });
  });

  it('leaves alone an account that was revoked elsewhere since the plan', async () => {
    const { aws, words } = await run([], [share(friend, 'fb')], {}, [share(friend, 'f')]);
    expect(words).toEqual(['drift']);
    expect(aws.shares.size).toBe(0);
  });

  it('fails as a whole when the first read fails, and tries nothing', async () => {
    const { aws, result } = await run([], [share(friend, 'f')], at(0, { kind: 'throttled' }));
    expect(result).toEqual(failed({ kind: 'throttled' }));
    expect(aws.puts).toEqual([]);
    expect(aws.reports).toEqual([]);
  });

  it('takes a share that is gone when it is to be removed for removed', async () => {
    const meddling = new Map([[1, (shares: Map<string, SharePermissions>) => shares.clear()]]);
    const { aws, words } = await run([share(friend, 'f')], [share(friend, '')], { meddling });
    expect(words).toEqual(['done']);
    expect(aws.removes).toEqual([friend]);
  });

  it('does not take a removal that was refused for one that is on its way', async () => {
    const { words } = await run(
      [share(friend, 'f')],
      [share(friend, '')],
      at(1, { kind: 'throttled' }),
    );
    expect(words).toEqual(['throttled']);
  });

  it('does not take an image that is gone for a put that was done', async () => {
    const { words } = await run([], [share(friend, 'f')], at(1, { kind: 'not-found', what: 'x' }));
    expect(words).toEqual(['not-found']);
  });
});

describe('a problem on the way', () => {
  const desired = [share(friend, 'f'), share(stranger, 'f'), share(third, 'f')];

  it.each<Problem>([
    { kind: 'throttled' },
    { kind: 'quota', detail: 'Full.' },
    { kind: 'aws-fault' },
    { kind: 'not-available', detail: 'It is copying.' },
    { kind: 'not-found', what: 'The image' },
    { kind: 'unknown', detail: 'X: y' },
  ])('of one account does not keep the others from theirs: $kind', async (problem) => {
    const { aws, words } = await run([], desired, at(2, problem));
    expect(words).toEqual(['done', problem.kind, 'done']);
    expect([...aws.shares.keys()]).toEqual([friend, third]);
  });

  it.each<Problem>([
    { kind: 'expired' },
    { kind: 'credentials-refused' },
    { kind: 'clock-skew' },
    { kind: 'needs-credentials', account: friend },
    { kind: 'wrong-account', account: friend },
    { kind: 'host-access-missing', region: 'us-east-1' },
    { kind: 'permission-missing', action: 'appstream:UpdateImagePermissions' },
    { kind: 'offline' },
  ])('that would meet every account stops the rest: $kind', async (problem) => {
    const { aws, words } = await run([], desired, at(2, problem));
    expect(words).toEqual(['done', problem.kind, problem.kind]);
    expect(aws.puts.map(({ account }) => account)).toEqual([friend]);
  });

  it('does not hide that the rest is right or has drifted', async () => {
    const { words } = await run(
      [share(stranger, 'f'), share(third, 'b')],
      desired,
      at(1, { kind: 'expired' }),
      [],
    );
    expect(words).toEqual(['expired', 'unchanged', 'drift']);
  });
});

describe('reading back', () => {
  it.each([
    [1, 'done', [1]],
    [2, 'done', [1, 2]],
    [3, 'done', [1, 2, 3]],
    [4, 'not-confirmed', [1, 2, 3]],
  ])('waits for %i reads that still show the old state: %s', async (lag, word, pauses) => {
    const { aws, words } = await run([], [share(friend, 'f')], { lag });
    expect(words).toEqual([word]);
    expect(aws.pauses).toEqual(pauses);
    expect(aws.puts).toHaveLength(1);
  });

  it('waits for nothing when the first read shows it', async () => {
    const { aws } = await run([], [share(friend, 'f'), share(third, 'f')]);
    expect(aws.pauses).toEqual([]);
    expect(aws.calls()).toBe(4);
  });

  it('confirms each account as soon as AWS shows it, and not before', async () => {
    const meddling = new Map<number, (shares: Map<string, SharePermissions>) => unknown>([
      [3, (shares: Map<string, SharePermissions>) => shares.delete(friend)],
      [
        5,
        (shares: Map<string, SharePermissions>) =>
          shares.set(friend, permissionsOf(share('', 'f'))),
      ],
    ]);
    const { aws, words } = await run([], [share(friend, 'f'), share(third, 'f')], { meddling });
    expect(words).toEqual(['done', 'done']);
    const ends = aws.reports.map(({ outcomes }) => outcomes.map(({ account }) => account).join());
    expect(ends.filter((each, index) => each !== ends[index - 1])).toEqual([
      '',
      third,
      `${third},${friend}`,
    ]);
  });

  it('does not call done what somebody undid at once', async () => {
    const meddling = new Map([[2, (shares: Map<string, SharePermissions>) => shares.clear()]]);
    const { words } = await run([], [share(friend, 'f')], { meddling });
    expect(words).toEqual(['not-confirmed']);
  });

  it('tries again when it fails', async () => {
    const { words } = await run([], [share(friend, 'f')], at(2, { kind: 'throttled' }));
    expect(words).toEqual(['done']);
  });

  it('confirms nothing when it always fails', async () => {
    const refusals = new Map<number, Problem>(
      [2, 3, 4, 5].map((call) => [call, { kind: 'offline' }]),
    );
    const { aws, words } = await run([], [share(friend, 'f')], { refusals });
    expect(words).toEqual(['not-confirmed']);
    expect(aws.calls()).toBe(6);
  });
});

const lost = (number: number, problem: Problem) => ({ lost: new Map([[number, problem]]) });

describe('an answer that is lost on the way', () => {
  const ambiguous: readonly Problem[] = [
    { kind: 'offline' },
    { kind: 'aws-fault' },
    { kind: 'unknown', detail: 'X: y' },
  ];

  it.each(ambiguous)(
    'of a put is found by reading back, without a second put: $kind',
    async (problem) => {
      const { aws, words } = await run([], [share(friend, 'f')], lost(1, problem));
      expect(words).toEqual(['done']);
      expect(aws.puts).toHaveLength(1);
    },
  );

  it.each(ambiguous)('of a removal is found by reading back: $kind', async (problem) => {
    const { aws, words } = await run([share(friend, 'f')], [share(friend, '')], lost(1, problem));
    expect(words).toEqual(['done']);
    expect(aws.removes).toEqual([friend]);
  });

  it.each(ambiguous)('is told as it was when nothing was changed: $kind', async (problem) => {
    const { aws, words } = await run([], [share(friend, 'f')], at(1, problem));
    expect(words).toEqual([problem.kind]);
    expect(aws.shares.size).toBe(0);
  });

  it('still keeps the rest from being tried when there is no network', async () => {
    const desired = [share(friend, 'f'), share(third, 'f')];
    const { aws, words } = await run([], desired, lost(1, { kind: 'offline' }));
    expect(words).toEqual(['done', 'offline']);
    expect(aws.puts).toHaveLength(1);
  });

  it('is not asked about where AWS has refused outright', async () => {
    const { aws, words } = await run([], [share(friend, 'f')], at(1, { kind: 'throttled' }));
    expect(words).toEqual(['throttled']);
    expect(aws.calls()).toBe(2);
  });
});

describe('a change', () => {
  it('is told with what is there before, as it was read', async () => {
    const aws = sharesAtAws([share(friend, 'f'), share(stranger, 'b')]);
    const told: unknown[] = [];
    const desired = [share(friend, 'fb'), share(stranger, ''), share(third, 'b')];
    const plan = await planOf([share(friend, 'f'), share(stranger, 'b')], desired);
    await applySharePlan(plan, {
      ...aws.ports,
      put: (account, may, before) => {
        told.push([account, before, may]);
        return aws.ports.put(account, may, before);
      },
      remove: (account, before) => {
        told.push([account, before]);
        return aws.ports.remove(account, before);
      },
    });
    expect(told).toEqual([
      [friend, permissionsOf(share(friend, 'f')), permissionsOf(share(friend, 'fb'))],
      [stranger, permissionsOf(share(stranger, 'b'))],
      [third, undefined, permissionsOf(share(third, 'b'))],
    ]);
  });

  it('is not tried for further accounts when it cannot be logged', async () => {
    const { aws, words } = await run(
      [],
      [share(friend, 'f'), share(stranger, 'f')],
      at(1, { kind: 'log-unavailable' }),
    );
    expect(words).toEqual(['log-unavailable', 'log-unavailable']);
    expect(aws.puts).toEqual([]);
  });
});

describe('the progress', () => {
  it('says before each call what is about to be sent, and after each end how it ended', async () => {
    const aws = sharesAtAws([]);
    const log: string[] = [];
    const plan = await planOf([], [share(friend, 'f'), share(third, 'f')]);
    await applySharePlan(plan, {
      ...aws.ports,
      put: (account, may, before) => {
        log.push(`put ${account}`);
        return aws.ports.put(account, may, before);
      },
      report: async ({ sent, outcomes }) => {
        log.push(`sent ${sent.join()} ended ${outcomes.map(({ account }) => account).join()}`);
      },
    });
    expect(log).toEqual([
      `sent ${friend} ended `,
      `put ${friend}`,
      `sent ${friend},${third} ended `,
      `put ${third}`,
      `sent ${friend},${third} ended ${friend}`,
      `sent ${friend},${third} ended ${friend},${third}`,
    ]);
  });
});

/** Runs until the crash, starts again with what was kept, and so on; the last run is whole. */
async function runThrough(plan: SharePlan, aws: ReturnType<typeof sharesAtAws>, more: Mishaps[]) {
  for (const mishaps of [...more, {}]) {
    try {
      const result = await applySharePlan(plan, aws.ports, aws.kept().sent);
      if (result.ok) return result.value;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    aws.restart(mishaps);
  }
  return valueOf(await applySharePlan(plan, aws.ports, aws.kept().sent));
}

/** Somebody changes some accounts of the plan between planning and applying. */
function drift(
  plan: SharePlan,
  from: readonly ImageShare[],
  changes: readonly { readonly pick: number; readonly may: SharePermissions | undefined }[],
): readonly ImageShare[] {
  const shares = new Map(from.map((each) => [each.account, each]));
  for (const { pick, may } of changes) {
    const item = plan.items[pick % plan.items.length];
    if (!item) continue;
    if (may && (may.fleet || may.imageBuilder)) {
      shares.set(item.account, { account: item.account, ...may });
    } else {
      shares.delete(item.account);
    }
  }
  return [...shares.values()];
}

describe('a plan whose run was interrupted', () => {
  const current = [share(friend, 'f'), share(stranger, 'fb'), share('999900001111', 'b')];
  const desired = [
    share(friend, 'fb'),
    share(stranger, ''),
    share(third, 'b'),
    share('999900001111', 'b'),
  ];

  it('is done by the next run, wherever the worker was killed, without a put too many', async () => {
    const whole = await run(current, desired);
    const steps = whole.aws.steps();
    expect(steps).toBeGreaterThan(10);
    for (let step = 0; step < steps; step += 1) {
      for (const when of ['before', 'after'] as const) {
        const aws = sharesAtAws(current, { crash: { step, when } });
        const outcomes = await runThrough(whole.plan, aws, []);
        const label = `${when} step ${step}`;
        expect(outcomes.map(wordOf), label).toEqual(['done', 'done', 'done', 'unchanged']);
        expect(aws.shares, label).toEqual(whole.aws.shares);
        expect(
          aws.puts.map(({ account }) => account),
          label,
        ).toEqual([friend, third]);
        expect(aws.removes, label).toEqual([stranger]);
      }
    }
  });

  it('calls nothing its own that somebody else has done before anything was sent', async () => {
    const plan = await planOf([], [share(friend, 'f')]);
    const aws = sharesAtAws([share(friend, 'f')]);
    expect(valueOf(await applySharePlan(plan, aws.ports, [])).map(wordOf)).toEqual(['unchanged']);
    expect(valueOf(await applySharePlan(plan, aws.ports, [friend])).map(wordOf)).toEqual(['done']);
  });

  it('leaves alone what was changed elsewhere meanwhile, although it had been sent', async () => {
    const plan = await planOf([], [share(friend, 'f')]);
    const aws = sharesAtAws([share(friend, 'fb')]);
    const outcomes = valueOf(await applySharePlan(plan, aws.ports, [friend]));
    expect(outcomes.map(wordOf)).toEqual(['drift']);
    expect(aws.puts).toEqual([]);
  });

  it('never calls an account changed that the plan leaves as it is', async () => {
    const plan = await planOf([share(friend, 'f')], [share(friend, 'f')]);
    const aws = sharesAtAws([share(friend, 'f')]);
    const outcomes = valueOf(await applySharePlan(plan, aws.ports, [friend]));
    expect(outcomes.map(wordOf)).toEqual(['unchanged']);
  });

  const crashes = fc.array(
    fc.record({
      step: fc.nat({ max: 16 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
    { maxLength: 3 },
  );
  const drifts = fc.array(
    fc.record({ pick: fc.nat({ max: 5 }), may: fc.option(permissions, { nil: undefined }) }),
    { maxLength: 3 },
  );
  const problems = fc.constantFrom<Problem>(
    { kind: 'throttled' },
    { kind: 'aws-fault' },
    { kind: 'offline' },
    { kind: 'expired' },
    { kind: 'quota', detail: 'Full.' },
    { kind: 'unknown', detail: 'X: y' },
  );

  it('ends as a plan without mishaps does: model of AWS, drift and crashes anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        currentShares,
        desiredShares,
        drifts,
        crashes,
        fc.nat({ max: 2 }),
        async (planned, wanted, changes, kills, lag) => {
          const plan = await planOf(planned, wanted);
          const start = drift(plan, planned, changes);
          const [first, ...later] = kills.map((crash) => ({ crash }));
          // A worker that is killed cannot know of reads that lag; only whole runs have them.
          const aws = sharesAtAws(start, first ?? { lag });
          const outcomes = await runThrough(plan, aws, later);

          expect(outcomes.map(({ account }) => account)).toEqual(
            plan.items.map(({ account }) => account),
          );
          const before = new Map(start.map((each) => [each.account, each]));
          for (const [index, item] of plan.items.entries()) {
            const now = aws.shares.get(item.account);
            const then = before.get(item.account);
            const word = wordOf(outcomes[index] ?? { account: '', result: 'unchanged' });
            if (samePermissions(then, item.after)) {
              expect(word).toBe('unchanged');
              expect(samePermissions(now, item.after)).toBe(true);
            } else if (samePermissions(then, item.before)) {
              expect(word).toBe('done');
              expect(samePermissions(now, item.after)).toBe(true);
            } else {
              expect(word).toBe('drift');
              expect(now).toEqual(then && permissionsOf(then));
            }
          }
          const named = new Set(plan.items.map(({ account }) => account));
          for (const { account, ...may } of start) {
            if (!named.has(account)) expect(aws.shares.get(account)).toEqual(may);
          }
          for (const account of aws.shares.keys()) {
            expect(named.has(account) || before.has(account)).toBe(true);
          }
          expect(aws.puts.filter(({ redundant }) => redundant)).toEqual([]);
          expect(new Set(aws.puts.map(({ account }) => account)).size).toBe(aws.puts.length);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never claims what AWS does not show, whatever AWS refuses', async () => {
    const refusals = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 12 }), problems), { maxLength: 6 })
      .map((entries) => new Map(entries));
    await fc.assert(
      fc.asyncProperty(
        currentShares,
        desiredShares,
        refusals,
        fc.nat({ max: 5 }),
        async (planned, wanted, refused, lag) => {
          const plan = await planOf(planned, wanted);
          const aws = sharesAtAws(planned, { refusals: refused, lag });
          const outcomes = valueOf(await applySharePlan(plan, aws.ports));
          expect(outcomes).toHaveLength(plan.items.length);
          for (const [index, item] of plan.items.entries()) {
            const outcome = outcomes[index];
            const now = aws.shares.get(item.account);
            expect(outcome?.account).toBe(item.account);
            if (outcome?.result === 'unchanged') expect(item.change).toBe('unchanged');
            if (outcome?.result !== 'failed') {
              expect(samePermissions(now, item.after)).toBe(true);
            } else if (outcome.problem.kind !== 'not-confirmed') {
              expect(samePermissions(now, item.before)).toBe(true);
            }
          }
          expect(aws.puts.filter(({ redundant }) => redundant)).toEqual([]);
          expect(
            aws.kept().outcomes.toSorted((a, b) => a.account.localeCompare(b.account)),
          ).toEqual(outcomes.toSorted((a, b) => a.account.localeCompare(b.account)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is never made twice, whichever answers are lost', async () => {
    const losses = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 12 }), problems), { maxLength: 6 })
      .map((entries) => new Map(entries));
    await fc.assert(
      fc.asyncProperty(currentShares, desiredShares, losses, async (planned, wanted, missing) => {
        const plan = await planOf(planned, wanted);
        const aws = sharesAtAws(planned, { lost: missing });
        const outcomes = valueOf(await applySharePlan(plan, aws.ports));
        for (const [index, item] of plan.items.entries()) {
          const outcome = outcomes[index];
          expect(outcome?.account).toBe(item.account);
          if (outcome?.result === 'failed') continue;
          expect(samePermissions(aws.shares.get(item.account), item.after)).toBe(true);
        }
        expect(aws.puts.filter(({ redundant }) => redundant)).toEqual([]);
        aws.restart({});
        const again = valueOf(await applySharePlan(plan, aws.ports, aws.kept().sent));
        for (const [index, item] of plan.items.entries()) {
          const done = item.change === 'unchanged' ? 'unchanged' : 'done';
          expect(again[index]).toEqual({ account: item.account, result: done });
        }
        expect(aws.puts.filter(({ redundant }) => redundant)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is undone by the inverse plan', async () => {
    await fc.assert(
      fc.asyncProperty(currentShares, desiredShares, async (planned, wanted) => {
        const aws = sharesAtAws(planned);
        const plan = await planOf(planned, wanted);
        await applySharePlan(plan, aws.ports);
        const between = [...aws.shares].map(([account, may]) => ({ account, ...may }));
        const inverse = plan.items.map(({ account, before }) => ({
          account,
          fleet: before?.fleet ?? false,
          imageBuilder: before?.imageBuilder ?? false,
        }));
        const undone = await applySharePlan(await planOf(between, inverse), aws.ports);
        expect(problemKind(undone)).toBe('no problem');
        const original = planned.map(({ account, ...may }) => [account, may] as const);
        expect(aws.shares).toEqual(new Map(original));
      }),
    );
  });
});
