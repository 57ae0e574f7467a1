import { describe, expect, it } from 'vitest';
import { secretKeys } from '@/lib/credentials/secret';
import { failed, ok } from '@/lib/result';
import { callerIdentity } from '../../support/fake-appstream';
import { fromDesk, setUp } from '../../support/handlers';
import { inputs } from '../../support/inputs';
import { friend, noon, owner, valueOf } from '../../support/values';

const passphrase = 'canary battery staple';
const account = { partition: 'aws', account: owner } as const;
const portal = { startUrl: 'https://example.awsapps.com/start', region: 'eu-west-1' };
const problem = { kind: 'company-policy', rule: 'account', detail: friend } as const;

/** A company that lets only the owner's account be used. */
async function strict() {
  const parts = await setUp();
  Object.assign(parts.managed, { allowedAccounts: [owner] });
  return parts;
}

describe('an account that the company forbids', () => {
  it('has none of its roles assumed, not even to find out', async () => {
    const { handlers, requests } = await strict();
    const input = {
      source: account,
      region: 'us-east-1',
      roleArn: `arn:aws:iam::${friend}:role/Admin`,
      sessionName: 'image-desk',
      durationSeconds: 900,
    };
    expect(await handlers['credentials.assume-role'](input, fromDesk)).toEqual(failed(problem));
    expect(requests).toEqual([]);
  });

  it('has no credentials asked for from a sign-in', async () => {
    const { handlers, session, asked } = await strict();
    const signedIn = { portal, token: 'canary-token', until: noon + 1000 };
    await session.set(secretKeys.identityCenter, signedIn);
    const picks = [{ account: friend, role: 'Admin' }];
    expect(await handlers['sign-in.take']({ region: 'us-east-1', picks }, fromDesk)).toEqual(
      ok([{ account: friend, role: 'Admin', problem }]),
    );
    expect(asked).toEqual([]);
  });
});

/** A vault that holds the credentials of two accounts, open. */
async function remembered() {
  const parts = await setUp({
    holding: [account, { partition: 'aws', account: friend }],
    answer: () => callerIdentity(owner),
  });
  valueOf(await parts.handlers['vault.create']({ passphrase }, fromDesk));
  for (const each of [owner, friend]) {
    const input = { account: { partition: 'aws', account: each }, longTerm: false } as const;
    valueOf(await parts.handlers['vault.remember'](input, fromDesk));
  }
  return parts;
}

describe('a vault from before the company’s policy', () => {
  it('gives back nothing of an account that may not be used any more, and says so', async () => {
    const { handlers, managed, lock, credentials } = await remembered();
    await lock.lock('idle');
    Object.assign(managed, { allowedAccounts: [owner] });
    expect(valueOf(await handlers['vault.unlock']({ passphrase }, fromDesk))).toEqual({
      restored: 1,
      expired: [],
      refused: [{ account: { partition: 'aws', account: friend }, problem }],
    });
    expect((await credentials.list()).map((each) => each.account)).toEqual([owner]);
  });

  it.each([true, false])(
    'is refreshed by what is taken in, unless vaults are forbidden: %s',
    async (vaultForbidden) => {
      const { handlers, managed, durable } = await remembered();
      Object.assign(managed, { vaultForbidden });
      const before = durable.dump();
      valueOf(await handlers['credentials.add'](inputs['credentials.add'], fromDesk));
      expect(durable.dump() === before).toBe(vaultForbidden);
      const remembering = handlers['vault.remember']({ account, longTerm: true }, fromDesk);
      expect((await remembering).ok).toBe(!vaultForbidden);
    },
  );
});
