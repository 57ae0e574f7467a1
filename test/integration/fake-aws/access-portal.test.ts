import { DescribeImagesCommand, UpdateImagePermissionsCommand } from '@aws-sdk/client-appstream';
import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  paginateListAccountRoles,
  paginateListAccounts,
} from '@aws-sdk/client-sso';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mutatingCalls } from '../../aws/log';
import {
  customerAccount,
  govAccount,
  identityCenterRegion,
  ownerAccount,
  roleArns,
  sandboxAccount,
  startUrl,
} from '../../support/scenarios';
import type { Fake } from './harness';
import { failureOf, startFake, startOfTime, transfer } from './harness';
import { signIn } from './sign-in';

let fake: Fake;
let accessToken: string;
beforeEach(async () => {
  fake = await startFake();
  accessToken = await signIn(fake);
});
afterEach(() => fake.stop());

/** Takes the credentials of a role, as clients want them. */
async function credentialsFor(accountId: string, roleName: string) {
  const { roleCredentials } = await fake
    .portal()
    .send(new GetRoleCredentialsCommand({ accessToken, accountId, roleName }));
  const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = roleCredentials ?? {};
  const expiration = new Date(roleCredentials?.expiration ?? 0);
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}

/** What every operation answers to a token. */
function failures(token: string, region?: string) {
  const portal = fake.portal(region);
  const input = { accessToken: token, accountId: ownerAccount, roleName: 'ImageReader' };
  return Promise.all([
    failureOf(portal.send(new ListAccountsCommand({ accessToken: token }))),
    failureOf(portal.send(new ListAccountRolesCommand(input))),
    failureOf(portal.send(new GetRoleCredentialsCommand(input))),
    failureOf(portal.send(new LogoutCommand({ accessToken: token }))),
  ]);
}

describe('the accounts', () => {
  test('are those that the person is assigned to', async () => {
    const { accountList, nextToken } = await fake
      .portal()
      .send(new ListAccountsCommand({ accessToken }));
    expect(accountList).toEqual([
      {
        accountId: ownerAccount,
        accountName: 'images',
        emailAddress: 'aws-images@example.com',
      },
      {
        accountId: customerAccount,
        accountName: 'front-office',
        emailAddress: 'aws-front-office@example.com',
      },
      {
        accountId: sandboxAccount,
        accountName: 'sandbox',
        emailAddress: 'aws-sandbox@example.com',
      },
    ]);
    expect(nextToken).toBeUndefined();
  });

  test('come in pages', async () => {
    const pages: number[] = [];
    const ids: (string | undefined)[] = [];
    const config = { client: fake.portal(), pageSize: 2 };
    for await (const { accountList = [] } of paginateListAccounts(config, { accessToken })) {
      pages.push(accountList.length);
      ids.push(...accountList.map(({ accountId }) => accountId));
    }
    expect(pages).toEqual([2, 1]);
    expect(ids).toEqual([ownerAccount, customerAccount, sandboxAccount]);
  });

  test('do not come in pages of none or of more than 100, or after a token that is none', async () => {
    for (const off of [{ maxResults: 0 }, { maxResults: 101 }, { nextToken: 'guessed' }]) {
      const list = new ListAccountsCommand({ accessToken, ...off });
      expect(await failureOf(fake.portal().send(list))).toMatchObject({
        name: 'InvalidRequestException',
        status: 400,
      });
    }
  });

  test('come in pages of 20 when no size is asked for', async () => {
    const user = [...(fake.world.identityCenters.get(startUrl)?.users.values() ?? [])][0];
    for (let index = 0; index < 30; index += 1) {
      const accountId = String(700_000_000_000 + index);
      user?.assignments.set(accountId, {
        accountId,
        accountName: `team ${index}`,
        emailAddress: 'team@example.com',
        roleNames: new Set(),
      });
    }
    const page = await fake.portal().send(new ListAccountsCommand({ accessToken }));
    expect(page.accountList).toHaveLength(20);
    expect(page.nextToken).toBeDefined();
  });
});

describe('the roles of an account', () => {
  test('are those that the person may have, in pages', async () => {
    const names: (string | undefined)[] = [];
    const config = { client: fake.portal(), pageSize: 2 };
    const input = { accessToken, accountId: sandboxAccount };
    for await (const { roleList = [] } of paginateListAccountRoles(config, input)) {
      expect(roleList.map(({ accountId }) => accountId)).toEqual(
        roleList.map(() => sandboxAccount),
      );
      names.push(...roleList.map(({ roleName }) => roleName));
    }
    expect(names).toEqual(['Administrator', 'ImageOperator', 'ImageReader']);
  });

  test('are not told for an account that the person is not assigned to', async () => {
    const list = new ListAccountRolesCommand({ accessToken, accountId: govAccount });
    expect(await failureOf(fake.portal().send(list))).toMatchObject({
      name: 'ResourceNotFoundException',
      status: 404,
    });
  });
});

