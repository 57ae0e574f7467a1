import { expect, test, vi } from 'vitest';
import { createImageModel } from '@/components/panel/appstream/model';
import type { Problem } from '@/lib/problems/problem';
import { fakeClient, flush, imageOf, listingOf, sightOf, worldOf } from './fakes';

const office = imageOf('office');
const design = imageOf('design', { visibility: 'shared-with-others' });
const images = [office, design];

function start(client: ReturnType<typeof fakeClient>['client'], clock = { time: 0 }) {
  const reload = vi.fn<() => void>();
  return { model: createImageModel({ client, now: () => clock.time, reload }), reload, clock };
}

test('reads everything about the image that the page is about', async () => {
  const { client, calls } = fakeClient(worldOf(images));
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  expect(model.details.value.held?.value).toBe(office);
  expect(model.shares.value.held?.value).toHaveLength(1);
  expect(model.tags.value.held?.value).toEqual([{ key: 'Team', value: 'Design' }]);
  expect(model.usage.value.held?.value.fleets).toHaveLength(1);
  expect(calls('images.get')).toHaveLength(1);
  expect(calls('images.usage')[0]?.input).toEqual({
    image: { name: 'office', arn: office.arn },
  });
  expect(calls('images.get')[0]?.options).toEqual({
    hints: { account: '111122223333', region: 'eu-west-1' },
  });
});

test('shows what is held at once and marks it as being read again', async () => {
  const old = imageOf('office', { description: 'old' });
  const { client, calls } = fakeClient(
    { ...worldOf(images), 'images.get': () => 'wait', 'images.shares': () => 'wait' },
    { 'images.get': old, 'images.shares': [] },
  );
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  expect(model.details.value).toMatchObject({ held: { value: old }, busy: true });
  expect(model.shares.value).toMatchObject({ held: { value: [] }, busy: true });
  await calls('images.get')[0]?.answer({ value: office });
  expect(model.details.value).toMatchObject({ held: { value: office }, busy: false });
  expect(calls('images.shares')).toHaveLength(1);
});

test('drops the answer for an image that is no longer in focus', async () => {
  const { client, calls } = fakeClient({ ...worldOf(images), 'images.get': () => 'wait' });
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  model.look(sightOf({ name: 'design' }));
  await calls('images.get')[0]?.answer({ value: office });
  expect(model.image.value?.name).toBe('design');
  expect(model.details.value).toEqual({ busy: true });
  await calls('images.get')[1]?.answer({ value: design });
  expect(model.details.value.held?.value).toBe(design);
});

test('an older answer never overwrites a newer one', async () => {
  const { client, calls } = fakeClient({ ...worldOf(images), 'images.shares': () => 'wait' });
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  model.hear({ event: 'shares-changed', image: { name: 'office', arn: office.arn } });
  await calls('images.shares')[1]?.answer({ value: [] });
  await calls('images.shares')[0]?.answer({
    value: [{ account: '444455556666', fleet: true, imageBuilder: true }],
  });
  expect(model.shares.value.held?.value).toEqual([]);
});

test('a picked image wins until the page selects another', async () => {
  const { client } = fakeClient(worldOf(images));
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  model.pick({ name: 'design', arn: design.arn });
  model.look(sightOf({ name: 'office' }));
  await flush();
  expect(model.image.value?.name).toBe('design');
  model.look(sightOf({ name: 'third' }));
  expect(model.image.value?.name).toBe('third');
  model.look(sightOf({ name: 'office' }));
  expect(model.image.value?.name).toBe('office');
});

test('an image that is selected nowhere is not asked for', async () => {
  const { client, calls } = fakeClient(worldOf(images));
  const { model } = start(client);
  model.look(sightOf());
  await flush();
  expect(model.listings.value).toHaveLength(2);
  expect(calls('images.get')).toEqual([]);
});

test.each([
  ['public', imageOf('base', { visibility: 'public' })],
  ['shared with me', imageOf('theirs', { visibility: 'shared-with-me', owner: '444455556666' })],
])('the sharing and the tags of an image that is %s are not asked for', async (_, image) => {
  const { client, calls } = fakeClient(worldOf([image]));
  const { model } = start(client);
  model.look(sightOf({ name: image.name }));
  await flush();
  expect(calls('images.usage')).toHaveLength(1);
  expect([...calls('images.shares'), ...calls('images.tags')]).toEqual([]);
});

