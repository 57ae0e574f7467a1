import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo, useState } from 'preact/hooks';
import type { JobItem } from '../../../lib/jobs/job';
import { useAccounts } from '../accounts';
import { useNarrow } from '../use-narrow';
import { itemColumns } from './item-columns';
import { firstView, itemResults, pageOf, resultNames, type ItemsView } from './items';

const anyResult = { value: '', label: 'All results' };
const results = [
  anyResult,
  ...itemResults.map((result) => ({ value: result, label: resultNames[result] })),
];

/** All changes of a job: what each does, and what has come of it. */
export function ItemsTable({ items }: { readonly items: readonly JobItem[] }) {
  const [view, setView] = useState(firstView);
  const { names } = useAccounts();
  const narrow = useNarrow();
  const shown = useMemo(() => pageOf(items, view, names), [items, view, names]);
  const filtered = view.text.trim() !== '' || view.result !== undefined;
  const columns = useMemo(() => itemColumns(items, narrow), [items, narrow]);
  const sortingColumn = columns.find(({ sortingField }) => sortingField === view.sortBy);
  const change = (next: Partial<ItemsView>) => setView({ ...view, page: 1, ...next });
  return (
    <Table
      items={shown.items}
      trackBy={({ seq }) => String(seq)}
      columnDefinitions={columns}
      {...(sortingColumn && { sortingColumn, sortingDescending: view.descending })}
      onSortingChange={({ detail }) => {
        const sortBy = columns.find(
          ({ sortingField }) => sortingField === detail.sortingColumn.sortingField,
        )?.sortingField;
        if (sortBy) change({ sortBy, descending: detail.isDescending ?? false });
      }}
      wrapLines
      ariaLabels={{ tableLabel: 'Changes of this job' }}
      header={
        <Header
          variant="h2"
          counter={filtered ? `(${shown.matches}/${items.length})` : `(${items.length})`}
        >
          Changes
        </Header>
      }
      filter={
        <div class="desk-filters">
          <TextFilter
            filteringText={view.text}
            filteringPlaceholder="Find changes"
            filteringAriaLabel="Find changes"
            countText={filtered ? countText(shown.matches) : ''}
            onChange={({ detail }) => change({ text: detail.filteringText })}
          />
          <Select
            ariaLabel="Result"
            options={results}
            selectedOption={results.find(({ value }) => value === view.result) ?? anyResult}
            onChange={({ detail }) =>
              change({ result: itemResults.find((each) => each === detail.selectedOption.value) })
            }
          />
        </div>
      }
      pagination={
        <Pagination
          currentPageIndex={shown.page}
          pagesCount={shown.pages}
          ariaLabels={{
            nextPageLabel: 'Next page',
            previousPageLabel: 'Previous page',
            pageLabel: (page) => `Page ${page}`,
          }}
          onChange={({ detail }) => change({ page: detail.currentPageIndex })}
        />
      }
      empty={filtered ? 'No change fits these filters' : 'This job had nothing to change'}
    />
  );
}

function countText(matches: number): string {
  return `${matches} ${matches === 1 ? 'match' : 'matches'}`;
}
