import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Identity } from '@/lib/credentials/identity';
import { reveal, secret, type Keys } from '@/lib/credentials/secret';
import { createCredentialStore } from '@/lib/credentials/store';
import { failed } from '@/lib/result';
import type { AccountScope } from '@/lib/scope';
import { memoryStore } from '@/test/support/memory-store';
import { identityOf } from '../support/identities';
import {
  friend,
  noon,
  owner,
  partitions,
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
