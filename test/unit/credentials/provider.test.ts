import { describe, expect, it } from 'vitest';
import type { AssumeRoleRequest, GivenKeys } from '@/lib/aws/sts';
import { createProvider } from '@/lib/credentials/provider';
import type { Identity } from '@/lib/credentials/identity';
import { reveal, secret, type Keys } from '@/lib/credentials/secret';
import { createCredentialStore } from '@/lib/credentials/store';
import { failed, ok, type Result } from '@/lib/result';
import type { AccountScope, RegionCode } from '@/lib/scope';
import { memoryStore } from '@/test/support/memory-store';
import { identityOf } from '../support/identities';
import { friend, minute, noon, owner, problemKind, stranger, valueOf } from '../support/values';

const hour = 60 * minute;

const source: AccountScope = { partition: 'aws', account: owner };
const role: AccountScope = { partition: 'aws', account: friend };
const further: AccountScope = { partition: 'aws', account: stranger };

const userOf = ({ account }: AccountScope) => `arn:aws:iam::${account}:user/ada`;
const sessionOf = ({ account }: AccountScope) =>
  `arn:aws:sts::${account}:assumed-role/Admin/image-desk`;

interface Asked {
  readonly region: RegionCode;
  readonly by: string;
  readonly request: AssumeRoleRequest;
}

function setUp() {
  const clock = { time: noon };
  const now = () => clock.time;
  const values = memoryStore();
  const store = createCredentialStore(values, now);
  const asked: Asked[] = [];
  const renewed: AccountScope[] = [];
  const lockedOver = new Set<string>();
  const forbidden = new Set<string>();
  let count = 0;
  const give = async (): Promise<Result<GivenKeys>> => {
    count += 1;
    const keys = {
      accessKeyId: `ASIARENEWED00000${count}`,
      secretAccessKey: secret(`new ${count}`),
    };
    return ok({ keys, expiresAt: clock.time + hour });
  };
  const sts = { answer: give };
  const provider = createProvider({
    store,
    renewed: async (account) => void renewed.push(account),
    isLockedAway: async ({ account }) => lockedOver.has(account),
    obstacle: async (_region, account) =>
      forbidden.has(account)
        ? { kind: 'company-policy', rule: 'account', detail: account }
        : undefined,
    assumeRole: async (_source, region, keys: Keys, request) => {
      asked.push({ region, by: reveal(keys.secretAccessKey), request });
      return sts.answer();
    },
    now,
  });
  const hold = (account: AccountScope, more: Partial<Identity> = {}) =>
    store.add(identityOf(account, more), {
      accessKeyId: 'ASIAFIRST',
      secretAccessKey: secret(`of ${account.account}`),
    });
  /** Holds a session of a role in an account, for an hour, assumed with what `via` holds. */
  const holdRole = (
    account: AccountScope,
    via: AccountScope,
    more: Partial<Identity> = {},
    viaArn = userOf(via),
  ) =>
    store.add(
      identityOf(account, {
        arn: sessionOf(account),
        region: 'eu-west-1',
        expiresAt: noon + hour,
        source: { kind: 'role', via: { ...via, arn: viaArn }, renewable: true },
        ...more,
      }),
      { accessKeyId: 'ASIAFIRST', secretAccessKey: secret(`of ${account.account}`) },
      renewalOf(account),
    );
  const secretOf = async (account: AccountScope) =>
    reveal(valueOf(await provider.credentialsFor(account)).secretAccessKey);
  return {
    clock,
    values,
    store,
    provider,
    asked,
    renewed,
    lockedOver,
    forbidden,
    sts,
    give,
    hold,
    holdRole,
    secretOf,
  };
}

const renewalOf = ({ account }: AccountScope) => ({
  roleArn: `arn:aws:iam::${account}:role/Admin`,
  sessionName: 'image-desk',
  durationSeconds: 3600,
  externalId: 'ext',
});

