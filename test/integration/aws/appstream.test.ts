import {
  AppStreamClient,
  DeleteImagePermissionsCommand,
  DescribeFleetsCommand,
  DescribeImageBuildersCommand,
  DescribeImagePermissionsCommand,
  DescribeImagesCommand,
  ListTagsForResourceCommand,
  UpdateImagePermissionsCommand,
  type Image as SdkImage,
} from '@aws-sdk/client-appstream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallAnswer } from '@/lib/activity/calls';
import {
  findUsage,
  getImage,
  getImages,
  listImages,
  listShares,
  listTags,
  putShare,
  removeShare,
} from '@/lib/aws/appstream';
import { createConnector, type Connector } from '@/lib/aws/connection';
import { problemOf } from '@/lib/aws/errors';
import { createSend, type Fetch } from '@/lib/aws/send';
import type { Credentials } from '@/lib/credentials/secret';
import type { Image } from '@/lib/images/image';
import { fetchThrough } from '../../aws/agent';
import type { FaultRule } from '../../aws/faults';
import { callsOf } from '../../aws/log';
import {
  credentialsOf,
  customerAccount,
  nearlyFullImage,
  ownerAccount,
  principalOf,
} from '../../support/scenarios';
import { startFake, type Fake } from '../fake-aws/harness';
import {
  cannedHand,
  cannedSdk,
  failureOf,
  keysOf,
  noting,
  problemIn,
  signedBySdk,
  valueOf,
  watchFetch,
  type Sent,
} from './beside-sdk';

// What AppStream is called with by hand, held against AWS's own client: the same on the wire, the
// same read of the answers.

const region = 'us-east-1';
const minute = 60_000;
const place = {
  endpoint: `https://appstream2.${region}.amazonaws.com`,
  region,
  service: 'appstream2',
} as const;

let fake: Fake;
let bySdk: Sent[];
let byHand: Sent[];
let answers: CallAnswer[];
/** How far this computer's clock is ahead of AWS's. */
let ahead: number;

beforeEach(async () => {
  fake = await startFake({ extraImages: 40 });
  [bySdk, byHand, answers, ahead] = [[], [], [], 0];
});

afterEach(() => fake.stop());

const now = () => fake.clock.now() + ahead;

const send: Fetch = (url, init) => watchFetch(fetchThrough(fake.agent), byHand)(url, init);

/** AWS's client, which makes one attempt. */
function sdkOf(account = ownerAccount): AppStreamClient {
  const client = new AppStreamClient({
    region,
    credentials: credentialsOf(fake.world, account),
    maxAttempts: 1,
    systemClockOffset: now() - Date.now(),
    requestHandler: { httpsAgent: fake.agent },
  });
  client.middlewareStack.add(noting(bySdk), signedBySdk);
  return client;
}

const connectorOf = (): Connector =>
  createConnector({ fetch: send, now, wait: async () => {}, random: () => 0 });

/** What is made by hand, as the product connects it; retries take no time. */
function handOf(account = ownerAccount, connector = connectorOf(), at = region) {
  const { arn } = principalOf(fake.world, account);
  const keys = keysOf(credentialsOf(fake.world, account));
  const credentials: Credentials = { ...keys, arn, deadline: now() + 60 * minute };
  const recorder = {
    sent: async () => async (answer: CallAnswer) => void answers.push(answer),
    denied: async () => {},
  };
  const scope = { partition: 'aws', account, region: at } as const;
  return valueOf(connector.service('appstream2', scope, credentials, recorder));
}

/** The same without retries and without problems: an error is thrown as it comes. */
function rawOf(account = ownerAccount) {
  const sending = createSend({ fetch: send, now, timeout: 20_000 });
  return (operation: string, input: Readonly<Record<string, unknown>> = {}) =>
    sending(keysOf(credentialsOf(fake.world, account)), place, {
      operation,
      input,
      read: (answer) => answer,
    });
}

/** The members of an image that need no judgement, as both should have them. */
function plainly({ createdAt, applications, instanceFamilies, ...image }: Image) {
  const { arn, name, displayName, description, state, platform, agentVersion } = image;
  return {
    arn,
    name,
    displayName,
    description,
    state,
    platform,
    agentVersion,
    createdAt,
    instanceFamilies,
    baseImageArn: image.baseImageArn,
    imageBuilder: image.imageBuilder,
    latestAgent: image.latestAgent,
    dynamicCatalogs: image.dynamicCatalogs,
    stateReason: image.stateReason,
    granted: image.granted,
    applications: applications.map(({ id, name: title, enabled }) => [id, title, enabled]),
  };
}

