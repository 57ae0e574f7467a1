import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountAlias } from '@/lib/accounts/alias';
import type { Scope } from '@/lib/scope';
import { createDatabase, durableStore } from '@/lib/storage/database';
import { mutatingCalls } from '../../aws/log';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const account = { partition: 'aws', account: ownerAccount } as const;
const alias: AccountAlias = { account: ownerAccount, name: 'Ours' };
const passphrase = 'correct horse battery';
const unavailable = { ok: false, problem: { kind: 'storage-unavailable' } };

let worker: DetachedWorker;

/** How a browser refuses: before or after it was asked to open. */
const failures: Readonly<Record<string, () => unknown>> = {
  'as in a private window': () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  },
  'as with a damaged file': () => {
    const request = new EventTarget();
    queueMicrotask(() => request.dispatchEvent(new Event('error')));
    return Object.assign(request, { error: new DOMException('Internal error.', 'UnknownError') });
  },
};

describe.each(Object.entries(failures))('a disk that cannot be used, %s', (_, open) => {
  beforeEach(async () => {
    worker = await startDetachedWorker({ disk: durableStore(createDatabase()) });
    vi.stubGlobal('indexedDB', { open });
  });

  afterEach(async () => {
    vi.unstubAllGlobals();
    await worker.stop();
  });

  it('keeps no credentials out, and no read', async () => {
    expect(await worker.call('images.list', {}, virginia)).toMatchObject({
      problem: { kind: 'needs-credentials' },
    });
    expect(await worker.signIn(ownerAccount)).toMatchObject({ ok: true });
    expect(worker.events).toContainEqual({ event: 'credentials-changed' });
    expect(await worker.call('images.list', {}, virginia)).toMatchObject({ ok: true });
    const other = { ...virginia, account: customerAccount };
    expect(await worker.call('images.list', {}, other)).toMatchObject({
      problem: { kind: 'wrong-account' },
    });
  });

  it('lets nothing be changed in AWS: no plan can be kept', async () => {
    await worker.signIn(ownerAccount);
    const desired = [{ account: '555566667777', fleet: true, imageBuilder: false }];
    const images = [{ region: virginia.region, image: { name: 'office-2026-06' }, desired }];
    expect(await worker.call('sharing.plan', { images }, virginia)).toEqual(unavailable);
    const digest = 'a'.repeat(64);
    expect(await worker.call('sharing.apply', { digest }, virginia)).toMatchObject({
      ok: false,
      problem: { kind: 'read-only' },
    });
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it('is named by what needs it', async () => {
    await worker.signIn(ownerAccount);
    expect(await worker.call('vault.state', {})).toEqual(unavailable);
    expect(await worker.call('vault.create', { passphrase })).toEqual(unavailable);
    expect(await worker.call('vault.unlock', { passphrase })).toEqual(unavailable);
    expect(await worker.call('jobs.list', {})).toEqual(unavailable);
    expect(await worker.call('accounts.list', {})).toEqual(unavailable);
    expect(await worker.call('accounts.save', { alias })).toEqual(unavailable);
    expect(await worker.call('safety.set', { readOnly: false })).toEqual(unavailable);
    expect(await worker.call('activity.list', { limit: 1 })).toEqual({
      ok: false,
      problem: { kind: 'log-unavailable' },
    });
  });

  it.each([
    ['credentials.forget', account],
    ['credentials.forget-all', {}],
  ] as const)(
    'still forgets what is in memory, and says what it could not: %s',
    async (id, input) => {
      await worker.signIn(ownerAccount);
      await worker.call('images.list', {}, virginia);
      worker.events.length = 0;
      expect(await worker.call(id, input)).toEqual(unavailable);
      expect(worker.session.dump()).not.toContain(ownerAccount);
      expect(worker.events).toContainEqual({ event: 'credentials-changed' });
    },
  );
});
