// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { Popup } from '@/components/popup/popup';
import type { Identity } from '@/lib/credentials/identity';
import type { ProductEvent } from '@/lib/messaging/protocol';
import type { Scope } from '@/lib/scope';
import { fakeClient } from './fakes';

afterEach(cleanup);

const now = Date.UTC(2026, 10, 22, 12);
const minute = 60_000;
const scope: Scope = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };
const admin: Identity = {
  partition: 'aws',
  account: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ImageAdmin_0123abcd/jane',
  region: 'us-east-1',
  keyIdEnding: '7ABC',
  longTerm: false,
  expiresAt: now + 42 * minute,
  addedAt: now,
  heldUntil: now + 8 * 60 * minute,
  source: { kind: 'pasted' },
};

function show(answers: Parameters<typeof fakeClient>[0], tabId: number | undefined = 7) {
  const worker = fakeClient({
    'tab.scope': () => ({ value: null }),
    'credentials.list': () => ({ value: [] }),
    'desk.open': () => ({ value: null }),
    'vault.state': () => ({ value: { vault: { state: 'none', accounts: [] } } }),
    'lock.now': () => ({ value: null }),
    ...answers,
  });
  const close = vi.fn<() => void>();
  const listeners: ((event: ProductEvent) => void)[] = [];
  render(
    <Popup
      client={worker.client}
      activeTabId={async () => tabId}
      listen={(listener) => {
        listeners.push(listener);
      }}
      now={() => now}
      close={close}
    />,
  );
  return {
    ...worker,
    close,
    hear: (event: ProductEvent) => listeners.forEach((hear) => hear(event)),
  };
}

const words = () => document.body.textContent;

test('says that it is reading', () => {
  show({ 'credentials.list': () => 'wait' });
  expect(screen.getByRole('status').textContent).toBe('Reading who you are in this tab');
  expect(screen.getByRole('button', { name: 'Open desk' })).toBeDefined();
});

test('tells who the person is in the account of the tab', async () => {
  const { calls, close } = show({
    'tab.scope': () => ({ value: scope }),
    'credentials.list': () => ({ value: [admin] }),
  });
  await screen.findByText('Account 111122223333');
  expect(words()).toContain('eu-west-1');
  expect(words()).toContain('ImageAdmin (Identity Center)');
  expect(words()).toContain('Expires in 42 min');
  expect(screen.queryByRole('button', { name: 'Add credentials' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Open desk' }));
  await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
  expect(calls('tab.scope')[0]?.input).toEqual({ tabId: 7 });
  expect(calls('desk.open')[0]).toMatchObject({ input: { view: 'images' }, options: { scope } });
});

test('an account of the tab without credentials is said, with the way to add them', async () => {
  const { calls } = show({
    'tab.scope': () => ({ value: scope }),
    'credentials.list': () => ({ value: [{ ...admin, account: '444455556666' }] }),
  });
  await screen.findByText('Image Desk has no credentials for account 111122223333.');
  fireEvent.click(screen.getByRole('button', { name: 'Add credentials' }));
  await vi.waitFor(() => expect(calls('desk.open')).toHaveLength(1));
  expect(calls('desk.open')[0]).toMatchObject({ input: { view: 'settings' }, options: { scope } });
});

test('expired credentials are said to be expired', async () => {
  show({
    'tab.scope': () => ({ value: scope }),
    'credentials.list': () => ({ value: [{ ...admin, expiresAt: now - 1 }] }),
  });
  await screen.findByText('These credentials have expired');
  expect(screen.getByRole('button', { name: 'Add credentials' })).toBeDefined();
});

test('lists the held identities where the tab shows no account', async () => {
  show({
    'credentials.list': () => ({ value: [admin, { ...admin, account: '444455556666' }] }),
  });
  expect(await screen.findAllByRole('listitem')).toHaveLength(2);
  expect(words()).toContain('Account 444455556666, us-east-1');
});

test('nobody yet: says so and leads to the settings', async () => {
  show({}, undefined);
  await screen.findByText(/holds no credentials/);
  expect(screen.getByRole('button', { name: 'Add credentials' })).toBeDefined();
});

test('locks at once when credentials are held, and says so', async () => {
  let held: readonly Identity[] = [admin];
  let locked = false;
  const { calls, hear } = show({
    'credentials.list': () => ({ value: held }),
    'vault.state': () => ({
      value: {
        vault: { state: 'none', accounts: [] },
        ...(locked && { locked: { at: now, reason: 'asked' } }),
      },
    }),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Lock now' }));
  await vi.waitFor(() => expect(calls('lock.now')).toHaveLength(1));
  [held, locked] = [[], true];
  hear({ event: 'credentials-changed' });
  await screen.findByText('Image Desk is locked.');
  expect(words()).toContain('because you asked for it.');
  await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'Lock now' })).toBeNull());
  expect(screen.queryByRole('button', { name: 'Unlock' })).toBeNull();
});

test('locked with a vault, it leads to where that is unlocked', async () => {
  const { calls } = show({
    'vault.state': () => ({
      value: {
        vault: { state: 'locked', accounts: [admin] },
        locked: { at: now, reason: 'system' },
      },
    }),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Unlock' }));
  await vi.waitFor(() => expect(calls('desk.open')).toHaveLength(1));
  expect(calls('desk.open')[0]?.input).toEqual({ view: 'settings' });
});

test('reads anew when credentials change', async () => {
  let held: readonly Identity[] = [];
  const { hear } = show({ 'credentials.list': () => ({ value: held }) });
  await screen.findByText(/holds no credentials/);
  held = [admin];
  hear({ event: 'credentials-changed' });
  await screen.findByText('Account 111122223333');
});

test('a worker that does not answer is explained, and so is a desk that does not open', async () => {
  const { close } = show({
    'credentials.list': () => ({ problem: { kind: 'interrupted' } }),
    'desk.open': () => ({ problem: { kind: 'unknown', detail: 'No window' } }),
  });
  await screen.findByText(/interrupted Image Desk/);
  fireEvent.click(screen.getByRole('button', { name: 'Open desk' }));
  await screen.findByText('No window');
  expect(close).not.toHaveBeenCalled();
});
