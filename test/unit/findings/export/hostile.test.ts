import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '@/lib/csv';
import { exportFormats } from '@/lib/findings/export/formats';
import type { ExportExtension } from '@/lib/findings/export/name';
import type { Finding } from '@/lib/findings/finding';
import type { ComparisonReport } from '@/lib/findings/report';
import { shownOf } from '@/lib/findings/shown';
import { firstShow } from '@/lib/findings/view';
import { reportOf as reportOfView } from '@/lib/findings/view-report';
import { judgedOf } from '../../support/compared';
import { nasty, reportOf } from '../../support/reports';
import { comparisons, shows } from '../../support/shows';
import { present } from '../../support/values';

function write(extension: ExportExtension, report: ComparisonReport): string {
  return present(exportFormats.find((each) => each.extension === extension)).write(report);
}

/** The records of a CSV file below its names. */
function recordsOf(report: ComparisonReport): readonly (readonly string[])[] {
  const [, ...records] = present(readCsv(write('csv', report), ([name]) => name === 'change'));
  return records.map(({ cells }) => cells);
}

/** Members of a document that are looked at here. */
interface Documents {
  readonly json: {
    readonly counts: { readonly pairs: unknown; readonly vulnerabilities: unknown };
    readonly vulnerabilities: readonly { readonly id: string }[];
  };
  readonly sarif: { readonly runs: readonly [{ readonly results: readonly unknown[] }] };
}

function documentOf<Kind extends keyof Documents>(
  kind: Kind,
  report: ComparisonReport,
): Documents[Kind] {
  return JSON.parse(write(kind, report)) as Documents[Kind];
}

const idsOfObjects = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
const controls = 'a\u0000b\u0007c\u001B[2Jd\u202Ee\u2028f\uD800';
const long = 'x'.repeat(20_000);

/** What nobody should write, each in every member that is text. */
const texts = [
  ...idsOfObjects,
  nasty,
  '=cmd|calc',
  '@SUM(1)',
  '\t-1',
  '</style></table>',
  controls,
];
const findings = [...texts, long].map((text): Finding => ({
  id: text,
  severity: text,
  title: text,
  description: text,
  source: text,
  sourceUrl: text,
  fixAvailable: text,
  packages: [
    { name: text, version: text, arch: text, packageManager: text, filePath: text, fixedIn: text },
  ],
}));

const report = reportOf([], findings);

describe('what nobody should write', () => {
  it('is in each export that has every row, and is as many rows', () => {
    expect(recordsOf(report)).toHaveLength(findings.length);
    expect(
      documentOf('json', report)
        .vulnerabilities.map(({ id }) => id)
        .toSorted(),
    ).toEqual(findings.map(({ id }) => id).toSorted());
    expect(documentOf('sarif', report).runs[0].results).toHaveLength(findings.length);
    const [, rows = ''] = write('html', report).split('<table class="rows">');
    expect(rows.match(/<tr><td>/g)).toHaveLength(findings.length);
  });

  it('makes no formula of any cell, and no markup of any text', () => {
    for (const line of write('csv', report).split(/,|\r\n/)) {
      expect(line).not.toMatch(/^"?[=+@\t-]/);
    }
    const page = write('html', report);
    expect(page).not.toMatch(/<script|<\/style>(?!\n<\/head>)|javascript:/i);
    expect(page.match(/<table/g)).toHaveLength(page.match(/<\/table>/g)?.length ?? 0);
    const lines = write('md', report).split('\n');
    expect(lines.filter((line) => /[^\\][<`]|[^\\]\]\(/.test(line))).toEqual([]);
  });

  it('is found, sorted, grouped and filtered like any other', () => {
    const judged = judgedOf([], findings);
    const all = shownOf(judged, firstShow);
    expect(all.counts.pairs).toEqual({ new: findings.length, fixed: 0, persisting: 0 });
    for (const name of idsOfObjects) {
      const filters = [{ by: 'package', way: 'is', values: [name] }] as const;
      const shown = shownOf(judged, { ...firstShow, filters, group: 'package' });
      expect(shown.packages.map((group) => [group.name, group.counts.new])).toEqual([[name, 1]]);
      const ofKind = [{ by: 'ecosystem', way: 'is', values: [name] }] as const;
      expect(shownOf(judged, { ...firstShow, filters: ofKind }).vulnerabilities).toHaveLength(1);
      expect(shownOf(judged, { ...firstShow, text: name }).vulnerabilities).toHaveLength(1);
    }
    expect(shownOf(judged, { ...firstShow, text: '<script>' }).vulnerabilities).toHaveLength(1);
  });
});

describe('an empty comparison', () => {
  it.each(exportFormats.map((format) => [format.title, format] as const))(
    'is written as %s',
    (_, format) => {
      expect(format.write(reportOf([], []))).toMatch(/\S\r?\n$/);
    },
  );
});

describe('the exports of a view', () => {
  it('have its rows and its counts, whatever it shows', () => {
    const { base, target } = reportOf([], []);
    fc.assert(
      fc.property(comparisons, shows, (judged, show) => {
        const shown = shownOf(judged, show);
        const seen = reportOfView(judged, show, { at: 0, base, target, gate: [] });
        const rows = shown.vulnerabilities.flatMap(({ id, change, pairs }) =>
          pairs.length === 0
            ? [[change, id, '']]
            : pairs.map((pair) => [pair.change, id, pair.package]),
        );
        expect(recordsOf(seen).map((cells) => [cells[0], cells[1], cells[3]])).toEqual(rows);
        const page = write('html', seen);
        const { counts } = documentOf('json', seen);
        const told = (unit: keyof typeof counts, change: string) =>
          Object.values(counts[unit] as Record<string, Record<string, number>>).reduce(
            (sum, each) => sum + (each[change] ?? 0),
            0,
          );
        for (const change of ['new', 'fixed', 'persisting'] as const) {
          expect(told('vulnerabilities', change)).toBe(shown.counts.vulnerabilities[change]);
          const unnamed = shown.vulnerabilities.filter(
            (each) => each.pairs.length === 0 && each.change === change,
          ).length;
          // By package, what AWS names no package of is counted in its place.
          const others = show.group === 'package' ? unnamed : 0;
          expect(told('pairs', change) + others).toBe(shown.counts.pairs[change]);
          const count = rows.filter(([of]) => of === change).length;
          const [, section = ''] = page.split(`<h2 id="${change}">`);
          expect(section.split('<h2')[0]?.match(/<tr><td>/g) ?? []).toHaveLength(count);
        }
        expect(documentOf('sarif', seen).runs[0].results).toHaveLength(rows.length);
      }),
      { numRuns: 30 },
    );
  });
});
