import { describe, expect, it } from 'vitest';
import type { AccountAlias } from '@/lib/accounts/alias';
import { fromDesk, fromPage, setUp } from '../../support/handlers';
import { friend, owner, problemKind, stranger, valueOf } from '../../support/values';

describe('the names of accounts', () => {
  const payments: AccountAlias = {
    account: friend,
    name: 'Payments',
    environment: 'test',
    groups: ['Customers EU'],
    notes: 'N',
  };
  const images = { account: owner, name: 'Images' };

  it('are kept on disk, out of the reach of pages, and told to everybody who shows them', async () => {
    const { perform, durable, settings, session, told, toTab } = await setUp();
    await perform('panel.open', {}, fromPage);
    valueOf(await perform('accounts.save', { alias: payments }, fromDesk));
    valueOf(await perform('accounts.import', { aliases: [images] }, fromDesk));
    expect(valueOf(await perform('accounts.list', {}, fromDesk))).toEqual([images, payments]);
    expect(durable.keys()).toEqual([`alias/${friend}`, `alias/${owner}`]);
    expect(settings.dump() + session.dump()).not.toContain('Payments');
    const changed = { event: 'accounts-changed' };
    expect(told).toEqual([changed, changed]);
    expect(toTab).toEqual([
      [7, changed],
      [7, changed],
    ]);
    valueOf(await perform('accounts.remove', { accounts: [friend] }, fromDesk));
    expect(valueOf(await perform('accounts.list', {}, fromDesk))).toEqual([images]);
    expect(told).toHaveLength(3);
  });

  it('are told to a page of the accounts that it names, without groups and notes', async () => {
    const { perform } = await setUp();
    await perform('accounts.import', { aliases: [payments, images] }, fromDesk);
    const asked = { accounts: [friend, stranger] };
    expect(valueOf(await perform('accounts.names', asked, fromPage))).toEqual([
      { account: friend, name: 'Payments', environment: 'test' },
    ]);
  });

  it('survive that credentials are forgotten', async () => {
    const { perform } = await setUp();
    await perform('accounts.save', { alias: payments }, fromDesk);
    await perform('credentials.forget-all', {}, fromDesk);
    expect(valueOf(await perform('accounts.list', {}, fromDesk))).toEqual([payments]);
  });

  it('are not told to have changed when there is no room for more', async () => {
    const { perform, told } = await setUp();
    const aliases = Array.from({ length: 5000 }, (_, index) => ({
      account: String(index).padStart(12, '0'),
      name: 'One of many',
    }));
    valueOf(await perform('accounts.import', { aliases }, fromDesk));
    expect(problemKind(await perform('accounts.save', { alias: payments }, fromDesk))).toBe(
      'refused',
    );
    expect(told).toHaveLength(1);
  });
});
