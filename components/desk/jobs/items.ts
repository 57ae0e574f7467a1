import type { AccountNames } from '../../../lib/accounts/alias';
import { describeItem, explainItem } from '../../../lib/jobs/describe';
import { factsOfTask } from '../../../lib/jobs/facts';
import { isFinal, itemsOfKind, type JobItem, type JobOrigin } from '../../../lib/jobs/job';
import { stepsLeft } from '../../../lib/lifecycle/rest';
import { sharedBefore } from '../../../lib/lifecycle/undo';
import type { DesiredImage } from '../../../lib/sharing/plan';
import { desiredBefore, desiredOfRest } from '../../../lib/sharing/revise';

/** How many changes are on one page of the table. */
export const itemsPerPage = 50;

/** The results by which changes can be filtered, in words. */
export const resultNames = {
  open: 'Not ended',
  done: 'Done and verified',
  unchanged: 'Was so already',
  failed: 'Failed',
  drift: 'Changed elsewhere',
  cancelled: 'Cancelled or not begun',
} as const;

export type ItemResult = keyof typeof resultNames;

/** The results, in the order of their filter. */
export const itemResults = Object.keys(resultNames) as readonly ItemResult[];

/** What a table of changes can be sorted by. */
export type ItemOrder = 'order' | 'image' | 'region' | 'account' | 'change' | 'result' | 'time';

/** Which part of a job's changes is shown. */
export interface ItemsView {
  readonly text: string;
  readonly result?: ItemResult | undefined;
  readonly sortBy: ItemOrder;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
}

/** All changes, in the order of the job. */
export const firstView: ItemsView = { text: '', sortBy: 'order', descending: false, page: 1 };

/** What is on the page that is shown, and how much there is beside it. */
export interface ItemsPage {
  readonly items: readonly JobItem[];
  readonly matches: number;
  /** The page that is shown: there may be fewer than was asked for. */
  readonly page: number;
  readonly pages: number;
}

/** How a change has ended, or that it has not. */
export function resultOf({ state }: Pick<JobItem, 'state'>): ItemResult {
  return isFinal(state) ? state : 'open';
}

/** What becomes of the account, in words: `Not shared → Fleet`. */
export function changeWords({ task }: Pick<JobItem, 'task'>): string {
  return factsOfTask(task).change;
}

/** The page of a job's changes that a view shows. Every word of the text must be in a row. */
export function pageOf(
  items: readonly JobItem[],
  { text, result, sortBy, descending, page }: ItemsView,
  names: AccountNames,
): ItemsPage {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(
    (item) =>
      (result === undefined || resultOf(item) === result) &&
      (words.length === 0 || includesAll(textOf(item, names), words)),
  );
  const sorted = sortBy === 'order' ? found : found.toSorted(comparing(sortBy, names));
  const ordered = descending ? sorted.toReversed() : sorted;
  const pages = Math.max(1, Math.ceil(ordered.length / itemsPerPage));
  const shown = Math.min(page, pages);
  return {
    items: ordered.slice((shown - 1) * itemsPerPage, shown * itemsPerPage),
    matches: ordered.length,
    page: shown,
    pages,
  };
}

function includesAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** What a person may look for in a row. */
function textOf(item: JobItem, names: AccountNames): string {
  const { subject, region, who = '', change } = factsOfTask(item.task);
  return [
    subject,
    region,
    who,
    names.get(who)?.name ?? '',
    change,
    describeItem(item),
    explainItem(item) ?? '',
    item.made ?? '',
  ]
    .join('\n')
    .toLowerCase();
}

/** Which plans can be made from what a job did, in the order of their buttons. */
export function revisionsOf(all: readonly JobItem[]): readonly JobOrigin['as'][] {
  const items = itemsOfKind(all, 'share');
  const left = stepsLeft(itemsOfKind(all, 'image-step'));
  const ways = [
    ['undo', desiredToUndo(all).length > 0],
    ['retry', desiredOfRest(items).length > 0 || left.length > 0],
    ['again', items.length > 0],
  ] as const;
  return ways.filter(([, possible]) => possible).map(([as]) => as);
}

/** Who images are to be shared with so that what a job has taken or given is as it was before. */
export function desiredToUndo(all: readonly JobItem[]): readonly DesiredImage[] {
  return [
    ...desiredBefore(itemsOfKind(all, 'share')),
    ...sharedBefore(itemsOfKind(all, 'image-step')),
  ];
}

const collator = new Intl.Collator(undefined, { numeric: true });

function comparing(
  by: Exclude<ItemOrder, 'order'>,
  names: AccountNames,
): (a: JobItem, b: JobItem) => number {
  switch (by) {
    case 'image':
      return (a, b) => collator.compare(factsOfTask(a.task).subject, factsOfTask(b.task).subject);
    case 'region':
      return (a, b) => collator.compare(a.task.region, b.task.region);
    case 'account': {
      const nameOf = ({ task }: JobItem) => {
        const { who = '' } = factsOfTask(task);
        return `${names.get(who)?.name ?? ''} ${who}`;
      };
      return (a, b) => collator.compare(nameOf(a), nameOf(b));
    }
    case 'change':
      return (a, b) => collator.compare(changeWords(a), changeWords(b));
    case 'result':
      return (a, b) => itemResults.indexOf(resultOf(a)) - itemResults.indexOf(resultOf(b));
    case 'time':
      return (a, b) => a.at - b.at;
  }
}
