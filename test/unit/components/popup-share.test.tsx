// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Popup } from '@/components/popup/popup';
import { sourceBuildTag } from '@/lib/images/lineage';
import type { Job } from '@/lib/jobs/job';
import type { ProductEvent } from '@/lib/messaging/protocol';
import { planLifetime, type SharePlan } from '@/lib/sharing/plan';
import { emptyDraft } from '@/lib/sharing/popup-draft';
import { office } from '../support/build-examples';
import { identityOf } from '../support/identities';
import { itemOf, itemsIn, jobOf } from '../support/job-examples';
import { ruleOf } from '../support/judgements';
import { safetyView } from '../support/safety';
import { friend, home, noon, owner, present, stranger } from '../support/values';
import { fakeClient, imageOf, listingOf } from './fakes';

// The views that come later are there at once then.
beforeAll(() => import('@/components/popup/late'));

beforeEach(() => {
  // Time goes by as it does; a test can let it go faster.
  vi.useFakeTimers({ shouldAdvanceTime: true, now: noon });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const images = [imageOf('office'), imageOf('design'), imageOf('base', { visibility: 'public' })];

/** A plan in which accounts are given an image, or lose it. */
function planOf(accounts: readonly string[], changes: Partial<SharePlan> = {}): SharePlan {
  const image = { name: 'office', arn: imageOf('office').arn };
  return {
    kind: 'shares',
    digest: 'ab'.repeat(32),
    scope: { partition: 'aws', account: owner },
    images: [{ region: home.region, image, sharedBefore: 0, sharedAfter: accounts.length }],
    items: accounts.map((account) => ({
      kind: 'share',
      region: home.region,
      image: 'office',
      account,
      change: 'add',
      after: { fleet: true, imageBuilder: false },
    })),
    madeAt: noon,
    expiresAt: noon + planLifetime,
    ...changes,
  };
}

const running = jobOf(itemsIn('done', 'pending', 'pending'), { current: 'office: Fleet' });

function show(answers: Parameters<typeof fakeClient>[0] = {}) {
  const worker = fakeClient(
    {
      'tab.scope': () => ({ value: home }),
      'tab.focus': () => ({ value: ['office'] }),
      'credentials.list': () => ({ value: [identityOf(home, { expiresAt: noon + 3_600_000 })] }),
      'safety.get': () => ({ value: safetyView() }),
      'vault.state': () => ({ value: { vault: { state: 'none', accounts: [] } } }),
      'accounts.names': () => ({ value: [] }),
      'accounts.list': () => ({ value: [] }),
      'images.list': () => ({ value: images.map(listingOf) }),
      'jobs.list': () => ({ value: [] }),
      'jobs.get': () => ({ value: { job: running, items: itemsIn('done', 'pending') } }),
      'popup.draft': () => ({ value: null }),
      'popup.keep': () => ({ value: null }),
      'desk.open': () => ({ value: null }),
      'sharing.plan': () => ({ value: planOf([friend, stranger]) }),
      'sharing.apply': () => ({ value: running }),
      ...answers,
    },
    { 'images.list': images.map(listingOf) },
  );
  const listeners = new Set<(event: ProductEvent) => void>();
  render(
    <Popup
      client={worker.client}
      activeTabId={async () => 7}
      listen={(listener, signal) => {
        listeners.add(listener);
        signal.addEventListener('abort', () => listeners.delete(listener));
      }}
      now={() => Date.now()}
      close={() => {}}
    />,
  );
  return {
    ...worker,
    hear: (event: ProductEvent) => listeners.forEach((listener) => listener(event)),
  };
}

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }));
const box = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const accounts = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Accounts' });
const type = (text: string) => fireEvent.input(accounts(), { target: { value: text } });

const list = () => screen.findByRole('region', { name: 'Jobs' });

/** Goes to the form. */
async function openForm(answers: Parameters<typeof fakeClient>[0] = {}) {
  const worker = show(answers);
  await vi.waitFor(() => expect(button('Bulk share').disabled).toBe(false));
  await press('Bulk share');
  await screen.findByRole('textbox', { name: 'Accounts' });
  return worker;
}

