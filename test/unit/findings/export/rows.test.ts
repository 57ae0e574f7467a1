import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFindings } from '@/lib/findings/compare';
import { countsOf, rowsOf } from '@/lib/findings/export/rows';
import { countText } from '@/lib/findings/export/words';
import {
  exampleBase,
  exampleTarget,
  judgementOf,
  reportOf,
  reports,
  rowClasses,
} from '../../support/reports';

describe('the rows of a report', () => {
  it('are the pairs, and the vulnerabilities without any', () => {
    const rows = rowsOf(reportOf(exampleBase, exampleTarget));
    expect(
      rows.map(({ vulnerability, pair, change }) => [vulnerability.id, pair?.package, change]),
    ).toEqual([
      ['CVE-2026-1001', 'openssl', 'persisting'],
      ['CVE-2026-1004', 'certifi', 'new'],
      ['CVE-2026-1002', 'curl', 'fixed'],
      ['CVE-2026-1003', 'zlib', 'persisting'],
      ['GHSA-aaaa-bbbb-cccc', undefined, 'new'],
    ]);
  });

  it('are of the classes of what the report has', () => {
    fc.assert(
      fc.property(reports, (report) => {
        expect(rowsOf(report).map(({ change }) => change)).toEqual(rowClasses(report));
      }),
    );
  });
});

describe('the counts of a report', () => {
  it('are those of the comparison when nothing is filtered or judged', () => {
    const { counts } = compareFindings({ findings: exampleBase }, { findings: exampleTarget });
    const nothing = { new: 0, fixed: 0, persisting: 0 };
    expect(countsOf(reportOf(exampleBase, exampleTarget))).toEqual({
      vulnerabilities: { counted: counts.vulnerabilities, suppressed: nothing },
      pairs: { counted: counts.pairs, suppressed: nothing },
    });
  });

  it('tell what is suppressed apart, and leave out what is filtered', () => {
    const report = reportOf(exampleBase, exampleTarget, (id) =>
      id === 'CVE-2026-1004' ? judgementOf(id, 'accepted') : undefined,
    );
    const [, ...rest] = report.vulnerabilities;
    expect(countsOf({ ...report, vulnerabilities: rest })).toEqual({
      vulnerabilities: {
        counted: { new: 1, fixed: 1, persisting: 1 },
        suppressed: { new: 1, fixed: 0, persisting: 0 },
      },
      pairs: {
        counted: { new: 0, fixed: 1, persisting: 1 },
        suppressed: { new: 1, fixed: 0, persisting: 0 },
      },
    });
  });

  it('have a sign before what is there, and what is suppressed beside it', () => {
    const counts = {
      counted: { new: 1200, fixed: 0, persisting: 3 },
      suppressed: { new: 1, fixed: 2, persisting: 0 },
    };
    expect(countText(counts, 'new', '+')).toBe('+1,200 + 1 suppressed');
    expect(countText(counts, 'fixed', '−')).toBe('0 + 2 suppressed');
    expect(countText(counts, 'persisting')).toBe('3');
  });
});