test('a collapsed panel asks AWS for nothing until it is opened', async () => {
  const { client, calls, asked } = fakeClient(worldOf(images, true));
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  model.look(sightOf({ name: 'design' }));
  await flush();
  expect(new Set(asked.map(({ id }) => id))).toEqual(new Set(['panel.open', 'panel.focus']));
  model.toggle();
  await flush();
  expect(calls('panel.remember')[0]?.input).toEqual({ collapsed: false });
  expect(model.details.value.held?.value).toBe(design);
});

const focused = ({ calls }: Pick<ReturnType<typeof fakeClient>, 'calls'>) =>
  calls('panel.focus').map(({ input }) => (input as { images: readonly string[] }).images);

test.each([
  ['open', false],
  ['collapsed', true],
])(
  'the worker is told which image is shown, once for each, by a panel that is %s',
  async (_, collapsed) => {
    const worker = fakeClient(worldOf(images, collapsed));
    const { model } = start(worker.client);
    model.look(sightOf({ name: 'office' }));
    await flush();
    model.look(sightOf({ name: 'office' }));
    await flush();
    model.look(sightOf({ name: 'design' }));
    await flush();
    expect(focused(worker)).toEqual([['office'], ['design']]);
  },
);

test('the worker is told that no image is shown, as one was before in this tab', async () => {
  const worker = fakeClient(worldOf(images));
  const { model } = start(worker.client);
  model.look(sightOf());
  await flush();
  expect(focused(worker)).toEqual([[]]);
  model.look(sightOf({ name: 'office' }));
  model.look(sightOf(undefined, { hints: { account: '444455556666' } }));
  await flush();
  expect(focused(worker)).toEqual([[], ['office'], []]);
});

test('a panel whose state cannot be had is open', async () => {
  const { client } = fakeClient({ 'panel.open': () => ({ problem: { kind: 'interrupted' } }) });
  const { model } = start(client);
  model.look(sightOf());
  await flush();
  expect(model.collapsed.value).toBe(false);
});

test('a problem that holds for all is told once, and others stay with their section', async () => {
  const expired: Problem = { kind: 'expired', account: '111122223333' };
  const denied: Problem = { kind: 'permission-missing', action: 'appstream:DescribeFleets' };
  let problem: Problem = denied;
  const { client } = fakeClient({ ...worldOf(images), 'images.usage': () => ({ problem }) });
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  expect(model.problem.value).toBeUndefined();
  expect(model.usage.value.problem).toBe(denied);
  problem = expired;
  model.refresh();
  await flush();
  expect(model.problem.value).toBe(expired);
  expect(model.details.value.held?.value).toBe(office);
});

test('an image that is gone is no longer shown, not even from memory', async () => {
  let gone = false;
  const { client } = fakeClient(
    {
      ...worldOf(images),
      'images.get': () =>
        gone ? { problem: { kind: 'not-found', what: 'Image office' } } : { value: office },
    },
    { 'images.get': office },
  );
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  gone = true;
  model.refresh();
  await flush();
  expect(model.details.value).toMatchObject({ problem: { kind: 'not-found' } });
  expect(model.details.value.held).toBeUndefined();
});

test('a read that the browser interrupted is asked again, once', async () => {
  let answers = 0;
  const { client, calls } = fakeClient({
    ...worldOf(images),
    'images.list': () => {
      answers += 1;
      return answers === 1 ? { problem: { kind: 'interrupted' } } : { value: [] };
    },
  });
  const { model } = start(client);
  model.look(sightOf());
  await flush();
  expect(calls('images.list')).toHaveLength(2);
  expect(model.list.value).toMatchObject({ held: { value: [] }, busy: false });
});

test('changed shares of the shown image are read again, of others not', async () => {
  const { client, calls } = fakeClient(worldOf(images));
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  model.hear({ event: 'shares-changed', image: { name: 'design' } });
  await flush();
  expect(calls('images.shares')).toHaveLength(1);
  model.hear({ event: 'shares-changed', image: { name: 'office', arn: office.arn } });
  await flush();
  expect(calls('images.shares')).toHaveLength(2);
  expect(calls('images.get')).toHaveLength(2);
  expect(calls('images.usage')).toHaveLength(1);
});

test('what becomes of images is read again, the shown one only if it is that', async () => {
  const { client, calls } = fakeClient(worldOf(images));
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  model.hear({ event: 'images-changed', name: 'design' });
  await flush();
  expect(calls('images.list')).toHaveLength(2);
  expect(calls('images.get')).toHaveLength(1);
  model.hear({ event: 'images-changed', name: 'office' });
  await flush();
  expect(calls('images.list')).toHaveLength(3);
  expect(calls('images.get')).toHaveLength(2);
  expect(calls('images.tags')).toHaveLength(2);
});

