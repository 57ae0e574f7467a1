import { createHash, X509Certificate } from 'node:crypto';
import { DescribeFleetsCommand, DescribeImagesCommand } from '@aws-sdk/client-appstream';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsError } from '../../aws/errors';
import { unexpectedRequests } from '../../aws/log';
import { readHost } from '../../aws/hosts';
import { modelOf } from '../../aws/models';
import { query } from '../../aws/protocols/query';
import { startServer } from '../../aws/server';
import { isPlayed } from '../../support/browser';
import {
  believableWorld,
  credentialsOf,
  govAccount,
  missingIconPath,
  ownerAccount,
} from '../../support/scenarios';
import type { Fake } from './harness';
import { raw, startFake, target, transfer } from './harness';

let fake: Fake;
beforeAll(async () => {
  fake = await startFake({
    console: (request, response) => {
      response.end(`console at ${request.headers.host ?? ''}${request.url ?? ''}`);
    },
  });
});
afterAll(() => fake.stop());

describe('hosts', () => {
  test.each([
    'console.aws.amazon.com',
    'us-east-1.console.aws.amazon.com',
    '111122223333-abcd1234.us-east-1.console.aws.amazon.com',
    'console.amazonaws-us-gov.com',
    'us-gov-west-1.console.amazonaws-us-gov.com',
    'console.amazonaws.cn',
    'cn-north-1.console.amazonaws.cn',
  ])('of the console are its own handler: %s', async (host) => {
    const answer = await transfer(fake, host, { path: '/appstream2/home?region=us-east-1' });
    expect(answer.body).toBe(`console at ${host}/appstream2/home?region=us-east-1`);
  });

  test('of the console are not found without a handler', async () => {
    const other = await startFake();
    const answer = await transfer(other, 'us-east-1.console.aws.amazon.com', {});
    expect(answer.status).toBe(404);
    expect(unexpectedRequests(other.server.log)).toEqual([]);
    await other.stop();
  });

  test.each(['icons.s3.us-east-1.amazonaws.com', 'icons.s3.amazonaws.com'])(
    'of S3 give icons: %s',
    async (host) => {
      const found = await transfer(fake, host, { path: '/icons/firefox.png?X-Amz-Expires=3600' });
      expect(found.headers['content-type']).toBe('image/png');
      const missing = await transfer(fake, host, { path: missingIconPath });
      expect(missing.status).toBe(403);
      expect(missing.body).toContain('AccessDenied');
    },
  );

  test('that nobody plays are not found, and recorded', async () => {
    const hosts = [
      'lambda.us-east-1.amazonaws.com',
      'appstream2.eu-north-1.amazonaws.com',
      'x.amazonaws.com',
    ];
    for (const host of hosts) expect((await transfer(fake, host, {})).status).toBe(404);
    expect(unexpectedRequests(fake.server.log).map((entry) => entry.host)).toEqual(hosts);
  });

  test('of services are reached in every Region and partition', async () => {
    const images = await fake
      .appstream(govAccount, 'us-gov-west-1')
      .send(new DescribeImagesCommand({ Type: 'PRIVATE' }));
    expect(images.Images).toMatchObject([
      { Arn: `arn:aws-us-gov:appstream:us-gov-west-1:${govAccount}:image/case-work` },
    ]);
    const identity = await raw(fake, {
      host: 'sts.amazonaws.com',
      service: 'sts',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    expect(identity.body).toMatch(
      /^<GetCallerIdentityResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><GetCallerIdentityResult><UserId>AROA[^<]+<\/UserId><Account>111122223333<\/Account><Arn>/u,
    );
  });
});

describe('the hosts of signing in', () => {
  test.each([
    ['oidc.eu-west-1.amazonaws.com', 'sso-oidc', 'eu-west-1'],
    ['oidc.cn-north-1.amazonaws.com.cn', 'sso-oidc', 'cn-north-1'],
    ['portal.sso.us-east-1.amazonaws.com', 'sso', 'us-east-1'],
    ['portal.sso.us-gov-west-1.amazonaws.com', 'sso', 'us-gov-west-1'],
    ['portal.sso.cn-north-1.amazonaws.com.cn', 'sso', 'cn-north-1'],
  ])('are a service of a Region: %s', (host, service, region) => {
    expect(readHost(host)).toMatchObject({ kind: 'service', model: { id: service }, region });
  });

  test.each([
    'device.sso.us-east-1.amazonaws.com',
    'device.sso.cn-north-1.amazonaws.com.cn',
    'd-1234567890.awsapps.com',
    'start.us-gov-home.awsapps.com',
  ])('are a page for the person: %s', (host) => {
    expect(readHost(host)).toEqual({ kind: 'verification' });
  });

  test.each([
    'oidc.amazonaws.com',
    'oidc.cn-north-1.amazonaws.com',
    'oidc.eu-west-1.amazonaws.com.cn',
    'sso.us-east-1.amazonaws.com',
    'x.portal.sso.us-east-1.amazonaws.com',
    'device.sso.us-east-1.amazonaws.com.example.com',
    'x.device.sso.us-east-1.amazonaws.com',
    'awsapps.com',
    'd-1234567890.notawsapps.com',
  ])('are no other: %s', (host) => {
    expect(readHost(host)).toEqual({ kind: 'unexpected' });
  });

  test.each([
    'oidc.us-east-1.amazonaws.com',
    'portal.sso.us-east-1.amazonaws.com',
    'device.sso.us-east-1.amazonaws.com',
    'd-1234567890.awsapps.com',
  ])('are played to browsers, and named by the certificate: %s', (host) => {
    expect(isPlayed(host)).toBe(true);
    expect(new X509Certificate(fake.server.certificate).checkHost(host)).toBeDefined();
  });
});

describe('the server', () => {
  test('sends no CORS headers, and knows no preflight', async () => {
    const host = 'appstream2.us-east-1.amazonaws.com';
    const preflight = await transfer(fake, host, {
      method: 'OPTIONS',
      headers: { origin: 'https://example.com', 'access-control-request-method': 'POST' },
    });
    const call = await raw(fake, { headers: { ...target('DescribeFleets'), origin: 'https://x' } });
    expect(preflight.status).toBe(400);
    expect(call.status).toBe(200);
    for (const { headers } of [preflight, call]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('tells the date of its world, and an id for every request', async () => {
    const answer = await raw(fake);
    expect(answer.headers['date']).toBe('Sat, 01 Aug 2026 12:00:00 GMT');
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/u);
  });

  test('tells its certificate and the hash of its key', () => {
    const certificate = new X509Certificate(fake.server.certificate);
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
    expect(fake.server.spki).toBe(createHash('sha256').update(key).digest('base64'));
    expect(certificate.checkHost('a-b.us-east-1.console.aws.amazon.com')).toBeDefined();
  });

  test('never logs a secret', async () => {
    await fake.appstream().send(new DescribeFleetsCommand({}));
    await fake.sts().send(new GetCallerIdentityCommand({}));
    const { secretAccessKey, sessionToken } = credentialsOf(fake.world, ownerAccount);
    const log = JSON.stringify(fake.server.log);
    for (const secret of [secretAccessKey, sessionToken, 'CANARY', 'Signature=']) {
      expect(log).not.toContain(secret);
    }
  });

  test('logs no value of a sensitive member', async () => {
    const other = await startFake({
      handlers: { appstream: { CreateUser: () => ({}) } },
    });
    const input = {
      UserName: 'jane@example.com',
      FirstName: 'Jane',
      AuthenticationType: 'USERPOOL',
    };
    const answer = await raw(other, { headers: target('CreateUser'), body: JSON.stringify(input) });
    expect(answer.status).toBe(200);
    expect(other.server.log.at(-1)?.input).toEqual({
      UserName: '[sensitive]',
      FirstName: '[sensitive]',
      AuthenticationType: 'USERPOOL',
    });
    await other.stop();
  });

  test('stands beside others, each with its own world', async () => {
    const other = await startServer({ world: believableWorld() });
    expect(other.port).not.toBe(fake.server.port);
    await other.close();
  });
});

describe('a fake that is wrong itself', () => {
  test.each([
    [
      'raises an error that the operation does not declare',
      () => {
        throw awsError('LimitExceededException', 'too many');
      },
      'appstream:DescribeFleets neither declares LimitExceededException nor is it common',
    ],
    ['answers what the model does not know', () => ({ Fleet: [] }), "'Fleet' is not a member"],
    ['answers a wrong type', () => ({ Fleets: [{ Name: 1 }] }), "at 'fleets.1.member.name'"],
  ])('%s: it says so, and fails to close', async (_what, handler, problem) => {
    const broken = await startFake({ handlers: { appstream: { DescribeFleets: handler } } });
    const answer = await raw(broken);
    expect(answer.status).toBe(500);
    expect(broken.server.log.at(-1)?.outcome).toBe('fake-broken');
    await expect(broken.stop()).rejects.toThrow(problem);
  });

  test('has no handler: it says so, and fails to close', async () => {
    const broken = await startFake();
    await raw(broken, { headers: target('DescribeDirectoryConfigs') });
    await expect(broken.stop()).rejects.toThrow(
      'DescribeDirectoryConfigs: the operation has no handler',
    );
  });
});

describe('the query protocol', () => {
  const model = modelOf('sts');
  const operation = model.operations['AssumeRole'] ?? expect.fail('no AssumeRole');

  test('reads lists and structures out of a form, and keeps what is unknown', () => {
    const form = new URLSearchParams({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: 'arn:aws:iam::111122223333:role/Share & manage',
      DurationSeconds: '900',
      'Tags.member.1.Key': 'Team',
      'Tags.member.1.Value': '',
      'Tags.member.2.Key': 'Stage',
      'Tags.member.2.Value': 'test',
      'TransitiveTagKeys.member.1': 'Team',
      Nonsense: 'x',
    });
    const request = {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: Buffer.from(form.toString()),
    };
    expect(query.route(model, request)).toBe(operation);
    expect(query.parse(model, operation, request)).toEqual({
      RoleArn: 'arn:aws:iam::111122223333:role/Share & manage',
      DurationSeconds: 900,
      Tags: [
        { Key: 'Team', Value: '' },
        { Key: 'Stage', Value: 'test' },
      ],
      TransitiveTagKeys: ['Team'],
      Nonsense: 'x',
    });
  });

  test('writes structures and times, escaped', () => {
    const output = {
      Credentials: { AccessKeyId: 'ASIA<&>', Expiration: new Date(Date.UTC(2026, 7, 1)) },
      PackedPolicySize: 6,
    };
    expect(query.write(model, operation, output, 'r-1').body).toContain(
      '<AssumeRoleResult><Credentials><AccessKeyId>ASIA&lt;&amp;&gt;</AccessKeyId><Expiration>2026-08-01T00:00:00Z</Expiration></Credentials><PackedPolicySize>6</PackedPolicySize></AssumeRoleResult>',
    );
  });
});
