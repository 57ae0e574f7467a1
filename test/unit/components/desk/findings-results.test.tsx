// @vitest-environment happy-dom
import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import {
  act,
  cleanup,
  configure,
  fireEvent,
  render,
  screen,
  within,
} from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, expect, test, vi } from 'vitest';
import { ExportMenu } from '@/components/desk/findings/compare/results/export-menu';
import {
  filteringProperties,
  queryOf,
  withQuery,
} from '@/components/desk/findings/compare/results/query';
import { Results } from '@/components/desk/findings/compare/results/results';
import { DeskProvider, type DeskPlace } from '@/components/desk/parts';
import type { SideTotals } from '@/lib/findings/compare';
import type { JudgedComparison } from '@/lib/findings/judged';
import type { ComparisonReport } from '@/lib/findings/report';
import { countSeverities } from '@/lib/findings/severity';
import { firstShow, showOf } from '@/lib/findings/view';
import { reportOf } from '@/lib/findings/view-report';
import { finding, installed, judgedOf, judgement } from '../../support/compared';
import { createTimer } from './doubles';

// Without its sheets nothing is hidden: to look for that at every element takes long.
configure({ defaultHidden: true });
afterEach(cleanup);

const before = [
  finding('CVE-2026-0001', { severity: 'MEDIUM', score: 5.1 }),
  finding('CVE-2026-0002', { severity: 'CRITICAL', packages: [installed('zlib', '1.2')] }),
];

const after = [
  finding('CVE-2026-0001', {
    score: 7.5,
    packages: [installed('openssl', '3.0.9', { fixedIn: '3.0.10', filePath: 'usr/lib/libssl.so' })],
  }),
  finding('GHSA-aaaa-bbbb-cccc', {
    description: '<img src=x onerror=alert(1)> lets anybody in.',
    references: ['https://example.com/a', 'javascript:alert(1)'],
    related: ['CVE-2026-9999'],
    packages: ['a', 'b', 'c', 'd'].map((name) => installed(`lib${name}`, '1')),
    scoreDetails: {
      vector: 'AV:L',
      adjustments: [{ metric: 'AttackVector', reason: 'Not reached from outside' }],
    },
    cvss: [{ score: 9.1, source: 'NVD', version: '3.1' }],
    remediation: { text: 'Update all.', url: 'http://example.com/plain' },
  }),
  finding('CVE-2026-0004', { severity: 'LOW' }),
];

const judged = judgedOf(before, after, [judgement('CVE-2026-0004')]);
const totals: SideTotals = {
  findings: 0,
  vulnerabilities: 0,
  pairs: 0,
  severities: countSeverities([]),
};
const sides = {
  base: { label: 'office 1.0.0/1', totals },
  target: { label: 'office 1.0.0/2', totals },
};

function show(of: JudgedComparison = judged, text?: string) {
  const timer = createTimer();
  const onShow = vi.fn<(show: string | undefined) => void>();
  function Page() {
    const [shown, setShown] = useState(text);
    return (
      <Results
        judged={of}
        {...sides}
        gate={[]}
        show={shown}
        onShow={(next) => {
          onShow(next);
          setShown(next);
        }}
      />
    );
  }
  render(
    <I18nProvider locale="en" messages={[messages]}>
      <DeskProvider value={timer as unknown as DeskPlace}>
        <Page />
      </DeskProvider>
    </I18nProvider>,
  );
  return { onShow, timer };
}

const table = () => screen.getByLabelText('Vulnerabilities', { selector: '[role=treegrid]' });
const rows = () => [...table().querySelectorAll('tbody tr')];
const cells = (row: number) => rows()[row]?.textContent ?? '';
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const search = () => screen.getByLabelText('Find vulnerabilities and packages');

test('tells what became of each vulnerability, the worst first', () => {
  show();
  expect(rows()).toHaveLength(3);
  expect(cells(0)).toContain('CVE-2026-0002');
  expect(cells(0)).toContain('− fixed');
  expect(cells(0)).toContain('Critical');
  expect(cells(1)).toContain('CVE-2026-0001');
  expect(cells(1)).toContain('unchanged');
  expect(cells(1)).toContain('Highwas Medium');
  expect(cells(1)).toContain('openssl 3.0.8 → 3.0.9');
  expect(cells(1)).toContain('3.0.10');
  expect(cells(1)).toContain('7.5was 5.1');
  expect(cells(1)).toContain('Upgraded, still vulnerable');
  expect(cells(2)).toContain('+ new');
  expect(cells(2)).toContain('and 2 more packages');
});