/** Goes to the plan. */
async function openPlan(answers: Parameters<typeof fakeClient>[0] = {}) {
  const worker = await openForm(answers);
  type(`${friend}\n${stranger}`);
  await press('Review changes');
  await screen.findByRole('heading', { name: 'Review changes' });
  return worker;
}

describe('bulk share', () => {
  test.each([
    ['credentials of no account', [], safetyView(), 'Bulk share needs credentials.'],
    [
      'expired credentials',
      [identityOf(home, { expiresAt: noon - 1 })],
      safetyView(),
      'Bulk share needs credentials that have not expired.',
    ],
    [
      'read-only',
      [identityOf(home, { expiresAt: noon + 1000 })],
      safetyView({ readOnly: true }),
      'Bulk share is off while nothing can be changed.',
    ],
  ])('with %s says why it is not possible', async (_, held, safety, why) => {
    show({
      'credentials.list': () => ({ value: held }),
      'safety.get': () => ({ value: safety }),
      ...(held.length === 0 && { 'tab.scope': () => ({ value: null }) }),
    });
    await screen.findByText(why);
    expect(button('Bulk share').disabled).toBe(true);
    expect(
      document.getElementById(button('Bulk share').getAttribute('aria-describedby') ?? ''),
    ).toBe(screen.getByText(why));
  });

  test('begins with the image that the page has selected, of the own ones', async () => {
    await openForm();
    expect(box(/^office/).checked).toBe(true);
    expect(box(/^office/).closest('label')?.textContent).toContain('selected on the page');
    expect(box(/^design/).checked).toBe(false);
    expect(screen.queryByRole('checkbox', { name: /^base/ })).toBeNull();
    const heading = screen.getByRole('heading', { name: 'Bulk share' });
    await vi.waitFor(() => expect(document.activeElement).toBe(heading));
  });

  test('says what is missing, and goes there', async () => {
    await openForm();
    await press('Review changes');
    await screen.findByText('Enter at least one account.');
    expect(document.activeElement).toBe(accounts());
    type(`${friend}\nnobody`);
    await screen.findByText(/^Line 2: .*nobody/);
    fireEvent.click(box(/^office/));
    await press('Review changes');
    await screen.findByText('Tick at least one image.');
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  });

  test('adds the accounts of a group where they can be seen', async () => {
    await openForm({
      'accounts.list': () => ({
        value: [{ account: friend, name: 'Payments', environment: 'test' }],
      }),
    });
    await press('Add accounts of Test');
    await vi.waitFor(() => expect(accounts().value).toBe(friend));
  });

  test('ticks all that are found', async () => {
    await openForm();
    await press('Tick all 2');
    await vi.waitFor(() => expect(box(/^design/).checked).toBe(true));
    fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'des' } });
    await press('Clear 1');
    await vi.waitFor(() => expect(box(/^design/).checked).toBe(false));
    fireEvent.input(screen.getByRole('searchbox'), { target: { value: '' } });
    await vi.waitFor(() => expect(box(/^office/).checked).toBe(true));
  });

  test('keeps what is typed a moment later, and gives it back', async () => {
    const { calls } = await openForm();
    type(friend);
    expect(calls('popup.keep')).toEqual([]);
    await vi.advanceTimersByTimeAsync(250);
    const draft = { ...emptyDraft, images: ['office'], focus: ['office'], accounts: friend };
    expect(calls('popup.keep')[0]?.input).toEqual({ place: home, draft });
    cleanup();
    await openForm({ 'popup.draft': () => ({ value: { ...draft, revoke: true } }) });
    expect(accounts().value).toBe(friend);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Revoke access' }).checked).toBe(
      true,
    );
    await press('Start over');
    await vi.waitFor(() => expect(accounts().value).toBe(''));
  });

  test('keeps what was typed last although the popup closes at once', async () => {
    const { calls } = await openForm();
    type(friend);
    window.dispatchEvent(new Event('pagehide'));
    expect(calls('popup.keep')[0]?.input).toMatchObject({ draft: { accounts: friend } });
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls('popup.keep')).toHaveLength(1);
  });

  test('without a list of images says why, and tries again', async () => {
    let fails = true;
    const worker = show({
      'images.list': () =>
        fails
          ? { problem: { kind: 'permission-missing', action: 'appstream:DescribeImages' } }
          : { value: images.map(listingOf) },
    });
    vi.spyOn(worker.client, 'recall').mockResolvedValue({ ok: true, value: null });
    await vi.waitFor(() => expect(button('Bulk share').disabled).toBe(false));
    await press('Bulk share');
    await screen.findByText(/appstream:DescribeImages/);
    fails = false;
    await press('Try again');
    await screen.findByRole('checkbox', { name: /^office/ });
  });
});

