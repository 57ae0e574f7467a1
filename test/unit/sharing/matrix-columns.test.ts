import { expect, it } from 'vitest';
import type { AccountAlias } from '@/lib/accounts/alias';
import { groupColumns } from '@/lib/sharing/matrix-columns';

const names = (known: readonly AccountAlias[]) =>
  new Map(known.map((each) => [each.account, each]));

it('puts accounts of one environment together, by name, and those without one last', () => {
  const groups = groupColumns(
    ['5', '4', '3', '2', '1', '0'],
    names([
      { account: '5', name: 'Trials', environment: 'test' },
      { account: '3', name: 'Accounting', environment: 'production' },
      { account: '2', name: 'Payments', environment: 'production' },
      { account: '0', name: 'Zoo' },
    ]),
  );
  expect(groups.map(({ name, columns }) => [name, columns])).toEqual([
    ['Production', [2, 3]],
    ['Test', [0]],
    ['Other accounts', [5, 4, 1]],
  ]);
  expect(groups.map(({ color }) => color !== undefined)).toEqual([true, true, false]);
});

it('says no more than accounts where none has an environment', () => {
  expect(groupColumns(['2', '1'], new Map())).toEqual([{ name: 'Accounts', columns: [1, 0] }]);
  expect(groupColumns([], new Map())).toEqual([]);
});

it('puts accounts without an environment under the first of their groups', () => {
  const groups = groupColumns(
    ['1', '2', '3', '4'],
    names([
      { account: '1', name: 'Asia', groups: ['Partners', 'Customers'] },
      { account: '2', name: 'Europe', groups: ['Customers'] },
      { account: '3', name: 'Mine', environment: 'sandbox', groups: ['Customers'] },
    ]),
  );
  expect(groups.map(({ name, columns }) => [name, columns])).toEqual([
    ['Sandbox', [2]],
    ['Customers', [1]],
    ['Partners', [0]],
    ['Other accounts', [3]],
  ]);
});
