import type { AccountName as Known } from '../../lib/accounts/alias';
import { environments, type Environment } from '../../lib/accounts/environments';
import type { AccountId } from '../../lib/scope';

/** What an account is for, as a word in a colour. */
export function EnvironmentBadge({ environment }: { readonly environment: Environment }) {
  const { name, color } = environments[environment];
  return (
    <span class="environment" style={{ backgroundColor: color }}>
      {name}
    </span>
  );
}

/** The name of an account with its environment, which has a word and a colour. */
export function AccountTitle({ name, environment }: Pick<Known, 'name' | 'environment'>) {
  return (
    <span class="account-title">
      <span>{name}</span> {environment && <EnvironmentBadge environment={environment} />}
    </span>
  );
}

interface AccountNameProps {
  readonly account: AccountId;
  /** The alias of the account, if it has one. */
  readonly known: Known | undefined;
}

/** An account by its name where it has one, and always by its id. */
export function AccountName({ account, known }: AccountNameProps) {
  if (!known) return <>{account}</>;
  return (
    <>
      <AccountTitle {...known} /> <span class="account-id">{account}</span>
    </>
  );
}

/** What gives an element an edge in the colour of an account, where the account has one. */
export function edgeOf(known: Known | undefined, others: string) {
  const color = known?.environment && environments[known.environment].color;
  return color
    ? { class: `${others} account-edge`, style: { borderColor: color } }
    : { class: others };
}
