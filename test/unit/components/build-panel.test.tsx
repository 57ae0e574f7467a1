// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { BuildContent } from '@/components/panel/imagebuilder/content';
import { createBuildModel } from '@/components/panel/imagebuilder/model';
import { Panel } from '@/components/panel/panel';
import type { Theme } from '@/components/panel/theme';
import type { ImageBuild } from '@/lib/builds/build';
import type { Problem } from '@/lib/problems/problem';
import { account, buildOf, runId, sightOf, worldOf } from './build-fakes';
import { fakeClient, flush } from './fakes';

const now = Date.UTC(2026, 10, 22);
const office = buildOf(2);

afterEach(cleanup);

async function show(
  builds: readonly ImageBuild[] = [office],
  answers: Parameters<typeof fakeClient>[0] = {},
  sight = sightOf(builds[0]),
) {
  const worker = fakeClient({ ...worldOf(builds), ...answers });
  const model = createBuildModel({
    client: worker.client,
    now: () => now,
    later: () => () => undefined,
    hidden: () => false,
    ended: new AbortController().signal,
    reload: () => undefined,
  });
  const theme = signal<Theme>('light');
  render(
    <Panel model={model} theme={theme}>
      <BuildContent model={model} now={() => now} />
    </Panel>,
  );
  model.look(sight);
  await flush();
  await settled();
  return { ...worker, model };
}

/** Preact renders a moment after a signal has changed. */
async function settled() {
  await new Promise<void>((resolve) => {
    setTimeout(resolve);
  });
}

const region = () => screen.getByRole('region', { name: 'Image Desk' });
const section = (name: string) => screen.getByRole('group', { name });
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const texts = (elements: readonly Element[]) => elements.map(({ textContent }) => textContent);
/** Opens something long. */
function unfold(title: string) {
  const details = screen.getByText(title, { selector: 'summary' }).closest('details');
  if (!details) throw new Error(`${title} cannot be opened`);
  details.open = true;
  fireEvent(details, new Event('toggle'));
}

const titles = () => texts(screen.getAllByRole('heading', { level: 3 }));

test('has the headings that its sections are found by, and a way to each', async () => {
  await show();
  expect(texts(screen.getAllByRole('heading', { level: 2 }))).toEqual(['Image Desk']);
  expect(titles()).toEqual([
    'Summary',
    'Actions',
    'Output resources',
    'Infrastructure configuration',
    'Distribution settings',
    'Workflow',
    'Security findings',
    'Tags',
    'Recipe',
    'Packages',
    'Image policy',
  ]);
  const contents = within(screen.getByRole('navigation', { name: 'Sections' }));
  expect(texts(contents.getAllByRole('button'))).toEqual(titles());
  // As high as four lines, under which the heading must not be hidden.
  const list = screen.getByRole('navigation', { name: 'Sections' });
  Object.defineProperty(list, 'offsetHeight', { value: 110 });
  fireEvent.click(button('Go to Image policy'));
  const heading = screen.getByRole('heading', { name: 'Image policy' });
  expect(document.activeElement).toBe(heading);
  expect(heading.style.getPropertyValue('scroll-margin-block-start')).toBe('110px');
});

test('says which build it is, of which account and Region, and when it was read', async () => {
  const { calls } = await show([buildOf(2, { status: 'BUILDING' })]);
  expect(region().textContent).toMatch(
    /office 1\.0\.1\/2Building.*while it runs.*Account 111122223333, eu-west-1Updated \d\d:\d\d/,
  );
  fireEvent.click(button('Refresh'));
  await flush();
  expect(calls('builds.get')).toHaveLength(2);
});

test('no two parts of the panel have one id, by which they are labelled', async () => {
  await show();
  const ids = [...region().querySelectorAll('[id]')].map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(10);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every button of an action opens the desk at it and does nothing else', async () => {
  const build = office.arn;
  const { asked, calls } = await show();
  const before = asked.length;
  for (const name of within(section('Actions'))
    .getAllByRole<HTMLButtonElement>('button')
    .filter(({ disabled }) => !disabled)) {
    fireEvent.click(name);
  }
  await flush();
  expect(calls('desk.open').map(({ input }) => input)).toEqual([
    { view: 'build-share', build },
    { view: 'build-clone', build },
    { view: 'image-import', build },
    { view: 'pipeline-run', pipeline: office.pipeline?.arn },
    { view: 'build-act', act: 'distribute', build },
    { view: 'build-act', act: 'state', build },
    { view: 'build-act', act: 'delete', build },
  ]);
  expect(asked.length - before).toBe(7);
});

test('a button of what the state forbids cannot be pressed, and says why', async () => {
  await show([buildOf(2, { status: 'BUILDING' })]);
  const delayed = button('Delete image');
  expect(delayed.disabled).toBe(true);
  const why = delayed.getAttribute('aria-describedby') ?? '';
  expect(document.querySelector(`[id="${why}"]`)?.textContent).toContain('cancel it first');
  expect(button('Share image').disabled).toBe(true);
  expect(button('Cancel build').disabled).toBe(false);
  expect(section('Actions').textContent).toContain(
    'Only an image that is AVAILABLE or DEPRECATED can be shared',
  );
});

