import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { MemberAccount, OrganizationUnit } from '../../../lib/accounts/organization';
import { scopeKey, type AccountId, type Scope } from '../../../lib/scope';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { PickTable, type Candidate } from './pick-table';

interface PickOrganizationProps {
  readonly scope: Scope;
  readonly picked: readonly Candidate[];
  readonly onPick: (picked: readonly Candidate[]) => void;
}

/** Accounts of the organization, or of one of its units, to be picked. */
export function PickOrganization({ scope, picked, onPick }: PickOrganizationProps) {
  const { client } = useDesk();
  const key = scopeKey(scope);
  const [unit, setUnit] = useState('');
  const units = useMemo(
    () => createLoader(() => client.call('organizations.units', {}, { scope })),
    [client, key],
  );
  const accounts = useMemo(
    () =>
      createLoader(() =>
        client.call('organizations.accounts', unit === '' ? {} : { unit }, { scope }),
      ),
    [client, key, unit],
  );
  useEffect(() => void units.load(), [units]);
  useEffect(() => void accounts.load(), [accounts]);
  const loaded = accounts.loaded.value;
  const candidates = useMemo(
    () => (loaded.state === 'ready' ? candidatesOf(loaded.value, scope.account) : []),
    [loaded, scope.account],
  );
  const choices = [
    { value: '', label: 'The whole organization' },
    ...(units.loaded.value.state === 'ready' ? unitOptions(units.loaded.value.value) : []),
  ];
  if (loaded.state === 'problem') {
    return (
      <ProblemAlert
        problem={loaded.problem}
        scope={scope}
        onRetry={() => {
          void accounts.load();
          void units.load();
        }}
      />
    );
  }
  const free = candidates.filter(({ obstacle }) => obstacle === undefined);
  return (
    <SpaceBetween size="m">
      <FormField key="unit" label="Organizational unit">
        <Select
          selectedOption={choices.find(({ value }) => value === unit) ?? { value: unit }}
          options={choices}
          {...(choices.length > 10 && {
            filteringType: 'auto',
            filteringAriaLabel: 'Find a unit',
          })}
          onChange={({ detail }) => {
            onPick([]);
            setUnit(detail.selectedOption.value ?? '');
          }}
        />
      </FormField>
      <Button key="all" disabled={free.length === 0} onClick={() => onPick(free)}>
        {`Pick all ${free.length}`}
      </Button>
      <PickTable
        key="table"
        candidates={candidates}
        picked={picked}
        onPick={onPick}
        loading={loaded.state === 'loading'}
        empty="There are no accounts in this unit."
      />
    </SpaceBetween>
  );
}

/** The accounts by name. An account that is closed or suspended can use no image. */
function candidatesOf(members: readonly MemberAccount[], owner: AccountId): readonly Candidate[] {
  return members
    .map(({ account, name, state }) => ({
      account,
      name,
      ...(account === owner && { obstacle: 'It owns the images' }),
      ...(state !== 'ACTIVE' && { obstacle: `Its state is ${state.toLowerCase()}` }),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

function unitOptions(units: readonly OrganizationUnit[]) {
  return units
    .filter(({ path }) => path.length > 0)
    .map(({ id, path }) => ({ value: id, label: path.join(' / ') }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
}
