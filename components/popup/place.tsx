import type { AccountName } from '../../lib/accounts/alias';
import type { Scope } from '../../lib/scope';
import { AccountTitle, edgeOf } from '../light/account-name';

interface PlaceProps {
  readonly place: Scope;
  /** The name of the account. */
  readonly known: AccountName | undefined;
}

/** In which account and Region something changes. Not to be overlooked. */
export function Place({ place, known }: PlaceProps) {
  return (
    <div {...edgeOf(known, 'place')}>
      {known && <AccountTitle {...known} />}
      <div>
        <strong class="place-account">{place.account}</strong> {place.region}
      </div>
    </div>
  );
}