test('what only an owner is told and can do is told once a section, of an image of others', async () => {
  const arn = office.arn.replace(account, '444455556666');
  await show([{ ...office, arn, owner: '444455556666' }]);
  for (const name of ['Workflow', 'Security findings', 'Image policy']) {
    expect(section(name).textContent).toContain('Only the account that owns this image');
  }
  const buttons = within(section('Actions')).getAllByRole<HTMLButtonElement>('button');
  // What others made can be started from.
  expect(buttons.filter(({ disabled }) => !disabled).map((each) => each.textContent)).toEqual([
    'Clone image',
  ]);
  expect(screen.getAllByText(/belongs to account 444455556666/)).toHaveLength(1);
});

test('has no field that anything could be typed into', async () => {
  await show();
  expect(region().querySelectorAll('input, textarea, [contenteditable]')).toHaveLength(0);
});

test('reads findings, lineage and packages when they are opened', async () => {
  const { calls } = await show();
  const asked = () =>
    ['builds.findings', 'builds.lineage', 'builds.packages'].map((id) => calls(id).length);
  expect(asked()).toEqual([0, 0, 0]);
  unfold('Findings');
  await flush();
  expect(asked()).toEqual([1, 0, 0]);
  unfold('Lineage');
  await flush();
  expect(asked()).toEqual([1, 1, 0]);
  unfold('Packages of the image');
  await flush();
  expect(asked()).toEqual([1, 1, 1]);
});

test('shows the run that is chosen', async () => {
  const { calls } = await show();
  const filter = screen.getByRole('combobox', { name: 'Filter workflow types' });
  fireEvent.change(filter, { target: { value: runId(2) } });
  await flush();
  expect(calls('builds.steps').at(-1)?.input).toEqual({ workflow: runId(2) });
});

test.each<[Problem, string, { view: string }]>([
  [{ kind: 'needs-credentials', account }, 'Add credentials', { view: 'settings' }],
  [{ kind: 'account-unknown' }, 'Choose account', { view: 'choose' }],
])('a problem of all sections is told once, with the way on: %#', async (problem, label, view) => {
  const fail = () => ({ problem });
  const { calls } = await show([office], {
    'builds.get': fail,
    'builds.workflows': fail,
    'builds.counts': fail,
    'builds.policy': fail,
  });
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  fireEvent.click(button(label));
  await flush();
  expect(calls('desk.open')[0]?.input).toEqual(view);
});

test('one section that fails leaves the others as they are', async () => {
  await show([office], {
    'builds.workflows': () => ({
      problem: { kind: 'permission-missing', action: 'imagebuilder:ListWorkflowExecutions' },
    }),
  });
  expect(section('Workflow').textContent).toContain('imagebuilder:ListWorkflowExecutions');
  expect(section('Summary').textContent).toContain('Available');
  expect(screen.getAllByRole('alert')).toHaveLength(1);
});

test('a build that cannot be found says so', async () => {
  await show([], {}, sightOf(office));
  expect(screen.getByRole('alert').textContent).toContain('was not found.');
});

test('a list leads to each of the latest builds, and back', async () => {
  await show([office], {}, sightOf({ kind: 'list', source: 'address' }));
  fireEvent.click(button('office | 1.0.1/2'));
  await flush();
  await settled();
  expect(titles()).toContain('Image policy');
  fireEvent.click(button('Back to what the page shows'));
  await flush();
  await settled();
  expect(titles()).toEqual(['Latest builds']);
});

test('the picker finds a build by the image, its version and its number', async () => {
  const { model, calls } = await show([office], {}, sightOf(undefined));
  expect(region().textContent).toContain('No build selected.');
  const versions = screen.getByRole('combobox', { name: 'Image version' });
  expect([...versions.querySelectorAll('optgroup')].map(({ label }) => label)).toEqual(['office']);
  const version = office.arn.replace(/\/2$/, '');
  fireEvent.change(versions, { target: { value: version } });
  await flush();
  await settled();
  expect(calls('builds.list')[0]?.input).toEqual({ version });
  const builds = screen.getByRole('combobox', { name: 'Build' });
  expect(builds.textContent).toContain('1.0.1/2, Available');
  fireEvent.change(builds, { target: { value: office.arn } });
  await flush();
  expect(model.shown.value).toEqual({ kind: 'build', arn: office.arn });
});

test('another build can be picked instead of the one that the page shows', async () => {
  await show();
  expect(screen.queryByRole('combobox', { name: 'Image version' })).toBeNull();
  fireEvent.click(button('Choose another build'));
  await flush();
  await settled();
  expect(screen.getByRole('combobox', { name: 'Image version' })).toBeDefined();
  expect(button('Choose another build').getAttribute('aria-expanded')).toBe('true');
});

test('collapses to a button and back', async () => {
  await show();
  fireEvent.click(button('Collapse panel'));
  await settled();
  expect(screen.queryByRole('heading')).toBeNull();
  fireEvent.click(button('Image Desk, open panel'));
  await settled();
  expect(titles()).toContain('Summary');
});
