import type { ImageBuild, RegionDistribution } from '@/lib/builds/build';

const owner = '111122223333';
const other = '444455556666';
const arnOf = (kind: string) => `arn:aws:imagebuilder:eu-west-1:${owner}:${kind}`;

/** When the sample builds were made, in epoch milliseconds. */
export const madeAt = Date.UTC(2026, 10, 20, 8, 30);

/** Settings for one Region that set nothing but what is given. */
export function distributionTo(
  region: string,
  more: Partial<RegionDistribution> = {},
): RegionDistribution {
  return {
    region,
    targetAccounts: [],
    principals: [],
    fastLaunch: [],
    licenses: [],
    launchTemplates: [],
    amiTags: [],
    ...more,
  };
}

/** A build of which AWS tells as little as it can. */
export const bareBuild: ImageBuild = {
  arn: arnOf('image/bare/0.1.0/1'),
  region: 'eu-west-1',
  owner,
  name: 'bare',
  version: '0.1.0',
  buildVersion: '1',
  type: 'AMI',
  status: 'UNKNOWN',
  outputs: [],
  scan: {},
  tags: [],
  enhancedMetadata: false,
};

/** A build of AMIs that has everything that the seed names. */
export const amiBuild: ImageBuild = {
  arn: arnOf('image/sample-linux-recipe/1.0.1/2'),
  region: 'eu-west-1',
  owner,
  name: 'sample-linux-recipe',
  version: '1.0.1',
  buildVersion: '2',
  type: 'AMI',
  status: 'AVAILABLE',
  platform: 'Linux',
  osVersion: 'Amazon Linux 2023',
  createdAt: madeAt,
  buildType: 'SCHEDULED',
  source: 'AMAZON_MANAGED',
  pipeline: { name: 'Sample pipeline', arn: arnOf('image-pipeline/sample-pipeline') },
  recipe: {
    kind: 'image',
    arn: arnOf('image-recipe/sample-linux-recipe/1.0.1'),
    name: 'sample-linux-recipe',
    version: '1.0.1',
    description: 'What every server has',
    components: [
      {
        arn: arnOf('component/harden/1.2.0/1'),
        name: 'harden',
        version: '1.2.0/1',
        parameters: [{ name: 'Level', value: 'strict' }],
      },
      {
        arn: 'arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/1.0.2/1',
        name: 'update-linux',
        version: '1.0.2/1',
        parameters: [],
      },
    ],
    parent: arnOf('image/base/3.0.0/4'),
    blockDevices: [
      {
        device: '/dev/xvda',
        size: 30,
        type: 'gp3',
        iops: 3000,
        throughput: 125,
        encrypted: true,
        kmsKey: `arn:aws:kms:eu-west-1:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        deleteOnTermination: true,
      },
    ],
    userData: '#!/bin/sh\necho ready\n',
    workingDirectory: '/tmp/build',
  },
  outputs: [
    {
      kind: 'ami',
      region: 'eu-west-1',
      image: 'ami-0aaaaaaaaaaaaaaa1',
      name: 'sample 2026-11-20T08-30-00',
      description: 'Hardened Linux',
      account: owner,
      status: 'AVAILABLE',
    },
    {
      kind: 'ami',
      region: 'us-east-1',
      image: 'ami-0bbbbbbbbbbbbbbb2',
      name: 'sample 2026-11-20T08-30-00',
      account: other,
      status: 'AVAILABLE',
    },
  ],
  infrastructure: {
    name: 'Builders',
    arn: arnOf('infrastructure-configuration/builders'),
    description: 'Where images are built',
    instanceTypes: ['m7i.large', 'm6i.large'],
    instanceProfile: 'EC2InstanceProfileForImageBuilder',
    subnet: 'subnet-0123456789abcdef0',
    securityGroups: ['sg-0123456789abcdef0', 'sg-0123456789abcdef1'],
    logBucket: 'build-logs',
    logPrefix: 'linux',
    keyPair: 'builders',
    snsTopic: `arn:aws:sns:eu-west-1:${owner}:builds`,
    metadataTokens: 'required',
    metadataHopLimit: 2,
    terminateOnFailure: false,
    tenancy: 'host',
    availabilityZone: 'eu-west-1a',
    host: 'h-0123456789abcdef0',
    resourceTags: [{ key: 'team', value: 'images' }],
    tags: [{ key: 'cost', value: '42' }],
  },
  distribution: {
    name: 'Everywhere',
    arn: arnOf('distribution-configuration/everywhere'),
    description: 'To all that need it',
    regions: [
      distributionTo('eu-west-1', {
        amiName: 'sample {{ imagebuilder:buildDate }}',
        description: 'For the servers',
        kmsKey: `arn:aws:kms:eu-west-1:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        principals: [
          other,
          'all',
          `arn:aws:organizations::${owner}:organization/o-abcdefghij`,
          `arn:aws:organizations::${owner}:ou/o-abcdefghij/ou-abcd-12345678`,
        ],
        fastLaunch: [
          {
            account: other,
            enabled: true,
            launchTemplate: 'lt-0123456789abcdef0',
            maxParallelLaunches: 6,
            targetSnapshots: 5,
          },
        ],
        licenses: [
          `arn:aws:license-manager:eu-west-1:${owner}:license-configuration:lic-0123456789abcdef0123456789abcdef`,
        ],
        launchTemplates: [
          { id: 'lt-0123456789abcdef0', account: owner, setsDefault: true },
          { id: 'lt-0123456789abcdef1', setsDefault: false },
        ],
        amiTags: [{ key: 'made-by', value: 'image-builder' }],
      }),
      distributionTo('us-east-1', { amiName: 'sample', targetAccounts: [other] }),
    ],
  },
  tests: { enabled: true, timeoutMinutes: 90 },
  scan: { enabled: true, status: 'COMPLETED' },
  tags: [{ key: 'stage', value: 'prod' }],
  enhancedMetadata: true,
  executionRole: `arn:aws:iam::${owner}:role/ImageBuilder`,
  logGroup: '/aws/imagebuilder/servers',
  deprecatesAt: Date.UTC(2027, 10, 20),
};
