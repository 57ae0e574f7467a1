import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeClasses } from '@/lib/findings/compare';
import { ecosystemOf } from '@/lib/findings/ecosystem';
import type { JudgedComparison } from '@/lib/findings/judged';
import { shownOf } from '@/lib/findings/shown';
import {
  firstShow,
  showOf,
  textOfShow,
  tidyFilters,
  type Filter,
  type Show,
} from '@/lib/findings/view';
import { finding, installed, judgedOf, judgement } from '../support/compared';
import { comparisons, shows } from '../support/shows';

// Whole comparisons are dear: half as many runs as usual.
fc.configureGlobal({ numRuns: 50 });

const base = [
  finding('CVE-2026-0001', { severity: 'MEDIUM', title: 'A weakness in TLS', score: 5.1 }),
  finding('CVE-2026-0002', {
    severity: 'CRITICAL',
    packages: [installed('linux-image-5.15.0-1039', '5.15', { packageManager: 'OS' })],
  }),
  finding('CVE-2026-0003', { packages: [installed('certifi', '2022', { packageManager: 'PIP' })] }),
];

const target = [
  finding('CVE-2026-0001', {
    score: 7.5,
    title: 'A weakness in TLS',
    packages: [installed('openssl', '3.0.9', { fixedIn: '3.0.10' })],
    fixAvailable: 'YES',
  }),
  finding('CVE-2026-0003', {
    publishedAt: 2,
    packages: [
      installed('certifi', '2022', { packageManager: 'PYTHONPKG' }),
      installed('requests', '2.0', { packageManager: 'pip', filePath: 'app/poetry.lock' }),
    ],
  }),
  finding('CVE-2026-0004', { severity: 'LOW', publishedAt: 1 }),
  finding('CVE-2026-0005', { severity: 'Odd', packages: [] }),
];

const judged = judgedOf(base, target, [
  judgement('CVE-2026-0004'),
  judgement('CVE-2026-0003', { package: 'requests', state: 'accepted', until: '2026-12-31' }),
]);

/** The ids that are shown, with the packages of each. */
function rows(show: Partial<Show>, of = judged): readonly string[] {
  return shownOf(of, { ...firstShow, ...show }).vulnerabilities.map(({ id, pairs }) =>
    [id.slice(-1), ...pairs.map((pair) => pair.package)].join(' '),
  );
}

const filtered = (by: Filter['by'], way: Filter['way'], ...values: readonly string[]) =>
  rows({ filters: [{ by, way, values }] });

/** The last digits of the ids, in an order. */
function order(by: Show['sort']['by'], descending: boolean): string {
  return rows({ sort: { by, descending }, suppressed: true })
    .map((row) => row.charAt(0))
    .join('');
}

/** The packages in the order of their names. */
function packagesBy(descending: boolean): readonly string[] {
  return shownOf(judged, {
    ...firstShow,
    group: 'package',
    suppressed: true,
    sort: { by: 'package', descending },
  }).packages.map(({ name }) => name);
}

