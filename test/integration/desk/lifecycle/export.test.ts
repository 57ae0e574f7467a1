import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WishOf } from '@/lib/lifecycle/wish';
import { addAmi } from '../../../aws/image-builder/amis';
import { regionOf } from '../../../aws/world';
import { imageActsOf, roleOf } from '../../../support/image-acts';
import { believableWorld, ownerAccount } from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const ami = 'office-2026-06-ami';
const wish: WishOf<'export'> = {
  act: 'export',
  image: 'office-2026-06',
  ami,
  role: roleOf(ownerAccount),
  description: 'For the other account',
  tags: [{ key: 'Team', value: 'Workplace' }],
};

let worker: DetachedWorker;
let acts: ReturnType<typeof imageActsOf>;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  acts = imageActsOf(worker);
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

const amisOfName = () =>
  [...regionOf(worker.world, 'us-east-1').amis.values()].filter(({ Name }) => Name === ami);

describe('an export', () => {
  it('makes one AMI, with its tags and the image that it is of', async () => {
    const { job } = await acts.done(wish);
    expect(job.counts).toMatchObject({ total: 1, done: 1 });
    expect(amisOfName()).toHaveLength(1);
    expect(acts.amiOf(ownerAccount, ami)).toMatchObject({
      Description: 'For the other account',
      Tags: [
        { Key: 'Team', Value: 'Workplace' },
        {
          Key: 'image-desk:source-image',
          Value: acts.imageOf(ownerAccount, 'office-2026-06')?.Arn,
        },
      ],
    });
  });

  it('is not planned under a name that another AMI has, or that an export was given', async () => {
    addAmi(regionOf(worker.world, 'us-east-1'), ownerAccount, { Name: 'taken-ami' });
    const first = await acts.planned({ ...wish, ami: 'taken-ami' });
    const { id } = await acts.begin(await acts.planned(wish));
    await worker.settled(id);
    const second = await acts.planned(wish);
    for (const { steps, leftOut } of [first, second]) {
      expect(steps).toEqual([]);
      expect(leftOut.map(({ refusal }) => refusal.kind)).toEqual(['name']);
    }
  });

  it('tells why AWS could not make it', async () => {
    worker.world.failing.set(ami, 'The snapshot could not be made.');
    const { job, items } = await acts.done(wish);
    expect(job.counts).toMatchObject({ total: 1, failed: 1 });
    expect(items[0]?.problem).toMatchObject({
      detail: expect.stringContaining('The snapshot could not be made.'),
    });
    expect(amisOfName()).toEqual([]);
  });

  it('fails where an AMI has got the name meanwhile, and where the role is none', async () => {
    const plan = await acts.planned(wish);
    addAmi(regionOf(worker.world, 'us-east-1'), ownerAccount, { Name: ami });
    const { id } = await acts.begin(plan);
    expect((await worker.followed(id)).job.counts).toMatchObject({ done: 0, failed: 1 });
    const role = `arn:aws:iam::${ownerAccount}:role/Nobody`;
    const { items } = await acts.done({ ...wish, ami: 'other-ami', role });
    expect(items[0]?.problem).toMatchObject({
      kind: 'rejected',
      detail: expect.stringContaining('cannot be assumed'),
    });
  });

  it('waits for new credentials where they expire halfway, and goes on with the same task', async () => {
    const { id } = await acts.begin(await acts.planned(wish));
    const waiting = await worker.followed(id, (look) => {
      if (look === 1) acts.expire(ownerAccount);
    });
    expect(waiting.job.pause?.reason).toBe('expired');
    await acts.renew(ownerAccount);
    const { job } = await worker.followed(id);
    expect(job.counts).toMatchObject({ total: 1, done: 1 });
    expect(regionOf(worker.world, 'us-east-1').exportTasks.size).toBe(1);
  });
});
