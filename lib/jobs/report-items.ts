import type { AccountNames } from '../accounts/alias';
import type { BuildTask } from '../builds/plan';
import type { SharePermissions } from '../images/image';
import type { ImageStep } from '../lifecycle/step';
import { reasonOf } from '../problems/explain';
import { describePermissions } from '../sharing/explain';
import type { ShareChange, ShareItem } from '../sharing/plan';
import { factsOfTask } from './facts';
import { isWanted, type ItemState, type JobItem } from './job';

/** What a report says of every item, whatever it does. */
interface ReportBase {
  readonly region: string;
  readonly image: string;
  /** What the account is called, and what it is for, where that is known. */
  readonly name?: string;
  readonly environment?: string;
  readonly result: ItemState;
  /** Whether AWS has shown afterwards what was wanted. */
  readonly verified: boolean;
  /** How often it was sent. */
  readonly attempts: number;
  /** The kind of problem, and the same in words. */
  readonly problem?: string;
  readonly reason?: string;
  /** When the result came to be. */
  readonly at: string;
}

/** One account of one image in a report. */
export interface ShareReportItem extends ReportBase {
  readonly account: string;
  readonly change: ShareChange;
  /** `null` where it was not, or shall not be, shared. */
  readonly before: SharePermissions | null;
  readonly after: SharePermissions | null;
}

/** One change of a build, or one step in an image's life, in a report. */
export interface ActReportItem extends ReportBase {
  /** The ARN of the build or pipeline; of a step the name of what it is about. */
  readonly target: string;
  readonly act: (BuildTask | ImageStep)['act'];
  /** What it does, in words. */
  readonly change: string;
  /** Who gains or loses something by it. */
  readonly who?: string;
  /** What AWS has made of it: the ARN of a build, or the id of a change of state. */
  readonly made?: string;
}

export type ReportItem = ShareReportItem | ActReportItem;

/** An item as a report has it. */
export function reportItemOf(item: JobItem, names: AccountNames): ReportItem {
  const { task } = item;
  return task.kind === 'share' ? shareItemOf(task, item, names) : actItemOf(task, item, names);
}

function shareItemOf(task: ShareItem, item: JobItem, names: AccountNames): ShareReportItem {
  const { region, image, account, change, before, after } = task;
  return {
    region,
    image,
    account,
    ...nameOf(account, names),
    change,
    before: before ?? null,
    after: after ?? null,
    ...endOf(item),
  };
}

function actItemOf(task: BuildTask | ImageStep, item: JobItem, names: AccountNames): ActReportItem {
  const { subject, region, who, change } = factsOfTask(task);
  const { made } = item;
  return {
    region,
    image: subject,
    target: task.kind === 'image-step' ? subject : task.target,
    act: task.act,
    change,
    ...(who !== undefined && { who, ...nameOf(who, names) }),
    ...endOf(item),
    ...(made !== undefined && { made }),
  };
}

function nameOf(account: string, names: AccountNames): Pick<ReportBase, 'name' | 'environment'> {
  const { name, environment } = names.get(account) ?? {};
  return {
    ...(name !== undefined && { name }),
    ...(environment !== undefined && { environment }),
  };
}

function endOf(
  item: JobItem,
): Pick<ReportBase, 'result' | 'verified' | 'attempts' | 'problem' | 'reason' | 'at'> {
  const { state, attempts, at } = item;
  const problem = problemOf(item);
  return {
    result: state,
    verified: isWanted(state),
    attempts,
    ...(problem && { problem: problem.kind, reason: reasonOf(problem) }),
    at: new Date(at).toISOString(),
  };
}

/** The problem that an item ended with: one that a later attempt got over is none. */
function problemOf({ state, problem }: JobItem): JobItem['problem'] {
  if (state === 'drift') return problem ?? { kind: 'drift' };
  return isWanted(state) ? undefined : problem;
}

/** How an item has ended, in the words of a report. */
export const resultWords: Readonly<Record<ItemState, string>> = {
  pending: 'Not finished',
  inflight: 'Not finished',
  sent: 'Not finished',
  done: 'Done',
  unchanged: 'Was so already',
  failed: 'Failed',
  drift: 'Drifted and left alone',
  cancelled: 'Cancelled',
};

/** A column of a report in CSV: its name, and what it says of an item. */
type Column<Item> = readonly [name: string, valueOf: (item: Item) => string];

const who: readonly Column<ReportItem>[] = [
  ['name', ({ name = '' }) => name],
  ['environment', ({ environment = '' }) => environment],
];

const ends: readonly Column<ReportItem>[] = [
  ['result', ({ result }) => result],
  ['resultText', ({ result }) => resultWords[result]],
  ['verified', ({ verified }) => (verified ? 'yes' : 'no')],
  ['attempts', ({ attempts }) => String(attempts)],
  ['problem', ({ problem = '' }) => problem],
  ['reason', ({ reason = '' }) => reason],
  ['time', ({ at }) => at],
];

const shareColumns: readonly Column<ShareReportItem>[] = [
  ['region', ({ region }) => region],
  ['image', ({ image }) => image],
  ['account', ({ account }) => account],
  ...who,
  ['change', ({ change }) => change],
  ['before', ({ before }) => describePermissions(before ?? undefined)],
  ['after', ({ after }) => describePermissions(after ?? undefined)],
  ...ends,
];

const actColumns: readonly Column<ActReportItem>[] = [
  ['region', ({ region }) => region],
  ['image', ({ image }) => image],
  ['target', ({ target }) => target],
  ['who', (item) => item.who ?? ''],
  ...who,
  ['act', ({ act }) => act],
  ['change', ({ change }) => change],
  ['made', ({ made = '' }) => made],
  ...ends,
];

/** Items as lines of cells, with the names of the columns. A job has items of one kind. */
export function cellsOf(items: readonly ReportItem[]): {
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
} {
  const acts = items.filter(isOfAct);
  return acts.length > 0
    ? table(actColumns, acts)
    : table(
        shareColumns,
        items.filter((item): item is ShareReportItem => !isOfAct(item)),
      );
}

function table<Item>(columns: readonly Column<Item>[], items: readonly Item[]) {
  return {
    head: columns.map(([name]) => name),
    lines: items.map((item) => columns.map(([, valueOf]) => valueOf(item))),
  };
}

/** Whether an item is one of a build or of an image's life. */
export function isOfAct(item: ReportItem): item is ActReportItem {
  return 'act' in item;
}