test('a class is a press away, with what is suppressed counted apart', () => {
  const { onShow } = show();
  expect(button('All 3 + 1 suppressed')).toBeDefined();
  fireEvent.click(button('New 1 + 1 suppressed'));
  expect(rows()).toHaveLength(1);
  expect(onShow).toHaveBeenLastCalledWith('change.new');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Show suppressed' }));
  expect(rows()).toHaveLength(2);
  expect(cells(1)).toContain('Not affected');
  expect(cells(1)).toContain('Suppressed');
  expect(onShow).toHaveBeenLastCalledWith('change.new*suppressed');
});

test('other rows take the places of those before, and what is expanded stays so elsewhere', () => {
  show();
  const [first] = rows();
  fireEvent.click(button('Show the rows of GHSA-aaaa-bbbb-cccc'));
  expect(rows()).toHaveLength(7);
  fireEvent.input(search(), { target: { value: 'ghsa' } });
  expect(rows()[0]).toBe(first);
  expect(cells(0)).toContain('GHSA-aaaa-bbbb-cccc');
  expect(button('Hide the rows of GHSA-aaaa-bbbb-cccc')).toBeDefined();
  expect(rows()).toHaveLength(5);
  expect(cells(1)).toContain('liba');
  fireEvent.input(search(), { target: { value: '' } });
  expect(rows()).toHaveLength(7);
});

test('what is typed filters at once, and reaches the address when nobody types any more', () => {
  const { onShow, timer } = show();
  fireEvent.input(search(), { target: { value: 'libss' } });
  fireEvent.input(search(), { target: { value: 'libssl' } });
  expect(rows()).toHaveLength(1);
  expect(cells(0)).toContain('CVE-2026-0001');
  expect(onShow).not.toHaveBeenCalled();
  timer.pass(500);
  expect(onShow.mock.calls).toEqual([['text.libssl']]);
  fireEvent.input(search(), { target: { value: 'nowhere' } });
  expect(screen.getByText('No vulnerability fits this filter')).toBeDefined();
});

test('says when there is nothing', () => {
  show(judgedOf(after, after), 'change.new');
  expect(screen.getByText('Nothing is new')).toBeDefined();
  cleanup();
  show(judgedOf([], []));
  expect(screen.getByText('Neither build has findings')).toBeDefined();
  cleanup();
  show(judgedOf([], [finding('CVE-2026-1')], [judgement('CVE-2026-1')]));
  expect(screen.getByText('All of these are suppressed')).toBeDefined();
});

test('rows expand to their packages, or are packages with their vulnerabilities', () => {
  show();
  fireEvent.click(button('Show the rows of GHSA-aaaa-bbbb-cccc'));
  expect(
    rows()
      .map((row) => row.textContent)
      .filter((text) => /^lib[abcd]/.test(text ?? '')),
  ).toHaveLength(4);
  fireEvent.click(button('By package'));
  expect(cells(0)).toContain('zlib');
  expect(table().querySelector('thead')?.textContent).toMatch(/^Package.*Versions/);
  expect(rows().map((row) => row.textContent)).toContainEqual(
    expect.stringContaining('3.0.8 → 3.0.9'),
  );
  expect(cells(0)).toContain('−1 fixed');
  fireEvent.click(button('Show the rows of openssl'));
  expect(cells(2)).toContain('CVE-2026-0001');
});

test('tells everything of one vulnerability, and runs nothing of what others wrote', () => {
  show();
  fireEvent.click(button('Details of GHSA-aaaa-bbbb-cccc'));
  const dialog = screen.getByRole('dialog', { name: 'GHSA-aaaa-bbbb-cccc' });
  expect(within(dialog).getByText('<img src=x onerror=alert(1)> lets anybody in.')).toBeDefined();
  expect(document.querySelector('img')).toBeNull();
  const links = within(dialog)
    .getAllByRole('link')
    .map((link) => link.getAttribute('href'));
  expect(links).toEqual(['https://example.com/a']);
  expect(dialog.textContent).toContain('javascript:alert(1)');
  expect(dialog.textContent).toContain('http://example.com/plain');
  expect(screen.getByText('AttackVector: Not reached from outside')).toBeDefined();
  expect(dialog.textContent).toContain('CVE-2026-9999');
  const packages = within(dialog).getByRole('table', { name: 'Affected packages' });
  expect(within(packages).getAllByRole('row')).toHaveLength(5);
  expect(packages.textContent).toContain('Base, office 1.0.0/1');
  expect(packages.textContent).toContain('Not vulnerable or not installed');
  const scores = within(dialog).getByRole('table', { name: 'Scores' });
  expect(scores.textContent).toContain('Amazon Inspector');
  expect(scores.textContent).toContain('NVD9.13.1');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  fireEvent.click(button('Details of CVE-2026-0001'));
  expect(screen.getByRole('link', { name: /CVE-2026-0001/ }).getAttribute('href')).toBe(
    'https://nvd.nist.gov/vuln/detail/CVE-2026-0001',
  );
  fireEvent.click(button('Close'));
  expect(screen.queryByRole('dialog', { name: 'GHSA-aaaa-bbbb-cccc' })).toBeNull();
  expect(screen.queryByText('AttackVector: Not reached from outside')).toBeNull();
});

