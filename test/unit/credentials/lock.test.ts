import { describe, expect, it } from 'vitest';
import { createLock, type LockReason } from '@/lib/credentials/lock';
import { secret, secretKeys } from '@/lib/credentials/secret';
import { createCredentialStore } from '@/lib/credentials/store';
import { createReadCache } from '@/lib/storage/read-cache';
import { memoryStore } from '@/test/support/memory-store';
import { identityOf } from '../support/identities';
import { home, noon } from '../support/values';

function setUp() {
  const clock = { time: noon };
  const now = () => clock.time;
  const session = memoryStore();
  const credentials = createCredentialStore(session, now);
  const cache = createReadCache(session);
  const boot = () => createLock(session, credentials, cache, now);
  const keys = { accessKeyId: 'ASIACANARY', secretAccessKey: secret('canary-secret') };
  return {
    clock,
    session,
    credentials,
    cache,
    boot,
    lock: boot(),
    hold: () => credentials.add(identityOf(home), keys),
  };
}

describe('a lock', () => {
  it('lets go of every secret and of what was read with them, and of nothing else', async () => {
    const { session, cache, lock, hold } = setUp();
    await hold();
    await session.set(secretKeys.vault, 'canary-vault');
    await session.set(secretKeys.identityCenter, 'canary-token');
    await cache.put(home, 'q', { value: 'canary-answer', readAt: noon });
    await session.set('plan/x', 'kept');
    await session.set('watch/7', 'kept');
    expect(await lock.lock('asked')).toBe(true);
    expect(session.dump()).not.toMatch(/canary/i);
    const left = session.keys().filter((key) => !key.startsWith('clock/'));
    expect(left.toSorted()).toEqual(['lock/last', 'plan/x', 'watch/7']);
  });

  it.each<LockReason>(['asked', 'idle', 'system'])(
    'says when and why: %s, also to the next worker, until there are secrets again',
    async (reason) => {
      const { lock, boot, hold, clock } = setUp();
      expect(await lock.state()).toBeUndefined();
      await hold();
      clock.time += 5;
      await lock.lock(reason);
      expect(await boot().state()).toEqual({ at: noon + 5, reason });
      const next = boot();
      await next.release(next.times());
      expect(await lock.state()).toBeUndefined();
    },
  );

  it('is none when there is nothing to let go of, so that its first reason stays', async () => {
    const { lock, hold, session } = setUp();
    expect(await lock.lock('idle')).toBe(false);
    expect(await lock.state()).toBeUndefined();
    await hold();
    await lock.lock('idle');
    expect(await lock.lock('system')).toBe(false);
    expect(await lock.state()).toMatchObject({ reason: 'idle' });
    await session.set(secretKeys.vault, 'canary-vault');
    expect(await lock.lock('system')).toBe(true);
  });

  it('is counted from its first moment, also when there was nothing to let go of', async () => {
    const { lock } = setUp();
    expect(lock.times()).toBe(0);
    const locking = lock.lock('asked');
    expect(lock.times()).toBe(1);
    await locking;
  });
});
