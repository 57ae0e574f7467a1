import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsMarkdown } from '@/lib/findings/export/markdown';
import type { Finding } from '@/lib/findings/finding';
import {
  baseArn,
  exampleBase,
  exampleTarget,
  judgementOf,
  nasty,
  reportOf,
  reports,
  rowClasses,
} from '../../support/reports';
import { present } from '../../support/values';

// Whole comparisons are dear: half as many runs as usual.
fc.configureGlobal({ numRuns: 50 });

/** The lines below a heading, up to the next one. */
function section(text: string, heading: string): readonly string[] {
  const [, after = ''] = text.split(`\n## ${heading}\n`);
  const [own = ''] = after.split('\n## ');
  return own.split('\n').filter((line) => line !== '');
}

const judge = (id: string) => (id.startsWith('GHSA') ? judgementOf(id, 'not-affected') : undefined);

describe('a comparison as Markdown', () => {
  const report = reportOf(exampleBase, exampleTarget, judge);
  const [first, second] = report.vulnerabilities;
  const rule = {
    id: '',
    title: 'No new critical',
    of: 'new',
    severity: 'critical',
    fixAvailable: true,
  } as const;
  const text = findingsMarkdown({
    ...report,
    gate: [
      { rule, passed: true, failing: [] },
      {
        rule: { ...rule, title: 'No high' },
        passed: false,
        failing: [present(first), present(second)],
      },
    ],
  });

  it('says what was compared, in three numbers with their units', () => {
    expect(text).toMatch(
      /^# Findings of office 1\.0\.0\/4 compared with office 1\.0\.0\/3\n\nMade at 2026-08-01T12:00:00\.000Z\./,
    );
    expect(section(text, 'Builds')).toEqual([
      '|  | Base | Target |',
      '| --- | --- | --- |',
      '| Build | office 1.0.0/3 | office 1.0.0/4 |',
      `| ARN | ${baseArn} | arn:aws:imagebuilder:eu-west-1:111122223333:image/office/1.0.0/4 |`,
      '| Findings | 3 | 4 |',
      '| Vulnerabilities | 3 | 4 |',
      '| Pairs of a vulnerability and a package | 3 | 3 |',
    ]);
    expect(section(text, 'What changed')).toEqual([
      '|  | New | Fixed | Unchanged |',
      '| --- | --- | --- | --- |',
      '| Vulnerabilities | +1 + 1 suppressed | −1 | 2 |',
      '| Pairs of a vulnerability and a package | +1 | −1 | 2 |',
      '1 of 5 rows is suppressed by judgements.',
    ]);
  });

  it('counts by severity and class, and shows a word that AWS does not document', () => {
    expect(section(text, 'By severity').slice(2)).toEqual([
      '| Critical | 0 | 0 | 1 |',
      '| High | 1 | 0 | 0 |',
      '| Medium | 0 | 1 | 0 |',
      '| Low | 0 | 0 | 1 |',
      '| Informational | 0 | 0 | 0 |',
      '| Untriaged | 0 | 0 | 0 |',
      '| Unknown | 0 + 1 suppressed | 0 | 0 |',
    ]);
  });

  it('lists what is new, fixed, of another severity, and upgraded in vain', () => {
    expect(section(text, 'New').slice(2)).toEqual([
      '| CVE-2026-1004 | High | 8.1 | certifi | 2022.12.7 | Yes | 2023.7.22 | Not known |',
    ]);
    expect(section(text, 'Fixed').slice(2)).toEqual([
      '| CVE-2026-1002 | Medium | curl (X86\\_64) | 8.0.0-1 | Not known |',
    ]);
    expect(section(text, 'Severity changed').slice(2)).toEqual([
      '| CVE-2026-1001 | High | Critical | 7.5 | 9.8 |',
    ]);
    expect(section(text, 'Upgraded, still vulnerable').slice(2)).toEqual([
      '| CVE-2026-1001 | Critical | openssl (X86\\_64) | 3.0.1 | 3.0.2 | 3.0.9 |',
    ]);
  });

  it('says which rules of the gate are passed, and what fails the others', () => {
    expect(section(text, 'Gate')).toEqual([
      '- Passed: No new critical',
      '- **Failed**: No high (CVE-2026-1001, CVE-2026-1004)',
    ]);
  });

  it('lists the judgements that do nothing, the first of many', () => {
    const idle = judgementOf('CVE-2020-1', 'in-work', { image: 'office', reason: nasty });
    const past = judgementOf('CVE-2020-2', 'accepted', { until: '2026-07-31' });
    const told = findingsMarkdown({
      ...report,
      unmatched: [idle],
      expired: Array.from({ length: 27 }, () => past),
    });
    const lines = section(told, 'Judgements without effect').filter((line) => line !== '');
    expect(lines).toHaveLength(1 + 25 + 1 + 1 + 1);
    expect(lines.slice(0, 2)).toEqual([
      '27 judgements expired: what they accept is counted again.',
      '- CVE-2020-2: Accepted until 2026-07-31. All packages in all images. Not reachable.',
    ]);
    expect(lines.slice(26, 28)).toEqual([
      '- And 2 more',
      '1 judgement matches nothing in either build.',
    ]);
    expect(lines[28]).toContain('- CVE-2020-1: In work. All packages in office.');
    expect(lines[28]).not.toContain('<script>');
    expect(text).not.toContain('Judgements without effect');
  });

  it('says when nothing is there, and what it was filtered by', () => {
    const none = findingsMarkdown(
      reportOf([], [], undefined, { total: 7, filters: ['Text: a|b'] }),
    );
    expect(none).toContain('Filtered by Text: a\\|b. 0 of 7 vulnerabilities are in this report.');
    expect(none).toContain('Nothing is new.');
    expect(none).toContain('Nothing was fixed.');
    expect(none).not.toContain('## Gate');
    expect(none).not.toContain('suppressed');
    expect(section(none, 'By severity').at(-1)).toBe('| Untriaged | 0 | 0 | 0 |');
  });

  it('does not list what is suppressed', () => {
    const silent = reportOf(exampleBase, exampleTarget, (id) => judgementOf(id, 'accepted'));
    const judged = findingsMarkdown(silent);
    expect(section(judged, 'New')).toEqual(['Nothing is new.']);
    expect(section(judged, 'Severity changed')).toEqual(['No severity changed.']);
  });

  it('cuts a long list, and says so', () => {
    const many = Array.from({ length: 30 }, (_, index): Finding => ({
      id: `CVE-2026-${2000 + index}`,
      severity: 'LOW',
    }));
    const long = section(findingsMarkdown(reportOf([], many)), 'New');
    expect(long.filter((line) => line.includes('CVE-'))).toHaveLength(25);
    expect(long.at(-1)).toBe('And 5 more.');
    const exact = section(findingsMarkdown(reportOf([], many.slice(0, 25))), 'New');
    expect(exact.at(-1)).toContain('CVE-2026-2024');
  });

  it('counts what the report has, and keeps each line whole, whatever was compared', () => {
    fc.assert(
      fc.property(reports, (each) => {
        const markdown = findingsMarkdown(each);
        const bySeverity = sums(section(markdown, 'By severity').slice(2));
        const [vulnerabilities = '', pairs = ''] = section(markdown, 'What changed').slice(2);
        expect(sums([vulnerabilities])).toBe(each.vulnerabilities.length);
        expect(bySeverity).toBe(each.vulnerabilities.length);
        const bare = each.vulnerabilities.filter((one) => one.pairs.length === 0).length;
        expect(sums([pairs]) + bare).toBe(rowClasses(each).length);
        const listed = section(markdown, 'New').filter((line) => line.startsWith('|'));
        const open = each.vulnerabilities.flatMap((one) =>
          (one.pairs.length === 0 ? [one] : one.pairs).filter(
            ({ change, suppressed }) => change === 'new' && !suppressed,
          ),
        );
        expect(Math.max(0, listed.length - 2)).toBe(Math.min(25, open.length));
        for (const line of listed) expect(line.split(/(?<!\\)\|/)).toHaveLength(10);
      }),
    );
  });
});

/** All numbers in the cells of some lines together. */
function sums(lines: readonly string[]): number {
  const cells = lines.flatMap((line) => line.split('|').slice(2));
  const numbers = cells.flatMap((cell) => cell.match(/\d+/g) ?? []);
  return numbers.reduce((sum, each) => sum + Number(each), 0);
}
