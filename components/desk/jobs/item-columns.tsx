import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { scopeOfBuild } from '../../../lib/builds/arn';
import { linksFrom } from '../../../lib/console/links';
import { describeItem, explainItem, itemTone } from '../../../lib/jobs/describe';
import { explainMadeOfTask, factsOfTask } from '../../../lib/jobs/facts';
import type { JobItem } from '../../../lib/jobs/job';
import { Principal } from '../principal';
import { toneTypes } from './cells';
import { changeWords, type ItemOrder } from './items';

type Column = TableProps.ColumnDefinition<JobItem> & { readonly sortingField?: ItemOrder };

const image: readonly Column[] = [
  {
    id: 'image',
    header: 'Name',
    sortingField: 'image',
    minWidth: 140,
    cell: ({ task }) => <div class="desk-who">{factsOfTask(task).subject}</div>,
  },
  {
    id: 'region',
    header: 'Region',
    sortingField: 'region',
    minWidth: 120,
    cell: ({ task }) => task.region,
  },
];

const account: Column = {
  id: 'account',
  header: 'Account',
  sortingField: 'account',
  isRowHeader: true,
  minWidth: 150,
  cell: ({ task }) => <Principal who={factsOfTask(task).who} />,
};

const change: Column = {
  id: 'change',
  header: 'Change',
  sortingField: 'change',
  minWidth: 160,
  cell: changeWords,
};

const ends: readonly Column[] = [
  { id: 'result', header: 'Result', sortingField: 'result', minWidth: 170, cell: Result },
  { id: 'time', header: 'Time', sortingField: 'time', minWidth: 120, cell: When },
];

const ofAccounts: readonly Column[] = [...image, account, change, ...ends];

/** Of changes that nobody in particular gains or loses by. */
const ofNobody: readonly Column[] = [...image, { ...change, isRowHeader: true }, ...ends];

/** The columns of what a job does; one where more would have to be scrolled. */
export function itemColumns(items: readonly JobItem[], narrow: boolean): readonly Column[] {
  if (narrow) return narrowItemColumns;
  const named = items.length === 0 || items.some(({ task }) => factsOfTask(task).who !== undefined);
  return named ? ofAccounts : ofNobody;
}

const narrowItemColumns: readonly Column[] = [
  {
    id: 'change',
    header: 'Change',
    isRowHeader: true,
    cell: (item) => (
      <>
        <div class="desk-who">
          {factsOfTask(item.task).subject}, {item.task.region}
        </div>
        {factsOfTask(item.task).who !== undefined && (
          <div>
            <Principal who={factsOfTask(item.task).who} />
          </div>
        )}
        <div>{changeWords(item)}</div>
        <Result {...item} />
        <When {...item} />
      </>
    ),
  },
];

function Result(item: JobItem) {
  const reason = explainItem(item);
  const { task, made } = item;
  return (
    <>
      <div class="desk-outcome">
        <StatusIndicator type={toneTypes[itemTone(item)]}>{describeItem(item)}</StatusIndicator>
      </div>
      {reason !== undefined && (
        <Box color="text-body-secondary">
          <div class="desk-who">{reason}</div>
        </Box>
      )}
      {task.kind !== 'share' && made !== undefined && (
        <Box color="text-body-secondary">
          <div>{explainMadeOfTask(task, made)}</div>
          <code class="desk-who">{made}</code>
          <BuildLink made={made} />
        </Box>
      )}
    </>
  );
}

/** The way to a build that AWS has begun, where its page shows how it goes on. */
function BuildLink({ made }: { readonly made: string }) {
  const scope = scopeOfBuild(made);
  const href = scope && linksFrom(scope).build(made);
  return href === undefined ? null : (
    <div>
      <Link external href={href} externalIconAriaLabel="Opens in a new tab">
        Open the build in the console
      </Link>
    </div>
  );
}

/** What nothing has happened to yet has no time of its own. */
function When({ state, at }: JobItem) {
  if (state === 'pending') return <>–</>;
  const utc = new Date(at).toISOString();
  return (
    <time dateTime={utc} title={`${utc.slice(0, 19).replace('T', ' ')} UTC`}>
      {moment.format(at)}
    </time>
  );
}

/** The page says the year and the time zone once. */
const moment = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
