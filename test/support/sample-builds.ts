import type { ImageBuild, RegionDistribution, WorkflowRun, WorkflowStep } from '@/lib/builds/build';
import type { Finding, FindingCounts } from '@/lib/findings/finding';

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
      region: 'eu-west-1',
      image: 'ami-0ccccccccccccccc3',
      name: 'sample 2026-11-20T08-30-00',
      account: other,
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
        targetAccounts: [owner, other],
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

/** A build and all that is read around it. */
export interface BuildStory {
  readonly build: ImageBuild;
  readonly runs: readonly WorkflowRun[];
  /** The run that is shown, and its steps. */
  readonly run: WorkflowRun;
  readonly steps: readonly WorkflowStep[];
  readonly counts: FindingCounts | null;
  readonly findings: readonly Finding[];
  /** Epoch milliseconds. */
  readonly now: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const idOf = (kind: string, number: number) =>
  `${kind}-0000000${number}-0000-4000-8000-000000000000`;

const buildRun: WorkflowRun = {
  id: idOf('wf', 1),
  type: 'build-image',
  status: 'COMPLETED',
  startedAt: madeAt,
  endedAt: madeAt + 20 * minute,
  totals: { total: 2, succeeded: 1, failed: 0, skipped: 1 },
};

const testRun: WorkflowRun = {
  id: idOf('wf', 2),
  type: 'test-image',
  status: 'ROLLBACK_COMPLETED',
  message: 'A test failed.',
  startedAt: madeAt + 21 * minute,
  endedAt: madeAt + 26 * minute,
  totals: { total: 3, succeeded: 1, failed: 1, skipped: 1 },
};

/** The story of a build of AMIs that has everything that the seed names for one that went well. */
export const amiStory: BuildStory = {
  build: amiBuild,
  runs: [buildRun],
  run: buildRun,
  steps: [
    {
      id: idOf('step', 1),
      name: 'LaunchBuildInstance',
      description: 'Starts it',
      action: 'LaunchInstance',
      status: 'COMPLETED',
      startedAt: madeAt,
      endedAt: madeAt + 125_000,
    },
    {
      id: idOf('step', 2),
      name: 'RunSanitizeScript',
      action: 'SanitizeInstance',
      status: 'SKIPPED',
      startedAt: madeAt + 3 * minute,
      endedAt: madeAt + 3 * minute,
    },
  ],
  counts: { all: 7, critical: 1, high: 2, medium: 1 },
  findings: [
    {
      id: 'CVE-2026-1234',
      severity: 'CRITICAL',
      title: 'CVE-2026-1234 - openssl',
      source: 'UBUNTU_CVE',
      sourceUrl: 'https://ubuntu.com/security/CVE-2026-1234',
      firstObservedAt: madeAt - 12 * day,
      score: 9.8,
    },
    {
      id: 'CVE-2026-2000',
      severity: 'UNTRIAGED',
      source: 'NVD',
      firstObservedAt: madeAt - day,
      score: 0,
    },
  ],
  now: madeAt + 2 * day,
};

/** The story of a build that failed in its tests, with a rollback. */
export const failedStory: BuildStory = {
  ...amiStory,
  build: {
    ...amiBuild,
    status: 'FAILED',
    reason: 'The test workflow failed.',
    outputs: [
      {
        kind: 'ami',
        region: 'eu-west-1',
        status: 'FAILED',
        reason: 'The AMI was removed.',
      },
    ],
  },
  runs: [buildRun, testRun],
  run: testRun,
  steps: [
    {
      id: idOf('step', 3),
      name: 'LaunchTestInstance',
      action: 'LaunchInstance',
      status: 'COMPLETED',
      rollbackStatus: 'COMPLETED',
      startedAt: madeAt + 21 * minute,
      endedAt: madeAt + 23 * minute,
    },
    {
      id: idOf('step', 4),
      name: 'RunTests',
      action: 'ExecuteComponents',
      status: 'FAILED',
      rollbackStatus: 'SKIPPED',
      message: 'Port 443 is closed.',
      startedAt: madeAt + 23 * minute,
      endedAt: madeAt + 26 * minute,
    },
    { id: idOf('step', 5), name: 'Collect', action: 'RunCommand', status: 'SKIPPED' },
  ],
};

const uri = `${owner}.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0.1-2`;

/** The story of a build of container images that has everything that the seed names. */
export const containerStory: BuildStory = {
  ...amiStory,
  build: {
    ...amiBuild,
    type: 'DOCKER',
    recipe: {
      kind: 'container',
      arn: arnOf('container-recipe/sample-linux-recipe/1.0.1'),
      name: 'sample-linux-recipe',
      version: '1.0.1',
      components: [],
      parent: 'public.ecr.aws/amazonlinux/amazonlinux:2023',
      blockDevices: [],
      repository: 'team/app',
      dockerfile: 'FROM {{{ imagebuilder:parentImage }}}\n',
    },
    outputs: [{ kind: 'container', region: 'eu-west-1', uris: [uri] }],
    distribution: {
      name: 'Registry',
      arn: arnOf('distribution-configuration/registry'),
      regions: [
        distributionTo('eu-west-1', {
          container: { repository: 'team/app', description: 'The app', tags: ['1.0', 'latest'] },
        }),
      ],
    },
  },
  runs: [
    { ...buildRun, type: 'build-container' },
    { ...testRun, type: 'test-container', status: 'COMPLETED' },
    {
      id: idOf('wf', 3),
      type: 'distribute-container',
      status: 'PENDING',
      totals: { total: 1, succeeded: 0, failed: 0, skipped: 0 },
    },
  ],
  run: { ...buildRun, type: 'build-container' },
};

const bareRun: WorkflowRun = {
  id: idOf('wf', 9),
  type: 'build-image',
  status: 'UNKNOWN',
  totals: {},
};

/** The story of a build of AMIs of which AWS tells as little as it can. */
export const bareAmiStory: BuildStory = {
  build: {
    ...bareBuild,
    outputs: [{ kind: 'ami' }],
    distribution: { regions: [distributionTo('eu-west-1')] },
  },
  runs: [bareRun],
  run: bareRun,
  steps: [{ id: idOf('step', 9), status: 'UNKNOWN' }],
  counts: { all: 1, critical: 0, high: 0, medium: 0 },
  findings: [{ id: 'ALAS2023-1', severity: '' }],
  now: madeAt,
};

/** The same of container images. */
export const bareContainerStory: BuildStory = {
  ...bareAmiStory,
  build: {
    ...bareBuild,
    type: 'DOCKER',
    outputs: [{ kind: 'container', uris: [] }],
    distribution: { regions: [distributionTo('eu-west-1')] },
  },
};
