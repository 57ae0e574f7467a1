// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Popup } from '@/components/popup/popup';
import type { Identity } from '@/lib/credentials/identity';
import type { ProductEvent } from '@/lib/messaging/protocol';
import type { Scope } from '@/lib/scope';
import { safetyView } from '../support/safety';
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
    'safety.get': () => ({ value: safetyView() }),
    'desk.open': () => ({ value: null }),
    'accounts.names': () => ({ value: [] }),
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

test.each([
  [{ readOnly: true }, {}, true],
  [{ readOnlyAccounts: ['111122223333'] }, {}, true],
  [{ readOnlyAccounts: ['444455556666'] }, {}, false],
  [{}, { readOnly: true }, true],
  [{}, {}, false],
])(
  'read-only in the account of the tab is said: %j, company %j: %s',
  async (set, managed, said) => {
    show({
      'tab.scope': () => ({ value: scope }),
      'credentials.list': () => ({ value: [admin] }),
      'safety.get': () => ({ value: safetyView(set, managed) }),
    });
    await screen.findByText('Account 111122223333');
    expect(words().includes('Read-only')).toBe(said);
  },
);

test('read-only is followed when it is switched, and is of all accounts without a tab', async () => {
  let readOnly = false;
  const { hear } = show({ 'safety.get': () => ({ value: safetyView({ readOnly }) }) }, undefined);
  await screen.findByText(/holds no credentials/);
  expect(words()).not.toContain('Read-only');
  readOnly = true;
  hear({ event: 'safety-changed' });
  await screen.findByText('Read-only: nothing can be changed');
});

const named = (name: string) => () => ({
  value: [{ account: '111122223333', name, environment: 'production' }],
});

describe('the name of an account', () => {
  test('is told above its id, with the environment as a word and a colour', async () => {
    const { calls } = show({
      'tab.scope': () => ({ value: scope }),
      'credentials.list': () => ({ value: [admin, { ...admin, account: '444455556666' }] }),
      'accounts.names': named('Payments'),
    });
    const badge = await screen.findByText('Production');
    expect(words()).toContain('Payments ProductionAccount 111122223333, eu-west-1');
    expect(badge.style.backgroundColor).toBe('#d91515');
    expect(calls('accounts.names')[0]?.input).toEqual({ accounts: ['111122223333'] });
  });

  test('is told where there are no credentials, and in the list of those that are held', async () => {
    show({ 'tab.scope': () => ({ value: scope }), 'accounts.names': named('Payments') });
    await screen.findByText('Payments');
    expect(screen.getByRole('note').textContent).toContain('Payments Production');
    cleanup();
    show({ 'credentials.list': () => ({ value: [admin] }), 'accounts.names': named('Billing') });
    await screen.findByText('Billing');
    expect(screen.getByRole('listitem').textContent).toContain('Billing ProductionAccount 1111');
  });

  test('follows when it changes, and is not waited for', async () => {
    let known = false;
    const { hear } = show({
      'credentials.list': () => ({ value: [admin] }),
      'accounts.names': () => (known ? named('Payments')() : 'wait'),
    });
    await screen.findByText('Account 111122223333');
    known = true;
    hear({ event: 'accounts-changed' });
    await screen.findByText('Payments');
  });
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
