import { describe, expect, it } from 'vitest';
import type { BuildRecord, ResourceShareRecord } from '../../aws/image-builder/records';
import { createWorld, regionOf } from '../../aws/world';
import { buildOf } from '../../support/console-build';
import { imageBuilderOf } from '../../support/console-builds';
import { friend, noon, owner, stranger } from '../support/values';

const home = 'us-east-1';
const day = 86_400_000;

function emptyWorld() {
  const world = createWorld({ regions: [home], now: () => noon });
  return { world, region: regionOf(world, home) };
}

type Region = ReturnType<typeof emptyWorld>['region'];

/** Adds a build that has nothing but what it must have. */
function add(region: Region, path: string, details: Partial<BuildRecord> = {}): BuildRecord {
  const account = details.owner === 'amazon' ? 'aws' : (details.owner ?? owner);
  const record: BuildRecord = {
    owner,
    listedAt: 0,
    state: { status: 'AVAILABLE' },
    workflowExecutions: [],
    packages: [],
    findings: [],
    ...details,
    arn: `arn:aws:imagebuilder:${home}:${account}:image/${path}`,
  };
  region.imageBuilder.builds.set(record.arn, record);
  return record;
}

function share(resourceArn: string, principal: string): ResourceShareRecord {
  return {
    resourceShareArn: `arn:aws:ram:${home}:${owner}:resource-share/1`,
    name: 'images',
    owner,
    resourceArns: new Set([resourceArn]),
    principals: new Set([principal]),
  };
}

function only<Item>(items: readonly Item[]): Item {
  const [item, ...others] = items;
  if (item === undefined || others.length > 0) throw new Error(`${items.length} items`);
  return item;
}

