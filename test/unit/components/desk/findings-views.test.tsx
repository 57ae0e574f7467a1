// @vitest-environment happy-dom
import {
  cleanup,
  configure,
  fireEvent,
  render,
  screen,
  waitFor,
  within,
} from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { AccountsProvider } from '@/components/desk/accounts';
import { FindingsView } from '@/components/desk/findings/findings-view';
import { SeriesView } from '@/components/desk/findings/series/series-view';
import { DeskProvider } from '@/components/desk/parts';
import type { BuildListing } from '@/lib/builds/build';
import type { DeskRoute } from '@/lib/desk/route';
import type { Finding } from '@/lib/findings/finding';
import type { CountedBuild, ScanPart } from '@/lib/findings/scan';
import type { ProductEvent } from '@/lib/messaging/protocol';
import type { Scope } from '@/lib/scope';
import { bareBuild } from '../../../support/sample-builds';
import { fakeClient } from '../fakes';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });

const now = Date.UTC(2026, 10, 22, 12);
const day = 86_400_000;
const account = '111122223333';
const scope: Scope = { partition: 'aws', account, region: 'eu-west-1' };
const base = `arn:aws:imagebuilder:eu-west-1:${account}`;

function counted(label: string, daysAgo: number, counts: CountedBuild['counts']): CountedBuild {
  const [name = '', version = '', buildVersion = ''] = label.split('/');
  const build: BuildListing = {
    arn: `${base}:image/${label}`,
    name,
    version,
    buildVersion,
    type: 'AMI',
    status: 'AVAILABLE',
    outputs: [],
    createdAt: now - daysAgo * day,
  };
  return { build, counts };
}

const some = { all: 9, critical: 2, high: 3, medium: 1 };

function finding(id: string, severity: string, fixAvailable: string): Finding {
  return { id, severity, fixAvailable, packages: [{ name: 'zlib', version: '1.2' }] };
}

/** The whole scan of a build, or one that timed out when it has none. */
function scanOf(findings: readonly Finding[] | undefined): ScanPart {
  const count = findings?.length ?? 0;
  return {
    head: {
      build: { ...bareBuild, scan: { status: findings ? 'COMPLETED' : 'TIMED_OUT' } },
      counts: findings ? { all: count, critical: 0, high: 0, medium: 0 } : null,
      state: findings ? 'complete' : 'unscanned',
      received: count,
      pages: findings ? 1 : 0,
    },
    findings: findings ?? [],
    next: findings ? 1 : 0,
  };
}

const identity = {
  ...scope,
  arn: `arn:aws:sts::${account}:assumed-role/Images/jane`,
  keyIdEnding: '7ABC',
  longTerm: false,
  addedAt: now,
  heldUntil: now + day,
  source: { kind: 'pasted' },
};

function show(
  view: 'findings' | 'series',
  answers: Parameters<typeof fakeClient>[0],
  route: Partial<Extract<DeskRoute, { view: 'findings-series' }>> = {},
) {
  const worker = fakeClient({
    'credentials.list': () => ({ value: [identity] }),
    'accounts.list': () => ({ value: [] }),
    'safety.get': () => 'wait',
    'findings.kept': () => ({ value: [] }),
    ...answers,
  });
  const go = vi.fn<(route: DeskRoute) => void>();
  const listeners: ((event: ProductEvent) => void)[] = [];
  const place = {
    client: worker.client,
    now: () => now,
    later: () => () => {},
    onEvent: (listen: (event: ProductEvent) => void) => void listeners.push(listen),
    hasHostAccess: async () => true,
    requestHostAccess: async () => true,
    requestNotifications: async () => true,
    closeWindow: () => {},
    dialog: false,
    go,
  };
  render(
    <DeskProvider value={place}>
      <AccountsProvider>
        {view === 'findings' ? (
          <FindingsView scope={scope} vulnerability={undefined} />
        ) : (
          <SeriesView
            route={{ view: 'findings-series', scope, image: `${base}:image/office`, ...route }}
          />
        )}
      </AccountsProvider>
    </DeskProvider>,
  );
  const tell = (event: ProductEvent) => listeners.forEach((listen) => listen(event));
  return { ...worker, go, tell };
}

const office = counted('office/2.0.0/4', 2, some);
const web = counted('web/1.0.0/1', 3, null);
const ranking = { builds: [office, web], without: 1, left: 2 };

/** The row of a table whose header begins with this; by the DOM, as roles take long in tables. */
function rowOf(name: string): string | undefined {
  const heads = [...document.querySelectorAll('th[scope=row]')];
  return heads.find(({ textContent }) => textContent === name)?.closest('tr')?.textContent;
}

const until = (check: () => void) => waitFor(check);
const rowIs = (name: string) => until(() => expect(rowOf(name)).toBeDefined());

test('images are ranked with their counts in words, and what is not counted says so', async () => {
  show('findings', { 'findings.ranking': () => ({ value: ranking }) });
  await rowIs('office');
  expect(rowOf('office')).toContain('2 critical');
  expect(rowOf('office')).toContain('3 other');
  expect(rowOf('office')).toContain('9 in all');
  expect(rowOf('office')).toContain('Not read');
  expect(rowOf('web')).toContain('Not counted');
  expect(document.body.textContent).toContain('1 image without an available build');
  expect(document.body.textContent).toContain('2 images with older versions not looked at');
  expect(screen.getByRole('link', { name: 'All builds of office' }).getAttribute('href')).toContain(
    `of=${encodeURIComponent(`${base}:image/office`)}`,
  );
});

