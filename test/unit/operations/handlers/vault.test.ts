import { describe, expect, it } from 'vitest';
import { deriveKeysCheaply } from '../../../support/cheap-keys';
import { secretKeys } from '@/lib/credentials/secret';
import { failed, ok } from '@/lib/result';
import { fromDesk, setUp } from '../../support/handlers';
import { identityOf } from '../../support/identities';
import { home, noon, owner, present, valueOf } from '../../support/values';

deriveKeysCheaply();

const passphrase = 'canary battery staple';
const account = { partition: 'aws', account: owner } as const;
const closed = failed({ kind: 'vault', reason: 'closed' });

/** A vault that holds the credentials of an account, open. */
async function remembered() {
  const parts = await setUp();
  valueOf(await parts.handlers['vault.create']({ passphrase }, fromDesk));
  valueOf(await parts.handlers['vault.remember']({ account, longTerm: false }, fromDesk));
  parts.told.length = 0;
  parts.sweeps.length = 0;
  return parts;
}

describe('a vault', () => {
  it('tells everybody what has become of it', async () => {
    const { handlers, told } = await remembered();
    const changed = { event: 'vault-changed' } as const;
    await handlers['vault.remember']({ account, longTerm: false }, fromDesk);
    await handlers['vault.forget']({ account }, fromDesk);
    await handlers['vault.remove']({}, fromDesk);
    expect(told).toEqual([changed, changed, changed]);
    told.length = 0;
    await handlers['vault.create']({ passphrase: 'short' }, fromDesk);
    await handlers['vault.unlock']({ passphrase }, fromDesk);
    await handlers['vault.remember']({ account, longTerm: false }, fromDesk);
    expect(told).toEqual([]);
  });

  it('that was unlocked has its end, and that of what it gave back, looked at', async () => {
    const { handlers, lock, told, sweeps } = await remembered();
    await lock.lock('idle');
    expect(valueOf(await handlers['vault.unlock']({ passphrase }, fromDesk)).restored).toBe(1);
    expect(sweeps).toHaveLength(1);
    expect(told).toEqual([{ event: 'credentials-changed' }, { event: 'vault-changed' }]);
    expect(valueOf(await handlers['vault.state']({}, fromDesk))).toEqual({
      vault: { state: 'open', accounts: [account] },
    });
  });

  it.each(['create', 'unlock'] as const)(
    'stays locked when somebody locks while its key is derived: %s',
    async (how) => {
      const { handlers, lock, session, credentials } = await remembered();
      await lock.lock('idle');
      const opening = handlers[`vault.${how}`]({ passphrase }, fromDesk);
      await lock.lock('system');
      expect(await opening).toEqual(closed);
      expect(session.keys()).not.toContain(secretKeys.vault);
      expect(await credentials.list()).toEqual([]);
    },
  );

  it('gives back credentials in the place of those whose time is over', async () => {
    const { handlers, credentials, clock } = await remembered();
    const record = present(await credentials.record(home));
    await credentials.restore({ ...record, identity: identityOf(home, { heldUntil: noon + 1 }) });
    clock.time = noon + 1;
    valueOf(await handlers['vault.unlock']({ passphrase }, fromDesk));
    expect((await credentials.credentialsFor(home)).ok).toBe(true);
  });

  it('is locked by a lock, with its reason', async () => {
    const { handlers } = await remembered();
    expect(await handlers['lock.now']({}, fromDesk)).toEqual(ok(null));
    expect(valueOf(await handlers['vault.state']({}, fromDesk))).toEqual({
      vault: { state: 'locked', accounts: [account] },
      locked: { at: noon, reason: 'asked' },
    });
  });

  it('remembers nothing of an account whose credentials are not held', async () => {
    const { handlers } = await remembered();
    const nobody = { partition: 'aws-cn', account: owner } as const;
    expect(
      await handlers['vault.remember']({ account: nobody, longTerm: true }, fromDesk),
    ).toMatchObject({ problem: { kind: 'wrong-account' } });
  });
});
