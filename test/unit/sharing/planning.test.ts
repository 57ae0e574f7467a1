import { describe, expect, it, vi } from 'vitest';
import type { Image, ImageRef, ImageShare } from '@/lib/images/image';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import {
  digestOf,
  planLimits,
  type DesiredImage,
  type DesiredShare,
  type SharePlan,
} from '@/lib/sharing/plan';
import { makeSharePlan, type PlanPorts } from '@/lib/sharing/planning';
import { image, share } from '../support/plans';
import {
  friend,
  home,
  noon,
  owner,
  present,
  problemKind,
  stranger,
  valueOf,
} from '../support/values';

const ireland = 'eu-west-1';

const own: Image = {
  ...image,
  owner,
  visibility: 'private',
  state: 'AVAILABLE',
  errors: [],
  dynamicCatalogs: false,
  instanceFamilies: [],
  applications: [],
};

/** What AWS and the rules say; by default every image is there, is ours, and is not shared. */
interface Setting {
  readonly image?: (name: string, region: string) => Result<Image>;
  readonly shares?: (name: string, region: string) => Result<readonly ImageShare[]>;
  readonly obstacle?: (region: string) => Problem | undefined;
}

const named = (name: string, region: string): Image => ({
  ...own,
  name,
  arn: `arn:aws:appstream:${region}:${owner}:image/${name}`,
});

function setUp(setting: Setting = {}) {
  const ports = {
    getImages: vi.fn<PlanPorts['getImages']>(async (region, refs) =>
      refs.map(({ name }) => (setting.image ?? ((each) => ok(named(each, region))))(name, region)),
    ),
    listShares: vi.fn<PlanPorts['listShares']>(
      async (region, { name }) => setting.shares?.(name, region) ?? ok([]),
    ),
    obstacle: vi.fn<PlanPorts['obstacle']>(async (region) => setting.obstacle?.(region)),
    progress: vi.fn<PlanPorts['progress']>(async () => {}),
  };
  const planAll = (wanted: readonly DesiredImage[]) =>
    makeSharePlan(home, wanted, () => noon, ports);
  return {
    ports,
    planAll,
    plan: (desired: readonly DesiredShare[], ref: ImageRef = image) =>
      planAll([{ region: home.region, image: ref, desired }]),
  };
}

const want = (name: string, region = home.region, ...desired: readonly DesiredShare[]) => ({
  region,
  image: { name },
  desired: desired.length > 0 ? desired : [share(friend, 'f')],
});

/** What stands in the way of each image of a plan. */
const obstaclesOf = ({ images }: SharePlan) => images.map(({ obstacle }) => obstacle?.kind);

const shared = (count: number) =>
  Array.from({ length: count }, (_, index) => share(String(500_000_000_000 + index), 'f'));

it.each([
  [99, [share(friend, 'f')], undefined],
  [100, [share(friend, 'f')], 'quota'],
  [100, [share(friend, 'f'), share('500000000000', '')], undefined],
  [101, [share('500000000000', '')], undefined],
  [120, [share('500000000000', 'b')], undefined],
])('with %i accounts and %j: %s', async (count, desired, kind) => {
  const { plan } = setUp({ shares: () => ok(shared(count)) });
  const made = valueOf(await plan(desired));
  expect(obstaclesOf(made)).toEqual([kind]);
  expect(made.items).toHaveLength(kind ? 0 : desired.length);
});

describe('making a plan', () => {
  it('compares what is desired with a fresh read', async () => {
    const { plan, ports } = setUp({ shares: () => ok([share(friend, 'f')]) });
    const made = valueOf(await plan([share(stranger, 'b'), share(friend, '')]));
    expect(made).toMatchObject({
      scope: home,
      images: [{ region: home.region, image, sharedBefore: 1, sharedAfter: 1 }],
      madeAt: noon,
      expiresAt: noon + 15 * 60_000,
      items: [
        { region: home.region, image: image.name, account: friend, change: 'remove' },
        { region: home.region, image: image.name, account: stranger, change: 'add' },
      ],
    });
    expect(made.digest).toBe(await digestOf(home, made.images, made.items));
    expect(ports.getImages).toHaveBeenCalledOnce();
    expect(ports.listShares).toHaveBeenCalledOnce();
  });

  it('names the image as AWS does, however it was named', async () => {
    const { plan } = setUp();
    const byName = valueOf(await plan([share(friend, 'f')], { name: image.name }));
    const byArn = valueOf(await plan([share(friend, 'f')]));
    expect(byName.images[0]?.image).toEqual(image);
    expect(byName.digest).toBe(byArn.digest);
  });

  it.each<readonly [string, readonly DesiredImage[]]>([
    [
      'an account that is named twice',
      [want('a', home.region, share(friend, 'f'), share(friend, 'b'))],
    ],
    ['the owner', [want('a', home.region, share(friend, 'f'), share(owner, 'f'))]],
    ['the owner, to revoke', [want('a', home.region, share(owner, ''))]],
    ['the owner of a later image', [want('a'), want('b', home.region, share(owner, 'f'))]],
    ['an image that is named twice', [want('a'), want('b'), want('a')]],
    [
      'more changes than a plan has',
      Array.from({ length: planLimits.items / 100 + 1 }, (_, index) =>
        want(`image-${index}`, home.region, ...shared(100)),
      ),
    ],
  ])('refuses %s before any call', async (_, wanted) => {
    const { planAll, ports } = setUp();
    expect(problemKind(await planAll(wanted))).toBe('refused');
    expect(ports.getImages).not.toHaveBeenCalled();
    expect(ports.listShares).not.toHaveBeenCalled();
  });

  it.each<readonly [string, Partial<Image>]>([
    ['a public image', { visibility: 'public' }],
    ['an image of another account', { visibility: 'shared-with-me', owner: stranger }],
    ['an image that is not there yet', { state: 'COPYING' }],
  ])('has an obstacle for %s, whose shares it does not read', async (_, more) => {
    const { plan, ports } = setUp({ image: () => ok({ ...own, ...more }) });
    const made = valueOf(await plan([share(friend, 'f')]));
    expect(obstaclesOf(made)).toEqual(['not-available']);
    expect(made.items).toEqual([]);
    expect(ports.listShares).not.toHaveBeenCalled();
  });

  it('takes everybody else away where it shall be exactly so', async () => {
    const { planAll } = setUp({ shares: () => ok([share(stranger, 'f')]) });
    const made = valueOf(await planAll([want('a'), { ...want('b'), exact: true }]));
    expect(made.items.map((item) => [item.image, item.account, item.change])).toEqual([
      ['a', friend, 'add'],
      ['b', stranger, 'remove'],
      ['b', friend, 'add'],
    ]);
    expect(made.images).toMatchObject([{ sharedAfter: 2 }, { sharedAfter: 1 }]);
  });
});

