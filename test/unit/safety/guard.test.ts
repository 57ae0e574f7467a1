import { describe, expect, it, vi } from 'vitest';
import { operations, type OperationId } from '@/lib/operations/registry';
import { createRouter } from '@/lib/messaging/router';
import { ok } from '@/lib/result';
import { createGuard } from '@/lib/safety/guard';
import { parsePolicy } from '@/lib/safety/policy';
import { defaultSafety, type SafetySettings } from '@/lib/safety/settings';
import type { Contract } from '@/lib/operations/contract';
import { createReadCache } from '@/lib/storage/read-cache';
import { memoryStore } from '@/test/support/memory-store';
import { inputs } from '../support/inputs';
import { share } from '../support/plans';
import { deskSender, own, senderOf } from '../support/senders';
import { friend, home, owner, problemKind, stranger } from '../support/values';

const ids = Object.keys(operations) as OperationId[];
const changing = ids.filter((id) => operations[id].level !== 'read');
const reading = ids.filter((id) => operations[id].level === 'read');
const scoped = ids.filter((id) => operations[id].scope === 'required');
const unscoped = ids.filter((id) => operations[id].scope === 'none');

function setUp(set: Partial<SafetySettings>, managed: object) {
  const read = vi.fn(async () => ({ ...defaultSafety, ...set }));
  const policy = vi.fn(async () => parsePolicy(managed));
  const guard = createGuard({ policy, settings: { read } });
  const ask = (id: OperationId, input: unknown = inputs[id], scope = home) => {
    const contract: Contract = operations[id];
    return guard(contract, input, scope);
  };
  return { ask, guard, read, policy };
}

/** What switches changes off, and how that is called. */
const switchedOff: readonly (readonly [string, Partial<SafetySettings>, object, object])[] = [
  ['by the person', { readOnly: true }, {}, { kind: 'read-only', by: 'settings' }],
  [
    'for the account',
    { readOnlyAccounts: [owner] },
    {},
    { kind: 'read-only', by: 'account', account: owner },
  ],
  ['by the company', {}, { readOnly: true }, { kind: 'read-only', by: 'company' }],
  [
    'by the company, whatever the person says',
    { readOnly: true },
    { readOnly: true },
    { kind: 'read-only', by: 'company' },
  ],
  [
    'by a policy that cannot be understood',
    {},
    { readOnly: false, idleMinutes: 'ten', allowedRegion: [] },
    { kind: 'company-policy', rule: 'unreadable', detail: 'idleMinutes, allowedRegion' },
  ],
];

describe('read-only', () => {
  it('has something to refuse and something to let pass', () => {
    expect(changing.length).toBeGreaterThan(0);
    expect(reading.length).toBeGreaterThan(0);
  });

  const refusals = switchedOff.flatMap(([how, set, managed, problem]) =>
    changing.map((id) => [id, how, set, managed, problem] as const),
  );

  it.each(refusals)('refuses %s when it is on %s', async (id, _, set, managed, problem) => {
    expect(await setUp(set, managed).ask(id)).toEqual(problem);
  });

  const passes = switchedOff.flatMap(([how, set, managed]) =>
    reading.map((id) => [id, how, set, managed] as const),
  );

  it.each(passes)('lets %s pass when it is on %s', async (id, _, set, managed) => {
    expect(await setUp(set, managed).ask(id)).toBeUndefined();
  });

  it.each(changing)('lets %s pass when it is off, or on for another account', async (id) => {
    expect(await setUp({}, {}).ask(id)).toBeUndefined();
    expect(await setUp({}, { readOnly: false, vaultForbidden: true }).ask(id)).toBeUndefined();
    expect(await setUp({ readOnlyAccounts: [stranger] }, {}).ask(id)).toBeUndefined();
  });

  it.each(reading)('costs %s no look at the settings', async (id) => {
    const { ask, read } = setUp({ readOnly: true }, { allowedAccounts: [owner] });
    await ask(id);
    expect(read).not.toHaveBeenCalled();
  });

  it.each(changing)('is asked anew for %s each time', async (id) => {
    const { ask, read, policy } = setUp({}, {});
    await ask(id);
    await ask(id);
    expect(read).toHaveBeenCalledTimes(2);
    expect(policy).toHaveBeenCalledTimes(2);
  });
});

