import CollectionPreferences, {
  type CollectionPreferencesProps,
} from '@cloudscape-design/components/collection-preferences';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useMemo, useState } from 'preact/hooks';
import type { JudgedVulnerability } from '../../../../../lib/findings/judged';
import type { Shown } from '../../../../../lib/findings/shown';
import { sortKeys, type Show } from '../../../../../lib/findings/view';
import { useNarrow } from '../../../use-narrow';
import { columnNames, narrowColumns, wideColumns } from './columns';
import { nameOfRow, rowsBelow, rowsOf, type Row } from './rows';
import { useDrawn } from './use-drawn';
import type { ChangeShow } from './use-show';

interface ResultsTableProps {
  readonly shown: Shown;
  /** How many vulnerabilities the comparison has. */
  readonly total: number;
  readonly show: Show;
  readonly onChange: ChangeShow;
  readonly onOpen: (vulnerability: JudgedVulnerability) => void;
}

const firstPreferences: CollectionPreferencesProps.Preferences = {
  pageSize: 50,
  // When it was published is what the fewest look for, and the window is only so wide.
  contentDisplay: Object.keys(columnNames).map((id) => ({ id, visible: id !== 'published' })),
};

/** The rows of a page, with those below a row that is expanded. */
export function ResultsTable({ shown, total, show, onChange, onOpen }: ResultsTableProps) {
  const [preferences, setPreferences] = useState(firstPreferences);
  const [wanted, setWanted] = useState({ show, page: 1 });
  const [expanded, setExpanded] = useState<readonly Row[]>([]);
  const narrow = useNarrow();
  const rows = useMemo(() => rowsOf(shown, show.group), [shown, show.group]);
  const columns = useMemo(
    () => (narrow ? narrowColumns : wideColumns)(onOpen, show.group),
    [narrow, onOpen, show.group],
  );
  const size = preferences.pageSize ?? 50;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  // Other rows begin with their first page.
  const page = wanted.show === show ? Math.min(wanted.page, pages) : 1;
  const drawn = useDrawn(
    useMemo(() => rows.slice((page - 1) * size, page * size), [rows, page, size]),
  );
  // Other rows take the places of those before them: to draw rows anew takes longer than a key may.
  const places = useMemo(
    () => new Map(drawn.map(({ key }, index) => [key, String(index)])),
    [drawn],
  );
  const sortingColumn = columns.find(({ sortingField }) => sortingField === show.sort.by);
  return (
    <Table
      items={drawn}
      trackBy={({ key }) => places.get(key) ?? key}
      columnDefinitions={columns}
      {...(!narrow && preferences.contentDisplay && { columnDisplay: preferences.contentDisplay })}
      {...(sortingColumn && { sortingColumn, sortingDescending: show.sort.descending })}
      onSortingChange={({ detail }) => {
        const by = sortKeys.find((each) => each === detail.sortingColumn.sortingField);
        if (!by) return;
        // The worst first, unless it was so already: nobody looks for the least severe.
        const worst = (by === 'severity' || by === 'score') && show.sort.by !== by;
        const descending = worst || (detail.isDescending ?? false);
        onChange((now) => ({ ...now, sort: { by, descending } }));
      }}
      expandableRows={{
        getItemChildren: (row) => [...rowsBelow(row)],
        isItemExpandable: (row) => rowsBelow(row).length > 0,
        expandedItems: expanded,
        onExpandableItemToggle: ({ detail: { item, expanded: opened } }) =>
          setExpanded((before) => [
            ...before.filter(({ key }) => key !== item.key),
            ...(opened ? [item] : []),
          ]),
      }}
      wrapLines
      cellVerticalAlign="top"
      ariaLabels={{
        tableLabel: 'Vulnerabilities',
        expandButtonLabel: (row) => `Show the rows of ${nameOfRow(row)}`,
        collapseButtonLabel: (row) => `Hide the rows of ${nameOfRow(row)}`,
      }}
      totalItemsCount={rows.length}
      firstIndex={(page - 1) * size + 1}
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => setWanted({ show, page: detail.currentPageIndex })}
          />
        )
      }
      preferences={
        <CollectionPreferences
          title="Preferences of the table"
          preferences={preferences}
          onConfirm={({ detail }) => setPreferences(detail)}
          pageSizePreference={{
            title: 'Rows on a page',
            options: [50, 100].map((value) => ({ value, label: `${value} rows` })),
          }}
          contentDisplayPreference={{
            title: 'Columns',
            options: Object.entries(columnNames).map(([id, label]) => ({
              id,
              label,
              ...(id === 'id' && { alwaysVisible: true }),
            })),
          }}
        />
      }
      empty={emptyText(shown, total, show)}
    />
  );
}

const nothing = {
  new: 'Nothing is new',
  fixed: 'Nothing was fixed',
  persisting: 'Nothing stayed',
} as const;

function emptyText({ fitting }: Shown, total: number, { filters, text, classes }: Show): string {
  if (total === 0) return 'Neither build has findings';
  if (filters.length > 0 || text.trim() !== '') return 'No vulnerability fits this filter';
  const [only, second] = classes;
  const hidden = fitting.vulnerabilities.suppressed;
  if (only && !second) return hidden[only] > 0 ? 'All of these are suppressed' : nothing[only];
  return hidden.new + hidden.fixed + hidden.persisting > 0
    ? 'All of these are suppressed'
    : 'No vulnerability fits this filter';
}
