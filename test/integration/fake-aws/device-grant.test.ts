import {
  CreateTokenCommand,
  CreateTokenWithIAMCommand,
  RegisterClientCommand,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { awsError } from '../../aws/errors';
import { approve, deny } from '../../aws/identity-center';
import { mutatingCalls } from '../../aws/log';
import { modelOf, shapeOf } from '../../aws/models';
import {
  credentialsOf,
  identityCenterRegion,
  ownerAccount,
  startUrl,
} from '../../support/scenarios';
import type { Fake } from './harness';
import { failureOf, startFake, startOfTime, transfer } from './harness';
import { deviceGrant, startSignIn } from './sign-in';

let fake: Fake;
beforeEach(async () => {
  fake = await startFake();
});
afterEach(() => fake.stop());

const startSeconds = startOfTime / 1000;
const host = `oidc.${identityCenterRegion}.amazonaws.com`;

/** Sends a call as `fetch` would, to see what is on the wire. */
async function post(path: string, body: object, at = host) {
  const answer = await transfer(fake, at, {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: answer.status,
    type: answer.headers['x-amzn-errortype']?.split(':')[0],
    body: JSON.parse(answer.body) as unknown,
  };
}

describe('a client', () => {
  test('is registered with a secret that expires after 90 days', async () => {
    const registered = await fake
      .oidc()
      .send(new RegisterClientCommand({ clientName: 'Image Desk', clientType: 'public' }));
    expect(registered).toMatchObject({
      clientId: expect.stringMatching(/^[0-9a-f]{32}$/u),
      clientSecret: expect.stringMatching(/^CANARY/u),
      clientIdIssuedAt: startSeconds,
      clientSecretExpiresAt: startSeconds + 90 * 86_400,
    });
  });

  test.each([
    ['of another type', { clientType: 'confidential' }, 'InvalidClientMetadataException'],
    ['with an unknown scope', { scopes: ['everything'] }, 'InvalidScopeException'],
    ['with an unknown grant', { grantTypes: ['password'] }, 'UnsupportedGrantTypeException'],
    ['without a name', { clientName: undefined }, 'InvalidRequestException'],
  ])('%s is refused', async (_what, changed, error) => {
    const input = { clientName: 'Image Desk', clientType: 'public', ...changed };
    const failure = await failureOf(fake.oidc().send(new RegisterClientCommand(input)));
    expect(failure).toMatchObject({ name: error, status: 400 });
  });

  test.each([
    ['with a wrong secret', { clientSecret: 'guessed' }, 0],
    ['with an unknown id', { clientId: 'guessed' }, 0],
    ['whose secret has expired', {}, 90 * 86_400_000],
  ])('%s is nobody', async (_what, changed, later) => {
    const { registered, poll } = await startSignIn(fake.oidc());
    fake.clock.advance(later);
    const start = new StartDeviceAuthorizationCommand({ ...registered, startUrl, ...changed });
    const create = new CreateTokenCommand({ ...poll, ...changed });
    const expected = { name: 'InvalidClientException', status: 401 };
    expect(await failureOf(fake.oidc().send(start))).toMatchObject(expected);
    expect(await failureOf(fake.oidc().send(create))).toMatchObject(expected);
  });

  test('of another Region is nobody', async () => {
    const { registered } = await startSignIn(fake.oidc());
    const start = new StartDeviceAuthorizationCommand({ ...registered, startUrl });
    const failure = await failureOf(fake.oidc('us-east-1').send(start));
    expect(failure.name).toBe('InvalidClientException');
  });
});

describe('a device code', () => {
  test('comes with a code for the person, and where to confirm it', async () => {
    const { device, userCode } = await startSignIn(fake.oidc());
    const verificationUri = `https://device.sso.${identityCenterRegion}.amazonaws.com/`;
    expect(userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/u);
    expect(device).toMatchObject({
      deviceCode: expect.stringMatching(/^CANARY/u),
      verificationUri,
      verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
      expiresIn: 600,
      interval: 1,
    });
    const other = await startSignIn(fake.oidc());
    expect(other.userCode).not.toBe(userCode);
    expect(other.device.deviceCode).not.toBe(device.deviceCode);
  });

  test.each([`${startUrl}/`, `${startUrl}#/`, `${startUrl}/#/`])(
    'is given for the start URL as browsers show it: %s',
    async (url) => {
      expect((await startSignIn(fake.oidc(), url)).userCode).not.toBe('');
    },
  );

  test.each(['https://d-0000000000.awsapps.com/start', 'https://d-1234567890.awsapps.com', ''])(
    'is not given for a start URL that nobody has: %s',
    async (url) => {
      const failure = await failureOf(startSignIn(fake.oidc(), url));
      expect(failure).toMatchObject({ name: 'InvalidRequestException', status: 400 });
    },
  );

  test('is given in the wrong Region too, and can then not be confirmed', async () => {
    const { poll, userCode } = await startSignIn(fake.oidc('us-east-1'));
    expect(() => approve(fake.world, userCode)).toThrow('Invalid grant provided');
    const failure = await failureOf(fake.oidc('us-east-1').send(new CreateTokenCommand(poll)));
    expect(failure.name).toBe('AuthorizationPendingException');
  });
});

describe('a token', () => {
  test('is given when the person has approved, and once', async () => {
    const { poll, userCode } = await startSignIn(fake.oidc());
    const create = () => fake.oidc().send(new CreateTokenCommand(poll));
    expect(await failureOf(create())).toMatchObject({
      name: 'AuthorizationPendingException',
      status: 400,
    });
    approve(fake.world, userCode);
    fake.clock.advance(1000);
    expect(await create()).toMatchObject({
      accessToken: expect.stringMatching(/^CANARY/u),
      refreshToken: expect.stringMatching(/^CANARY/u),
      tokenType: 'Bearer',
      expiresIn: 8 * 3600,
    });
    fake.clock.advance(1000);
    expect(await failureOf(create())).toMatchObject({ name: 'InvalidGrantException', status: 400 });
    expect(() => approve(fake.world, userCode)).toThrow('Invalid code');
  });

  test('lasts as long as the instance says', async () => {
    const center = fake.world.identityCenters.get(startUrl) ?? expect.fail();
    center.sessionDuration = 120;
    const { poll, userCode } = await startSignIn(fake.oidc());
    approve(fake.world, userCode);
    const { expiresIn } = await fake.oidc().send(new CreateTokenCommand(poll));
    expect(expiresIn).toBe(120);
  });

  test('cannot be refreshed by a client without a scope', async () => {
    const client = fake.oidc();
    const { clientId, clientSecret } = await client.send(
      new RegisterClientCommand({ clientName: 'x', clientType: 'public' }),
    );
    const registered = { clientId, clientSecret };
    const { deviceCode, userCode = '' } = await client.send(
      new StartDeviceAuthorizationCommand({ ...registered, startUrl }),
    );
    approve(fake.world, userCode);
    const token = await client.send(
      new CreateTokenCommand({ ...registered, deviceCode, grantType: deviceGrant }),
    );
    expect(token.accessToken).toBeDefined();
    expect(token.refreshToken).toBeUndefined();
  });

  test('is refused when the person denied it', async () => {
    const { poll, userCode } = await startSignIn(fake.oidc());
    deny(fake.world, userCode);
    const failure = await failureOf(fake.oidc().send(new CreateTokenCommand(poll)));
    expect(failure).toMatchObject({ name: 'AccessDeniedException', status: 400 });
    expect(() => approve(fake.world, userCode)).toThrow('Invalid code');
  });

  test('is refused when nobody confirmed the code in its ten minutes', async () => {
    const { poll, userCode } = await startSignIn(fake.oidc());
    fake.clock.advance(599_999);
    const create = () => failureOf(fake.oidc().send(new CreateTokenCommand(poll)));
    expect((await create()).name).toBe('AuthorizationPendingException');
    fake.clock.advance(1);
    expect(await create()).toMatchObject({ name: 'ExpiredTokenException', status: 400 });
    expect(() => approve(fake.world, userCode)).toThrow('Invalid code');
  });

  test('is refused to who polls faster than the interval, and five seconds more from then on', async () => {
    const center = fake.world.identityCenters.get(startUrl) ?? expect.fail();
    center.interval = 2;
    const { device, poll } = await startSignIn(fake.oidc());
    expect(device.interval).toBe(2);
    const after = async (milliseconds: number) => {
      fake.clock.advance(milliseconds);
      return (await failureOf(fake.oidc().send(new CreateTokenCommand(poll)))).name;
    };
    expect(await after(0)).toBe('AuthorizationPendingException');
    expect(await after(2000)).toBe('AuthorizationPendingException');
    expect(await after(1000)).toBe('SlowDownException');
    expect(await after(2000)).toBe('SlowDownException');
    expect(await after(12_000)).toBe('AuthorizationPendingException');
    expect(await after(11_000)).toBe('AuthorizationPendingException');
    expect(await after(10_000)).toBe('SlowDownException');
  });

  test.each([
    ['an unknown device code', { deviceCode: 'guessed' }, 'InvalidGrantException'],
    ['no device code', { deviceCode: undefined }, 'InvalidRequestException'],
    ['an unknown grant', { grantType: 'password' }, 'UnsupportedGrantTypeException'],
    ['no grant', { grantType: undefined }, 'InvalidRequestException'],
  ])('is refused for %s', async (_what, changed, error) => {
    const { poll } = await startSignIn(fake.oidc());
    const create = new CreateTokenCommand({ ...poll, ...changed });
    expect(await failureOf(fake.oidc().send(create))).toMatchObject({ name: error, status: 400 });
  });

  test('is refused to a client that did not ask for the code', async () => {
    const { poll, userCode } = await startSignIn(fake.oidc());
    const other = await startSignIn(fake.oidc());
    approve(fake.world, userCode);
    const stolen = { ...other.poll, deviceCode: poll.deviceCode };
    const failure = await failureOf(fake.oidc().send(new CreateTokenCommand(stolen)));
    expect(failure.name).toBe('InvalidGrantException');
  });
});

describe('on the wire', () => {
  test('errors are those of OAuth, with the name in a header', async () => {
    const { poll } = await startSignIn(fake.oidc());
    expect(await post('/token', poll)).toEqual({
      status: 400,
      type: 'AuthorizationPendingException',
      body: {
        error: 'authorization_pending',
        error_description: 'Authorization is still pending',
      },
    });
    expect(await post('/token', poll)).toMatchObject({
      type: 'SlowDownException',
      body: { error: 'slow_down' },
    });
    expect(await post('/token', { ...poll, clientSecret: 'guessed' })).toEqual({
      status: 401,
      type: 'InvalidClientException',
      body: { error: 'invalid_client', error_description: 'Invalid client provided' },
    });
    expect(await post('/token', { ...poll, grantType: 'password' })).toMatchObject({
      body: { error: 'unsupported_grant_type' },
    });
    expect(await post('/client/register', { clientName: 'x' })).toMatchObject({
      status: 400,
      type: 'InvalidRequestException',
      body: { error: 'invalid_request' },
    });
  });

  test("every error's code is the one that the model documents", async () => {
    const model = modelOf('sso-oidc');
    const errors = Object.values(model.operations['CreateToken']?.errors ?? []);
    expect(errors).toHaveLength(11);
    let code = '';
    const other = await startFake({
      unsignedHandlers: {
        'sso-oidc': {
          CreateToken() {
            throw awsError(code, 'said so');
          },
        },
      },
    });
    for (const { shape } of errors) {
      code = shape;
      const member = shapeOf(model, shape).members?.['error'];
      const documented = /value will be <code>([a-z_]+)<\/code>/u.exec(member?.documentation ?? '');
      const answer = await transfer(other, host, {
        method: 'POST',
        path: '/token',
        body: JSON.stringify({ clientId: 'x', clientSecret: 'x', grantType: deviceGrant }),
      });
      expect(JSON.parse(answer.body)).toEqual({
        error: documented?.[1],
        error_description: 'said so',
      });
    }
    await other.stop();
  });

  test('a signature is neither asked for nor looked at', async () => {
    const answer = await transfer(fake, host, {
      method: 'POST',
      path: '/client/register',
      headers: { 'content-type': 'application/json', authorization: 'AWS4-HMAC-SHA256 nonsense' },
      body: JSON.stringify({ clientName: 'Image Desk', clientType: 'public' }),
    });
    expect(answer.status).toBe(200);
    expect(fake.server.log.at(-1)).toMatchObject({ outcome: 'ok', operation: 'RegisterClient' });
    expect(fake.server.log.at(-1)).not.toHaveProperty('account');
  });

  test('a signature is asked for where the model wants one', async () => {
    expect(await post('/token?aws_iam=t', { clientId: 'x', grantType: deviceGrant })).toMatchObject(
      {
        status: 403,
        type: 'MissingAuthenticationTokenException',
      },
    );
    expect(fake.server.log.at(-1)?.operation).toBe('CreateTokenWithIAM');
  });
});

test('what is not played says so', async () => {
  const other = await startFake();
  const { poll } = await startSignIn(other.oidc());
  const refresh = { ...poll, grantType: 'refresh_token', refreshToken: 'x' };
  await failureOf(other.oidc().send(new CreateTokenCommand(refresh)));
  const credentials = credentialsOf(other.world, ownerAccount);
  const signed = other.oidc(identityCenterRegion, credentials);
  await failureOf(
    signed.send(new CreateTokenWithIAMCommand({ clientId: 'x', grantType: deviceGrant })),
  );
  expect(other.server.failures).toEqual([
    'sso-oidc:CreateToken: refresh_token is not played',
    'sso-oidc:CreateTokenWithIAM: the operation has no handler',
  ]);
  await expect(other.stop()).rejects.toThrow('The fake AWS failed');
});

test('the log holds no secret and no code, and signing in changes nothing', async () => {
  const { poll, userCode } = await startSignIn(fake.oidc());
  approve(fake.world, userCode);
  await fake.oidc().send(new CreateTokenCommand(poll));
  await post('/token', { ...poll, device_code: poll.deviceCode });
  expect(fake.server.log.map((entry) => entry.input)).toEqual([
    { clientName: 'Image Desk', clientType: 'public', scopes: ['sso:account:access'] },
    { clientId: poll.clientId, clientSecret: '[sensitive]', startUrl },
    {
      clientId: poll.clientId,
      clientSecret: '[sensitive]',
      deviceCode: '[sensitive]',
      grantType: deviceGrant,
    },
    {
      clientId: poll.clientId,
      clientSecret: '[sensitive]',
      deviceCode: '[sensitive]',
      device_code: '[unknown]',
      grantType: deviceGrant,
    },
  ]);
  expect(mutatingCalls(fake.server.log)).toEqual([]);
  const log = JSON.stringify(fake.server.log);
  expect(log).not.toContain('CANARY');
  expect(log).not.toContain(userCode);
});
