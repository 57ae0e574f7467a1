import * as sdk from '@aws-sdk/client-ram';
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

// RAM is called by hand, by rules about the names of its operations: held against AWS's own client.

let answer: { now: Canned };
let bySdk: Sent[];
let byHand: Sent[];

beforeEach(() => {
  answer = { now: { body: '{}' } };
  [bySdk, byHand] = [[], []];
});

function sdkClient() {
  const client = new sdk.RAMClient(cannedSdk(answer));
  client.middlewareStack.add(noting(bySdk), signedBySdk);
  return client;
}

const hand = () => cannedHand('ram', answer, byHand);

/** It alone has no members, so that the SDK sends no body; it is not called. */
const exception = 'EnableSharingWithAwsOrganization';

const operations = operationsOf(sdk).filter(({ name }) => name !== exception);

const commands = sdk as unknown as Readonly<
  Record<string, new (input: unknown) => sdk.GetResourceSharesCommand>
>;

describe('a call of RAM', () => {
  it('is looked at for every operation that there is', () => {
    expect(operationsOf(sdk).map(({ name }) => name)).toContain(exception);
    expect(operations.length).toBeGreaterThan(30);
  });

  it.each(operations)('of $name is the SDK’s', async ({ name, input: schema }) => {
    const input = sampleOf(schema) as Readonly<Record<string, unknown>>;
    const Command = commands[`${name}Command`] ?? expect.fail(name);
    await sdkClient().send(new Command(input));
    await hand()(name, input);
    expect(byHand).toEqual(bySdk);
    expect(byHand).toHaveLength(1);
  });

  it('that promotes what a policy has shared has no body', async () => {
    const resourceShareArn = 'arn:aws:ram:eu-west-1:111122223333:resource-share/1';
    await hand()('PromoteResourceShareCreatedFromPolicy', { resourceShareArn });
    expect(byHand[0]).toMatchObject({
      method: 'POST',
      address: `/promoteresourcesharecreatedfrompolicy?resourceShareArn=${encodeURIComponent(resourceShareArn)}`,
      type: null,
    });
  });
});

describe('a refusal of RAM', () => {
  it.each([
    ['UnknownResourceException', 400, 'not-found'],
    ['MalformedArnException', 400, 'rejected'],
    ['OperationNotPermittedException', 400, 'unknown'],
    ['InvalidStateTransitionException', 400, 'not-available'],
    ['ResourceShareLimitExceededException', 400, 'quota'],
    ['ThrottlingException', 429, 'throttled'],
    ['ServerInternalException', 500, 'aws-fault'],
  ])('is what the SDK makes of it: %s', async (name, status, kind) => {
    answer.now = {
      status,
      headers: { 'x-amzn-errortype': name, 'x-amzn-requestid': 'request-1' },
      body: JSON.stringify({ message: 'No.' }),
    };
    const told = await failureOf(
      sdkClient().send(new sdk.GetResourceSharesCommand({ resourceOwner: 'SELF' })),
    );
    const read = await failureOf(hand()('GetResourceShares', { resourceOwner: 'SELF' }));
    expect(read.said).toEqual(told.said);
    expect(read.requestId).toBe(told.requestId);
    expect(problemOf(read.error, { what: 'The share' }).kind).toBe(kind);
  });
});
