import type { Job } from '@/lib/jobs/job';
import { ok } from '@/lib/result';
import type { DesiredImage, SharePlan } from '@/lib/sharing/plan';
import { makeSharePlan } from '@/lib/sharing/planning';
import { addImage, regionOf, type World } from '../aws/world';
import { startServer } from '../aws/server';
import { startBareBrowser, type BareBrowser, type CdpTarget } from '../support/cdp';
import { startScriptRunner } from '../support/aws-cli';
import { believableWorld, credentialsOf, ownerAccount } from '../support/scenarios';
import { credentialsMessage } from '../support/steps';
import { median } from './statistics';

/** What large jobs cost. */
export interface JobFigures {
  /** Milliseconds to plan 10,000 cells from what was read. */
  readonly plan: number;
  /** The most that the worker's heap held while it applied them, in megabytes. */
  readonly heap: number;
  /** How many cells were applied per second against an AWS that throttles nobody. */
  readonly perSecond: number;
}

/** Cells per second of 200, by a job and by a loop over the same cells with AWS's own CLI. */
export interface Comparison {
  readonly job: number;
  readonly cli: number;
}

const scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' } as const;

/** As many images as accounts, so that the cells are their square. */
function wantedOf(images: number, accounts: number): readonly DesiredImage[] {
  const desired = Array.from({ length: accounts }, (_, index) => ({
    account: String(600_000_000_000 + index),
    fleet: true,
    imageBuilder: false,
  }));
  return Array.from({ length: images }, (_, index) => ({
    region: scope.region,
    image: { name: `bench-${index}` },
    desired,
  }));
}

function worldOf(images: number): World {
  const world = believableWorld();
  for (let index = 0; index < images; index += 1) {
    addImage(regionOf(world, scope.region), ownerAccount, `bench-${index}`, {});
  }
  return world;
}

/** Plans 10,000 cells, and applies so many images by as many accounts in a real browser. */
export async function measureJobs(
  extension: string,
  rounds: number,
  side: number,
): Promise<JobFigures> {
  return { plan: await measurePlan(rounds), ...(await applyAll(extension, side, side)) };
}

/** Applies 200 cells, and has AWS's own CLI do the same. */
export async function compareWithCli(extension: string): Promise<Comparison> {
  const { perSecond } = await applyAll(extension, 5, 40);
  return { job: perSecond, cli: await measureCli() };
}

/** Cells per second of a loop in bash, one call of AWS's command line after the other. */
async function measureCli(): Promise<number> {
  const world = worldOf(5);
  const aws = await startServer({ world });
  const runner = await startScriptRunner(aws);
  const cells = wantedOf(5, 40).flatMap(({ image, desired }) =>
    desired.map(({ account }) => [image.name, account] as const),
  );
  const loop = cells
    .map(
      ([name, account]) =>
        `aws appstream update-image-permissions --region ${scope.region} --name ${name} --shared-account-id ${account} --image-permissions allowFleet=true,allowImageBuilder=false`,
    )
    .join('\n');
  try {
    const before = performance.now();
    const { code, errors } = await runner.run(
      `set -e\n${loop}`,
      credentialsOf(world, ownerAccount),
    );
    if (code !== 0) throw new Error(errors);
    return cells.length / ((performance.now() - before) / 1000);
  } finally {
    runner.close();
    await aws.close();
  }
}

async function measurePlan(rounds: number): Promise<number> {
  const wanted = wantedOf(100, 100);
  const times: number[] = [];
  const image = {
    visibility: 'private',
    state: 'AVAILABLE',
    owner: ownerAccount,
    errors: [],
    dynamicCatalogs: false,
    instanceFamilies: [],
    applications: [],
  } as const;
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    const plan = await makeSharePlan(scope, wanted, Date.now, {
      getImages: async (region, refs) =>
        refs.map(({ name }) =>
          ok({ ...image, name, arn: `arn:aws:appstream:${region}:${ownerAccount}:image/${name}` }),
        ),
      listShares: async () => ok([]),
      obstacle: async () => undefined,
      progress: async () => {},
    });
    times.push(performance.now() - before);
    if (!plan.ok || plan.value.items.length !== 10_000) throw new Error('This is not the plan');
  }
  return median(times);
}

interface Applied {
  readonly heap: number;
  readonly perSecond: number;
}

async function applyAll(extension: string, images: number, accounts: number): Promise<Applied> {
  const world = worldOf(images);
  const aws = await startServer({ world });
  const browser = await startBareBrowser({ extension, server: aws });
  try {
    const page = await browser.open(`chrome-extension://${await browser.extensionId()}/popup.html`);
    const worker = await browser.worker();
    await call(page, credentialsMessage(world, ownerAccount));
    const plan = (await call(page, {
      call: 'sharing.plan',
      input: { images: wantedOf(images, accounts) },
      scope,
    })) as SharePlan;
    const startedAt = performance.now();
    await call(page, { call: 'sharing.apply', input: { digest: plan.digest }, scope });
    let heap = 0;
    for (;;) {
      heap = Math.max(heap, await heapOf(worker));
      const [job] = (await call(page, { call: 'jobs.list', input: {} })) as readonly Job[];
      if (job?.state === 'ended') {
        const seconds = (performance.now() - startedAt) / 1000;
        if (job.counts.done !== images * accounts) throw new Error('Not all was done');
        return { heap, perSecond: job.counts.done / seconds };
      }
      await page.evaluate('new Promise((resolve) => { setTimeout(resolve, 500); })');
    }
  } finally {
    await browser.close();
    await aws.close();
  }
}

async function heapOf(worker: Awaited<ReturnType<BareBrowser['worker']>>): Promise<number> {
  const { usedSize } = (await worker.send('Runtime.getHeapUsage')) as { usedSize: number };
  return usedSize / 1_000_000;
}

async function call(page: CdpTarget, message: object): Promise<unknown> {
  const answer = (await page.evaluate(
    `chrome.runtime.sendMessage(${JSON.stringify(message)})`,
  )) as { ok: boolean; value?: { value: unknown } };
  if (!answer.ok) throw new Error(`The worker refused: ${JSON.stringify(answer)}`);
  return answer.value?.value;
}
