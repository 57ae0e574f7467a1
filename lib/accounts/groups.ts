import { groupKey, type AccountAlias } from './alias';
import { environments, type Environment } from './environments';

/** Accounts that belong together, so that something can be done with all of them at once. */
export type AccountGroup = {
  readonly name: string;
  /** At least one, in the order in which they were given. */
  readonly accounts: readonly AccountAlias[];
} & (
  | { readonly kind: 'group' }
  | { readonly kind: 'environment'; readonly environment: Environment }
);

/**
 * The groups of accounts: those that people named, by name, then the environments that have any.
 * Names that differ in case alone are one group, named as in the first account that has it.
 */
export function groupsOf(aliases: readonly AccountAlias[]): readonly AccountGroup[] {
  const named = new Map<string, { readonly name: string; readonly accounts: AccountAlias[] }>();
  for (const alias of aliases) {
    for (const name of alias.groups ?? []) {
      const group = named.get(groupKey(name)) ?? { name, accounts: [] };
      group.accounts.push(alias);
      named.set(groupKey(name), group);
    }
  }
  const groups = [...named.values()]
    .map((group) => ({ kind: 'group' as const, ...group }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  // Object.entries loses what the keys of the table are.
  const words = Object.keys(environments) as Environment[];
  const byEnvironment = words.map((environment) => ({
    kind: 'environment' as const,
    environment,
    name: environments[environment].name,
    accounts: aliases.filter((alias) => alias.environment === environment),
  }));
  return [...groups, ...byEnvironment.filter(({ accounts }) => accounts.length > 0)];
}
