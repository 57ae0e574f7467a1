import type { AccountName, AccountNames } from '../accounts/alias';
import { environments, type Environment } from '../accounts/environments';
import type { AccountId } from '../scope';

/** Columns that stand together because their accounts are for the same. */
export interface ColumnGroup {
  readonly name: string;
  /** The colour of the environment; none for accounts that have none. */
  readonly color?: string;
  /** The numbers of its columns in the matrix, in the order in which they are shown. */
  readonly columns: readonly number[];
}

/**
 * The columns in the order in which people look for them: by environment, those without one
 * last, in each by name, and accounts without a name after the others by their ids.
 */
export function groupColumns(
  accounts: readonly AccountId[],
  names: AccountNames,
): readonly ColumnGroup[] {
  const columns = accounts
    .map((account, column) => ({ account, column, known: names.get(account) }))
    .toSorted(byName);
  const within = (environment: Environment | undefined) =>
    columns.filter(({ known }) => known?.environment === environment).map(({ column }) => column);
  const named = environmentNames.map((each) => ({ ...environments[each], columns: within(each) }));
  const groups = named.filter((group) => group.columns.length > 0);
  const others = within(undefined);
  if (others.length === 0) return groups;
  return [
    ...groups,
    { name: groups.length === 0 ? 'Accounts' : 'Other accounts', columns: others },
  ];
}

const environmentNames = Object.keys(environments) as readonly Environment[];

interface Column {
  readonly account: AccountId;
  readonly known: AccountName | undefined;
}

function byName(a: Column, b: Column): number {
  if (a.known && b.known) {
    const named = a.known.name.localeCompare(b.known.name, 'en');
    if (named !== 0) return named;
  } else if (a.known || b.known) {
    return a.known ? -1 : 1;
  }
  return a.account < b.account ? -1 : 1;
}
