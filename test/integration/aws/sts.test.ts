import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnector } from '@/lib/aws/connection';
import { problemOf } from '@/lib/aws/errors';
import { textIn } from '@/lib/aws/members';
import { createSend } from '@/lib/aws/send';
import { assumeRole, getCallerIdentity, type AssumeRoleRequest } from '@/lib/aws/sts';
import { reveal, secret, type Keys } from '@/lib/credentials/secret';
import type { Result } from '@/lib/result';
import { fetchThrough } from '../../aws/agent';
import type { FaultRule } from '../../aws/faults';
import { callsOf } from '../../aws/log';
import {
  credentialsOf,
  externalId,
  longTermOf,
  mfaDevice,
  ownerAccount,
  roleArns,
} from '../../support/scenarios';
import { startFake, type Fake } from '../fake-aws/harness';

// What STS is called with by hand, held against AWS's own client: the same on the wire, the same
// read of the answers.

/** What tells AWS what is wanted, and by whom. */
interface Sent {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly type: string | undefined;
  readonly token: string | undefined;
  /** The access key, the scope and the headers that are signed; not the signature, which has the time. */
  readonly authorization: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Plain {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const region = 'us-east-1';
const minute = 60_000;
const place = { endpoint: `https://sts.${region}.amazonaws.com`, region, service: 'sts' } as const;

let fake: Fake;
let bySdk: Sent[];
let byHand: Sent[];
/** How far this computer's clock is ahead of AWS's. */
let ahead: number;

beforeEach(async () => {
  fake = await startFake();
  [bySdk, byHand, ahead] = [[], [], 0];
});

afterEach(() => fake.stop());

function sentOf(method: string, url: URL, headers: Headers, body: string): Sent {
  const [, credential = '', signed = ''] =
    /Credential=([^,]+), SignedHeaders=([^,]+)/.exec(headers.get('authorization') ?? '') ?? [];
  const [key, , ...scope] = credential.split('/');
  // The SDK tells of itself, and of its attempts; what it signs beyond that must be signed here too.
  const own = /^(?:amz-sdk-.*|x-amz-user-agent|content-length)$/;
  const names = signed.split(';').filter((name) => !own.test(name));
  return {
    method,
    host: url.host,
    path: url.pathname,
    type: headers.get('content-type') ?? undefined,
    token: headers.get('x-amz-security-token') ?? undefined,
    authorization: [key, ...scope, ...names].join(' '),
    parameters: Object.fromEntries(new URLSearchParams(body)),
  };
}

const now = () => fake.clock.now() + ahead;
const keysOf = ({ accessKeyId, secretAccessKey, sessionToken }: Plain): Keys => ({
  accessKeyId,
  secretAccessKey: secret(secretAccessKey),
  ...(sessionToken !== undefined && { sessionToken: secret(sessionToken) }),
});

const send = (url: string, init: RequestInit) => {
  const body = typeof init.body === 'string' ? init.body : '';
  byHand.push(sentOf(init.method ?? 'GET', new URL(url), new Headers(init.headers), body));
  return fetchThrough(fake.agent)(url, init);
};

/** AWS's client, which makes one attempt. */
function sdkOf(credentials: Plain): STSClient {
  const client = new STSClient({
    region,
    credentials,
    maxAttempts: 1,
    systemClockOffset: now() - Date.now(),
    requestHandler: { httpsAgent: fake.agent },
  });
  client.middlewareStack.add(
    (next) => (args) => {
      const { method, hostname, path, headers, body } = args.request as {
        readonly method: string;
        readonly hostname: string;
        readonly path: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      };
      bySdk.push(sentOf(method, new URL(`https://${hostname}${path}`), new Headers(headers), body));
      return next(args);
    },
    // After everything, the signature among it.
    { step: 'finalizeRequest', priority: 'low' },
  );
  return client;
}

/** What is made by hand, as the product connects it; retries take no time. */
function handOf(credentials: Plain) {
  const connector = createConnector({ fetch: send, now, wait: async () => {}, random: () => 0 });
  return valueOf(connector.sts(region, keysOf(credentials)));
}

/** The same without retries and without problems: an error is thrown as it comes. */
function rawOf(credentials: Plain) {
  const sending = createSend({ fetch: send, now, timeout: 20_000 });
  return (operation: string, input: Readonly<Record<string, unknown>> = {}) =>
    sending(keysOf(credentials), place, {
      operation,
      input,
      read: (answer) => textIn(answer, 'Arn'),
    });
}

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
}

async function failureOf(
  calling: Promise<unknown>,
): Promise<Failure & { readonly error: unknown }> {
  try {
    await calling;
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
    };
    const { httpStatusCode: status, requestId } = $metadata ?? {};
    return { name, message, status, requestId, error };
  }
  throw new Error('It did not fail.');
}

