import { DescribeFleetsCommand } from '@aws-sdk/client-appstream';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPrincipal } from '../../aws/world';
import {
  credentialsOf,
  customerAccount,
  govAccount,
  ownerAccount,
  principalOf,
} from '../../support/scenarios';
import type { Fake } from './harness';
import { errorIn, raw, startFake, target, transfer } from './harness';

const minutes = (count: number) => count * 60_000;

let fake: Fake;
beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.stop());

describe('a good signature', () => {
  test('of an independent signer is accepted', async () => {
    const answer = await raw(fake);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toHaveProperty('Fleets');
  });

  test('of the SDK is accepted, and tells who called', async () => {
    const identity = await fake.sts(customerAccount).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: customerAccount,
      Arn: `arn:aws:sts::${customerAccount}:assumed-role/ImageAdministrator/jane.doe`,
    });
  });

  test('of a long-term key needs no session token', async () => {
    const owner = fake.world.accounts.get(ownerAccount);
    const user = owner?.principals.find((each) => each.sessionToken === undefined);
    expect(user?.arn).toBe(`arn:aws:iam::${ownerAccount}:user/build-robot`);
    const { accessKeyId = '', secretAccessKey = '' } = user ?? {};
    const answer = await raw(fake, { credentials: { accessKeyId, secretAccessKey } });
    expect(answer.status).toBe(200);
  });

  test('counts everywhere in its own partition, and in no other', async () => {
    const credentials = credentialsOf(fake.world, govAccount);
    const host = 'appstream2.us-gov-west-1.amazonaws.com';
    const home = await raw(fake, { credentials, host, region: 'us-gov-west-1' });
    expect(home.status).toBe(200);
    expect(errorIn(await raw(fake, { credentials })).code).toBe('UnrecognizedClientException');
  });

  test('signs extra headers when it says so', async () => {
    const headers = {
      ...target('DescribeFleets'),
      'x-amz-user-agent': 'two  spaces',
      te: 'trailers',
    };
    expect((await raw(fake, { headers })).status).toBe(200);
  });
});