describe('the lists of Image Builder', () => {
  it('have one row for a version, as its first build was, and one for each build, newest first', () => {
    const { world, region } = emptyWorld();
    const second = add(region, 'web/1.0.1/2', { dateCreated: '2026-07-02T10:00:00Z' });
    const tenth = add(region, 'web/1.0.1/10', { dateCreated: '2026-07-03T10:00:00Z' });
    const other = add(region, 'web/1.1.0/1', { dateCreated: '2026-07-01T10:00:00Z' });
    const lists = imageBuilderOf(world, owner, home);
    expect(lists.builds.map(({ arn }) => arn)).toEqual([tenth.arn, second.arn, other.arn]);
    expect(lists.builds.map(({ version }) => version)).toEqual(['1.0.1/10', '1.0.1/2', '1.1.0/1']);
    expect(lists.versions).toMatchObject([
      { version: '1.0.1', created: Date.UTC(2026, 6, 2, 10), arn: second.arn.slice(0, -2) },
      { version: '1.1.0', created: Date.UTC(2026, 6, 1, 10) },
    ]);
    expect(new Set(lists.builds.map(({ versionArn }) => versionArn))).toEqual(
      new Set(lists.versions.map(({ arn }) => arn)),
    );
  });

  it('show an account its own images, those shared with it, and those of Amazon', () => {
    const { world, region } = emptyWorld();
    const own = add(region, 'web/1.0.0/1');
    const second = add(region, 'web/1.0.0/2');
    add(region, 'al2023/2026.7.1/1', { owner: 'amazon' });
    region.resourceShares.set('build', share(own.arn, friend));
    const seenBy = (account: string) =>
      imageBuilderOf(world, account, home).versions.map(({ name, ownership, owner: by }) => [
        name,
        ownership,
        by,
      ]);
    expect(seenBy(owner)).toEqual([
      ['web', 'self', owner],
      ['al2023', 'amazon', 'Amazon'],
    ]);
    expect(seenBy(friend)).toEqual([
      ['web', 'shared', owner],
      ['al2023', 'amazon', 'Amazon'],
    ]);
    expect(seenBy(stranger)).toEqual([['al2023', 'amazon', 'Amazon']]);
    expect(buildOf(world, friend, home, own.arn)?.arn).toBe(own.arn);
    expect(buildOf(world, friend, home, second.arn)).toBeUndefined();
    region.resourceShares.set('version', share(own.arn.slice(0, -2), friend));
    expect(buildOf(world, friend, home, second.arn)?.arn).toBe(second.arn);
  });

  it('lag behind what the page of a build shows', () => {
    const { world, region } = emptyWorld();
    const { arn } = add(region, 'web/1.0.0/1', { listedAt: noon + 1 });
    expect(imageBuilderOf(world, owner, home)).toEqual({ versions: [], builds: [], pipelines: [] });
    expect(buildOf(world, owner, home, arn)?.arn).toBe(arn);
  });

  it('show what a build is now, and a reason only where it failed', () => {
    const { world, region } = emptyWorld();
    const { arn } = add(region, 'web/1.0.0/1', { state: { status: 'BUILDING', reason: 'Busy' } });
    const row = only(imageBuilderOf(world, owner, home).builds);
    expect(row.status).toBe('BUILDING');
    expect(row).not.toHaveProperty('reason');
    const later = { status: 'FAILED', reason: 'Out of disk' } as const;
    for (const build of region.imageBuilder.builds.values()) build.state = later;
    expect(only(imageBuilderOf(world, owner, home).builds)).toMatchObject(later);
    expect(buildOf(world, owner, home, arn)).toMatchObject(later);
  });

  it('count findings where images are scanned', () => {
    const { world, region } = emptyWorld();
    add(region, 'quiet/1.0.0/1');
    add(region, 'clean/1.0.0/1', { imageScanningConfiguration: { imageScanningEnabled: true } });
    add(region, 'risky/1.0.0/1', {
      findings: ['CRITICAL', 'HIGH', 'HIGH', 'LOW'].map((severity) => ({ severity })),
    });
    expect(imageBuilderOf(world, owner, home).builds.map(({ findings }) => findings)).toEqual([
      undefined,
      '0 critical, 0 high, 0 medium (0 in all)',
      '1 critical, 2 high, 0 medium (4 in all)',
    ]);
  });

  it('have the pipelines of the account, with the log and the pipeline of each build', () => {
    const { world, region } = emptyWorld();
    const arn = `arn:aws:imagebuilder:${home}:${owner}:image-pipeline/nightly`;
    region.imageBuilder.pipelines.set(arn, {
      arn,
      owner,
      listedAt: 0,
      name: 'nightly',
      status: 'ENABLED',
      dateNextRun: '2026-08-02T00:00:00Z',
      containerRecipeArn: 'arn:recipe',
    });
    add(region, 'web/1.0.0/1', { sourcePipelineArn: arn });
    const lists = imageBuilderOf(world, owner, home);
    const nextRun = Date.UTC(2026, 7, 2);
    expect(only(lists.pipelines)).toMatchObject({ arn, type: 'Docker', nextRun });
    expect(only(lists.pipelines)).not.toHaveProperty('lastRun');
    const log = { group: '/aws/imagebuilder/web', stream: '1.0.0/1' };
    expect(only(lists.builds)).toMatchObject({ pipelineArn: arn, log });
    expect(imageBuilderOf(world, friend, home).pipelines).toEqual([]);
  });
});