describe('what is shown', () => {
  test('is everything that counts, the worst first', () => {
    expect(rows({})).toEqual(['2 linux-image-5.15.0-1039', '1 openssl', '3 certifi', '5']);
  });

  test('is suppressed rows too where they are asked for', () => {
    expect(rows({ suppressed: true })).toEqual([
      '2 linux-image-5.15.0-1039',
      '1 openssl',
      '3 certifi requests',
      '4 openssl',
      '5',
    ]);
  });

  test('is filtered by severity, fix and package', () => {
    expect(filtered('severity', 'is', 'high', 'unknown')).toEqual(['1 openssl', '3 certifi', '5']);
    expect(filtered('severity', 'is-not', 'high')).toEqual(['2 linux-image-5.15.0-1039', '5']);
    expect(filtered('fix', 'is', 'yes')).toEqual(['1 openssl']);
    expect(filtered('package', 'is', 'certifi')).toEqual(['3 certifi']);
    expect(filtered('package', 'has', 'SSL', 'linux')).toEqual([
      '2 linux-image-5.15.0-1039',
      '1 openssl',
    ]);
    expect(filtered('package', 'has-not', 'ssl')).toEqual([
      '2 linux-image-5.15.0-1039',
      '3 certifi',
      '5',
    ]);
  });

  test('takes the many words for one ecosystem for one', () => {
    expect(['PIP', 'PythonPkg', 'poetry'].map(ecosystemOf)).toEqual(['Python', 'Python', 'Python']);
    expect(['GOBINARY', 'RPM', 'SWIFTPM', ' ', undefined].map(ecosystemOf)).toEqual([
      'Go',
      'Operating system',
      'SWIFTPM',
      'Not reported',
      'Not reported',
    ]);
    expect(filtered('ecosystem', 'is', 'Python')).toEqual(['3 certifi']);
    expect(filtered('ecosystem', 'is', 'Not reported')).toEqual(['1 openssl', '5']);
  });

  test('is filtered by what differs between the builds', () => {
    expect(filtered('difference', 'is', 'upgraded')).toEqual(['1 openssl']);
    expect(filtered('difference', 'is', 'severity-up')).toEqual(['1 openssl']);
    expect(filtered('difference', 'is', 'score')).toEqual(['1 openssl']);
    expect(filtered('difference', 'is', 'fix')).toEqual(['1 openssl']);
    expect(filtered('difference', 'is', 'severity-down')).toEqual([]);
  });

  test('is filtered by judgement, where suppressed rows are shown', () => {
    const filters: readonly Filter[] = [{ by: 'judgement', way: 'is-not', values: ['none'] }];
    expect(rows({ filters })).toEqual([]);
    expect(rows({ filters, suppressed: true })).toEqual(['3 requests', '4 openssl']);
    expect(
      rows({
        filters: [{ ...filters[0], way: 'is', values: ['accepted'] } as Filter],
        suppressed: true,
      }),
    ).toEqual(['3 requests']);
  });

  test('has every word of the text, of the vulnerability or of its package', () => {
    expect(rows({ text: ' weakness  3.0.9' })).toEqual(['1 openssl']);
    expect(rows({ text: 'cve-2026-0005' })).toEqual(['5']);
    expect(rows({ text: 'poetry.lock', suppressed: true })).toEqual(['3 requests']);
    expect(rows({ text: 'weakness certifi' })).toEqual([]);
  });

  test('has the class of the vulnerability, or by package that of the pair', () => {
    expect(rows({ classes: ['new'] })).toEqual(['5']);
    expect(rows({ classes: ['new', 'fixed'] })).toEqual(['2 linux-image-5.15.0-1039', '5']);
    const shown = shownOf(judged, {
      ...firstShow,
      classes: ['new'],
      group: 'package',
      suppressed: true,
    });
    expect(
      shown.packages.map(({ name, counts, vulnerabilities }) => [
        name,
        counts.new,
        ...vulnerabilities.map(({ id, change }) => `${change} ${id}`),
      ]),
    ).toEqual([
      ['requests', 1, 'persisting CVE-2026-0003'],
      ['openssl', 1, 'new CVE-2026-0004'],
      ['', 1, 'new CVE-2026-0005'],
    ]);
  });

  test('is in the order asked for, with what has no value last', () => {
    expect(order('severity', true)).toBe('21345');
    expect(order('severity', false)).toBe('54132');
    expect(order('id', false)).toBe('12345');
    expect(order('score', true)).toBe('12345');
    expect(order('published', true)).toBe('34215');
    expect(order('published', false)).toBe('43215');
    expect(order('package', false)).toBe('32145');
    expect(order('change', false)).toBe('45213');
  });

  test('orders packages by their names', () => {
    expect(packagesBy(false)).toEqual(['', 'certifi', 'linux-image', 'openssl', 'requests']);
    expect(packagesBy(true)).toEqual(packagesBy(false).toReversed());
  });

  test('counts what fits the filters of every class, the suppressed ones apart', () => {
    const { counts, fitting } = shownOf(judged, {
      ...firstShow,
      classes: ['persisting'],
      filters: [{ by: 'severity', way: 'is-not', values: ['critical'] }],
    });
    expect(counts.vulnerabilities).toEqual({ new: 0, fixed: 0, persisting: 2 });
    expect(counts.pairs).toEqual({ new: 0, fixed: 0, persisting: 2 });
    expect(fitting.vulnerabilities).toEqual({
      counted: { new: 1, fixed: 0, persisting: 2 },
      suppressed: { new: 1, fixed: 0, persisting: 0 },
    });
    expect(fitting.pairs.suppressed).toEqual({ new: 2, fixed: 0, persisting: 0 });
  });
});

