import type { AccountName } from '../../lib/accounts/alias';
import { describeState, stateTone, visibilityNames } from '../../lib/images/describe';
import type { Image, ImageRef, Visibility } from '../../lib/images/image';
import { AccountTitle, edgeOf } from '../light/account-name';
import { Badge } from '../light/badge';
import { Button } from '../light/button';
import { StatusIndicator } from '../light/status-indicator';
import { Spinner } from '../light/spinner';
import type { Reading } from './reading';

interface SummaryProps {
  readonly image: ImageRef | undefined;
  readonly details: Reading<Image>;
  readonly session: { readonly account?: string; readonly region?: string };
  /** The alias of the page's account. */
  readonly known: AccountName | undefined;
  /** The account that the person said the page shows, where the page tells none. */
  readonly chosen: string | undefined;
  readonly busy: boolean;
  readonly onRefresh: () => void;
  readonly onChoose: () => void;
}

const badgeColors: Readonly<Record<Visibility, 'grey' | 'blue' | 'green'>> = {
  private: 'grey',
  'shared-with-others': 'blue',
  'shared-with-me': 'green',
  public: 'grey',
};

/** Which image is shown, of which account and Region, and how fresh that is. */
export function Summary(props: SummaryProps) {
  const { image, details, session, known, chosen, busy, onRefresh, onChoose } = props;
  const { held } = details;
  return (
    <div {...edgeOf(known, 'summary')}>
      <p class="image-name">{image?.name ?? 'No image selected'}</p>
      {held && (
        <div class="facts">
          <StatusIndicator tone={stateTone(held.value.state)}>
            {describeState(held.value.state)}
          </StatusIndicator>
          <Badge color={badgeColors[held.value.visibility]}>
            {visibilityNames[held.value.visibility]}
          </Badge>
        </div>
      )}
      {known && (
        <div>
          <AccountTitle {...known} />
        </div>
      )}
      <div class="facts quiet">
        <span>
          {sessionInWords({ ...session, ...(chosen !== undefined && { account: chosen }) })}
        </span>
        {chosen !== undefined && (
          <>
            <span>Chosen by you</span>
            <Button variant="link" onClick={onChoose}>
              Choose another account
            </Button>
          </>
        )}
        {busy && held ? (
          <Spinner>Refreshing</Spinner>
        ) : (
          held && <span>Updated {timeOfDay(held.readAt)}</span>
        )}
        <Button variant="link" onClick={onRefresh}>
          Refresh
        </Button>
      </div>
    </div>
  );
}

function sessionInWords({ account, region }: SummaryProps['session']): string {
  const known = [account && `Account ${account}`, region].filter(Boolean);
  return known.join(', ') || 'Account and Region unknown';
}

/** Hours, minutes and seconds here, as 14:03:22. */
function timeOfDay(time: number): string {
  return new Date(time).toTimeString().slice(0, 8);
}
