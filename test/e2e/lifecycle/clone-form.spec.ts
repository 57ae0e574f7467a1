import { addImageBuilder, ownImage, ownImageBuilder, regionOf } from '../../aws/world';
import { appstreamRole, ownerAccount } from '../../support/scenarios';
import { addCredentials, ask } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { cloneOf } from '../pages/clone';
import { jobsOf } from '../pages/jobs';

const scope = `partition=aws&account=${ownerAccount}&region=us-east-1`;
const role = `arn:aws:iam::${ownerAccount}:role/${appstreamRole}`;

test('an image is cloned by the keyboard: the job starts an image builder with all that was entered', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const application = {
    id: 'Editor',
    name: 'An editor',
    platform: 'windows',
    source: { kind: 's3', uri: 's3://installers/editor.exe' },
    install: 'editor.exe /S',
    launchPath: 'C:\\Editor\\editor.exe',
  } as const;
  await ask(stage, { call: 'applications.save', input: { application } });
  const region = regionOf(stage.world, 'us-east-1');
  const image = ownImage(region, ownerAccount, 'office-2026-06');
  if (!image) throw new Error('There is no office');
  addImageBuilder(region, ownerAccount, 'older', { image, IamRoleArn: role });
  const subnet = [...region.subnets.values()].find(({ CidrBlock }) => CidrBlock === '10.20.1.0/24');
  const group = [...region.securityGroups.values()].find(
    ({ GroupName }) => GroupName === 'image-builders',
  );

  const page = await stage.openExtensionPage(
    `desk.html#/images/clone?${scope}&image=office-2026-06`,
  );
  const form = cloneOf(page);
  await expect(form.name).toHaveValue('office-2026-06-2');
  await expect(page.getByText('Pick an instance type for the image builder.')).toBeVisible();
  await form.name.fill('office-2026-03');
  await expect(page.getByText(/^The name office-2026-03 is taken/).first()).toBeVisible();
  await form.name.fill('office-2026-07');
  await form.text(/^Display name/).fill('Office, July');
  await form.instanceType.fill('stream.graphics.g5.xlarge');
  await expect(page.getByText(/^This image does not run on/).first()).toBeVisible();
  // A type that AWS has only had since.
  await form.instanceType.fill('stream.graphics.g9.xlarge');
  await expect(page.getByText(/^Image Desk does not know the instance type /)).toBeVisible();
  await form.instanceType.fill('standard.large');
  await form.instanceType.press('ArrowDown');
  await form.instanceType.press('ArrowDown');
  await form.instanceType.press('Enter');
  await expect(form.instanceType).toHaveValue('stream.standard.large');
  await expect(page.getByText('2 vCPUs, 8 GiB')).toBeVisible();
  await form.add('An editor').press('Space');
  // What it is fetched with is asked for, where it can be entered.
  await expect(page.getByText(/^Pick an IAM role/).first()).toBeVisible();
  await page.getByRole('combobox', { name: /^IAM role/ }).fill(role);
  await form.pick(/^Subnet/, 'desktops-b');
  await form.pick(/^Security groups/, 'image-builders');
  await form.text(/^Root volume/).fill('300');
  await form.text(/^Directory to join/).fill('corp.example.com');
  await form.text(/^Organizational unit/).fill('OU=Images,DC=corp,DC=example,DC=com');
  await form.checkbox('Default internet access').press('Space');
  await form.text('Value of tag 2').fill('test');
  expect(await inBothSchemes(page)).toEqual([]);

  await form.button('Make the plan').press('Enter');
  await expect(form.heading('Findings gate')).toBeVisible();
  await form.button('Create image').press('Enter');
  const jobs = jobsOf(page);
  await jobs.started.press('Enter');
  await expect(jobs.change('Create the image builder from office-2026-06')).toBeVisible();
  await expect
    .poll(() => ownImageBuilder(region, ownerAccount, 'office-2026-07-builder'))
    .toMatchObject({
      ImageArn: image.Arn,
      InstanceType: 'stream.standard.large',
      IamRoleArn: role,
      VpcConfig: { SubnetIds: [subnet?.SubnetId], SecurityGroupIds: [group?.GroupId] },
      RootVolumeConfig: { VolumeSizeInGb: 300 },
      DomainJoinInfo: {
        DirectoryName: 'corp.example.com',
        OrganizationalUnitDistinguishedName: 'OU=Images,DC=corp,DC=example,DC=com',
      },
      EnableDefaultInternetAccess: true,
      DisableIMDSV1: true,
      tags: new Map([
        ['CostCenter', '4711'],
        ['Stage', 'test'],
        ['Team', 'Workplace'],
      ]),
    });
});
