import { callsOf } from '../../aws/log';
import { imageBuilderUrl } from '../../console/pages';
import { imageBuilderRoutes } from '../../console/routes';
import { officeGoldenBuild } from '../../support/office-golden';
import { ownerAccount } from '../../support/scenarios';
import { addCredentials, openDeskFrom } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { actWindowOf, buildActionsOf } from '../pages/build-acts';
import { cloneFormOf } from '../pages/build-clone';

const region = 'us-east-1';
const made = officeGoldenBuild('2.1.0/1');

const addressOf = (build: string) =>
  imageBuilderUrl({ host: 'regional', region, route: imageBuilderRoutes.build(build) });

test('an image is cloned with one more component, and its build is followed in the panel', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(addressOf(officeGoldenBuild('2.0.0/4')));
  const panel = buildActionsOf(page);
  const desk = await openDeskFrom(stage, () => panel.button('Clone image').click());
  const form = cloneFormOf(desk);
  await expect(form.parts.getByRole('row', { name: /install-office 3.2.0/ })).toContainText(
    'In the image',
  );
  await expect(form.plan).toBeDisabled();
  await form.choose('Component', 'install-viewer');
  await expect(form.add).toBeDisabled();
  await form.field('edition').fill('Team "A"; $HOME');
  await form.add.click();
  await expect(form.parts.getByRole('row', { name: /install-viewer 1.10.0/ })).toContainText(
    'edition = Team "A"; $HOME',
  );
  await form.field('Version').fill('1.1.0');
  await expect(form.text(/There is a recipe office-golden 1.1.0 already/).first()).toBeVisible();
  await expect(form.plan).toBeDisabled();
  await form.bump('Minor 2.1.0').click();
  expect(await inBothSchemes(desk)).toEqual([]);
  await form.plan.click();
  const act = actWindowOf(desk);
  await expect(act.plan).toContainText('Create the recipe from office-golden 2.0.0/4');
  await expect(form.ordered).toHaveText(['install-viewer 1.10.0 (edition = Team "A"; $HOME)']);
  await act.button('Clone image').click();
  await expect(act.result).toBeVisible();
  await desk.getByRole('link', { name: 'Show the result of each change' }).click();
  const link = desk.getByRole('link', { name: /Open the build in the console/ });
  await expect(link).toHaveAttribute('href', new RegExp(encodeURIComponent(made)));
  expect(callsOf(stage.aws.log, 'CreateImageRecipe')[0]?.input).toMatchObject({
    parentImage: officeGoldenBuild('2.0.0/4'),
    components: [{ parameters: [{ name: 'edition', value: ['Team "A"; $HOME'] }] }],
  });
  await page.goto('about:blank');
  await page.goto((await link.getAttribute('href')) ?? '');
  await expect(panel.summary).toContainText(/Image status\s*(?:Pending|Creating|Building)/);
});
