import { regionOf } from '../../aws/world';
import { imageBuilderUrl } from '../../console/pages';
import { imageBuilderRoutes } from '../../console/routes';
import { roleOf } from '../../support/image-acts';
import { officeGoldenBuild } from '../../support/office-golden';
import { ownerAccount } from '../../support/scenarios';
import { addCredentials, openDeskFrom } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { amiActOf, imageIn } from '../pages/ami-acts';
import { buildPanelOf } from '../pages/build-panel';
import { followJob } from './follow';

const build = officeGoldenBuild('2.0.0/4');

test('the AMI of a build becomes an image from its panel, with its findings beside the form', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const console = await stage.context.newPage();
  const route = imageBuilderRoutes.build(build);
  await console.goto(imageBuilderUrl({ host: 'regional', region: 'us-east-1', route }));
  const press = () => buildPanelOf(console).button('Import into AppStream').click();
  const form = amiActOf(await openDeskFrom(stage, press));
  const { imageBuilder } = regionOf(stage.world, 'us-east-1');
  const { amis = [] } = imageBuilder.builds.get(build)?.outputResources ?? {};
  const output = amis.find(
    ({ region, accountId }) => region === 'us-east-1' && accountId === ownerAccount,
  );
  const id = output?.image ?? 'none';

  await expect(form.heading('Findings of the build')).toBeVisible();
  await expect(form.text(/\d+ critical/)).toBeVisible();
  await expect(form.field('AMI ID')).toHaveValue(id);
  await expect(form.text(`The AMI ${id} is encrypted`)).toBeVisible();
  await expect(form.lineage).toHaveText([
    `image-desk:source-ami = ${id}`,
    `image-desk:source-build = ${build}`,
  ]);
  await expect(form.field('Image name')).toHaveValue('office-golden');
  await form.field('Display name - optional').fill('Office: golden');
  await expect(form.field('Display name - optional')).toHaveAccessibleDescription(
    /letters, digits, spaces and/,
  );
  await form.field('Display name - optional').fill('Office (golden)');
  await expect(form.makePlan).toHaveAccessibleDescription(/Pick an IAM role/);
  await form.role('IAM role').fill(roleOf(ownerAccount));
  await form.button('Add application').click();
  await form.field('ID').fill('Calc');
  await expect(form.makePlan).toHaveAccessibleDescription(/needs a path/);
  await form
    .application('Calc')
    .getByRole('textbox', { name: 'Path', exact: true })
    .fill('C:\\calc.exe');
  expect(await inBothSchemes(form.page)).toEqual([]);

  await form.makePlan.click();
  await expect(form.plan).toContainText(`Import the AMI ${id}`);
  await form.button('Import AMI').click();
  await followJob(stage);
  await expect(form.text('1 done.')).toBeVisible();
  const made = imageIn(stage, ownerAccount, 'office-golden');
  expect(made).toMatchObject({
    State: 'AVAILABLE',
    DisplayName: 'Office (golden)',
    Applications: [{ Name: 'Calc', DisplayName: 'Calc', LaunchPath: 'C:\\calc.exe' }],
  });
  expect(Object.fromEntries(made?.tags ?? [])).toEqual({
    'image-desk:source-ami': id,
    'image-desk:source-build': build,
  });
});
