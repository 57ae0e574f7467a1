import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { awsError } from '../../aws/errors';
import type { Context } from '../../aws/handler';
import { modelOf } from '../../aws/models';
import type { Fake, RawRequest } from './harness';
import { raw, startFake } from './harness';

let fake: Fake;
let seen: { operation: string; input: unknown }[] = [];

/** Throw-away handlers: they remember what reached them. */
function remember(operation: string, output: object = {}) {
  return (input: unknown, _context: Context) => {
    seen.push({ operation, input });
    return output;
  };
}

const imageArn = 'arn:aws:imagebuilder:us-east-1:111122223333:image/office/1.0.0/1';

beforeAll(async () => {
  fake = await startFake({
    handlers: {
      imagebuilder: {
        GetImage: remember('GetImage', {
          requestId: 'r-1',
          image: {
            arn: imageArn,
            version: '1.0.0/1',
            dateCreated: '2026-07-01T10:00:00Z',
            deprecationTime: new Date(1_785_000_000_500),
            tags: {},
          },
        }),
        ListImages: remember('ListImages', { requestId: 'r-2', imageVersionList: [] }),
        ListTagsForResource: remember('ListTagsForResource', { tags: { Team: 'Design' } }),
        UntagResource: remember('UntagResource'),
        DeleteImage: () => {
          throw awsError('ResourceDependencyException', 'Something still uses it');
        },
        CancelImageCreation: () => {
          throw awsError('ResourceDependencyException', 'Not declared here');
        },
      },
    },
  });
});
beforeEach(() => {
  seen = [];
});
afterAll(async () => {
  expect(fake.server.failures.splice(0)).toEqual([
    expect.stringContaining('neither declares ResourceDependencyException'),
  ]);
  await fake.stop();
});

function call(method: string, path: string, options: RawRequest = {}) {
  return raw(fake, {
    host: 'imagebuilder.us-east-1.amazonaws.com',
    service: 'imagebuilder',
    method,
    path,
    headers: { 'content-type': 'application/json' },
    body: '',
    ...options,
  });
}

describe('restJson1', () => {
  test('reads members from the query, and writes a JSON body', async () => {
    const arn = encodeURIComponent(imageArn);
    const answer = await call('GET', `/GetImage?imageBuildVersionArn=${arn}`);
    expect(seen).toEqual([{ operation: 'GetImage', input: { imageBuildVersionArn: imageArn } }]);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(JSON.parse(answer.body)).toMatchObject({
      requestId: 'r-1',
      image: { arn: imageArn, deprecationTime: 1_785_000_000.5, tags: {} },
    });
  });

  test('reads members from the body', async () => {
    const input = { owner: 'Self', filters: [{ name: 'platform', values: ['Linux'] }] };
    const answer = await call('POST', '/ListImages', { body: JSON.stringify(input) });
    expect(answer.status).toBe(200);
    expect(seen).toEqual([{ operation: 'ListImages', input }]);
  });

  test('reads a label from the path, where the ARN is percent-encoded', async () => {
    const answer = await call('GET', `/tags/${encodeURIComponent(imageArn)}`);
    expect(seen).toEqual([{ operation: 'ListTagsForResource', input: { resourceArn: imageArn } }]);
    expect(JSON.parse(answer.body)).toEqual({ tags: { Team: 'Design' } });
  });

  test('reads a list from a query key that comes more than once', async () => {
    const path = `/tags/${encodeURIComponent(imageArn)}?tagKeys=Team&tagKeys=Stage`;
    await call('DELETE', path);
    expect(seen).toEqual([
      {
        operation: 'UntagResource',
        input: { resourceArn: imageArn, tagKeys: ['Team', 'Stage'] },
      },
    ]);
  });

  test.each([
    ['GET', '/ListImages'],
    ['POST', '/NoSuchOperation'],
    ['GET', `/tags/${imageArn}`],
  ])('knows no %s %s', async (method, path) => {
    const answer = await call(method, path);
    expect(answer.status).toBe(404);
    expect(answer.headers['x-amzn-errortype']).toMatch(/^UnknownOperationException:/u);
  });

  test.each([
    ['GET', '/GetImage', '', "Value null at 'imageBuildVersionArn'"],
    ['GET', '/GetImage?imageBuildVersionArn=arn', '', 'regular expression pattern'],
    ['POST', '/ListImages', '{"maxResults":26}', 'value less than or equal to 25'],
    ['POST', '/ListImages', '{"MaxResults":5}', "'MaxResults' is not a member of the model"],
    ['POST', '/ListImages?maxResults=5', '{}', "'?maxResults' is not a member of the model"],
    [
      'GET',
      '/GetImage',
      `{"imageBuildVersionArn":"${imageArn}"}`,
      "'imageBuildVersionArn in the body' is not a member",
    ],
  ])('refuses %s %s with %s', async (method, path, body, message) => {
    const answer = await call(method, path, { body });
    expect(answer.status).toBe(400);
    expect(answer.headers['x-amzn-errortype']).toMatch(/^ValidationException:/u);
    expect(answer.body).toContain(message);
    expect(seen).toEqual([]);
  });

  test('names errors in a header, with the status of the model', async () => {
    const path = `/DeleteImage?imageBuildVersionArn=${encodeURIComponent(imageArn)}`;
    const answer = await call('DELETE', path);
    expect(answer.status).toBe(400);
    expect(answer.headers['x-amzn-errortype']).toMatch(/^ResourceDependencyException:/u);
    expect(JSON.parse(answer.body)).toEqual({ message: 'Something still uses it' });
  });

  test('refuses an error that the operation does not declare', async () => {
    const body = JSON.stringify({ imageBuildVersionArn: imageArn, clientToken: 't' });
    const answer = await call('PUT', '/CancelImageCreation', { body });
    expect(answer.status).toBe(500);
  });

  test('answers bad signatures with 403', async () => {
    const answer = await call('GET', '/GetImage', { service: 'appstream' });
    expect(answer.status).toBe(403);
    expect(answer.headers['x-amzn-errortype']).toMatch(/^InvalidSignatureException:/u);
  });

  test('throttles with the status that is declared', async () => {
    const { errors = [] } = modelOf('imagebuilder').operations['ListImages'] ?? {};
    expect(errors.map((error) => error.shape)).toContain('CallRateLimitExceededException');
    fake.server.faults.add({
      service: 'imagebuilder',
      kind: 'throttle',
      form: 'TooManyRequestsException',
    });
    expect((await call('POST', '/ListImages', { body: '{}' })).status).toBe(429);
  });
});
