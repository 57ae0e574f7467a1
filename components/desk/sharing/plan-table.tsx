import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { describePermissions, explainEffect } from '../../../lib/sharing/explain';
import type { ShareChange, ShareItem, SharePlan } from '../../../lib/sharing/plan';
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

type Columns = readonly TableProps.ColumnDefinition<ShareItem>[];

const wide: Columns = [
  {
    id: 'account',
    header: 'Account',
    cell: ({ account }) => <AccountName account={account} />,
    isRowHeader: true,
    minWidth: 130,
  },
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
    cell: Effects,
    minWidth: 220,
  },
];

/** The same in two columns, where four would have to be scrolled. */
const narrow: Columns = [
  {
    id: 'account',
    header: 'Account',
    cell: (item) => (
      <>
        <div>
          <AccountName account={item.account} />
        </div>
        <Change change={item.change} />
      </>
    ),
    isRowHeader: true,
    minWidth: 130,
  },
  {
    id: 'effects',
    header: 'What changes',
    cell: (item) => (
      <>
        <div>{permissionsOf(item)}</div>
        {item.effects.length > 0 && <Effects effects={item.effects} />}
      </>
    ),
    minWidth: 140,
  },
];

function Change({ change }: Pick<ShareItem, 'change'>) {
  return <Badge color={changes[change].color}>{changes[change].word}</Badge>;
}

function Effects({ effects }: Pick<ShareItem, 'effects'>) {
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
  const order = Object.keys(changes);
  const sorted = plan.items.toSorted((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
  const unchanged = sorted.filter(({ change }) => change === 'unchanged');
  const apart = unchanged.length > fewUnchanged;
  return (
    <SpaceBetween size="s">
      <Box>{countChanges(plan.items)}</Box>
      <ItemTable
        items={apart ? sorted.filter(({ change }) => change !== 'unchanged') : sorted}
        label="Planned changes"
      />
      {apart && (
        <ExpandableSection headerText={`${unchanged.length} accounts that stay as they are`}>
          <ItemTable items={unchanged} label="Unchanged accounts" />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

function ItemTable(props: { readonly items: readonly ShareItem[]; readonly label: string }) {
  return (
    <Table
      variant="embedded"
      wrapLines
      cellVerticalAlign="top"
      items={props.items}
      trackBy="account"
      columnDefinitions={useNarrow() ? narrow : wide}
      ariaLabels={{ tableLabel: props.label }}
      empty="Nothing would change."
    />
  );
}

/** How much a plan changes: `2 to add, 1 to remove, 3 unchanged`. */
function countChanges(items: readonly ShareItem[]): string {
  const words: Readonly<Record<ShareChange, string>> = {
    add: 'to add',
    change: 'to change',
    remove: 'to remove',
    unchanged: 'unchanged',
  };
  return (Object.keys(words) as ShareChange[])
    .map(
      (change) => [items.filter((item) => item.change === change).length, words[change]] as const,
    )
    .filter(([count]) => count > 0)
    .map((part) => part.join(' '))
    .join(', ');
}