describe('one vulnerability', () => {
  const id = 'CVE-2026-0009';

  test('is told by what it is now: its ecosystem, an upgrade and a fix', () => {
    const odd = judgedOf(
      [
        finding(id, {
          fixAvailable: 'YES',
          packages: [installed('OpenSSL', '2', { packageManager: 'OS' })],
        }),
      ],
      [
        finding(id, {
          fixAvailable: 'NO',
          packages: [installed('OpenSSL', '1', { packageManager: 'PIP' })],
        }),
      ],
    );
    const found = (by: Filter['by'], way: Filter['way'], value: string) =>
      rows({ filters: [{ by, way, values: [value] }] }, odd).length === 1;
    expect(found('ecosystem', 'is', 'Python')).toBe(true);
    expect(found('ecosystem', 'is', 'Operating system')).toBe(false);
    expect(found('difference', 'is', 'upgraded')).toBe(false);
    expect(found('difference', 'is', 'fix')).toBe(false);
    expect(found('package', 'has', 'openssl')).toBe(true);
  });

  test('is suppressed where all of it that fits is', () => {
    const half = judgedOf(
      [],
      [finding(id, { packages: [installed('curl', '1'), installed('zlib', '1')] })],
      [judgement(id, { package: 'curl' })],
    );
    const fitting = (name: string) =>
      shownOf(half, { ...firstShow, filters: [{ by: 'package', way: 'is', values: [name] }] })
        .fitting.vulnerabilities;
    expect(fitting('curl').suppressed.new).toBe(1);
    expect(fitting('zlib').counted.new).toBe(1);
  });
});

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((all, count) => all + count, 0);

/** What is shown, as texts: each pair with its classes. */
const told = (vulnerabilities: JudgedComparison['vulnerabilities']) =>
  vulnerabilities.flatMap(({ id, change, pairs }) =>
    pairs.length === 0
      ? [`${id} ${change}`]
      : pairs.map((pair) => `${id} ${change} ${pair.package} ${pair.arch} ${pair.change}`),
  );

