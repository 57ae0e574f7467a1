import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sortUsage } from '@/lib/lifecycle/unused';
import type { RegionUsage } from '@/lib/lifecycle/usage';
import type { Scope } from '@/lib/scope';
import { awsError } from '../../../aws/errors';
import { mutatingCalls } from '../../../aws/log';
import { addImage, ownImage, regionOf, type World } from '../../../aws/world';
import { believableWorld, ownerAccount, principalOf } from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';
import { pageSender } from '../../../unit/support/senders';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const day = 86_400_000;

let worker: DetachedWorker;

/** An image that nobody has, and a younger one that was copied from it. */
function worldWithOld(): World {
  const world = believableWorld();
  const region = regionOf(world, 'us-east-1');
  const made = (days: number) => ({ CreatedTime: new Date(world.now() - days * day) });
  const old = addImage(region, ownerAccount, 'lab', made(200));
  addImage(region, ownerAccount, 'lab-of-2026', {
    ...made(10),
    tags: { 'image-desk:source-image': old.Arn ?? '' },
  });
  addImage(region, ownerAccount, 'lab-before', made(300));
  return world;
}

async function begin(options: Parameters<typeof startDetachedWorker>[0] = {}) {
  worker = await startDetachedWorker({ world: worldWithOld(), ...options });
  await worker.signIn(ownerAccount);
}

beforeEach(() => begin());

afterEach(() => worker.stop());

const ask = (scope = virginia, request?: string) =>
  worker.call('clean-up.usage', request === undefined ? {} : { request }, scope);

async function usage(scope = virginia): Promise<RegionUsage> {
  const answer = await ask(scope);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

async function sorted(days = 90) {
  return sortUsage(await usage(), { now: worker.world.now(), days });
}

const callsTo = (operation: string) =>
  worker.aws.log.filter((entry) => entry.operation === operation);

const denied = awsError(
  'AccessDeniedException',
  'User: jane is not authorized to perform: appstream:DescribeImagePermissions on resource: lab',
);

describe('clean up', () => {
  it('finds the images that nobody has, and what takes their place', async () => {
    const { candidates } = await sorted();
    expect(candidates.map(({ image: { name }, newer }) => [name, newer])).toEqual([
      ['lab-before', undefined],
      ['lab', 'lab-of-2026'],
    ]);
    const young = await sorted(30);
    expect(young.candidates.map(({ image, against }) => [image.name, against])).toContainEqual([
      'analytics-linux',
      [
        'No newer image is known that takes its place.',
        'The image builder analytics-builder (STOPPED) was started from it.',
      ],
    ]);
  });

  it('says of every other own image why it stays, and nothing of those of others', async () => {
    const { candidates, kept } = await sorted();
    const own = [...regionOf(worker.world, 'us-east-1').images.values()].filter(
      ({ owner }) => owner === ownerAccount,
    );
    expect([...candidates, ...kept].map(({ image }) => image.name).toSorted()).toEqual(
      own.map(({ Name }) => Name ?? '').toSorted(),
    );
    const why = Object.fromEntries(kept.map((each) => [each.image.name, each.why]));
    expect(why).toMatchObject({
      'office-2026-06': 'The fleet office-fleet runs on it.',
      'partner-portal-2026-03': 'It is shared with 98 accounts.',
      'office-2026-09': 'AWS is working on it: it is PENDING.',
      'rocky-tools_v2.1': 'It is 12 days old, not more than 90 days.',
    });
  });

  it('reads the fleets once, who has an image once for each, and few tags', async () => {
    await ask(virginia, 'mine');
    expect(callsTo('DescribeFleets')).toHaveLength(1);
    const own = (await usage()).images.length;
    expect(callsTo('DescribeImagePermissions')).toHaveLength(2 * own);
    // Only the oldest that nobody has is older than all that could take its place.
    expect(callsTo('ListTagsForResource')).toHaveLength(2 * (own - 1));
    const told = worker.events.flatMap((event) =>
      event.event === 'plan-progress' ? [[event.request, event.read, event.total]] : [],
    );
    expect(told).toEqual(Array.from({ length: own }, (_, index) => ['mine', index + 1, own]));
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it('keeps an image of which it cannot be read who has it, and says why', async () => {
    await worker.stop();
    await begin({
      handlers: {
        appstream: {
          DescribeImagePermissions: (input) => {
            if (input['Name'] === 'lab') throw denied;
            return { Name: input['Name'], SharedImagePermissionsList: [] };
          },
        },
      },
    });
    const { candidates, kept } = await sorted();
    expect(candidates.map(({ image }) => image.name)).not.toContain('lab');
    expect(kept.find(({ image }) => image.name === 'lab')?.why).toMatch(
      /^Who it is shared with could not be read\./,
    );
  });

  it.each([
    'DescribeImages',
    'DescribeFleets',
    'DescribeImageBuilders',
    'DescribeImagePermissions',
  ])('says that the permission for %s is missing, and finds nothing', async (operation) => {
    principalOf(worker.world, ownerAccount).deniedActions.add(`appstream:${operation}`);
    expect(await ask()).toMatchObject({
      problem: { kind: 'permission-missing', action: `appstream:${operation}` },
    });
  });

  it('goes on without permission for tags, and says what that leaves open', async () => {
    principalOf(worker.world, ownerAccount).deniedActions.add('appstream:ListTagsForResource');
    const { candidates } = await sorted();
    const lab = candidates.find(({ image }) => image.name === 'lab');
    expect(lab?.newer).toBeUndefined();
    expect(lab?.against[0]).toMatch(/The tags of \d+ newer images could not be read\.$/);
  });

  it('ends where the credentials expire on the way', async () => {
    worker.aws.faults.add({ kind: 'expired-token', operation: 'DescribeImagePermissions' });
    expect(await ask()).toMatchObject({ problem: { kind: 'expired', account: ownerAccount } });
  });

  it('is empty where the account has no image, and is for no page', async () => {
    expect(await usage({ ...virginia, region: 'eu-central-1' })).toEqual({
      images: [],
      fleets: [],
      builders: [],
    });
    const message = { call: 'clean-up.usage', input: {}, scope: virginia };
    expect(await worker.receive(message, { ...pageSender(), id: 'image-desk' })).toMatchObject({
      ok: false,
      problem: { kind: 'refused' },
    });
  });

  it('finds what a plan of deletion deletes', async () => {
    const { candidates } = await sorted();
    const images = candidates.map(({ image }) => ({ region: 'us-east-1', image: image.name }));
    const answer = await worker.call(
      'lifecycle.plan',
      { wish: { act: 'delete', images, unshare: false } },
      virginia,
    );
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    const plan = answer.value.value;
    expect(plan.leftOut).toEqual([]);
    const started = await worker.call('lifecycle.delete', { digest: plan.digest }, virginia);
    if (!started.ok) throw new Error(JSON.stringify(started.problem));
    const { job } = await worker.followed(started.value.value.id);
    expect(job.counts).toMatchObject({ total: 2, done: 2 });
    expect(ownImage(regionOf(worker.world, 'us-east-1'), ownerAccount, 'lab')).toBeUndefined();
  });
});
