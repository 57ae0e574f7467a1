import { describe, expect, it } from 'vitest';
import { createBuildShareModel } from '@/components/desk/builds/share-model';
import { describeWays, holdersOf } from '@/components/desk/builds/share-rows';
import type { ImageBuild } from '@/lib/builds/build';
import type { AmiSharing, BuildSharing } from '@/lib/builds/sharing';
import { failed, ok } from '@/lib/result';
import { friend, home, owner, stranger } from '../../support/values';
import { createFakeClient } from './doubles';

const arn = `arn:aws:imagebuilder:us-east-1:${owner}:image/office/1.0.1/2`;
const unit = `arn:aws:organizations::${owner}:ou/o-a1b2c3d4e5/ou-a1b2-c3d4e5f6`;
const share = `arn:aws:ram:us-east-1:${owner}:resource-share/a`;

const build = (status = 'AVAILABLE'): ImageBuild => ({
  arn,
  region: 'us-east-1',
  owner,
  name: 'office',
  version: '1.0.1',
  buildVersion: '2',
  type: 'AMI',
  status,
  outputs: [],
  scan: {},
  tags: [],
  enhancedMetadata: false,
});

const ami = (more: Partial<AmiSharing> = {}): AmiSharing => ({
  region: 'us-east-1',
  image: 'ami-1',
  principals: [],
  encrypted: false,
  snapshots: [],
  ...more,
});

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ImageDeskShare',
      Effect: 'Allow',
      Principal: { AWS: [friend] },
      Action: ['imagebuilder:GetImage', 'imagebuilder:ListImages'],
      Resource: [arn],
    },
    {
      Sid: 'Theirs',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${stranger}:root` },
      Action: 'imagebuilder:GetImage',
    },
  ],
});

const nobody: BuildSharing = { policy: {}, shares: [], amis: [ami()] };

/** Some by each way, one of whom may launch one of two AMIs. */
const some: BuildSharing = {
  policy: { text: policy },
  shares: [{ principal: unit, share }],
  amis: [
    ami({ principals: [friend] }),
    ami({ image: 'ami-2' }),
    ami({ image: 'ami-3', problem: { kind: 'not-found', what: 'AMI ami-3' } }),
    ami({ image: 'ami-4', encrypted: true }),
  ],
};

async function opened(sharing: BuildSharing = nobody, status?: string) {
  const fake = createFakeClient();
  const model = createBuildShareModel(fake.client, home, arn);
  const loading = model.load();
  await fake.take('builds.get').answer(ok(build(status)));
  await fake.take('build-sharing.state').answer(ok(sharing));
  await loading;
  /** What would be planned of the form as it is. */
  const wish = () => {
    model.review();
    return model.reviewed.value;
  };
  return { ...fake, model, wish };
}

describe('who has an image', () => {
  it('is each principal once, with every way', () => {
    const sharing = { ...some, shares: [...some.shares, { principal: friend, share }] };
    expect(holdersOf(sharing, owner)).toEqual([
      { principal: friend, ways: ['policy', 'resource-share'], launches: 1, lacks: 1 },
      { principal: stranger, ways: ['foreign'], launches: 0, lacks: 2 },
      { principal: unit, ways: ['resource-share'], launches: 0, lacks: 2 },
    ]);
  });

  it('is whoever may only launch its AMIs as well, and never the owner', () => {
    const sharing = {
      policy: { text: policy.replace(friend, owner) },
      shares: [],
      amis: [ami({ principals: ['all', '222222222222', owner] })],
    };
    expect(holdersOf(sharing, owner)).toEqual([
      { principal: stranger, ways: ['foreign'], launches: 0, lacks: 0 },
      { principal: 'all', ways: [], launches: 1, lacks: 0 },
      { principal: '222222222222', ways: [], launches: 1, lacks: 0 },
    ]);
  });

  it('is said in words', () => {
    expect(describeWays([])).toBe('Not shared');
    expect(describeWays(['policy', 'resource-share'])).toBe('Image policy, Resource share');
  });
});

describe('opening', () => {
  it('makes no call about an image of somebody else', async () => {
    const fake = createFakeClient();
    const model = createBuildShareModel(fake.client, home, arn.replace(owner, stranger));
    await model.load();
    expect(fake.calls).toEqual([]);
    expect(model.subject.value).toEqual({
      state: 'obstacle',
      sentence: `This image belongs to account ${stranger}: only its owner can share it.`,
    });
  });

  it('says that an image in no state to be given has nothing to be taken either', async () => {
    const { model } = await opened({ ...nobody, amis: [] }, 'BUILDING');
    expect(model.subject.value).toMatchObject({
      state: 'obstacle',
      sentence: expect.stringContaining('this one is BUILDING'),
    });
  });

  it('lets things be taken, and not given, of an image in another state', async () => {
    const { model, wish } = await opened(some, 'DISABLED');
    model.type('222222222222');
    expect(model.obstacle.value).toContain('this one is DISABLED');
    model.type('');
    model.change(friend, { launch: false });
    expect(wish()).toEqual({ build: arn, launch: { give: [], take: [friend] } });
  });

  it('says what kept it from reading, and reads again', async () => {
    const fake = createFakeClient();
    const model = createBuildShareModel(fake.client, home, arn);
    const problem = { kind: 'permission-missing', action: 'ram:ListPrincipals' } as const;
    const loading = model.load();
    await fake.take('builds.get').answer(ok(build()));
    await fake.take('build-sharing.state').answer(failed(problem));
    await loading;
    expect(model.subject.value).toEqual({ state: 'problem', problem });
    const again = model.load();
    await fake.take('builds.get').answer(ok(build()));
    await fake.take('build-sharing.state').answer(ok(nobody));
    await again;
    expect(model.subject.value.state).toBe('ready');
  });
});

describe('the form', () => {
  it('shares by a resource share, with the AMIs, unless told otherwise', async () => {
    const { model, wish } = await opened();
    expect(model.obstacle.value).toBe('Nothing is to be changed yet.');
    expect(wish()).toBeUndefined();
    model.type(`4444-5555-6666, ${unit}`);
    expect(wish()).toEqual({
      build: arn,
      image: { by: 'resource-share', give: [friend, unit], take: [] },
      launch: { give: [friend, unit], take: [] },
    });
  });

  it('shares the image alone, or the AMIs alone', async () => {
    const { model, wish } = await opened();
    model.type(friend);
    model.setLaunch(false);
    expect(wish()).toEqual({
      build: arn,
      image: { by: 'resource-share', give: [friend], take: [] },
    });
    model.setLaunch(true);
    model.setImage(false);
    expect(wish()).toEqual({ build: arn, launch: { give: [friend], take: [] } });
  });

  it('gives no AMI where there is none to give', async () => {
    const { model, wish } = await opened({ ...nobody, amis: [ami({ encrypted: true })] });
    model.type(friend);
    expect(model.amis.value).toBe(0);
    expect(wish()).toEqual({
      build: arn,
      image: { by: 'resource-share', give: [friend], take: [] },
    });
  });

  it('takes accounts only for the policy, as long as the image is given by it', async () => {
    const { model } = await opened();
    model.type(unit);
    model.choose('policy');
    expect(model.obstacle.value).toMatch(/^Line 1: .* is no account/);
    model.setImage(false);
    expect(model.obstacle.value).toBeUndefined();
  });

  it('names the line of what it cannot read', async () => {
    const { model, wish } = await opened();
    model.type(`${friend}\n${owner}`);
    expect(model.obstacle.value).toMatch(/^Line 2: /);
    expect(wish()).toBeUndefined();
  });

  it('has a plan of as many principals as one can have', async () => {
    const { model } = await opened();
    model.type(lines(500));
    expect(model.obstacle.value).toBeUndefined();
    model.type(lines(501));
    expect(model.obstacle.value).toBe('One plan changes at most 500 principals; these are 501.');
  });
});

/** So many account ids, one a line. */
function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => String(200_000_000_000 + index)).join('\n');
}

describe('the rows', () => {
  it('give and take what was changed of them, and nothing else', async () => {
    const { model, wish } = await opened(some);
    model.change(friend, { launch: true });
    model.change(unit, { image: false });
    expect(wish()).toEqual({
      build: arn,
      image: { by: 'resource-share', give: [], take: [unit] },
      launch: { give: [friend], take: [] },
    });
    model.undo(unit);
    expect(wish()).toEqual({ build: arn, launch: { give: [friend], take: [] } });
  });

  it('take everything away from everybody at once, but for the statements of others', async () => {
    const { model, wish } = await opened(some);
    model.stop(true);
    expect(wish()).toEqual({
      build: arn,
      image: { by: 'resource-share', give: [], take: [friend, unit] },
      launch: { give: [], take: [friend] },
    });
    model.stop(false);
    expect(model.obstacle.value).toBe('Nothing is to be changed yet.');
  });

  it('stop leaves what Image Desk cannot take: the public, and statements of others', async () => {
    const { model, wish } = await opened({
      ...some,
      amis: [...some.amis, ami({ image: 'ami-5', principals: ['all'] })],
    });
    model.stop(true);
    expect([...model.changes.value.keys()]).toEqual([friend, unit]);
    expect(wish()).toMatchObject({ launch: { give: [], take: [friend] } });
  });

  it('give way to the text, where it names the same principal', async () => {
    const { model, wish } = await opened(some);
    model.stop(true);
    model.type(friend);
    expect(wish()).toEqual({
      build: arn,
      image: { by: 'resource-share', give: [friend], take: [unit] },
      launch: { give: [friend], take: [] },
    });
  });
});

describe('the policy as JSON', () => {
  it('is asked for as it was written', async () => {
    const { model, wish } = await opened(some);
    const written = policy.replace(friend, '222222222222');
    model.writePolicy(written);
    expect(model.policy.value).toEqual({ text: written, error: undefined });
    expect(wish()).toEqual({ build: arn, policy: written });
  });

  it('has its fault at its place', async () => {
    const { model, wish } = await opened(some);
    model.writePolicy('{\n  "Statement": [}');
    const error = 'Line 2, column 17: There should be a value in the place of "}".';
    expect(model.policy.value?.error).toBe(error);
    expect(model.obstacle.value).toBe(error);
    expect(wish()).toBeUndefined();
  });

  it('is not written while the image is shared by the form', async () => {
    const { model } = await opened(some);
    model.writePolicy(policy.replace(friend, '222222222222'));
    model.change(unit, { image: false });
    expect(model.obstacle.value).toMatch(/not both at once/);
    model.writePolicy(undefined);
    expect(model.obstacle.value).toBeUndefined();
  });

  it('is left alone once it was put', async () => {
    const { model, take } = await opened(some);
    const written = policy.replace(friend, '222222222222');
    model.writePolicy(written);
    const back = model.leaveReview();
    await take('builds.get').answer(ok(build()));
    await take('build-sharing.state').answer(ok({ ...some, policy: { text: written } }));
    await back;
    expect(model.policy.value).toBeUndefined();
  });
});

it.each([
  ['lacks', ami(), friend],
  ['has', ami({ principals: [friend] }), ''],
])('keeps what was entered for whom %s something of it', async (_, after, left) => {
  const { model, wish, take } = await opened(nobody);
  model.type(friend);
  expect(wish()).toBeDefined();
  const back = model.leaveReview();
  await take('builds.get').answer(ok(build()));
  await take('build-sharing.state').answer(
    ok({ policy: {}, shares: [{ principal: friend, share }], amis: [after] }),
  );
  await back;
  expect(model.text.value).toBe(left);
});

it('goes back to the form over what there is by then', async () => {
  const { model, wish, take } = await opened(some);
  model.change(friend, { launch: false });
  expect(wish()).toBeDefined();
  const back = model.leaveReview();
  expect(model.reviewed.value).toBeUndefined();
  await take('builds.get').answer(ok(build()));
  await take('build-sharing.state').answer(ok(nobody));
  await back;
  expect(model.rows.value).toEqual([]);
  expect(model.changes.value.size).toBe(0);
});
