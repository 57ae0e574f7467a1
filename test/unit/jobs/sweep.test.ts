import { describe, expect, it } from 'vitest';
import { jobOfPlan, type DesiredImage } from '@/lib/sharing/plan';
import {
  faultsOf,
  recover,
  simulate,
  type CrashPoint,
  type SimulationOptions,
} from '../support/simulation';
import { friend, stranger } from '../support/values';

const third = '222233334444';
const both = { fleet: true, imageBuilder: true };
const fleet = { fleet: true, imageBuilder: false };

/** One image that is shared already, one that is not, and one in another Region. */
const before = {
  [`us-east-1/office/${friend}`]: fleet,
  [`us-east-1/office/${third}`]: both,
  [`us-east-1/untouched/${friend}`]: both,
  [`eu-west-1/office/${stranger}`]: fleet,
};

const wanted: readonly DesiredImage[] = [
  {
    region: 'us-east-1',
    image: { name: 'office' },
    desired: [
      { account: friend, ...both },
      { account: stranger, ...fleet },
      { account: third, fleet: false, imageBuilder: false },
    ],
  },
  { region: 'us-east-1', image: { name: 'design' }, desired: [{ account: friend, ...fleet }] },
  {
    region: 'eu-west-1',
    image: { name: 'office' },
    desired: [{ account: stranger, ...fleet }],
    exact: true,
  },
];

const untouched = { [`us-east-1/untouched/${friend}`]: both };

/** Carries the plan out with workers that are killed at these points, one after the other. */
async function sweepOnce(crashes: readonly CrashPoint[], options: SimulationOptions = {}) {
  const simulation = simulate(before, options);
  const plan = await simulation.plan(wanted);
  // What is swept begins with the job on disk: before that nothing was promised.
  const asking = simulation.start({ step: 1, when: 'before' });
  await asking.jobs.start({ ...jobOfPlan(plan), title: 'Share' });
  await asking.runner.settled();
  const begun = simulation.effects();
  await recover(simulation, crashes);
  return {
    effects: simulation.effects() - begun,
    faults: await faultsOf(simulation, plan.items, untouched),
  };
}

const ways = ['before', 'after'] as const;

describe('a worker that is killed', () => {
  it('T13: at any effect, and again at any effect of the recovery, leaves what was planned', async () => {
    const { effects, faults } = await sweepOnce([]);
    expect(faults).toEqual([]);
    expect(effects).toBeGreaterThan(15);
    const points = Array.from({ length: effects }, (_, step) =>
      ways.map((when): CrashPoint => ({ step, when })),
    ).flat();
    const bad: string[] = [];
    for (const first of points) {
      for (const second of [undefined, ...points]) {
        const crashes = second ? [first, second] : [first];
        for (const fault of (await sweepOnce(crashes)).faults) {
          bad.push(`${JSON.stringify(crashes)}: ${fault}`);
        }
      }
    }
    expect(bad).toEqual([]);
  }, 60_000);

  it('puts again what it had put, if it goes by what is written down alone', async () => {
    // The control: the sweep must find a runner that does not read before it puts.
    const bad: string[] = [];
    for (let step = 0; step <= 60; step += 1) {
      for (const when of ways)
        bad.push(...(await sweepOnce([{ step, when }], { blind: true })).faults);
    }
    expect(bad.filter((fault) => fault.includes('although it was right')).length).toBeGreaterThan(
      0,
    );
  });
});