describe('a plan of many images', () => {
  it('asks for the images of a Region at once, and for the shares of each', async () => {
    const { planAll, ports } = setUp();
    const wanted = [want('a'), want('a', ireland), want('b'), want('b', ireland), want('c')];
    const made = valueOf(await planAll(wanted));
    expect(ports.getImages.mock.calls).toEqual([
      [home.region, [{ name: 'a' }, { name: 'b' }, { name: 'c' }]],
      [ireland, [{ name: 'a' }, { name: 'b' }]],
    ]);
    expect(ports.listShares).toHaveBeenCalledTimes(5);
    // In the order in which they were wanted, whatever was read first.
    const places = wanted.map(({ region, image: { name } }) => [region, name]);
    expect(made.images.map(({ region, image: { name } }) => [region, name])).toEqual(places);
    expect(made.items.map((item) => [item.region, item.image])).toEqual(places);
    expect(made.images[1]?.image.arn).toContain(ireland);
  });

  it('goes on without the images that cannot be shared', async () => {
    const { planAll } = setUp({
      image: (name, region) =>
        name === 'gone'
          ? failed({ kind: 'not-found', what: 'The image' })
          : ok(named(name, region)),
      shares: (name) =>
        name === 'denied'
          ? failed({ kind: 'permission-missing', action: 'appstream:DescribeImagePermissions' })
          : ok(name === 'full' ? shared(100) : []),
    });
    const made = valueOf(
      await planAll([want('gone'), want('fine'), want('denied'), want('full'), want('good')]),
    );
    expect(obstaclesOf(made)).toEqual([
      'not-found',
      undefined,
      'permission-missing',
      'quota',
      undefined,
    ]);
    expect(made.items.map((item) => item.image)).toEqual(['fine', 'good']);
    expect(made.images[3]).toMatchObject({ sharedBefore: 100, sharedAfter: 100 });
  });

  it.each<Problem>([
    { kind: 'needs-credentials', account: owner },
    { kind: 'wrong-account', account: owner },
    { kind: 'expired', account: owner },
    { kind: 'credentials-refused' },
    { kind: 'locked', account: owner },
    { kind: 'clock-skew' },
    { kind: 'offline' },
  ])('is not made at all when what is wrong is wrong with all: $kind', async (problem) => {
    const images = setUp({
      image: (name, region) => (name === 'b' ? failed(problem) : ok(named(name, region))),
    });
    expect(await images.planAll([want('a'), want('b')])).toEqual(failed(problem));
    const shares = setUp({ shares: (name) => (name === 'b' ? failed(problem) : ok([])) });
    expect(await shares.planAll([want('a'), want('b')])).toEqual(failed(problem));
  });

  it('asks nothing in a Region that the rules forbid', async () => {
    const forbidden = { kind: 'company-policy', rule: 'region', detail: ireland } as const;
    const { planAll, ports } = setUp({
      obstacle: (region) => (region === ireland ? forbidden : undefined),
    });
    const made = valueOf(await planAll([want('a', ireland), want('a')]));
    expect(made.images.map(({ obstacle }) => obstacle)).toEqual([forbidden, undefined]);
    expect(ports.getImages.mock.calls.map(([region]) => region)).toEqual([home.region]);
    expect(ports.listShares.mock.calls.map(([region]) => region)).toEqual([home.region]);
  });

  it('reads three images at a time, and tells of each', async () => {
    let open = 0;
    let most = 0;
    const { planAll, ports } = setUp();
    ports.listShares.mockImplementation(async () => {
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      return ok([]);
    });
    const wanted = Array.from({ length: 10 }, (_, index) => want(`image-${index}`));
    await planAll(wanted);
    expect(most).toBe(3);
    expect(ports.progress.mock.calls).toEqual(wanted.map((_, index) => [index + 1, 10]));
  });

  it('has the same digest in whatever order it was wanted', async () => {
    const { planAll } = setUp({ shares: (name) => ok(name === 'a' ? [share(stranger, 'f')] : []) });
    const desired = [share(friend, 'f'), share(stranger, '')];
    const wanted = [want('a', home.region, ...desired), want('b', ireland), want('c')];
    const one = valueOf(await planAll(wanted));
    const two = valueOf(
      await planAll(
        wanted.toReversed().map((each) => ({ ...each, desired: each.desired.toReversed() })),
      ),
    );
    expect(present(two.items[0]).image).not.toBe(present(one.items[0]).image);
    expect(two.digest).toBe(one.digest);
    expect(valueOf(await planAll(wanted.slice(1))).digest).not.toBe(one.digest);
  });
});
