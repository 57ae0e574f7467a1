import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import {
  availableApplications,
  type ApplicationRepository,
} from '../../../lib/applications/repository';
import { useLive, type Question } from '../use-live';
import { TextField } from './fields';
import { emptyRow, rowOfRepository, type CatalogRow } from './import-form';

interface CatalogFieldProps {
  readonly rows: readonly CatalogRow[];
  readonly description: string;
  /** What is wrong with one of them, in one sentence. */
  readonly error?: string | undefined;
  readonly onChange: (rows: readonly CatalogRow[]) => void;
}

const question: Question<ApplicationRepository> = {
  ask: (client) => client.call('applications.list', {}),
  after: ['applications-changed'],
};

/** The application catalog of an image that is imported: typed, or from the repository. */
export function CatalogField({ rows, description, error = '', onChange }: CatalogFieldProps) {
  const { loaded } = useLive(question);
  const known = loaded.state === 'ready' ? availableApplications(loaded.value) : [];
  const put = (place: number, change: Partial<CatalogRow>) =>
    onChange(rows.map((row, index) => (index === place ? { ...row, ...change } : row)));
  return (
    <div role="group" aria-label="Application catalog">
      <SpaceBetween size="m">
        <Header key="heading" variant="h3" description={description}>
          Application catalog
        </Header>
        {rows.length === 0 && (
          <Box key="none" color="text-body-secondary">
            No applications.
          </Box>
        )}
        {rows.map((row, index) => (
          // What is typed changes the id: only its place stays.
          // oxlint-disable-next-line react/no-array-index-key
          <div class="desk-application" key={index}>
            <Row
              row={row}
              place={index}
              onPut={(change) => put(index, change)}
              onRemove={() => onChange(rows.filter((_, place) => place !== index))}
            />
          </div>
        ))}
        <SpaceBetween key="add" direction="horizontal" size="xs">
          <Button key="typed" onClick={() => onChange([...rows, emptyRow])}>
            Add application
          </Button>
          {known.length > 0 && (
            <ButtonDropdown
              key="repository"
              items={known.map(({ id, name, launchPath }) => ({
                id,
                text: name,
                secondaryText: launchPath,
                disabled: rows.some((row) => row.id === id),
                disabledReason: 'In the catalog already',
              }))}
              onItemClick={({ detail }) => {
                const picked = known.find(({ id }) => id === detail.id);
                if (picked) onChange([...rows, rowOfRepository(picked)]);
              }}
            >
              Add from the repository
            </ButtonDropdown>
          )}
        </SpaceBetween>
        {error !== '' && (
          <StatusIndicator key="error" type="error">
            {error}
          </StatusIndicator>
        )}
      </SpaceBetween>
    </div>
  );
}

interface RowProps {
  readonly row: CatalogRow;
  readonly place: number;
  readonly onPut: (change: Partial<CatalogRow>) => void;
  readonly onRemove: () => void;
}

function Row({ row, place, onPut, onRemove }: RowProps) {
  const title = row.id === '' ? `Application ${place + 1}` : row.id;
  return (
    <div role="group" aria-label={title}>
      <SpaceBetween size="s">
        <ColumnLayout key="named" columns={3} minColumnWidth={150}>
          <TextField label="ID" value={row.id} onType={(id) => onPut({ id })} />
          <TextField label="Name" value={row.name} onType={(name) => onPut({ name })} />
          <TextField label="Path" value={row.path} onType={(path) => onPut({ path })} />
        </ColumnLayout>
        <ExpandableSection key="more" headerText={`More of ${title}`}>
          <ColumnLayout columns={2} minColumnWidth={150}>
            <TextField
              label="Parameters"
              value={row.parameters}
              onType={(parameters) => onPut({ parameters })}
            />
            <TextField
              label="Working directory"
              value={row.workingDirectory}
              onType={(workingDirectory) => onPut({ workingDirectory })}
            />
            <TextField
              label="Icon path"
              value={row.iconPath}
              onType={(iconPath) => onPut({ iconPath })}
            />
            <TextField
              label="Manifest path"
              value={row.manifestPath}
              onType={(manifestPath) => onPut({ manifestPath })}
            />
          </ColumnLayout>
        </ExpandableSection>
        <Button key="remove" iconName="close" ariaLabel={`Remove ${title}`} onClick={onRemove}>
          Remove
        </Button>
      </SpaceBetween>
    </div>
  );
}
