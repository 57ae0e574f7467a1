import papa from 'papaparse';
import type { Job } from '@/lib/jobs/job';
import type { DesiredImage, SharePlan } from '@/lib/sharing/plan';
import { callsOf } from '../aws/log';
import { regionOf } from '../aws/world';
import { ownerAccount } from '../support/scenarios';
import type { Stage } from '../support/stage';
import { addCredentials, nameAccounts, sendToWorker } from '../support/steps';
import { inBothSchemes, violationsOf } from './axe';
import { expect, test } from './fixtures';
import { jobsOf } from './pages/jobs';

const place = { partition: 'aws', account: ownerAccount, region: 'us-east-1' } as const;
const image = 'analytics-linux';

/** So many accounts that no image of the world is shared with. */
const newcomers = (count: number) =>
  Array.from({ length: count }, (_, index) => String(700_000_000_000 + index));

/** Starts a job that gives accounts an image, past the forms. */
async function startJob(stage: Stage, accounts: readonly string[]): Promise<Job> {
  const desired = accounts.map((account) => ({ account, fleet: true, imageBuilder: false }));
  const images: readonly DesiredImage[] = [
    { region: place.region, image: { name: image }, desired },
  ];
  const plan = await ask<SharePlan>(stage, 'sharing.plan', { images });
  return ask<Job>(stage, 'sharing.apply', { digest: plan.digest });
}

async function ask<Value>(stage: Stage, call: string, input: object): Promise<Value> {
  const answer = await sendToWorker(stage, { call, input, scope: place });
  if (!answer.ok) throw new Error(`The worker refused: ${JSON.stringify(answer)}`);
  return (answer as unknown as { readonly value: { readonly value: Value } }).value.value;
}

/** With whom the image is shared at AWS. */
function sharedWith({ world }: Stage): readonly string[] {
  const found = [...regionOf(world, place.region).images.values()].find(
    ({ Name, owner }) => Name === image && owner === ownerAccount,
  );
  return [...(found?.permissions.keys() ?? [])].toSorted();
}

test.describe('at the rate of a slow AWS', () => {
  test.use({ stageOptions: { answers: { rate: { perSecond: 5, burst: 2 } } } });

  test('a job is followed, paused, continued and cancelled', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    await nameAccounts(stage, [{ account: ownerAccount, name: 'Images' }]);
    const { page, ...jobs } = jobsOf(await stage.openExtensionPage('desk.html#/jobs'));
    await expect(page.getByText('No jobs so far')).toBeVisible();
    const { title } = await startJob(stage, newcomers(60));
    const row = jobs.row(title);
    await expect(row).toContainText(/Running, \d+%/);
    await expect(row).toContainText('Images');
    await expect(row).toContainText('us-east-1');
    await expect(row.getByRole('progressbar')).toBeVisible();

    await row.getByRole('link', { name: title }).click();
    await expect(jobs.heading(title)).toBeVisible();
    await expect(jobs.changes).toContainText('Sent, to be verified');
    await jobs.button('Pause').click();
    await expect(jobs.state).toHaveText('Paused');
    // What was sent is read back before a job rests.
    await expect(jobs.changes).toContainText('Done and verified');
    await expect(jobs.changes).not.toContainText('Sent, to be verified');
    const sent = callsOf(stage.aws.log, 'UpdateImagePermissions').length;
    expect(sent).toBeLessThan(60);
    await jobs.button('Continue').click();
    await expect(jobs.state).toContainText('Running');
    await expect
      .poll(() => callsOf(stage.aws.log, 'UpdateImagePermissions').length)
      .toBeGreaterThan(sent);

    await jobs.button('Cancel').click();
    await expect(jobs.state).toHaveText('Cancelled');
    await jobs.filterBy('Done and verified');
    await expect(jobs.count).toHaveText(`Changes (${sharedWith(stage).length}/60)`);
    await jobs.filterBy('Cancelled or not begun');
    await expect(jobs.count).toHaveText(`Changes (${60 - sharedWith(stage).length}/60)`);
    await jobs.find('700000000059');
    await expect(jobs.count).toHaveText('Changes (1/60)');
    await page.goBack();
    await expect(jobs.row(title)).toContainText('Cancelled');
    await expect(jobs.row(title).getByRole('progressbar')).toHaveCount(0);
  });

  test('the end of a job is told if the browser allows it, and only then', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    const { id } = await startJob(stage, newcomers(60));
    for (const allowed of [false, true]) {
      const { page, ...jobs } = jobsOf(await stage.context.newPage());
      await page.addInitScript((answer) => {
        const { chrome } = globalThis as unknown as {
          chrome: { permissions: { request: () => Promise<boolean> } };
        };
        // No test can answer the browser's own question.
        chrome.permissions.request = async () => answer && navigator.userActivation.isActive;
      }, allowed);
      await page.goto(`chrome-extension://${stage.extensionId}/desk.html#/jobs/${id}`);
      await expect(jobs.tell).not.toBeChecked();
      // The input of a Cloudscape toggle is covered by its track.
      await jobs.tell.click({ force: true });
      if (allowed) await expect(jobs.tell).toBeChecked();
      else await expect(page.getByText('The browser does not allow notifications.')).toBeVisible();
      await page.reload();
      await expect(jobs.tell).toBeChecked({ checked: allowed });
      await page.close();
    }
  });
});

