import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WishOf } from '@/lib/lifecycle/wish';
import { addAmi } from '../../../aws/image-builder/amis';
import { addImage, regionOf } from '../../../aws/world';
import { imageActsOf, roleOf, virginia } from '../../../support/image-acts';
import { officeGoldenBuild } from '../../../support/office-golden';
import { believableWorld, customerAccount, ownerAccount } from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const build = officeGoldenBuild('2.0.0/4');
const made = 'office-golden-image';

let worker: DetachedWorker;
let acts: ReturnType<typeof imageActsOf>;
let ami: string;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  acts = imageActsOf(worker);
  await worker.signIn(ownerAccount);
  const answer = await worker.call('builds.get', { build }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  const output = answer.value.value.outputs.find(
    (each) => each.kind === 'ami' && each.region === 'us-east-1' && each.account === ownerAccount,
  );
  ami = (output?.kind === 'ami' && output.image) || '';
});

afterEach(() => worker.stop());

const wish = (changes: Partial<WishOf<'import'>['order']> = {}): WishOf<'import'> => ({
  act: 'import',
  build,
  order: {
    ami: { id: ami },
    image: made,
    displayName: 'Office (golden)',
    description: 'From Image Builder',
    role: roleOf(ownerAccount),
    alwaysLatestAgent: true,
    applications: [
      {
        id: 'Firefox',
        name: 'Mozilla Firefox',
        path: 'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
        parameters: '-private',
      },
    ],
    tags: [{ key: 'Team', value: 'Workplace' }],
    ...changes,
  },
});

const reasons = async (wished: WishOf<'import'>) => {
  const { steps, leftOut } = await acts.planned(wished);
  expect(steps).toEqual([]);
  return leftOut.map(({ refusal }) => refusal.sentence);
};

describe('an import', () => {
  it('makes an image of the AMI of a build, with its catalog and its lineage', async () => {
    const { job } = await acts.done(wish());
    expect(job.counts).toMatchObject({ total: 1, done: 1 });
    expect(acts.imageOf(ownerAccount, made)).toMatchObject({
      State: 'AVAILABLE',
      DisplayName: 'Office (golden)',
      Description: 'From Image Builder',
      Applications: [
        {
          Name: 'Firefox',
          DisplayName: 'Mozilla Firefox',
          LaunchPath: 'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
          LaunchParameters: '-private',
        },
      ],
    });
    expect(Object.fromEntries(acts.imageOf(ownerAccount, made)?.tags ?? [])).toEqual({
      Team: 'Workplace',
      'image-desk:source-ami': ami,
      'image-desk:source-build': build,
    });
  });

  it('is asked of AWS only once, with the catalog, and before that as a dry run', async () => {
    await acts.done(wish());
    const sent = worker.aws.log.filter(({ operation }) => operation === 'CreateImportedImage');
    expect(sent.map(({ input }) => (input as { DryRun?: boolean }).DryRun)).toEqual([
      true,
      undefined,
    ]);
  });

  it('shows the AMI beforehand, and nothing of one that is not there', async () => {
    const there = await worker.call('lifecycle.ami', { ami }, virginia);
    expect(there).toMatchObject({
      ok: true,
      value: { value: { image: ami, owner: ownerAccount, state: 'available', encrypted: true } },
    });
    const none = await worker.call('lifecycle.ami', { ami: 'ami-00000000' }, virginia);
    expect(none).toMatchObject({ ok: true, value: { value: null } });
  });

  it('says what AWS would not do: with another role, of a private AMI, over the quota', async () => {
    expect(await reasons(wish({ role: `arn:aws:iam::${ownerAccount}:role/Nobody` }))).toEqual([
      expect.stringContaining('does not exist or cannot be assumed'),
    ]);
    const theirs = addAmi(regionOf(worker.world, 'us-east-1'), customerAccount, { Name: 'theirs' });
    expect(await reasons(wish({ ami: { id: theirs.ImageId } }))).toEqual([
      expect.stringContaining(`There is no AMI ${theirs.ImageId}`),
    ]);
    worker.world.quotas.images = 1;
    expect(await reasons(wish())).toEqual([expect.stringContaining('The limit of 1 images')]);
  });

  it('tells why AWS could not import it', async () => {
    worker.world.failing.set(made, 'The AMI has no agent.');
    const { job, items } = await acts.done(wish());
    expect(job.counts).toMatchObject({ total: 1, failed: 1 });
    expect(items[0]?.problem).toMatchObject({
      kind: 'not-available',
      detail: expect.stringContaining('The AMI has no agent.'),
    });
  });

  it('leaves an image alone that has got the name meanwhile', async () => {
    const plan = await acts.planned(wish());
    addImage(regionOf(worker.world, 'us-east-1'), ownerAccount, made, { Description: 'Elsewhere' });
    const { id } = await acts.begin(plan);
    const { job } = await worker.followed(id);
    expect(job.counts).toMatchObject({ total: 1, done: 0, drift: 1 });
    expect(acts.imageOf(ownerAccount, made)?.Description).toBe('Elsewhere');
  });

  it('stops at a quota that was reached meanwhile', async () => {
    const plan = await acts.planned(wish());
    worker.world.quotas.images = 1;
    const { id } = await acts.begin(plan);
    const { job, items } = await worker.followed(id);
    expect(job.counts).toMatchObject({ done: 0, failed: 1 });
    expect(items[0]?.problem?.kind).toBe('quota');
  });

  it('waits for new credentials where they expire halfway, and goes on', async () => {
    const { id } = await acts.begin(await acts.planned(wish()));
    const waiting = await worker.followed(id, (look) => {
      if (look === 1) acts.expire(ownerAccount);
    });
    expect(waiting.job.pause?.reason).toBe('expired');
    await acts.renew(ownerAccount);
    const { job } = await worker.followed(id);
    expect(job.counts).toMatchObject({ total: 1, done: 1 });
    expect(acts.imageOf(ownerAccount, made)?.State).toBe('AVAILABLE');
  });
});
