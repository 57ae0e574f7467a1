import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '@/lib/csv';
import { findingsCsv } from '@/lib/findings/export/csv';
import {
  baseArn,
  exampleBase,
  exampleTarget,
  judgementOf,
  nasty,
  reportOf,
  reports,
  rowClasses,
  targetArn,
} from '../../support/reports';
import { present } from '../../support/values';

// Whole comparisons are dear: half as many runs as usual.
fc.configureGlobal({ numRuns: 50 });

/** The lines of a file by what its columns are called. */
function read(text: string): readonly Readonly<Record<string, string>>[] {
  const [head, ...records] = present(readCsv(text, (cells) => cells[0] === 'change'));
  return records.map(({ cells }) =>
    Object.fromEntries(present(head).cells.map((name, index) => [name, cells[index] ?? ''])),
  );
}

const judge = (id: string) =>
  id === 'CVE-2026-1004' ? judgementOf(id, 'accepted', { reason: '=HYPERLINK("x")' }) : undefined;

describe('a comparison as CSV', () => {
  const text = findingsCsv(reportOf(exampleBase, exampleTarget, judge));
  const lines = read(text);

  it('says all that is known of a row', () => {
    expect(lines[0]).toEqual({
      change: 'persisting',
      vulnerability: 'CVE-2026-1001',
      'vulnerability change': 'persisting',
      package: 'openssl',
      architecture: 'X86_64',
      'base version': '3.0.1',
      'target version': '3.0.2',
      'base severity': 'High',
      'target severity': 'Critical',
      'base score': '7.5',
      'target score': '9.8',
      'fixed in': '3.0.9',
      'fix available': 'yes',
      cause: '',
      suppressed: 'no',
      judgement: '',
      reason: '',
      'base image': 'office 1.0.0/3',
      'base ARN': baseArn,
      'target image': 'office 1.0.0/4',
      'target ARN': targetArn,
      title: 'CVE-2026-1001 - openssl',
      url: 'https://nvd.nist.gov/vuln/detail/CVE-2026-1001',
    });
  });

  it('says what was recorded, and what is in one build only', () => {
    expect(lines[1]).toMatchObject({
      change: 'new',
      'base version': '',
      'target version': '2022.12.7',
      'base severity': '',
      suppressed: 'yes',
      judgement: 'Accepted until 2026-12-31',
      reason: '=HYPERLINK("x")',
      cause: 'Not known',
    });
    expect(lines[2]).toMatchObject({
      change: 'fixed',
      'base version': '8.0.0-1',
      'target version': '',
    });
  });

  it('has a line for a vulnerability without packages, with the word that AWS wrote', () => {
    expect(lines[4]).toMatchObject({
      vulnerability: 'GHSA-aaaa-bbbb-cccc',
      package: '',
      'target severity': 'Weird|<b>',
      url: '',
    });
  });

  it('lets no spreadsheet run anything', () => {
    expect(lines[1]?.['title']).toBe(nasty);
    expect(text).toContain('"\'=1+1|<script>');
    expect(text).toContain('"\'=HYPERLINK(');
  });

  it('has a line for each row, of its class', () => {
    fc.assert(
      fc.property(reports, (report) => {
        expect(read(findingsCsv(report)).map(({ change }) => change)).toEqual(rowClasses(report));
      }),
    );
  });
});
