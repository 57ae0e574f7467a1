import { describe, expect, it } from 'vitest';
import { labelOfBuild, readBuildArn } from '@/lib/builds/arn';

const start = 'arn:aws:imagebuilder:eu-west-1:111122223333:image';

describe('the ARN of a build', () => {
  it('says what it is called', () => {
    expect(readBuildArn(`${start}/office-golden/2.0.0/4`)).toEqual({
      region: 'eu-west-1',
      owner: '111122223333',
      name: 'office-golden',
      version: '2.0.0',
      buildVersion: '4',
    });
    expect(labelOfBuild(`${start}/office-golden/2.0.0/4`)).toBe('office-golden 2.0.0/4');
  });

  it('of a version has no build version', () => {
    expect(readBuildArn(`${start}/office/2.0.0`)?.buildVersion).toBe('');
    expect(labelOfBuild(`${start}/office/2.0.0`)).toBe('office 2.0.0');
  });

  it.each([
    '',
    'ami-0123456789abcdef0',
    'arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/office',
    `${start}/office/2.0.0/4/details`,
  ])('is not %j', (text) => {
    expect(readBuildArn(text)).toBeUndefined();
    expect(labelOfBuild(text)).toBe(text);
  });
});
