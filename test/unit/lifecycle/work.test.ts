import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScriptOrder } from '@/lib/cloning/script/order';
import { makerOf, unendedBuilders } from '@/lib/lifecycle/left-behind';
import type { ImageStep, StepAct } from '@/lib/lifecycle/step';
import { planRest } from '@/lib/lifecycle/planning/rest';
import { imageStepWork } from '@/lib/lifecycle/work';
import type { StepReads } from '@/lib/lifecycle/work-parts';
import { present } from '@/lib/present';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok } from '@/lib/result';
import { carryStepsOut, type ImageJobEnd, type ImageJobOptions } from '../support/image-jobs';
import { imageWorld, type ImageWorld } from '../support/image-world';
import { friend, home, minute, noon, owner, stranger } from '../support/values';

const region = home.region;
const at = (name: string, account = owner) => `${account}/${region}/${name}`;

const stepsOf = (chain: string, ...acts: readonly StepAct[]): readonly ImageStep[] =>
  acts.map((act) => ({ kind: 'image-step', of: 'clone', chain, region, ...act }));

const builder = {
  name: 'office-2-builder',
  image: { name: 'office' },
  instanceType: 'stream.standard.medium',
  subnets: [],
  securityGroups: [],
  internetAccess: true,
  withoutImdsV1: true,
  software: [],
  tags: [],
};
const tags = [{ key: 'team', value: 'finance' }];
const made = { builder: builder.name, image: 'office-2' };

const order: ScriptOrder = {
  platform: 'windows',
  applications: [],
  present: [],
  image: { name: 'office-2', dynamicCatalogs: false, latestAgent: true, tags },
};

const clone = stepsOf(
  'clone',
  { act: 'create-builder', builder },
  { act: 'deploy-software', builder: builder.name, software: ['Office'] },
  { act: 'await-image', ...made, order },
  { act: 'tag', image: 'office-2', tags },
  { act: 'delete-builder', ...made },
);

const copies = ['a', 'b', 'c'].flatMap((name) =>
  stepsOf(
    name,
    { act: 'copy', source: 'office', image: `office-${name}`, from: 'eu-west-1' },
    { act: 'tag', image: `office-${name}`, tags },
    { act: 'share', image: `office-${name}`, with: friend, fleet: true, imageBuilder: false },
  ),
);

const role = `arn:aws:iam::${owner}:role/Images`;
const across: readonly ImageStep[] = [
  ...stepsOf(
    'across',
    { act: 'export', image: 'office', ami: 'office-ami', role, tags: [] },
    { act: 'share-ami', ami: 'office-ami', with: friend },
  ),
  {
    kind: 'image-step',
    of: 'copy',
    chain: 'across',
    region,
    account: friend,
    act: 'import',
    order: {
      ami: { name: 'office-ami', owner },
      image: 'office-x',
      role,
      alwaysLatestAgent: true,
      applications: [],
      tags: [],
    },
  },
];

const both = { fleet: true, imageBuilder: true };
const deletion = stepsOf(
  'old',
  { act: 'unshare', image: 'old', with: friend, ...both },
  { act: 'unshare', image: 'old', with: stranger, ...both },
  { act: 'delete', image: 'old' },
);
const update = stepsOf('update', { act: 'update', source: 'office', image: 'office-u', tags });

const spare = ['spare-a', 'spare-b'];
const ends = spare.flatMap((name) =>
  stepsOf(name, { act: 'end-builder', builder: `${name}-builder`, end: 'delete' }),
);

const withOld = (world: ImageWorld) => {
  for (const name of spare) {
    const there = { at: 0, until: 0 };
    world.images.set(at(name), { name, imageBuilder: `${name}-builder`, tags: [], ...there });
    world.builders.set(at(`${name}-builder`), { name: `${name}-builder`, ...there });
  }
  world.images.set(at('old'), { name: 'old', at: 0, until: 0, tags: [] });
  for (const account of [friend, stranger]) world.shares.set(`${at('old')}/${account}`, both);
};

const jobs: Readonly<Record<string, readonly ImageStep[]>> = {
  clone,
  copies,
  across,
  deletion,
  update,
  ends,
};

