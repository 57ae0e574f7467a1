import { DescribeImagesCommand, UpdateImagePermissionsCommand } from '@aws-sdk/client-appstream';
import type { AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addRole } from '../../aws/roles';
import type { Account } from '../../aws/world';
import {
  credentialsOf,
  customerAccount,
  externalId,
  govAccount,
  longTermOf,
  mfaDevice,
  ownerAccount,
  principalOf,
  roleArns,
} from '../../support/scenarios';
import type { Fake } from './harness';
import { failureOf, raw, startFake, startOfTime } from './harness';

let fake: Fake;
/** Signs with the long-term key of the owner's user. */
let robot: STSClient;
beforeAll(async () => {
  fake = await startFake();
  robot = fake.stsAs(longTermOf(fake.world, ownerAccount));
});
afterAll(() => fake.stop());
beforeEach(() => {
  longTermOf(fake.world, ownerAccount).mfaDevices.set(mfaDevice.serialNumber, mfaDevice.code);
  fake.server.log.length = 0;
});

const operator = {
  RoleArn: roleArns.imageOperator,
  RoleSessionName: 'desk',
  ExternalId: externalId,
};
const audit = { RoleArn: roleArns.imageAudit, RoleSessionName: 'desk' };
const admin = { RoleArn: roleArns.imageAdmin, RoleSessionName: 'desk' };

/** Assumes a role, and gives the credentials as clients take them. */
async function assume(client: STSClient, input: AssumeRoleCommandInput) {
  const { Credentials, AssumedRoleUser } = await client.send(new AssumeRoleCommand(input));
  if (!Credentials) throw new Error('no credentials');
  return {
    accessKeyId: Credentials.AccessKeyId ?? '',
    secretAccessKey: Credentials.SecretAccessKey ?? '',
    sessionToken: Credentials.SessionToken ?? '',
    expiration: Credentials.Expiration,
    user: AssumedRoleUser,
  };
}

function refusal(input: AssumeRoleCommandInput, client = robot) {
  return failureOf(client.send(new AssumeRoleCommand(input)));
}

function account(id: string): Account {
  return fake.world.accounts.get(id) ?? expect.fail(id);
}

const robotArn = `arn:aws:iam::${ownerAccount}:user/build-robot`;

