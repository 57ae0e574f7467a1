import { describe, expect, it } from 'vitest';
import { imageOfBuild, labelOfBuild, readBuildArn, scopeOfBuild } from '@/lib/builds/arn';

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

describe('the scope of a build', () => {
  it('is the account that owns it, in its Region', () => {
    expect(scopeOfBuild(`${start}/office/2.0.0/4`)).toEqual({
      partition: 'aws',
      account: '111122223333',
      region: 'eu-west-1',
    });
    const china = 'arn:aws-cn:imagebuilder:cn-north-1:111122223333:image/office/2.0.0/4';
    expect(scopeOfBuild(china)?.partition).toBe('aws-cn');
  });

  it.each([
    ['an image version', `${start}/office/2.0.0`],
    ["AWS's own", 'arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023/2026.1.1/1'],
    ['another partition', 'arn:aws-iso:imagebuilder:us-iso-east-1:111122223333:image/a/1.0.0/1'],
    ['no ARN', 'office'],
  ])('is not known of %s', (_, text) => {
    expect(scopeOfBuild(text)).toBeUndefined();
  });
});

describe('the image of a build', () => {
  it('is what all of its versions have in common', () => {
    expect(imageOfBuild(`${start}/office/2.0.0/4`)).toBe(`${start}/office`);
    expect(imageOfBuild(`${start}/2/2.0.0/2`)).toBe(`${start}/2`);
    expect(imageOfBuild('office')).toBe('office');
  });
});
