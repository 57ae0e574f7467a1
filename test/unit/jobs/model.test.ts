import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SharePermissions } from '@/lib/images/image';
import { hasEnded } from '@/lib/jobs/job';
import type { Problem } from '@/lib/problems/problem';
import { jobOfPlan, itemKey, samePermissions, type DesiredImage } from '@/lib/sharing/plan';
import { recover, simulate, type CrashPoint, type Mishap } from '../support/simulation';
import { accountIds } from '../support/values';

/** So that a failure can be played again: `SEED=… npx vitest run test/unit/jobs/model.test.ts`. */
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const may = fc.constantFrom<SharePermissions>(
  { fleet: true, imageBuilder: false },
  { fleet: false, imageBuilder: true },
  { fleet: true, imageBuilder: true },
);
const nothing: SharePermissions = { fleet: false, imageBuilder: false };

const images = ['us-east-1/office', 'us-east-1/design', 'eu-west-1/office'] as const;

/** Some images with who they are shared with, and who they shall be shared with. */
const worlds = fc.uniqueArray(accountIds, { minLength: 1, maxLength: 4 }).chain((accounts) =>
  fc.record({
    cells: fc.array(
      fc.record({
        now: fc.option(may, { nil: undefined }),
        wanted: fc.option(fc.oneof(may, fc.constant(nothing)), { nil: undefined }),
      }),
      { minLength: images.length * accounts.length, maxLength: images.length * accounts.length },
    ),
    accounts: fc.constant(accounts),
  }),
);

const problems = fc.constantFrom<Problem>(
  { kind: 'throttled' },
  { kind: 'aws-fault' },
  { kind: 'offline' },
);
const mishaps: fc.Arbitrary<Mishap | undefined> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  {
    weight: 2,
    arbitrary: problems.map((problem) => ({ kind: 'refuse', problem }) as const),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<Problem>({ kind: 'aws-fault' }, { kind: 'offline' })
      .map((problem) => ({ kind: 'lose', problem }) as const),
  },
);

/** What happens beside the work: to the worker, to AWS, and by the person. */
type Happening =
  | { readonly what: 'start'; readonly crash?: CrashPoint; readonly two: boolean }
  | { readonly what: 'drift'; readonly cell: number; readonly to: SharePermissions | undefined }
  | { readonly what: 'expire' | 'renew' | 'pause' | 'continue' }
  | { readonly what: 'clock'; readonly by: number };

const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record(
        {
          what: fc.constant('start' as const),
          crash: fc.record({
            step: fc.nat(40),
            when: fc.constantFrom<CrashPoint['when']>('before', 'after'),
          }),
          two: fc.boolean(),
        },
        { requiredKeys: ['what', 'two'] },
      ),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        what: fc.constant('drift' as const),
        cell: fc.nat(20),
        to: fc.option(may, { nil: undefined }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('expire' as const, 'renew', 'pause', 'continue')
        .map((what) => ({ what })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        what: fc.constant('clock' as const),
        by: fc.integer({ min: -3_600_000, max: 3_600_000 }),
      }),
    },
  ),
  { maxLength: 12 },
);

it('T13: whatever happens, each item ends as its state says', async () => {
  console.info(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(
      worlds,
      fc.array(mishaps, { maxLength: 60 }),
      happenings,
      fc.boolean(),
      async ({ accounts, cells }, bad, events, lockless) => {
        const start: Record<string, SharePermissions> = {};
        const wanted: DesiredImage[] = images.map((key, row) => {
          const [region = '', name = ''] = key.split('/');
          const desired = accounts.flatMap((account, column) => {
            const cell = cells[row * accounts.length + column];
            if (cell?.now) start[`${key}/${account}`] = cell.now;
            return cell?.wanted ? [{ account, ...cell.wanted }] : [];
          });
          return { region, image: { name }, desired };
        });
        const simulation = simulate(start, { mishap: (call) => bad[call], lockless });
        const plan = await simulation.plan(wanted);
        const keys = new Set(plan.items.map(itemKey));
        const asking = simulation.start({ step: 1, when: 'before' });
        const job = await asking.jobs.start({ ...jobOfPlan(plan), title: 'Share' });
        await asking.runner.settled();
        const drifted = new Set<string>();
        for (const event of events) {
          switch (event.what) {
            case 'start': {
              const workers = [
                simulation.start(event.crash),
                ...(event.two ? [simulation.start()] : []),
              ];
              for (const { runner } of workers) runner.wake();
              for (const { runner } of workers) await runner.settled();
              break;
            }
            case 'drift': {
              const item = plan.items[event.cell % Math.max(1, plan.items.length)];
              if (!item) break;
              drifted.add(itemKey(item));
              if (event.to) simulation.remote.set(itemKey(item), event.to);
              else simulation.remote.delete(itemKey(item));
              break;
            }
            case 'expire':
              simulation.barrier.problem = { kind: 'expired' };
              break;
            case 'renew':
              delete simulation.barrier.problem;
              break;
            case 'pause':
            case 'continue':
              await simulation.journal.wish(job.id, event.what);
              break;
            case 'clock':
              simulation.clock.time += event.by;
              break;
          }
        }
        const callsBefore = simulation.calls();
        if (simulation.barrier.problem) {
          // Without credentials nothing is sent, however often a worker starts.
          const { runner } = simulation.start();
          runner.wake();
          await runner.settled();
          expect(simulation.calls()).toBe(callsBefore);
        }
        delete simulation.barrier.problem;
        const [ended] = await recover(simulation);
        expect(ended && hasEnded(ended.job)).toBe(true);
        for (const { task, state } of ended?.items ?? []) {
          const now = simulation.remote.get(itemKey(task));
          const right = samePermissions(now, task.after);
          if (state === 'drift') expect(right && !drifted.has(itemKey(task))).toBe(false);
          else if (!drifted.has(itemKey(task))) {
            expect([state, right]).toEqual([state === 'unchanged' ? state : 'done', true]);
          }
        }
        for (const { key, redundant, asRead } of simulation.sent) {
          expect([key, keys.has(key), asRead]).toEqual([key, true, true]);
          if (!drifted.has(key)) expect([key, redundant]).toEqual([key, false]);
        }
        for (const [key, permissions] of Object.entries(start)) {
          if (!keys.has(key)) expect(simulation.remote.get(key)).toEqual(permissions);
        }
      },
    ),
    { seed, numRuns: 1000 },
  );
}, 60_000);

it('T13: with reads that lag behind, a crash costs at most the puts that were under way', async () => {
  const desired = Array.from({ length: 6 }, (_, index) => ({
    account: String(300_000_000_000 + index),
    fleet: true,
    imageBuilder: false,
  }));
  const wanted = [{ region: 'us-east-1', image: { name: 'office' }, desired }];
  for (let step = 0; step < 40; step += 1) {
    const simulation = simulate({}, { lag: 2 });
    const plan = await simulation.plan(wanted);
    const asking = simulation.start({ step: 1, when: 'before' });
    await asking.jobs.start({ ...jobOfPlan(plan), title: 'Share' });
    await asking.runner.settled();
    await recover(simulation, [{ step, when: 'after' }]);
    expect(simulation.remote.size).toBe(6);
    expect(simulation.sent.filter(({ redundant }) => redundant).length).toBeLessThanOrEqual(3);
  }
});
