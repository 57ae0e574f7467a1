import {
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemberAccount } from '@/lib/accounts/organization';
import { createConnector } from '@/lib/aws/connection';
import { problemOf } from '@/lib/aws/errors';
import { createSend } from '@/lib/aws/send';
import { listAccounts, listUnits, type Organizations } from '@/lib/aws/organizations';
import { secret, type Credentials, type Keys } from '@/lib/credentials/secret';
import type { Problem } from '@/lib/problems/problem';
import type { Result } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import { fetchThrough } from '../../aws/agent';
import type { FaultRule } from '../../aws/faults';
import { callsOf, unexpectedRequests } from '../../aws/log';
import { addMember, addUnit, type Organization } from '../../aws/organization';
import {
  credentialsOf,
  customerAccount,
  govAccount,
  ownerAccount,
  principalOf,
  sandboxAccount,
  units,
} from '../../support/scenarios';
import { startFake, type Fake } from '../fake-aws/harness';

// What Organizations is called with by hand, held against AWS's own client: the same on the wire,
// the same read of the answers.

/** What tells AWS what is wanted, and by whom. */
interface Sent {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly type: string | null;
  readonly target: string | null;
  readonly token: string | null;
  /** The access key, the scope and the headers that are signed; not the signature, which has the time. */
  readonly authorization: string;
  readonly input: unknown;
}

const minute = 60_000;

let fake: Fake;
let organization: Organization;
let bySdk: Sent[];
let byHand: Sent[];
let denials: string[];
/** How far this computer's clock is ahead of AWS's. */
let ahead: number;

beforeEach(async () => {
  fake = await startFake();
  [organization = expect.fail()] = fake.world.organizations;
  [bySdk, byHand, denials, ahead] = [[], [], [], 0];
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
    type: headers.get('content-type'),
    target: headers.get('x-amz-target'),
    token: headers.get('x-amz-security-token'),
    authorization: [key, ...scope, ...names].join(' '),
    input: JSON.parse(body) as unknown,
  };
}

const now = () => fake.clock.now() + ahead;

const keysOf = (account: string): Keys => {
  const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(fake.world, account);
  return {
    accessKeyId,
    secretAccessKey: secret(secretAccessKey),
    sessionToken: secret(sessionToken),
  };
};

const send = (url: string, init: RequestInit) => {
  const body = typeof init.body === 'string' ? init.body : '';
  byHand.push(sentOf(init.method ?? 'GET', new URL(url), new Headers(init.headers), body));
  return fetchThrough(fake.agent)(url, init);
};