describe('the plan', () => {
  test('is made of what the form says, in the account of the tab', async () => {
    const { calls } = await openPlan();
    const desired = [friend, stranger].map((account) => ({
      account,
      fleet: true,
      imageBuilder: false,
    }));
    expect(calls('sharing.plan')[0]).toMatchObject({
      input: { images: [{ region: home.region, image: { name: 'office' }, desired }] },
      options: { scope: home },
    });
  });

  test('tells what changes, what that causes and whose id nobody knows', async () => {
    await openPlan({
      'accounts.list': () => ({ value: [{ account: friend, name: 'Payments' }] }),
    });
    await screen.findByText('2 to add');
    expect(document.body.textContent).toContain('2 accounts: The account can run fleets');
    expect(screen.getByRole('note').textContent).toContain(stranger);
    expect(screen.getByRole('note').textContent).not.toContain(friend);
    const table = screen.getByRole('table', { name: 'Changes' });
    expect(within(table).getByText('Payments')).toBeDefined();
    expect(screen.getByText(owner).tagName).toBe('STRONG');
  });

  test('says how far it is read', async () => {
    const { calls, hear } = await openPlan({ 'sharing.plan': () => 'wait' });
    const { request } = present(calls('sharing.plan')[0]).input as { request: string };
    hear({ event: 'plan-progress', request, read: 3, total: 12 });
    await screen.findByText('3 of 12 images read');
    hear({ event: 'plan-progress', request: 'another', read: 5, total: 12 });
    await vi.advanceTimersByTimeAsync(1);
    expect(screen.getByText('3 of 12 images read')).toBeDefined();
  });

  test('shows the gate of what is given away, once somebody asks, and leads to the comparison', async () => {
    const build = `arn:aws:imagebuilder:us-east-1:${owner}:image/golden/1.0.0/2`;
    const before = build.replace(/2$/, '1');
    const counts = { all: 300, critical: 1, high: 0, medium: 0 };
    const critical = { id: 'CVE-1', severity: 'CRITICAL', packages: [{ name: 'zlib' }] };
    const low = { id: 'CVE-2', severity: 'LOW', packages: [{ name: 'zlib' }] };
    const { calls } = await openPlan({
      'findings.book': () => ({ value: { judgements: [], rules: [ruleOf()], pins: [] } }),
      'findings.kept': () => ({ value: [] }),
      'images.tags': () => ({ value: [{ key: sourceBuildTag, value: build }] }),
      'findings.change': () => ({
        value: { counts, previous: { build: { ...office, arn: before }, counts } },
      }),
      'findings.read': (input: { build: string }) => ({
        value: {
          head: {
            build: { ...office, scan: { enabled: true, status: 'COMPLETED' } },
            counts,
            state: 'complete',
            received: 1,
            pages: 1,
          },
          findings: [input.build === build ? critical : low],
          next: 1,
        },
      }),
      'desk.open': () => ({ value: null }),
    });
    await screen.findByText(/It was made from golden 1\.0\.0\/2\.$/);
    expect(screen.getByText('The image is not checked yet.')).toBeDefined();
    await screen.findByRole('button', { name: 'Check the findings' });
    await press('Check the findings');
    await screen.findByText('The image fails a rule.');
    expect(screen.getByText('CVE-1, critical, in zlib')).toBeDefined();
    expect(button(/^Change 2/).disabled).toBe(false);
    await press('Compare findings');
    expect(calls('desk.open')[0]).toMatchObject({
      input: { view: 'findings-compare', base: before, target: build },
      options: { scope: { account: owner, region: 'us-east-1' } },
    });
  });

  test('names what is left out and why', async () => {
    const left = {
      region: home.region,
      image: { name: 'design' },
      sharedBefore: 0,
      sharedAfter: 0,
      obstacle: { kind: 'quota', detail: 'An image can be shared with 100 accounts.' },
    } as const;
    const plan = planOf([friend]);
    await openPlan({
      'sharing.plan': () => ({ value: { ...plan, images: [...plan.images, left] } }),
    });
    await screen.findByRole('heading', { name: 'Left out (1)' });
    expect(document.body.textContent).toContain('An image can be shared with 100 accounts.');
  });

  test('with nothing to change cannot be applied', async () => {
    await openPlan({ 'sharing.plan': () => ({ value: planOf([]) }) });
    await screen.findByText('There is nothing to change.');
    expect(button(/^Change 0/).disabled).toBe(true);
  });

  test('of many changes lists the first and wants their number typed', async () => {
    const many = Array.from({ length: 51 }, (_, index) => String(700_000_000_000 + index));
    const { calls } = await openPlan({ 'sharing.plan': () => ({ value: planOf(many) }) });
    await screen.findByRole('heading', { name: 'The first 20 of 51 changes' });
    const act = button('Change 51 permissions on 1 image');
    expect(act.disabled).toBe(true);
    const number = screen.getByRole('textbox', { name: 'Type 51 to confirm' });
    fireEvent.input(number, { target: { value: '51' } });
    await vi.waitFor(() => expect(act.disabled).toBe(false));
    await press('Review in the desk');
    expect(calls('desk.open')[0]).toMatchObject({
      input: { view: 'bulk', images: [{ name: 'office' }] },
      options: { scope: home },
    });
  });

  test('that has become too old is made again, and says so', async () => {
    let lifetime = 5000;
    const { calls } = await openPlan({
      'sharing.plan': () => ({
        value: planOf([friend, stranger], { expiresAt: Date.now() + lifetime }),
      }),
    });
    await screen.findByText('2 to add');
    lifetime = planLifetime;
    await vi.advanceTimersByTimeAsync(5000);
    await screen.findByText('The plan was too old, so it was made again.');
    expect(calls('sharing.plan')).toHaveLength(2);
  });

  test('that cannot be made says why, and Back has the form as it was', async () => {
    await openPlan({ 'sharing.plan': () => ({ problem: { kind: 'offline' } }) });
    await screen.findByText('AWS cannot be reached.');
    await press('Back to Bulk share');
    await vi.waitFor(() => expect(accounts().value).toBe(`${friend}\n${stranger}`));
  });

  test('becomes a job, and what was kept of the form is dropped', async () => {
    const { calls } = await openPlan();
    await press('Change 2 permissions on 1 image');
    const heading = await screen.findByRole('heading', { name: 'Job' });
    await vi.waitFor(() => expect(document.activeElement).toBe(heading));
    expect(calls('sharing.apply')[0]).toMatchObject({
      input: { digest: 'ab'.repeat(32), notify: true },
      options: { scope: home },
    });
    expect(calls('popup.keep').at(-1)?.input).toEqual({ place: home });
  });
});

