import { ownImage, regionOf } from '../../aws/world';
import { callsOf } from '../../aws/log';
import { ownerAccount } from '../../support/scenarios';
import { addCredentials, ask } from '../../support/steps';
import { expect, test } from '../fixtures';
import { jobsOf } from '../pages/jobs';
import { followJob, followStarted } from './follow';

const scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' } as const;
const frankfurt = 'eu-central-1';

test('copies that AWS had no room for are tried again, and those that were made are undone', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const region = regionOf(stage.world, frankfurt);
  const namesOf = () => [...region.images.values()].map(({ Name }) => Name).toSorted();
  const usual = stage.world.quotas.images;
  stage.world.quotas.images = 1;
  const copies = ['first', 'second'].map((image) => ({
    from: { region: scope.region, image: 'design-studio-7' },
    to: { region: frankfurt, image },
  }));
  const wish = { act: 'copy', copies, tags: true, shares: false } as const;
  const { digest } = await ask(stage, { call: 'lifecycle.plan', input: { wish }, scope });
  const { id } = await ask(stage, { call: 'lifecycle.copy', input: { digest }, scope });
  await followJob(stage);
  stage.world.quotas.images = usual;
  expect(namesOf()).toEqual(['first']);

  const { page, ...jobs } = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${id}`));
  await expect(jobs.state).toHaveText('Ended: 1 failed');
  await jobs.button('Try the failed again').click();
  const plan = page.getByRole('table', { name: 'Changes of this plan' });
  await expect(plan.getByRole('row')).toHaveCount(1 + 2);
  await jobs.button('Copy image').click();
  await followStarted(stage, page);
  await expect(page.getByRole('heading', { name: /^Result/ })).toBeVisible();
  expect(namesOf()).toEqual(['first', 'second']);
  expect(ownImage(region, ownerAccount, 'second')?.tags.get('Team')).toBe('Design');

  // The first job made one of them, and only that one goes again.
  await page.goto(page.url().replace(/#.*/, `#/jobs/${id}`));
  await jobs.button('Undo').click();
  await jobs.button('Make the plan').click();
  await page.getByRole('textbox', { name: 'Type first to confirm' }).fill('first');
  await jobs.button('Delete image').click();
  await followStarted(stage, page);
  await expect(page.getByRole('heading', { name: /^Result/ })).toBeVisible();
  expect(namesOf()).toEqual(['second']);
  expect(callsOf(stage.aws.log, 'DeleteImage')).toHaveLength(1);
});
