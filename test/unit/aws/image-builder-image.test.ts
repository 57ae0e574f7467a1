import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBuild, toListing } from '@/lib/aws/image-builder-image';
import { toFinding } from '@/lib/aws/image-builder-findings';
import { toRun, toStep } from '@/lib/aws/image-builder-run';

const arn = 'arn:aws:imagebuilder:us-west-2:123456789012:image/my-example-image/1.0.0/3';

/** Anything that JSON can say, under the names that AWS uses, at any depth. */
const names = fc.constantFrom(
  'arn',
  'name',
  'version',
  'state',
  'status',
  'reason',
  'tags',
  'imageRecipe',
  'containerRecipe',
  'components',
  'componentArn',
  'parameters',
  'value',
  'blockDeviceMappings',
  'ebs',
  'additionalInstanceConfiguration',
  'userDataOverride',
  'infrastructureConfiguration',
  'logging',
  's3Logs',
  'placement',
  'distributionConfiguration',
  'distributions',
  'amiDistributionConfiguration',
  'launchPermission',
  'userIds',
  'fastLaunchConfigurations',
  'outputResources',
  'amis',
  'containers',
  'imageUris',
  'scanState',
  'dateCreated',
  'deprecationTime',
  'packageVulnerabilityDetails',
  'firstObservedAt',
);

const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
  anything: fc.oneof(
    { depthSize: 'medium' },
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.string(),
    fc.constant(arn),
    fc.array(tie('anything'), { maxLength: 4 }),
    fc.dictionary(names, tie('anything'), { maxKeys: 8, noNullPrototype: true }),
  ),
}));

/** Every value in an answer of ours, however deep. */
function valuesIn(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null
    ? [value, ...Object.values(value).flatMap(valuesIn)]
    : [value];
}

describe('an answer of Image Builder', () => {
  it('is readable whatever it says', () => {
    fc.assert(
      fc.property(anything, (wire) => {
        for (const read of [toBuild, toListing, toRun, toStep, toFinding]) {
          const values = valuesIn(read(wire));
          // What is left out is absent, not undefined, and no time is not a number.
          expect(values.some((value) => value === undefined || Number.isNaN(value))).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('without its required members is a build of which little is known', () => {
    expect(toBuild({})).toEqual({
      arn: '',
      region: '',
      name: '',
      version: '',
      buildVersion: '',
      type: 'UNKNOWN',
      status: 'UNKNOWN',
      outputs: [],
      scan: {},
      tags: [],
    });
  });

  it.each([
    ['1.0.0/3', '1.0.0', '3'],
    ['1.0.0', '1.0.0', '3'],
    ['2019.12.02/1', '1.0.0', '3'],
  ])('with version %s goes by its ARN', (version, semantic, build) => {
    const read = toBuild({ arn, version });
    expect([read.version, read.buildVersion]).toEqual([semantic, build]);
    expect(read).toMatchObject({ region: 'us-west-2', owner: '123456789012' });
  });

  it('without an ARN goes by its version', () => {
    expect(toListing({ version: '2019.12.02/1' })).toMatchObject({
      version: '2019.12.02',
      buildVersion: '1',
    });
  });

  it('of AWS has no owner', () => {
    const own = 'arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/2026.6.24/1';
    expect(toBuild({ arn: own })).not.toHaveProperty('owner');
  });

  it('gives times in milliseconds, from text and from seconds', () => {
    const read = toBuild({
      dateCreated: '2026-07-01T10:00:00.000Z',
      deprecationTime: 1_782_900_000,
    });
    expect(read.createdAt).toBe(Date.UTC(2026, 6, 1, 10));
    expect(read.deprecatesAt).toBe(1_782_900_000_000);
  });

  it.each([
    ['bm90IGJhc2U2NA==', 'not base64'],
    ['not base64!', 'not base64!'],
    // No text: bytes that are not UTF-8.
    ['/w==', '/w=='],
  ])('shows user data %s as %s', (userDataOverride, shown) => {
    const additionalInstanceConfiguration = { userDataOverride };
    const build = toBuild({ imageRecipe: { additionalInstanceConfiguration } });
    expect(build.recipe?.userData).toBe(shown);
  });
});