describe('the jobs', () => {
  const waiting: Job = {
    ...running,
    state: 'paused',
    pause: { reason: 'expired', since: noon },
  };

  test('that run are shown with their progress, as they change', async () => {
    const { hear } = show({ 'jobs.list': () => ({ value: [running] }) });
    const jobs = await list();
    expect(jobs.textContent).toContain('1 of 3');
    expect(jobs.textContent).toContain('office: Fleet');
    expect(within(jobs).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('33');
    hear({ event: 'job-changed', job: jobOf(itemsIn('done', 'done', 'pending')) });
    await vi.waitFor(() => expect(jobs.textContent).toContain('2 of 3'));
    hear({ event: 'job-removed', id: running.id });
    await vi.waitFor(() => expect(screen.queryByRole('region', { name: 'Jobs' })).toBeNull());
  });

  test('what was heard before the list came is not older than it', async () => {
    const { calls, hear } = show({ 'jobs.list': () => 'wait' });
    hear({ event: 'job-changed', job: jobOf(itemsIn('done', 'done', 'pending')) });
    await calls('jobs.list')[0]?.answer({ value: [running] });
    expect((await list()).textContent).toContain('2 of 3');
  });

  test('that ended some time ago are not shown, and none are no heading', async () => {
    const ended = { ...running, state: 'ended', endedAt: noon - 3_600_000 } as const;
    show({ 'jobs.list': () => ({ value: [ended] }) });
    await screen.findByText(`Account ${owner}`);
    expect(screen.queryByRole('region', { name: 'Jobs' })).toBeNull();
  });

  test('that wait say why and what helps, and can be continued or cancelled', async () => {
    const { calls } = show({
      'jobs.list': () => ({ value: [waiting] }),
      'jobs.continue': () => ({ value: null }),
      'jobs.cancel': () => ({ problem: { kind: 'offline' } }),
    });
    const jobs = await list();
    expect(jobs.textContent).toContain('The credentials of this account have expired.');
    await press(`Continue: ${waiting.title}`);
    expect(calls('jobs.continue')[0]?.input).toEqual({ id: waiting.id });
    await press(`Cancel: ${waiting.title}`);
    await screen.findByText('AWS cannot be reached.');
    await press(`Add credentials: ${waiting.title}`);
    expect(calls('desk.open')[0]?.input).toEqual({ view: 'settings' });
  });

  test('lead to the desk', async () => {
    const { calls } = show({ 'jobs.list': () => ({ value: [running] }) });
    await press(`Open in the desk: ${running.title}`);
    expect(calls('desk.open')[0]?.input).toEqual({ view: 'job', id: running.id });
  });
});

describe('a job', () => {
  const denied = {
    kind: 'permission-missing',
    action: 'appstream:UpdateImagePermissions',
  } as const;
  const items = [
    itemOf(0, { state: 'done' }),
    itemOf(1, { state: 'failed', problem: denied }),
    itemOf(2, { state: 'drift', problem: { kind: 'drift' } }),
  ];
  const ended = jobOf(items, { state: 'ended', endedAt: noon });

  test('that has ended tells its counts, and what was not done and why', async () => {
    show({
      'jobs.list': () => ({ value: [ended] }),
      'jobs.get': () => ({ value: { job: ended, items } }),
    });
    await press(ended.title);
    await screen.findByText('1 done, 1 failed, 1 changed elsewhere.');
    await screen.findByRole('heading', { name: 'Not done (2)' });
    const failed = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(failed[0]).toContain('200000000001, office-2026');
    expect(failed[0]).toContain('appstream:UpdateImagePermissions');
    expect(failed[1]).toContain('changed elsewhere');
  });

  test('that runs is followed to its end, each quarter of the way told', async () => {
    const { hear } = show({ 'jobs.list': () => ({ value: [running] }) });
    await press(running.title);
    await screen.findByText('25% done');
    hear({ event: 'job-changed', job: jobOf(itemsIn('done', 'done', 'pending')) });
    await screen.findByText('50% done');
    hear({ event: 'job-changed', job: { ...ended, id: running.id } });
    await screen.findByText(/The job has ended\./);
    await press('Back to Image Desk');
    const heading = await screen.findByRole('heading', { name: 'Image Desk' });
    await vi.waitFor(() => expect(document.activeElement).toBe(heading));
  });
});