const robot = () => longTermOf(fake.world, ownerAccount);
const temporary = () => credentialsOf(fake.world, ownerAccount);

const plain: AssumeRoleRequest = {
  roleArn: roleArns.imageOperator,
  sessionName: 'image+desk=a,b.c@d-e',
  durationSeconds: 1800,
  externalId,
};
const { externalId: _none, ...admin }: AssumeRoleRequest = {
  ...plain,
  roleArn: roleArns.imageAdmin,
};

const requests: readonly (readonly [string, AssumeRoleRequest])[] = [
  ['with an external id', plain],
  ['with a code', { ...admin, mfa: { serial: mfaDevice.serialNumber, code: mfaDevice.code } }],
];

const inputOf = ({
  roleArn,
  sessionName,
  durationSeconds,
  externalId: id,
  mfa,
}: AssumeRoleRequest) => ({
  RoleArn: roleArn,
  RoleSessionName: sessionName,
  DurationSeconds: durationSeconds,
  ...(id !== undefined && { ExternalId: id }),
  ...(mfa && { SerialNumber: mfa.serial, TokenCode: mfa.code }),
});

describe('a call of STS', () => {
  it.each([
    ['a long-term key', robot],
    ['a session', temporary],
  ])('of who signs is the SDK’s, with %s', async (_, of) => {
    const { Account, Arn } = await sdkOf(of()).send(new GetCallerIdentityCommand({}));
    expect(valueOf(await getCallerIdentity(handOf(of())))).toEqual({ account: Account, arn: Arn });
    expect(byHand).toEqual(bySdk);
    expect(byHand).toHaveLength(1);
  });

  it.each(requests)('of AssumeRole is the SDK’s, %s', async (_, request) => {
    const devices = robot().mfaDevices;
    const { Credentials } = await sdkOf(robot()).send(new AssumeRoleCommand(inputOf(request)));
    // A code works once.
    devices.set(mfaDevice.serialNumber, mfaDevice.code);
    const { keys, expiresAt } = valueOf(await assumeRole(handOf(robot()), request));
    expect(byHand).toEqual(bySdk);
    expect(expiresAt).toBe(Credentials?.Expiration?.getTime());
    const given = {
      accessKeyId: keys.accessKeyId,
      secretAccessKey: reveal(keys.secretAccessKey),
      sessionToken: reveal(keys.sessionToken ?? secret('')),
    };
    const { Arn } = await sdkOf(given).send(new GetCallerIdentityCommand({}));
    expect(valueOf(await getCallerIdentity(handOf(given))).arn).toBe(Arn);
  });
});

const nobody = () => ({
  accessKeyId: 'AKIAUNKNOWNKEYEXAMPL',
  secretAccessKey: 'CANARYunknown',
});

