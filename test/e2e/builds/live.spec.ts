import type { Page } from '@playwright/test';
import { startBuild, type BuildOptions } from '../../aws/image-builder/build';
import type { BuildRecord } from '../../aws/image-builder/records';
import { regionOf } from '../../aws/world';
import { imageBuilderUrl } from '../../console/pages';
import { imageBuilderRoutes } from '../../console/routes';
import { officeGolden } from '../../support/office-golden';
import { believableWorld, ownerAccount } from '../../support/scenarios';
import { openStage, type Stage } from '../../support/stage';
import { addCredentials, setHidden } from '../../support/steps';
import { expect, test } from '../fixtures';
import { buildPanelOf } from '../pages/build-panel';

const region = 'us-east-1';
const minute = 60_000;

/** The shortest time between two reads of a build that runs, in milliseconds. */
const interval = 10_000;

/** A world whose clock the test moves on. */
function worldWithClock() {
  let ahead = 0;
  const world = believableWorld({ now: () => Date.now() + ahead });
  return {
    world,
    pass: (minutes: number) => {
      ahead += minutes * minute;
    },
  };
}

type Clocked = ReturnType<typeof worldWithClock>;

/** Starts a build of the pipeline and opens its page. */
async function watch(stage: Stage, options: BuildOptions = {}) {
  const place = regionOf(stage.world, region);
  const arn = `arn:aws:imagebuilder:${region}:${ownerAccount}:image-pipeline/${officeGolden}`;
  const pipeline = place.imageBuilder.pipelines.get(arn);
  if (!pipeline) throw new Error('The world has changed');
  const build = startBuild(stage.world, place, pipeline, options);
  const page = await stage.context.newPage();
  const route = imageBuilderRoutes.build(build.arn);
  await page.goto(imageBuilderUrl({ host: 'regional', region, route }));
  const panel = buildPanelOf(page);
  await expect(panel.region.getByText('Pending', { exact: true }).first()).toBeVisible();
  return { build, page, panel };
}

/** When the build was read, by AWS's log, in the order of the reads. */
const readsOf = ({ aws }: Stage, { arn }: BuildRecord) =>
  aws.log.filter(
    ({ operation, input }) => operation === 'GetImage' && input?.['imageBuildVersionArn'] === arn,
  );

const status = (page: Page) => buildPanelOf(page).section('Summary').locator('dd');

/** Waits for a state: the panel reads by itself, at most once an interval. */
async function comesTo(page: Page, word: string): Promise<void> {
  await expect(status(page).getByText(word, { exact: true })).toBeVisible({
    timeout: 2 * interval,
  });
}

test('builds are followed to their ends by panels that nobody touches', async () => {
  const { world, pass }: Clocked = worldWithClock();
  const stage = await openStage({ world });
  try {
    await addCredentials(stage, ownerAccount);
    const good = await watch(stage);
    const untested = await watch(stage, { fails: 'test', failure: 'Excel did not start.' });
    const undone = await watch(stage, { fails: 'build', rollback: true });
    const stopped = await watch(stage, { cancelledAt: world.now() + 4 * minute });

    pass(3);
    await Promise.all(
      [good, untested, undone, stopped].map(({ page }) => comesTo(page, 'Building')),
    );
    const choice = good.panel.region.getByRole('combobox', { name: 'Filter workflow types' });
    // What has not begun cannot be chosen.
    await expect(choice.locator('option')).toHaveText([/build-image/]);
    await expect(good.panel.section('Workflow')).toContainText('Running');

    pass(3);
    await comesTo(stopped.page, 'Cancelled');

    pass(120);
    await Promise.all([
      comesTo(good.page, 'Available'),
      comesTo(untested.page, 'Failed'),
      comesTo(undone.page, 'Failed'),
    ]);
    const failure = untested.panel.section('Workflow');
    await expect(failure).toContainText('Excel did not start.');
    await expect(untested.panel.section('Summary')).toContainText('Reason for failure');
    await expect(undone.panel.section('Workflow')).toContainText('Rollback-completed');
    await expect(choice.locator('option')).toHaveText([/build-image/, /test-image/]);
    await expect(good.panel.section('Output resources').getByRole('row')).not.toHaveCount(0);

    // What has ended is not read again.
    const ended = [good, untested, undone, stopped].map(
      ({ build }) => readsOf(stage, build).length,
    );
    await expect(good.panel.region.getByText('Read again by itself while it runs')).toHaveCount(0);
    await good.page.waitForFunction(
      ([from, length]) => performance.now() - (from ?? 0) > (length ?? 0),
      [await good.page.evaluate(() => performance.now()), interval + 1000] as const,
    );
    expect(
      [good, untested, undone, stopped].map(({ build }) => readsOf(stage, build).length),
    ).toEqual(ended);
  } finally {
    await stage.close();
  }
});

test('a build that runs is read once an interval, and never while the page is hidden', async () => {
  const { world, pass }: Clocked = worldWithClock();
  const stage = await openStage({ world });
  try {
    await addCredentials(stage, ownerAccount);
    const { build, page } = await watch(stage);
    await setHidden(stage, page, true);
    const before = stage.aws.log.length;
    pass(3);
    // Longer than an interval: it would have been read.
    await page.waitForFunction(
      ([from, length]) => performance.now() - (from ?? 0) > (length ?? 0),
      [await page.evaluate(() => performance.now()), interval + 2000] as const,
    );
    const meanwhile = stage.aws.log.slice(before).filter(({ service }) => service !== undefined);
    expect(meanwhile).toEqual([]);
    await setHidden(stage, page, false);
    // It is overdue, and read at once.
    await comesTo(page, 'Building');
    await expect.poll(() => readsOf(stage, build).length, { timeout: 30_000 }).toBe(3);
    const times = readsOf(stage, build).map(({ at }) => at - 3 * minute);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    // The first gap is on this side of the three minutes that were skipped.
    for (const gap of gaps.slice(1)) expect(gap).toBeGreaterThanOrEqual(interval - 500);
  } finally {
    await stage.close();
  }
});
