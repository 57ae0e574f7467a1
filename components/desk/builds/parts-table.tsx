import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { countOf } from '../../../lib/words';
import type { PartRow } from './build-clone-form';

interface PartsTableProps {
  readonly rows: readonly PartRow[];
  readonly onRemove: (place: number) => void;
}

const partWords: Readonly<Record<PartRow['part'], string>> = {
  'in-image': 'In the image',
  kept: 'Of the recipe',
  added: 'Added',
};

/** What a clone consists of, in the order in which it runs; what was added can be removed again. */
export function PartsTable({ rows, onRemove }: PartsTableProps) {
  const running = rows.filter(({ part }) => part !== 'in-image').length;
  return (
    <Table
      items={rows}
      wrapLines
      variant="embedded"
      ariaLabels={{ tableLabel: 'Components of the clone' }}
      header={
        <Header
          variant="h3"
          description={
            running === 0
              ? 'None will run yet.'
              : `${countOf(running, 'component')} will run, in this order.`
          }
        >
          Components
        </Header>
      }
      empty={<Box color="text-body-secondary">There are none yet.</Box>}
      columnDefinitions={[
        {
          id: 'component',
          header: 'Component',
          isRowHeader: true,
          minWidth: 150,
          cell: ({ label, parameters }) => (
            <div class="desk-who">
              {label}
              {parameters !== '' && <Box color="text-body-secondary">{parameters}</Box>}
            </div>
          ),
        },
        {
          id: 'part',
          header: 'Part',
          minWidth: 110,
          cell: ({ part, place, label }) => (
            <>
              {partWords[part]}
              {part === 'added' && (
                <Button
                  variant="icon"
                  iconName="close"
                  ariaLabel={`Remove ${label}`}
                  onClick={() => onRemove(place)}
                />
              )}
            </>
          ),
        },
      ]}
    />
  );
}