describe('the accounts and Regions of the company', () => {
  const places: readonly (readonly [object, object])[] = [
    [
      { allowedAccounts: [friend], allowedRegions: ['us-east-1'] },
      { kind: 'company-policy', rule: 'account', detail: owner },
    ],
    [{ allowedAccounts: [] }, { kind: 'company-policy', rule: 'account', detail: owner }],
    [
      { allowedAccounts: [owner], allowedRegions: ['eu-west-1'] },
      { kind: 'company-policy', rule: 'region', detail: 'us-east-1' },
    ],
    [{ allowedRegions: [] }, { kind: 'company-policy', rule: 'region', detail: 'us-east-1' }],
    [
      { allowedAccounts: [friend], allowedRegions: 'eu-west-1' },
      { kind: 'company-policy', rule: 'account', detail: owner },
    ],
  ];
  const pairs = places.flatMap((place) => scoped.map((id) => [id, ...place] as const));

  it.each(pairs)('forbid %s outside of %j', async (id, managed, problem) => {
    expect(await setUp({}, managed).ask(id)).toEqual(problem);
  });

  it.each(scoped)('let %s pass inside', async (id) => {
    const managed = { allowedAccounts: [friend, owner], allowedRegions: ['us-east-1'] };
    expect(await setUp({}, managed).ask(id)).toBeUndefined();
  });

  it.each(unscoped)('say nothing of %s, which is of no account', async (id) => {
    const managed = { allowedAccounts: [], allowedRegions: [] };
    expect(await setUp({}, managed).ask(id)).toBeUndefined();
  });

  it.each(scoped)('hold for what %s has answered before, too', async (id) => {
    const cache = createReadCache(memoryStore());
    const managed: Record<string, unknown> = {};
    const router = createRouter({
      own,
      perform: async () => ok('kept'),
      cache,
      guard: createGuard({
        policy: async () => parsePolicy(managed),
        settings: { read: async () => defaultSafety },
      }),
      chosen: async () => undefined,
      refused: () => {},
      now: () => 0,
    });
    const ask = (from: 'cache' | 'aws') =>
      router({ call: id, input: inputs[id], scope: home, from }, deskSender);
    expect((await ask('aws')).ok).toBe(true);
    expect((await ask('cache')).ok).toBe(true);
    managed['allowedAccounts'] = [friend];
    expect(problemKind(await ask('cache'))).toBe('company-policy');
    expect(problemKind(await ask('aws'))).toBe('company-policy');
    const { senders } = operations[id];
    if (!senders.includes('page')) return;
    const fromPage = { call: id, input: inputs[id], hints: { account: owner } };
    expect(problemKind(await router(fromPage, senderOf.page))).toBe('company-policy');
  });
});

const plan = (...desired: readonly ReturnType<typeof share>[]) => ({
  images: inputs['sharing.plan'].images.map((each) => ({ ...each, desired })),
});

const askToShare = (managed: object, ...desired: readonly ReturnType<typeof share>[]) =>
  setUp({}, managed).ask('sharing.plan', plan(...desired));

describe('the recipients of the company', () => {
  it('refuse a plan that gives something to anybody else, and name each', async () => {
    const managed = { allowedRecipients: [friend] };
    expect(await askToShare(managed, share(friend, 'f'), share(stranger, 'b'))).toEqual({
      kind: 'company-policy',
      rule: 'recipient',
      detail: `account ${stranger}`,
    });
    expect(
      await askToShare({ allowedRecipients: [] }, share(friend, 'f'), share(stranger, 'fb')),
    ).toEqual({
      kind: 'company-policy',
      rule: 'recipient',
      detail: `accounts ${friend}, ${stranger}`,
    });
  });

  it('let a plan pass that only takes from others', async () => {
    const managed = { allowedRecipients: [friend] };
    expect(await askToShare(managed, share(friend, 'fb'), share(stranger, ''))).toBeUndefined();
  });

  it('are anybody when the company names none', async () => {
    expect(await askToShare({}, share(stranger, 'fb'))).toBeUndefined();
  });
});
