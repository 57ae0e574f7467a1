import { unparse } from 'papaparse';
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
 * What a spreadsheet would take for a formula. Source: OWASP, "CSV Injection", which names the
 * first characters, in full width too; spaces before them do not help.
 */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/**
 * Records as CSV (RFC 4180) with a line of names; times are ISO 8601 in UTC, values before and
 * after are JSON. What a spreadsheet would run gets an apostrophe in front.
 */
export function toCsv(records: readonly ActivityRecord[], now: number): string {
  return unparse(
    {
      fields: columns.map(([name]) => name),
      data: records.map((record) =>
        columns.map(([, valueOf]) => {
          const value = valueOf(record, now);
          return typeof value === 'object' ? JSON.stringify(value) : (value ?? '');
        }),
      ),
    },
    { escapeFormulae: formula },
  );
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
