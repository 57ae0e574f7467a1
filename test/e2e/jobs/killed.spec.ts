import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Job } from '@/lib/jobs/job';
import type { Scope } from '@/lib/scope';
import type { Page } from '@playwright/test';
import { addImage, regionOf } from '../../aws/world';
import { callsOf, mutatingCalls } from '../../aws/log';
import { killBrowser, stopWorker } from '../../support/browser';
import { believableWorld, ownerAccount } from '../../support/scenarios';
import { openStage, startAwsWithConsole, type Stage } from '../../support/stage';
import { addCredentials, ask } from '../../support/steps';
import { expect, test } from '../fixtures';

const scope: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const customers = Array.from({ length: 40 }, (_, index) => String(600_000_000_000 + index));
const names = Array.from({ length: 5 }, (_, index) => `bulk-${index + 1}`);
const mayRun = { allowFleet: true, allowImageBuilder: false };

/** What somebody else has done before, and nobody plans to change. */
const bystander = { '700000000000': { allowFleet: false, allowImageBuilder: true } };

function bulkWorld() {
  const world = believableWorld();
  for (const name of names) {
    addImage(regionOf(world, 'us-east-1'), ownerAccount, name, {
      Platform: 'WINDOWS_SERVER_2022',
      sharedWith: bystander,
    });
  }
  return world;
}

/** Starts the job that shares all the images with all the customers, past the surfaces. */
async function startJob(stage: Stage): Promise<Job> {
  const desired = customers.map((account) => ({ account, fleet: true, imageBuilder: false }));
  const images = names.map((name) => ({ region: 'us-east-1', image: { name }, desired }));
  const plan = await ask(stage, { call: 'sharing.plan', input: { images }, scope });
  expect(plan.items).toHaveLength(names.length * customers.length);
  return ask(stage, {
    call: 'sharing.apply',
    input: { digest: plan.digest },
    scope,
  });
}

const listJobs = (stage: Stage) => ask(stage, { call: 'jobs.list', input: {} });

/** Each put that AWS has carried out, by image and account. */
function putsOf({ aws }: Pick<Stage, 'aws'>): readonly string[] {
  return callsOf(aws.log, 'UpdateImagePermissions')
    .filter(({ outcome }) => outcome === 'ok')
    .map(({ input }) => `${String(input?.['Name'])}/${String(input?.['SharedAccountId'])}`);
}

/** Nothing was put twice, nothing was left out, and nothing else was touched. */
function expectAllShared(stage: Pick<Stage, 'aws' | 'world'>): void {
  const puts = putsOf(stage);
  const planned = names.flatMap((name) => customers.map((account) => `${name}/${account}`));
  expect(puts.toSorted()).toEqual(planned.toSorted());
  const { images } = regionOf(stage.world, 'us-east-1');
  for (const name of names) {
    const image = [...images.values()].find((each) => each.Name === name);
    expect(Object.fromEntries(image?.permissions ?? [])).toEqual({
      ...bystander,
      ...Object.fromEntries(customers.map((account) => [account, mayRun])),
    });
  }
  expect(
    mutatingCalls(stage.aws.log).every(({ operation }) => operation === 'UpdateImagePermissions'),
  ).toBe(true);
}

test('T13: a browser that is killed five times shares everything once', async () => {
  test.setTimeout(240_000);
  const world = bulkWorld();
  const aws = await startAwsWithConsole(world, ownerAccount, {
    rate: { perSecond: 6, burst: 6 },
  });
  const profile = mkdtempSync(path.join(tmpdir(), 'image-desk-killed-'));
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  console.info(`seed ${seed}`);
  try {
    let stage = await openStage({ world, aws, profile });
    await addCredentials(stage, ownerAccount);
    await startJob(stage);
    const startedAt = Date.now();
    const restarts: number[] = [];
    for (let kill = 1; kill <= 5; kill += 1) {
      // At some moment after so many puts: each time at another point of the engine's work.
      const enough = 30 * kill + (seed % (7 + kill));
      await expect.poll(() => putsOf({ aws }).length, { timeout: 60_000 }).toBeGreaterThan(enough);
      await killBrowser(stage);
      stage = await openStage({ world, aws, profile });
      const calls = aws.log.length;
      // The credentials were in memory: nothing goes on without them.
      await expect
        .poll(async () => (await listJobs(stage))[0]?.pause?.reason, { timeout: 45_000 })
        .toBe('needs-credentials');
      expect(aws.log.slice(calls).filter(({ service }) => service === 'appstream')).toEqual([]);
      restarts.push(Date.now());
      await addCredentials(stage, ownerAccount);
    }
    await expect
      .poll(async () => (await listJobs(stage))[0]?.state, { timeout: 60_000 })
      .toBe('ended');
    const [job] = await listJobs(stage);
    expect(job?.counts).toMatchObject({ total: 200, failed: 0, drift: 0, cancelled: 0 });
    expect((job?.counts.done ?? 0) + (job?.counts.unchanged ?? 0)).toBe(200);
    expectAllShared({ aws, world });
    // The rate that was found is kept: no burst after a restart, and hardly a call too many.
    const calls = aws.log.filter(({ service }) => service === 'appstream');
    for (const from of restarts) {
      const burst = calls.filter(({ at }) => at >= from && at < from + 1500);
      expect(burst.length).toBeLessThanOrEqual(6 * 1.5 * 1.5);
    }
    const late = calls.filter(({ at }) => at > startedAt + 10_000);
    const throttled = late.filter(({ outcome }) => outcome === 'ThrottlingException');
    console.info(`${throttled.length} of ${late.length} calls throttled after ten seconds`);
    expect(throttled.length / late.length).toBeLessThan(0.05);
    await stage.close();
  } finally {
    await aws.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('T23: two desks and a worker that is stopped again and again have one runner', async () => {
  const world = bulkWorld();
  const stage = await openStage({ world, answers: { rate: { perSecond: 40, burst: 40 } } });
  await addCredentials(stage, ownerAccount);
  const desks = [
    await stage.openExtensionPage('desk.html#/jobs'),
    await stage.openExtensionPage('desk.html#/jobs'),
  ];
  const { id } = await startJob(stage);
  for (const enough of [20, 70, 130]) {
    await expect.poll(() => putsOf(stage).length, { timeout: 40_000 }).toBeGreaterThan(enough);
    await stopWorker(stage.context);
    // Both ask it to go on at once, as two people at two windows would.
    await Promise.all(desks.map((desk) => goOn(desk, id)));
  }
  await expect
    .poll(async () => (await listJobs(stage))[0]?.state, { timeout: 60_000 })
    .toBe('ended');
  expectAllShared(stage);
  await stage.close();
});

/** Says in a document of the extension that a job shall go on. */
function goOn(desk: Page, id: string): Promise<unknown> {
  return desk.evaluate(
    (message) =>
      (
        globalThis as unknown as {
          chrome: { runtime: { sendMessage: (sent: unknown) => Promise<unknown> } };
        }
      ).chrome.runtime.sendMessage(message),
    { call: 'jobs.continue', input: { id } },
  );
}