describe('whatever is asked for', () => {
  test('the rows are some of the comparison, with the same classes, and counted', () => {
    fc.assert(
      fc.property(comparisons, shows, (comparison, show) => {
        const shown = shownOf(comparison, show);
        const rowsShown = told(shown.vulnerabilities);
        const all = new Set(told(comparison.vulnerabilities));
        expect(rowsShown.filter((row) => !all.has(row))).toEqual([]);
        expect(new Set(rowsShown).size).toBe(rowsShown.length);
        expect(sum(shown.counts.vulnerabilities)).toBe(shown.vulnerabilities.length);
        if (show.group === 'package') {
          expect(told(shown.packages.flatMap((each) => each.vulnerabilities)).toSorted()).toEqual(
            rowsShown.toSorted(),
          );
          expect(sum(shown.counts.pairs)).toBe(rowsShown.length);
        }
      }),
    );
  });

  test('the counts by class are those of the rows that a class shows', () => {
    fc.assert(
      fc.property(comparisons, shows, (comparison, show) => {
        const { fitting } = shownOf(comparison, show);
        const unit = show.group === 'package' ? 'pairs' : 'vulnerabilities';
        for (const change of changeClasses) {
          const count = (suppressed: boolean) =>
            shownOf(comparison, { ...show, suppressed, classes: [change] }).counts[unit][change];
          expect(count(false)).toBe(fitting[unit].counted[change]);
          expect(count(true)).toBe(
            fitting[unit].counted[change] + fitting[unit].suppressed[change],
          );
        }
      }),
    );
  });

  test('without filters the counts are those of the comparison', () => {
    fc.assert(
      fc.property(comparisons, (comparison) => {
        const { fitting, counts } = shownOf(comparison, firstShow);
        expect(fitting).toEqual(comparison.counts);
        expect(counts.vulnerabilities).toEqual(comparison.counts.vulnerabilities.counted);
      }),
    );
  });

  test('an order changes nothing but the order', () => {
    fc.assert(
      fc.property(comparisons, shows, (comparison, show) => {
        const sorted = shownOf(comparison, show);
        const plain = shownOf(comparison, { ...show, sort: firstShow.sort });
        expect(told(sorted.vulnerabilities).toSorted()).toEqual(
          told(plain.vulnerabilities).toSorted(),
        );
        expect(sorted.counts).toEqual(plain.counts);
      }),
    );
  });
});

describe('a view as a text', () => {
  test('is nothing for the first view, and short for others', () => {
    expect(textOfShow(firstShow)).toBeUndefined();
    expect(
      textOfShow({
        ...firstShow,
        classes: ['new'],
        filters: [
          { by: 'severity', way: 'is', values: ['critical', 'high'] },
          { by: 'package', way: 'has-not', values: ['libssl1.1'] },
        ],
        sort: { by: 'score', descending: false },
      }),
    ).toBe('change.new*severity.critical.high*package-has-not.libssl1_2E1*sort.score.up');
  });

  test('comes back the same, also through an address', () => {
    fc.assert(
      fc.property(shows, (show) => {
        const text = textOfShow(show);
        expect(showOf(text)).toEqual(show);
        const address = new URLSearchParams({ show: text ?? '' }).toString();
        expect(address).toBe(`show=${text ?? ''}`);
      }),
    );
  });

  test('may be anything', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({
            unit: fc.constantFrom('*', '.', '_', '-', 'E', '%', 'severity', 'high', 'sort', 'id'),
          }),
        ),
        (text) => {
          const show = showOf(text);
          expect(showOf(textOfShow(show))).toEqual(show);
        },
      ),
    );
    expect(showOf('severity.high.__proto__*nonsense*sort.toString*group.x*text._E')).toEqual({
      ...firstShow,
      filters: [{ by: 'severity', way: 'is', values: ['high'] }],
    });
  });

  test('has no more of a value, or of filters, than an address can hold', () => {
    const { text, filters: read } = showOf(
      `text.${'x'.repeat(5000)}*${Array.from({ length: 90 }, (_, index) => `package-has.p${index}`).join('*')}`,
    );
    expect(text).toHaveLength(300);
    expect(read).toHaveLength(30);
  });
});

test('filters of one kind are put together, and those that can hold nothing are left out', () => {
  expect(
    tidyFilters([
      { by: 'severity', way: 'is', values: ['high', 'loud'] },
      { by: 'severity', way: 'is', values: ['high', 'low'] },
      { by: 'severity', way: 'has', values: ['high'] },
      { by: 'fix', way: 'is', values: ['maybe'] },
      { by: 'package', way: 'has', values: ['ssl', 'lib'] },
      { by: 'package', way: 'has', values: ['ssl'] },
      { by: 'package', way: 'has', values: ['lib'] },
    ]),
  ).toEqual([
    { by: 'severity', way: 'is', values: ['high', 'low'] },
    { by: 'package', way: 'has', values: ['ssl'] },
    { by: 'package', way: 'has', values: ['lib'] },
  ]);
});
