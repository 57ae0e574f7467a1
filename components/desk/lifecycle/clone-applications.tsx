import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo, useState } from 'preact/hooks';
import { countOf } from '../../../lib/words';
import { useDesk } from '../parts';
import { usePages } from '../settings/accounts/pages';
import { useNarrow } from '../use-narrow';
import { choiceKinds, choicesFor, fitsText, type CloneChoice } from './clone-choices';
import type { ClonePartProps } from './clone-fields';

const pageSize = 10;

/** What is added to the image: of the application repository, and what AWS licenses. */
export function CloneApplications({ facts, form, errors, onChange }: ClonePartProps) {
  const { source, applications } = facts;
  const [text, setText] = useState('');
  const narrow = useNarrow();
  const choices = useMemo(() => choicesFor(source, applications), [source, applications]);
  const found = choices.filter((choice) => fitsText(choice, text));
  const { shown, pagination } = usePages(found, pageSize);
  const picked = choices.filter((choice) => isPicked(choice, form));
  const pick = (selected: readonly CloneChoice[]) => {
    // What is out of sight stays picked.
    const hidden = picked.filter((choice) => !shown.includes(choice));
    const all = [...hidden, ...selected];
    onChange({
      applications: all.flatMap(({ kind, id }) => (kind === 'repository' ? id : [])),
      software: all.flatMap(({ kind, id }) => (kind === 'license-included' ? id : [])),
    });
  };
  return (
    <SpaceBetween size="xs">
      <Table
        key="table"
        items={shown}
        trackBy="key"
        wrapLines
        selectionType="multi"
        selectedItems={picked.filter((choice) => shown.includes(choice))}
        isItemDisabled={({ obstacle }) => obstacle !== undefined}
        onSelectionChange={({ detail }) => pick(detail.selectedItems)}
        columnDefinitions={narrow ? [nameColumn] : columns}
        ariaLabels={{
          tableLabel: 'Applications to add',
          selectionGroupLabel: 'Applications to add',
          allItemsSelectionLabel: () => 'Add all that are shown',
          itemSelectionLabel: (_, { name }) => `Add ${name}`,
        }}
        header={
          <Header
            variant="h2"
            counter={`(${picked.length})`}
            description="At least one. What is on the image already stays."
            actions={<RepositoryButton />}
          >
            Applications to add
          </Header>
        }
        filter={
          <TextFilter
            filteringText={text}
            filteringPlaceholder="Find applications"
            filteringAriaLabel="Find applications"
            countText={text === '' ? '' : `${countOf(found.length, 'application')} found`}
            onChange={({ detail }) => setText(detail.filteringText)}
          />
        }
        pagination={pagination}
        empty={choices.length === 0 ? <NoApplications /> : 'No application fits what you look for.'}
      />
      {choices.length > 0 && applications.length === 0 && (
        <Box key="none" color="text-body-secondary">
          The application repository is empty: this is only what AWS licenses.
        </Box>
      )}
      {errors.applications !== undefined && (
        <div key="error" role="alert">
          <StatusIndicator type="error">{errors.applications}</StatusIndicator>
        </div>
      )}
    </SpaceBetween>
  );
}

const nameColumn: TableProps.ColumnDefinition<CloneChoice> = {
  id: 'name',
  header: 'Application',
  isRowHeader: true,
  minWidth: 160,
  cell: ({ name, id, kind, installed, obstacle }) => (
    <div class="desk-who">
      <div>{name}</div>
      {kind === 'repository' && id !== name && <Box color="text-body-secondary">{id}</Box>}
      {installed && <StatusIndicator type="success">Installed</StatusIndicator>}
      {!installed && obstacle !== undefined && <Box color="text-body-secondary">{obstacle}</Box>}
    </div>
  ),
};

const columns: readonly TableProps.ColumnDefinition<CloneChoice>[] = [
  nameColumn,
  {
    id: 'kind',
    header: 'From',
    minWidth: 160,
    width: 240,
    cell: ({ kind }) => choiceKinds[kind],
  },
];

function isPicked({ kind, id }: CloneChoice, form: ClonePartProps['form']): boolean {
  return (kind === 'repository' ? form.applications : form.software).includes(id);
}

/** In a tab of its own: what was entered here stays, and what is added there is shown at once. */
function RepositoryButton() {
  const { client } = useDesk();
  return (
    <Button
      iconName="external"
      iconAlign="right"
      onClick={() =>
        void client.call('desk.open', { view: 'settings', section: 'applications' }, {})
      }
    >
      Edit the repository
    </Button>
  );
}

function NoApplications() {
  return (
    <SpaceBetween size="xs">
      <div key="said">The application repository is empty.</div>
      <Box key="way" color="text-body-secondary">
        Add applications in Settings, under Applications.
      </Box>
    </SpaceBetween>
  );
}
