import { describe, expect, it } from 'vitest';
import { toBuild } from '@/lib/aws/image-builder-image';
import { kindOfParent, readLineage } from '@/lib/builds/lineage';
import { failed, ok } from '@/lib/result';

const arnOf = (name: string, owner = '111122223333') =>
  `arn:aws:imagebuilder:us-east-1:${owner}:image/${name}/1.0.0/1`;

/** Builds by name, each with what it was made from. */
const worldOf = (parents: Readonly<Record<string, string | undefined>>) => async (arn: string) => {
  const name = arn.split('/')[1] ?? '';
  const parentImage = parents[name];
  return name in parents
    ? ok(toBuild({ arn, ...(parentImage !== undefined && { imageRecipe: { parentImage } }) }))
    : failed({ kind: 'not-found', what: `Image ${name}` } as const);
};

describe('the lineage of a build', () => {
  it.each([
    ['ami-0c101f26f147fa7fd', 'ami'],
    [arnOf('office'), 'build'],
    [arnOf('windows', 'aws'), 'amazon'],
    ['arn:aws:imagebuilder:us-east-1:aws:image/windows/x.x.x', 'amazon'],
    ['ssm:/images/base', 'parameter'],
    ['prod-abcdef0123456', 'marketplace'],
    ['amazonlinux:2023', 'container'],
    ['111122223333.dkr.ecr.us-east-1.amazonaws.com/base:latest', 'container'],
  ])('knows %s as %s', (reference, kind) => {
    expect(kindOfParent(reference)).toBe(kind);
  });

  it('goes down to what is no image of Image Builder', async () => {
    const getBuild = worldOf({ office: arnOf('base'), base: 'ami-0c101f26f147fa7fd' });
    const lineage = await readLineage(arnOf('office'), getBuild);
    expect(lineage.map(({ kind, build }) => [kind, build?.name])).toEqual([
      ['build', 'office'],
      ['build', 'base'],
      ['ami', undefined],
    ]);
  });

  it('ends where a build was made from itself', async () => {
    const getBuild = worldOf({ a: arnOf('b'), b: arnOf('a') });
    const lineage = await readLineage(arnOf('a'), getBuild);
    expect(lineage.map(({ build }) => build?.name)).toEqual(['a', 'b', 'a']);
  });

  it('is followed for ten images, and says so', async () => {
    const names = Array.from({ length: 14 }, (_, index) => `n${index}`);
    const getBuild = worldOf(
      Object.fromEntries(names.map((name, index) => [name, arnOf(`n${index + 1}`)])),
    );
    const lineage = await readLineage(arnOf('n0'), getBuild);
    expect(lineage).toHaveLength(11);
    expect(lineage.at(-1)?.unknown?.kind).toBe('refused');
  });

  it('says where it is not known', async () => {
    const lineage = await readLineage(arnOf('office'), worldOf({ office: arnOf('gone') }));
    expect(lineage.at(-1)).toEqual({
      reference: arnOf('gone'),
      kind: 'build',
      unknown: { kind: 'not-found', what: 'Image gone' },
    });
  });
});
