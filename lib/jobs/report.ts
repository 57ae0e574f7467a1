import type { AccountNames } from '../accounts/alias';
import { writeCsv } from '../csv';
import { markdownTable, markdownText } from '../markdown';
import { describePermissions } from '../sharing/explain';
import { factsOfTask } from './facts';
import {
  countItems,
  isFinal,
  type Job,
  type JobCounts,
  type JobDetails,
  type JobItem,
} from './job';
import { cellsOf, isOfAct, reportItemOf, resultWords, type ReportItem } from './report-items';

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

/** A job as JSON, in the form of `JobReport`. */
export function jobReportJson(details: JobDetails, names: AccountNames): string {
  return `${JSON.stringify(reportOf(details, names), undefined, 2)}\n`;
}

/** A job as CSV for spreadsheets, with a line of names and a line for each item. */
export function jobReportCsv(details: JobDetails, names: AccountNames): string {
  const { job, items } = reportOf(details, names);
  const { head, lines } = cellsOf(items);
  return writeCsv(
    ['job', ...head],
    lines.map((line) => [job.id, ...line]),
  );
}

/**
 * A job as Markdown for a ticket: what it was, how each image ended, and each item that failed or
 * was left alone as it had drifted, with the reason.
 */
export function jobReportMarkdown(details: JobDetails, names: AccountNames): string {
  const { job, items } = reportOf(details, names);
  const open = items.filter(({ result }) => result === 'failed' || result === 'drift');
  const made = items.flatMap((item) =>
    isOfAct(item) && item.made !== undefined
      ? [[item.region, item.image, item.change, item.made]]
      : [],
  );
  const parts = [
    `# ${markdownText(job.title)}`,
    factsOf(job),
    '## Images',
    markdownTable(
      ['Region', 'Image', ...countColumns.map(([name]) => name)],
      imageRows(details.items),
    ),
    '## Failed and drifted',
    open.length === 0
      ? 'Nothing failed, and nothing had drifted.'
      : markdownTable(openHead(items), open.map(openRowOf)),
    ...(made.length > 0
      ? ['## Made by AWS', markdownTable(['Region', 'Image', 'Change', 'Made'], made)]
      : []),
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

function reportOf({ job, items }: JobDetails, names: AccountNames): JobReport {
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
    items: items.map((item) => reportItemOf(item, names)),
  };
}

/** What of the items of an image is counted. */
const countColumns: readonly (readonly [string, (counts: JobCounts, left: number) => number])[] = [
  ['Done', ({ done }) => done],
  ['Unchanged', ({ unchanged }) => unchanged],
  ['Failed', ({ failed }) => failed],
  ['Drifted', ({ drift }) => drift],
  ['Cancelled', ({ cancelled }) => cancelled],
  ['Left', (_, left) => left],
];

function imageRows(items: readonly JobItem[]): readonly (readonly string[])[] {
  const images = new Map<string, JobItem[]>();
  for (const item of items) {
    const { region, subject } = factsOfTask(item.task);
    const key = `${region}/${subject}`;
    const own = images.get(key) ?? [];
    own.push(item);
    images.set(key, own);
  }
  return [...images.values()].map((own) => {
    const counts = countItems(own);
    const left = own.filter(({ state }) => !isFinal(state)).length;
    const [first] = own;
    const { region = '', subject = '' } = first ? factsOfTask(first.task) : {};
    return [region, subject, ...countColumns.map(([, countOf]) => String(countOf(counts, left)))];
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
  return facts.map(([name = '', value = '']) => `- ${name}: ${markdownText(value)}`).join('\n');
}

/** What failed or had drifted, in the columns of `openHead`. */
function openRowOf(item: ReportItem): readonly string[] {
  const end = [resultWords[item.result], item.reason ?? ''];
  if (isOfAct(item)) {
    return [item.region, item.image, called(item.who ?? '', item.name), item.change, ...end];
  }
  return [
    item.region,
    item.image,
    called(item.account, item.name),
    describePermissions(item.before ?? undefined),
    describePermissions(item.after ?? undefined),
    ...end,
  ];
}

function openHead(items: readonly ReportItem[]): readonly string[] {
  return items.some(isOfAct)
    ? ['Region', 'Image', 'Who', 'Change', 'Result', 'Reason']
    : ['Region', 'Image', 'Account', 'Before', 'Wanted', 'Result', 'Reason'];
}

function called(who: string, name: string | undefined): string {
  return name === undefined ? who : `${name} (${who})`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
