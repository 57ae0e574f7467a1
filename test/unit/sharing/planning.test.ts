import { describe, expect, it, vi } from 'vitest';
import type { Image, ImageShare } from '@/lib/images/image';
import { failed, ok, type Result } from '@/lib/result';
import { digestOf, type DesiredShare } from '@/lib/sharing/plan';
import { makeSharePlan } from '@/lib/sharing/planning';
import { image, share } from '../support/plans';
import { friend, home, noon, owner, problemKind, stranger, valueOf } from '../support/values';

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

function setUp(found: Result<Image> = ok(own), current: Result<readonly ImageShare[]> = ok([])) {
  const ports = { getImage: vi.fn(async () => found), listShares: vi.fn(async () => current) };
  return {
    ports,
    plan: (desired: readonly DesiredShare[], ref: { name: string; arn?: string } = image) =>
      makeSharePlan(home, ref, desired, noon, ports),
  };
}

const shared = (count: number) =>
  Array.from({ length: count }, (_, index) => share(String(500_000_000_000 + index), 'f'));

it.each([
  [99, [share(friend, 'f')], 'no problem'],
  [100, [share(friend, 'f')], 'quota'],
  [100, [share(friend, 'f'), share('500000000000', '')], 'no problem'],
  [101, [share('500000000000', '')], 'no problem'],
  [120, [share('500000000000', 'b')], 'no problem'],
])('with %i accounts and %j: %s', async (count, desired, kind) => {
  const { plan } = setUp(ok(own), ok(shared(count)));
  expect(problemKind(await plan(desired))).toBe(kind);
});

describe('making a plan', () => {
  it('compares what is desired with a fresh read', async () => {
    const { plan, ports } = setUp(ok(own), ok([share(friend, 'f')]));
    const made = valueOf(await plan([share(friend, ''), share(stranger, 'b')]));
    expect(made).toMatchObject({
      scope: home,
      image,
      madeAt: noon,
      expiresAt: noon + 15 * 60_000,
      items: [
        { account: friend, change: 'remove' },
        { account: stranger, change: 'add' },
      ],
    });
    expect(made.digest).toBe(await digestOf(home, image, made.items));
    expect(ports.getImage).toHaveBeenCalledOnce();
    expect(ports.listShares).toHaveBeenCalledOnce();
  });

  it('names the image as AWS does, however it was named', async () => {
    const { plan } = setUp();
    const byName = valueOf(await plan([share(friend, 'f')], { name: image.name }));
    const byArn = valueOf(await plan([share(friend, 'f')]));
    expect(byName.image).toEqual(image);
    expect(byName.digest).toBe(byArn.digest);
  });

  it.each<readonly [string, readonly DesiredShare[]]>([
    ['an account that is named twice', [share(friend, 'f'), share(friend, 'b')]],
    ['the owner', [share(friend, 'f'), share(owner, 'f')]],
    ['the owner, to revoke', [share(owner, '')]],
  ])('refuses %s before any call', async (_, desired) => {
    const { plan, ports } = setUp();
    expect(problemKind(await plan(desired))).toBe('refused');
    expect(ports.getImage).not.toHaveBeenCalled();
    expect(ports.listShares).not.toHaveBeenCalled();
  });

  it.each<readonly [string, Partial<Image>]>([
    ['a public image', { visibility: 'public' }],
    ['an image of another account', { visibility: 'shared-with-me', owner: stranger }],
    ['an image that is not there yet', { state: 'COPYING' }],
  ])('refuses %s before reading its shares', async (_, more) => {
    const { plan, ports } = setUp(ok({ ...own, ...more }));
    expect(problemKind(await plan([share(friend, 'f')]))).toBe('not-available');
    expect(ports.listShares).not.toHaveBeenCalled();
  });

  it('fails as the reads fail', async () => {
    const noImage = setUp(failed({ kind: 'not-found', what: 'Image x' }));
    expect(problemKind(await noImage.plan([share(friend, 'f')]))).toBe('not-found');
    expect(noImage.ports.listShares).not.toHaveBeenCalled();
    const noShares = setUp(ok(own), failed({ kind: 'throttled' }));
    expect(problemKind(await noShares.plan([share(friend, 'f')]))).toBe('throttled');
  });
});