function notAuthorized(arn: string, roleArn: string) {
  return {
    name: 'AccessDenied',
    message: `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    status: 403,
  };
}

describe('a role that is assumed', () => {
  test("gives credentials of the role's account, for an hour unless asked for less", async () => {
    const issued = await assume(robot, operator);
    expect(issued.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/u);
    expect(issued.secretAccessKey).toMatch(/^CANARY[A-Za-z0-9/+=]{34}$/u);
    expect(issued.sessionToken).toMatch(/^CANARY/u);
    expect(issued.expiration?.getTime()).toBe(startOfTime + 3_600_000);
    const arn = `arn:aws:sts::${customerAccount}:assumed-role/ImageOperator/desk`;
    expect(issued.user).toEqual({
      Arn: arn,
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:desk$/u),
    });
    const identity = await fake.stsAs(issued).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: customerAccount,
      Arn: arn,
      UserId: issued.user?.AssumedRoleId,
    });
    const short = await assume(robot, { ...operator, DurationSeconds: 900 });
    expect(short.expiration?.getTime()).toBe(startOfTime + 900_000);
  });

  test('never gives the same credentials twice', async () => {
    const both = [await assume(robot, operator), await assume(robot, operator)];
    for (const key of ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const) {
      expect(new Set(both.map((each) => each[key])).size).toBe(2);
    }
  });

  test('may do what the role may, and no more', async () => {
    const client = fake.appstreamAs(await assume(robot, audit));
    const images = await client.send(new DescribeImagesCommand({ Type: 'PRIVATE' }));
    expect(images.Images?.length).toBeGreaterThan(5);
    const change = new UpdateImagePermissionsCommand({
      Name: 'analytics-linux',
      SharedAccountId: customerAccount,
      ImagePermissions: { allowFleet: true },
    });
    expect(await failureOf(client.send(change))).toMatchObject({ name: 'AccessDeniedException' });
    const { deniedActions } = account(ownerAccount).roles.get('ImageAudit') ?? expect.fail();
    deniedActions.add('appstream:DescribeImages');
    const now = await failureOf(client.send(new DescribeImagesCommand({})));
    expect(now).toMatchObject({ name: 'AccessDeniedException' });
    deniedActions.delete('appstream:DescribeImages');
  });

  test('expires at its time', async () => {
    const other = await startFake();
    const from = other.stsAs(longTermOf(other.world, ownerAccount));
    const issued = await assume(from, { ...operator, DurationSeconds: 900 });
    const expires = new Date(issued.expiration ?? 0).getTime();
    other.clock.advance(899_000);
    await other.stsAs(issued).send(new GetCallerIdentityCommand({}));
    other.clock.advance(1000);
    expect(other.clock.now()).toBe(expires);
    const expired = await failureOf(other.appstreamAs(issued).send(new DescribeImagesCommand({})));
    expect(expired.name).toBe('ExpiredTokenException');
    // AssumeRole declares an ExpiredTokenException, which is not the error of an expired session.
    expect(await refusal(audit, other.stsAs(issued))).toEqual({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
      status: 403,
    });
    await other.stop();
  });

  test('keeps the source identity, and gives the same ids in every world', async () => {
    const other = await startFake();
    const from = other.stsAs(longTermOf(other.world, ownerAccount));
    const first = await from.send(new AssumeRoleCommand({ ...audit, SourceIdentity: 'jane' }));
    expect(first.SourceIdentity).toBe('jane');
    const again = await startFake();
    const { accessKeyId } = await assume(again.stsAs(longTermOf(again.world, ownerAccount)), audit);
    expect(accessKeyId).toBe(first.Credentials?.AccessKeyId);
    await other.stop();
    await again.stop();
  });
});

describe('trust', () => {
  test.each([
    ['another external id', { ...operator, ExternalId: 'desk-2025' }],
    ['no external id', { RoleArn: roleArns.imageOperator, RoleSessionName: 'desk' }],
    ['no MFA', admin],
    ['a role that is not there', { ...audit, RoleArn: `${roleArns.imageAudit}s` }],
    [
      'an account that is not there',
      { ...audit, RoleArn: 'arn:aws:iam::000000000001:role/ImageAudit' },
    ],
    [
      'a role of another partition',
      { ...audit, RoleArn: `arn:aws-us-gov:iam::${govAccount}:role/ImageAudit` },
    ],
    [
      'the wrong partition',
      { ...audit, RoleArn: roleArns.imageAudit.replace('arn:aws:', 'arn:aws-cn:') },
    ],
    [
      'a path that the role has not',
      { ...audit, RoleArn: roleArns.imageAudit.replace('role/', 'role/x/') },
    ],
  ])('refuses %s, always in the same words', async (_what, input) => {
    expect(await refusal(input)).toEqual(notAuthorized(robotArn, input.RoleArn));
  });

  test('refuses whom the role does not name', async () => {
    const from = principalOf(fake.world, customerAccount).arn;
    expect(await refusal(operator, fake.sts(customerAccount))).toEqual(
      notAuthorized(from, roleArns.imageOperator),
    );
  });

  test.each([
    ['its account', ownerAccount],
    ["its account's root", `arn:aws:iam::${ownerAccount}:root`],
    ['itself', `arn:aws:sts::${ownerAccount}:assumed-role/ImageAdministrator/jane.doe`],
    ['its role', `arn:aws:iam::${ownerAccount}:role/ImageAdministrator`],
  ])('is given to a caller by %s', async (_what, name) => {
    const role = addRole(account(customerAccount), { name: 'Trusting', trusts: [name] });
    const input = { RoleArn: role.arn, RoleSessionName: 'desk', ExternalId: 'is-ignored' };
    expect((await assume(fake.sts(), input)).user?.Arn).toContain('assumed-role/Trusting/desk');
  });

  test('is not given by the name of another user or role', async () => {
    const role = addRole(account(customerAccount), {
      name: 'Trusting',
      trusts: [`arn:aws:iam::${ownerAccount}:role/Other`, robotArn],
    });
    const input = { RoleArn: role.arn, RoleSessionName: 'desk' };
    expect((await refusal(input, fake.sts())).name).toBe('AccessDenied');
    expect((await assume(robot, input)).user).toBeDefined();
  });

  test('does not help who is denied the action', async () => {
    const { deniedActions } = longTermOf(fake.world, ownerAccount);
    deniedActions.add('sts:AssumeRole');
    expect(await refusal(audit)).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`User: ${robotArn} is not authorized to perform`),
    });
    deniedActions.clear();
  });

  test('is asked for by an ARN that is one', async () => {
    const RoleArn = 'arn:aws:iam::111122223333:user/build-robot';
    expect(await refusal({ ...audit, RoleArn })).toEqual({
      name: 'ValidationError',
      message: `${RoleArn} is invalid`,
      status: 400,
    });
  });
});

describe('MFA', () => {
  const withMfa = { SerialNumber: mfaDevice.serialNumber, TokenCode: mfaDevice.code };

  test('opens a role that asks for it, once for each code', async () => {
    expect((await assume(robot, { ...admin, ...withMfa })).user?.Arn).toContain('ImageAdmin/desk');
    expect((await refusal({ ...admin, ...withMfa })).message).toMatch(/invalid MFA one time pass/u);
    const { mfaDevices } = longTermOf(fake.world, ownerAccount);
    mfaDevices.set(mfaDevice.serialNumber, '000001');
    await assume(robot, { ...admin, ...withMfa, TokenCode: '000001' });
  });

  test.each([
    [
      'a wrong code',
      { ...withMfa, TokenCode: '000000' },
      'failed with invalid MFA one time pass code.',
    ],
    [
      'a device of somebody else',
      { ...withMfa, SerialNumber: `arn:aws:iam::${ownerAccount}:mfa/jane.doe` },
      'failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    ],
    [
      'a device without a code',
      { SerialNumber: mfaDevice.serialNumber },
      'failed, must provide both MFA serial number and one time pass code.',
    ],
    [
      'a code without a device',
      { TokenCode: mfaDevice.code },
      'failed, must provide both MFA serial number and one time pass code.',
    ],
  ])('refuses %s, also where the role asks for none', async (_what, mfa, message) => {
    for (const input of [admin, audit]) {
      const { name, status, message: said } = await refusal({ ...input, ...mfa });
      expect({ name, status, said: said.trim() }).toEqual({
        name: 'AccessDenied',
        status: 403,
        said: `MultiFactorAuthentication ${message}`,
      });
    }
  });

  test('is refused with the space at the end that AWS writes', async () => {
    const form = { Action: 'AssumeRole', Version: '2011-06-15', ...admin, ...withMfa };
    const answer = await raw(fake, {
      host: 'sts.us-east-1.amazonaws.com',
      service: 'sts',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      credentials: longTermOf(fake.world, ownerAccount),
      body: new URLSearchParams({ ...form, TokenCode: '000000' }).toString(),
    });
    expect(answer.body).toContain('invalid MFA one time pass code. </Message>');
  });

  test('has codes of six digits', async () => {
    const { name, message } = await refusal({ ...admin, ...withMfa, TokenCode: '12345' });
    expect(name).toBe('ValidationError');
    expect(message).toContain("at 'tokenCode' failed to satisfy constraint");
  });
});

describe('the duration', () => {
  test("may be the role's longest, and no longer", async () => {
    const longest = await assume(robot, { ...audit, DurationSeconds: 7200 });
    expect(longest.expiration?.getTime()).toBe(startOfTime + 7_200_000);
    expect(await refusal({ ...audit, DurationSeconds: 7201 })).toEqual({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      status: 400,
    });
    expect((await refusal({ ...operator, DurationSeconds: 3601 })).message).toContain(
      'exceeds the MaxSessionDuration',
    );
  });

  test('is an hour at most for a role that a role assumes', async () => {
    const chained = await assume(fake.sts(), { ...audit, DurationSeconds: 3600 });
    expect(chained.expiration?.getTime()).toBe(startOfTime + 3_600_000);
    for (const credentials of [credentialsOf(fake.world, ownerAccount), chained]) {
      expect(await refusal({ ...audit, DurationSeconds: 3601 }, fake.stsAs(credentials))).toEqual({
        name: 'ValidationError',
        message:
          'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
        status: 400,
      });
    }
  });

  test.each([899, 43_201])('of %i seconds is off the model', async (DurationSeconds) => {
    const { name, message } = await refusal({ ...audit, DurationSeconds });
    expect(name).toBe('ValidationError');
    expect(message).toContain("at 'durationSeconds' failed to satisfy constraint");
  });
});

test('a session policy is not played, and nobody is led to think so', async () => {
  const other = await startFake();
  await refusal({ ...audit, Policy: '{}' }, other.stsAs(longTermOf(other.world, ownerAccount)));
  await expect(other.stop()).rejects.toThrow('session policies are not played');
});

test('the log holds no secret, no code, and no value that the model does not know', async () => {
  const input = { ...admin, SerialNumber: mfaDevice.serialNumber, TokenCode: mfaDevice.code };
  const issued = await assume(robot, input);
  await fake.stsAs(issued).send(new GetCallerIdentityCommand({}));
  await raw(fake, {
    host: 'sts.us-east-1.amazonaws.com',
    service: 'sts',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `Action=AssumeRole&Version=2011-06-15&tokenCode=${mfaDevice.code}`,
  });
  expect(fake.server.log.map((entry) => entry.input)).toEqual([
    { ...input, TokenCode: '[sensitive]' },
    {},
    { tokenCode: '[unknown]' },
  ]);
  expect(fake.server.log[1]).toMatchObject({ account: ownerAccount, mutating: false });
  const log = JSON.stringify(fake.server.log);
  for (const secret of ['CANARY', mfaDevice.code, issued.sessionToken]) {
    expect(log).not.toContain(secret);
  }
});
