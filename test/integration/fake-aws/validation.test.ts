import { DescribeImagesCommand } from '@aws-sdk/client-appstream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelOf } from '../../aws/models';
import type { Plain } from '../../aws/protocols/protocol';
import { problemsOfOutput, validateInput } from '../../aws/validate';
import type { Fake } from './harness';
import { errorIn, raw, startFake, target, transfer } from './harness';

let fake: Fake;
beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.stop());

async function refusal(operation: string, input: unknown) {
  const before = fake.server.log.length;
  const answer = await raw(fake, { headers: target(operation), body: JSON.stringify(input) });
  const error = errorIn(answer);
  expect(fake.server.log.slice(before)).toMatchObject([{ operation, outcome: error.code }]);
  expect(error.status).toBe(400);
  return error;
}

describe('a request off the model is refused, in the words of AWS', () => {
  const good = { allowFleet: true, allowImageBuilder: true };
  const namePattern = '^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$';

  test.each([
    [
      'a required member that is missing',
      'DescribeImagePermissions',
      {},
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ],
    [
      'several things at once',
      'UpdateImagePermissions',
      { Name: 'bad name', ImagePermissions: good },
      `2 validation errors detected: Value null at 'sharedAccountId' failed to satisfy constraint: Member must not be null; Value 'bad name' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ${namePattern}`,
    ],
    [
      'null for a required member',
      'DeleteImagePermissions',
      { Name: null, SharedAccountId: '123456789012' },
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a pattern that matches only a part',
      'DeleteImagePermissions',
      { Name: 'kiosk', SharedAccountId: '123456789012\n' },
      "1 validation error detected: Value '123456789012\n' at 'sharedAccountId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\d+$",
    ],
    [
      'a number above the range',
      'DescribeImages',
      { MaxResults: 26 },
      "1 validation error detected: Value '26' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 25",
    ],
    [
      'a number below the range',
      'DescribeImages',
      { MaxResults: -1 },
      "1 validation error detected: Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
    [
      'a value outside an enum',
      'DescribeImages',
      { Type: 'OWN' },
      "1 validation error detected: Value 'OWN' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [PUBLIC, PRIVATE, SHARED]",
    ],
    [
      'a list that is too long',
      'DescribeImagePermissions',
      { Name: 'kiosk', SharedAwsAccountIds: ['1', '2', '3', '4', '5', '6'] },
      "1 validation error detected: Value '[1, 2, 3, 4, 5, 6]' at 'sharedAwsAccountIds' failed to satisfy constraint: Member must have length less than or equal to 5",
    ],
    [
      'a list that is too short',
      'DescribeImagePermissions',
      { Name: 'kiosk', SharedAwsAccountIds: [] },
      "1 validation error detected: Value '[]' at 'sharedAwsAccountIds' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'an item off its pattern and one that is too short',
      'DescribeImagePermissions',
      { Name: 'kiosk', SharedAwsAccountIds: ['12', 'x'] },
      "1 validation error detected: Value '[12, x]' at 'sharedAwsAccountIds' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy regular expression pattern: ^\\d+$]",
    ],
    [
      'an empty string',
      'DescribeFleets',
      { NextToken: '' },
      "1 validation error detected: Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a member that the model does not know',
      'DescribeFleets',
      { names: ['office-fleet'] },
      "1 validation error detected: 'names' is not a member of the model",
    ],
    [
      'such a member deeper down',
      'UpdateImagePermissions',
      { Name: 'a', SharedAccountId: '1', ImagePermissions: { AllowFleet: true } },
      "1 validation error detected: 'imagePermissions.AllowFleet' is not a member of the model",
    ],
  ])('%s', async (_what, operation, input, message) => {
    expect(await refusal(operation, input)).toMatchObject({ code: 'ValidationException', message });
  });

  test.each([
    ['a number for a string', 'DescribeImagePermissions', { Name: 7 }],
    ['a string for a number', 'DescribeImages', { MaxResults: '7' }],
    ['a fraction', 'DescribeImages', { MaxResults: 1.5 }],
    ['a string for a list', 'DescribeFleets', { Names: 'office-fleet' }],
    [
      'a string for a boolean',
      'UpdateImagePermissions',
      { Name: 'kiosk', SharedAccountId: '1', ImagePermissions: { allowFleet: 'true' } },
    ],
    ['a list for a structure', 'DescribeFleets', []],
  ])('wrong type: %s', async (_what, operation, input) => {
    expect((await refusal(operation, input)).code).toBe('SerializationException');
  });

  test('what is not JSON at all', async () => {
    const answer = await raw(fake, { body: '{"Names":' });
    expect(errorIn(answer).code).toBe('SerializationException');
  });

  test('through the SDK, which checks nothing itself', async () => {
    await expect(
      fake.appstream().send(new DescribeImagesCommand({ MaxResults: 100 })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('what is no operation', () => {
  test.each([
    ['an unknown name', { headers: target('DescribeEverything') }],
    ['a name of every object', { headers: target('constructor') }],
    [
      'another prefix',
      { headers: { ...target('DescribeFleets'), 'x-amz-target': 'Other.DescribeFleets' } },
    ],
    [
      'another content type',
      { headers: { ...target('DescribeFleets'), 'content-type': 'application/json' } },
    ],
    ['another path', { path: '/DescribeFleets' }],
    ['another method', { method: 'PUT' }],
  ])('%s is refused', async (_what, options) => {
    expect(errorIn(await raw(fake, options)).code).toBe('UnknownOperationException');
  });

  test('STS asks for its own version', async () => {
    const body = 'Action=GetCallerIdentity&Version=2012-01-01';
    const answer = await transfer(fake, 'sts.us-east-1.amazonaws.com', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<Code>InvalidAction</Code>');
  });
});

describe('the whole model is checked', () => {
  test('maps, in their keys, their values and their size', () => {
    const ResourceArn = 'arn:aws:appstream:us-east-1:111122223333:image/kiosk';
    const tags = (Tags: Record<string, string>) => check('TagResource', { ResourceArn, Tags });
    expect(tags({ Team: 'Design', 'project:name': '' })).not.toThrow();
    expect(tags({})).toThrow("at 'tags' failed to satisfy constraint: Member must have length");
    expect(tags({ 'aws:owner': 'x' })).toThrow('regular expression pattern');
    expect(tags({ Team: 'x'.repeat(257) })).toThrow("at 'tags.Team.member'");
    expect(tags({ Team: '\u{1F600}' })).toThrow('regular expression pattern');
  });

  test('patterns, by the whole value even where they are not anchored', () => {
    const TaskId = '0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';
    expect(check('GetExportImageTask', { TaskId })).not.toThrow();
    expect(check('GetExportImageTask', { TaskId: `x${TaskId}` })).toThrow('regular expression');
  });

  test('structures in lists', () => {
    const input = { Name: 'b', InstanceType: 's', AccessEndpoints: [{ VpceId: 'v' }, {}] };
    expect(check('CreateImageBuilder', input)).toThrow(
      "2 validation errors detected: Value null at 'accessEndpoints.1.member.endpointType'",
    );
  });

  test('answers: types, required members, enums and unknown members, but not lengths', () => {
    const model = modelOf('appstream');
    const problems = (name: string, output: Plain) =>
      problemsOfOutput(model, model.operations[name] ?? expect.fail(name), output);
    expect(problems('ListTagsForResource', { Tags: {} })).toEqual([]);
    expect(problems('DescribeImages', { Images: [{ Name: 'x', CreatedTime: 5 }] })).toEqual([
      "Value '5' at 'images.1.member.createdTime' failed to satisfy constraint: Member must be a timestamp",
    ]);
    expect(problems('DescribeImages', { Images: [{ State: 'READY', Owner: 'me' }] })).toHaveLength(
      3,
    );
  });
});

/** Gives what holds an input against AppStream's model when it is called. */
function check(operation: string, input: Plain) {
  const model = modelOf('appstream');
  const found = model.operations[operation] ?? expect.fail(`no ${operation}`);
  return () => {
    validateInput(model, found, input);
  };
}
