import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'preact/hooks';
import type { AccountAlias } from '../../../lib/accounts/alias';
import { groupsOf } from '../../../lib/accounts/groups';
import type { Scope } from '../../../lib/scope';
import { useAccounts } from '../accounts';
import { ProblemAlert } from '../problem-alert';
import { PickTable, type Candidate } from './pick-table';

interface PickFromBookProps {
  readonly scope: Scope;
  readonly picked: readonly Candidate[];
  readonly onPick: (picked: readonly Candidate[]) => void;
}

const nobody: readonly AccountAlias[] = [];

/** Accounts of the account book, or of one of its groups, to be picked. */
export function PickFromBook({ scope, picked, onPick }: PickFromBookProps) {
  const { book, reload } = useAccounts();
  const [chosen, setChosen] = useState('');
  const aliases = book.state === 'ready' ? book.value : nobody;
  const groups = useMemo(
    () => groupsOf(aliases).map((group) => ({ key: `${group.kind} ${group.name}`, ...group })),
    [aliases],
  );
  const group = groups.find(({ key }) => key === chosen);
  const candidates = useMemo(
    () => candidatesOf(group?.accounts ?? aliases, scope.account),
    [group, aliases, scope.account],
  );
  if (book.state === 'problem') return <ProblemAlert problem={book.problem} onRetry={reload} />;
  const choices = [
    { value: '', label: 'The whole account book' },
    ...groups.map(({ key, kind, name, accounts }) => ({
      value: key,
      label: kind === 'group' ? name : `Environment ${name}`,
      labelTag: String(accounts.length),
    })),
  ];
  return (
    <SpaceBetween size="m">
      {groups.length > 0 && (
        <FormField key="group" label="Group">
          <Select
            selectedOption={choices.find(({ value }) => value === chosen) ?? { value: chosen }}
            options={choices}
            {...(choices.length > 10 && {
              filteringType: 'auto',
              filteringAriaLabel: 'Find a group',
            })}
            onChange={({ detail }) => {
              onPick([]);
              setChosen(detail.selectedOption.value ?? '');
            }}
          />
        </FormField>
      )}
      {candidates.length > 0 && (
        <Button key="all" onClick={() => onPick(candidates)}>
          {`Pick all ${candidates.length}`}
        </Button>
      )}
      <PickTable
        key="table"
        candidates={candidates}
        picked={picked}
        onPick={onPick}
        loading={book.state === 'loading'}
        empty="No account has a name yet. Name accounts under Settings, Accounts."
      />
    </SpaceBetween>
  );
}

/** The accounts by name, without the owner: there is nothing to share with it. */
function candidatesOf(aliases: readonly AccountAlias[], owner: string): readonly Candidate[] {
  return aliases
    .filter(({ account }) => account !== owner)
    .map(({ account, name }) => ({ account, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}
