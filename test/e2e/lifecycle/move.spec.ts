import { roleOf } from '../../support/image-acts';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import { addCredentials } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { amiActOf, amiIn, imageIn } from '../pages/ami-acts';
import { followJob } from './follow';

test('an image is made anew in another account, once its credentials are there', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const place = `partition=aws&account=${ownerAccount}&region=us-east-1`;
  const address = `desk.html#/images/move?${place}&image=office-2026-06`;
  const form = amiActOf(await stage.openExtensionPage(address));
  await expect(form.text('Image Desk has no credentials of another account.')).toBeVisible();
  await expect(form.makePlan).toHaveAccessibleDescription('Choose the other account.');
  await addCredentials(stage, customerAccount);
  await form.page.getByRole('button', { name: /^Account/ }).click();
  await form.page.getByRole('option', { name: customerAccount }).click();

  const ami = 'office-2026-06-ami';
  await form.role('IAM role of this account').fill(roleOf(ownerAccount));
  const there = form.role('IAM role in the other account');
  await there.fill(roleOf(ownerAccount));
  await expect(there).toHaveAccessibleDescription(/is not of account 4/);
  await there.fill(roleOf(customerAccount));
  await form.field('Image name').fill('customer-internal');
  await expect(form.field('Image name')).toHaveAccessibleDescription(/is taken in this Region/);
  await form.field('Image name').fill('office');
  await expect(form.application('Firefox')).toBeVisible();
  expect(await inBothSchemes(form.page)).toEqual([]);

  await form.makePlan.click();
  await expect(form.plan).toContainText(`Let account ${customerAccount} launch the AMI`);
  await form.button('Clone to account').click();
  await followJob(stage);
  await expect(form.text('3 done.')).toBeVisible();
  const left = amiIn(stage, ownerAccount, ami);
  expect([...(left?.launchPermissions.userIds ?? [])]).toEqual([customerAccount]);
  expect(imageIn(stage, customerAccount, 'office')).toMatchObject({
    State: 'AVAILABLE',
    Applications: expect.arrayContaining([
      expect.objectContaining({
        Name: 'Firefox',
        LaunchPath: 'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
      }),
    ]),
  });
  await form.page.getByRole('link', { name: /^Show (?:each change|the result)/ }).click();
  await expect(form.page.getByText(left?.ImageId ?? 'none').first()).toBeVisible();
  await expect(form.text('This AMI and its snapshots stay in this account')).toBeVisible();
});