/** AWS's client, which makes one attempt. */
function sdkOf(account = ownerAccount, region = 'us-east-1'): OrganizationsClient {
  const client = new OrganizationsClient({
    region,
    credentials: credentialsOf(fake.world, account),
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
function handOf(account = ownerAccount, region = 'us-east-1'): Organizations {
  const connector = createConnector({ fetch: send, now, wait: async () => {}, random: () => 0 });
  const { arn } = principalOf(fake.world, account);
  const deadline = now() + 60 * minute;
  const credentials: Credentials = { ...keysOf(account), arn, deadline };
  const recorder = {
    sent: async () => async () => {},
    denied: async (action: string) => {
      denials.push(action);
    },
  };
  const partition = region.startsWith('us-gov') ? 'aws-us-gov' : 'aws';
  const scope: Scope = { partition, account, region };
  return valueOf(connector.service('organizations', scope, credentials, recorder));
}

/** The same without retries and without problems: an error is thrown as it comes. */
function rawOf(account = ownerAccount) {
  const sending = createSend({ fetch: send, now, timeout: 20_000 });
  const endpoint = 'https://organizations.us-east-1.amazonaws.com';
  const place = { endpoint, region: 'us-east-1', service: 'organizations' } as const;
  return (operation: string, input: Readonly<Record<string, unknown>> = {}) =>
    sending(keysOf(account), place, { operation, input, read: (answer) => answer });
}

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

function problemIn(result: Result<unknown>): Problem {
  if (result.ok) throw new Error('It did not fail.');
  return result.problem;
}

async function failureOf(calling: Promise<unknown>) {
  try {
    await calling;
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
    };
    const { httpStatusCode: status, requestId } = $metadata ?? {};
    return { said: { name, message, status }, requestId, error };
  }
  throw new Error('It did not fail.');
}

const idsOf = (accounts: readonly MemberAccount[]) => accounts.map(({ account }) => account);

describe('a call of Organizations', () => {
  it('for all accounts is the SDK’s, page by page', async () => {
    const client = sdkOf();
    const first = await client.send(new ListAccountsCommand({}));
    const { NextToken } = first;
    const second = await client.send(new ListAccountsCommand({ NextToken }));
    const accounts = valueOf(await listAccounts(handOf()));
    expect(byHand).toEqual(bySdk);
    expect(byHand).toHaveLength(2);
    const told = [...(first.Accounts ?? []), ...(second.Accounts ?? [])];
    expect(accounts.map(({ account, name, state }) => [account, name, state])).toEqual(
      told.map(({ Id, Name, State }) => [Id, Name, State]),
    );
    expect(accounts).toHaveLength(25);
  });

  it('for the units is the SDK’s, level by level', async () => {
    const client = sdkOf();
    await client.send(new ListRootsCommand({}));
    for (const ParentId of [
      units.root,
      units.customers,
      units.internal,
      units.europe,
      units.america,
    ]) {
      await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
    }
    expect(valueOf(await listUnits(handOf()))).toEqual([
      { id: units.root, name: 'Root', path: [] },
      { id: units.customers, name: 'Customers', parent: units.root, path: ['Customers'] },
      { id: units.internal, name: 'Internal', parent: units.root, path: ['Internal'] },
      { id: units.europe, name: 'EU', parent: units.customers, path: ['Customers', 'EU'] },
      { id: units.america, name: 'US', parent: units.customers, path: ['Customers', 'US'] },
    ]);
    expect(byHand).toEqual(bySdk);
  });

  it('for the accounts of a unit is the SDK’s', async () => {
    const client = sdkOf();
    const ParentId = units.europe;
    await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
    const { Accounts } = await client.send(new ListAccountsForParentCommand({ ParentId }));
    expect(valueOf(await listAccounts(handOf(), ParentId))).toEqual(
      Accounts?.map(({ Id, Name, State }) => ({
        account: Id,
        name: Name,
        state: State,
        unit: ParentId,
      })),
    );
    expect(byHand).toEqual(bySdk);
  });

  it('goes to the endpoint of the account’s partition', async () => {
    expect(problemIn(await listUnits(handOf(govAccount, 'us-gov-east-1')))).toEqual({
      kind: 'organization',
      reason: 'not-in-use',
    });
    expect(
      (await failureOf(sdkOf(govAccount, 'us-gov-west-1').send(new ListRootsCommand({})))).said
        .name,
    ).toBe('AWSOrganizationsNotInUseException');
    expect(byHand).toEqual(bySdk);
    expect(byHand[0]?.host).toBe('organizations.us-gov-west-1.amazonaws.com');
    expect(unexpectedRequests(fake.server.log)).toEqual([]);
  });
});

describe('the accounts of a unit', () => {
  it('are those of all units below it as well, each with its own unit', async () => {
    const found = valueOf(await listAccounts(handOf(), units.customers));
    const whole = valueOf(await listAccounts(handOf()));
    expect(new Set(found.map(({ unit }) => unit))).toEqual(
      new Set([units.customers, units.europe, units.america]),
    );
    // What the whole list tells by paths is what the units tell one by one.
    const inside = whole.filter(({ unit }) => found.some((each) => each.unit === unit));
    expect(found.toSorted((a, b) => a.account.localeCompare(b.account))).toEqual(inside);
    expect(found).toHaveLength(18);
  });

  it('of the root are all accounts, however deep the units are', async () => {
    let parent = organization.units.get(units.internal) ?? expect.fail();
    for (const name of ['a', 'b', 'c']) {
      parent = addUnit(organization, parent, name, `deeper000${name}`);
    }
    addMember(organization, parent, { id: '540000000001', name: 'deep' });
    const found = valueOf(await listAccounts(handOf(), units.root));
    expect(idsOf(found).toSorted()).toEqual([...organization.members.keys()].toSorted());
    const deepest = valueOf(await listUnits(handOf())).find(({ id }) => id === parent.id);
    expect(deepest?.path).toEqual(['Internal', 'a', 'b', 'c']);
  });

  it('come in pages, of which some are empty', async () => {
    const europe = organization.units.get(units.europe) ?? expect.fail();
    for (let index = 0; index < 35; index += 1) {
      addMember(organization, europe, { id: String(550_000_000_000 + index), name: `n${index}` });
    }
    fake.server.faults.add({ kind: 'empty-page', operation: 'ListAccountsForParent' });
    expect(valueOf(await listAccounts(handOf(), units.europe))).toHaveLength(45);
    expect(callsOf(fake.server.log, 'ListAccountsForParent')).toHaveLength(4);
  });

  it('have no unit where AWS tells no path', async () => {
    organization.tellsPaths = false;
    for (const each of valueOf(await listAccounts(handOf())))
      expect(each).not.toHaveProperty('unit');
    const [inside] = valueOf(await listAccounts(handOf(), units.customers));
    expect(inside).toMatchObject({ account: customerAccount, unit: units.customers });
  });

  it('are asked for on behalf of a delegated administrator too', async () => {
    organization.delegated.add(customerAccount);
    expect(valueOf(await listAccounts(handOf(customerAccount)))).toHaveLength(25);
  });
});

describe('a refusal of Organizations', () => {
  const cases: readonly (readonly [string, string, object, string])[] = [
    ['another account than the manager’s', customerAccount, {}, 'AccessDeniedException'],
    ['a unit that is not there', ownerAccount, { ParentId: 'ou-a1b2-nowhere0' }, 'ParentNot'],
    ['what is no unit', ownerAccount, { ParentId: '<&">' }, 'InvalidInputException'],
  ];

  it.each(cases)('is what the SDK makes of it: %s', async (_, account, input, name) => {
    const parent = { ParentId: units.root, ...input };
    const told = await failureOf(sdkOf(account).send(new ListAccountsForParentCommand(parent)));
    const read = await failureOf(rawOf(account)('ListAccountsForParent', parent));
    expect(read.said).toEqual(told.said);
    expect(told.said.name).toContain(name);
    expect(read.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(byHand).toEqual(bySdk);
  });

  it('over a permission names the permission, and is told to the log', async () => {
    principalOf(fake.world, ownerAccount).deniedActions.add('organizations:ListRoots');
    expect(problemIn(await listUnits(handOf()))).toMatchObject({
      kind: 'permission-missing',
      action: 'organizations:ListRoots',
    });
    expect(denials).toEqual(['organizations:ListRoots']);
  });

  it('of an account that manages nothing is no lack of a permission', async () => {
    expect(problemIn(await listAccounts(handOf(customerAccount)))).toEqual({
      kind: 'organization',
      reason: 'not-administrator',
    });
    expect(denials).toEqual([]);
  });

  it('tells which unit is not there', async () => {
    expect(problemIn(await listAccounts(handOf(), 'ou-a1b2-nowhere0'))).toEqual({
      kind: 'not-found',
      what: 'Unit ou-a1b2-nowhere0',
    });
  });

  it('of one unit is that of the whole: no list is shown with a hole in it', async () => {
    fake.server.faults.add({
      kind: 'access-denied',
      operation: 'ListAccountsForParent',
      after: 2,
    });
    expect(problemIn(await listAccounts(handOf(), units.root)).kind).toBe('permission-missing');
  });
});

describe('what is no answer of Organizations', () => {
  const service = 'organizations';
  const faults: readonly FaultRule[] = [
    { kind: 'throttle', form: 'TooManyRequestsException', service },
    { kind: 'throttle', form: 'http429', service },
    { kind: 'server-error', status: 500, service },
    { kind: 'server-error', status: 503, service },
    { kind: 'html-502', service },
    { kind: 'truncated', service },
    { kind: 'reset', service },
    { kind: 'expired-token', service },
  ];
  const facts = { action: 'organizations:ListAccounts', what: 'The organization' } as const;

  it.each(faults)('is the same problem as of the SDK: $kind $form $status', async (rule) => {
    const remove = fake.server.faults.add({ ...rule, times: 2 });
    const told = await failureOf(sdkOf().send(new ListAccountsCommand({})));
    const read = await failureOf(rawOf()('ListAccounts'));
    remove();
    expect(problemOf(read.error, facts)).toEqual(problemOf(told.error, facts));
    expect(problemOf(read.error, facts).kind).not.toBe('unknown');
  });

  it.each(['truncated', 'html-502', 'reset'] as const)(
    'is asked for again, and told when it stays so: %s',
    async (kind) => {
      fake.server.faults.add({ kind, service });
      expect(valueOf(await listAccounts(handOf()))).toHaveLength(25);
      expect(byHand).toHaveLength(3);
      fake.server.faults.add({ kind, service, times: Infinity });
      expect((await listAccounts(handOf())).ok).toBe(false);
    },
  );

  it('is a clock that is wrong until the first answer', async () => {
    ahead = 20 * minute;
    expect(valueOf(await listAccounts(handOf()))).toHaveLength(25);
    // One refusal teaches the time; the second page is signed with it at once.
    expect(byHand).toHaveLength(3);
  });
});

const reading = async (answers: readonly unknown[]) => {
  const left = [...answers];
  const read = async <Value>({
    read: reader,
  }: {
    read: (answer: unknown) => Value | undefined;
  }) => {
    const value = reader(left.shift());
    return value === undefined
      ? ({ ok: false, problem: { kind: 'aws-fault' } } as const)
      : ({ ok: true, value } as const);
  };
  return listAccounts({ run: read });
};

describe('an answer', () => {
  it.each([
    [{ Accounts: null, NextToken: null }],
    [{ Accounts: [{ Id: sandboxAccount, Name: null }] }],
    [{}],
  ])('may leave out what the SDK lets it leave out: %j', async (answer) => {
    expect((await reading([answer])).ok).toBe(true);
  });

  it.each([
    [undefined],
    [null],
    ['{}'],
    [{ Accounts: 'none' }],
    [{ Accounts: [{}] }],
    [{ Accounts: [{ Id: '12345678901x' }] }],
    [{ Accounts: [{ Id: 111122223333 }] }],
    [{ NextToken: 5 }],
  ])('is not taken for a list of accounts: %j', async (answer) => {
    expect((await reading([answer])).ok).toBe(false);
  });

  it('knows states that are new, and the older member for them', async () => {
    const Accounts = [
      { Id: customerAccount, State: 'ON_THE_MOON', Status: 'SUSPENDED' },
      { Id: sandboxAccount, Status: 'SUSPENDED' },
      { Id: ownerAccount },
    ];
    const accounts = valueOf(await reading([{ Accounts }]));
    expect(accounts.map(({ state }) => state)).toEqual(['ON_THE_MOON', 'SUSPENDED', 'UNKNOWN']);
  });
});