function plainlyOfSdk(image: SdkImage): ReturnType<typeof plainly> {
  const granted = image.ImagePermissions;
  const flag = image.LatestAppstreamAgentVersion;
  return {
    arn: image.Arn ?? '',
    name: image.Name ?? '',
    displayName: image.DisplayName,
    description: image.Description,
    state: image.State ?? '',
    platform: image.Platform,
    agentVersion: image.AppstreamAgentVersion,
    createdAt: image.CreatedTime?.getTime(),
    instanceFamilies: image.SupportedInstanceFamilies ?? [],
    baseImageArn: image.BaseImageArn,
    imageBuilder: image.ImageBuilderName,
    latestAgent: flag && flag === 'TRUE',
    dynamicCatalogs: image.DynamicAppProvidersEnabled === 'ENABLED',
    stateReason: image.StateChangeReason?.Message,
    granted: granted && {
      fleet: granted.allowFleet ?? false,
      imageBuilder: granted.allowImageBuilder ?? false,
    },
    applications: (image.Applications ?? []).map(
      ({ Name = '', DisplayName = '', Enabled = true }) => [Name, DisplayName, Enabled],
    ),
  };
}

/** An image of the account's own, by what AWS calls it. */
const ownImage = (name: string) => ({
  name,
  arn: `arn:aws:appstream:${region}:${ownerAccount}:image/${name}`,
});

const image = ownImage(nearlyFullImage);

