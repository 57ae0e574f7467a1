import type { Page } from '@playwright/test';
import { applyPolicy } from '../../aws/image-builder/policy';
import { mutatingCalls } from '../../aws/log';
import { regionOf } from '../../aws/world';
import { imageBuilderUrl } from '../../console/pages';
import { imageBuilderRoutes } from '../../console/routes';
import { officeGoldenBuild, officeKey, officePolicy } from '../../support/office-golden';
import { auditAccount, customerAccount, ownerAccount } from '../../support/accounts';
import type { Stage } from '../../support/stage';
import { addCredentials, openDeskFrom } from '../../support/steps';
import { expect, test } from '../fixtures';
import { buildDeskOf } from '../pages/build-desk';
import { buildPanelOf } from '../pages/build-panel';

const virginia = 'us-east-1';
const ireland = 'eu-west-1';
const newcomer = '555566667777';
const second = '888800001111';
const known = '222233334444';
const organization = `arn:aws:organizations::${ownerAccount}:organization/o-a1b2c3d4e5`;
const unit = `arn:aws:organizations::${ownerAccount}:ou/o-a1b2c3d4e5/ou-a1b2-customers`;

const newest = officeGoldenBuild('2.0.0/4');
const older = officeGoldenBuild('2.0.0/2');

/** A build of the world. */
function buildIn({ world }: Stage, arn: string) {
  const build = regionOf(world, virginia).imageBuilder.builds.get(arn);
  if (!build) throw new Error(`There is no build ${arn}`);
  return build;
}

/** The owner's AMI that a build put out in a Region. */
function amiIn(stage: Stage, arn: string, region: string) {
  const { amis = [] } = buildIn(stage, arn).outputResources ?? {};
  const { amis: all } = regionOf(stage.world, region);
  const found = amis
    .flatMap(({ image = '' }) => all.get(image) ?? [])
    .find(({ OwnerId }) => OwnerId === ownerAccount);
  if (!found) throw new Error(`${arn} put out no AMI in ${region}`);
  return found;
}

/** Who may launch the owner's AMI of a build in a Region, by the fake AWS. */
function launchersIn(stage: Stage, arn: string, region: string): readonly string[] {
  const { userIds, groups, organizationArns, organizationalUnitArns } = amiIn(
    stage,
    arn,
    region,
  ).launchPermissions;
  return [...userIds, ...groups, ...organizationArns, ...organizationalUnitArns].toSorted();
}

/** The resource shares that a build is in, by the fake AWS: their kind and whom they name. */
function sharesIn({ world }: Stage, arn: string) {
  return [...regionOf(world, virginia).resourceShares.values()]
    .filter(({ resourceArns }) => resourceArns.has(arn))
    .map(({ name, featureSet, principals }) => ({
      name,
      featureSet,
      who: [...principals].toSorted(),
    }));
}

