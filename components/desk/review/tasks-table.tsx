import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'preact/hooks';
import { factsOfTask } from '../../../lib/jobs/facts';
import type { Task } from '../../../lib/jobs/task';
import { Principal } from '../principal';

/** How many rows a page of the table has. */
const pageSize = 50;

const subject: TableProps.ColumnDefinition<Task> = {
  id: 'subject',
  header: 'Name',
  minWidth: 140,
  cell: (task) => <div class="desk-who">{factsOfTask(task).subject}</div>,
};

const what: TableProps.ColumnDefinition<Task> = {
  id: 'change',
  header: 'Change',
  isRowHeader: true,
  minWidth: 180,
  cell: (task) => <div class="desk-who">{factsOfTask(task).change}</div>,
};

const who: TableProps.ColumnDefinition<Task> = {
  id: 'who',
  header: 'Who',
  minWidth: 150,
  cell: (task) => <Principal who={factsOfTask(task).who} />,
};

const region: TableProps.ColumnDefinition<Task> = {
  id: 'region',
  header: 'Region',
  minWidth: 110,
  cell: (task) => task.region,
};

/** What a plan does, one change a row. */
export function TasksTable({ tasks }: { readonly tasks: readonly Task[] }) {
  const [page, setPage] = useState(1);
  const named = tasks.some((task) => factsOfTask(task).who !== undefined);
  const subjects = new Set(tasks.map((task) => factsOfTask(task).subject));
  // What a step makes has a name of its own, which nothing else on the page says.
  const hasNames = subjects.size > 1 || tasks.some(({ kind }) => kind === 'image-step');
  const pages = Math.max(1, Math.ceil(tasks.length / pageSize));
  const shown = Math.min(page, pages);
  return (
    <Table
      items={tasks.slice((shown - 1) * pageSize, shown * pageSize)}
      columnDefinitions={[...(hasNames ? [subject] : []), what, ...(named ? [who] : []), region]}
      wrapLines
      ariaLabels={{ tableLabel: 'Changes of this plan' }}
      header={
        <Header
          variant="h2"
          counter={`(${tasks.length})`}
          description="Compared with what AWS says now."
        >
          Plan
        </Header>
      }
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={shown}
            pagesCount={pages}
            ariaLabels={{
              nextPageLabel: 'Next page',
              previousPageLabel: 'Previous page',
              pageLabel: (number) => `Page ${number}`,
            }}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
          />
        )
      }
    />
  );
}
