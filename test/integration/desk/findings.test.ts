import { afterEach, describe, expect, it } from 'vitest';
import type { ScanPart } from '@/lib/findings/scan';
import type { Problem } from '@/lib/problems/problem';
import type { Scope } from '@/lib/scope';
import { addBuild } from '../../aws/image-builder/build';
import { callsOf } from '../../aws/log';
import { regionOf, type World } from '../../aws/world';
import { customerAccount, ownerAccount } from '../../support/accounts';
import { officeGolden, officeGoldenBuild } from '../../support/office-golden';
import { findingsOf } from '../../support/scan-findings';
import { believableWorld } from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const office = officeGoldenBuild('2.0.0/4');
const webBase = `arn:aws:imagebuilder:us-east-1:${ownerAccount}:image/web-base/1.4.0/2`;

let worker: DetachedWorker;

afterEach(() => worker.stop());

/** A worker with the owner's credentials, before builds with so many findings each. */
async function start(counts: readonly number[] = []): Promise<readonly string[]> {
  const world = believableWorld();
  const builds = counts.map((count) => addScanned(world, count));
  worker = await startDetachedWorker({ world });
  await worker.signIn(ownerAccount);
  return builds;
}

function addScanned(world: World, count: number): string {
  const region = regionOf(world, 'us-east-1');
  const pipeline = [...region.imageBuilder.pipelines.values()].find(
    ({ name }) => name === officeGolden,
  );
  if (!pipeline) throw new Error('There is no such pipeline');
  const at = world.now() - 3_600_000;
  const share = Math.ceil(count / 3);
  return addBuild(world, region, pipeline, {
    at,
    findings: findingsOf('Windows', at, {
      HIGH: share,
      MEDIUM: share,
      LOW: count - 2 * share,
    }),
  }).arn;
}