describe('credentials that are held', () => {
  it('are given as they are', async () => {
    const { provider, hold, asked, secretOf } = setUp();
    await hold(source, { expiresAt: noon + minute });
    expect(await secretOf(source)).toBe(`of ${owner}`);
    expect(problemKind(await provider.credentialsFor(role))).toBe('wrong-account');
    expect(asked).toEqual([]);
  });

  it('are said to be locked away when a locked vault has them', async () => {
    const { provider, lockedOver, hold } = setUp();
    lockedOver.add(friend);
    expect(await provider.credentialsFor(role)).toEqual(
      failed({ kind: 'locked', account: friend }),
    );
    expect(problemKind(await provider.credentialsFor(source))).toBe('needs-credentials');
    await hold(source);
    expect(problemKind(await provider.credentialsFor(role))).toBe('locked');
  });

  it('that were pasted are not renewed', async () => {
    const { provider, clock, hold, asked } = setUp();
    await hold(source, { expiresAt: noon + minute });
    clock.time += minute;
    expect(await provider.credentialsFor(source)).toEqual(
      failed({ kind: 'expired', account: owner }),
    );
    expect(asked).toEqual([]);
  });
});

describe('the session of a role', () => {
  it('is renewed in the last five minutes, as it was assumed', async () => {
    const { clock, hold, holdRole, asked, renewed, secretOf, store } = setUp();
    await hold(source);
    await holdRole(role, source);
    clock.time = noon + hour - 5 * minute - 1;
    expect(await secretOf(role)).toBe(`of ${friend}`);
    expect(asked).toEqual([]);
    clock.time += 1;
    expect(await secretOf(role)).toBe('new 1');
    expect(asked).toEqual([{ region: 'eu-west-1', by: `of ${owner}`, request: renewalOf(role) }]);
    expect(renewed).toEqual([role]);
    const [identity] = await store
      .list()
      .then((all) => all.filter((each) => each.account === friend));
    expect(identity).toMatchObject({
      arn: sessionOf(role),
      keyIdEnding: '0001',
      addedAt: noon,
      heldUntil: noon + 8 * hour,
      expiresAt: clock.time + hour,
    });
    await secretOf(role);
    expect(asked).toHaveLength(1);
  });

  it('is renewed after its end as well, also when its keys are gone already', async () => {
    for (const sweep of [false, true]) {
      const { clock, hold, holdRole, secretOf, store } = setUp();
      await hold(source);
      await holdRole(role, source);
      clock.time = noon + 2 * hour;
      if (sweep) await store.sweep();
      expect(await secretOf(role)).toBe('new 1');
    }
  });

  it('is renewed once for all who ask at the same time', async () => {
    const { clock, hold, holdRole, asked, secretOf } = setUp();
    await hold(source);
    await holdRole(role, source);
    clock.time = noon + hour;
    const given = await Promise.all([secretOf(role), secretOf(role), secretOf(role)]);
    expect(given).toEqual(['new 1', 'new 1', 'new 1']);
    expect(asked).toHaveLength(1);
    clock.time += hour;
    expect(await secretOf(role)).toBe('new 2');
  });

  it('is held no longer than it was to be, however often it is renewed', async () => {
    const { clock, provider, hold, holdRole, asked } = setUp();
    await hold(source, { heldUntil: noon + 24 * hour });
    await holdRole(role, source, { heldUntil: noon + 90 * minute });
    clock.time = noon + hour;
    expect(valueOf(await provider.credentialsFor(role)).deadline).toBe(noon + 90 * minute);
    clock.time = noon + 90 * minute - 1;
    expect((await provider.credentialsFor(role)).ok).toBe(true);
    // A newer session would end at the same time: it is not asked for again and again.
    expect(asked).toHaveLength(1);
    clock.time += 1;
    expect(problemKind(await provider.credentialsFor(role))).toBe('expired');
    expect(asked).toHaveLength(1);
  });

  it('goes on to be given while it lasts, though a renewal fails', async () => {
    const { clock, provider, hold, holdRole, sts, secretOf, renewed } = setUp();
    await hold(source);
    await holdRole(role, source);
    sts.answer = async () => failed({ kind: 'permission-missing', action: 'sts:AssumeRole' });
    clock.time = noon + hour - minute;
    expect(await secretOf(role)).toBe(`of ${friend}`);
    clock.time = noon + hour;
    expect(await provider.credentialsFor(role)).toEqual(
      failed({ kind: 'permission-missing', action: 'sts:AssumeRole' }),
    );
    expect(renewed).toEqual([]);
  });

  it.each([
    ['were forgotten', (parts: ReturnType<typeof setUp>) => parts.store.forget(source)],
    [
      'have expired',
      (parts: ReturnType<typeof setUp>) => parts.hold(source, { expiresAt: noon + minute }),
    ],
    [
      'were replaced by those of somebody else',
      (parts: ReturnType<typeof setUp>) => parts.hold(source, { arn: `${userOf(source)}-2` }),
    ],
    [
      'are for another account of that number',
      async (parts: ReturnType<typeof setUp>) => {
        await parts.store.forget(source);
        await parts.hold({ partition: 'aws-cn', account: owner });
      },
    ],
  ])('is not renewed once those that assumed it %s', async (_, change) => {
    const parts = setUp();
    await parts.hold(source);
    await parts.holdRole(role, source);
    await change(parts);
    parts.clock.time = noon + hour - 1;
    expect(await parts.secretOf(role)).toBe(`of ${friend}`);
    parts.clock.time += 1;
    expect(await parts.provider.credentialsFor(role)).toEqual(
      failed({ kind: 'expired', account: friend }),
    );
    expect(parts.asked).toEqual([]);
  });

  it.each([
    ['forgotten', (parts: ReturnType<typeof setUp>) => parts.store.forget(role), 'wrong-account'],
    ['locked', (parts: ReturnType<typeof setUp>) => parts.store.forgetAll(), 'needs-credentials'],
  ] as const)('that is %s while AWS renews it stays away', async (_, change, kind) => {
    const parts = setUp();
    await parts.hold(source);
    await parts.holdRole(role, source);
    parts.clock.time = noon + hour;
    parts.sts.answer = async () => {
      await change(parts);
      return parts.give();
    };
    expect(problemKind(await parts.provider.credentialsFor(role))).toBe(kind);
    expect(parts.values.dump()).not.toContain('new 1');
    expect(parts.renewed).toEqual([]);
  });

  it('that another role assumed is renewed with that one renewed first', async () => {
    const { clock, hold, holdRole, asked, secretOf } = setUp();
    await hold(source);
    await holdRole(role, source);
    await holdRole(further, role, {}, sessionOf(role));
    clock.time = noon + hour;
    expect(await secretOf(further)).toBe('new 2');
    expect(asked.map(({ by, request }) => [by, request.roleArn])).toEqual([
      [`of ${owner}`, renewalOf(role).roleArn],
      ['new 1', renewalOf(further).roleArn],
    ]);
    expect(await secretOf(role)).toBe('new 1');
  });

  it('ends when two roles assumed each other, and nobody waits for ever', async () => {
    const { clock, provider, holdRole, asked } = setUp();
    await holdRole(role, further, {}, sessionOf(further));
    await holdRole(further, role, {}, sessionOf(role));
    clock.time = noon + hour;
    const both = [provider.credentialsFor(role), provider.credentialsFor(further)];
    expect((await Promise.all(both)).map(problemKind)).toEqual(['expired', 'expired']);
    expect(asked).toEqual([]);
  });

  it.each([source, role])('is not renewed once the company forbids %o', async (account) => {
    const { provider, hold, holdRole, forbidden, asked, clock } = setUp();
    await hold(source);
    await holdRole(role, source);
    forbidden.add(account.account);
    clock.time += 56 * minute;
    expect((await provider.credentialsFor(role)).ok).toBe(true);
    clock.time += 5 * minute;
    expect(problemKind(await provider.credentialsFor(role))).toBe('company-policy');
    expect(asked).toEqual([]);
  });

  it('ends when a role assumed itself', async () => {
    const { clock, provider, holdRole } = setUp();
    await holdRole(role, role, {}, sessionOf(role));
    clock.time = noon + hour;
    expect(problemKind(await provider.credentialsFor(role))).toBe('expired');
  });
});
