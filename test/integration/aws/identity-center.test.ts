import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  SSOClient,
} from '@aws-sdk/client-sso';
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIdentityCenter, type IdentityCenter } from '@/lib/aws/identity-center';
import { reveal } from '@/lib/credentials/secret';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import { fetchThrough } from '../../aws/agent';
import type { FaultRule } from '../../aws/faults';
import { approve, deny } from '../../aws/identity-center';
import { callsOf } from '../../aws/log';
import {
  customerAccount,
  govAccount,
  identityCenterRegion as region,
  ownerAccount,
  sandboxAccount,
  startUrl,
} from '../../support/scenarios';
import { startFake, startOfTime, type Fake } from '../fake-aws/harness';
import { deviceGrant } from '../fake-aws/sign-in';

/** One call as it went over the wire, and what was answered. */
interface Exchange {
  readonly sent: Sent;
  readonly answer: { readonly status: number; readonly headers: Headers; readonly text: string };
}

/** What tells AWS which operation is meant, and by whom. */
interface Sent {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly type: string | undefined;
  readonly token: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

let fake: Fake;
let center: IdentityCenter;
let exchanges: Exchange[];
let waits: number[];

beforeEach(async () => {
  fake = await startFake();
  exchanges = [];
  waits = [];
  const send = fetchThrough(fake.agent);
  center = createIdentityCenter({
    fetch: async (url, init) => {
      const { host, pathname, searchParams } = new URL(url);
      const headers = new Headers(init.headers);
      const answer = await send(url, init);
      const text = await answer.clone().text();
      exchanges.push({
        sent: {
          method: init.method ?? 'GET',
          host,
          path: pathname,
          query: Object.fromEntries(searchParams),
          type: headers.get('content-type') ?? undefined,
          token: headers.get('x-amz-sso_bearer_token') ?? undefined,
          authorization: headers.get('authorization') ?? undefined,
          body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
        },
        answer: { status: answer.status, headers: answer.headers, text },
      });
      return answer;
    },
    wait: async (milliseconds) => void waits.push(milliseconds),
    random: () => 0.5,
  });
});

afterEach(() => fake.stop());

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const begin = async () => {
  const registration = valueOf(await center.register(region));
  const device = valueOf(await center.startDevice(region, registration, startUrl));
  return { registration, device, poll: () => center.poll(region, registration, device.code) };
};

const signIn = async (): Promise<string> => {
  const { device, poll } = await begin();
  approve(fake.world, device.userCode);
  const answer = valueOf(await poll());
  if (answer.state !== 'signed-in') throw new Error(answer.state);
  return answer.token;
};

const refused = (reason: string) => failed({ kind: 'sign-in', reason });

/** A token as long as nobody lets go of it. */
const heldAs = (token: string) => async () => ok(token);

describe('the device grant', () => {
  it('gives a code to compare, and a token once the person has allowed it', async () => {
    const { device, poll } = await begin();
    expect(device).toMatchObject({
      userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
      address: `https://device.sso.${region}.amazonaws.com/?user_code=${device.userCode}`,
      lifetime: 600_000,
      interval: 1000,
    });
    expect(await poll()).toEqual(ok({ state: 'pending' }));
    fake.clock.advance(1000);
    approve(fake.world, device.userCode);
    expect(await poll()).toEqual(
      ok({ state: 'signed-in', token: expect.stringMatching(/^CANARY/), lifetime: 8 * 3_600_000 }),
    );
  });

  it('is told to slow down when it asks too fast', async () => {
    const { poll } = await begin();
    await poll();
    expect(await poll()).toEqual(ok({ state: 'slow-down' }));
  });

  it('ends when the person does not allow it', async () => {
    const { device, poll } = await begin();
    deny(fake.world, device.userCode);
    expect(await poll()).toEqual(refused('denied'));
  });

  it('ends when the code is too old, or was used already', async () => {
    const first = await begin();
    fake.clock.advance(600_000);
    expect(await first.poll()).toEqual(refused('too-late'));
    const second = await begin();
    approve(fake.world, second.device.userCode);
    await second.poll();
    fake.clock.advance(1000);
    expect(await second.poll()).toEqual(refused('too-late'));
  });

  it('is not begun at a portal that is not there', async () => {
    const registration = valueOf(await center.register(region));
    const elsewhere = 'https://d-0000000000.awsapps.com/start';
    expect(await center.startDevice(region, registration, elsewhere)).toEqual(
      refused('wrong-portal'),
    );
  });

  it('says what AWS says of what it does not know', async () => {
    const wrong = { clientId: 'nobody', clientSecret: 'nothing' };
    expect(await center.startDevice(region, wrong, startUrl)).toEqual(
      failed({
        kind: 'unknown',
        detail: 'InvalidClientException: Invalid client provided',
      }),
    );
  });

  it('asks for the token once, whatever becomes of the answer', async () => {
    for (const fault of [
      { kind: 'truncated' },
      { kind: 'reset' },
      { kind: 'server-error', status: 500 },
    ] as const) {
      const { device, poll } = await begin();
      approve(fake.world, device.userCode);
      fake.server.faults.add({ ...fault, operation: 'CreateToken' });
      const before = callsOf(fake.server.log, 'CreateToken').length;
      const answer = await poll();
      expect(answer.ok || answer.problem.kind).toMatch(/^(?:offline|aws-fault)$/);
      expect(callsOf(fake.server.log, 'CreateToken')).toHaveLength(before + 1);
    }
    expect(waits).toEqual([]);
  });
});

describe('the access portal', () => {
  it('lists every account of every page', async () => {
    const token = await signIn();
    const user = [...(fake.world.identityCenters.get(startUrl)?.users.values() ?? [])][0];
    for (let index = 0; index < 230; index += 1) {
      const accountId = String(700_000_000_000 + index);
      const details = { accountName: `team ${index}`, emailAddress: `${index}@example.com` };
      user?.assignments.set(accountId, { accountId, ...details, roleNames: new Set() });
    }
    const accounts = valueOf(await center.listAccounts(region, heldAs(token)));
    expect(accounts.map(({ account }) => account).toSorted()).toEqual(
      [...(user?.assignments.keys() ?? [])].toSorted(),
    );
    expect(accounts).toContainEqual({
      account: ownerAccount,
      name: 'images',
      email: 'aws-images@example.com',
    });
    expect(callsOf(fake.server.log, 'ListAccounts')).toHaveLength(3);
  });

  it('lists the roles of an account', async () => {
    const token = await signIn();
    expect(await center.listRoles(region, heldAs(token), sandboxAccount)).toEqual(
      ok(['Administrator', 'ImageOperator', 'ImageReader']),
    );
    fake.server.faults.add({ kind: 'empty-page', operation: 'ListAccountRoles' });
    expect(valueOf(await center.listRoles(region, heldAs(token), sandboxAccount))).toHaveLength(3);
  });

  it('gives the credentials of a role, and when they end', async () => {
    const token = await signIn();
    const { keys, expiresAt } = valueOf(
      await center.roleCredentials(region, heldAs(token), ownerAccount, 'ImageReader'),
    );
    expect(keys.accessKeyId).toMatch(/^ASIA/);
    expect(reveal(keys.secretAccessKey)).toMatch(/^CANARY/);
    expect(keys.sessionToken && reveal(keys.sessionToken)).toMatch(/^CANARY/);
    expect(expiresAt).toBe(startOfTime + 3_600_000);
  });

  it.each([
    ['of another account', govAccount, 'ImageReader'],
    ['that the person does not have there', customerAccount, 'ImageOperator'],
  ])('gives none of a role %s', async (_, account, role) => {
    const token = await signIn();
    expect(await center.roleCredentials(region, heldAs(token), account, role)).toEqual(
      refused('not-assigned'),
    );
  });

  it('does not tell the roles of an account that is not the person’s', async () => {
    const token = await signIn();
    expect(await center.listRoles(region, heldAs(token), govAccount)).toEqual(
      refused('not-assigned'),
    );
  });

  const uses: readonly (readonly [string, (token: string) => Promise<Result<unknown>>])[] = [
    ['accounts', (token) => center.listAccounts(region, heldAs(token))],
    ['roles', (token) => center.listRoles(region, heldAs(token), ownerAccount)],
    [
      'credentials',
      (token) => center.roleCredentials(region, heldAs(token), ownerAccount, 'ImageReader'),
    ],
    ['a second end', (token) => center.logout(region, token)],
  ];

  it.each(uses)('knows no token after its end: %s', async (_, use) => {
    const token = await signIn();
    expect(await center.logout(region, token)).toEqual(ok(null));
    expect(await use(token)).toEqual(refused('ended'));
    const later = await signIn();
    fake.clock.advance(8 * 3_600_000);
    expect(await use(later)).toEqual(refused('ended'));
    expect(await use('nonsense')).toEqual(refused('ended'));
  });

  it('knows no token of another Region', async () => {
    const token = await signIn();
    expect(await center.listAccounts('us-east-1', heldAs(token))).toEqual(refused('ended'));
  });
});

describe('what goes wrong on the way', () => {
  const lasting: readonly (readonly [string, FaultRule, Problem['kind'], number])[] = [
    ['a throttle', { kind: 'throttle', form: 'TooManyRequestsException' }, 'throttled', 4],
    ['a throttle without a name', { kind: 'throttle', form: 'http429' }, 'throttled', 4],
    ['a fault', { kind: 'server-error', status: 500 }, 'aws-fault', 3],
    ['an answer that is cut off', { kind: 'truncated' }, 'aws-fault', 3],
    ['a proxy’s page', { kind: 'html-502' }, 'aws-fault', 3],
    ['a reset connection', { kind: 'reset' }, 'offline', 2],
  ];

  it.each(lasting)('%s is a problem of its own when it lasts', async (_, fault, kind, attempts) => {
    const token = await signIn();
    fake.server.faults.add({ ...fault, operation: 'ListAccounts', times: Infinity });
    expect(await center.listAccounts(region, heldAs(token))).toEqual(failed({ kind }));
    expect(callsOf(fake.server.log, 'ListAccounts')).toHaveLength(attempts);
    expect(waits).toHaveLength(attempts - 1);
  });

  it.each(lasting)('%s is survived when it passes', async (_, fault) => {
    const token = await signIn();
    fake.server.faults.add({ ...fault, operation: 'GetRoleCredentials' });
    const role = await center.roleCredentials(region, heldAs(token), ownerAccount, 'ImageReader');
    expect(role.ok).toBe(true);
    fake.server.faults.add({ ...fault, operation: 'RegisterClient' });
    expect((await center.register(region)).ok).toBe(true);
  });

  it.each([
    ['a page that limits', 429, '<html>Too many</html>', 'throttled'],
    ['a page that forbids', 403, '<html>Blocked</html>', 'aws-fault'],
    ['a page that welcomes', 200, '<html>Sign in to the network</html>', 'aws-fault'],
    ['another answer', 200, '{"accounts":[]}', 'ok'],
    ['half an account', 200, '{"accountList":[{"accountName":"x"}]}', 'aws-fault'],
    ['an error without a name', 400, '{"message":"no"}', 'unknown'],
    ['an error that is a list', 500, '[]', 'aws-fault'],
  ])('%s of a proxy is not taken for more than it is', async (_, status, text, kind) => {
    const odd = createIdentityCenter({
      fetch: async () => new Response(text, { status }),
      wait: async () => {},
      random: () => 0,
    });
    const answer = await odd.listAccounts(region, heldAs('token'));
    expect(answer.ok ? 'ok' : answer.problem.kind).toBe(kind);
  });

  it('is a problem, not an exception, in a Region that is not known', async () => {
    expect((await center.register('mars-1')).ok).toBe(false);
    expect((await center.listAccounts('mars-1', heldAs('token'))).ok).toBe(false);
    expect(exchanges).toEqual([]);
  });

  it('asks for no further page, and not again, with a token that was let go of', async () => {
    const urls: string[] = [];
    let letGo = false;
    const watched = createIdentityCenter({
      fetch: async (url) => {
        urls.push(url);
        letGo = true;
        return Response.json({ accountList: [], nextToken: 'more' });
      },
      wait: async () => {},
      random: () => 0,
    });
    const ended = failed<Problem>({ kind: 'sign-in', reason: 'ended' });
    const token = async () => (letGo ? ended : ok('token'));
    expect(await watched.listAccounts(region, token)).toEqual(ended);
    expect(await watched.listRoles(region, token, ownerAccount)).toEqual(ended);
    expect(urls).toHaveLength(1);
  });

  it('sends neither cookies nor a referrer, and follows no redirect', async () => {
    let seen: RequestInit = {};
    const watched = createIdentityCenter({
      fetch: async (_url, init) => {
        seen = init;
        return new Response('{}');
      },
      wait: async () => {},
      random: () => 0,
    });
    await watched.listAccounts(region, heldAs('token'));
    expect(seen).toMatchObject({
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: expect.any(AbortSignal),
    });
  });
});

const textOf = (body: string | Uint8Array) =>
  typeof body === 'string' ? body : new TextDecoder().decode(body);

/** Clients of the SDK that are answered what our last call was, and what they sent. */
function replayed() {
  const exchange = exchanges.at(-1);
  if (!exchange) throw new Error('nothing was sent');
  let sent: Sent | undefined;
  const requestHandler = {
    async handle(raw: {
      readonly method: string;
      readonly hostname: string;
      readonly path: string;
      readonly query: Readonly<Record<string, unknown>>;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }) {
      sent = {
        method: raw.method,
        host: raw.hostname,
        path: raw.path,
        query: raw.query,
        type: raw.headers['content-type'],
        token: raw.headers['x-amz-sso_bearer_token'],
        authorization: raw.headers['authorization'],
        body: raw.body && JSON.parse(textOf(raw.body)),
      };
      const { status: statusCode, headers, text } = exchange.answer;
      const body = new TextEncoder().encode(text);
      return { response: { statusCode, headers: Object.fromEntries(headers), body } };
    },
  };
  // The SDK takes any object with `handle`.
  const config = { region, maxAttempts: 1, requestHandler };
  return {
    oidc: new SSOOIDCClient(config),
    portal: new SSOClient(config),
    ours: exchange.sent,
    sent: () => sent,
  };
}

describe('beside the clients of the SDK', () => {
  it('a client is registered in the same way', async () => {
    const registration = valueOf(await center.register(region));
    const { oidc, ours, sent } = replayed();
    const { clientId, clientSecret } = await oidc.send(
      new RegisterClientCommand({
        clientName: 'Image Desk',
        clientType: 'public',
        scopes: ['sso:account:access'],
      }),
    );
    expect(ours).toEqual(sent());
    expect(registration).toEqual({ clientId, clientSecret });
  });

  it('a code is asked for in the same way', async () => {
    const { registration, device } = await begin();
    const { oidc, ours, sent } = replayed();
    const got = await oidc.send(new StartDeviceAuthorizationCommand({ ...registration, startUrl }));
    expect(ours).toEqual(sent());
    expect(device).toEqual({
      code: got.deviceCode,
      userCode: got.userCode,
      address: got.verificationUriComplete,
      lifetime: (got.expiresIn ?? 0) * 1000,
      interval: (got.interval ?? 0) * 1000,
    });
  });

  it('a token is asked for in the same way', async () => {
    const { registration, device, poll } = await begin();
    approve(fake.world, device.userCode);
    const answer = valueOf(await poll());
    const { oidc, ours, sent } = replayed();
    const got = await oidc.send(
      new CreateTokenCommand({ ...registration, grantType: deviceGrant, deviceCode: device.code }),
    );
    expect(ours).toEqual(sent());
    expect(answer).toEqual({
      state: 'signed-in',
      token: got.accessToken,
      lifetime: (got.expiresIn ?? 0) * 1000,
    });
  });

  it.each([
    ['AuthorizationPendingException', () => {}, ok({ state: 'pending' })],
    ['AccessDeniedException', (userCode: string) => deny(fake.world, userCode), refused('denied')],
    ['ExpiredTokenException', () => fake.clock.advance(600_000), refused('too-late')],
  ])('%s is the same error', async (name, happen, expected) => {
    const { registration, device, poll } = await begin();
    happen(device.userCode);
    expect(await poll()).toEqual(expected);
    const { oidc, ours, sent } = replayed();
    const command = new CreateTokenCommand({
      ...registration,
      grantType: deviceGrant,
      deviceCode: device.code,
    });
    await expect(oidc.send(command)).rejects.toMatchObject({ name });
    expect(ours).toEqual(sent());
  });

  it('accounts are listed in the same way', async () => {
    const token = await signIn();
    const accounts = valueOf(await center.listAccounts(region, heldAs(token)));
    const { portal, ours, sent } = replayed();
    const got = await portal.send(new ListAccountsCommand({ accessToken: token, maxResults: 100 }));
    expect(ours).toEqual(sent());
    expect(accounts).toEqual(
      got.accountList?.map((each) => ({
        account: each.accountId,
        name: each.accountName,
        email: each.emailAddress,
      })),
    );
  });

  it('a further page is asked for in the same way', async () => {
    const token = await signIn();
    fake.server.faults.add({ kind: 'empty-page', operation: 'ListAccountRoles' });
    await center.listRoles(region, heldAs(token), sandboxAccount);
    const { portal, ours, sent } = replayed();
    const nextToken = String(ours.query['next_token']);
    expect(nextToken).not.toBe('undefined');
    const input = { accessToken: token, accountId: sandboxAccount, maxResults: 100, nextToken };
    await portal.send(new ListAccountRolesCommand(input));
    expect(ours).toEqual(sent());
  });

  it('roles are listed in the same way', async () => {
    const token = await signIn();
    const roles = valueOf(await center.listRoles(region, heldAs(token), sandboxAccount));
    const { portal, ours, sent } = replayed();
    const input = { accessToken: token, accountId: sandboxAccount, maxResults: 100 };
    const got = await portal.send(new ListAccountRolesCommand(input));
    expect(ours).toEqual(sent());
    expect(roles).toEqual(got.roleList?.map(({ roleName }) => roleName));
  });

  it('credentials are asked for in the same way', async () => {
    const token = await signIn();
    // A name with characters that a query has to encode.
    const role = 'a+b=c,d.e@f-g_h';
    const center2 = fake.world.identityCenters.get(startUrl);
    center2?.permissionSets.set(role, {
      name: role,
      sessionDuration: 3600,
      deniedActions: new Set(),
    });
    [...(center2?.users.values() ?? [])][0]?.assignments.get(ownerAccount)?.roleNames.add(role);
    const { keys, expiresAt } = valueOf(
      await center.roleCredentials(region, heldAs(token), ownerAccount, role),
    );
    const { portal, ours, sent } = replayed();
    const input = { accessToken: token, accountId: ownerAccount, roleName: role };
    const { roleCredentials } = await portal.send(new GetRoleCredentialsCommand(input));
    expect(ours).toEqual(sent());
    expect({
      accessKeyId: keys.accessKeyId,
      secretAccessKey: reveal(keys.secretAccessKey),
      sessionToken: keys.sessionToken && reveal(keys.sessionToken),
      expiration: expiresAt,
    }).toEqual(roleCredentials);
  });

  it.each([
    ['ForbiddenException', ownerAccount, 'Nonsense'],
    ['UnauthorizedException', ownerAccount, 'ImageReader'],
  ])('%s is the same error of the portal', async (name, account, role) => {
    const token = name === 'UnauthorizedException' ? 'nonsense' : await signIn();
    expect((await center.roleCredentials(region, heldAs(token), account, role)).ok).toBe(false);
    const { portal, ours, sent } = replayed();
    const input = { accessToken: token, accountId: account, roleName: role };
    await expect(portal.send(new GetRoleCredentialsCommand(input))).rejects.toMatchObject({ name });
    expect(ours).toEqual(sent());
  });

  it('a session is ended in the same way', async () => {
    const token = await signIn();
    await center.logout(region, token);
    const { portal, ours, sent } = replayed();
    await portal.send(new LogoutCommand({ accessToken: token }));
    expect(ours).toEqual(sent());
  });
});
