import type { TableProps } from '@cloudscape-design/components/table';
import type { AccountAlias } from '../../../../lib/accounts/alias';
import { AccountName, EnvironmentBadge } from '../../../light/account-name';

type Columns = readonly TableProps.ColumnDefinition<AccountAlias>[];

/** The columns of the account book. */
export const wideColumns: Columns = [
  {
    id: 'account',
    header: 'Account ID',
    isRowHeader: true,
    minWidth: 140,
    cell: ({ account }) => <span class="desk-account">{account}</span>,
  },
  { id: 'name', header: 'Name', minWidth: 160, cell: ({ name }) => name },
  {
    id: 'environment',
    header: 'Environment',
    minWidth: 130,
    cell: ({ environment }) => (environment ? <EnvironmentBadge environment={environment} /> : '–'),
  },
  {
    id: 'groups',
    header: 'Groups',
    minWidth: 140,
    cell: ({ groups }) => groups?.join(', ') ?? '–',
  },
  { id: 'notes', header: 'Notes', minWidth: 200, cell: ({ notes }) => notes ?? '–' },
];

/** The same in one column, where five would have to be scrolled. */
export const narrowColumns: Columns = [
  {
    id: 'account',
    header: 'Account',
    isRowHeader: true,
    minWidth: 200,
    cell: (alias) => (
      <>
        <AccountName account={alias.account} known={alias} />
        {alias.groups && <div>{alias.groups.join(', ')}</div>}
        {alias.notes !== undefined && <div>{alias.notes}</div>}
      </>
    ),
  },
];
