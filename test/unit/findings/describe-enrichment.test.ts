import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeEnrichment, percentOf } from '@/lib/findings/describe-enrichment';
import type { Enrichment } from '@/lib/findings/scan';

const bare: Enrichment = { id: 'CVE-2026-1', cwes: [], referenceUrls: [] };

const textsOf = (enrichment: Enrichment) =>
  describeEnrichment(enrichment).map(({ texts }) => texts.join(' / '));

describe('what is known of a vulnerability', () => {
  it('is told in words, with dates', () => {
    expect(
      textsOf({
        ...bare,
        epss: 0.9443,
        knownExploited: {
          addedAt: Date.UTC(2026, 2, 2),
          dueAt: Date.UTC(2026, 2, 23),
          action: 'Apply updates.',
        },
        exploitSeen: { firstAt: Date.UTC(2026, 1, 27), lastAt: Date.UTC(2026, 6, 30) },
        cwes: ['CWE-787', 'CWE-416'],
      }),
    ).toEqual([
      '94.43%',
      'Yes, added on 2026-03-02 / Due on 2026-03-23 for US federal agencies / Apply updates.',
      'Yes, first on 2026-02-27, last on 2026-07-30',
      'CWE-787 / CWE-416',
    ]);
  });

  it('is not known where AWS says nothing, and never zero', () => {
    expect(textsOf(bare)).toEqual([
      'Not known',
      "Not in CISA's catalog of known exploited vulnerabilities",
      'None is reported',
      'Not known',
    ]);
  });

  it('may be in the catalog, or seen, without a date', () => {
    const [, catalog, seen] = textsOf({ ...bare, knownExploited: {}, exploitSeen: {} });
    expect([catalog, seen]).toEqual(['Yes', 'Yes']);
  });

  it('may have a date that is none', () => {
    const [, catalog] = textsOf({ ...bare, knownExploited: { addedAt: 1e20 } });
    expect(catalog).toBe('Yes, added on a day that is not known');
  });
});

describe('a probability in percent', () => {
  it.each([
    [0, '0%'],
    [0.00043, '0.04%'],
    [0.0001, '0.01%'],
    [0.00009, 'Less than 0.01%'],
    [0.5, '50%'],
    [0.99995, 'More than 99.99%'],
    [1, '100%'],
  ])('%d is %s', (probability, text) => {
    expect(percentOf(probability)).toBe(text);
  });

  it('is 0% or 100% only when it is exactly that', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (probability) => {
        const text = percentOf(probability);
        expect(text === '0%').toBe(probability === 0);
        expect(text === '100%').toBe(probability === 1);
        expect(text).toMatch(/^(?:(?:Less|More) than )?\d{1,3}(?:\.\d{1,2})?%$/);
      }),
    );
  });
});
