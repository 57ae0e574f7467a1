import { describe, expect, it } from 'vitest';
import { sourceBuildOf, sourceBuildTag } from '@/lib/images/lineage';

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
  ])('is none for %s', (value) => {
    expect(tagged(value)).toEqual({ kind: 'odd' });
  });
});
