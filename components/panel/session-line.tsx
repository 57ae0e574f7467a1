import type { AccountName } from '../../lib/accounts/alias';
import { AccountTitle } from '../light/account-name';
import { Button } from '../light/button';
import { Spinner } from '../light/spinner';
import type { PanelModel } from './session';

interface SessionLineProps {
  readonly model: Pick<PanelModel, 'session' | 'chosen' | 'refresh' | 'goOn'>;
  /** The alias of the page's account. */
  readonly known: AccountName | undefined;
  /** When what is shown was read, in epoch milliseconds. */
  readonly readAt: number | undefined;
  readonly busy: boolean;
}

/** Of which account and Region the panel is, and how fresh what it shows is. */
export function SessionLine({ model, known, readAt, busy }: SessionLineProps) {
  const chosen = model.chosen.value;
  const session = model.session.value;
  return (
    <>
      {known && (
        <div>
          <AccountTitle {...known} />
        </div>
      )}
      <div class="facts quiet">
        <span>{inWords(chosen ?? session.account, session.region)}</span>
        {chosen !== undefined && (
          <>
            <span>Chosen by you</span>
            <Button variant="link" onClick={() => model.goOn('choose-account')}>
              Choose another account
            </Button>
          </>
        )}
        {readAt !== undefined &&
          (busy ? <Spinner>Refreshing</Spinner> : <span>Updated {timeOfDay(readAt)}</span>)}
        <Button variant="link" onClick={model.refresh}>
          Refresh
        </Button>
      </div>
    </>
  );
}

/** The alias of the account that the page shows, told by itself or by the person. */
export function knownAccount({
  names,
  chosen,
  session,
}: Pick<PanelModel, 'names' | 'chosen' | 'session'>): AccountName | undefined {
  return names.value.get(chosen.value ?? session.value.account ?? '');
}

function inWords(account: string | undefined, region: string | undefined): string {
  const known = [account && `Account ${account}`, region].filter(Boolean);
  return known.join(', ') || 'Account and Region unknown';
}

/** Hours, minutes and seconds here, as 14:03:22. */
function timeOfDay(time: number): string {
  return new Date(time).toTimeString().slice(0, 8);
}
