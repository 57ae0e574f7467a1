import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tags } from '@/lib/images/image';
import {
  sourceAmiOf,
  sourceAmiTag,
  sourceBuildOf,
  sourceBuildTag,
  sourceImageOf,
  sourceImageTag,
  withSource,
} from '@/lib/images/lineage';
import { hostile } from '../support/hostile';

const build = 'arn:aws:imagebuilder:us-east-1:111122223333:image/office-golden/2.0.0/4';
const tagged = (value: string) =>
  sourceBuildOf([
    { key: 'Team', value: 'Design' },
    { key: sourceBuildTag, value },
  ]);

describe('the build that an image was made from', () => {
  it('is not known without the tag', () => {
    expect(sourceBuildOf([{ key: 'source-build', value: build }])).toEqual({ kind: 'none' });
  });

  it('is told by the tag, with the account and the Region that are asked for it', () => {
    const scope = { partition: 'aws', account: '111122223333', region: 'us-east-1' };
    expect(tagged(build)).toEqual({ kind: 'build', build, scope });
    expect(tagged(` ${build} `)).toEqual({ kind: 'build', build, scope });
    expect(sourceBuildTag.length).toBeLessThanOrEqual(128);
  });

  it.each([
    '',
    'office-golden',
    'ami-0123456789abcdef0',
    'arn:aws:imagebuilder:us-east-1:111122223333:image/office-golden/2.0.0',
    'arn:aws:imagebuilder:us-east-1:111122223333:image/office-golden/x.x.x/4',
    'arn:aws:imagebuilder:us-east-1:aws:image/windows-server-2022/2026.6.1/1',
    'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/office-golden',
    `${build}"><script>`,
    `${build}\n`.repeat(2),
    'arn:aws:imagebuilder:<b>:111122223333:image/office-golden/2.0.0/4',
    'arn:evil:imagebuilder:us-east-1:111122223333:image/office-golden/2.0.0/4',
  ])('is none for %s', (value) => {
    expect(tagged(value)).toEqual({ kind: 'odd' });
  });
});

const image = 'arn:aws:appstream:eu-west-1:111122223333:image/office-2026.06_a';

const fromImage = (value: string) => sourceImageOf([{ key: sourceImageTag, value }]);

describe('the image that an image was made from', () => {
  it('is not known without the tag', () => {
    expect(sourceImageOf([{ key: 'source-image', value: image }])).toEqual({ kind: 'none' });
  });

  it('is told by the tag, with where it is and whose', () => {
    const told = { kind: 'image', name: 'office-2026.06_a', region: 'eu-west-1' };
    expect(fromImage(` ${image}`)).toEqual({ ...told, arn: image, owner: '111122223333' });
    const ofAws = image.replace('111122223333', '');
    expect(fromImage(ofAws)).toEqual({ ...told, arn: ofAws });
  });

  it.each([
    '',
    'office',
    build,
    image.replace('111122223333', 'aws'),
    image.replace('eu-west-1', 'https://evil.example/'),
    image.replace('image/', 'fleet/'),
    `${image}/../x`,
    `${image}<b>`,
    `${image}\nx`,
  ])('is none for %s', (value) => {
    expect(fromImage(value)).toEqual({ kind: 'odd' });
  });
});

const fromAmi = (value: string) => sourceAmiOf([{ key: sourceAmiTag, value }]);

describe('the AMI that an image was imported from', () => {
  it('is told by the tag alone', () => {
    expect(sourceAmiOf([{ key: 'source-ami', value: 'ami-0123456789abcdef0' }])).toEqual({
      kind: 'none',
    });
    expect(fromAmi('ami-0123456789abcdef0 ')).toEqual({
      kind: 'ami',
      ami: 'ami-0123456789abcdef0',
    });
  });

  it.each(['', 'ami-', 'ami-0123', 'wsi-0123456789', 'ami-0123456789abcdef0#x', 'AMI-01234567'])(
    'is none for %s',
    (value) => {
      expect(fromAmi(value)).toEqual({ kind: 'odd' });
    },
  );
});

const keys = [sourceImageTag, sourceAmiTag, sourceBuildTag];

const valuesOf = (all: Tags, key: string) =>
  all.filter((tag) => tag.key === key).map(({ value }) => value);

const others = (all: Tags) => all.filter(({ key }) => !keys.includes(key));

describe('tags with the source of an image', () => {
  const tags: fc.Arbitrary<Tags> = fc.array(
    fc.record({ key: fc.oneof(fc.constantFrom(...keys, 'Team'), hostile), value: hostile }),
    { maxLength: 6 },
  );
  const sources = fc.record({ image: hostile, ami: hostile, build: hostile }, { requiredKeys: [] });

  it('tell what is known once, keep everything else, and are the same when told again', () => {
    fc.assert(
      fc.property(tags, sources, (before, source) => {
        const after = withSource(before, source);
        expect(withSource(after, source)).toEqual(after);
        const told = [source.image, source.ami, source.build];
        for (const [index, key] of keys.entries()) {
          const value = told[index];
          expect(valuesOf(after, key)).toEqual(
            value === undefined ? valuesOf(before, key) : [value],
          );
        }
        expect(others(after)).toEqual(others(before));
      }),
    );
  });
});
