import type { Problem } from '../../problems/problem';
import { failed, ok, type Result } from '../../result';
import { vaultObstacle } from '../../safety/obstacles';
import type { HandlerParts, HandlersOf } from './parts';

/** Locking, and the opt-in vault. */
export function vaultHandlers(
  parts: Pick<
    HandlerParts,
    'lock' | 'lockNow' | 'vault' | 'policy' | 'credentials' | 'scheduleSweep' | 'events'
  >,
): HandlersOf<'lock' | 'vault'> {
  const { lock, lockNow, vault, policy, credentials, scheduleSweep, events } = parts;
  const allowed = async <Value, Failure extends Problem>(
    go: () => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value>> => {
    const obstacle = vaultObstacle(await policy());
    return obstacle ? failed(obstacle) : go();
  };
  const told = async () => {
    await events.emit({ event: 'vault-changed' });
    return ok(null);
  };

  /** Deriving a key takes a second. Whoever locked meanwhile finds the vault locked. */
  const unlessLocked = async <Value, Failure extends Problem>(
    open: () => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value>> => {
    const times = lock.times();
    const opened = await open();
    if (!opened.ok || lock.times() === times) return opened;
    await lockNow();
    return failed({ kind: 'vault', reason: 'closed' });
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
    'vault.create': async ({ passphrase }) => {
      const made = await unlessLocked(() => allowed(() => vault.create(passphrase)));
      if (!made.ok) return made;
      await scheduleSweep();
      return told();
    },
    'vault.unlock': async ({ passphrase }) => {
      const unlocked = await unlessLocked(() => allowed(() => vault.unlock(passphrase)));
      if (!unlocked.ok) return unlocked;
      const { records, expired, refused } = unlocked.value;
      for (const record of records) {
        // What was added since the lock is newer than what the vault has.
        const held = await credentials.credentialsFor(record.identity);
        if (!held.ok) await credentials.restore(record);
      }
      await lock.release();
      await scheduleSweep();
      await events.emit({ event: 'credentials-changed' });
      await told();
      return ok({ restored: records.length, expired, refused });
    },
    'vault.remember': ({ account, longTerm }) =>
      allowed(async () => {
        const held = await credentials.credentialsFor(account);
        if (!held.ok) return held;
        const record = await credentials.record(account);
        if (!record) return failed({ kind: 'needs-credentials', account: account.account });
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
