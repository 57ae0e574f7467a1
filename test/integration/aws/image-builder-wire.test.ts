import * as sdk from '@aws-sdk/client-imagebuilder';
import { beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '@/lib/aws/errors';
import {
  cannedHand,
  cannedSdk,
  failureOf,
  noting,
  operationsOf,
  sampleOf,
  signedBySdk,
  type Canned,
  type Sent,
} from './beside-sdk';

// Image Builder is called by hand, by rules about the names of its operations: held against AWS's
// own client over every operation that there is.

const imageArn = 'arn:aws:imagebuilder:eu-west-1:111122223333:image/base/1.2.3/4';

let answer: { now: Canned };
let bySdk: Sent[];
let byHand: Sent[];

beforeEach(() => {
  answer = { now: { body: '{}' } };
  [bySdk, byHand] = [[], []];
});

function sdkClient() {
  const client = new sdk.ImagebuilderClient(cannedSdk(answer));
  client.middlewareStack.add(noting(bySdk), signedBySdk);
  return client;
}

const hand = () => cannedHand('imagebuilder', answer, byHand);

/** Sends an operation by its name. */
function sendBySdk(name: string, input: unknown): Promise<unknown> {
  const commands = sdk as unknown as Readonly<
    Record<string, new (input: unknown) => sdk.GetImageCommand>
  >;
  const Command = commands[`${name}Command`] ?? expect.fail(name);
  return sdkClient().send(new Command(input));
}

/** Times are epoch seconds in what is given to the product's own calls. */
const handInput = (input: unknown) =>
  JSON.parse(
    JSON.stringify(input, function plain(this: Readonly<Record<string, unknown>>, key, value) {
      const given = this[key];
      return given instanceof Date ? given.getTime() / 1000 : (value as unknown);
    }),
  ) as Readonly<Record<string, unknown>>;

/** It alone is a `POST` with a name that begins with `Get`, and is not called. */
const exception = 'GetMarketplaceResource';

const operations = operationsOf(sdk).filter(({ name }) => name !== exception);

describe('a call of Image Builder', () => {
  it('is looked at for every operation that there is', () => {
    const names = operationsOf(sdk).map(({ name }) => name);
    expect(names).toContain(exception);
    expect(names).toContain('StartResourceStateUpdate');
    expect(names.length).toBeGreaterThan(70);
  });

  it.each(operations)('of $name is the SDK’s', async ({ name, input: schema }) => {
    const input = sampleOf(schema);
    await sendBySdk(name, input);
    await hand()(name, handInput(input));
    expect(byHand).toEqual(bySdk);
    expect(byHand).toHaveLength(1);
  });

  it('without members has an empty body where the SDK has one', async () => {
    await sendBySdk('ListImages', {});
    await hand()('ListImages', {});
    expect(byHand).toEqual(bySdk);
    expect(byHand[0]?.body).toEqual({});
  });

  it('leaves out what is undefined', async () => {
    const input = { imageBuildVersionArn: imageArn, filters: undefined };
    await hand()('GetImage', input);
    await hand()('ListImagePackages', input);
    const escaped = encodeURIComponent(imageArn);
    expect(byHand.map(({ address }) => address)).toEqual([
      `/GetImage?imageBuildVersionArn=${escaped}`,
      '/ListImagePackages?',
    ]);
    expect(byHand[1]?.body).toEqual({ imageBuildVersionArn: imageArn });
  });

  it('about tags has the ARN in its path, encoded', async () => {
    await hand()('UntagResource', { resourceArn: imageArn, tagKeys: ['b c', 'a'] });
    expect(byHand[0]).toMatchObject({
      method: 'DELETE',
      address:
        '/tags/arn%3Aaws%3Aimagebuilder%3Aeu-west-1%3A111122223333%3Aimage%2Fbase%2F1.2.3%2F4?tagKeys=a&tagKeys=b%20c',
    });
  });
});

const requestId = '0a1b2c3d-4e5f-6789-abcd-ef0123456789';

describe('an answer of Image Builder', () => {
  it('is read with its request id', async () => {
    const image = { name: 'base', version: '1.2.3/4', enhancedImageMetadataEnabled: true };
    answer.now = {
      headers: { 'x-amzn-requestid': requestId },
      body: JSON.stringify({ requestId, image }),
    };
    const told = (await sendBySdk('GetImage', { imageBuildVersionArn: imageArn })) as {
      readonly image: unknown;
      readonly $metadata: { readonly requestId: string };
    };
    const read = await hand()('GetImage', { imageBuildVersionArn: imageArn });
    expect(read.value).toMatchObject({ image: told.image });
    expect(read.requestId).toBe(told.$metadata.requestId);
  });

  it.each(['', '{}'])('without members is %j', async (body) => {
    answer.now = { body };
    expect((await hand()('GetImage', {})).value).toEqual({});
  });

  it.each(['null', '[]', '"text"', '{"image":', '<html>'])('is not %s', async (body) => {
    answer.now = { body };
    expect((await failureOf(hand()('GetImage', {}))).said.name).toBe('SyntaxError');
  });
});

const header = (name: string) => ({ 'x-amzn-errortype': name, 'x-amzn-requestid': requestId });

describe('a refusal of Image Builder', () => {
  const message = 'The value supplied for parameter is not valid.';
  it.each<readonly [string, Canned, string]>([
    [
      'in the header',
      {
        status: 400,
        headers: header('InvalidParameterValueException:http://internal.amazon.com/coral/'),
        body: JSON.stringify({ message }),
      },
      'rejected',
    ],
    [
      'in the header, over what the body says',
      {
        status: 403,
        headers: header('ForbiddenException'),
        body: JSON.stringify({ message, code: 'ClientException', __type: 'ServiceException' }),
      },
      'permission-missing',
    ],
    [
      'as a code in the body',
      { status: 400, body: JSON.stringify({ message, code: 'ResourceInUseException' }) },
      'not-available',
    ],
    [
      'as a type in the body',
      {
        status: 400,
        body: JSON.stringify({
          message,
          __type: 'com.amazonaws.imagebuilder#ResourceDependencyException',
        }),
      },
      'not-available',
    ],
    [
      'with a sentence in the other member',
      {
        status: 403,
        headers: header('AccessDeniedException'),
        body: JSON.stringify({ Message: message }),
      },
      'permission-missing',
    ],
    [
      'of its rate',
      {
        status: 429,
        headers: header('CallRateLimitExceededException'),
        body: JSON.stringify({ message }),
      },
      'throttled',
    ],
    [
      'of its own fault',
      { status: 500, headers: header('ServiceException'), body: JSON.stringify({ message }) },
      'aws-fault',
    ],
    [
      'of a quota',
      {
        status: 402,
        headers: header('ServiceQuotaExceededException'),
        body: JSON.stringify({ message }),
      },
      'quota',
    ],
  ])('is what the SDK makes of it: %s', async (_, refusal, kind) => {
    answer.now = refusal;
    const input = { imageBuildVersionArn: imageArn };
    const told = await failureOf(sendBySdk('GetImage', input));
    const read = await failureOf(hand()('GetImage', input));
    expect(read.said).toEqual(told.said);
    expect(read.requestId).toBe(told.requestId);
    expect(problemOf(read.error, { what: 'Image base' }).kind).toBe(kind);
  });

  it.each<readonly [string, Canned]>([
    ['a page of a proxy', { status: 502, body: '<html><h1>Bad gateway</h1></html>' }],
    ['half an answer', { status: 200, body: '{"image":{"name":"ba' }],
    ['nothing at all', { status: 503, body: '' }],
  ])('is no refusal, and the same problem as of the SDK: %s', async (_, given) => {
    answer.now = given;
    const facts = { what: 'Image base' };
    const told = await failureOf(sendBySdk('GetImage', { imageBuildVersionArn: imageArn }));
    const read = await failureOf(hand()('GetImage', { imageBuildVersionArn: imageArn }));
    expect(problemOf(read.error, facts)).toEqual(problemOf(told.error, facts));
    expect(problemOf(read.error, facts).kind).toBe('aws-fault');
  });
});
