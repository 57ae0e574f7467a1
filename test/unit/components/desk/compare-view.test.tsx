// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AccountsProvider } from '@/components/desk/accounts';
import { CompareView } from '@/components/desk/findings/compare/compare-view';
import type { CompareRoute } from '@/components/desk/findings/compare/compare-model';
import { DeskProvider, type DeskPlace } from '@/components/desk/parts';
import type { ImageBuild } from '@/lib/builds/build';
import { firstRules } from '@/lib/findings/book';
import type { FindingsBook } from '@/lib/findings/judgement';
import type { ScanPart } from '@/lib/findings/scan';
import type { ProductEvent } from '@/lib/messaging/protocol';
import type { Problem } from '@/lib/problems/problem';
import {
  after,
  before,
  findingOf,
  other,
  partOf,
  scannedBuild,
} from '../../support/findings-examples';
import { identityOf } from '../../support/identities';
import { noon } from '../../support/values';
import { fakeClient, flush } from '../fakes';
import { scope } from './doubles';

afterEach(cleanup);

const empty: FindingsBook = { judgements: [], rules: [], pins: [] };
const stays = findingOf('CVE-2026-1');
const brought = findingOf('CVE-2026-2', 'CRITICAL', {
  fixAvailable: 'YES',
  firstObservedAt: noon,
});

type Part = { readonly value: ScanPart } | { readonly problem: Problem } | 'wait';

interface Shown {
  readonly route?: Partial<CompareRoute>;
  readonly parts?: Readonly<Record<string, Part>>;
  readonly answers?: Parameters<typeof fakeClient>[0];
}

async function show({ route = { base: before, target: after }, parts, answers }: Shown = {}) {
  const given: Readonly<Record<string, Part>> = {
    [before]: { value: partOf(before, [stays]) },
    [after]: { value: partOf(after, [stays, brought]) },
    ...parts,
  };
  const worker = fakeClient({
    'accounts.list': () => ({
      value: [{ account: '111122223333', name: 'Payments', environment: 'production' }],
    }),
    'credentials.list': () => ({ value: [identityOf(scope, { region: scope.region })] }),
    'findings.read': ({ build }: { build: string }) => given[build] ?? 'wait',
    'findings.inventory': () => ({ value: null }),
    'findings.book': () => ({ value: empty }),
    'findings.cancel': () => ({ value: null }),
    'findings.pin': () => ({ value: null }),
    'findings.unpin': () => ({ value: null }),
    ...answers,
  });
  const go = vi.fn();
  const heard: ((event: ProductEvent) => void)[] = [];
  const desk: DeskPlace = {
    client: worker.client,
    now: () => noon,
    later: () => () => undefined,
    onEvent: (listen) => void heard.push(listen),
    hasHostAccess: async () => true,
    requestHostAccess: async () => true,
    requestNotifications: async () => true,
    closeWindow: () => undefined,
    dialog: false,
    go,
  };
  render(
    <DeskProvider value={desk}>
      <AccountsProvider>
        <CompareView route={{ view: 'findings-compare', ...route }} />
      </AccountsProvider>
    </DeskProvider>,
  );
  await settled();
  return { ...worker, go, tell: (event: ProductEvent) => heard.forEach((listen) => listen(event)) };
}

