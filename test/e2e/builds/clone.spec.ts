import { callsOf } from '../../aws/log';
import { regionOf } from '../../aws/world';
import { imageBuilderUrl } from '../../console/pages';
import { imageBuilderRoutes } from '../../console/routes';
import { officeGolden, officeGoldenBuild } from '../../support/office-golden';
import { ownerAccount } from '../../support/scenarios';
import { addCredentials, ask, openDeskFrom } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { actWindowOf, buildActionsOf } from '../pages/build-acts';
import { followThroughStops } from '../lifecycle/follow';
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

test('a clone is made once by workers that are stopped whenever it is further', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const scope = { partition: 'aws', account: ownerAccount, region } as const;
  const named = (kind: string) => `arn:aws:imagebuilder:${region}:${ownerAccount}:${kind}`;
  const { digest } = await ask(stage, {
    call: 'build-cloning.plan',
    input: {
      build: officeGoldenBuild('2.0.0/4'),
      base: 'recipe',
      again: false,
      name: officeGolden,
      version: '2.1.0',
      added: [
        {
          arn: named('component/install-viewer/1.10.0'),
          parameters: [{ name: 'edition', values: ['a'] }],
        },
      ],
      infrastructure: named('infrastructure-configuration/office-build-hosts'),
    },
    scope,
  });
  const { id } = await ask(stage, { call: 'build-cloning.apply', input: { digest }, scope });
  const stops = await followThroughStops(stage);
  expect(stops).toBeGreaterThan(0);
  const { job } = await ask(stage, { call: 'jobs.get', input: { id } });
  expect(job).toMatchObject({ state: 'ended', counts: { total: 2, done: 2 } });
  for (const operation of ['CreateImageRecipe', 'CreateImage']) {
    const calls = callsOf(stage.aws.log, operation);
    expect(calls.filter(({ outcome }) => outcome === 'ok')).toHaveLength(1);
  }
  expect([...regionOf(stage.world, region).imageBuilder.builds.keys()]).toContain(made);
});
