import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountAlias } from '@/lib/accounts/alias';
import { groupsOf } from '@/lib/accounts/groups';
import { books } from '../support/aliases';
import { friend, owner, stranger } from '../support/values';

const images: AccountAlias = { account: owner, name: 'Images', environment: 'production' };
const payments: AccountAlias = {
  account: friend,
  name: 'Payments',
  environment: 'production',
  groups: ['Pilot', 'Customers EU'],
};
const trials: AccountAlias = {
  account: stranger,
  name: 'Trials',
  environment: 'test',
  groups: ['PILOT'],
};

describe('the groups of accounts', () => {
  it('are those that were named, by name, and then the environments', () => {
    expect(groupsOf([images, payments, trials])).toEqual([
      { kind: 'group', name: 'Customers EU', accounts: [payments] },
      { kind: 'group', name: 'Pilot', accounts: [payments, trials] },
      {
        kind: 'environment',
        environment: 'production',
        name: 'Production',
        accounts: [images, payments],
      },
      { kind: 'environment', environment: 'test', name: 'Test', accounts: [trials] },
    ]);
  });

  it('do not mix what was named with the environment of that name', () => {
    const named: AccountAlias = { account: owner, name: 'Images', groups: ['Test'] };
    expect(groupsOf([named, trials]).map(({ kind, name }) => [kind, name])).toEqual([
      ['group', 'PILOT'],
      ['group', 'Test'],
      ['environment', 'Test'],
    ]);
  });

  it('are none of accounts that have none', () => {
    expect(groupsOf([{ account: owner, name: 'Images' }])).toEqual([]);
    expect(groupsOf([])).toEqual([]);
  });

  it('have every account once in each of its own, and in no other', () => {
    fc.assert(
      fc.property(books, (book) => {
        const groups = groupsOf(book);
        for (const { accounts } of groups) {
          expect(accounts.length).toBeGreaterThan(0);
          expect(new Set(accounts).size).toBe(accounts.length);
        }
        const keys = groups.map(({ kind, name }) => `${kind}/${name.toLowerCase()}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const alias of book) {
          const own = groups.filter(({ accounts }) => accounts.includes(alias));
          const names = own.flatMap((each) => (each.kind === 'group' ? [each.name] : []));
          expect(names.map((name) => name.toLowerCase()).toSorted()).toEqual(
            (alias.groups ?? []).map((name) => name.toLowerCase()).toSorted(),
          );
          const environments = own.flatMap((each) =>
            each.kind === 'environment' ? [each.environment] : [],
          );
          expect(environments).toEqual(alias.environment ? [alias.environment] : []);
        }
      }),
    );
  });
});