describe('a refusal of STS', () => {
  it.each<readonly [string, () => Plain, AssumeRoleRequest | undefined]>([
    ['an unknown key', nobody, undefined],
    ['another secret', () => ({ ...robot(), secretAccessKey: 'CANARYwrong' }), undefined],
    ['a session without its token', () => ({ ...temporary(), sessionToken: '' }), undefined],
    ['a role that is not there', robot, { ...plain, roleArn: `${roleArns.imageOperator}Not` }],
    ['another external id', robot, { ...plain, externalId: 'another' }],
    [
      'a code that is wrong',
      robot,
      { ...admin, mfa: { serial: mfaDevice.serialNumber, code: '000000' } },
    ],
    ['a session that is too long', robot, { ...plain, durationSeconds: 43_200 }],
    ['a name that is none', robot, { ...plain, sessionName: '<&">' }],
  ])('is what the SDK makes of it: %s', async (_, of, request) => {
    const told = await failureOf(
      request
        ? sdkOf(of()).send(new AssumeRoleCommand(inputOf(request)))
        : sdkOf(of()).send(new GetCallerIdentityCommand({})),
    );
    const read = await failureOf(
      request ? rawOf(of())('AssumeRole', inputOf(request)) : rawOf(of())('GetCallerIdentity'),
    );
    const { requestId, error: _sdk, ...said } = told;
    expect(read).toMatchObject(said);
    expect(read.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(byHand).toEqual(bySdk);
  });

  it('of an expired session is what the SDK makes of it', async () => {
    const session = temporary();
    fake.clock.advance(13 * 60 * minute);
    const told = await failureOf(sdkOf(session).send(new GetCallerIdentityCommand({})));
    const read = await failureOf(rawOf(session)('GetCallerIdentity'));
    expect(told.name).toBe('ExpiredToken');
    expect(read).toMatchObject({ name: told.name, message: told.message, status: told.status });
  });
});

describe('what is no answer of STS', () => {
  const faults: readonly FaultRule[] = [
    { kind: 'throttle', form: 'Throttling', service: 'sts' },
    { kind: 'throttle', form: 'http429', service: 'sts' },
    { kind: 'server-error', status: 500, service: 'sts' },
    { kind: 'server-error', status: 503, service: 'sts' },
    { kind: 'html-502', service: 'sts' },
    { kind: 'reset', service: 'sts' },
    { kind: 'expired-token', service: 'sts' },
  ];
  const facts = { action: 'sts:GetCallerIdentity', what: 'The caller' } as const;

  it.each(faults)('is the same problem as of the SDK: $kind $form $status', async (rule) => {
    const remove = fake.server.faults.add({ ...rule, times: 2 });
    const told = await failureOf(sdkOf(robot()).send(new GetCallerIdentityCommand({})));
    const read = await failureOf(rawOf(robot())('GetCallerIdentity'));
    remove();
    expect(problemOf(read.error, facts)).toEqual(problemOf(told.error, facts));
    expect(problemOf(read.error, facts).kind).not.toBe('unknown');
    // Both go on as if nothing had been.
    expect(valueOf(await getCallerIdentity(handOf(robot()))).account).toBe(ownerAccount);
  });

  it.each(['truncated', 'html-502', 'reset'] as const)(
    'is asked for again, and told when it stays so: %s',
    async (kind) => {
      fake.server.faults.add({ kind, service: 'sts' });
      expect(valueOf(await getCallerIdentity(handOf(robot()))).account).toBe(ownerAccount);
      expect(byHand).toHaveLength(2);
      fake.server.faults.add({ kind, service: 'sts', times: Infinity });
      expect((await getCallerIdentity(handOf(robot()))).ok).toBe(false);
    },
  );

  it('does not have a code sent again that may have been used', async () => {
    fake.server.faults.add({ kind: 'truncated', service: 'sts', operation: 'AssumeRole' });
    const mfa = { serial: mfaDevice.serialNumber, code: mfaDevice.code };
    expect(await assumeRole(handOf(robot()), { ...admin, mfa })).toEqual({
      ok: false,
      problem: { kind: 'aws-fault' },
    });
    expect(callsOf(fake.server.log, 'AssumeRole')).toHaveLength(1);
  });
});

const iso = (at: number) => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');

describe('a clock that is wrong', () => {
  it.each([-20, 20])(
    'by %d minutes is corrected after one refusal, as the SDK does',
    async (minutes) => {
      ahead = minutes * minute;
      const client = sdkOf(robot());
      const query = rawOf(robot());
      const told = await failureOf(client.send(new GetCallerIdentityCommand({})));
      const read = await failureOf(query('GetCallerIdentity'));
      expect(read).toMatchObject({ name: told.name, status: told.status });
      expect((await client.send(new GetCallerIdentityCommand({}))).Account).toBe(ownerAccount);
      expect((await query('GetCallerIdentity')).value).toContain(ownerAccount);
      expect(valueOf(await getCallerIdentity(handOf(robot()))).account).toBe(ownerAccount);
    },
  );

  it.each([
    ['left as it is', 4 * minute, 0],
    ['corrected', 10 * minute, 10 * minute],
  ])('is %s when an answer’s date is so many milliseconds off: %d', async (_, off, used) => {
    const dates: string[] = [];
    const sending = createSend({
      now: () => fake.clock.now(),
      timeout: 1,
      fetch: async (_url, init) => {
        dates.push(new Headers(init.headers).get('x-amz-date') ?? '');
        const date = new Date(fake.clock.now() + off).toUTCString();
        return new Response('<html>', { status: 502, headers: { date } });
      },
    });
    const call = { operation: 'GetCallerIdentity', input: {}, read: () => undefined };
    for (let time = 0; time < 2; time += 1) {
      await failureOf(sending(keysOf(robot()), place, call));
    }
    expect(dates).toEqual([iso(fake.clock.now()), iso(fake.clock.now() + used)]);
  });
});
