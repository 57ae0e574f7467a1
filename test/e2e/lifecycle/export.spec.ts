import { roleOf } from '../../support/image-acts';
import { ownerAccount } from '../../support/scenarios';
import { addCredentials } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { amiActOf, amiIn } from '../pages/ami-acts';
import { followJob } from './follow';

test('an image is exported as an AMI, under a name that is free', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const place = `partition=aws&account=${ownerAccount}&region=us-east-1`;
  const address = `desk.html#/images/export?${place}&image=office-2026-06`;
  const form = amiActOf(await stage.openExtensionPage(address));
  await expect(form.field('AMI name')).toHaveValue('office-2026-06-ami');
  await form.field('AMI name').fill('office 2026');
  await expect(form.field('AMI name')).toHaveAccessibleDescription(/An AMI name has 3 to 128/);
  await expect(form.makePlan).toBeDisabled();
  await form.field('AMI name').fill('office-for-all');
  await form.role('IAM role').fill('arn:aws:iam::999900001111:role/AppStreamImages');
  await expect(form.makePlan).toHaveAccessibleDescription(/is not of account/);
  await form.role('IAM role').fill(roleOf(ownerAccount));
  expect(await inBothSchemes(form.page)).toEqual([]);

  await form.makePlan.click();
  await expect(form.plan).toContainText('Export as the AMI office-for-all');
  await expect(form.text('The AMI and its snapshots cost what they store')).toBeVisible();
  await form.button('Export to AMI').click();
  await followJob(stage);
  await expect(form.text('1 done.')).toBeVisible();
  expect(amiIn(stage, ownerAccount, 'office-for-all')).toMatchObject({
    Description: 'Browser, spreadsheets and the document viewer',
    Tags: expect.arrayContaining([
      {
        Key: 'image-desk:source-image',
        Value: `arn:aws:appstream:us-east-1:${ownerAccount}:image/office-2026-06`,
      },
    ]),
  });
});