/** What AWS accepts of each, once and in this order, as its chain wants it. */
const accepted: Readonly<Record<string, readonly string[]>> = {
  clone: [
    `create ${at('office-2-builder')}`,
    'associate Office',
    'deploy on office-2-builder',
    'tag office-2',
    `delete ${at('office-2-builder')}`,
  ],
  copies: ['a', 'b', 'c'].flatMap((name) => [
    `make ${at(`office-${name}`)}`,
    `tag office-${name}`,
    `share office-${name}`,
  ]),
  across: [`export ${at('office-ami')}`, 'share ami-office-ami', `make ${at('office-x', friend)}`],
  deletion: ['unshare old', 'unshare old', `delete ${at('old')}`],
  update: [`make ${at('office-u')}`],
  ends: spare.map((name) => `delete ${at(`${name}-builder`)}`),
};

const run = (steps: readonly ImageStep[], options: ImageJobOptions = {}) =>
  carryStepsOut(steps, { before: withOld, ...options });

/** What is wrong with how a job has ended; nothing when all was done, and done once. */
async function faultsOf(name: string, options: ImageJobOptions = {}) {
  const { world, states, ended, effects } = await run(jobs[name] ?? [], options);
  const faults = [...world.faults];
  if (!ended) faults.push('it has not ended');
  for (const state of states) {
    if (state !== 'done' && state !== 'unchanged') faults.push(`a step is ${state}`);
  }
  if (world.accepted.toSorted().join() !== (accepted[name] ?? []).toSorted().join()) {
    faults.push(`accepted: ${world.accepted.join()}`);
  }
  if (world.mostCopies() > 2) faults.push('too many copies at a time');
  return { faults, effects };
}

const noRoom = { kind: 'quota', detail: 'Ten images.' } as const;

function restPlanOf({ job, items }: ImageJobEnd, reads: StepReads) {
  if (!job) throw new Error('There is no job.');
  return planRest({ job, items }, { reads, progress: async () => {} });
}

/** What is left of a job. */
async function restOf(end: ImageJobEnd) {
  const rest = await restPlanOf(end, end.world.reads);
  if (!rest.ok) throw new Error(JSON.stringify(rest.problem));
  return rest.value;
}

describe.each(Object.keys(jobs))('the job %s', (name) => {
  it('is done with a worker that is killed at any effect, before it and after', async () => {
    const { faults, effects } = await faultsOf(name);
    expect(faults).toEqual([]);
    expect(effects).toBeGreaterThan(4);
    const bad: string[] = [];
    for (let step = 0; step < effects; step += 1) {
      for (const when of ['before', 'after'] as const) {
        for (const fault of (await faultsOf(name, { crashes: [{ step, when }] })).faults) {
          bad.push(`${step} ${when}: ${fault}`);
        }
      }
    }
    expect(bad).toEqual([]);
  });

  it.each<Problem>([{ kind: 'offline' }, { kind: 'aws-fault' }])(
    'is done when any answer is lost: $kind',
    async (problem) => {
      const changes = accepted[name]?.length ?? 0;
      for (let lost = 0; lost < changes; lost += 1) {
        const mishap = (change: number) =>
          change === lost ? ({ kind: 'lose', problem } as const) : undefined;
        expect((await faultsOf(name, { mishap })).faults, `the ${lost}th`).toEqual([]);
      }
    },
  );

  it('waits for credentials that expire halfway, and goes on with new ones', async () => {
    const problem = { kind: 'expired', account: owner } as const;
    for (const from of [0, 1, 3, 6]) {
      const barrier = { from, to: from + 2, problem };
      const { pauses, ended } = await run(jobs[name] ?? [], { barrier });
      expect((await faultsOf(name, { barrier })).faults).toEqual([]);
      expect(ended).toBe(true);
      // A short job is over before.
      if (from < 2) expect(pauses).toContain('expired');
    }
  });

  it('ends at the step that AWS refuses, and leaves out what comes after it', async () => {
    const problem = { kind: 'quota', detail: 'Ten images.' } as const;
    const changes = accepted[name]?.length ?? 0;
    for (let refused = 0; refused < changes; refused += 1) {
      const mishap = (change: number) =>
        change === refused ? ({ kind: 'refuse', problem } as const) : undefined;
      const { world, states, items, ended } = await run(jobs[name] ?? [], { mishap });
      expect(ended).toBe(true);
      expect(world.faults).toEqual([]);
      const first = states.indexOf('failed');
      expect(items[first]?.problem).toEqual(problem);
      const chain = (seq: number) => jobs[name]?.[seq]?.chain;
      const after = states.filter((_, seq) => seq > first && chain(seq) === chain(first));
      // Those who an image is no longer shared with are one step.
      const left = name === 'deletion' && first < 2 ? after.slice(-1) : after;
      expect(left.every((state) => state === 'cancelled')).toBe(true);
    }
  });

  it('is done to its end by the job of its rest, and nothing of it twice', async () => {
    const changes = accepted[name]?.length ?? 0;
    for (let refused = 0; refused < changes; refused += 1) {
      const mishap = (change: number) =>
        change === refused ? ({ kind: 'refuse', problem: noRoom } as const) : undefined;
      const first = await run(jobs[name] ?? [], { mishap });
      const rest = await restOf(first);
      expect(rest.leftOut).toEqual([]);
      const { states, world } = await carryStepsOut(rest.steps, { after: first });
      expect(states.every((state) => state === 'done' || state === 'unchanged')).toBe(true);
      expect(world.faults).toEqual([]);
      expect(world.accepted.toSorted()).toEqual((accepted[name] ?? []).toSorted());
    }
  });
});