describe('the credentials of a role', () => {
  test('are those of a session in that account', async () => {
    const credentials = await credentialsFor(sandboxAccount, 'ImageOperator');
    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/u);
    expect(credentials.secretAccessKey).toMatch(/^CANARY/u);
    expect(credentials.sessionToken).toMatch(/^CANARY/u);
    expect(credentials.expiration.getTime()).toBe(startOfTime + 3_600_000);
    const identity = await fake.stsAs(credentials).send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe(sandboxAccount);
    expect(identity.Arn).toMatch(
      /^arn:aws:sts::666677778888:assumed-role\/AWSReservedSSO_ImageOperator_[0-9a-f]{16}\/jane\.doe@example\.com$/u,
    );
    const other = await credentialsFor(ownerAccount, 'ImageOperator');
    const { Arn } = await fake.stsAs(other).send(new GetCallerIdentityCommand({}));
    const suffix = /_([0-9a-f]{16})\//u;
    expect(suffix.exec(Arn ?? '')?.[1]).not.toBe(suffix.exec(identity.Arn ?? '')?.[1]);
  });

  test('last as long as the permission set says, and may do what it may', async () => {
    const long = await credentialsFor(sandboxAccount, 'Administrator');
    expect(long.expiration.getTime()).toBe(startOfTime + 12 * 3_600_000);
    const reader = fake.appstreamAs(await credentialsFor(ownerAccount, 'ImageReader'));
    const images = await reader.send(new DescribeImagesCommand({ Type: 'PRIVATE' }));
    expect(images.Images?.length).toBeGreaterThan(5);
    const change = new UpdateImagePermissionsCommand({
      Name: 'analytics-linux',
      SharedAccountId: customerAccount,
      ImagePermissions: { allowFleet: true },
    });
    expect((await failureOf(reader.send(change))).name).toBe('AccessDeniedException');
    fake.clock.advance(3_600_000);
    expect((await failureOf(reader.send(change))).name).toBe('ExpiredTokenException');
  });

  test('are of a role session: a role that they assume lasts an hour at most', async () => {
    const client = fake.stsAs(await credentialsFor(ownerAccount, 'ImageReader'));
    const input = { RoleArn: roleArns.imageAudit, RoleSessionName: 'desk' };
    const failure = await failureOf(
      client.send(new AssumeRoleCommand({ ...input, DurationSeconds: 7200 })),
    );
    expect(failure.message).toContain('role chaining');
    expect((await client.send(new AssumeRoleCommand(input))).Credentials).toBeDefined();
  });

  test.each([
    ['an account', govAccount, 'ImageReader'],
    ['a role of the account', customerAccount, 'ImageOperator'],
    ['a role that is none', ownerAccount, 'Nonsense'],
  ])('are not given for %s that the person is not assigned to', async (_what, accountId, role) => {
    const failure = await failureOf(credentialsFor(accountId, role));
    expect(failure).toEqual({ name: 'ForbiddenException', message: 'No access', status: 403 });
  });
});

describe('the token', () => {
  const invalid = {
    name: 'UnauthorizedException',
    message: 'Session token not found or invalid',
    status: 401,
  };

  test('must be one that was given', async () => {
    expect(await failures('guessed')).toEqual([invalid, invalid, invalid, invalid]);
  });

  test('must not have expired', async () => {
    fake.clock.advance(8 * 3_600_000 - 1);
    await fake.portal().send(new ListAccountsCommand({ accessToken }));
    fake.clock.advance(1);
    expect(await failures(accessToken)).toEqual([invalid, invalid, invalid, invalid]);
  });

  test('is of one Region', async () => {
    expect(await failures(accessToken, 'us-east-1')).toEqual([invalid, invalid, invalid, invalid]);
  });

  test('is no longer good after signing out, which role sessions outlive', async () => {
    const credentials = await credentialsFor(ownerAccount, 'ImageReader');
    await fake.portal().send(new LogoutCommand({ accessToken }));
    expect(await failures(accessToken)).toEqual([invalid, invalid, invalid, invalid]);
    await fake.stsAs(credentials).send(new GetCallerIdentityCommand({}));
  });
});

describe('on the wire', () => {
  const host = `portal.sso.${identityCenterRegion}.amazonaws.com`;

  test('the token is a header, the rest is the query', async () => {
    const answer = await transfer(fake, host, {
      path: `/federation/credentials?account_id=${ownerAccount}&role_name=ImageReader`,
      headers: { 'x-amz-sso_bearer_token': accessToken },
    });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({
      roleCredentials: { expiration: startOfTime + 3_600_000 },
    });
  });

  test('errors are named in the body too', async () => {
    const headers = { 'x-amz-sso_bearer_token': 'guessed' };
    const answer = await transfer(fake, host, { path: '/assignment/accounts', headers });
    expect(answer.headers['x-amzn-errortype']).toMatch(/^UnauthorizedException:/u);
    expect(JSON.parse(answer.body)).toEqual({
      message: 'Session token not found or invalid',
      __type: 'com.amazonaws.switchboard.portal#UnauthorizedException',
    });
  });

  test('a call without a token is off the model', async () => {
    const answer = await transfer(fake, host, { path: '/assignment/accounts' });
    expect(answer.status).toBe(400);
    expect(answer.headers['x-amzn-errortype']).toMatch(/^InvalidRequestException:/u);
  });
});

test('the log holds no secret, and nothing of this changes anything', async () => {
  const input = { accountId: ownerAccount, roleName: 'ImageReader' };
  await credentialsFor(input.accountId, input.roleName);
  expect(fake.server.log.at(-1)).toMatchObject({
    service: 'sso',
    operation: 'GetRoleCredentials',
    input: { ...input, accessToken: '[sensitive]' },
    path: '/federation/credentials',
    outcome: 'ok',
  });
  await fake.portal().send(new LogoutCommand({ accessToken }));
  expect(mutatingCalls(fake.server.log)).toEqual([]);
  expect(JSON.stringify(fake.server.log)).not.toContain('CANARY');
});
