import {
  DeleteImagePermissionsCommand,
  DescribeFleetsCommand,
  DescribeImageBuildersCommand,
  DescribeImagePermissionsCommand,
  DescribeImagesCommand,
  UpdateImagePermissionsCommand,
} from '@aws-sdk/client-appstream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mutatingCalls } from '../../aws/log';
import { customerAccount, nearlyFullImage, ownerAccount } from '../../support/scenarios';
import type { Fake } from './harness';
import { startFake } from './harness';

let fake: Fake;
beforeEach(async () => {
  fake = await startFake();
});
afterEach(() => fake.stop());

const arnOf = (name: string) => `arn:aws:appstream:us-east-1:${ownerAccount}:image/${name}`;

function share(name: string, account: string, allowFleet: boolean, allowImageBuilder: boolean) {
  return fake.appstream().send(
    new UpdateImagePermissionsCommand({
      Name: name,
      SharedAccountId: account,
      ImagePermissions: { allowFleet, allowImageBuilder },
    }),
  );
}

function unshare(name: string, account: string) {
  return fake
    .appstream()
    .send(new DeleteImagePermissionsCommand({ Name: name, SharedAccountId: account }));
}

async function permissionsOf(name: string) {
  const answer = await fake.appstream().send(new DescribeImagePermissionsCommand({ Name: name }));
  return Object.fromEntries(
    (answer.SharedImagePermissionsList ?? []).map((each) => [
      each.sharedAccountId,
      each.imagePermissions,
    ]),
  );
}

async function ownerSees(name: string) {
  const answer = await fake.appstream().send(new DescribeImagesCommand({ Names: [name] }));
  return answer.Images?.[0];
}

async function customerSees(name: string) {
  const answer = await fake
    .appstream(customerAccount)
    .send(new DescribeImagesCommand({ Type: 'SHARED' }));
  return answer.Images?.find((image) => image.Name === name);
}

async function desiredOf(account: string, fleet: string) {
  const answer = await fake.appstream(account).send(new DescribeFleetsCommand({ Names: [fleet] }));
  return answer.Fleets?.[0]?.ComputeCapacityStatus?.Desired;
}

describe('sharing', () => {
  test('in one account is visible in the other', async () => {
    expect(await customerSees('analytics-linux')).toBeUndefined();
    await share('analytics-linux', customerAccount, true, false);
    expect(await customerSees('analytics-linux')).toMatchObject({
      Arn: arnOf('analytics-linux'),
      Visibility: 'SHARED',
      ImagePermissions: { allowFleet: true, allowImageBuilder: false },
    });
    const byArn = await fake
      .appstream(customerAccount)
      .send(new DescribeImagesCommand({ Arns: [arnOf('analytics-linux')] }));
    expect(byArn.Images?.[0]).toMatchObject({ Visibility: 'SHARED' });
    expect(byArn.Images?.[0]).not.toHaveProperty('ImageSharedWithOthers');
    expect(byArn.Images?.[0]).not.toHaveProperty('permissions');
  });

  test('is seen by the owner, on the image and in its permissions', async () => {
    expect(await ownerSees('analytics-linux')).toMatchObject({
      Visibility: 'PRIVATE',
      ImageSharedWithOthers: 'FALSE',
    });
    await share('analytics-linux', customerAccount, false, true);
    expect(await ownerSees('analytics-linux')).toMatchObject({
      Visibility: 'PRIVATE',
      ImageSharedWithOthers: 'TRUE',
    });
    expect(await permissionsOf('analytics-linux')).toEqual({
      [customerAccount]: { allowFleet: false, allowImageBuilder: true },
    });
  });

  test('changes permissions in place, and both flags off end it', async () => {
    await share('office-2026-06', customerAccount, true, false);
    expect((await permissionsOf('office-2026-06'))[customerAccount]).toEqual({
      allowFleet: true,
      allowImageBuilder: false,
    });
    await share('office-2026-06', customerAccount, false, false);
    expect(await permissionsOf('office-2026-06')).not.toHaveProperty(customerAccount);
    expect(await customerSees('office-2026-06')).toBeUndefined();
  });

  test('stays in its Region', async () => {
    await share('kiosk', customerAccount, true, true);
    const ireland = await fake
      .appstream(customerAccount, 'eu-west-1')
      .send(new DescribeImagesCommand({ Type: 'SHARED' }));
    expect(ireland.Images?.map((image) => image.Name)).toEqual(['office-2026-06']);
  });

  test('is logged as a change, whether or not it succeeded', async () => {
    await share('kiosk', customerAccount, true, false);
    await expect(share('nonesuch', customerAccount, true, false)).rejects.toThrow('does not exist');
    await customerSees('kiosk');
    expect(mutatingCalls(fake.server.log)).toMatchObject([
      {
        operation: 'UpdateImagePermissions',
        account: ownerAccount,
        region: 'us-east-1',
        input: { Name: 'kiosk', SharedAccountId: customerAccount },
        outcome: 'ok',
      },
      { operation: 'UpdateImagePermissions', outcome: 'ResourceNotFoundException' },
    ]);
  });
});

