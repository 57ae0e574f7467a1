import { EventEmitter, once } from 'node:events';
import {
  CreateImageBuilderCommand,
  DescribeFleetsCommand,
  DescribeImagesCommand,
  UpdateImagePermissionsCommand,
  paginateDescribeImages,
} from '@aws-sdk/client-appstream';
import { ListAccountsCommand } from '@aws-sdk/client-sso';
import { CreateTokenCommand } from '@aws-sdk/client-sso-oidc';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ThrottleForm } from '../../aws/faults';
import { callsOf } from '../../aws/log';
import { ownImage, regionOf } from '../../aws/world';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import type { Fake } from './harness';
import { failureOf, raw, startFake } from './harness';
import { startSignIn } from './sign-in';

let fake: Fake;
beforeAll(async () => {
  fake = await startFake();
});
afterEach(() => {
  expect(fake.server.faults.pending()).toEqual([]);
  fake.server.faults.clear();
  fake.server.log.length = 0;
});
afterAll(() => fake.stop());

const describeFleets = () => fake.appstream().send(new DescribeFleetsCommand({}));
const outcomes = () => fake.server.log.map((entry) => entry.outcome);

function shareKiosk(account: string) {
  return fake.appstream().send(
    new UpdateImagePermissionsCommand({
      Name: 'kiosk',
      SharedAccountId: account,
      ImagePermissions: { allowFleet: true, allowImageBuilder: false },
    }),
  );
}

function kioskIsSharedWith(account: string): boolean {
  const kiosk = ownImage(regionOf(fake.world, 'us-east-1'), ownerAccount, 'kiosk');
  return kiosk?.permissions.has(account) ?? false;
}

describe('throttling', () => {
  test.each([
    ['ThrottlingException', 400],
    ['Throttling', 400],
    ['TooManyRequestsException', 429],
    ['RequestLimitExceeded', 503],
  ] as const)('as %s with status %d', async (form, status) => {
    fake.server.faults.add({ operation: 'DescribeFleets', kind: 'throttle', form });
    await expect(describeFleets()).rejects.toMatchObject({
      name: form,
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: status },
    });
    await describeFleets();
    expect(outcomes()).toEqual([form, 'ok']);
  });

  test('as a bare 429', async () => {
    fake.server.faults.add({ operation: 'DescribeFleets', kind: 'throttle', form: 'http429' });
    expect(await raw(fake)).toMatchObject({ status: 429, body: '' });
  });

  test('as RequestLimitExceededException only where it is declared', async () => {
    const fault = { kind: 'throttle', form: 'RequestLimitExceededException' } as const;
    expect(() => fake.server.faults.add({ ...fault, operation: 'DescribeFleets' })).toThrow(
      'does not declare',
    );
    fake.server.faults.add({ ...fault, service: 'appstream' });
    await describeFleets();
    await expect(
      fake.appstream().send(new CreateImageBuilderCommand({ Name: 'b', InstanceType: 'x' })),
    ).rejects.toMatchObject({
      name: 'RequestLimitExceededException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('is Throttling in the query protocol', async () => {
    const form: ThrottleForm = 'ThrottlingException';
    fake.server.faults.add({ service: 'sts', kind: 'throttle', form });
    await expect(fake.sts().send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'Throttling',
    });
  });

  test('is retried by the SDK', async () => {
    fake.server.faults.add({
      operation: 'DescribeFleets',
      kind: 'throttle',
      form: 'ThrottlingException',
    });
    await fake.appstream(ownerAccount, 'us-east-1', 2).send(new DescribeFleetsCommand({}));
    expect(outcomes()).toEqual(['ThrottlingException', 'ok']);
  });
});

describe('a rate', () => {
  test('lets a burst pass, then refuses until time has passed', async () => {
    const limited = await startFake({ rate: { perSecond: 2, burst: 3 } });
    const codes = async (count: number) => {
      const answers = [];
      for (let call = 0; call < count; call += 1) answers.push((await raw(limited)).status);
      return answers;
    };
    expect(await codes(4)).toEqual([200, 200, 200, 400]);
    limited.clock.advance(500);
    expect(await codes(2)).toEqual([200, 400]);
    expect((await raw(limited, { account: customerAccount })).status).toBe(200);
    const list = () =>
      failureOf(limited.portal().send(new ListAccountsCommand({ accessToken: 'x' })));
    const names = [await list(), await list(), await list(), await list()].map(({ name }) => name);
    expect(names.slice(-2)).toEqual(['UnauthorizedException', 'ThrottlingException']);
    await limited.stop();
  });
});

