import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf, OperationId, OutputOf } from '@/lib/operations/registry';
import type { Scope } from '@/lib/scope';
import { callsOf } from '../../aws/log';
import { regionOf } from '../../aws/world';
import { customerAccount, ownerAccount } from '../../support/accounts';
import { managedImages } from '../../support/builds';
import { officeGolden, officeGoldenBuild, officePolicy } from '../../support/office-golden';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const newest = officeGoldenBuild('2.0.0/4');
const pipeline = `arn:aws:imagebuilder:us-east-1:${ownerAccount}:image-pipeline/${officeGolden}`;

let worker: DetachedWorker;
let before: number;

beforeAll(async () => {
  worker = await startDetachedWorker();
  await worker.signIn(ownerAccount);
});

beforeEach(() => {
  worker.aws.faults.clear();
  before = worker.aws.log.length;
});

afterAll(() => worker.stop());

async function ask<Id extends OperationId>(id: Id, input: InputOf<Id>): Promise<OutputOf<Id>> {
  const answer = await worker.call(id, input, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

/** The operations that were called since the test began. */
const called = () => worker.aws.log.slice(before).map(({ operation = '' }) => operation);

describe('a build', () => {
  it('is told whole by one call', async () => {
    const build = await ask('builds.get', { build: newest });
    expect(called()).toEqual(['GetImage']);
    expect(build).toMatchObject({
      arn: newest,
      region: 'us-east-1',
      owner: ownerAccount,
      name: officeGolden,
      version: '2.0.0',
      buildVersion: '4',
      type: 'AMI',
      status: 'AVAILABLE',
      platform: 'Windows',
      pipeline: { name: officeGolden, arn: pipeline },
      scan: { enabled: true, status: 'COMPLETED' },
      enhancedMetadata: true,
      recipe: {
        kind: 'image',
        name: officeGolden,
        version: '2.0.0',
        userData: '<powershell>\nSet-TimeZone -Id "W. Europe Standard Time"\n</powershell>\n',
        workingDirectory: 'C:/',
        components: [
          {
            name: 'update-windows',
            version: '1.0.0/1',
            parameters: [{ name: 'exclude', value: 'KB4481252, KB5034439' }],
          },
          { name: 'install-office', version: '3.2.0/1' },
          { name: 'verify-office', version: '1.0.1/2', parameters: [] },
        ],
        blockDevices: [
          { device: '/dev/sda1', size: 60, type: 'gp3', iops: 3000, throughput: 125 },
          { device: 'xvdf', size: 100, snapshot: 'snap-0d1e2f3a4b5c6d7e8' },
          { device: 'xvdca' },
        ],
      },
      infrastructure: {
        name: 'office-build-hosts',
        instanceTypes: ['m6i.xlarge', 'm5.xlarge'],
        subnet: 'subnet-0123456789abcdef0',
        logBucket: 'office-image-logs',
        logPrefix: 'builds/windows',
        metadataTokens: 'required',
        metadataHopLimit: 2,
        tenancy: 'host',
        terminateOnFailure: false,
      },
      distribution: { name: 'office-worldwide' },
    });
    const record = regionOf(worker.world, 'us-east-1').imageBuilder.builds.get(newest);
    expect(new Date(build.createdAt ?? 0).toISOString()).toBe(record?.dateCreated);
    const [home] = build.distribution?.regions ?? [];
    expect(home?.principals).toContain(customerAccount);
    expect(
      home?.principals.filter((each) => each.startsWith('arn:aws:organizations')),
    ).toHaveLength(2);
    expect(home?.launchTemplates).toEqual([
      { id: 'lt-0a1b2c3d4e5f60718', account: ownerAccount, setsDefault: true },
      { id: 'lt-0f1e2d3c4b5a69788', setsDefault: false },
    ]);
    expect(build.tags).toContainEqual({ key: 'Release', value: '2026-07' });
  });

  it('of containers tells where they went', async () => {
    const [tools] = await ask('builds.list', {
      version: `arn:aws:imagebuilder:us-east-1:${ownerAccount}:image/tools-container/0.9.1`,
    });
    const build = await ask('builds.get', { build: tools?.arn ?? '' });
    expect(build.recipe).toMatchObject({
      kind: 'container',
      parent: 'amazonlinux:2023',
      repository: 'tools',
      blockDevices: [{ device: '/dev/xvda', size: 30 }],
    });
    expect(build.outputs.map((output) => output.kind)).toEqual(['container', 'container']);
    expect(build.scan.repository).toBe('tools-scans');
  });

  it('is told with what the account can do with it, judged by whose it is and its state', async () => {
    const { acts } = await ask('builds.get', { build: newest });
    expect(acts.filter(({ obstacle }) => obstacle === undefined).map(({ act }) => act)).toEqual([
      'share',
      'clone',
      'import',
      'run',
      'distribute',
      'state',
      'delete',
    ]);
  });

  it('that is not there is told as a problem, not as an empty one', async () => {
    const answer = await worker.call(
      'builds.get',
      { build: officeGoldenBuild('9.9.9/1') },
      virginia,
    );
    expect(answer.ok).toBe(false);
  });

  it('that is denied names the action', async () => {
    worker.aws.faults.add({ kind: 'access-denied', operation: 'GetImage' });
    const answer = await worker.call('builds.get', { build: newest }, virginia);
    expect(answer).toMatchObject({
      ok: false,
      problem: { kind: 'permission-missing', action: 'imagebuilder:GetImage' },
    });
  });
});

describe('lists of builds', () => {
  it('have the own images and the shared ones, the newest first', async () => {
    const versions = await ask('builds.images', {});
    expect(versions.some(({ name, shared }) => name === officeGolden && !shared)).toBe(true);
    expect(versions.find(({ name }) => name === 'erp-client')).toMatchObject({
      shared: true,
      owner: customerAccount,
    });
    const dates = versions.map(({ createdAt = 0 }) => createdAt);
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
    // A version, whatever AWS names.
    for (const { arn } of versions) expect(arn).toMatch(/\/\d+\.\d+\.\d+$/);
  });

  it('go on after an empty page that has a token', async () => {
    const all = await ask('builds.images', {});
    worker.aws.faults.add({ kind: 'empty-page', operation: 'ListImages', times: 2 });
    expect(await ask('builds.images', {})).toEqual(all);
    expect(worker.aws.faults.pending()).toEqual([]);
  });

  it('have the builds of a version, the newest first', async () => {
    const version = newest.slice(0, newest.lastIndexOf('/'));
    const builds = await ask('builds.list', { version });
    expect(builds.map(({ buildVersion }) => buildVersion)).toEqual(['4', '3', '2', '1']);
    expect(builds.map(({ status }) => status)).toEqual([
      'AVAILABLE',
      'CANCELLED',
      'AVAILABLE',
      'FAILED',
    ]);
    expect(builds.at(-1)?.reason).toContain('verify-office');
  });

  it('of a pipeline are told with what was found in each, by three calls', async () => {
    const overview = await ask('builds.overview', { pipeline });
    expect(called().toSorted()).toEqual([
      'GetImagePipeline',
      'ListImagePipelineImages',
      'ListImageScanFindingAggregations',
    ]);
    expect(overview.pipeline).toMatchObject({ name: officeGolden, arn: pipeline });
    expect(overview.builds).toHaveLength(6);
    expect(overview.builds[0]?.arn).toBe(newest);
    expect(overview.counts[newest]).toEqual({ all: 32, critical: 3, high: 8, medium: 12 });
    expect(overview.more).toBe(false);
  });

  it('of a version are told with what was found in each, by two calls', async () => {
    const version = newest.slice(0, newest.lastIndexOf('/'));
    const overview = await ask('builds.overview', { version });
    expect(called()).toEqual(['ListImageBuildVersions', 'ListImageScanFindingAggregations']);
    expect(overview.builds.map(({ buildVersion }) => buildVersion)).toEqual(['4', '3', '2', '1']);
    expect(overview.counts[newest]?.all).toBe(32);
    expect(overview).not.toHaveProperty('pipeline');
  });

  it('of the account are those of its newest versions', async () => {
    const overview = await ask('builds.overview', {});
    expect(overview.builds.length).toBeLessThanOrEqual(10);
    expect(overview.more).toBe(true);
    const dates = overview.builds.map(({ createdAt = 0 }) => createdAt);
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
    expect(callsOf(worker.aws.log, 'ListImageBuildVersions').length).toBeGreaterThan(1);
  });

  it('are shown although their findings cannot be counted', async () => {
    worker.aws.faults.add({ kind: 'access-denied', operation: 'ListImageScanFindingAggregations' });
    const overview = await ask('builds.overview', { pipeline });
    expect(overview.builds).toHaveLength(6);
    expect(overview.counts).toEqual({});
    expect(overview.uncounted).toMatchObject({ kind: 'permission-missing' });
  });
});

describe('what hangs on a build', () => {
  it('has the workflows that have begun, and their steps in order', async () => {
    const runs = await ask('builds.workflows', { build: newest });
    expect(runs.map(({ type }) => type)).toEqual(['build-image', 'test-image']);
    const [first] = runs;
    const steps = await ask('builds.steps', { workflow: first?.id ?? '' });
    expect(steps.length).toBe(first?.totals.total);
    const times = steps.flatMap(({ startedAt }) => startedAt ?? []);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('tells apart what has no findings and what was never scanned', async () => {
    expect(await ask('builds.counts', { build: newest })).toEqual({
      all: 32,
      critical: 3,
      high: 8,
      medium: 12,
    });
    const web = `arn:aws:imagebuilder:us-east-1:${ownerAccount}:image/web-base/1.4.0/1`;
    expect(await ask('builds.counts', { build: web })).toBeNull();
  });

  it('gives findings page by page', async () => {
    const first = await ask('builds.findings', { build: newest });
    expect(first.findings).toHaveLength(25);
    const token = first.nextToken ?? '';
    const second = await ask('builds.findings', { build: newest, token });
    expect(second.findings).toHaveLength(7);
    expect(second.nextToken).toBeUndefined();
    const ids = [...first.findings, ...second.findings].map(({ id }) => id);
    expect(ids.every((id) => id !== '')).toBe(true);
    expect(first.findings[0]).toMatchObject({
      severity: expect.any(String),
      score: expect.any(Number),
    });
    expect(first.findings[0]?.firstObservedAt).toBeGreaterThan(1_600_000_000_000);
  });

  it('gives all packages, by name', async () => {
    const packages = await ask('builds.packages', { build: newest });
    expect(packages.length).toBeGreaterThan(0);
    const names = packages.map(({ name }) => name);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
  });

  it('gives the policy as it was put, and none where there is none', async () => {
    expect(await ask('builds.policy', { build: newest })).toEqual({ text: officePolicy });
    expect(await ask('builds.policy', { build: officeGoldenBuild('2.0.0/2') })).toEqual({});
  });

  it('follows the lineage down to an image of AWS', async () => {
    const { recipe } = await ask('builds.get', { build: newest });
    const lineage = await ask('builds.lineage', { parent: recipe?.parent ?? '' });
    expect(lineage.map(({ kind }) => kind)).toEqual(['build', 'amazon']);
    expect(lineage[0]?.build?.name).toBe('office-base');
    expect(lineage[1]?.build?.name).toBe(managedImages.windows);
    expect(lineage.some(({ unknown }) => unknown)).toBe(false);
  });

  it('ends the lineage where it is denied, and says why', async () => {
    worker.aws.faults.add({ kind: 'access-denied', operation: 'GetImage', after: 1 });
    const { recipe } = await ask('builds.get', { build: newest });
    const lineage = await ask('builds.lineage', { parent: recipe?.parent ?? '' });
    expect(lineage).toEqual([
      {
        reference: recipe?.parent,
        kind: 'build',
        unknown: expect.objectContaining({ kind: 'permission-missing' }),
      },
    ]);
  });
});
