import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf, OperationId, OutputOf } from '@/lib/operations/registry';
import type { Scope } from '@/lib/scope';
import { ownerAccount } from '../../support/accounts';
import { officeGolden, officeGoldenBuild } from '../../support/office-golden';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const arnOf = (rest: string) => `arn:aws:imagebuilder:us-east-1:${ownerAccount}:${rest}`;
const image = arnOf(`image/${officeGolden}`);
const newest = officeGoldenBuild('2.0.0/4');
const earlier = officeGoldenBuild('2.0.0/2');

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

describe('the builds of an image', () => {
  it('are those of all its versions, the newest first, with counts where AWS has some', async () => {
    const builds = await ask('findings.series', { image });
    expect(builds.map(({ build }) => `${build.version}/${build.buildVersion}`)).toEqual([
      '2.0.0/4',
      '2.0.0/3',
      '2.0.0/2',
      '2.0.0/1',
      '1.1.0/1',
      '1.0.0/1',
    ]);
    expect(builds[0]?.counts).toEqual({ all: 32, critical: 3, high: 8, medium: 12 });
    expect(builds[1]?.counts).toBeNull();
    expect(new Set(called())).toEqual(
      new Set(['ListImages', 'ListImageBuildVersions', 'ListImageScanFindingAggregations']),
    );
    expect(called().filter((each) => each === 'ListImageBuildVersions')).toHaveLength(3);
  });

  it('are those of a pipeline by two calls', async () => {
    const builds = await ask('findings.series', {
      pipeline: arnOf(`image-pipeline/${officeGolden}`),
    });
    expect(builds).toHaveLength(6);
    expect(builds[0]?.build.arn).toBe(newest);
    expect(called()).toEqual(['ListImagePipelineImages', 'ListImageScanFindingAggregations']);
  });

  it('are not shown as without findings when these could not be counted', async () => {
    worker.aws.faults.add({ kind: 'access-denied', operation: 'ListImageScanFindingAggregations' });
    expect(await worker.call('findings.series', { image }, virginia)).toMatchObject({
      ok: false,
      problem: {
        kind: 'permission-missing',
        action: 'imagebuilder:ListImageScanFindingAggregations',
      },
    });
  });
});

describe('the ranking of the account', () => {
  it('has the own images by their newest available build, the worst first, uncounted ones last', async () => {
    const { builds, left } = await ask('findings.ranking', {});
    expect(builds.slice(0, 2).map(({ build }) => build.name)).toEqual([
      officeGolden,
      'tools-container',
    ]);
    expect(builds[0]?.build.arn).toBe(newest);
    expect(builds.slice(2).map(({ counts }) => counts)).toEqual(builds.slice(2).map(() => null));
    expect(builds.map(({ build }) => build.name)).not.toContain('erp-client');
    // Deprecated, and still what there is of it.
    expect(builds.map(({ build }) => build.name)).toContain('office-legacy');
    expect(left).toBe(0);
  });
});

describe('the search for a vulnerability', () => {
  it('tells in which builds it was found, page by page', async () => {
    const { hits, nextToken } = await ask('findings.search', { vulnerability: 'CVE-2026-20000' });
    expect(hits.map(({ build }) => build).toSorted()).toEqual([earlier, newest].toSorted());
    for (const { finding } of hits) {
      expect(finding).toMatchObject({ id: 'CVE-2026-20000', severity: 'CRITICAL' });
      expect(finding.packages?.length).toBeGreaterThan(0);
    }
    expect(nextToken).toBeUndefined();
    expect(called()).toEqual(['ListImageScanFindings']);
  });

  it('goes on where a page ended', async () => {
    worker.aws.faults.add({ kind: 'empty-page', operation: 'ListImageScanFindings' });
    const first = await ask('findings.search', { vulnerability: 'CVE-2026-20000' });
    expect(first.hits).toEqual([]);
    const token = first.nextToken ?? '';
    const { hits } = await ask('findings.search', { vulnerability: 'CVE-2026-20000', token });
    expect(hits).toHaveLength(2);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await ask('findings.search', { vulnerability: 'CVE-1999-1' })).toEqual({ hits: [] });
  });
});

describe('the change of a build', () => {
  it('is told beside the build before that became available', async () => {
    const change = await ask('findings.change', { build: newest });
    expect(change.counts).toEqual({ all: 32, critical: 3, high: 8, medium: 12 });
    expect(change.previous?.build.arn).toBe(earlier);
    expect(change.previous?.counts?.all).toBe(13);
    expect(change).not.toHaveProperty('production');
    expect(called()).toEqual(['ListImageBuildVersions', 'ListImageScanFindingAggregations']);
  });

  it('goes back to the version before, and names what is in production', async () => {
    await ask('findings.pin', { image, build: newest });
    const change = await ask('findings.change', { build: officeGoldenBuild('2.0.0/1') });
    expect(change.previous?.build.arn).toBe(officeGoldenBuild('1.1.0/1'));
    expect(change.counts).toBeNull();
    expect(change.production).toBe(newest);
  });

  it('has no build before when it is the first', async () => {
    const change = await ask('findings.change', { build: officeGoldenBuild('1.0.0/1') });
    expect(change).not.toHaveProperty('previous');
  });
});
