import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import type { SafetyView } from '../../../../lib/safety/settings';
import type { AccountId } from '../../../../lib/scope';
import { useAccounts } from '../../accounts';
import { useHeld } from '../../use-held';
import { describeAccount } from '../../words';
import { accountsToShow, isForced, withAccount } from './model';
import type { Change } from './safety-section';

interface ReadOnlyProps {
  readonly view: SafetyView;
  readonly change: Change;
}

/** The switches that allow to look and forbid to change: for all accounts, and for each. */
export function ReadOnlyContainer({ view, change }: ReadOnlyProps) {
  const { settings } = view;
  const { held } = useHeld();
  const { names } = useAccounts();
  const forced = isForced(view);
  const everywhere = view.effective.readOnly;
  const accounts = accountsToShow(held.state === 'ready' ? held.value : [], settings);
  const switchAccount = (account: AccountId, readOnly: boolean) =>
    change({ readOnlyAccounts: withAccount(settings.readOnlyAccounts, account, readOnly) });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Image Desk refuses every change in AWS where this is on. Reading goes on as before."
        >
          Read-only
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Toggle
          checked={everywhere}
          disabled={forced}
          {...(forced && { description: 'Set by your company.' })}
          onChange={({ detail }) => change({ readOnly: detail.checked })}
        >
          All accounts
        </Toggle>
        {accounts.map((account) => (
          <Toggle
            key={account}
            checked={everywhere || settings.readOnlyAccounts.includes(account)}
            disabled={everywhere}
            onChange={({ detail }) => switchAccount(account, detail.checked)}
          >
            {names.has(account) ? describeAccount(account, names) : `Account ${account}`}
          </Toggle>
        ))}
        {accounts.length === 0 && (
          <Box color="text-body-secondary">
            An account can be set by itself once its credentials are held.
          </Box>
        )}
      </SpaceBetween>
    </Container>
  );
}