test('what becomes of images while nobody looks is read when somebody does', async () => {
  const { client, calls } = fakeClient(worldOf(images));
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  model.toggle();
  model.hear({ event: 'images-changed', name: 'office' });
  await flush();
  expect(calls('images.list')).toHaveLength(1);
  model.toggle();
  await flush();
  expect(calls('images.list')).toHaveLength(2);
  expect(calls('images.get')).toHaveLength(2);
});

test('changed credentials drop what was read and read it anew', async () => {
  let problem: Problem | undefined;
  const world = worldOf(images);
  const { client } = fakeClient({
    ...world,
    'images.get': (input: never) => (problem ? { problem } : world['images.get'](input)),
  });
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  problem = { kind: 'needs-credentials', account: '111122223333' };
  model.hear({ event: 'credentials-changed' });
  await flush();
  expect(model.details.value).toEqual({ problem, busy: false });
  expect(model.image.value?.name).toBe('office');
});

test('a return to the page reads again what is older than a minute', async () => {
  const { client, calls } = fakeClient(worldOf(images));
  const { model, clock } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  clock.time = 60_000;
  model.resume();
  expect(calls('images.get')).toHaveLength(1);
  clock.time = 60_001;
  model.resume();
  expect(calls('images.get')).toHaveLength(2);
});

test('another account or Region of the page starts over', async () => {
  const { client, calls } = fakeClient(worldOf(images));
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }, { hints: {} }));
  await flush();
  model.look(sightOf({ name: 'office' }));
  await flush();
  expect(calls('panel.open').map(({ options }) => options?.hints)).toEqual([
    { region: 'eu-west-1' },
    { account: '111122223333', region: 'eu-west-1' },
  ]);
  expect(calls('images.get')).toHaveLength(2);
  expect(model.details.value.held?.value).toBe(office);
});

test('the picker follows what was read of the image since the list', async () => {
  const { client } = fakeClient({
    ...worldOf(images),
    'images.get': () => ({ value: { ...office, visibility: 'shared-with-others' } }),
  });
  const { model } = start(client);
  model.look(sightOf({ name: 'office' }));
  await flush();
  expect(model.listings.value?.map(({ visibility }) => visibility)).toEqual([
    'shared-with-others',
    'shared-with-others',
  ]);
});

test('every way on leads somewhere', async () => {
  const { client, calls } = fakeClient(worldOf(images));
  const { model, reload } = start(client);
  model.look(sightOf());
  await flush();
  model.goOn('add-credentials');
  model.goOn('grant-access');
  model.goOn('open-safety');
  model.goOn('unlock');
  model.goOn('choose-account');
  model.goOn('reload-page');
  model.goOn('try-again');
  await flush();
  expect(calls('desk.open').map(({ input }) => input)).toEqual([
    { view: 'settings' },
    { view: 'settings' },
    { view: 'settings', section: 'safety' },
    { view: 'settings' },
    { view: 'choose' },
  ]);
  expect(reload).toHaveBeenCalledOnce();
  expect(calls('images.list')).toHaveLength(2);
});

test('reads when the person has said which account the page shows', async () => {
  let chosen: string | undefined;
  const unknown: Problem = { kind: 'account-unknown' };
  const { client, calls } = fakeClient({
    ...worldOf(images),
    'panel.open': () => ({ value: { collapsed: false, ...(chosen && { chosen }) } }),
    'images.list': () => (chosen ? { value: images.map(listingOf) } : { problem: unknown }),
  });
  const { model } = start(client);
  model.look(sightOf(undefined, { hints: {} }));
  await flush();
  expect(model.problem.value).toEqual(unknown);
  expect(model.chosen.value).toBeUndefined();
  chosen = '111122223333';
  model.hear({ event: 'account-chosen' });
  await flush();
  expect(model.problem.value).toBeUndefined();
  expect(model.chosen.value).toBe(chosen);
  expect(model.list.value.held?.value).toHaveLength(2);
  expect(calls('panel.open')).toHaveLength(2);
});

test('a desk that cannot be opened says why', async () => {
  const { client } = fakeClient({
    ...worldOf(images),
    'desk.open': () => ({ problem: { kind: 'extension-reloaded' } }),
  });
  const { model } = start(client);
  model.openDesk({ view: 'images' });
  await flush();
  expect(model.failure.value).toEqual({ kind: 'extension-reloaded' });
});