test('reading fills in what can be fixed, and does not take a scan that timed out for clean', async () => {
  const urgent = [
    finding('CVE-1', 'CRITICAL', 'YES'),
    finding('CVE-2', 'HIGH', 'PARTIAL'),
    finding('CVE-3', 'HIGH', 'NO'),
    finding('CVE-4', 'LOW', 'YES'),
  ];
  const { calls } = show('findings', {
    'findings.ranking': () => ({ value: ranking }),
    'findings.read': ({ build }: { build: string }) => ({
      value: scanOf(build === office.build.arn ? urgent : undefined),
    }),
  });
  await rowIs('office');
  expect(calls('findings.read')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Read the findings' }));
  await until(() => expect(rowOf('office')).toContain('2 CVEs'));
  expect(rowOf('web')).toContain('timed out');
  expect(rowOf('web')).not.toContain('0 CVEs');
});

test('what is kept whole is filled in at once, and can be removed', async () => {
  const kept = { state: 'complete', received: 1, bytes: 1_230_000, usedAt: now };
  const { calls } = show('findings', {
    'findings.ranking': () => ({ value: ranking }),
    'findings.kept': () => ({ value: [{ ...kept, build: office.build.arn }] }),
    'findings.read': () => ({ value: scanOf([finding('CVE-1', 'CRITICAL', 'YES')]) }),
    'findings.drop': () => ({ value: null }),
  });
  await until(() => expect(rowOf('office')).toContain('1 CVE'));
  expect(calls('findings.read').map(({ input }) => input)).toEqual([
    { build: office.build.arn, from: 0 },
  ]);
  expect(rowOf('office 2.0.0/4')).toContain('1.2 MB');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select office 2.0.0/4' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Remove' }));
  await until(() => expect(calls('findings.drop')[0]?.input).toEqual({}));
});

test('compare with previous looks which build that is', async () => {
  const { go } = show('findings', {
    'findings.ranking': () => ({ value: ranking }),
    'findings.change': ({ build }: { build: string }) => ({
      value:
        build === office.build.arn
          ? { counts: some, previous: counted('office/2.0.0/2', 9, some) }
          : { counts: null },
    }),
  });
  fireEvent.click(
    await screen.findByRole('button', { name: 'Compare with previous: office 2.0.0/4' }),
  );
  await until(() =>
    expect(go).toHaveBeenCalledWith({
      view: 'findings-compare',
      scope,
      base: `${base}:image/office/2.0.0/2`,
      target: office.build.arn,
    }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Compare with previous: web 1.0.0/1' }));
  await screen.findByText('There is no build before this one.');
});

const series = [
  office,
  counted('office/2.0.0/3', 5, null),
  counted('office/2.0.0/2', 10, { ...some, all: 6 }),
];

test('a series is a chart and the same numbers as a table, with the scanned builds picked', async () => {
  const { go } = show('series', { 'findings.series': () => ({ value: series }) });
  await rowIs('2.0.0/4');
  const chart = screen.getByRole('img', { name: /Findings by severity/ });
  expect(chart.textContent).toMatch(/2\.0\.0\/2.*Notcounted.*2\.0\.0\/3.*2\.0\.0\/4/);
  expect(rowOf('2.0.0/4')).toContain('Not read');
  expect(rowOf('2.0.0/3')?.match(/Not counted/g)).toHaveLength(1);
  const table = screen.getByRole('table', { name: 'Builds' });
  const checked = within(table)
    .getAllByRole<HTMLInputElement>('checkbox')
    .map(({ checked: is }) => is);
  expect(checked.slice(-3)).toEqual([true, false, true]);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select 2.0.0/3' }));
  expect(go).toHaveBeenCalledWith(
    expect.objectContaining({ show: expect.stringContaining('2.0.0/3') }),
  );
});

test('a series goes on once the credentials are there that it had none of, and is not read twice', async () => {
  const missing = { kind: 'needs-credentials', account } as const;
  let held = false;
  const { calls, tell } = show('series', {
    'findings.series': () => (held ? { value: series } : { problem: missing }),
  });
  await screen.findByText(`Image Desk has no credentials for account ${account}.`);
  held = true;
  tell({ event: 'credentials-changed' });
  await rowIs('2.0.0/4');
  tell({ event: 'credentials-changed' });
  expect(calls('findings.series')).toHaveLength(2);
});

test('vulnerabilities are followed over the builds, and an unread build is no clean one', async () => {
  show(
    'series',
    {
      'findings.series': () => ({ value: series }),
      'findings.read': ({ build }: { build: string }) => ({
        value: scanOf(
          {
            [office.build.arn]: [finding('CVE-1', 'CRITICAL', 'YES')],
            [`${base}:image/office/2.0.0/2`]: [
              finding('CVE-1', 'CRITICAL', 'YES'),
              finding('CVE-2', 'LOW', 'NO'),
            ],
          }[build],
        ),
      }),
    },
    { show: '2.0.0/4,2.0.0/3,2.0.0/2' },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Read the findings' }));
  await rowIs('CVE-1');
  await until(() => expect(rowOf('2.0.0/3')).toContain('timed out'));
  expect(document.body.textContent).toContain('2 vulnerabilities in 2 builds, 1 still open');
  expect(document.body.textContent).toContain('Not known: 2.0.0/3.');
  expect(rowOf('CVE-1')).toContain('At least 10 days, still open');
  expect(rowOf('CVE-1')).toContain('2.0.0/2, 2.0.0/4');
  expect(rowOf('CVE-2')).toContain('At least 8 days, fixed');
  fireEvent.click(screen.getByRole('button', { name: 'Build by build' }));
  expect(rowOf('CVE-2')).toContain('● Yes? Not known– No');
});