describe('a call of AppStream', () => {
  it('for all images is the SDK’s, page by page, and read the same', async () => {
    const client = sdkOf();
    const told: SdkImage[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new DescribeImagesCommand(NextToken ? { NextToken } : {}));
      told.push(...(page.Images ?? []));
      ({ NextToken } = page);
    } while (NextToken);
    const images = valueOf(await listImages(handOf()));
    expect(byHand).toEqual(bySdk);
    expect(byHand.length).toBeGreaterThan(2);
    expect(images.map(plainly)).toEqual(told.map(plainlyOfSdk));
    expect(images.every(({ createdAt }) => createdAt !== undefined)).toBe(true);
    expect(images.some(({ applications }) => applications.length > 1)).toBe(true);
  });

  it('for what is shared with an account is read the same', async () => {
    const { Images } = await sdkOf(customerAccount).send(
      new DescribeImagesCommand({ Type: 'SHARED' }),
    );
    const images = valueOf(await listImages(handOf(customerAccount)));
    const shared = images.filter(({ visibility }) => visibility === 'shared-with-me');
    expect(shared.map(plainly)).toEqual(Images?.map(plainlyOfSdk));
    expect(shared.some(({ granted }) => granted?.fleet)).toBe(true);
  });

  it('for one image, or for some, is the SDK’s', async () => {
    const client = sdkOf();
    const Names = [image.name];
    const { Images } = await client.send(new DescribeImagesCommand({ Names }));
    await client.send(new DescribeImagesCommand({ Arns: [image.arn] }));
    await client.send(new DescribeImagesCommand({ Names }));
    const hand = handOf();
    const found = valueOf(await getImage(hand, { name: image.name }));
    expect(valueOf(await getImage(hand, image))).toEqual(found);
    expect((await getImages(hand, [image])).map((each) => valueOf(each))).toEqual([found]);
    expect(byHand).toEqual(bySdk);
    expect(Images?.map(plainlyOfSdk)).toEqual([plainly(found)]);
  });

  it('for who has an image is the SDK’s, and read the same', async () => {
    const { SharedImagePermissionsList: list = [] } = await sdkOf().send(
      new DescribeImagePermissionsCommand({ Name: image.name, MaxResults: 500 }),
    );
    const shares = valueOf(await listShares(handOf(), image));
    expect(byHand).toEqual(bySdk);
    expect(list.length).toBeGreaterThan(50);
    expect(shares).toEqual(
      list
        .map(({ sharedAccountId, imagePermissions }) => ({
          account: sharedAccountId,
          fleet: imagePermissions?.allowFleet,
          imageBuilder: imagePermissions?.allowImageBuilder,
        }))
        .toSorted((a, b) => (a.account ?? '').localeCompare(b.account ?? '')),
    );
  });

  it('that shares an image and takes it back is the SDK’s, with AWS’s id of it in the log', async () => {
    const client = sdkOf();
    const own = ownImage('office-2026-06');
    const account = '999988887777';
    const permissions = { fleet: true, imageBuilder: false };
    const named = { Name: own.name, SharedAccountId: account };
    const ImagePermissions = { allowFleet: true, allowImageBuilder: false };
    await client.send(new UpdateImagePermissionsCommand({ ...named, ImagePermissions }));
    await client.send(new DeleteImagePermissionsCommand(named));
    const hand = handOf();
    expect(valueOf(await putShare(hand, own, account, permissions, undefined))).toBeNull();
    expect(valueOf(await listShares(handOf(), own))).toContainEqual({ account, ...permissions });
    byHand.splice(1, 1);
    expect(valueOf(await removeShare(hand, own, account, permissions))).toBeNull();
    expect(byHand).toEqual(bySdk);
    expect(answers).toEqual([
      { outcome: 'done', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      { outcome: 'done', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
  });

  it('for the tags of an image is the SDK’s, and read the same', async () => {
    const { Tags = {} } = await sdkOf().send(
      new ListTagsForResourceCommand({ ResourceArn: image.arn }),
    );
    const tags = valueOf(await listTags(handOf(), image));
    expect(byHand).toEqual(bySdk);
    expect(Object.fromEntries(tags.map(({ key, value }) => [key, value]))).toEqual(Tags);
    expect(tags.length).toBeGreaterThan(0);
  });

  it('for what runs on an image is the SDK’s, and read the same', async () => {
    const client = sdkOf();
    const { Fleets = [] } = await client.send(new DescribeFleetsCommand({}));
    const { ImageBuilders = [] } = await client.send(new DescribeImageBuildersCommand({}));
    const [used = expect.fail()] = Fleets;
    const on = { name: used.ImageName ?? '', arn: used.ImageArn ?? '' };
    const usage = valueOf(await findUsage(handOf(), on));
    expect(byHand).toEqual(bySdk);
    expect(usage.fleets).toEqual(
      Fleets.filter(({ ImageArn }) => ImageArn === on.arn).map((fleet) => ({
        name: fleet.Name,
        state: fleet.State,
        desired: fleet.ComputeCapacityStatus?.Desired,
      })),
    );
    expect(usage.imageBuilders).toEqual(
      ImageBuilders.filter(({ ImageArn }) => ImageArn === on.arn).map((builder) => ({
        name: builder.Name,
        state: builder.State,
      })),
    );
  });
});

describe('a refusal of AppStream', () => {
  it.each([
    ['an image that is not there', { Name: 'nowhere', SharedAccountId: '999988887777' }],
    ['an image that is no name', { Name: '<&">', SharedAccountId: '999988887777' }],
    ['an account that is none', { Name: image.name, SharedAccountId: 'x' }],
    ['an account that it is not shared with', { Name: image.name, SharedAccountId: '1' }],
  ])('is what the SDK makes of it: %s', async (_, input) => {
    const told = await failureOf(sdkOf().send(new DeleteImagePermissionsCommand(input)));
    const read = await failureOf(rawOf()('DeleteImagePermissions', input));
    expect(read.said).toEqual(told.said);
    expect(read.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(told.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(byHand).toEqual(bySdk);
  });
});

describe('what is no answer of AppStream', () => {
  const service = 'appstream';
  const facts = { action: 'appstream:DescribeImages', what: 'Image a' } as const;

  it.each<FaultRule>([
    { kind: 'throttle', form: 'ThrottlingException', service },
    { kind: 'throttle', form: 'http429', service },
    { kind: 'server-error', status: 500, service },
    { kind: 'server-error', status: 503, service },
    { kind: 'html-502', service },
    { kind: 'truncated', service },
    { kind: 'reset', service },
    { kind: 'expired-token', service },
    { kind: 'access-denied', service },
  ])('is the same problem as of the SDK: $kind $form $status', async (rule) => {
    const remove = fake.server.faults.add({ ...rule, times: 2 });
    const told = await failureOf(sdkOf().send(new DescribeImagesCommand({})));
    const read = await failureOf(rawOf()('DescribeImages'));
    remove();
    expect(problemOf(read.error, facts)).toEqual(problemOf(told.error, facts));
    expect(problemOf(read.error, facts).kind).not.toBe('unknown');
  });

  it.each(['truncated', 'html-502', 'reset'] as const)(
    'is asked for again, and told when it stays so: %s',
    async (kind) => {
      fake.server.faults.add({ kind, service });
      expect(valueOf(await listTags(handOf(), image)).length).toBeGreaterThan(0);
      expect(callsOf(fake.server.log, 'ListTagsForResource').length).toBeLessThan(3);
      fake.server.faults.add({ kind, service, times: Infinity });
      expect(['aws-fault', 'offline']).toContain(problemIn(await listTags(handOf(), image)).kind);
    },
  );

  it('does not have a change sent again whose answer was lost', async () => {
    fake.server.faults.add({ kind: 'truncated', operation: 'UpdateImagePermissions' });
    const may = { fleet: true, imageBuilder: true };
    const own = ownImage('office-2026-06');
    expect(problemIn(await putShare(handOf(), own, '999988887777', may, undefined))).toEqual({
      kind: 'aws-fault',
    });
    expect(callsOf(fake.server.log, 'UpdateImagePermissions')).toHaveLength(1);
    expect(answers).toEqual([
      { outcome: 'aws-fault', requestId: expect.any(String), detail: 'SyntaxError' },
    ]);
  });
});

describe('a clock that is wrong', () => {
  it('is learned of once, for whatever is called and whoever calls', async () => {
    ahead = 20 * minute;
    const connector = connectorOf();
    expect((await listTags(handOf(ownerAccount, connector), image)).ok).toBe(true);
    expect(byHand).toHaveLength(2);
    expect((await findUsage(handOf(ownerAccount, connector), image)).ok).toBe(true);
    expect((await listImages(handOf(customerAccount, connector, 'eu-west-1'))).ok).toBe(true);
    expect(byHand).toHaveLength(5);
  });

  it('spoils no change: the second attempt is signed with AWS’s time', async () => {
    ahead = -20 * minute;
    const may = { fleet: true, imageBuilder: true };
    const own = ownImage('office-2026-06');
    expect((await putShare(handOf(), own, '999988887777', may, undefined)).ok).toBe(true);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['clock-skew', 'done']);
  });
});

const known = ({ name, state, createdAt }: Image) => ({ name, state, createdAt });

describe('an answer that does not obey the model', () => {
  const odd: readonly (readonly [string, object])[] = [
    ['nothing', {}],
    ['null for lists', { Images: null, NextToken: null }],
    ['an empty token', { Images: [], NextToken: '' }],
    ['null among images', { Images: [null, { Name: 'a', Arn: null, Applications: null }] }],
    ['states that are new', { Images: [{ Name: 'a', State: 'ON_THE_MOON', Platform: 'CP_M' }] }],
    ['fractions of a second', { Images: [{ Name: 'a', CreatedTime: 1_785_585_600.5004 }] }],
  ];

  it.each(odd)('is read all the same, as the SDK reads it: %s', async (_, given) => {
    const answer = { now: { body: JSON.stringify(given) } };
    const { Images } = await new AppStreamClient(cannedSdk(answer)).send(
      new DescribeImagesCommand({}),
    );
    const connector = createConnector({
      fetch: async () => new Response(answer.now.body),
      now,
      wait: async () => {},
      random: () => 0,
    });
    const images = valueOf(await listImages(handOf(ownerAccount, connector)));
    expect(images.map(known)).toEqual(
      (Images ?? [])
        .filter((each) => each !== null)
        .map(({ Name, State, CreatedTime }) => ({
          name: Name,
          state: State ?? 'UNKNOWN',
          createdAt: CreatedTime?.getTime(),
        })),
    );
  });

  it('may be no answer at all to a change that was made', async () => {
    const answer = { now: { body: '', headers: { 'x-amzn-requestid': 'request-1' } } };
    const read = await cannedHand('appstream2', answer, byHand)('DeleteImagePermissions', {});
    expect(read).toEqual({ value: {}, requestId: 'request-1' });
  });
});