describe('the rest of a job', () => {
  it('leaves out what AWS has left broken, with the reason', async () => {
    const first = await run(copies, { fails: new Set(['office-b']) });
    expect(await restOf(first)).toMatchObject({
      steps: [],
      leftOut: [
        { subject: 'office-b', refusal: { sentence: expect.stringMatching(/^There is an image/) } },
      ],
    });
    const failing = await run(clone, { fails: new Set(['office-2']) });
    const { leftOut } = await restOf(failing);
    expect(leftOut.map(({ refusal: { sentence } }) => sentence)).toEqual([
      expect.stringContaining('INTERNAL: It broke.'),
    ]);
    const without = await run(clone, { fails: new Set([builder.name]) });
    expect((await restOf(without)).leftOut).toMatchObject([
      { refusal: { sentence: expect.stringMatching(/^There is an image builder/) } },
    ]);
  });

  it('goes on at the image builder where a cancelled job waited', async () => {
    const first = await run(clone, { idle: true, cancelled: 8, turns: 12 });
    const rest = await restOf(first);
    expect(rest.steps).toEqual(clone.slice(2));
    expect(rest.leftOut).toEqual([]);
  });

  it('is not planned where AWS does not answer', async () => {
    const first = await run(update, { mishap: () => ({ kind: 'refuse', problem: noRoom }) });
    const silent = failed({ kind: 'offline' } as const);
    const reads = { ...first.world.reads, findImage: async () => silent };
    expect(await restPlanOf(first, reads)).toEqual(silent);
  });
});

describe('a clone', () => {
  it('keeps its image builder when the image fails', async () => {
    const { world, states, items } = await run(clone, { fails: new Set(['office-2']) });
    expect(states).toEqual(['done', 'done', 'failed', 'cancelled', 'cancelled']);
    expect(items[2]?.problem).toEqual({ kind: 'not-available', detail: 'INTERNAL: It broke.' });
    expect(world.stateOfBuilder(at(builder.name))).toBe('STOPPED');
  });

  it('ends when its image builder fails, and says what AWS says', async () => {
    const { states, items } = await run(clone, { fails: new Set([builder.name]) });
    expect(states[0]).toBe('failed');
    expect(items[0]?.problem).toEqual({ kind: 'not-available', detail: 'IAM: It broke.' });
  });

  it('ends when license-included software cannot be installed', async () => {
    const { items } = await run(clone, { fails: new Set(['Office']) });
    expect(items[1]?.problem).toMatchObject({ detail: expect.stringMatching(/^Office: /) });
  });

  it('waits for the person as long as it takes', async () => {
    const { ended, pauses, awaited, world, items } = await run(clone, { idle: true, turns: 60 });
    expect(ended).toBe(false);
    expect(pauses).toEqual(['underway']);
    expect(awaited).toEqual([builder.name]);
    expect(items[2]?.state).toBe('sent');
    expect(world.stateOfBuilder(at(builder.name))).toBe('RUNNING');
  });

  it.each([0, 3, 6, 7, 8, 9])(
    'touches no image builder that somebody else makes under its name at effect %i',
    async (when) => {
      const theirs = { name: builder.name, imageArn: 'theirs', instanceType: 'theirs' };
      const { world, states } = await run(clone, {
        meanwhile: (effect, { builders }) => {
          if (effect === when && !builders.has(at(builder.name))) {
            builders.set(at(builder.name), { ...theirs, at: noon, until: noon });
          }
        },
      });
      const isTheirs = world.builders.get(at(builder.name))?.instanceType === 'theirs';
      if (isTheirs) {
        expect(['drift', 'failed']).toContain(states[0]);
        expect(world.accepted).toEqual([]);
      } else expect(states[0]).toBe('done');
    },
  );

  it('is not done by an image of its name that another image builder has made', async () => {
    const { world, states } = await run(clone, {
      before: ({ images }) =>
        images.set(at('office-2'), {
          name: 'office-2',
          imageBuilder: 'another',
          at: noon,
          until: noon,
          tags: [],
        }),
    });
    expect(states.slice(2)).toEqual(['drift', 'cancelled', 'cancelled']);
    expect(world.accepted.some((each) => each.startsWith('delete'))).toBe(false);
  });

  it('stops its image builder instead where that is wanted', async () => {
    const steps = [...clone.slice(0, 4), ...stepsOf('clone', { act: 'stop-builder', ...made })];
    const { states, world } = await run(steps);
    // The person makes the image, and AWS stops the image builder then.
    expect(states).toEqual(['done', 'done', 'unchanged', 'done', 'unchanged']);
    expect(world.stateOfBuilder(at(builder.name))).toBe('STOPPED');
  });
});

