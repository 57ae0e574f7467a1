import * as fc from 'fast-check';
import { parse } from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { ActivityEntry, ActivityRecord } from '@/lib/activity/entry';
import { toCsv, toJson } from '@/lib/activity/export';
import { friend, noon, owner, present } from '../support/values';

const entry: ActivityEntry = {
  id: 7,
  at: noon,
  kind: 'change',
  operation: 'sharing.apply',
  action: 'appstream:UpdateImagePermissions',
  partition: 'aws',
  account: owner,
  region: 'us-east-1',
  who: `arn:aws:iam::${owner}:user/ada`,
  target: `Image office, account ${friend}`,
  before: null,
  after: { fleet: true, imageBuilder: false },
  outcome: 'sent',
};
const answer: ActivityEntry = {
  ...entry,
  id: 8,
  at: noon + 1500,
  outcome: 'done',
  requestId: 'r-1',
  answers: 7,
};
const later = noon + 3_600_000;

const rowsOf = (records: readonly ActivityRecord[]) =>
  parse<Record<string, string>>(toCsv(records, later), { header: true, skipEmptyLines: true }).data;

describe('an export', () => {
  it('as CSV has a line a record, with times in UTC and values as JSON', () => {
    expect(rowsOf([{ entry, answer }])).toEqual([
      {
        id: '7',
        time: '2026-08-01T12:00:00.000Z',
        answeredAt: '2026-08-01T12:00:01.500Z',
        kind: 'change',
        operation: 'sharing.apply',
        title: 'Change who an image is shared with',
        action: 'appstream:UpdateImagePermissions',
        partition: 'aws',
        account: owner,
        region: 'us-east-1',
        who: `arn:aws:iam::${owner}:user/ada`,
        target: `Image office, account ${friend}`,
        before: 'null',
        after: '{"fleet":true,"imageBuilder":false}',
        outcome: 'done',
        outcomeText: 'Done',
        detail: '',
        requestId: 'r-1',
        count: '',
      },
    ]);
  });

  it('as JSON has an object a record, without what there is not', () => {
    expect(JSON.parse(toJson([{ entry }, { entry, answer }], later))).toEqual([
      {
        id: 7,
        time: '2026-08-01T12:00:00.000Z',
        kind: 'change',
        operation: 'sharing.apply',
        title: 'Change who an image is shared with',
        action: 'appstream:UpdateImagePermissions',
        partition: 'aws',
        account: owner,
        region: 'us-east-1',
        who: `arn:aws:iam::${owner}:user/ada`,
        target: `Image office, account ${friend}`,
        before: null,
        after: { fleet: true, imageBuilder: false },
        outcome: 'not-known',
        outcomeText: 'Not known: the browser stopped before AWS answered',
      },
      expect.objectContaining({
        answeredAt: '2026-08-01T12:00:01.500Z',
        outcome: 'done',
        requestId: 'r-1',
      }),
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '=1\n+2', '＝1'])(
    'is nothing that a spreadsheet runs: %j',
    (target) => {
      expect(rowsOf([{ entry: { ...entry, target } }])[0]?.['target']).toBe(`'${target}`);
    },
  );

  it('as CSV gives back every text that is no formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const target = present(rowsOf([{ entry: { ...entry, target: `x${text}` } }])[0])['target'];
        expect(target).toBe(`x${text}`);
      }),
    );
  });
});
