import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WishOf } from '@/lib/lifecycle/wish';
import { addImage, regionOf } from '../../../aws/world';
import { imageActsOf, roleOf } from '../../../support/image-acts';
import { believableWorld, customerAccount, ownerAccount } from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const ami = 'office-2026-06-for-front-office';
const made = 'office-2026-06';
const wish: WishOf<'move'> = {
  act: 'move',
  image: 'office-2026-06',
  ami,
  role: roleOf(ownerAccount),
  to: customerAccount,
  order: {
    image: made,
    role: roleOf(customerAccount),
    alwaysLatestAgent: false,
    applications: [{ id: 'Firefox', name: 'Firefox', path: 'C:\\Firefox\\firefox.exe' }],
    tags: [{ key: 'Team', value: 'Front office' }],
  },
};

let worker: DetachedWorker;
let acts: ReturnType<typeof imageActsOf>;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  acts = imageActsOf(worker);
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

/** Who may launch the AMI, by the fake AWS. */
const launchers = () => [...(acts.amiOf(ownerAccount, ami)?.launchPermissions.userIds ?? [])];

describe('a clone to another account', () => {
  it('ends in an image there, by way of an AMI that stays here and is told', async () => {
    await worker.signIn(customerAccount);
    const { job, items } = await acts.done(wish);
    expect(job.counts).toMatchObject({ total: 3, done: 3 });
    expect(launchers()).toEqual([customerAccount]);
    const source = acts.imageOf(ownerAccount, 'office-2026-06')?.Arn;
    expect(acts.imageOf(customerAccount, made)).toMatchObject({
      State: 'AVAILABLE',
      Applications: [{ Name: 'Firefox', LaunchPath: 'C:\\Firefox\\firefox.exe' }],
    });
    expect(Object.fromEntries(acts.imageOf(customerAccount, made)?.tags ?? [])).toEqual({
      Team: 'Front office',
      'image-desk:source-image': source,
    });
    const shared = items.find(({ task }) => task.kind === 'image-step' && task.act === 'share-ami');
    // The other account knows the AMI by its name, and by whose it is.
    const asked = worker.aws.log.find(
      ({ service, operation, account }) =>
        service === 'ec2' && operation === 'DescribeImages' && account === customerAccount,
    );
    expect(asked?.input).toMatchObject({
      Filters: [
        { Name: 'name', Values: [ami] },
        { Name: 'owner-id', Values: [ownerAccount] },
      ],
    });
    expect(shared?.made).toBe(acts.amiOf(ownerAccount, ami)?.ImageId);
  });

  it('is not planned without credentials of the other account, which is named', async () => {
    expect(await acts.plan(wish)).toEqual({
      ok: false,
      problem: { kind: 'wrong-account', account: customerAccount },
    });
  });

  it('is not planned where the company allows neither the account nor to give it something', async () => {
    await worker.signIn(customerAccount);
    worker.managed['allowedRecipients'] = ['999900001111'];
    expect(await acts.plan(wish)).toMatchObject({
      ok: false,
      problem: { kind: 'company-policy', rule: 'recipient' },
    });
    delete worker.managed['allowedRecipients'];
    worker.managed['allowedAccounts'] = [ownerAccount];
    expect(await acts.plan(wish)).toMatchObject({
      ok: false,
      problem: { kind: 'company-policy', rule: 'account', detail: customerAccount },
    });
  });

  it('gives nobody the AMI where AWS cannot make it', async () => {
    await worker.signIn(customerAccount);
    worker.world.failing.set(ami, 'The snapshot could not be made.');
    const { job, items } = await acts.done(wish);
    expect(job.counts).toMatchObject({ total: 3, done: 0, failed: 1, cancelled: 2 });
    expect(items[0]?.problem).toMatchObject({
      detail: expect.stringContaining('The snapshot could not be made.'),
    });
    expect(items.slice(1).map(({ problem }) => problem?.kind)).toEqual([
      'step-missed',
      'step-missed',
    ]);
    expect(acts.imageOf(customerAccount, made)).toBeUndefined();
  });

  it('tells why the other account could not import it, and which AMI is left over', async () => {
    await worker.signIn(customerAccount);
    worker.world.failing.set(made, 'The AMI has no agent.');
    const { job, items } = await acts.done(wish);
    expect(job.counts).toMatchObject({ total: 3, done: 2, failed: 1 });
    expect(items[2]?.problem).toMatchObject({
      detail: expect.stringContaining('The AMI has no agent.'),
    });
    expect(items[1]?.made).toBe(acts.amiOf(ownerAccount, ami)?.ImageId);
  });

  it('leaves an image alone that has got the name there meanwhile', async () => {
    await worker.signIn(customerAccount);
    const { id } = await acts.begin(await acts.planned(wish));
    const { job } = await worker.followed(id, (look) => {
      if (look !== 1) return;
      addImage(regionOf(worker.world, 'us-east-1'), customerAccount, made, {
        Description: 'Elsewhere',
      });
    });
    expect(job.counts).toMatchObject({ total: 3, done: 2, drift: 1 });
    expect(acts.imageOf(customerAccount, made)?.Description).toBe('Elsewhere');
  });

  it('stops at the quota of the other account', async () => {
    await worker.signIn(customerAccount);
    const plan = await acts.planned(wish);
    worker.world.quotas.images = 1;
    const { id } = await acts.begin(plan);
    const { items } = await worker.followed(id);
    expect(items.map(({ state, problem }) => problem?.kind ?? state)).toEqual([
      'done',
      'done',
      'quota',
    ]);
  });

  it.each([
    ['this account', ownerAccount, 1],
    ['the other account', customerAccount, 1],
    ['the other account while it imports', customerAccount, 8],
  ] as const)('waits for new credentials of %s, and goes on', async (_, account, when) => {
    await worker.signIn(customerAccount);
    const { id } = await acts.begin(await acts.planned(wish));
    const waiting = await worker.followed(id, (look) => {
      if (look === when) acts.expire(account);
    });
    expect(waiting.job.pause).toMatchObject({
      reason: 'expired',
      problem: { kind: 'expired', account },
    });
    await acts.renew(account);
    const { job } = await worker.followed(id, () => worker.restart());
    expect(job.counts).toMatchObject({ total: 3, done: 3 });
    expect(acts.imageOf(customerAccount, made)?.State).toBe('AVAILABLE');
    expect(launchers()).toEqual([customerAccount]);
  });
});
