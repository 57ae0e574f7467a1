import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Identity } from '@/lib/credentials/identity';
import { reveal, secret, secretKeys, type Keys } from '@/lib/credentials/secret';
import { createCredentialStore, type RoleRenewal } from '@/lib/credentials/store';
import { failed } from '@/lib/result';
import type { AccountScope } from '@/lib/scope';
import { memoryStore } from '@/test/support/memory-store';
import { identityOf } from '../support/identities';
import {
  friend,
  minute,
  noon,
  owner,
  partitions,
  present,
  problemKind,
  someAccounts,
  valueOf,
} from '../support/values';

/** Credentials that say themselves whose they are. */
const credentialsOf = ({ partition, account }: AccountScope): Keys => ({
  accessKeyId: `ASIA${account}`,
  secretAccessKey: secret(`secret of ${partition}/${account}`),
  sessionToken: secret(`token of ${partition}/${account}`),
});

const home: AccountScope = { partition: 'aws', account: owner };
const other: AccountScope = { partition: 'aws', account: friend };

function setUp() {
  let time = noon;
  const values = memoryStore();
  const store = createCredentialStore(values, () => time);
  return {
    values,
    store,
    add: (account: AccountScope, more?: Partial<Identity>) =>
      store.add(identityOf(account, more), credentialsOf(account)),
    at: (later: number) => {
      time = later;
    },
  };
}

const nameOf = ({ partition, account }: AccountScope) => `${partition} ${account}`;

