import type { AccountAlias } from '../accounts/alias';
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

/** What the account book says of an account, as far as it decides where its column stands. */
type Known = Pick<AccountAlias, 'name' | 'environment' | 'groups'>;

/**
 * The columns in the order in which people look for them: by environment, those without one by
 * the first of their groups, those without any last. In each by name, and accounts without a
 * name after the others by their ids.
 */
export function groupColumns(
  accounts: readonly AccountId[],
  names: ReadonlyMap<AccountId, Known>,
): readonly ColumnGroup[] {
  const columns = accounts
    .map((account, column) => ({ account, column, known: names.get(account) }))
    .toSorted(byName);
  const within = (fits: (known: Known | undefined) => boolean) =>
    columns.filter(({ known }) => fits(known)).map(({ column }) => column);
  const grouped = columns.flatMap(({ known }) => firstGroup(known) ?? []);
  const groups = [
    ...environmentNames.map((each) => ({
      ...environments[each],
      columns: within((known) => known?.environment === each),
    })),
    ...[...new Set(grouped)]
      .toSorted((a, b) => a.localeCompare(b, 'en'))
      .map((name) => ({ name, columns: within((known) => firstGroup(known) === name) })),
  ].filter((group) => group.columns.length > 0);
  const others = within((known) => !known?.environment && firstGroup(known) === undefined);
  if (others.length === 0) return groups;
  return [
    ...groups,
    { name: groups.length === 0 ? 'Accounts' : 'Other accounts', columns: others },
  ];
}

/** The group under which an account without an environment stands. */
function firstGroup(known: Known | undefined): string | undefined {
  return known?.environment ? undefined : known?.groups?.[0];
}

const environmentNames = Object.keys(environments) as readonly Environment[];

interface Column {
  readonly account: AccountId;
  readonly known: Known | undefined;
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