describe('stopping to share', () => {
  test('drops the fleets of that account to no capacity, and nothing else', async () => {
    await unshare('office-2026-06', customerAccount);
    expect(await customerSees('office-2026-06')).toBeUndefined();
    expect(await desiredOf(customerAccount, 'front-office')).toBe(0);
    expect(await desiredOf(customerAccount, 'back-office')).toBe(0);
    expect(await desiredOf(ownerAccount, 'office-fleet')).toBe(4);
    const ireland = await fake
      .appstream(customerAccount, 'eu-west-1')
      .send(new DescribeFleetsCommand({}));
    expect(ireland.Fleets?.[0]?.ComputeCapacityStatus?.Desired).toBe(6);
  });

  test('leaves the builders that were made from the image', async () => {
    await unshare('design-studio-7', customerAccount);
    const answer = await fake.appstream(customerAccount).send(new DescribeImageBuildersCommand({}));
    expect(answer.ImageBuilders?.[0]).toMatchObject({
      Name: 'studio-builder',
      ImageArn: arnOf('design-studio-7'),
    });
  });

  test('for fleets alone drops them too, while the image stays shared', async () => {
    await share('office-2026-06', customerAccount, false, true);
    expect(await desiredOf(customerAccount, 'front-office')).toBe(0);
    expect(await customerSees('office-2026-06')).toMatchObject({
      ImagePermissions: { allowFleet: false, allowImageBuilder: true },
    });
  });

  test('for builders alone leaves the fleets', async () => {
    await share('office-2026-06', customerAccount, true, false);
    expect(await desiredOf(customerAccount, 'front-office')).toBe(25);
  });

  test('does not give the capacity back when it is shared again', async () => {
    await unshare('office-2026-06', customerAccount);
    await share('office-2026-06', customerAccount, true, true);
    expect(await desiredOf(customerAccount, 'front-office')).toBe(0);
  });

  test('with an account that has no share is not found', async () => {
    await expect(unshare('kiosk', customerAccount)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('what AWS refuses', () => {
  test('more than 100 accounts, but not a change for one of them', async () => {
    await share(nearlyFullImage, '123456789012', true, true);
    await share(nearlyFullImage, '123456789013', true, true);
    await expect(share(nearlyFullImage, '123456789014', true, true)).rejects.toMatchObject({
      name: 'LimitExceededException',
      $metadata: { httpStatusCode: 400 },
    });
    await share(nearlyFullImage, '123456789012', false, true);
    await unshare(nearlyFullImage, '123456789013');
    await share(nearlyFullImage, '123456789014', true, true);
    expect(Object.keys(await permissionsOf(nearlyFullImage))).toHaveLength(100);
  });

  test.each(['office-2026-09', 'design-studio-8', 'analytics-linux-copy'])(
    'an image that is not available: %s',
    async (name) => {
      await expect(share(name, customerAccount, true, true)).rejects.toMatchObject({
        name: 'ResourceNotAvailableException',
        message: expect.stringContaining('must be in an AVAILABLE state'),
      });
      expect(await permissionsOf(name)).toEqual({});
    },
  );

  test("images of others: a customer's, a public one, one that is shared with the caller", async () => {
    for (const name of [
      'customer-erp-client',
      'customer-internal',
      'AppStream-WinServer2022-06-16-2026',
    ]) {
      await expect(share(name, '123456789012', true, true)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `The image ${name} for account ${ownerAccount} does not exist.`,
      });
    }
  });

  test('the own account, and account ids without 12 digits', async () => {
    await expect(share('kiosk', ownerAccount, true, true)).rejects.toMatchObject({
      name: 'ResourceNotAvailableException',
    });
    await expect(share('kiosk', '12345678901', true, true)).rejects.toMatchObject({
      name: 'ValidationException',
    });
    expect(await permissionsOf('kiosk')).toEqual({});
  });
});