async function ask(build: string, from: number, scope = virginia): Promise<ScanPart> {
  const answer = await worker.call('findings.read', { build, from }, scope);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

async function problemOf(build: string, scope: Scope): Promise<Problem | undefined> {
  const answer = await worker.call('findings.read', { build, from: 0 }, scope);
  return answer.ok ? undefined : answer.problem;
}

/** Asks as a view does, until all is there or it stopped; gives what it had and was told. */
async function view(build: string, until: (part: ScanPart) => boolean = () => false) {
  const parts: ScanPart[] = [];
  let ids: readonly string[] = [];
  for (let from = 0; ;) {
    const part = await ask(build, from);
    parts.push(part);
    ids = part.next < from ? [] : [...ids, ...part.findings.map(({ id }) => id)];
    from = part.next;
    const { state, received } = part.head;
    if (until(part) || (state !== 'reading' && ids.length >= received)) return { parts, ids };
  }
}

const pagesAsked = () => callsOf(worker.aws.log, 'ListImageScanFindings');
const idsIn = (build: string) =>
  (regionOf(worker.world, 'us-east-1').imageBuilder.builds.get(build)?.findings ?? []).map(
    ({ packageVulnerabilityDetails }) => packageVulnerabilityDetails?.vulnerabilityId,
  );
/** Where each of the calls began, as AWS told it the call before. */
const tokens = () => pagesAsked().map(({ input }) => input?.['nextToken']);

describe('the findings of a build', () => {
  it('come in AWS’s order, page by page, with how many there are', async () => {
    const [build = ''] = await start([130]);
    const { parts, ids } = await view(build);
    expect(ids).toEqual(idsIn(build));
    expect(parts.map(({ head }) => head.received)).toEqual(
      parts.map(({ head }) => head.received).toSorted((a, b) => a - b),
    );
    expect(parts.at(-1)?.head).toMatchObject({
      build: { arn: build, scan: { status: 'COMPLETED' } },
      counts: { all: 130 },
      state: 'complete',
      received: 130,
      pages: 6,
    });
    expect(new Set(tokens()).size).toBe(6);
  });

  it('are not asked for again once all are there, without credentials either', async () => {
    await start();
    const before = await view(office);
    const calls = worker.aws.log.length;
    await worker.call('credentials.forget', { partition: 'aws', account: ownerAccount });
    worker.restart();
    expect((await view(office)).ids).toEqual(before.ids);
    expect(worker.aws.log).toHaveLength(calls);
  });

  it('go on with the page after the last one of a worker that was killed', async () => {
    const [build = ''] = await start([1000]);
    worker.aws.faults.add({
      kind: 'slow',
      until: new Promise(() => {}),
      operation: 'ListImageScanFindings',
      after: 17,
    });
    await view(build, ({ head }) => head.pages === 17);
    worker.restart();
    expect((await view(build)).ids).toEqual(idsIn(build));
    expect(pagesAsked()).toHaveLength(40);
    expect(new Set(tokens()).size).toBe(40);
    expect(callsOf(worker.aws.log, 'GetImage')).toHaveLength(1);
  });

  it('stop when they are cancelled, and go on when they are asked for again', async () => {
    const [build = ''] = await start([200]);
    await view(build, ({ head }) => head.pages >= 2);
    await worker.call('findings.cancel', { build });
    expect((await view(build)).ids).toEqual(idsIn(build));
    expect(new Set(tokens()).size).toBe(8);
    expect(pagesAsked()).toHaveLength(8);
  });

  it('are read of three builds at once, and of the fourth after one of them', async () => {
    const builds = await start([60, 60, 60, 60]);
    const answers: (() => void)[] = [];
    const until = new Promise<void>((resolve) => void answers.push(resolve));
    for (let each = 0; each < 3; each += 1) {
      worker.aws.faults.add({ kind: 'slow', until, operation: 'ListImageScanFindings' });
    }
    const views = builds.map((build) => view(build));
    // The fourth is begun, and told of, while the three others wait.
    expect((await ask(builds[3] ?? '', 0)).head).toMatchObject({
      received: 0,
      counts: { all: 60 },
    });
    expect(worker.aws.faults.pending()).toEqual([]);
    expect(pagesAsked()).toEqual([]);
    for (const answer of answers) answer();
    for (const [index, { ids }] of (await Promise.all(views)).entries()) {
      expect(ids).toEqual(idsIn(builds[index] ?? ''));
    }
    expect(pagesAsked()).toHaveLength(12);
  });

  it('survive throttles, and a token that AWS takes no more', async () => {
    const [build = ''] = await start([150]);
    const operation = 'ListImageScanFindings';
    for (const times of [6, 1]) {
      worker.aws.faults.add({
        kind: 'error',
        name: times > 1 ? 'CallRateLimitExceededException' : 'InvalidPaginationTokenException',
        operation,
        after: 2,
        times,
      });
    }
    expect((await view(build)).ids).toEqual(idsIn(build));
    expect(worker.aws.faults.pending()).toEqual([]);
  });

  it('say what stopped them', async () => {
    const [build = ''] = await start([100]);
    worker.aws.faults.add({
      kind: 'access-denied',
      operation: 'ListImageScanFindings',
      after: 2,
    });
    const { parts } = await view(build, ({ head }) => head.state === 'stopped');
    expect(parts.at(-1)?.head).toMatchObject({
      state: 'stopped',
      received: 50,
      problem: { kind: 'permission-missing', action: 'imagebuilder:ListImageScanFindings' },
    });
    expect((await view(build)).ids).toEqual(idsIn(build));
  });

  it('are not kept of a build that was not scanned', async () => {
    await start();
    const { parts } = await view(webBase);
    expect(parts.at(-1)?.head.state).toBe('unscanned');
    expect(await worker.call('findings.kept', {})).toMatchObject({ value: { value: [] } });
  });

  it('are refused of a build that is not of the account and Region that are asked', async () => {
    await start();
    await worker.signIn(customerAccount);
    const stranger = office.replace(ownerAccount, customerAccount);
    expect(await problemOf(stranger, virginia)).toEqual({
      kind: 'wrong-account',
      account: customerAccount,
    });
    const ireland = { ...virginia, region: 'eu-west-1' };
    expect(await problemOf(office, ireland)).toMatchObject({ kind: 'refused' });
    expect(await problemOf(office.replace(ownerAccount, 'aws'), virginia)).toMatchObject({
      kind: 'refused',
    });
    expect(pagesAsked()).toEqual([]);
  });

  it('are listed as kept, and dropped', async () => {
    const [build = ''] = await start([30]);
    await view(build);
    await view(office);
    const kept = async () => {
      const answer = await worker.call('findings.kept', {});
      return answer.ok ? answer.value.value : [];
    };
    expect(await kept()).toMatchObject(
      [build, office].map(() => ({ state: 'complete', bytes: expect.any(Number) })),
    );
    await worker.call('findings.drop', { builds: [build] });
    expect((await kept()).map((each) => each.build)).toEqual([office]);
    await worker.call('findings.drop', {});
    expect(await kept()).toEqual([]);
  });
});

describe('what is installed in a build', () => {
  it('is listed once, and kept with its findings', async () => {
    await start();
    await view(office);
    const list = () => worker.call('findings.inventory', { build: office }, virginia);
    const first = await list();
    expect(first).toMatchObject({ ok: true });
    worker.restart();
    expect(await list()).toMatchObject({ value: { value: first.ok && first.value.value } });
    expect(callsOf(worker.aws.log, 'ListImagePackages')).toHaveLength(2);
  });

  it('is nothing where AWS keeps no list', async () => {
    await start();
    const none = await worker.call('findings.inventory', { build: webBase }, virginia);
    expect(none).toMatchObject({ value: { value: null } });
  });
});
