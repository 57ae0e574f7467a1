import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { findRegion } from '../../../../lib/aws/regions';
import { describePrincipal, hasExpired, type Identity } from '../../../../lib/credentials/identity';
import { describeExpiry } from '../../../../lib/credentials/expiry';
import { AccountName } from '../../account-name';
import { describeRegion, partitionNames } from '../../words';

export type Forget = (identity: Identity) => void;

type Columns = readonly TableProps.ColumnDefinition<Identity>[];

/** The columns of the held credentials at a time. */
export function wideColumns(now: number, forget: Forget): Columns {
  return [
    { id: 'account', header: 'Account', isRowHeader: true, minWidth: 140, cell: Account },
    { id: 'role', header: 'Role', minWidth: 130, cell: ({ arn }) => describePrincipal(arn) },
    { id: 'region', header: 'Region', minWidth: 130, cell: RegionCell },
    { id: 'key', header: 'Key', minWidth: 90, cell: Key },
    {
      id: 'expiry',
      header: 'Expiry',
      minWidth: 200,
      cell: (identity) => <Expiry identity={identity} now={now} />,
    },
    actionColumn(forget),
  ];
}

/** The same in two columns, where six would have to be scrolled. */
export function narrowColumns(now: number, forget: Forget): Columns {
  return [
    {
      id: 'account',
      header: 'Account',
      isRowHeader: true,
      minWidth: 200,
      cell: (identity) => (
        <>
          <Account {...identity} />
          <div>{describePrincipal(identity.arn)}</div>
          <div>{describeRegion(identity.region)}</div>
          <div>
            Key <Key {...identity} />
          </div>
          <Expiry identity={identity} now={now} />
        </>
      ),
    },
    actionColumn(forget),
  ];
}

function actionColumn(forget: Forget): TableProps.ColumnDefinition<Identity> {
  return {
    id: 'forget',
    header: 'Action',
    minWidth: 100,
    cell: (identity) => (
      <Button
        variant="inline-link"
        ariaLabel={`Forget ${identity.account}`}
        onClick={() => forget(identity)}
      >
        Forget
      </Button>
    ),
  };
}

function Account({ account, partition }: Pick<Identity, 'account' | 'partition'>) {
  return (
    <>
      <AccountName account={account} />
      {partition !== 'aws' && <div>{partitionNames[partition]}</div>}
    </>
  );
}

function RegionCell({ region }: Pick<Identity, 'region'>) {
  return (
    <>
      <div>{findRegion(region)?.name}</div>
      <div>{region}</div>
    </>
  );
}

function Key({ keyIdEnding }: Pick<Identity, 'keyIdEnding'>) {
  return <span class="desk-account">…{keyIdEnding}</span>;
}

function Expiry({ identity, now }: { readonly identity: Identity; readonly now: number }) {
  const tone = identity.longTerm ? 'warning' : 'success';
  return (
    <StatusIndicator type={hasExpired(identity, now) ? 'error' : tone} wrapText={false}>
      {identity.longTerm ? 'Long-term, no expiry' : describeExpiry(identity, now)}
    </StatusIndicator>
  );
}
