import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'preact/hooks';
import {
  applicationPlatforms,
  type RepositoryApplication,
} from '../../../../lib/applications/application';
import { writeApplicationsCsv } from '../../../../lib/applications/csv';
import { platformNames } from '../../../../lib/applications/explain';
import { writeApplicationsJson } from '../../../../lib/applications/json';
import { download } from '../../download';
import { useNarrow } from '../../use-narrow';
import { usePages } from '../accounts/pages';
import { narrowColumns, wideColumns } from './columns';
import { fitsFilter, type ApplicationFilter, type ListedApplication } from './model';

interface ApplicationTableProps {
  readonly listed: readonly ListedApplication[];
  readonly loading: boolean;
  readonly onAdd: () => void;
  readonly onEdit: (application: RepositoryApplication) => void;
  readonly onDuplicate: (application: RepositoryApplication) => void;
  readonly onDelete: (applications: readonly RepositoryApplication[]) => void;
  readonly onImport: () => void;
}

const pageSize = 50;

const anyPlatform = { value: '', label: 'Any platform' };

const platformOptions = [
  anyPlatform,
  ...applicationPlatforms.map((value) => ({ value, label: platformNames[value] })),
];

/** The applications of the repository, to be looked through, changed, and taken elsewhere. */
export function ApplicationTable(props: ApplicationTableProps) {
  const { listed, loading } = props;
  const [filter, setFilter] = useState<ApplicationFilter>({ text: '', platform: '' });
  const [picked, setPicked] = useState<readonly string[]>([]);
  const narrow = useNarrow();
  const found = listed.filter((each) => fitsFilter(each, filter));
  const { shown, pagination } = usePages(found, pageSize);
  // What is out of sight is not acted on.
  const selected = found.filter(({ key }) => picked.includes(key));
  const isFiltered = filter.text !== '' || filter.platform !== '';
  return (
    <Table
      items={shown}
      trackBy="key"
      columnDefinitions={narrow ? narrowColumns : wideColumns}
      loading={loading}
      loadingText="Reading the applications…"
      wrapLines
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => setPicked(detail.selectedItems.map(({ key }) => key))}
      ariaLabels={{
        tableLabel: 'Applications',
        selectionGroupLabel: 'Select applications',
        allItemsSelectionLabel: () => 'Select all',
        itemSelectionLabel: (_, { application, by }) =>
          `Select ${application.id}${by === 'company' ? ' of the company' : ''}`,
      }}
      header={
        <Header
          variant="h2"
          counter={loading ? '' : `(${listed.length})`}
          description="What can be added to an image when it is cloned. They stay in this browser and change nothing in AWS."
          actions={<Actions {...props} selected={selected} />}
        >
          Application repository
        </Header>
      }
      filter={
        <SpaceBetween direction="horizontal" size="xs">
          <TextFilter
            filteringText={filter.text}
            filteringPlaceholder="Find applications"
            filteringAriaLabel="Find applications"
            countText={isFiltered ? `${found.length} of ${listed.length} applications` : ''}
            onChange={({ detail }) => setFilter({ ...filter, text: detail.filteringText })}
          />
          <Select
            ariaLabel="Platform"
            options={platformOptions}
            selectedOption={
              platformOptions.find(({ value }) => value === filter.platform) ?? anyPlatform
            }
            onChange={({ detail }) => {
              const { value } = detail.selectedOption;
              const platform = applicationPlatforms.find((each) => each === value) ?? '';
              setFilter({ ...filter, platform });
            }}
          />
        </SpaceBetween>
      }
      pagination={pagination}
      empty={
        listed.length === 0
          ? 'There are no applications yet. Add one, or import a list.'
          : 'No application fits this filter'
      }
    />
  );
}

const ofCompany = 'What the company gives cannot be changed here. Duplicate it instead.';

function Actions(
  props: ApplicationTableProps & { readonly selected: readonly ListedApplication[] },
) {
  const { listed, selected, onAdd, onEdit, onDuplicate, onDelete, onImport } = props;
  const [only] = selected.length === 1 ? selected : [];
  const hasCompanys = selected.some(({ by }) => by === 'company');
  const own = listed.filter(({ by }) => by === 'own').map(({ application }) => application);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        disabled={!only || hasCompanys}
        disabledReason={only ? ofCompany : 'Select one application first.'}
        onClick={() => only && onEdit(only.application)}
      >
        Edit
      </Button>
      <Button
        disabled={!only}
        disabledReason="Select one application first."
        onClick={() => only && onDuplicate(only.application)}
      >
        Duplicate
      </Button>
      <Button
        disabled={selected.length === 0 || hasCompanys}
        disabledReason={hasCompanys ? ofCompany : 'Select applications first.'}
        onClick={() => onDelete(selected.map(({ application }) => application))}
      >
        Delete
      </Button>
      <Button onClick={onImport}>Import</Button>
      <ButtonDropdown
        disabled={own.length === 0}
        disabledReason="There are no applications of your own."
        items={[
          { id: 'csv', text: 'Export CSV' },
          { id: 'json', text: 'Export JSON' },
        ]}
        onItemClick={({ detail }) => (detail.id === 'csv' ? exportCsv : exportJson)(own)}
      >
        Export
      </ButtonDropdown>
      <Button variant="primary" onClick={onAdd}>
        Add application
      </Button>
    </SpaceBetween>
  );
}

function exportCsv(own: readonly RepositoryApplication[]): void {
  const text = writeApplicationsCsv(own);
  download('image-desk-applications.csv', 'text/csv;charset=utf-8', text);
}

function exportJson(own: readonly RepositoryApplication[]): void {
  download('image-desk-applications.json', 'application/json', writeApplicationsJson(own));
}
