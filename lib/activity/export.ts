import { writeCsv } from '../csv';
import { describeOutcome, outcomeOf, titleOf } from './describe';
import type { ActivityRecord } from './entry';

/** The columns of an export, in their order, each with its value in a record. */
const columns: readonly (readonly [string, (record: ActivityRecord, now: number) => unknown])[] = [
  ['id', ({ entry }) => entry.id],
  ['time', ({ entry }) => iso(entry.at)],
  ['answeredAt', ({ answer }) => answer && iso(answer.at)],
  ['kind', ({ entry }) => entry.kind],
  ['operation', ({ entry }) => entry.operation],
  ['title', ({ entry }) => titleOf(entry)],
  ['action', ({ entry }) => entry.action],
  ['partition', ({ entry }) => entry.partition],
  ['account', ({ entry }) => entry.account],
  ['region', ({ entry }) => entry.region],
  ['who', ({ entry }) => entry.who],
  ['target', ({ entry }) => entry.target],
  ['before', ({ entry }) => entry.before],
  ['after', ({ entry }) => entry.after],
  ['outcome', (record, now) => outcomeOf(record, now)],
  ['outcomeText', (record, now) => describeOutcome(outcomeOf(record, now))],
  ['detail', ({ entry, answer }) => answer?.detail ?? entry.detail],
  ['requestId', ({ entry, answer }) => answer?.requestId ?? entry.requestId],
  ['count', ({ entry }) => entry.count],
];

/**
 * Records as CSV with a line of names; times are ISO 8601 in UTC, values before and after are
 * JSON.
 */
export function toCsv(records: readonly ActivityRecord[], now: number): string {
  return writeCsv(
    columns.map(([name]) => name),
    records.map((record) => columns.map(([, valueOf]) => cellOf(valueOf(record, now)))),
  );
}

function cellOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Records as a JSON list of objects without empty members; times are ISO 8601 in UTC. */
export function toJson(records: readonly ActivityRecord[], now: number): string {
  const lines = records.map((record) =>
    Object.fromEntries(
      columns
        .map(([name, valueOf]) => [name, valueOf(record, now)] as const)
        .filter(([, value]) => value !== undefined),
    ),
  );
  return JSON.stringify(lines, undefined, 2);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