describe('an image builder', () => {
  const things = ['office-2', builder.name, 'Office'];
  const points = fc.record({
    step: fc.nat(60),
    when: fc.constantFrom('before' as const, 'after' as const),
  });

  it('is listed with the job that made it for as long as it is there, whatever happens', async () => {
    const expired = { kind: 'expired', account: owner } as const;
    const refused = fc.constantFrom<Problem>(
      { kind: 'quota', detail: 'Ten images.' },
      { kind: 'rejected', detail: 'No.' },
      { kind: 'throttled' },
    );
    const unanswered = fc.constantFrom<Problem>({ kind: 'offline' }, { kind: 'aws-fault' });
    const mishaps = fc.oneof(
      { weight: 6, arbitrary: fc.constant(undefined) },
      fc.record({ kind: fc.constant('refuse' as const), problem: refused }),
      fc.record({ kind: fc.constant('lose' as const), problem: unanswered }),
    );
    const undisturbed = {
      crashes: [],
      mishaps: [],
      fails: [],
      barrier: undefined,
      cancelled: undefined,
    };
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          crashes: fc.array(points, { maxLength: 6 }),
          mishaps: fc.array(mishaps, { maxLength: 8 }),
          fails: fc.subarray(things),
          barrier: fc.option(
            fc
              .record({ from: fc.nat(40), length: fc.integer({ min: 1, max: 4 }) })
              .map(({ from, length }) => ({ from, to: from + length, problem: expired })),
            { nil: undefined },
          ),
          cancelled: fc.option(fc.nat(12), { nil: undefined }),
          idle: fc.boolean(),
        }),
        async ({ mishaps: happen, fails, barrier, cancelled, ...more }) => {
          const { world, items, job, ended } = await run(clone, {
            ...more,
            ...present({ barrier, cancelled }),
            mishap: (change) => happen[change],
            fails: new Set(fails),
            turns: 40,
          });
          expect(world.faults.filter((fault) => fault.includes('while its image'))).toEqual([]);
          if (!job) throw new Error('There is no job.');
          const listed = unendedBuilders({ job, items }).map(({ place, name }) =>
            at(name, place.account),
          );
          const state = world.stateOfBuilder(at(builder.name));
          if (state === undefined || state === 'DELETING') return;
          expect(listed).toEqual([at(builder.name)]);
          const createdAt = world.builders.get(at(builder.name))?.at ?? 0;
          const maker = makerOf({ name: builder.name, createdAt }, home, [{ job, items }]);
          const standing = ended ? 'left-behind' : 'in-use';
          expect(maker).toEqual({ job: 'job', title: 'Clone', standing });
          seen.set(standing, (seen.get(standing) ?? 0) + 1);
        },
      ),
      {
        numRuns: 120,
        // Somebody never comes, and an image that fails.
        examples: [
          [{ ...undisturbed, idle: true }],
          [{ ...undisturbed, fails: ['office-2'], idle: false }],
        ],
      },
    );
    // Both come about, or nothing was shown.
    expect([...seen.keys()].toSorted()).toEqual(['in-use', 'left-behind']);
  });

  it('is never deleted before its image is AVAILABLE, whatever happens', async () => {
    const problems = fc.constantFrom<Problem>(
      { kind: 'offline' },
      { kind: 'aws-fault' },
      { kind: 'throttled' },
    );
    const mishaps = fc.option(
      fc.record({ kind: fc.constantFrom('lose' as const, 'refuse' as const), problem: problems }),
      { nil: undefined, freq: 3 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          crashes: fc.array(points, { maxLength: 6 }),
          mishaps: fc.array(mishaps, { maxLength: 8 }),
          fails: fc.subarray(things),
          /** Somebody deletes the image at this effect. */
          deletes: fc.option(fc.nat(120), { nil: undefined }),
          idle: fc.boolean(),
          shuffled: fc.boolean(),
        }),
        async ({ crashes, mishaps: happen, fails, deletes, idle, shuffled }) => {
          // Also where a plan leaves the waiting out.
          const steps = shuffled ? clone.filter(({ act }) => act !== 'await-image') : clone;
          const { world } = await run(steps, {
            crashes,
            mishap: (change) => happen[change],
            fails: new Set(fails),
            idle,
            turns: 40,
            // Between the last look and the deletion AWS lets nobody look again.
            meanwhile: (effect, { images }, kind) => {
              const image = images.get(at('office-2'));
              if (image && effect === deletes && kind !== 'change')
                image.deletedAt = noon + 5 * minute;
            },
          });
          expect(world.faults.filter((fault) => fault.includes('while its image'))).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('is kept when its image goes between the last look and the deletion', async () => {
    const world = imageWorld(() => noon, { idle: true });
    world.builders.set(at(builder.name), { name: builder.name, at: 0, until: 0 });
    const work = imageStepWork({
      at: () => world,
      forbidden: async () => undefined,
      settled: async () => {},
    });
    const step = clone[4];
    if (!step) throw new Error('There is no last step.');
    const sent = await work.change(home, step, { job: 'job', seq: 4 });
    expect(sent).toEqual(
      failed({
        kind: 'not-available',
        detail: 'The image builder office-2-builder is kept: there is no image office-2.',
      }),
    );
    expect(world.accepted).toEqual([]);
  });
});

describe('a name', () => {
  const [copy] = copies;
  if (!copy) throw new Error('There is no copy.');
  const taken = failed({ kind: 'name-taken', detail: 'There is one.' } as const);
  const work = imageStepWork({
    at: () => {
      const { reads, changes } = imageWorld(() => noon);
      return { reads, changes: { ...changes, copyImage: async () => taken } };
    },
    forbidden: async () => undefined,
    settled: async () => {},
  });

  it('that is taken is a refusal at first, and after a lost answer maybe our own doing', async () => {
    expect(await work.change(home, copy, { job: 'job', seq: 0, attempts: 0 })).toEqual(taken);
    expect(await work.change(home, copy, { job: 'job', seq: 0, attempts: 1 })).toEqual(ok(null));
  });
});

const withOtherCopies = ({ images }: ImageWorld) => {
  for (const name of ['x', 'y']) {
    images.set(at(name), { name, at: noon, until: noon + 60 * minute, tags: [] });
  }
};

const exportAs = (ami: string) =>
  stepsOf(ami, { act: 'export', image: 'office', ami, role, tags: [] });

describe('exports', () => {
  it('of one image are judged each by its own AMI, which is told', async () => {
    const steps = ['first', 'second', 'third'].flatMap(exportAs);
    const { states, items, world } = await run(steps, { fails: new Set(['second']) });
    expect(states).toEqual(['done', 'failed', 'done']);
    expect(items.map((item) => item.made)).toEqual(['ami-first', 'task-second', 'ami-third']);
    expect(items[1]?.problem).toEqual({ kind: 'not-available', detail: 'EXPORT: It broke.' });
    expect(world.accepted).toHaveLength(3);
  });
});

describe('updates', () => {
  it('wait while AWS is at five that somebody else has begun', async () => {
    let asked = 0;
    const updatesElsewhere = () => (++asked < 20 ? 5 : 4);
    const { states, pauses, world } = await run(update, { updatesElsewhere });
    expect(states).toEqual(['done']);
    expect(pauses).toContain('underway');
    expect(asked).toBe(20);
    expect(world.accepted).toHaveLength(1);
  });
});

describe('copies', () => {
  it('are not begun before AWS has room for them', async () => {
    const { pauses, awaited } = await run(copies);
    expect(pauses).toEqual(['underway']);
    expect(awaited).toEqual([]);
  });

  it('wait for those that somebody else has begun', async () => {
    const { states, world, pauses } = await run(copies, { before: withOtherCopies });
    expect(new Set(states)).toEqual(new Set(['done']));
    expect(pauses).toContain('underway');
    expect(world.mostCopies()).toBe(2);
  });

  it('are not those of others that have their name', async () => {
    const { states, world } = await run(copies.slice(0, 3), {
      before: ({ images }) =>
        images.set(at('office-a'), { name: 'office-a', at: 0, until: 0, tags: [] }),
    });
    expect(states).toEqual(['drift', 'cancelled', 'cancelled']);
    expect(world.accepted).toEqual([]);
  });
});
