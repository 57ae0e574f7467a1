import type { Problem } from '../../problems/problem';
import { failed, ok, type Result } from '../../result';
import { accountObstacle, vaultObstacle } from '../../safety/obstacles';
import type { UnlockOutcome } from '../vault';
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
      const since = lock.times();
      const made = await allowed(() => vault.create(passphrase, since));
      if (!made.ok) return made;
      await scheduleSweep();
      return told();
    },
    'vault.unlock': async ({ passphrase }) => {
      const since = lock.times();
      const unlocked = await allowed(() => vault.unlock(passphrase, since));
      if (!unlocked.ok) return unlocked;
      const { records, expired, refused } = unlocked.value;
      const { policy: rules } = await policy();
      const forbidden: UnlockOutcome['refused'][number][] = [];
      let restored = 0;
      for (const record of records) {
        const { identity } = record;
        const problem = accountObstacle(rules, identity.account);
        if (problem) {
          const { partition, account } = identity;
          forbidden.push({ account: { partition, account }, problem });
          continue;
        }
        // What was added since the lock is newer than what the vault has.
        const held = await credentials.credentialsFor(identity);
        // Whoever locked meanwhile finds nothing of the vault.
        if (lock.times() !== since) return failed({ kind: 'vault', reason: 'closed' });
        if (!held.ok) await credentials.restore(record);
        restored += 1;
      }
      await lock.release(since);
      await scheduleSweep();
      await events.emit({ event: 'credentials-changed' });
      await told();
      return ok({ restored, expired, refused: [...refused, ...forbidden] });
    },
    'vault.remember': ({ account, longTerm }) =>
      allowed(async () => {
        const held = await credentials.credentialsFor(account);
        if (!held.ok) return held;
        const remembered = await vault.remember(account, longTerm);
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
