import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { createContext } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import { describeCounts, describePermissions, explainEffect } from '../../../lib/sharing/explain';
import {
  effectsOf,
  imageKey,
  itemKey,
  type ShareChange,
  type ShareItem,
  type SharePlan,
} from '../../../lib/sharing/plan';
import { AccountName } from '../account-name';
import { useNarrow } from '../use-narrow';

/** The changes in words, the weightiest first. */
const changes: Readonly<
  Record<ShareChange, { readonly word: string; readonly color: NonNullable<BadgeProps['color']> }>
> = {
  remove: { word: 'Remove', color: 'red' },
  change: { word: 'Change', color: 'blue' },
  add: { word: 'Add', color: 'green' },
  unchanged: { word: 'Unchanged', color: 'grey' },
};

/** From this many on, the accounts that stay as they are do not stand between the others. */
const fewUnchanged = 10;

/** How many rows a page of the table has. */
const pageSize = 50;

type Columns = readonly TableProps.ColumnDefinition<ShareItem>[];

const account = {
  id: 'account',
  header: 'Account',
  cell: (item: ShareItem) => (
    <>
      <AccountName account={item.account} />
      <Notes of={itemKey(item)} />
    </>
  ),
  isRowHeader: true,
  minWidth: 130,
};

const wide: Columns = [
  account,
  {
    id: 'change',
    header: 'Change',
    cell: Change,
    minWidth: 100,
  },
  {
    id: 'permissions',
    header: 'Permissions',
    cell: permissionsOf,
    minWidth: 160,
  },
  {
    id: 'effects',
    header: 'What it causes in the other account',
    cell: (item) => <Effects item={item} />,
    minWidth: 220,
  },
];

/** Where a plan has several images, each row says which one it is about. */
const image: Columns[number] = {
  id: 'image',
  header: 'Image',
  cell: ImagePlace,
  minWidth: 160,
};

/** The same in two columns, where more would have to be scrolled. */
const narrowOf = (several: boolean): Columns => [
  {
    ...account,
    cell: (item) => (
      <>
        <div>
          <AccountName account={item.account} />
        </div>
        <Notes of={itemKey(item)} />
        {several && <ImagePlace {...item} />}
        <Change change={item.change} />
      </>
    ),
  },
  {
    id: 'effects',
    header: 'What changes',
    cell: (item) => (
      <>
        <div>{permissionsOf(item)}</div>
        {effectsOf(item).length > 0 && <Effects item={item} />}
      </>
    ),
    minWidth: 140,
  },
];

const columns: Readonly<Record<'one' | 'several', Readonly<Record<'wide' | 'narrow', Columns>>>> = {
  one: { wide, narrow: narrowOf(false) },
  several: { wide: [account, image, ...wide.slice(1)], narrow: narrowOf(true) },
};

/** What to know of rows, by `itemKey`, and of images, by `imageKey`; each note is a few words. */
const NotesContext = createContext<ReadonlyMap<string, readonly string[]>>(new Map());

/** Gives the plan tables below their notes. */
export const PlanNotes = NotesContext.Provider;

function Notes({ of }: { readonly of: string }) {
  return (
    <>
      {useContext(NotesContext)
        .get(of)
        ?.map((note) => (
          <div key={note} class="desk-outcome">
            <StatusIndicator type="warning" wrapText>
              {note}
            </StatusIndicator>
          </div>
        ))}
    </>
  );
}

function ImagePlace({ image: name, region }: Pick<ShareItem, 'image' | 'region'>) {
  return (
    <div>
      <div>{name}</div>
      <Box variant="small">{region}</Box>
      <Notes of={imageKey({ image: name, region })} />
    </div>
  );
}

function Change({ change }: Pick<ShareItem, 'change'>) {
  return <Badge color={changes[change].color}>{changes[change].word}</Badge>;
}

function Effects({ item }: { readonly item: ShareItem }) {
  const effects = effectsOf(item);
  return effects.length === 0 ? (
    <>Nothing</>
  ) : (
    <>
      {effects.map((effect) => (
        <div key={effect}>{explainEffect(effect)}</div>
      ))}
    </>
  );
}

function permissionsOf({ before, after, change }: ShareItem): string {
  return change === 'unchanged'
    ? describePermissions(after)
    : `${describePermissions(before)} → ${describePermissions(after)}`;
}

/** A plan: how much changes, and each account with what the change causes there. */
export function PlanTable({ plan }: { readonly plan: SharePlan }) {
  const sorted = useMemo(() => {
    const order = Object.keys(changes);
    return plan.items.toSorted((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
  }, [plan]);
  const several = plan.images.length > 1;
  const unchanged = sorted.filter(({ change }) => change === 'unchanged');
  const apart = unchanged.length > fewUnchanged;
  return (
    <SpaceBetween size="s">
      <Box key="counts">{describeCounts(plan.items)}</Box>
      <ItemTable
        key="changes"
        items={apart ? sorted.filter(({ change }) => change !== 'unchanged') : sorted}
        several={several}
        label="Planned changes"
      />
      {apart && (
        <ExpandableSection
          key="unchanged"
          headerText={
            several
              ? `${unchanged.length} shares that stay as they are`
              : `${unchanged.length} accounts that stay as they are`
          }
        >
          <ItemTable items={unchanged} several={several} label="Unchanged accounts" />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

interface ItemTableProps {
  readonly items: readonly ShareItem[];
  /** Whether they are of several images. */
  readonly several: boolean;
  readonly label: string;
}

function ItemTable({ items, several, label }: ItemTableProps) {
  const [wanted, setWanted] = useState(1);
  const pages = Math.max(1, Math.ceil(items.length / pageSize));
  // A new plan may be shorter than the one before.
  const page = Math.min(wanted, pages);
  return (
    <Table
      variant="embedded"
      wrapLines
      cellVerticalAlign="top"
      items={items.slice((page - 1) * pageSize, page * pageSize)}
      trackBy={itemKey}
      columnDefinitions={columns[several ? 'several' : 'one'][useNarrow() ? 'narrow' : 'wide']}
      ariaLabels={{ tableLabel: label }}
      totalItemsCount={items.length}
      firstIndex={(page - 1) * pageSize + 1}
      empty="Nothing would change."
      {...(pages > 1 && {
        pagination: (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            ariaLabels={{
              paginationLabel: `Pages of ${label.toLowerCase()}`,
              nextPageLabel: 'Next page',
              previousPageLabel: 'Previous page',
              pageLabel: (number) => `Page ${number} of ${pages}`,
            }}
            onChange={({ detail }) => setWanted(detail.currentPageIndex)}
          />
        ),
      })}
    />
  );
}