test('what a job left is tried again, and what it changed is undone', async ({ stage }) => {
  const [first, second, third] = newcomers(3);
  if (!first || !second || !third) throw new Error('There are three.');
  await addCredentials(stage, ownerAccount);
  stage.world.quotas.accountsPerImage = 2;
  const { id, title } = await startJob(stage, [first, second, third]);
  const { page, ...jobs } = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${id}`));
  await expect(jobs.state).toHaveText('Ended: 1 failed');
  const failed = jobs.change('Failed');
  await expect(failed).toContainText('Not shared → Fleet');
  await expect(failed).toContainText(/limit|quota/i);
  await jobs.sortBy('Result');
  await expect(jobs.change(/\d{12}/).last()).toContainText('Failed');

  stage.world.quotas.accountsPerImage = 100;
  await jobs.button('Try the failed again').click();
  await jobs.button('Change 1 permission on 1 image').click();
  await jobs.started.click();
  await expect(jobs.state).toHaveText('Done');
  await expect(page.getByText('The rest of')).toBeVisible();
  expect(sharedWith(stage)).toEqual([first, second, third]);
  await expect(jobs.button('Try the failed again')).toHaveCount(0);

  await jobs.link(title).click();
  await jobs.button('Undo').click();
  await jobs.button('Change 2 permissions on 1 image').click();
  await jobs.started.click();
  await expect(jobs.state).toHaveText('Done');
  // Only what the first job did: the other's is not touched.
  await expect.poll(() => sharedWith(stage)).toEqual([third]);
});

test('what a job did is saved as a report', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  await nameAccounts(stage, [{ account: '700000000000', name: 'Payments' }]);
  const { id, title } = await startJob(stage, newcomers(2));
  const jobs = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${id}`));
  await expect(jobs.state).toHaveText('Done');
  // A report is of the whole job, whatever is shown of it.
  await jobs.find('Payments');
  await expect(jobs.count).toHaveText('Changes (1/2)');
  const csv = await jobs.report('CSV');
  expect(csv.file).toMatch(/^image-desk-job-.*\.csv$/);
  expect(papa.parse(csv.text, { header: true, skipEmptyLines: true }).data).toMatchObject([
    { account: '700000000000', name: 'Payments', image, after: 'Fleet', result: 'done' },
    { account: '700000000001', name: '', image, after: 'Fleet', result: 'done' },
  ]);
  const json = await jobs.report('JSON');
  expect(json.file).toMatch(/\.json$/);
  expect(JSON.parse(json.text)).toMatchObject({
    job: { id, title, account: ownerAccount },
    items: [{ verified: true }, { verified: true }],
  });
  const markdown = await jobs.report('Markdown');
  expect(markdown.file).toMatch(/\.md$/);
  expect(markdown.text).toContain(`# ${title}`);
});

test('a job that is over is removed from the history, everywhere', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const { id, title } = await startJob(stage, newcomers(1));
  const other = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${id}`));
  await expect(other.state).toHaveText('Done');
  const { page, ...jobs } = jobsOf(await stage.openExtensionPage('desk.html#/jobs'));
  await jobs.button(`Remove from history: ${title}`).click();
  await jobs.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(jobs.row(title)).toContainText('1 done.');
  await jobs.button(`Remove from history: ${title}`).click();
  await jobs.dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No jobs so far')).toBeVisible();
  await expect(other.page.getByText('This job is not in the history.')).toBeVisible();
  await other.link('Show all jobs').click();
  await expect(other.page.getByText('No jobs so far')).toBeVisible();
  expect(sharedWith(stage)).toEqual(newcomers(1));
});

test.describe('at AWS that is slow', () => {
  test.use({ stageOptions: { answers: { rate: { perSecond: 2, burst: 2 } } } });

  test('the jobs have no serious accessibility violation, wide and narrow', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    await nameAccounts(stage, [
      { account: ownerAccount, name: 'Images', environment: 'production' },
      { account: '700000000000', name: 'Payments', environment: 'staging' },
    ]);
    const empty = jobsOf(await stage.openExtensionPage('desk.html#/jobs'));
    await expect(empty.page.getByText('No jobs so far')).toBeVisible();
    expect(await inBothSchemes(empty.page), 'no jobs').toEqual([]);
    stage.world.quotas.accountsPerImage = 2;
    const failing = await startJob(stage, newcomers(3));
    const ended = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${failing.id}`));
    await expect(ended.state).toHaveText('Ended: 1 failed');
    stage.world.quotas.accountsPerImage = 100;
    const waiting = await startJob(stage, newcomers(60));
    const paused = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${waiting.id}`));
    await expect(empty.row(waiting.title)).toContainText('Running');
    expect(await inBothSchemes(empty.page), 'running').toEqual([]);
    await paused.button('Pause').click();
    await expect(paused.state).toHaveText('Paused');
    // Ten rows say as much as fifty, in less time.
    await paused.find('70000000001');
    await expect(empty.row(waiting.title)).toContainText('Paused');
    for (const [name, { page }] of Object.entries({ ended, paused, list: empty })) {
      await page.bringToFront();
      expect(await inBothSchemes(page), name).toEqual([]);
      await page.setViewportSize({ width: 400, height: 800 });
      await expect(page.getByRole('columnheader')).toHaveCount(1);
      expect(await violationsOf(page), `narrow ${name}`).toEqual([]);
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, `narrow ${name}`).toBeLessThanOrEqual(400);
    }
    await empty.button(`Remove from history: ${failing.title}`).click();
    await expect(empty.dialog).toBeVisible();
    expect(await inBothSchemes(empty.page), 'remove').toEqual([]);
  });
});
