import { failed, ok, type Result } from '../../result';
import { vaultObstacle } from '../../safety/obstacles';
import type { HandlerParts, HandlersOf } from './parts';

/** Locking, and the opt-in vault. */
export function vaultHandlers(
  parts: Pick<HandlerParts, 'lock' | 'lockNow' | 'vault' | 'policy' | 'credentials' | 'events'>,
): HandlersOf<'lock' | 'vault'> {
  const { lock, lockNow, vault, policy, credentials, events } = parts;
  const allowed = async <Value>(go: () => Promise<Result<Value>>): Promise<Result<Value>> => {
    const obstacle = vaultObstacle(await policy());
    return obstacle ? failed(obstacle) : go();
  };
  const told = async () => {
    await events.emit({ event: 'vault-changed' });
    return ok(null);
  };
  return {
    'lock.now': async () => {
      await lockNow();
      return ok(null);
    },
    'vault.state': async () => {
      const locked = await lock.state();
      return ok({ vault: await vault.state(), ...(locked && { locked }) });
    },
    'vault.create': ({ passphrase }) =>
      allowed(async () => {
        const made = await vault.create(passphrase);
        return made.ok ? told() : made;
      }),
    'vault.unlock': ({ passphrase }) =>
      allowed(async () => {
        const unlocked = await vault.unlock(passphrase);
        if (!unlocked.ok) return unlocked;
        const { records, expired, refused } = unlocked.value;
        for (const record of records) {
          // What was added since the lock is newer than what the vault has.
          const held = await credentials.record(record.identity);
          if (!held?.keys) await credentials.restore(record);
        }
        await lock.release();
        await events.emit({ event: 'credentials-changed' });
        await told();
        return ok({ restored: records.length, expired, refused });
      }),
    'vault.remember': ({ account, longTerm }) =>
      allowed(async () => {
        const record = await credentials.record(account);
        if (!record?.keys) return failed({ kind: 'needs-credentials', account: account.account });
        if (record.identity.longTerm && !longTerm) {
          return failed({ kind: 'vault', reason: 'long-term-key' });
        }
        const remembered = await vault.remember(record);
        return remembered.ok ? told() : remembered;
      }),
    'vault.forget': async ({ account }) => {
      await vault.forget(account);
      return told();
    },
    'vault.remove': async () => {
      await vault.remove();
      return told();
    },
  };
}