/** Answers and what is drawn of them: one leads to the other a few times. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await act(flush);
}

async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name }));
  await settled();
}

const text = () => document.body.textContent.replaceAll(/\s+/g, ' ');

const scannedAs = (status: string, more: Partial<ImageBuild> = {}) =>
  scannedBuild(after, { scan: { enabled: true, status }, ...more });

const recipe = (version: string) => ({
  kind: 'image' as const,
  name: 'office',
  version,
  components: [],
  blockDevices: [],
});
const installed = (version: string) => [
  { name: 'openssl', version },
  { name: 'zlib', version: '1.3' },
];

const group = (name: string) => within(screen.getByRole('group', { name }));

describe('what was compared', () => {
  it('is told in numbers with their units, beside both builds', async () => {
    await show();
    expect(text()).toContain('+1 new');
    expect(text()).toContain('0 fixed');
    expect(text()).not.toContain('−0');
    expect(text()).toContain('1 unchanged');
    expect(text()).toContain('2 findings, 2 CVEs, 2 pairs of CVE and package');
    expect(text()).toContain('1 finding, 1 CVE, 1 pair of CVE and package');
    expect(screen.getByRole('heading', { name: /Base: office 2\.0\.0\/3/ })).toBeTruthy();
    expect(screen.getByRole('heading', { name: /Target: office 2\.0\.0\/4/ })).toBeTruthy();
    expect(text()).toContain('Payments');
    expect(text()).toContain('Europe (Ireland) eu-west-1');
    expect(document.querySelector(`time[datetime="${new Date(noon).toISOString()}"]`)).toBeTruthy();
  });

  it('is a table by severity, in which nothing is told by a colour alone', async () => {
    await show({
      parts: { [after]: { value: partOf(after, [stays, brought, findingOf('X-1', 'Odd')]) } },
    });
    const table = screen.getByRole('table', { name: /CVEs by severity/ });
    const rows = within(table).getAllByRole('row');
    expect(rows.slice(1).map((row) => row.textContent)).toEqual([
      'Critical01+1',
      'High110',
      'Medium000',
      'Low000',
      'Informational000',
      'Untriaged000',
      'Unknown01+1',
    ]);
  });

  it('does not count what a judgement takes out, and says so', async () => {
    const judgement = {
      id: '5f0d5b0e-6c1e-4c3e-9a4e-0d6a4e1d7c02',
      vulnerability: 'CVE-2026-2',
      state: 'not-affected',
      reason: 'Not reachable.',
      at: 0,
    } as const;
    const kept = { ...empty, judgements: [judgement], rules: firstRules };
    await show({ answers: { 'findings.book': () => ({ value: kept }) } });
    expect(text()).toContain('0 new');
    expect(text()).toContain('0 CVEs + 1 suppressed');
    expect(text()).toContain('0 pairs of CVE and package + 1 suppressed');
    expect(text()).toContain('Passed: No new critical with a fix available');
  });

  it('names the judgements that match nothing', async () => {
    const judgement = {
      id: '5f0d5b0e-6c1e-4c3e-9a4e-0d6a4e1d7c02',
      vulnerability: 'CVE-2020-9',
      state: 'not-affected',
      reason: 'Not reachable.',
      at: 0,
    } as const;
    const kept = { ...empty, judgements: [judgement] };
    await show({ answers: { 'findings.book': () => ({ value: kept }) } });
    expect(text()).toContain('1 judgement matches nothing in either build.');
    expect(text()).toContain('CVE-2020-9');
  });

  it('is held to the rules, with what fails them', async () => {
    const kept = { ...empty, rules: firstRules };
    await show({ answers: { 'findings.book': () => ({ value: kept }) } });
    expect(text()).toContain('Failed: No new critical with a fix available');
    expect(text()).toContain('Failed by 1 CVE');
    expect(text()).toContain('CVE-2026-2, critical, in openssl');
  });

  it('is told together with what changed in the build', async () => {
    await show({
      parts: {
        [before]: {
          value: partOf(before, [stays], {
            build: scannedBuild(before, { recipe: recipe('1.0.0') }),
          }),
        },
        [after]: {
          value: partOf(after, [stays], {
            build: scannedBuild(after, { recipe: recipe('2.0.0') }),
          }),
        },
      },
      answers: {
        'findings.inventory': ({ build }: { build: string }) => ({
          value: installed(build === before ? '3.0.1' : '3.0.2'),
        }),
      },
    });
    expect(text()).toContain('Recipe version: 1.0.0 to 2.0.0');
    expect(text()).toContain('Packages: 1 upgraded, 1 the same');
    expect(text()).toContain('openssl: 3.0.1 to 3.0.2');
  });

  it('says what it does not know when what is installed is not told', async () => {
    await show({
      answers: {
        'findings.inventory': ({ build }: { build: string }) =>
          build === before ? { value: null } : { problem: { kind: 'offline' } },
      },
    });
    expect(text()).toContain('AWS keeps no list of what is installed in office 2.0.0/3.');
    expect(text()).toContain('What is installed in office 2.0.0/4 could not be listed:');
    expect(text()).toContain('+1 new');
  });

  it('says when AWS gave another number of findings than it counts', async () => {
    const counts = { all: 3, critical: 1, high: 1, medium: 0 };
    await show({ parts: { [after]: { value: partOf(after, [stays, brought], { counts }) } } });
    expect(text()).toContain('AWS counts 3 findings of office 2.0.0/4 and gave 2.');
    expect(text()).toContain('+1 new');
  });

  it('says that the builds are of different images, or the same one', async () => {
    await show({
      route: { base: other, target: after },
      parts: { [other]: { value: partOf(other, [stays]) } },
    });
    expect(text()).toContain('The two builds are of different images, accounts, and Regions.');
    cleanup();
    await show({ route: { base: after, target: after } });
    expect(text()).toContain('The same build is on both sides.');
    expect(text()).toContain('2 unchanged');
  });

  it('is there without the judgements that cannot be read, which is said', async () => {
    await show({
      answers: { 'findings.book': () => ({ problem: { kind: 'storage-unavailable' } }) },
    });
    expect(text()).toContain('No judgement is taken into account.');
    expect(text()).toContain('+1 new');
  });
});

describe('before there is something to compare', () => {
  const half: Part = {
    value: partOf(after, [stays], {
      state: 'stopped',
      counts: { all: 1052, critical: 16, high: 76, medium: 305 },
    }),
  };

  it('tells how far each build is, and can be cancelled', async () => {
    const worker = await show({ parts: { [after]: 'wait' } });
    const [, asked] = worker.calls('findings.read');
    const counts = { all: 1052, critical: 16, high: 76, medium: 305 };
    await asked?.answer({
      value: partOf(after, [stays, brought], { state: 'reading', counts, received: 2 }),
    });
    await settled();
    expect(text()).toContain('2 of 1,052 findings');
    expect(text()).toContain('AWS counts 16 critical, 76 high, 305 medium, 1052 in all.');
    expect(text()).toContain('Here so far: 1 critical, 1 high.');
    expect(text()).toContain('Nothing is compared before all findings of both builds are here.');
    expect(text()).not.toContain('+1 new');
    screen.getByRole('button', { name: 'Cancel reading office 2.0.0/4' }).focus();
    await press('Cancel reading office 2.0.0/4');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Go on reading office 2.0.0/4');
    expect(worker.calls('findings.cancel').map(({ input }) => input)).toEqual([{ build: after }]);
    expect(text()).toContain('Stopped at 2 of 1,052 findings');
  });

  it('goes on where it was stopped', async () => {
    const worker = await show({ parts: { [after]: half } });
    expect(text()).toContain('Stopped at 1 of 1,052 findings');
    expect(text()).not.toContain('unchanged');
    const asked = worker.calls('findings.read').length;
    await press('Go on reading office 2.0.0/4');
    expect(worker.calls('findings.read')[asked]?.input).toEqual({ build: after, from: 1 });
  });

  it('says which account has no credentials, with the way on', async () => {
    const problem: Problem = { kind: 'needs-credentials', account: '111122223333' };
    const { calls } = await show({
      parts: { [after]: { problem } },
      answers: { 'desk.open': () => ({ value: null }) },
    });
    const alert = screen.getByText('Add credentials').closest('[role="alert"]');
    expect(alert?.textContent).toContain('Payments');
    await press('Add credentials');
    expect(calls('desk.open')[0]).toMatchObject({
      input: { view: 'settings' },
      options: { scope },
    });
  });

  it.each([
    ['TIMED_OUT', 'The scan of this build timed out'],
    ['SCANNING', 'The scan of this build has not ended.'],
  ])('refuses a build whose scan is %s', async (status, sentence) => {
    const part = partOf(after, [], {
      build: scannedAs(status),
      state: 'unscanned',
      counts: null,
      pages: 0,
    });
    await show({ parts: { [after]: { value: part } } });
    expect(screen.getByText('The findings of office 2.0.0/4 cannot be compared.')).toBeTruthy();
    expect(text()).toContain(sentence);
    expect(text()).not.toContain('unchanged');
    expect(screen.queryAllByRole('button', { name: 'Read again' })).toHaveLength(
      status === 'SCANNING' ? 1 : 0,
    );
    expect(screen.queryByRole('button', { name: /without findings/ })).toBeNull();
  });

  it('takes a build without findings for an empty one when told to, and says it loudly', async () => {
    await show({ parts: { [after]: { value: partOf(after, [], { counts: null }) } } });
    expect(text()).toContain('If the output AMI was scanned instead');
    expect(text()).not.toContain('−1 fixed');
    await press('Compare as a build without findings');
    expect(text()).toContain('−1 fixed');
    expect(text()).toContain('office 2.0.0/4 is compared as a build without findings.');
  });
});

describe('what else can be compared', () => {
  it('is the other way round', async () => {
    const { go } = await show({ route: { scope, base: before, target: after, show: 'x' } });
    await press('Swap');
    expect(go).toHaveBeenCalledWith({
      view: 'findings-compare',
      scope,
      base: after,
      target: before,
    });
  });

  it('is the build before', async () => {
    const previous = { build: scannedBuild(before), counts: null };
    const { go, calls } = await show({
      route: { base: other, target: after },
      answers: { 'findings.change': () => ({ value: { counts: null, previous } }) },
    });
    await press('Compare with the previous build');
    expect(calls('findings.change')[0]).toMatchObject({
      input: { build: after },
      options: { scope },
    });
    expect(go).toHaveBeenCalledWith({ view: 'findings-compare', base: before, target: after });
  });

  it('is nothing where there is no build before', async () => {
    const { go } = await show({
      answers: { 'findings.change': () => ({ value: { counts: null } }) },
    });
    await press('Compare with the previous build');
    expect(text()).toContain('No build of this image became available before office 2.0.0/4.');
    expect(go).not.toHaveBeenCalled();
  });

  it('is the build in production, once somebody has said which that is', async () => {
    const image = after.replace(/\/2\.0\.0\/4$/, '');
    let kept = empty;
    const { go, calls, tell } = await show({
      route: { base: other, target: after },
      answers: { 'findings.book': () => ({ value: kept }) },
    });
    await press('Compare with the build in production');
    expect(text()).toContain('Nobody has said yet which build of this image is in production.');
    await press('Mark as in production: office 2.0.0/4');
    expect(calls('findings.pin')[0]?.input).toEqual({ image, build: after });
    kept = { ...empty, pins: [{ image, build: after }] };
    tell({ event: 'findings-book-changed' });
    await settled();
    await press('No longer in production: office 2.0.0/4');
    expect(calls('findings.unpin')[0]?.input).toEqual({ image });
    kept = { ...empty, pins: [{ image, build: before }] };
    tell({ event: 'findings-book-changed' });
    await settled();
    await press('Compare with the build in production');
    expect(go).toHaveBeenCalledWith({ view: 'findings-compare', base: before, target: after });
  });
});

const pick = async (side: string, label: string, option: string) => {
  fireEvent.mouseDown(group(side).getByRole('button', { name: new RegExp(label) }), {
    button: 0,
  });
  fireEvent.click(group(side).getByRole('button', { name: new RegExp(label) }));
  await settled();
  const found = group(side).getByRole('option', { name: new RegExp(option) });
  fireEvent.mouseUp(found, { button: 0 });
  fireEvent.click(found);
  await settled();
};

describe('choosing builds', () => {
  const versions = [
    {
      arn: 'arn:aws:imagebuilder:eu-west-1:111122223333:image/office/2.0.0',
      name: 'office',
      version: '2.0.0',
      type: 'AMI',
      shared: false,
    },
  ];
  const answers = {
    'builds.images': () => ({ value: versions }),
    'builds.list': () => ({ value: [scannedBuild(after), scannedBuild(before)] }),
  };
  it('starts with an account, its images and their builds', async () => {
    const { go, calls } = await show({ route: { scope }, answers });
    expect(calls('builds.images').map(({ options }) => options?.scope)).toEqual([scope, scope]);
    await pick('Base', 'Image version', 'office 2.0.0');
    expect(calls('builds.list')[0]).toMatchObject({
      input: { version: versions[0]?.arn },
      options: { scope },
    });
    await pick('Base', 'Build', 'office 2.0.0/3');
    expect(group('Base').getByText(before)).toBeTruthy();
    await pick('Target', 'Image version', 'office 2.0.0');
    await pick('Target', 'Build', 'office 2.0.0/4');
    await press('Compare findings');
    expect(go).toHaveBeenCalledWith({
      view: 'findings-compare',
      scope,
      base: before,
      target: after,
    });
  });

  it('takes the ARN of any build, and says what is no such ARN', async () => {
    const { go } = await show({ route: { target: after }, answers });
    const field = group('Base').getByLabelText('Or the ARN of a build');
    const type = async (value: string) => {
      fireEvent.input(field, { target: { value } });
      await settled();
    };
    await type('office');
    expect(text()).toContain('This is not the ARN of an Image Builder image.');
    await type('arn:aws:imagebuilder:us-east-1:444455556666:image/design/1.0.0');
    expect(text()).toContain('The ARN of a build ends in its number.');
    await type('arn:aws:imagebuilder:us-east-1:aws:image/design/1.0.0/1');
    expect(text()).toContain('The account that owns this build is not in its ARN.');
    await type(` ${other} `);
    await press('Take the build of this ARN');
    await press('Compare findings');
    expect(go).toHaveBeenCalledWith({ view: 'findings-compare', base: other, target: after });
  });

  it('offers the usual builds to compare with as soon as there is a target', async () => {
    const previous = { build: scannedBuild(before), counts: null };
    const { go } = await show({
      route: { target: after },
      answers: {
        ...answers,
        'findings.change': () => ({ value: { counts: null, previous } }),
      },
    });
    await press('Compare with the previous build');
    expect(go).toHaveBeenCalledWith({ view: 'findings-compare', base: before, target: after });
  });

  it('needs credentials, and an ARN that names an account', async () => {
    await show({
      route: {},
      answers: {
        'credentials.list': () => ({ value: [] }),
        'vault.state': () => ({ problem: { kind: 'offline' } }),
      },
    });
    expect(text()).toContain('Add credentials of an AWS account to see its builds.');
    cleanup();
    const own = 'arn:aws:imagebuilder:eu-west-1:aws:image/base/1.0.0/1';
    const { go } = await show({ route: { base: own, target: after } });
    expect(text()).toContain('It is not known whose build base 1.0.0/1 is.');
    await press('Choose other builds');
    expect(go).toHaveBeenCalledWith({ view: 'findings-compare' });
  });
});
