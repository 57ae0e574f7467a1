// @vitest-environment happy-dom
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsHtml } from '@/lib/findings/export/html';
import type { ComparisonReport } from '@/lib/findings/report';
import {
  exampleBase,
  exampleTarget,
  judgementOf,
  nasty,
  reportOf,
  reports,
  rowClasses,
} from '../../support/reports';
import { present } from '../../support/values';

function parse(text: string): Document {
  return new DOMParser().parseFromString(text, 'text/html');
}

/** The rows of a class, as the texts of their cells. */
function rowsIn(page: Document, change: string): readonly (readonly string[])[] {
  const heading = present(page.querySelector(`h2#${change}`));
  const rows = heading.nextElementSibling?.querySelectorAll('tbody tr') ?? [];
  return [...rows].map((row) => [...row.children].map((cell) => cell.textContent ?? ''));
}

/** The sentences and the lists of an empty comparison, with what else it has. */
function textsOf(more: Partial<ComparisonReport>): readonly string[] {
  const page = parse(findingsHtml(reportOf([], [], undefined, more)));
  return [...page.querySelectorAll('p, main li')].map(({ textContent }) => textContent ?? '');
}

const judge = (id: string) =>
  id === 'CVE-2026-1004' ? judgementOf(id, 'accepted', { reason: nasty }) : undefined;

describe('a comparison as a page', () => {
  const text = findingsHtml(reportOf(exampleBase, exampleTarget, judge));
  const page = parse(text);

  it('lists the judgements that do nothing, with the reason', () => {
    const idle = judgementOf('CVE-2020-1', 'not-affected', { package: 'curl', reason: nasty });
    const past = judgementOf('CVE-2020-2', 'accepted', { until: '2026-07-31' });
    expect(textsOf({ unmatched: [idle] })).toEqual(
      expect.arrayContaining([
        '1 judgement matches nothing in either build.',
        `CVE-2020-1: Not affected. curl in all images. ${nasty}`,
      ]),
    );
    expect(textsOf({ expired: [past, past] })).toEqual(
      expect.arrayContaining([
        '2 judgements expired: what they accept is counted again.',
        'CVE-2020-2: Accepted until 2026-07-31. All packages in all images. Not reachable.',
      ]),
    );
    expect(textsOf({ expired: [past] }).join()).not.toContain('matches nothing');
    expect(text).not.toContain('Judgements without effect');
  });

  it('has every row under its class', () => {
    expect(rowsIn(page, 'new')).toEqual([
      [
        'CVE-2026-1004',
        'High',
        '8.1',
        'certifi',
        '2022.12.7',
        'Yes',
        '2023.7.22',
        'Not known',
        `Suppressed. Accepted until 2026-12-31: ${nasty}`,
      ],
      ['GHSA-aaaa-bbbb-cccc', 'Weird|<b>', '', '', '', 'Not reported', '', '', ''],
    ]);
    expect(rowsIn(page, 'fixed').map(([id]) => id)).toEqual(['CVE-2026-1002']);
    expect(rowsIn(page, 'persisting')).toEqual([
      [
        'CVE-2026-1001',
        'High to Critical',
        '7.5 to 9.8',
        'openssl (X86_64)',
        '3.0.1 to 3.0.2',
        'Yes',
        '3.0.9',
        '',
        '',
      ],
      ['CVE-2026-1003', 'Low', '', 'zlib', '1.2', 'Not reported', '', '', ''],
    ]);
    expect(page.querySelector('h2#new')?.textContent).toBe('New: 2 rows');
  });

  it('tells a severity by text beside colour', () => {
    const badges = [...page.querySelectorAll('.severity')];
    expect(badges.map((badge) => [badge.className, badge.textContent])).toContainEqual([
      'severity critical',
      'Critical',
    ]);
    expect(badges.every((badge) => badge.textContent !== '')).toBe(true);
  });

  it('runs and loads nothing, and knows its own style', () => {
    const [policy] = /(?<=Content-Security-Policy" content=")[^"]*/.exec(text) ?? [];
    const style = present(/<style>([^]*?)<\/style>/.exec(text)?.[1]);
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(
      `default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;`,
    );
    expect(style).not.toMatch(/url\(|@import/);
    expect(page.querySelectorAll('script, img, iframe, link, object, form')).toHaveLength(0);
  });

  it('links to pages of the web alone', () => {
    const links = [...page.querySelectorAll('a')].map((each) => each.getAttribute('href'));
    expect(links).toEqual([
      'https://nvd.example/a%20b%7Cc?d=%7Be%7D#f%23g%25',
      'https://nvd.nist.gov/vuln/detail/CVE-2026-1002',
      'https://nvd.nist.gov/vuln/detail/CVE-2026-1001',
      'https://nvd.nist.gov/vuln/detail/CVE-2026-1003',
    ]);
    const evil = [{ id: 'GHSA-a', severity: 'LOW', sourceUrl: 'javascript:alert(1)' }];
    expect(parse(findingsHtml(reportOf([], evil))).querySelector('a')).toBeNull();
  });

  it('says when nothing is there', () => {
    const none = parse(findingsHtml(reportOf([], [])));
    expect(none.body.textContent).toContain('Nothing is new.');
    expect(none.body.textContent).toContain('Nothing was fixed.');
    expect(rowsIn(none, 'new')).toEqual([]);
  });

  it('has a row for each, and no element of anybody else, whatever was compared', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const other = parse(findingsHtml(report));
        const classes = rowClasses(report);
        for (const change of ['new', 'fixed', 'persisting']) {
          const own = classes.filter((each) => each === change);
          expect(rowsIn(other, change)).toHaveLength(own.length);
          for (const cells of rowsIn(other, change)) expect(cells).toHaveLength(9);
        }
        expect(other.querySelectorAll('script, b, img')).toHaveLength(0);
      }),
      { numRuns: 15 },
    );
  });
});