describe('a bad signature', () => {
  test.each([
    ['another body', (wire: { body: string }) => (wire.body = '{"Names":["office-fleet"]}')],
    [
      'another operation',
      (wire: { headers: Record<string, string> }) =>
        Object.assign(wire.headers, target('DescribeImages')),
    ],
    ['another query', (wire: { path: string }) => (wire.path = '/?x=1')],
    [
      'another signature',
      (wire: { headers: Record<string, string> }) =>
        (wire.headers['authorization'] = (wire.headers['authorization'] ?? '').replace(
          /.$/u,
          (last) => (last === '0' ? '1' : '0'),
        )),
    ],
    [
      'no signature',
      (wire: { headers: Record<string, string> }) =>
        (wire.headers['authorization'] = (wire.headers['authorization'] ?? '').replace(
          /Signature=.*/u,
          'Signature=0',
        )),
    ],
    [
      'a false hash of the body',
      (wire: { headers: Record<string, string> }) =>
        (wire.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD'),
    ],
  ])('with %s does not match', async (_name, spoil) => {
    const error = errorIn(await raw(fake, { spoil }));
    expect(error.code).toBe('InvalidSignatureException');
    expect(error.message).toContain('does not match the signature you provided');
    expect(error.status).toBe(400);
  });

  test('of the wrong secret does not match, and the SDK names the error', async () => {
    const credentials = { ...credentialsOf(fake.world, ownerAccount), secretAccessKey: 'wrong' };
    expect(errorIn(await raw(fake, { credentials })).code).toBe('InvalidSignatureException');
    const client = fake.appstream();
    client.config.credentials = () => Promise.resolve(credentials);
    await expect(client.send(new DescribeFleetsCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
  });

  test.each([
    ['an unknown key', { accessKeyId: 'ASIA0000000000000000' }],
    ['a foreign session token', { sessionToken: 'CANARY/foreign' }],
    ['no session token', { sessionToken: undefined }],
  ])('of %s is not recognised', async (_name, change) => {
    const { accessKeyId, secretAccessKey, sessionToken } = {
      ...credentialsOf(fake.world, ownerAccount),
      ...change,
    };
    const credentials = {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
    };
    expect(errorIn(await raw(fake, { credentials }))).toMatchObject({
      code: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  });

  test('of a long-term key that comes with a session token is not recognised', async () => {
    const owner = fake.world.accounts.get(ownerAccount);
    const user = owner?.principals.find((each) => each.sessionToken === undefined);
    const { accessKeyId = '', secretAccessKey = '' } = user ?? {};
    const credentials = { accessKeyId, secretAccessKey, sessionToken: 'CANARY/any' };
    expect(errorIn(await raw(fake, { credentials })).code).toBe('UnrecognizedClientException');
  });

  test.each([
    ['another Region', { region: 'eu-west-1' }, 'valid region'],
    ['another service', { service: 'imagebuilder' }, "correct service: 'appstream'"],
  ])('for %s is refused', async (_name, scope, words) => {
    const error = errorIn(await raw(fake, scope));
    expect(error.code).toBe('InvalidSignatureException');
    expect(error.message).toContain(words);
  });

  test.each([
    ['x-amz-target', { 'content-type': 'application/x-amz-json-1.1' }],
    ['x-amz-date', target('DescribeFleets')],
  ])('that leaves out %s is refused', async (name, headers) => {
    const answer = await raw(fake, {
      headers,
      spoil(wire) {
        Object.assign(wire.headers, target('DescribeFleets'));
        wire.headers['authorization'] = (wire.headers['authorization'] ?? '').replace(
          `;${name}`,
          '',
        );
      },
    });
    expect(errorIn(answer).message).toContain(`'${name}' must be a 'SignedHeader'`);
  });

  test('is missing altogether', async () => {
    const host = 'appstream2.us-east-1.amazonaws.com';
    const headers = target('DescribeFleets');
    const answer = await transfer(fake, host, { method: 'POST', headers, body: '{}' });
    expect(errorIn(answer).code).toBe('MissingAuthenticationTokenException');
  });

  test.each(['AWS4-HMAC-SHA256 Credential=a/b', 'Bearer x', 'AWS4-HMAC-SHA256'])(
    'is incomplete: %s',
    async (authorization) => {
      const answer = await raw(fake, {
        spoil: (wire) => (wire.headers['authorization'] = authorization),
      });
      expect(errorIn(answer).code).toBe('IncompleteSignatureException');
    },
  );
});

describe('the clock', () => {
  test.each([-5, 5])('may be %d minutes off', async (count) => {
    const signedAt = fake.clock.now() + minutes(count);
    expect((await raw(fake, { signedAt })).status).toBe(200);
  });

  test('that is slow makes an expired signature', async () => {
    const signedAt = fake.clock.now() - minutes(5) - 1000;
    const error = errorIn(await raw(fake, { signedAt }));
    expect(error).toEqual({
      code: 'InvalidSignatureException',
      message:
        'Signature expired: 20260801T115459Z is now earlier than 20260801T115500Z (20260801T120000Z - 5 min.)',
      status: 400,
    });
  });

  test('that is fast makes a signature that is not yet current', async () => {
    const signedAt = fake.clock.now() + minutes(5) + 1000;
    const { code, message } = errorIn(await raw(fake, { signedAt }));
    expect(code).toBe('InvalidSignatureException');
    expect(message).toMatch(/^Signature not yet current: 20260801T120501Z is still later than/u);
  });

  test('is corrected by the SDK from what the fake answers', async () => {
    const client = fake.appstream(ownerAccount, 'us-east-1', 2);
    client.config.systemClockOffset += minutes(30);
    const before = fake.server.log.length;
    await client.send(new DescribeFleetsCommand({}));
    expect(fake.server.log.slice(before).map((entry) => entry.outcome)).toEqual([
      'InvalidSignatureException',
      'ok',
    ]);
  });
});

describe('temporary credentials', () => {
  test('expire by the clock of the world', async () => {
    const other = await startFake();
    const principal = principalOf(other.world, ownerAccount);
    other.clock.advance((principal.expiresAt ?? 0) - other.clock.now() - 1);
    expect((await raw(other)).status).toBe(200);
    other.clock.advance(1);
    expect(errorIn(await raw(other))).toEqual({
      code: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
      status: 400,
    });
    await other.stop();
  });

  test('have other error names in the query protocol of STS', async () => {
    const expired = addPrincipal(
      fake.world.accounts.get(ownerAccount) ?? expect.fail('no owner account'),
      {
        accessKeyId: 'ASIAEXPIRED000000000',
        secretAccessKey: 'CANARY/expired',
        sessionToken: 'CANARY/expired/token',
        expiresAt: fake.clock.now(),
      },
    );
    const identify = (change: object) => {
      const client = new STSClient({
        region: 'us-east-1',
        maxAttempts: 1,
        systemClockOffset: fake.clock.now() - Date.now(),
        requestHandler: { httpsAgent: fake.agent },
        credentials: { ...credentialsOf(fake.world, ownerAccount), ...change },
      });
      return client.send(new GetCallerIdentityCommand({}));
    };
    const { accessKeyId, secretAccessKey, sessionToken } = expired;
    await expect(
      identify({ accessKeyId, secretAccessKey, sessionToken, expiration: undefined }),
    ).rejects.toMatchObject({ name: 'ExpiredToken', $metadata: { httpStatusCode: 403 } });
    await expect(identify({ secretAccessKey: 'wrong' })).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
    await expect(identify({ accessKeyId: 'ASIA0' })).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });

  test('are refused with 403 where the newer pages of AWS are followed', async () => {
    const other = await startFake({ errorStatus: 'newer' });
    const credentials = { ...credentialsOf(other.world, ownerAccount), secretAccessKey: 'wrong' };
    expect(errorIn(await raw(other, { credentials })).status).toBe(403);
    await other.stop();
  });
});

describe('permissions', () => {
  test('are denied by action, and GetCallerIdentity cannot be denied', async () => {
    const { deniedActions } = principalOf(fake.world, customerAccount);
    deniedActions.add('appstream:DescribeFleets');
    deniedActions.add('sts:GetCallerIdentity');
    await expect(
      fake.appstream(customerAccount).send(new DescribeFleetsCommand({})),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `User: arn:aws:sts::${customerAccount}:assumed-role/ImageAdministrator/jane.doe is not authorized to perform: appstream:DescribeFleets`,
      ),
    });
    await fake.sts(customerAccount).send(new GetCallerIdentityCommand({}));
    await fake.appstream().send(new DescribeFleetsCommand({}));
    deniedActions.clear();
  });
});
