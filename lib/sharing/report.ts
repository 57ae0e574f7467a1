import type { AccountNames } from '../accounts/alias';
import { writeCsv } from '../csv';
import type { SharePermissions } from '../images/image';
import {
  countItems,
  isFinal,
  type ItemState,
  type Job,
  type JobCounts,
  type JobDetails,
  type ShareJobItem,
} from '../jobs/job';
import { reasonOf } from '../problems/explain';
import { describePermissions } from './explain';
import { imageKey, type ShareChange, type ShareItem } from './plan';

/** A job as it is exported in JSON. Times are ISO 8601 in UTC. */
export interface JobReport {
  /** Of this form. */
  readonly version: 1;
  readonly job: Pick<Job, 'id' | 'title' | 'state' | 'digest' | 'origin' | 'regions' | 'counts'> & {
    readonly partition: string;
    readonly account: string;
    readonly createdAt: string;
    readonly endedAt?: string;
  };
  readonly items: readonly ReportItem[];
}

/** One account of one image in a report. */
export interface ReportItem {
  readonly region: string;
  readonly image: string;
  readonly account: string;
  /** What the account is called, and what it is for, where that is known. */
  readonly name?: string;
  readonly environment?: string;
  readonly change: ShareChange;
  /** `null` where it was not, or shall not be, shared. */
  readonly before: SharePermissions | null;
  readonly after: SharePermissions | null;
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

/** A job as JSON, in the form of `JobReport`. */
export function jobReportJson(details: JobDetails<ShareItem>, names: AccountNames): string {
  return `${JSON.stringify(reportOf(details, names), undefined, 2)}\n`;
}

/** The columns of a report in CSV, in their order. */
const columns: readonly (readonly [string, (item: ReportItem, job: JobReport['job']) => string])[] =
  [
    ['job', (_, { id }) => id],
    ['region', ({ region }) => region],
    ['image', ({ image }) => image],
    ['account', ({ account }) => account],
    ['name', ({ name = '' }) => name],
    ['environment', ({ environment = '' }) => environment],
    ['change', ({ change }) => change],
    ['before', ({ before }) => describePermissions(before ?? undefined)],
    ['after', ({ after }) => describePermissions(after ?? undefined)],
    ['result', ({ result }) => result],
    ['resultText', ({ result }) => resultWords[result]],
    ['verified', ({ verified }) => (verified ? 'yes' : 'no')],
    ['attempts', ({ attempts }) => String(attempts)],
    ['problem', ({ problem = '' }) => problem],
    ['reason', ({ reason = '' }) => reason],
    ['time', ({ at }) => at],
  ];

/** A job as CSV for spreadsheets, with a line of names and a line for each item. */
export function jobReportCsv(details: JobDetails<ShareItem>, names: AccountNames): string {
  const { job, items } = reportOf(details, names);
  return writeCsv(
    columns.map(([name]) => name),
    items.map((item) => columns.map(([, valueOf]) => valueOf(item, job))),
  );
}

/**
 * A job as Markdown for a ticket: what it was, how each image ended, and each item that failed or
 * was left alone as it had drifted, with the reason.
 */
export function jobReportMarkdown(details: JobDetails<ShareItem>, names: AccountNames): string {
  const { job, items } = reportOf(details, names);
  const open = items.filter(({ result }) => result === 'failed' || result === 'drift');
  const parts = [
    `# ${escape(job.title)}`,
    factsOf(job),
    '## Images',
    table(['Region', 'Image', ...countColumns.map(([name]) => name)], imageRows(details.items)),
    '## Failed and drifted',
    open.length === 0
      ? 'Nothing failed, and nothing had drifted.'
      : table(
          ['Region', 'Image', 'Account', 'Before', 'Wanted', 'Result', 'Reason'],
          open.map(rowOf),
        ),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What a report of a job is called as a file. */
export function reportFileName(
  { id, createdAt }: Pick<Job, 'id' | 'createdAt'>,
  extension: 'csv' | 'json' | 'md',
): string {
  const short = id.replaceAll(/[^a-zA-Z0-9]/g, '').slice(0, 8);
  return `image-desk-job-${iso(createdAt).slice(0, 10)}-${short}.${extension}`;
}

function reportOf({ job, items }: JobDetails<ShareItem>, names: AccountNames): JobReport {
  const { id, title, state, digest, origin, regions, counts, scope, createdAt, endedAt } = job;
  return {
    version: 1,
    job: {
      id,
      title,
      state,
      partition: scope.partition,
      account: scope.account,
      regions,
      digest,
      ...(origin && { origin }),
      createdAt: iso(createdAt),
      ...(endedAt !== undefined && { endedAt: iso(endedAt) }),
      counts,
    },
    items: items.map((item) => itemOf(item, names)),
  };
}

function itemOf(item: ShareJobItem, names: AccountNames): ReportItem {
  const { task, state, attempts, at } = item;
  const { region, image, account, change, before, after } = task;
  const { name, environment } = names.get(account) ?? {};
  const problem = problemOf(item);
  return {
    region,
    image,
    account,
    ...(name !== undefined && { name }),
    ...(environment !== undefined && { environment }),
    change,
    before: before ?? null,
    after: after ?? null,
    result: state,
    verified: state === 'done' || state === 'unchanged',
    attempts,
    ...(problem && { problem: problem.kind, reason: reasonOf(problem) }),
    at: iso(at),
  };
}

/** The problem that an item ended with: one that a later attempt got over is none. */
function problemOf({ state, problem }: ShareJobItem): ShareJobItem['problem'] {
  if (state === 'drift') return problem ?? { kind: 'drift' };
  return state === 'done' || state === 'unchanged' ? undefined : problem;
}

const resultWords: Readonly<Record<ItemState, string>> = {
  pending: 'Not finished',
  inflight: 'Not finished',
  sent: 'Not finished',
  done: 'Done',
  unchanged: 'Was so already',
  failed: 'Failed',
  drift: 'Drifted and left alone',
  cancelled: 'Cancelled',
};

/** What of the items of an image is counted. */
const countColumns: readonly (readonly [string, (counts: JobCounts, left: number) => number])[] = [
  ['Done', ({ done }) => done],
  ['Unchanged', ({ unchanged }) => unchanged],
  ['Failed', ({ failed }) => failed],
  ['Drifted', ({ drift }) => drift],
  ['Cancelled', ({ cancelled }) => cancelled],
  ['Left', (_, left) => left],
];

function imageRows(items: readonly ShareJobItem[]): readonly (readonly string[])[] {
  const images = new Map<string, ShareJobItem[]>();
  for (const item of items) {
    const key = imageKey(item.task);
    const own = images.get(key) ?? [];
    own.push(item);
    images.set(key, own);
  }
  return [...images.values()].map((own) => {
    const counts = countItems(own);
    const left = own.filter(({ state }) => !isFinal(state)).length;
    const { region = '', image = '' } = own[0]?.task ?? {};
    return [region, image, ...countColumns.map(([, countOf]) => String(countOf(counts, left)))];
  });
}

function factsOf({ id, account, partition, regions, digest, state, ...times }: JobReport['job']) {
  const facts = [
    ['Job', id],
    ['Account', `${account} (${partition})`],
    ['Regions', regions.join(', ')],
    ['Plan', digest],
    ['State', state],
    ['Begun', times.createdAt],
    ...(times.endedAt === undefined ? [] : [['Ended', times.endedAt]]),
  ] as const;
  return facts.map(([name = '', value = '']) => `- ${name}: ${escape(value)}`).join('\n');
}

function rowOf(item: ReportItem): readonly string[] {
  return [
    item.region,
    item.image,
    item.name === undefined ? item.account : `${item.name} (${item.account})`,
    describePermissions(item.before ?? undefined),
    describePermissions(item.after ?? undefined),
    resultWords[item.result],
    item.reason ?? '',
  ];
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(escape).join(' | ')} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A text that Markdown shows as it is, on one line. */
function escape(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>|~&#!]/g, '\\$&')
    .replaceAll('://', '\\://')
    .replaceAll(/www\./gi, (www) => `${www.slice(0, 3)}\\.`)
    .replaceAll('@', '\\@');
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
