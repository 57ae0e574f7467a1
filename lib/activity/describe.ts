import { findContract } from '../operations/registry';
import { describePrincipal } from '../credentials/identity';
import type { ProblemKind } from '../problems/problem';
import { describePermissions } from '../sharing/explain';
import type { ActivityKind, ActivityNote, ActivityRecord, Json } from './entry';

/** The kinds in words. */
export const kindNames: Readonly<Record<ActivityKind, string>> = {
  change: 'Change',
  refusal: 'Refused request',
  denial: 'Missing permission',
};

/**
 * How a record ended. `waiting` and `not-known` are of a change without an answer: at first it
 * may still come, later the browser has stopped before AWS answered.
 */
export type RecordOutcome = 'done' | 'counted' | 'waiting' | 'not-known' | ProblemKind;

/** Longer than a call waits for its answer (`lib/aws/connection.ts`), in milliseconds. */
const patience = 30_000;

/** How a record ended, as of a time. */
export function outcomeOf({ entry, answer }: ActivityRecord, now: number): RecordOutcome {
  const { outcome } = answer ?? entry;
  if (outcome !== 'sent') return outcome;
  return now - entry.at < patience ? 'waiting' : 'not-known';
}

/** What kinds of a problem say of a change in a log, where their name does not say it. */
const outcomeWords: Partial<Record<RecordOutcome, string>> = {
  done: 'Done',
  counted: 'Refused, only counted',
  waiting: 'Waiting for AWS',
  'not-known': 'Not known: the browser stopped before AWS answered',
  offline: 'Not known: the answer of AWS was lost',
  'aws-fault': 'Not known: AWS answered with a fault',
  unknown: 'Failed with an error that Image Desk does not know',
  throttled: 'Limited by AWS, not done',
  quota: 'Quota reached, not done',
  'clock-skew': 'Clock differs, not done',
  'permission-missing': 'Denied: permission missing',
};

/** An outcome in words, for people who read a list. */
export function describeOutcome(outcome: RecordOutcome): string {
  const plain = outcome.replaceAll('-', ' ');
  return outcomeWords[outcome] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** How an outcome is shown: `open` means that the change may have been made. */
export function toneOf(
  outcome: RecordOutcome,
): 'success' | 'error' | 'open' | 'pending' | 'stopped' {
  switch (outcome) {
    case 'done':
      return 'success';
    case 'waiting':
      return 'pending';
    case 'not-known':
    case 'offline':
    case 'aws-fault':
    case 'unknown':
      return 'open';
    case 'refused':
    case 'counted':
      return 'stopped';
    default:
      return 'error';
  }
}

/** What was to be done, by the title of its contract. */
export function titleOf({ operation, count }: ActivityNote): string {
  if (count !== undefined) return `${count} further refused requests`;
  return findContract(operation)?.title ?? 'Unknown operation';
}

const senderNames: Readonly<Record<string, string>> = {
  page: 'Console page',
  extension: 'Image Desk',
  embedded: 'Embedded document',
  foreign: 'Foreign sender',
};

/** Who it was: the role or user of an ARN, or what sent a request that was refused. */
export function describeWho(who: string): string {
  if (who.startsWith('arn:')) return describePrincipal(who);
  const [sender = '', origin] = who.split(' ', 2);
  const name = senderNames[sender] ?? sender;
  return origin === undefined ? name : `${name} ${origin}`;
}

/** A value before or after a change, in words. */
export function describeValue(value: Json): string {
  if (isPermissions(value)) return describePermissions(value);
  if (value === null) return 'None';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What a change does, in words; nothing when the entry is of no change. */
export function describeChange(
  note: ActivityNote,
): { readonly before: string; readonly after: string } | undefined {
  const { before, after } = note;
  if (before === undefined || after === undefined) return undefined;
  // Nothing beside permissions is an image that is not shared.
  const shared = isPermissions(before) || isPermissions(after);
  const words = (value: Json) =>
    shared && value === null ? describePermissions() : describeValue(value);
  return { before: words(before), after: words(after) };
}

/** All that is shown of a record, to be searched; in lower case. */
export function textOf(record: ActivityRecord, now: number): string {
  const { entry, answer } = record;
  const change = describeChange(entry);
  return [
    kindNames[entry.kind],
    titleOf(entry),
    entry.operation,
    entry.action,
    entry.account,
    entry.region,
    entry.who,
    entry.who === undefined ? undefined : describeWho(entry.who),
    entry.target,
    change?.before,
    change?.after,
    describeOutcome(outcomeOf(record, now)),
    answer?.requestId ?? entry.requestId,
    answer?.detail ?? entry.detail,
  ]
    .filter((each) => each !== undefined)
    .join('\n')
    .toLowerCase();
}

function isPermissions(
  value: Json,
): value is { readonly fleet: boolean; readonly imageBuilder: boolean } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'fleet' in value &&
    typeof value.fleet === 'boolean' &&
    'imageBuilder' in value &&
    typeof value.imageBuilder === 'boolean'
  );
}
