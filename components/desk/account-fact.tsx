import Box from '@cloudscape-design/components/box';
import type { AccountScope } from '../../lib/scope';
import { AccountTitle } from '../light/account-name';
import { useAccounts } from './accounts';
import { partitionNames } from './words';

/** The account of a plan or a job: its id, which counts, what it is called, and its partition. */
export function AccountFact({ account, partition }: AccountScope) {
  const known = useAccounts().names.get(account);
  return (
    <>
      <Box variant="span" fontSize="heading-xl" fontWeight="bold">
        <span class="desk-account">{account}</span>
      </Box>
      <Box color="text-body-secondary">
        {known && <AccountTitle {...known} />}
        {partition !== 'aws' && <div>{partitionNames[partition]}</div>}
      </Box>
    </>
  );
}