test('many rows come in pages, and other rows begin with the first', () => {
  const many = Array.from({ length: 51 }, (_, index) => finding(`CVE-2026-${1000 + index}`));
  const { timer } = show(judgedOf([], many));
  // What fills a window is there at once.
  expect(rows()).toHaveLength(15);
  void act(() => timer.pass(150));
  expect(rows()).toHaveLength(50);
  fireEvent.click(screen.getByLabelText('Next page'));
  expect(rows().map((row) => row.textContent?.slice(0, 13))).toEqual(['CVE-2026-1050']);
  fireEvent.input(search(), { target: { value: '1003' } });
  expect(cells(0)).toContain('CVE-2026-1003');
});

test('a heading orders the rows, the worst first', () => {
  const { onShow } = show();
  fireEvent.click(within(table()).getByRole('button', { name: /^Score/ }));
  expect(onShow).toHaveBeenLastCalledWith('sort.score.down');
  expect(cells(0)).toContain('CVE-2026-0001');
  fireEvent.click(within(table()).getByRole('button', { name: /^Score/ }));
  expect(onShow).toHaveBeenLastCalledWith('sort.score.up');
});

test('what the property filter has is the view, and back', () => {
  const view = showOf('change.new.fixed*severity.high.low*package-has.ssl*judgement-is-not.none');
  expect(withQuery(firstShow, queryOf(view))).toEqual(view);
  expect(queryOf({ ...view, classes: ['new'] }).tokens).toHaveLength(3);
  expect(withQuery({ ...view, classes: ['new'] }, { operation: 'and', tokens: [] })).toEqual({
    ...firstShow,
    classes: ['new'],
  });
  expect(withQuery(view, { operation: 'and', tokens: [] })).toEqual(firstShow);
  expect(
    withQuery(firstShow, {
      operation: 'and',
      tokens: [
        { propertyKey: 'severity', operator: '=', value: ['loud'] },
        { propertyKey: 'toString', operator: '=', value: ['x'] },
        { operator: ':', value: 'text' },
        { propertyKey: 'package', operator: '<', value: 'x' },
        { propertyKey: 'fix', operator: '=', value: null },
      ],
    }),
  ).toEqual(firstShow);
  expect(filteringProperties.map(({ propertyLabel }) => propertyLabel)).toContain('Ecosystem');
});

test('the view of an address is shown as tokens that can be taken away', () => {
  const { onShow } = show(judged, 'severity.critical');
  expect(rows()).toHaveLength(1);
  expect(document.body.textContent).toContain('Severity = Critical');
  fireEvent.click(button('Clear filters'));
  expect(rows()).toHaveLength(3);
  expect(onShow).toHaveBeenLastCalledWith(undefined);
});

test('an export is written of what is shown, and saved under its name', async () => {
  const saved: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved.push(blob as Blob);
    return 'blob:x';
  });
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
    this: HTMLAnchorElement,
  ) {
    expect(this.download).toMatch(/^image-desk-findings-.*\.csv$/);
  });
  const report = reportOf(judged, firstShow, { at: 1, ...sides, gate: [] });
  render(
    <ExportMenu
      formats={[
        {
          extension: 'csv',
          title: 'CSV',
          type: 'text/csv',
          write: ({ vulnerabilities }: ComparisonReport) => String(vulnerabilities.length),
        },
      ]}
      report={() => report}
    />,
  );
  fireEvent.click(button('Export'));
  fireEvent.click(screen.getByRole('menuitem', { name: 'CSV' }));
  expect(click).toHaveBeenCalledOnce();
  expect(await saved[0]?.text()).toBe('3');
});
