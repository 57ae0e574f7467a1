import { readFileSync } from 'node:fs';
import { regionOf } from '../../aws/world';
import { runScript } from '../../support/image-script';
import { ownerAccount } from '../../support/scenarios';
import type { Stage } from '../../support/stage';
import { addCredentials, ask } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { jobsOf } from '../pages/jobs';
import { cloneWish as wish, editor } from './clone-wish';
import { followUntil } from './follow';

const scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' } as const;

const recordsOf = ({ world }: Stage) => {
  const { images, imageBuilders } = regionOf(world, scope.region);
  return {
    image: [...images.values()].find(({ Name }) => Name === wish.image),
    builder: [...imageBuilders.values()].find(({ Name }) => Name === wish.builder.name),
  };
};

test('a clone is followed from its page: the image builder, the script, the image', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  await ask(stage, { call: 'applications.save', input: { application: editor } });
  const { digest } = await ask(stage, { call: 'lifecycle.plan', input: { wish }, scope });
  const { id } = await ask(stage, { call: 'lifecycle.clone', input: { digest }, scope });
  const { page, ...job } = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${id}`));
  await expect(job.state).toHaveText('Waiting for AWS');
  await followUntil(stage, 15, page, page.getByText(/-builder is RUNNING, and costs by the hour/));
  expect(await inBothSchemes(page)).toEqual([]);

  const builders = await stage.openExtensionPage(
    `desk.html#/images/builders?partition=aws&account=${ownerAccount}&region=us-east-1`,
  );
  const row = builders.getByRole('row').filter({ hasText: wish.builder.name });
  await expect(row).toContainText('In use');
  expect(await inBothSchemes(builders)).toEqual([]);
  await builders.close();

  // Nothing of the fake streams: that the tab goes there is all that there is to see.
  const streaming = 'https://appstream2.us-east-1.aws.amazon.com/authenticate?';
  const [tab] = await Promise.all([
    stage.context.waitForEvent('page'),
    stage.context.waitForEvent('request', (request) => request.url().startsWith(streaming)),
    job.button('Open the image builder').click(),
  ]);
  await tab.close();

  const downloading = page.waitForEvent('download');
  await job.button('Download the script').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('image-desk-office-2026-07.ps1');
  const script = readFileSync(await download.path(), 'utf8');
  const answers = runScript(stage.world, scope.region, wish.builder.name, script);
  expect(answers.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);

  await followUntil(stage, 1, page, page.getByText(/AWS is making the image office-2026-07/));
  // The image builder takes a moment to go.
  const deleting = job.change('Delete the image builder').getByText('Sent, to be verified');
  await followUntil(stage, 30, page, deleting);
  await followUntil(stage, 5, page, job.state.getByText('Done', { exact: true }));
  expect(recordsOf(stage).image).toMatchObject({ State: 'AVAILABLE' });
  expect(recordsOf(stage).image?.Applications?.map(({ Name }) => Name)).toContain('Editor');
  expect(recordsOf(stage).builder).toBeUndefined();
});
