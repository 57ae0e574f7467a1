import {
  DescribeFleetsCommand,
  DescribeImageBuildersCommand,
  DescribeImagePermissionsCommand,
  DescribeImagesCommand,
  ListTagsForResourceCommand,
  paginateDescribeImagePermissions,
  paginateDescribeImages,
} from '@aws-sdk/client-appstream';
import type {
  AppStreamClient,
  DescribeFleetsCommandOutput,
  Fleet,
  Image,
} from '@aws-sdk/client-appstream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callsOf } from '../../aws/log';
import { addFleet, ownImage, regionOf } from '../../aws/world';
import { customerAccount, nearlyFullImage, ownerAccount } from '../../support/scenarios';
import type { Fake } from './harness';
import { startFake } from './harness';

let fake: Fake;
let owner: AppStreamClient;
let customer: AppStreamClient;
beforeAll(async () => {
  fake = await startFake({ extraImages: 60 });
  owner = fake.appstream();
  customer = fake.appstream(customerAccount);
});
afterAll(() => fake.stop());

const namesOf = (images: readonly Image[] | undefined) => images?.map((image) => image.Name) ?? [];

describe('DescribeImages', () => {
  test('finds own and public images by name', async () => {
    const names = ['kiosk', 'AppStream-WinServer2022-06-16-2026'];
    const answer = await owner.send(new DescribeImagesCommand({ Names: names }));
    expect(answer.Images).toMatchObject([
      { Name: 'kiosk', Visibility: 'PRIVATE', ManagedSoftwareIncluded: true },
      {
        Name: 'AppStream-WinServer2022-06-16-2026',
        Arn: 'arn:aws:appstream:us-east-1::image/AppStream-WinServer2022-06-16-2026',
        Visibility: 'PUBLIC',
      },
    ]);
  });

  test('finds a shared image by ARN only', async () => {
    await expect(
      customer.send(new DescribeImagesCommand({ Names: ['office-2026-06'] })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const arn = `arn:aws:appstream:us-east-1:${ownerAccount}:image/office-2026-06`;
    const answer = await customer.send(new DescribeImagesCommand({ Arns: [arn] }));
    expect(namesOf(answer.Images)).toEqual(['office-2026-06']);
  });

  test('does not find what is not shared, nor what is not there', async () => {
    const arn = `arn:aws:appstream:us-east-1:${ownerAccount}:image/kiosk`;
    await expect(customer.send(new DescribeImagesCommand({ Arns: [arn] }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(
      owner.send(new DescribeImagesCommand({ Names: ['kiosk', 'nonesuch'] })),
    ).rejects.toThrow('nonesuch');
  });

  test.each([
    ['PUBLIC', 3],
    ['PRIVATE', 2],
    ['SHARED', 3],
  ] as const)('filters by type %s', async (type, count) => {
    const answer = await customer.send(new DescribeImagesCommand({ Type: type }));
    expect(answer.Images).toHaveLength(count);
    expect(answer.Images?.every((image) => image.Visibility === type)).toBe(true);
  });

  test('gives every field with its type', async () => {
    const answer = await owner.send(
      new DescribeImagesCommand({ Names: ['office-2026-06', 'design-studio-8'] }),
    );
    const [failed, office] = answer.Images ?? [];
    expect(office?.CreatedTime).toEqual(new Date(fake.clock.now() - 20 * 86_400_000));
    expect(office?.Applications?.[0]).toMatchObject({
      Name: 'Firefox',
      IconURL: 'https://image-desk-icons.s3.amazonaws.com/icons/firefox.png',
      Enabled: true,
    });
    expect(failed).toMatchObject({
      State: 'FAILED',
      StateChangeReason: { Code: 'IMAGE_UPDATE_FAILURE' },
      ImageErrors: [{ ErrorCode: 'INTERNAL_SERVICE_ERROR', ErrorTimestamp: expect.any(Date) }],
    });
  });

  test('refuses names and ARNs at once', async () => {
    const arn = `arn:aws:appstream:us-east-1:${ownerAccount}:image/kiosk`;
    await expect(
      owner.send(new DescribeImagesCommand({ Names: ['kiosk'], Arns: [arn] })),
    ).rejects.toMatchObject({ name: 'InvalidParameterCombinationException' });
  });
});

describe('paging', () => {
  test('of images is by 25, and every image comes once', async () => {
    const before = callsOf(fake.server.log, 'DescribeImages').length;
    const sizes: number[] = [];
    const names: (string | undefined)[] = [];
    for await (const page of paginateDescribeImages({ client: owner }, {})) {
      sizes.push(page.Images?.length ?? 0);
      names.push(...namesOf(page.Images));
    }
    const usable = [...regionOf(fake.world, 'us-east-1').images.values()].filter(
      (image) => image.Name !== 'customer-internal',
    );
    expect(sizes).toEqual([25, 25, usable.length - 50]);
    expect(new Set(names)).toEqual(new Set(usable.map((image) => image.Name)));
    expect(callsOf(fake.server.log, 'DescribeImages').length - before).toBe(3);
  });

  test('takes a smaller page when asked', async () => {
    const first = await owner.send(new DescribeImagesCommand({ MaxResults: 2, Type: 'PUBLIC' }));
    const { NextToken = '' } = first;
    const second = await owner.send(new DescribeImagesCommand({ NextToken, Type: 'PUBLIC' }));
    expect([first.Images?.length, second.Images?.length]).toEqual([2, 1]);
    expect(second.NextToken).toBeUndefined();
  });

  test('does not lose an image when others go between two pages', async () => {
    const region = regionOf(fake.world, 'us-east-1');
    const first = await owner.send(new DescribeImagesCommand({ MaxResults: 3, Type: 'PRIVATE' }));
    const gone = ownImage(region, ownerAccount, first.Images?.[0]?.Name ?? '');
    region.images.delete(gone?.Arn ?? '');
    const { NextToken = '' } = first;
    const second = await owner.send(
      new DescribeImagesCommand({ MaxResults: 3, Type: 'PRIVATE', NextToken }),
    );
    if (gone) region.images.set(gone.Arn, gone);
    const all = [...namesOf(first.Images), ...namesOf(second.Images)];
    const sorted = [...region.images.values()]
      .filter((image) => image.owner === ownerAccount)
      .map((image) => image.Name)
      .toSorted();
    expect(all).toEqual(sorted.slice(0, 6));
  });

  test('refuses a token of another list, of another account, and one that is made up', async () => {
    const { NextToken = '' } = await owner.send(new DescribeImagesCommand({}));
    const wrong = [
      () => owner.send(new DescribeFleetsCommand({ NextToken })),
      () => customer.send(new DescribeImagesCommand({ NextToken })),
      () => owner.send(new DescribeImagesCommand({ NextToken: 'made-up' })),
    ];
    for (const call of wrong) {
      await expect(call()).rejects.toMatchObject({ name: 'ValidationException' });
    }
  });

  test('of permissions is by 500, or as asked, or for up to five accounts', async () => {
    const whole = await owner.send(new DescribeImagePermissionsCommand({ Name: nearlyFullImage }));
    expect(whole.SharedImagePermissionsList).toHaveLength(98);
    expect(whole.NextToken).toBeUndefined();
    const pages: number[] = [];
    const ids = new Set<string | undefined>();
    const config = { client: owner, pageSize: 40 };
    const input = { Name: nearlyFullImage };
    for await (const page of paginateDescribeImagePermissions(config, input)) {
      pages.push(page.SharedImagePermissionsList?.length ?? 0);
      for (const each of page.SharedImagePermissionsList ?? []) ids.add(each.sharedAccountId);
    }
    expect(pages).toEqual([40, 40, 18]);
    expect(ids.size).toBe(98);
    const some = await owner.send(
      new DescribeImagePermissionsCommand({
        Name: nearlyFullImage,
        SharedAwsAccountIds: ['900000000003', '123456789012'],
      }),
    );
    expect(some.SharedImagePermissionsList?.map((each) => each.sharedAccountId)).toEqual([
      '900000000003',
    ]);
  });

  test('of fleets goes on although nothing says how large a page is', async () => {
    const region = regionOf(fake.world, 'us-east-1');
    const image = ownImage(region, ownerAccount, 'kiosk') ?? expect.fail('no kiosk');
    for (let index = 0; index < 30; index += 1) {
      addFleet(region, ownerAccount, `kiosk-${index}`, { image });
    }
    const fleets: Fleet[] = [];
    let token: string | undefined;
    do {
      const page: DescribeFleetsCommandOutput = await owner.send(
        new DescribeFleetsCommand({ ...(token !== undefined && { NextToken: token }) }),
      );
      fleets.push(...(page.Fleets ?? []));
      token = page.NextToken;
    } while (token !== undefined);
    expect(fleets).toHaveLength(32);
  });
});

describe('DescribeFleets and DescribeImageBuilders', () => {
  test("give an account's own only, with the image they use", async () => {
    const fleets = await customer.send(new DescribeFleetsCommand({}));
    expect(fleets.Fleets?.map((fleet) => fleet.Name)).toEqual(['back-office', 'front-office']);
    expect(fleets.Fleets?.[1]).toMatchObject({
      Arn: `arn:aws:appstream:us-east-1:${customerAccount}:fleet/front-office`,
      ImageArn: `arn:aws:appstream:us-east-1:${ownerAccount}:image/office-2026-06`,
      ImageName: 'office-2026-06',
      ComputeCapacityStatus: { Desired: 25 },
    });
    const builders = await owner.send(new DescribeImageBuildersCommand({ MaxResults: 1 }));
    expect(builders.ImageBuilders).toMatchObject([
      { Name: 'analytics-builder', LatestAppstreamAgentVersion: 'FALSE' },
    ]);
    expect(builders.NextToken).toBeDefined();
  });

  test.each([
    ['fleet', new DescribeFleetsCommand({ Names: ['front-office'] })],
    ['image builder', new DescribeImageBuildersCommand({ Names: ['studio-builder'] })],
  ])("do not find another account's %s", async (_type, command) => {
    await expect(owner.send(command)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('ListTagsForResource', () => {
  const own = `arn:aws:appstream:us-east-1:${ownerAccount}`;

  test.each([
    [`${own}:image/office-2026-06`, { Team: 'Workplace', CostCenter: '4711', Stage: 'production' }],
    [`${own}:image/analytics-linux-copy`, {}],
    [`${own}:fleet/office-fleet`, { Team: 'Workplace' }],
    [`${own}:image-builder/office-builder`, { Team: 'Workplace' }],
  ])('gives the tags of %s', async (arn, tags) => {
    const answer = await owner.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    expect(answer.Tags).toEqual(tags);
  });

  test("does not give another account's, even of an image that it shares", async () => {
    await expect(
      customer.send(new ListTagsForResourceCommand({ ResourceArn: `${own}:image/office-2026-06` })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
