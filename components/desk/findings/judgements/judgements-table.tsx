import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'preact/hooks';
import {
  dayOf,
  describeJudgement,
  describeSubject,
  type Judgement,
} from '../../../../lib/findings/judgement';
import { writeJudgements } from '../../../../lib/findings/judgements-file';
import { countOf } from '../../../../lib/words';
import { download } from '../../download';
import { useNow } from '../../parts';
import { usePages } from '../../settings/accounts/pages';
import { useNarrow } from '../../use-narrow';
import { narrowColumns, wideColumns } from './columns';

interface JudgementsTableProps {
  readonly judgements: readonly Judgement[];
  readonly onEdit: (judgement: Judgement) => void;
  readonly onRemove: (judgements: readonly Judgement[]) => void;
  readonly onImport: () => void;
}

const pageSize = 50;

/** What was recorded, to be looked through, changed, and taken elsewhere. */
export function JudgementsTable(props: JudgementsTableProps) {
  const { judgements } = props;
  const [filter, setFilter] = useState('');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const narrow = useNarrow();
  const today = dayOf(useNow());
  const found = judgements.filter((each) => fits(each, filter, today));
  const { shown, pagination } = usePages(found, pageSize);
  // What is out of sight is not acted on.
  const selected = found.filter(({ id }) => picked.includes(id));
  return (
    <Table
      items={shown}
      trackBy="id"
      columnDefinitions={narrow ? narrowColumns(today) : wideColumns(today)}
      wrapLines
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => setPicked(detail.selectedItems.map(({ id }) => id))}
      ariaLabels={{
        tableLabel: 'Judgements',
        selectionGroupLabel: 'Select judgements',
        allItemsSelectionLabel: () => 'Select all',
        itemSelectionLabel: (_, each) => `Select ${each.vulnerability}, ${describeSubject(each)}`,
      }}
      header={
        <Header
          variant="h2"
          counter={`(${judgements.length})`}
          description="A vulnerability that is not affected or accepted leaves the counts, and is told beside them as suppressed."
          actions={<Actions {...props} selected={selected} />}
        >
          Judgements
        </Header>
      }
      filter={
        <TextFilter
          filteringText={filter}
          filteringPlaceholder="Find judgements"
          filteringAriaLabel="Find judgements"
          countText={
            filter === '' ? '' : `${found.length} of ${countOf(judgements.length, 'judgement')}`
          }
          onChange={({ detail }) => setFilter(detail.filteringText)}
        />
      }
      pagination={pagination}
      empty={
        judgements.length === 0
          ? 'Nothing was judged yet. Judge a vulnerability where you compare findings, or import a list.'
          : 'No judgement fits this filter'
      }
    />
  );
}

/** Whether a judgement fits a typed filter, in anything that is shown of it. */
function fits(judgement: Judgement, text: string, today: string): boolean {
  const wanted = text.trim().toLowerCase();
  const { vulnerability, reason } = judgement;
  const shown = [
    vulnerability,
    reason,
    describeSubject(judgement),
    describeJudgement(judgement, today),
  ];
  return shown.some((each) => each.toLowerCase().includes(wanted));
}

function Actions(props: JudgementsTableProps & { readonly selected: readonly Judgement[] }) {
  const { judgements, selected, onEdit, onRemove, onImport } = props;
  const [only] = selected.length === 1 ? selected : [];
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        disabled={!only}
        disabledReason="Select one judgement first."
        onClick={() => only && onEdit(only)}
      >
        Edit
      </Button>
      <Button
        disabled={selected.length === 0}
        disabledReason="Select judgements first."
        onClick={() => onRemove(selected)}
      >
        Remove
      </Button>
      <Button onClick={onImport}>Import</Button>
      <Button
        disabled={judgements.length === 0}
        onClick={() =>
          download('image-desk-judgements.json', 'application/json', writeJudgements(judgements))
        }
      >
        Export
      </Button>
    </SpaceBetween>
  );
}