/** What would change something and was sent since a number of requests: operation, Region and whom. */
function sentSince({ aws }: Stage, start: number): readonly string[] {
  return mutatingCalls(aws.log.slice(start))
    .map(({ operation, region, input }) => {
      const whom =
        /(?:"(?:UserId|OrganizationArn|OrganizationalUnitArn)":"|"principals":\[")([^"]+)/;
      return [operation, region, whom.exec(JSON.stringify(input))?.[1]].filter(Boolean).join(' ');
    })
    .toSorted();
}

async function openBuild(stage: Stage, arn: string): Promise<Page> {
  const page = await stage.context.newPage();
  const route = imageBuilderRoutes.build(arn);
  await page.goto(imageBuilderUrl({ host: 'regional', region: virginia, route }));
  return page;
}

/** The window of sharing a build, opened from the panel of its page. */
async function openShare(stage: Stage, page: Page) {
  const press = () => buildPanelOf(page).button('Share image').click();
  return buildDeskOf(await openDeskFrom(stage, press));
}

/** The same as a tab, without a page of the console. */
async function openShareOf(stage: Stage, arn: string) {
  const place = `partition=aws&account=${ownerAccount}&region=${virginia}`;
  const address = `desk.html#/builds/share?${place}&build=${encodeURIComponent(arn)}`;
  return buildDeskOf(await stage.openExtensionPage(address));
}

test('an image and its AMIs are shared by a resource share from its panel, and it is stopped', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  amiIn(stage, newest, ireland).launchPermissions.groups.clear();
  const policy = buildIn(stage, newest).policy;
  const inVirginia = amiIn(stage, newest, virginia).ImageId;
  const inIreland = amiIn(stage, newest, ireland).ImageId;
  const page = await openBuild(stage, newest);
  const share = await openShare(stage, page);
  await expect(share.holder(auditAccount)).toContainText('by a statement made elsewhere');
  await expect(share.review).toBeDisabled();
  await expect(share.review).toHaveAccessibleDescription('Nothing is to be changed yet.');
  await share.principals.fill(`${newcomer}\n${unit}`);
  await share.review.click();

  await expect(share.plan).toBeVisible();
  // The unit may launch the AMI in us-east-1 already.
  expect(await share.planned()).toEqual([
    `Share the image | ${newcomer} | ${virginia}`,
    `Share the image | ${unit} | ${virginia}`,
    `Add the permission to launch ${inVirginia} | ${newcomer} | ${virginia}`,
    `Add the permission to launch ${inIreland} | ${newcomer} | ${ireland}`,
    `Add the permission to launch ${inIreland} | ${unit} | ${ireland}`,
  ]);
  await expect(
    share.warning(`${inVirginia} (${virginia}) is encrypted with ${officeKey}`),
  ).toBeVisible();
  await expect(share.warning(`was given to account ${customerAccount}`)).toBeVisible();
  const commands = await share.commands();
  expect(commands.match(/create-resource-share/g)).toHaveLength(1);
  expect(commands).toContain(`--principals '${newcomer}' '${unit}'`);
  expect(commands.match(/modify-image-attribute/g)).toHaveLength(3);
  expect(mutatingCalls(stage.aws.log)).toEqual([]);

  const start = stage.aws.log.length;
  await share.button('Share image').click();
  await expect(share.heading('Result')).toBeVisible();
  await expect(share.page.getByText('5 done.')).toBeVisible();
  expect(sentSince(stage, start)).toEqual([
    `AssociateResourceShare ${virginia} ${newcomer}`,
    `AssociateResourceShare ${virginia} ${unit}`,
    `CreateResourceShare ${virginia}`,
    `ModifyImageAttribute ${ireland} ${newcomer}`,
    `ModifyImageAttribute ${ireland} ${unit}`,
    `ModifyImageAttribute ${virginia} ${newcomer}`,
  ]);
  expect(sharesIn(stage, newest)).toEqual([
    expect.objectContaining({ featureSet: 'CREATED_FROM_POLICY' }),
    {
      name: 'image-desk-office-golden-2.0.0-4',
      featureSet: 'STANDARD',
      who: [newcomer, unit],
    },
  ]);
  expect(launchersIn(stage, newest, virginia)).toEqual(
    [known, customerAccount, newcomer, organization, unit].toSorted(),
  );
  expect(launchersIn(stage, newest, ireland)).toEqual([known, newcomer, unit].toSorted());
  expect(buildIn(stage, newest).policy).toBe(policy);

  await share.button('Done').click();
  await expect(share.holder(newcomer)).toContainText('Resource share');
  await expect(share.holder(newcomer)).toContainText('2 of 2 AMIs');
  await expect(share.principals).toHaveValue('');
  await share.button('Stop sharing').click();
  await share.review.click();
  await expect(
    share.warning('The policy has 2 statements that were not made here; they stay.'),
  ).toBeVisible();
  await share.button('Stop sharing').click();
  await expect(share.heading('Result')).toBeVisible();
  await expect(share.page.getByText('10 done.')).toBeVisible();
  expect(launchersIn(stage, newest, virginia)).toEqual([]);
  expect(launchersIn(stage, newest, ireland)).toEqual([]);
  expect(sharesIn(stage, newest)).toContainEqual({
    name: 'image-desk-office-golden-2.0.0-4',
    featureSet: 'STANDARD',
    who: [],
  });
  expect(buildIn(stage, newest).policy).toBe(policy);
});

test('an image is shared by its policy, whose other statements stay, and the panel follows', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  // Written in a way of its own, and after another one that RAM lets be promoted.
  const theirs = {
    Sid: 'Customers',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${customerAccount}:root` },
    Action: ['imagebuilder:ListImages', 'imagebuilder:GetImage'],
    Resource: older,
    Condition: { Bool: { 'aws:SecureTransport': 'true' } },
  };
  const before = JSON.stringify({ Statement: theirs, Version: '2012-10-17' });
  applyPolicy(stage.world, regionOf(stage.world, virginia), buildIn(stage, older), before);
  const page = await openBuild(stage, older);
  const inPanel = buildPanelOf(page).section('Image policy');
  await expect(inPanel).toContainText('Statement Customers');
  const share = await openShare(stage, page);
  await share.way('The image policy').check();
  await share.principals.fill(unit);
  await expect(
    share.page.getByText(/Share with organizations and units by a resource/).first(),
  ).toBeVisible();
  await expect(share.review).toBeDisabled();
  await share.principals.fill(second);
  await share.page.getByRole('checkbox', { name: 'Let them launch the AMIs' }).uncheck();
  await share.review.click();
  await expect(share.plan).toBeVisible();
  expect(await share.planned()).toEqual([`Change the image policy | ${virginia}`]);
  await expect(share.warning('The policy has 1 statement that was not made here')).toBeVisible();
  const start = stage.aws.log.length;
  await share.button('Change image policy').click();
  await expect(share.page.getByText('1 done.')).toBeVisible();
  expect(sentSince(stage, start)).toEqual([
    `PromoteResourceShareCreatedFromPolicy ${virginia}`,
    `PutImagePolicy ${virginia}`,
  ]);
  const after = JSON.parse(buildIn(stage, older).policy ?? '');
  expect(after).toEqual({
    Version: '2012-10-17',
    Statement: [
      theirs,
      expect.objectContaining({ Sid: 'ImageDeskShare', Principal: { AWS: [second] } }),
    ],
  });
  expect(sharesIn(stage, older)).toMatchObject([
    { featureSet: 'STANDARD', who: [customerAccount, second] },
  ]);
  // Nobody has told the panel to read again.
  await expect(inPanel).toContainText('Statement ImageDeskShare');

  await share.button('Done').click();
  await share.button(`Remove ${second}`).click();
  await share.review.click();
  await expect(share.plan).toBeVisible();
  expect(await share.planned()).toEqual([
    `Change the image policy | – | ${virginia}`,
    `Stop sharing the image | ${second} | ${virginia}`,
  ]);
  await share.button('Make 2 changes').click();
  await expect(share.page.getByText('2 done.')).toBeVisible();
  expect(JSON.parse(buildIn(stage, older).policy ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [theirs],
  });
  // RAM makes a share of the policy anew: none of them names whom it was taken from.
  expect([...new Set(sharesIn(stage, older).flatMap(({ who }) => who))]).toEqual([customerAccount]);
  await expect(inPanel).not.toContainText('Statement ImageDeskShare');
  expect(launchersIn(stage, older, virginia)).not.toContain(second);
});

test('what is wrong is said before any call: in a policy, an owner, a state, and read-only', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const share = await openShareOf(stage, newest);
  await share.editPolicy();
  await expect(share.policy).toHaveValue(officePolicy);
  const { length: start } = stage.aws.log;

  await share.policy.fill(officePolicy.replace('"Effect": "Allow",', '"Effect": "Allow"'));
  await expect(share.policy).toHaveAccessibleDescription(/Line 7, column 7/);
  await expect(share.review).toBeDisabled();
  await share.policy.fill(officePolicy.replace('"Allow"', '"Permit"'));
  await expect(share.policy).toHaveAccessibleDescription(/Line 6, column 17.*"Allow" or "Deny"/);
  await share.policy.fill(officePolicy.replace('{', `{${' '.repeat(30_000)}`));
  await expect(share.policy).toHaveAccessibleDescription(/at most 30,000 characters/);
  await expect(share.review).toBeDisabled();
  await share.button('Leave the policy as it is').click();
  await expect(share.policy).toHaveValue(officePolicy);
  await share.principals.fill(`12345\n${ownerAccount}`);
  await expect(share.principals).toHaveAccessibleDescription(/Line 1: 12345 has 5 digits/);
  await expect(share.principals).toHaveAccessibleDescription(/Line 2: .* is the owner/);
  await expect(share.review).toBeDisabled();
  expect(stage.aws.log.slice(start)).toEqual([]);

  await share.principals.fill(newcomer);
  await share.review.click();
  await expect(share.button('Share image')).toBeEnabled();
  const settings = await stage.openExtensionPage('desk.html#/settings/safety');
  await settings.getByRole('checkbox', { name: 'All accounts' }).click();
  await expect(share.button('Share image')).toBeDisabled();
  await expect(share.button('Share image')).toHaveAccessibleDescription(
    'Image Desk is set to read-only.',
  );

  const asked = stage.aws.log.length;
  const theirs = await openShareOf(stage, newest.replace(ownerAccount, customerAccount));
  await expect(
    theirs.page.getByText(`This image belongs to account ${customerAccount}`),
  ).toBeVisible();
  await expect(theirs.review).toHaveCount(0);
  expect(stage.aws.log.slice(asked)).toEqual([]);

  const failed = await openShareOf(stage, officeGoldenBuild('2.0.0/1'));
  await expect(failed.page.getByText('this one is FAILED.')).toBeVisible();
  await expect(failed.review).toHaveCount(0);
  const page = await openBuild(stage, officeGoldenBuild('2.0.0/1'));
  await expect(buildPanelOf(page).button('Share image')).toHaveAccessibleDescription(
    'Only an image that is AVAILABLE or DEPRECATED can be shared; this one is FAILED.',
  );
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});