describe('the page of a build', () => {
  it('has the settings that are set, one row for each destination, and the age of findings', () => {
    const { world, region } = emptyWorld();
    const { arn } = add(region, 'web/1.0.1/2', {
      type: 'AMI',
      imageRecipe: { name: 'Web servers', version: '1.0.1' },
      outputResources: { amis: [{ region: home, image: 'ami-1' }, { region: 'eu-west-1' }] },
      infrastructureConfiguration: {
        name: 'small',
        arn: 'arn:small',
        instanceTypes: ['t3.large', 'm5.large'],
        logging: { s3Logs: { s3BucketName: 'logs', s3KeyPrefix: 'web' } },
        securityGroupIds: [],
      },
      distributionConfiguration: {
        name: 'everywhere',
        arn: 'arn:everywhere',
        timeoutMinutes: 60,
        distributions: [
          {
            region: home,
            amiDistributionConfiguration: {
              targetAccountIds: [friend, stranger],
              launchPermission: { userIds: [friend], organizationArns: ['arn:organization'] },
            },
            launchTemplateConfigurations: [{ launchTemplateId: 'lt-1', setDefaultVersion: true }],
          },
          { region: 'eu-west-1' },
        ],
      },
      findings: [
        {
          severity: 'HIGH',
          firstObservedAt: new Date(noon - 3.5 * day),
          packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2026-1', source: 'NVD' },
          inspectorScore: 0,
        },
        {},
      ],
    });
    const unset = { name: '-', kmsKey: '-', fasterLaunchAccounts: '-', licenses: '-' };
    expect(buildOf(world, owner, home, arn)).toMatchObject({
      recipe: 'Web servers | 1.0.1',
      container: false,
      amis: [
        { region: home, image: 'ami-1', name: '-', description: '-', account: owner },
        { region: 'eu-west-1', image: '-', name: '-', description: '-', account: owner },
      ],
      infrastructure: [
        { label: 'Configuration name', value: 'small' },
        { label: 'ARN', value: 'arn:small' },
        { label: 'Instance types', value: 't3.large, m5.large' },
        { label: 'S3 location', value: 's3://logs/web' },
      ],
      distribution: {
        name: 'everywhere',
        arn: 'arn:everywhere',
        amis: [
          {
            ...unset,
            region: home,
            targetAccounts: `${friend}, ${stranger}`,
            principals: `${friend}, arn:organization`,
            launchTemplates: 'lt-1',
            setsDefaultVersion: 'Yes',
          },
          { ...unset, region: 'eu-west-1', targetAccounts: '-', principals: '-' },
        ],
        containers: [],
      },
      scanned: [
        { severity: 'HIGH', id: 'CVE-2026-1', source: 'NVD', age: 3, score: 0 },
        { severity: '-', id: '-', source: '-' },
      ],
    });
  });

  it('names the workflows by what they make', () => {
    const { world, region } = emptyWorld();
    const workflowExecutions = (['BUILD', 'TEST', 'DISTRIBUTION'] as const).map((type) => ({
      workflowExecutionId: `wf-${type}`,
      type,
      startTime: '2026-08-01T10:00:00Z',
      totalStepCount: 1,
      steps: [{ stepExecutionId: `step-${type}`, rollbackStatus: 'SKIPPED' as const }],
    }));
    const typesOf = (path: string, type: 'AMI' | 'DOCKER') => {
      const { arn } = add(region, path, { type, workflowExecutions });
      return buildOf(world, owner, home, arn)?.workflows.map((workflow) => workflow.type);
    };
    expect(typesOf('ami/1.0.0/1', 'AMI')?.slice(0, 2)).toEqual(['build-image', 'test-image']);
    expect(typesOf('api/1.0.0/1', 'DOCKER')).toEqual([
      'build-container',
      'test-container',
      'distribute-container',
    ]);
  });

  it('has the images of a container by their URIs', () => {
    const { world, region } = emptyWorld();
    const { arn } = add(region, 'api/1.0.0/1', {
      type: 'DOCKER',
      outputResources: { containers: [{ region: home, imageUris: ['api:1', 'api:latest'] }] },
      distributionConfiguration: { name: 'ecr', timeoutMinutes: 60 },
    });
    const containers = [
      { region: home, uri: 'api:1' },
      { region: home, uri: 'api:latest' },
    ];
    expect(buildOf(world, owner, home, arn)).toMatchObject({
      container: true,
      amis: [],
      containers,
      distribution: { amis: [], containers },
    });
  });

  it('leaves out what an image does not have', () => {
    const { world, region } = emptyWorld();
    const { arn } = add(region, 'imported/1.0.0/1', { dateCreated: 'yesterday' });
    const page = buildOf(world, owner, home, arn);
    expect(page).toMatchObject({ recipe: 'imported | 1.0.0', amis: [], workflows: [], tags: {} });
    for (const absent of ['infrastructure', 'distribution', 'scanned', 'created', 'pipelineArn']) {
      expect(page).not.toHaveProperty(absent);
    }
    expect(buildOf(world, owner, home, `${arn}1`)).toBeUndefined();
    expect(buildOf(world, owner, 'eu-west-1', arn)).toBeUndefined();
  });
});
