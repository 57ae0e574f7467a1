import * as fc from 'fast-check';
import { changeClasses } from '@/lib/findings/compare';
import type { JudgedComparison } from '@/lib/findings/judged';
import {
  filterKeys,
  filterValues,
  groupings,
  sortKeys,
  tidyClasses,
  tidyFilters,
  type Filter,
  type Show,
} from '@/lib/findings/view';
import { judgedOf, judgement } from './compared';

const names = fc.constantFrom('openssl', 'zlib', 'certifi', 'linux-5.15.0-1039');

const findings = fc.array(
  fc.record({
    id: fc.integer({ min: 1, max: 12 }).map((number) => `CVE-2026-${number}`),
    severity: fc.constantFrom('CRITICAL', 'HIGH', 'low', 'what'),
    packages: fc.array(fc.record({ name: names, version: fc.constantFrom('1', '2') }), {
      maxLength: 4,
    }),
  }),
  { maxLength: 12 },
);

/** Comparisons of few vulnerabilities and packages, some of them suppressed. */
export const comparisons: fc.Arbitrary<JudgedComparison> = fc
  .tuple(findings, findings, fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }), names)
  .map(([before, after, suppressed, name]) =>
    judgedOf(
      before,
      after,
      suppressed.map((number) =>
        judgement(`CVE-2026-${number}`, number % 2 === 0 ? { package: name } : {}),
      ),
    ),
  );

const filters = fc
  .array(
    fc.constantFrom(...filterKeys).chain((by) =>
      fc.record({
        by: fc.constant(by),
        way: fc.constantFrom<Filter['way']>('is', 'is-not', 'has', 'has-not'),
        values: fc.array(
          fc.oneof(
            fc.constantFrom(...(filterValues[by] ?? ['openssl', 'ssl', 'Python'])),
            fc.string({ unit: 'grapheme' }),
          ),
          { maxLength: 4 },
        ),
      }),
    ),
    { maxLength: 4 },
  )
  .map(tidyFilters);

/** Everything that can be asked to be shown of a comparison. */
export const shows: fc.Arbitrary<Show> = fc.record({
  classes: fc.subarray([...changeClasses]).map(tidyClasses),
  filters,
  text: fc.oneof(
    fc.constantFrom('', 'ssl', 'CVE 1'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  ),
  suppressed: fc.boolean(),
  group: fc.constantFrom(...groupings),
  sort: fc.record({ by: fc.constantFrom(...sortKeys), descending: fc.boolean() }),
});