describe('the credential store', () => {
  it('gives back what it was given', async () => {
    const { store, add } = setUp();
    await add(home);
    const held = valueOf(await store.credentialsFor(home));
    expect(held.accessKeyId).toBe(`ASIA${owner}`);
    expect(reveal(held.secretAccessKey)).toBe(`secret of aws/${owner}`);
    expect(held.sessionToken && reveal(held.sessionToken)).toBe(`token of aws/${owner}`);
  });

  it('gives no session token where there was none', async () => {
    const { store } = setUp();
    const { accessKeyId, secretAccessKey } = credentialsOf(home);
    await store.add(identityOf(home), { accessKeyId, secretAccessKey });
    expect(valueOf(await store.credentialsFor(home))).not.toHaveProperty('sessionToken');
  });

  it('needs credentials when it holds none at all', async () => {
    const { store } = setUp();
    expect(await store.credentialsFor(home)).toEqual(
      failed({ kind: 'needs-credentials', account: owner }),
    );
  });

  it('says that it is the wrong account when it holds only others', async () => {
    const { store, add } = setUp();
    await add(other);
    expect(await store.credentialsFor(home)).toEqual(
      failed({ kind: 'wrong-account', account: owner }),
    );
  });

  it('takes the same number in another partition for another account', async () => {
    const { store, add } = setUp();
    await add({ partition: 'aws-us-gov', account: owner });
    expect(problemKind(await store.credentialsFor(home))).toBe('wrong-account');
  });

  it('does not give expired credentials, and says whose they are', async () => {
    const { store, add, at } = setUp();
    await add(home, { expiresAt: noon + 1000 });
    expect((await store.credentialsFor(home)).ok).toBe(true);
    at(noon + 1000);
    expect(await store.credentialsFor(home)).toEqual(failed({ kind: 'expired', account: owner }));
  });

  it('replaces the credentials of an account by its newer ones', async () => {
    const { store, add } = setUp();
    await add(home, { expiresAt: noon - 1 });
    await add(home, { expiresAt: noon + 1 });
    expect((await store.credentialsFor(home)).ok).toBe(true);
    expect(await store.list()).toHaveLength(1);
  });

  it('lists who is held, by partition and account, without the secrets', async () => {
    const { store, add } = setUp();
    const accounts: readonly AccountScope[] = [
      { partition: 'aws-us-gov', account: owner },
      other,
      home,
    ];
    for (const account of accounts) await add(account);
    const listed = await store.list();
    expect(listed.map(({ partition, account }) => `${partition}/${account}`)).toEqual(
      [`aws/${owner}`, `aws/${friend}`, `aws-us-gov/${owner}`].toSorted(),
    );
    expect(listed).toContainEqual(identityOf(home));
    expect(JSON.stringify(listed)).not.toMatch(/secret of|token of|ASIA/);
  });

  it('forgets one account, and every account', async () => {
    const { store, values, add } = setUp();
    await values.set('plan/x', 'kept');
    await add(home);
    await add(other);
    await store.forget(home);
    expect(problemKind(await store.credentialsFor(home))).toBe('wrong-account');
    expect((await store.credentialsFor(other)).ok).toBe(true);
    expect(values.dump()).not.toContain(`secret of aws/${owner}`);
    await store.forgetAll();
    expect(problemKind(await store.credentialsFor(other))).toBe('needs-credentials');
    expect(await store.list()).toEqual([]);
    expect(values.keys().filter((key) => !key.startsWith('clock/'))).toEqual(['plan/x']);
  });

  it('takes an entry that it cannot read for none', async () => {
    const { store, values, add } = setUp();
    await add(other);
    const key = values.keys()[0] ?? '';
    await values.set(key.replace(friend, owner), { identity: identityOf(home) });
    expect((await store.credentialsFor(home)).ok).toBe(false);
    expect(await store.list()).toHaveLength(1);
  });

  it('never gives the credentials of another account or partition', async () => {
    const accounts = fc.record({ partition: partitions, account: someAccounts });
    const steps = fc.array(
      fc.oneof(
        fc.record({ act: fc.constant('add' as const), account: accounts, lives: fc.boolean() }),
        fc.record({ act: fc.constant('forget' as const), account: accounts }),
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(steps, accounts, async (taken, asked) => {
        const { store, add } = setUp();
        const model = new Map<string, boolean>();
        for (const step of taken) {
          if (step.act === 'add') {
            await add(step.account, { expiresAt: step.lives ? noon + 1 : noon });
            model.set(nameOf(step.account), step.lives);
          } else {
            await store.forget(step.account);
            model.delete(nameOf(step.account));
          }
        }
        const result = await store.credentialsFor(asked);
        const lives = model.get(nameOf(asked));
        if (lives) {
          const held = valueOf(result);
          expect(reveal(held.secretAccessKey)).toBe(
            `secret of ${asked.partition}/${asked.account}`,
          );
          expect(held.accessKeyId).toBe(`ASIA${asked.account}`);
        } else {
          const none = model.size === 0 ? 'needs-credentials' : 'wrong-account';
          expect(problemKind(result)).toBe(lives === false ? 'expired' : none);
        }
      }),
    );
  });
});

const hours = 60 * minute;

const renewal: RoleRenewal = {
  roleArn: `arn:aws:iam::${owner}:role/Admin`,
  sessionName: 'image-desk',
  durationSeconds: 3600,
};

describe('the end of what is held', () => {
  it('is the earlier of AWS’s time and of how long it may be held', async () => {
    for (const [expiresAt, heldUntil, end] of [
      [noon + 10, noon + 20, noon + 10],
      [noon + 20, noon + 10, noon + 10],
      [undefined, noon + 10, noon + 10],
    ] as const) {
      const { store, add, at } = setUp();
      await add(home, { heldUntil, ...(expiresAt !== undefined && { expiresAt }) });
      at(end - 1);
      expect(valueOf(await store.credentialsFor(home)).deadline).toBe(end);
      at(end);
      expect(problemKind(await store.credentialsFor(home))).toBe('expired');
    }
  });

  it('takes the keys out of memory as soon as it is seen, and leaves who it was', async () => {
    const { store, values, add, at } = setUp();
    await add(home, { expiresAt: noon + minute });
    at(noon + minute);
    expect(values.dump()).toContain('secret of');
    await store.credentialsFor(home);
    expect(values.dump()).not.toMatch(/secret of|token of|ASIA/);
    expect(await store.list()).toEqual([identityOf(home, { expiresAt: noon + minute })]);
  });

  it('is seen by a sweep, which tells the next one', async () => {
    const { store, values, add, at } = setUp();
    expect(await store.sweep()).toEqual({ next: undefined, dropped: false });
    await add(home, { expiresAt: noon + 10 });
    await add(other, { expiresAt: noon + 30 });
    await add({ partition: 'aws-cn', account: owner }, { heldUntil: noon + 20 });
    expect(await store.sweep()).toEqual({ next: noon + 10, dropped: false });
    at(noon + 10);
    expect(await store.sweep()).toEqual({ next: noon + 20, dropped: true });
    expect(values.dump()).not.toContain(`secret of aws/${owner}`);
    expect(values.dump()).toContain(`secret of aws-cn/${owner}`);
    expect(await store.sweep()).toEqual({ next: noon + 20, dropped: false });
    at(noon + 30);
    expect(await store.sweep()).toEqual({ next: undefined, dropped: true });
    expect(await store.list()).toHaveLength(3);
    expect(values.dump()).not.toMatch(/secret of|token of/);
  });

  it('comes while the computer sleeps, however late it is seen', async () => {
    const { store, values, add, at } = setUp();
    await add(home);
    at(noon + 72 * hours);
    expect(problemKind(await store.credentialsFor(home))).toBe('expired');
    expect(values.dump()).not.toContain('secret of');
  });

  it('comes for other secrets in memory too, by the time that they name', async () => {
    const { store, values, at } = setUp();
    await values.set(secretKeys.vault, { exported: 'canary-key', until: noon + 20 });
    await values.set(secretKeys.identityCenter, { device: 'canary-device' });
    expect(await store.sweep()).toEqual({ next: noon + 20, dropped: false });
    at(noon + 20);
    expect(await store.sweep()).toEqual({ next: undefined, dropped: true });
    expect(values.dump()).not.toContain('canary-key');
    expect(values.dump()).toContain('canary-device');
  });
});

describe('a clock that goes back', () => {
  it('is believed within five minutes of the latest time that was noted', async () => {
    const { store, add, at } = setUp();
    await add(home);
    at(noon - 5 * minute);
    expect((await store.credentialsFor(home)).ok).toBe(true);
    expect((await store.sweep()).dropped).toBe(false);
  });

  it('ends everything when it goes back further', async () => {
    const { store, values, add, at } = setUp();
    await add(home);
    await add(other);
    await values.set(secretKeys.vault, { exported: 'canary-key', until: noon + 8 * hours });
    await values.set('plan/x', 'kept');
    at(noon - 5 * minute - 1);
    expect(problemKind(await store.credentialsFor(home))).toBe('expired');
    expect(values.dump()).not.toMatch(/secret of|token of|canary/);
    expect(await store.list()).toHaveLength(2);
    at(noon + minute);
    expect(problemKind(await store.credentialsFor(home))).toBe('expired');
    expect(problemKind(await store.credentialsFor(other))).toBe('expired');
    expect(await values.get('plan/x')).toBe('kept');
  });

  it('ends it when a sweep sees it, and says so', async () => {
    const { store, values, add, at } = setUp();
    await add(home);
    at(noon - hours);
    expect(await store.sweep()).toEqual({ next: undefined, dropped: true });
    expect(values.dump()).not.toContain('secret of');
  });

  it('is compared with the latest time of any use, also of an earlier worker', async () => {
    const { store, values, add, at } = setUp();
    await add(home);
    at(noon + 2 * hours);
    await store.credentialsFor(home);
    at(noon + hours);
    const restarted = createCredentialStore(values, () => noon + hours);
    expect(problemKind(await restarted.credentialsFor(home))).toBe('expired');
  });

  it('does not end what is added afterwards', async () => {
    const { store, add, at } = setUp();
    await add(home);
    at(noon - 24 * hours);
    await add(other);
    expect((await store.credentialsFor(other)).ok).toBe(true);
    expect(problemKind(await store.credentialsFor(home))).toBe('expired');
  });

  it('does not end what comes out of a vault afterwards', async () => {
    const { store, values, add, at } = setUp();
    await add(other);
    const record = present(await store.record(other));
    await store.forget(other);
    at(noon - 24 * hours);
    await store.restore(record);
    expect((await store.credentialsFor(other)).ok).toBe(true);
    expect(values.dump()).toContain('secret of');
  });

  it('leaves nothing to renew, not even of what had ended before', async () => {
    const { store, at } = setUp();
    await store.add(identityOf(home), credentialsOf(home), renewal);
    await store.add(identityOf(other, { expiresAt: noon + 1 }), credentialsOf(other), renewal);
    at(noon + minute);
    await store.sweep();
    const [before, ended] = [await store.record(home), await store.record(other)];
    expect(ended).toMatchObject({ renewal });
    expect(ended).not.toHaveProperty('keys');
    at(noon - hours);
    await store.sweep();
    for (const record of [before, ended]) {
      const now = await store.record(present(record).identity);
      expect(now).not.toHaveProperty('renewal');
      expect(now?.identity.heldUntil).toBe(noon - hours);
      const renewed = await store.renew(present(record), credentialsOf(home), noon + hours);
      expect(renewed).toBe(false);
    }
  });
});

/** The session of a role that has not long to live. */
async function heldRole() {
  const parts = setUp();
  await parts.store.add(identityOf(home, { expiresAt: noon + 1 }), credentialsOf(home), renewal);
  return { ...parts, record: present(await parts.store.record(home)) };
}

describe('a renewal', () => {
  const newer: Keys = { accessKeyId: 'ASIANEWER0000001', secretAccessKey: secret('newer') };

  it('changes the keys and their end, and not how long they are held', async () => {
    const { store, values, record } = await heldRole();
    expect(await store.renew(record, newer, noon + hours)).toBe(true);
    const { identity, keys, renewal: kept } = present(await store.record(home));
    expect(identity).toEqual({ ...record.identity, keyIdEnding: '0001', expiresAt: noon + hours });
    expect(keys).toEqual({ accessKeyId: newer.accessKeyId, secretAccessKey: 'newer' });
    expect(kept).toEqual(renewal);
    expect(values.dump()).not.toContain('token of');
  });

  it.each([
    ['forgotten', (store: ReturnType<typeof setUp>['store']) => store.forget(home)],
    ['locked away', (store: ReturnType<typeof setUp>['store']) => store.forgetAll()],
    [
      'taken in anew',
      (store: ReturnType<typeof setUp>['store']) =>
        store.add(identityOf(home, { addedAt: noon + 1 }), credentialsOf(home), renewal),
    ],
    [
      'replaced by those of somebody else',
      (store: ReturnType<typeof setUp>['store']) =>
        store.add(identityOf(home, { arn: 'arn:aws:iam::1:user/eve' }), credentialsOf(home)),
    ],
  ])('does not bring back what was %s meanwhile', async (_, meanwhile) => {
    const { store, values, record } = await heldRole();
    await meanwhile(store);
    expect(await store.renew(record, newer, noon + hours)).toBe(false);
    expect(values.dump()).not.toContain('newer');
  });

  it('does not come in behind a lock that comes at the same time', async () => {
    const { store, values, record } = await heldRole();
    await Promise.all([store.renew(record, newer, noon + hours), store.forgetAll()]);
    expect(values.dump()).not.toMatch(/newer|secret of/);
  });
});

/** Spans in steps of four minutes: to go back by one is within the tolerance, by two it is not. */
const spans = (most: number) => fc.integer({ min: 1, max: most }).map((many) => many * 4 * minute);

describe('whatever happens to the clock', () => {
  const account = fc.constantFrom(home, other);
  const steps = fc.array(
    fc.oneof(
      fc.record({
        act: fc.constant('add' as const),
        account,
        lives: fc.option(spans(100), { nil: undefined }),
        held: spans(120),
      }),
      fc.record({ act: fc.constant('advance' as const), by: spans(60) }),
      fc.record({ act: fc.constant('go back' as const), by: spans(60) }),
      fc.record({ act: fc.constant('go back a little' as const), by: fc.constant(4 * minute) }),
      fc.record({ act: fc.constant('use' as const), account }),
      fc.record({ act: fc.constant('sweep' as const) }),
      fc.record({ act: fc.constant('restart' as const) }),
    ),
    { maxLength: 40 },
  );

  it('no secret is given after its end, nor kept once that was seen', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        let time = noon;
        let latest = -Infinity;
        let count = 0;
        const values = memoryStore();
        let store = createCredentialStore(values, () => time);
        /** What may be given still, by account. */
        const alive = new Map<string, { readonly end: number; readonly canary: string }>();
        const look = () => {
          if (time < latest - 5 * minute) {
            alive.clear();
            latest = time;
          }
          latest = Math.max(latest, time);
        };
        const drop = (over: readonly string[]) => over.forEach((name) => alive.delete(name));
        const over = () => [...alive].filter(([, { end }]) => end <= time).map(([name]) => name);
        for (const step of taken) {
          if (step.act === 'advance') time += step.by;
          else if (step.act === 'restart') store = createCredentialStore(values, () => time);
          else if (step.act === 'go back' || step.act === 'go back a little') time -= step.by;
          else if (step.act === 'add') {
            look();
            count += 1;
            const [heldUntil, end = heldUntil] = [
              time + step.held,
              step.lives && time + Math.min(step.lives, step.held),
            ];
            const expiresAt = step.lives === undefined ? {} : { expiresAt: time + step.lives };
            const canary = `canary ${count}.`;
            const keys = { accessKeyId: 'ASIA', secretAccessKey: secret(canary) };
            await store.add(identityOf(step.account, { heldUntil, ...expiresAt }), keys);
            alive.set(nameOf(step.account), { end, canary });
          } else {
            look();
            if (step.act === 'sweep') {
              drop(over());
              const ends = [...alive.values()].map(({ end }) => end);
              const next = ends.length > 0 ? Math.min(...ends) : undefined;
              expect((await store.sweep()).next).toBe(next);
              const kept = values.dump().match(/canary \d+\./g) ?? [];
              expect(kept.toSorted()).toEqual(
                [...alive.values()].map((each) => each.canary).toSorted(),
              );
            } else {
              const name = nameOf(step.account);
              drop(over().filter((each) => each === name));
              const result = await store.credentialsFor(step.account);
              const given = result.ok ? reveal(result.value.secretAccessKey) : undefined;
              expect(given).toBe(alive.get(name)?.canary);
              if (result.ok) expect(result.value.deadline).toBeGreaterThan(time);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