describe('failures of the service', () => {
  test.each([
    [500, 'InternalFailure'],
    [503, 'ServiceUnavailable'],
  ] as const)('%d', async (status, name) => {
    fake.server.faults.add({ operation: 'DescribeFleets', kind: 'server-error', status });
    await expect(describeFleets()).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: status },
    });
  });

  test('a page of a proxy', async () => {
    fake.server.faults.add({ operation: 'DescribeFleets', kind: 'html-502' });
    const answer = await raw(fake);
    expect(answer.status).toBe(502);
    expect(answer.headers['content-type']).toBe('text/html');
    expect(answer.body).toContain('<html>');
  });

  test('half an answer, after the change was made', async () => {
    fake.server.faults.add({ operation: 'DescribeFleets', kind: 'truncated' });
    const half = await raw(fake);
    const whole = await raw(fake);
    expect(whole.body.startsWith(half.body)).toBe(true);
    expect(half.body.length).toBe(Math.floor(whole.body.length / 2));
    fake.server.faults.add({ operation: 'DescribeFleets', kind: 'truncated' });
    await expect(describeFleets()).rejects.toThrow();
    expect(outcomes()).toEqual(['truncated', 'ok', 'truncated']);
  });

  test('a connection that breaks before the change', async () => {
    fake.server.faults.add({ operation: 'UpdateImagePermissions', kind: 'reset' });
    await expect(shareKiosk('121212121212')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(kioskIsSharedWith('121212121212')).toBe(false);
    expect(outcomes()).toEqual(['reset']);
  });

  test('a connection that breaks after the change', async () => {
    fake.server.faults.add({ operation: 'UpdateImagePermissions', kind: 'reset', when: 'after' });
    await expect(shareKiosk('131313131313')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(kioskIsSharedWith('131313131313')).toBe(true);
  });

  test('an answer that waits until it is let go', async () => {
    const gate = new EventEmitter();
    const until = once(gate, 'open');
    fake.server.faults.add({ operation: 'DescribeFleets', kind: 'slow', until });
    const slow = describeFleets();
    await fake.sts().send(new GetCallerIdentityCommand({}));
    gate.emit('open');
    await slow;
    expect(fake.server.log.map((entry) => entry.operation)).toEqual([
      'GetCallerIdentity',
      'DescribeFleets',
    ]);
  });
});

describe('failures of the caller', () => {
  test('a token that expires after some calls', async () => {
    const remove = fake.server.faults.add({ kind: 'expired-token', after: 2, times: Infinity });
    await describeFleets();
    await fake.sts().send(new GetCallerIdentityCommand({}));
    await expect(describeFleets()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    await expect(describeFleets()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    remove();
    await describeFleets();
  });

  test('access that is denied to one account, some times', async () => {
    fake.server.faults.add({ account: customerAccount, kind: 'access-denied', times: 2 });
    await describeFleets();
    const customer = fake.appstream(customerAccount);
    for (const _ of [1, 2]) {
      await expect(customer.send(new DescribeFleetsCommand({}))).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining('is not authorized to perform: appstream:DescribeFleets'),
      });
    }
    await customer.send(new DescribeFleetsCommand({}));
  });
});

describe('an empty page', () => {
  test('has a token, and nothing is lost', async () => {
    fake.server.faults.add({ operation: 'DescribeImages', kind: 'empty-page', times: 2 });
    const sizes: (number | undefined)[] = [];
    const config = { client: fake.appstream(), pageSize: 10 };
    for await (const page of paginateDescribeImages(config, { Type: 'PRIVATE' })) {
      sizes.push(page.Images?.length);
    }
    expect(sizes).toEqual([0, 0, 10]);
  });
});

describe('faults', () => {
  test('meet in the order in which they were added, and one call each', async () => {
    fake.server.faults.add({ operation: 'DescribeFleets', kind: 'server-error', status: 500 });
    fake.server.faults.add({ operation: 'DescribeFleets', kind: 'server-error', status: 503 });
    await fake.appstream().send(new DescribeImagesCommand({}));
    for (const name of ['InternalFailure', 'ServiceUnavailable']) {
      await expect(describeFleets()).rejects.toMatchObject({ name });
    }
    await describeFleets();
    expect(callsOf(fake.server.log, 'DescribeFleets')).toHaveLength(3);
  });

  test('for an operation that no service has are refused', () => {
    expect(() => fake.server.faults.add({ operation: 'Frobnicate', kind: 'reset' })).toThrow(
      'No service has an operation Frobnicate',
    );
  });

  test('of a caller meet no call without one, and are refused for an operation that has none', async () => {
    const { faults } = fake.server;
    const remove = faults.add({ kind: 'expired-token', times: Infinity });
    const removeOther = faults.add({ account: ownerAccount, kind: 'reset', times: Infinity });
    await startSignIn(fake.oidc());
    remove();
    removeOther();
    for (const kind of ['expired-token', 'access-denied'] as const) {
      expect(() => faults.add({ operation: 'GetRoleCredentials', kind })).toThrow(
        `GetRoleCredentials takes no signature, so it cannot answer ${kind}`,
      );
    }
  });

  test('of the service meet calls without a signature too', async () => {
    const { faults } = fake.server;
    const { poll } = await startSignIn(fake.oidc());
    const create = () => failureOf(fake.oidc().send(new CreateTokenCommand(poll)));
    faults.add({
      service: 'sso-oidc',
      operation: 'CreateToken',
      kind: 'server-error',
      status: 503,
    });
    expect((await create()).name).toBe('ServiceUnavailable');
    faults.add({ service: 'sso', kind: 'throttle', form: 'TooManyRequestsException' });
    expect((await create()).name).toBe('AuthorizationPendingException');
    const list = new ListAccountsCommand({ accessToken: 'x' });
    expect(await failureOf(fake.portal().send(list))).toMatchObject({
      name: 'TooManyRequestsException',
      status: 429,
    });
  });
});
