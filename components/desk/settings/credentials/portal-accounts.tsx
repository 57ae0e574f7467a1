import { useCollection } from '@cloudscape-design/collection-hooks';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { findRegion } from '../../../../lib/aws/regions';
import type { Entitled } from '../../../../lib/aws/identity-center';
import type { Portal } from '../../../../lib/credentials/sign-in';
import { explainProblem } from '../../../../lib/problems/explain';
import { ProblemAlert } from '../../problem-alert';
import { groupedOptions, regionOption } from '../../region-options';
import { useNarrow } from '../../use-narrow';
import { describeRegion } from '../../words';
import { countAccounts, mostPicks, type SignInModel } from './sign-in-model';

interface PortalAccountsProps {
  readonly model: SignInModel;
  readonly portal: Portal;
}

/** How many accounts are on one page of the table. */
const pageSize = 50;

/** What the person has in the access portal, to pick one role of each account. */
export function PortalAccounts({ model, portal }: PortalAccountsProps) {
  const loaded = model.accounts.value;
  if (loaded.state === 'loading') {
    return <StatusIndicator type="loading">Reading your accounts…</StatusIndicator>;
  }
  return (
    <SpaceBetween size="l">
      {loaded.state === 'problem' ? (
        <ProblemAlert problem={loaded.problem} onRetry={model.loadAccounts} />
      ) : (
        <AccountTable model={model} accounts={loaded.value} />
      )}
      <WorkRegion model={model} portal={portal} />
      <div>
        <SpaceBetween direction="horizontal" size="xs">
          <TakeButton model={model} />
          <Button onClick={() => void model.end()}>Sign out</Button>
        </SpaceBetween>
        <div role="status" class="desk-status">
          <Asked model={model} />
        </div>
      </div>
    </SpaceBetween>
  );
}

function AccountTable(props: {
  readonly model: SignInModel;
  readonly accounts: readonly Entitled[];
}) {
  const { model, accounts } = props;
  const narrow = useNarrow();
  const { items, filterProps, filteredItemsCount, collectionProps, paginationProps } =
    useCollection(accounts, {
      filtering: {
        fields: ['account', 'name', 'email'],
        empty: 'You have no role in any account.',
        noMatch: 'No account matches.',
      },
      pagination: { pageSize },
      sorting: { defaultState: { sortingColumn: { sortingField: 'name' } } },
    });
  const role = {
    id: 'role',
    header: 'Role',
    minWidth: narrow ? 150 : 260,
    cell: (entitled: Entitled) => <RoleSelect model={model} entitled={entitled} />,
  };
  return (
    <Table
      {...collectionProps}
      items={[...items]}
      trackBy="account"
      variant="embedded"
      wrapLines
      ariaLabels={{ tableLabel: 'Accounts of the access portal' }}
      columnDefinitions={
        narrow
          ? [
              {
                id: 'account',
                header: 'Account',
                isRowHeader: true,
                minWidth: 150,
                cell: (entitled) => (
                  <>
                    <div>{entitled.name}</div>
                    <span class="desk-account">{entitled.account}</span>
                  </>
                ),
              },
              role,
            ]
          : [
              {
                id: 'name',
                header: 'Name',
                sortingField: 'name',
                minWidth: 150,
                cell: ({ name }) => name || '-',
              },
              {
                id: 'account',
                header: 'Account',
                sortingField: 'account',
                isRowHeader: true,
                minWidth: 140,
                cell: ({ account }) => <span class="desk-account">{account}</span>,
              },
              {
                id: 'email',
                header: 'Email',
                sortingField: 'email',
                minWidth: 180,
                cell: ({ email }) => email || '-',
              },
              role,
            ]
      }
      filter={
        accounts.length > 5 && (
          <TextFilter
            {...filterProps}
            filteringPlaceholder="Find accounts"
            filteringAriaLabel="Find accounts"
            countText={`${filteredItemsCount ?? 0} of ${countAccounts(accounts.length)}`}
          />
        )
      }
      pagination={accounts.length > pageSize && <Pagination {...paginationProps} />}
      header={
        <Header
          variant="h3"
          counter={`(${accounts.length})`}
          description="Pick one role of each account that you want to work in."
        >
          Your accounts
        </Header>
      }
    />
  );
}

/** The roles of an account, which are read when somebody looks for them. */
function RoleSelect({ model, entitled }: { model: SignInModel; entitled: Entitled }) {
  const { account, name } = entitled;
  const loaded = model.roles.value.get(account);
  const picked = model.picks.value.get(account);
  const roles = loaded?.state === 'ready' ? loaded.value : [];
  return (
    <Select
      selectedOption={picked === undefined ? null : { value: picked, label: picked }}
      placeholder="No role"
      ariaLabel={`Role in ${[name, account].filter(Boolean).join(' ')}`}
      options={[
        ...(picked === undefined ? [] : [{ value: '', label: 'No role' }]),
        ...roles.map((role) => ({ value: role, label: role })),
      ]}
      statusType={statusOf(loaded?.state)}
      loadingText="Reading your roles…"
      errorText={loaded?.state === 'problem' ? explainProblem(loaded.problem).summary : ''}
      recoveryText="Try again"
      empty="You have no role here."
      expandToViewport
      onLoadItems={() => void model.readRoles(account)}
      onChange={({ detail }) => model.pick(account, detail.selectedOption.value || undefined)}
    />
  );
}

function statusOf(state: 'loading' | 'problem' | 'ready' | undefined) {
  if (state === 'ready') return 'finished';
  return state === 'problem' ? 'error' : 'loading';
}

function WorkRegion({ model, portal }: PortalAccountsProps) {
  const region = findRegion(model.workRegion.value);
  const partition = findRegion(portal.region)?.partition ?? 'aws';
  return (
    <FormField
      label="Region"
      description="Where you use these credentials. Your browser asks whether AWS may be reached there."
    >
      <Select
        selectedOption={region ? regionOption(region) : null}
        options={groupedOptions([partition])}
        filteringType="auto"
        filteringAriaLabel="Find a Region"
        onChange={({ detail }) => model.chooseWorkRegion(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}

function TakeButton({ model }: { readonly model: SignInModel }) {
  const count = model.picks.value.size;
  const tooMany = count > mostPicks;
  const reason = tooMany
    ? `At most ${mostPicks} accounts at once.`
    : 'Pick a role of an account first.';
  return (
    <Button
      variant="primary"
      loading={model.taking.value.state === 'running'}
      disabled={count === 0 || tooMany}
      {...((count === 0 || tooMany) && { disabledReason: reason })}
      onClick={() => void model.take()}
    >
      {count === 0 ? 'Take credentials' : `Take credentials for ${countAccounts(count)}`}
    </Button>
  );
}

function Asked({ model }: { readonly model: SignInModel }) {
  const taking = model.taking.value;
  if (taking.state === 'denied') {
    return (
      <Alert type="warning" header="The browser was not allowed to reach AWS.">
        No credentials were taken. Try again and allow access to{' '}
        {describeRegion(model.workRegion.value)}.
      </Alert>
    );
  }
  if (taking.state === 'running') {
    return (
      <Box color="text-body-secondary">
        Taking them one after another, as AWS limits how fast it is asked.
      </Box>
    );
  }
  return taking.state === 'problem' ? (
    <ProblemAlert problem={taking.problem} onRetry={() => void model.take()} />
  ) : null;
}
