import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import { findRegion } from '../../../../lib/aws/regions';
import {
  describePrincipal,
  describeSource,
  type Identity,
} from '../../../../lib/credentials/identity';
import { AccountName } from '../../account-name';
import { partitionNames } from '../../words';
import { Expiry, VaultCell, type HeldActs } from './held-cells';

export type Forget = (identity: Identity) => void;

type Columns = readonly TableProps.ColumnDefinition<Identity>[];

/** The columns of the held credentials at a time. */
export function wideColumns(now: number, forget: Forget, acts: HeldActs): Columns {
  return [
    { id: 'account', header: 'Account', isRowHeader: true, minWidth: 140, cell: Account },
    { id: 'role', header: 'Role', minWidth: 150, cell: Role },
    { id: 'region', header: 'Region', minWidth: 130, cell: RegionCell },
    { id: 'key', header: 'Key', minWidth: 90, cell: Key },
    {
      id: 'expiry',
      header: 'Expiry',
      minWidth: 200,
      cell: (identity) => <Expiry identity={identity} now={now} acts={acts} />,
    },
    actionColumn(now, forget, acts),
  ];
}

/** The same in two columns, where six would have to be scrolled. */
export function narrowColumns(now: number, forget: Forget, acts: HeldActs): Columns {
  return [
    {
      id: 'account',
      header: 'Account',
      isRowHeader: true,
      minWidth: 170,
      cell: (identity) => (
        <>
          <Account {...identity} />
          <Role {...identity} />
          <RegionCell {...identity} />
          <div>
            Key <Key {...identity} />
          </div>
          <Expiry identity={identity} now={now} acts={acts} />
        </>
      ),
    },
    actionColumn(now, forget, acts),
  ];
}

function actionColumn(
  now: number,
  forget: Forget,
  acts: HeldActs,
): TableProps.ColumnDefinition<Identity> {
  return {
    id: 'forget',
    header: 'Action',
    minWidth: 130,
    cell: (identity) => (
      <>
        <div>
          <Button
            variant="inline-link"
            ariaLabel={`Forget ${identity.account}`}
            onClick={() => forget(identity)}
          >
            Forget
          </Button>
        </div>
        <VaultCell identity={identity} now={now} acts={acts} />
      </>
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

function Role({ arn, source }: Pick<Identity, 'arn' | 'source'>) {
  return (
    <>
      <div>{describePrincipal(arn)}</div>
      <Box color="text-body-secondary">{describeSource(source)}</Box>
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
