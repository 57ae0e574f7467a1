// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { ImageContent } from '@/components/panel/appstream/content';
import { createImageModel } from '@/components/panel/appstream/model';
import { Panel } from '@/components/panel/panel';
import type { Theme } from '@/components/panel/theme';
import type { Image } from '@/lib/images/image';
import type { Problem } from '@/lib/problems/problem';
import { fakeClient, flush, imageOf, sightOf, worldOf } from './fakes';

afterEach(cleanup);

const now = Date.UTC(2026, 10, 22);
const office = imageOf('office', { visibility: 'shared-with-others' });

async function show(
  images: readonly Image[],
  answers: Parameters<typeof fakeClient>[0] = {},
  sight = sightOf(images[0] && { name: images[0].name }),
  cached: Parameters<typeof fakeClient>[1] = {},
) {
  const worker = fakeClient({ ...worldOf(images), ...answers }, cached);
  const model = createImageModel({ client: worker.client, now: () => now, reload: () => {} });
  const theme = signal<Theme>('light');
  render(
    <Panel model={model} theme={theme}>
      <ImageContent model={model} now={() => now} />
    </Panel>,
  );
  model.look(sight);
  await flush();
  await settled();
  return { ...worker, model, theme };
}

/** Preact renders a moment after a signal has changed. */
async function settled() {
  await new Promise<void>((resolve) => {
    setTimeout(resolve);
  });
}

const region = () => screen.getByRole('region', { name: 'Image Desk' });
const section = (name: string) => screen.getByRole('group', { name });
const button = (name: string) => screen.getByRole('button', { name });
const texts = (elements: readonly Element[]) => elements.map(({ textContent }) => textContent);

test('nothing is shown before it is known how the panel was left', async () => {
  await show([office], { 'panel.open': () => 'wait' });
  expect(screen.queryByRole('region')).toBeNull();
});

test('has the headings that its sections are found by', async () => {
  await show([office]);
  expect(texts(screen.getAllByRole('heading', { level: 2 }))).toEqual(['Image Desk']);
  expect(texts(screen.getAllByRole('heading', { level: 3 }))).toEqual([
    'General details',
    'Actions',
    'Applications',
    'Sharing',
    'Used by',
    'Lineage',
  ]);
});

test('tells the details of an image in words', async () => {
  await show([
    imageOf('office', {
      platform: 'WINDOWS_SERVER_2022',
      createdAt: now - 3 * 24 * 3_600_000,
      dynamicCatalogs: true,
      agentVersion: '06-11-2026',
      latestAgent: false,
      baseImageArn: 'arn:aws:appstream:eu-west-1::image/AppStream-WinServer2022',
      instanceFamilies: ['GENERAL_PURPOSE', 'GRAPHICS_G4'],
      state: 'FAILED',
      stateReason: 'An instance did not respond.',
      errors: ['INTERNAL_SERVICE_ERROR: Try again'],
    }),
  ]);
  const details = section('General details').textContent;
  for (const words of [
    'Windows Server 2022',
    '3 days ago',
    'Dynamic catalogs enabledYes',
    'A newer version exists',
    'AppStream-WinServer2022',
    'General purpose, Graphics G4',
    'An instance did not respond.',
    'INTERNAL_SERVICE_ERROR: Try again',
    'VisibilityPrivate',
    'Team = Design',
  ]) {
    expect(details).toContain(words);
  }
});

test('says what AWS does not state', async () => {
  await show([office], { 'images.tags': () => ({ value: [] }) });
  expect(section('General details').textContent).toMatch(
    /PlatformNot stated.*CreatedNot stated.*Agent versionNot stated.*Base imageNot stated.*familiesNot stated.*No tags/,
  );
});

test('lists applications with a placeholder where there is no icon', async () => {
  await show([
    imageOf('office', {
      applications: [
        {
          id: 'Firefox',
          name: 'Firefox',
          enabled: true,
          iconUrl: 'https://s3.amazonaws.com/i.png',
        },
        { id: 'Viewer', name: 'Legacy viewer', enabled: false },
      ],
    }),
  ]);
  const applications = section('Applications');
  const icon = applications.querySelector('img');
  expect(icon?.getAttribute('referrerpolicy')).toBe('no-referrer');
  expect(applications.textContent).toContain('LLegacy viewer (turned off)');
  if (icon) fireEvent.error(icon);
  await settled();
  expect(applications.querySelector('img')).toBeNull();
  expect(applications.textContent).toContain('FFirefox');
});

test('says that there is nothing, section by section', async () => {
  await show([office], {
    'images.shares': () => ({ value: [] }),
    'images.usage': () => ({ value: { fleets: [], imageBuilders: [] } }),
  });
  expect(section('Applications').textContent).toContain('no applications');
  expect(section('Sharing').textContent).toContain('not shared with any account');
  expect(section('Used by').textContent).toContain('No fleet or image builder of this account');
  expect(screen.queryByRole('button', { name: 'Stop sharing' })).toBeNull();
});

test('every change button opens the desk and does nothing else', async () => {
  const { asked, calls } = await show([office]);
  const before = asked.length;
  fireEvent.click(button('Share image'));
  fireEvent.click(button('Edit permissions'));
  fireEvent.click(button('Stop sharing'));
  fireEvent.click(button('Revoke access 444455556666'));
  for (const each of ['Clone image', 'Copy to Regions', 'Update image', 'Delete image']) {
    fireEvent.click(button(each));
  }
  await flush();
  const image = { name: 'office', arn: office.arn };
  expect(calls('desk.open').map(({ input }) => input)).toEqual([
    { view: 'share', image },
    { view: 'edit', image },
    { view: 'stop', image },
    { view: 'revoke', image, account: '444455556666' },
    { view: 'image-act', act: 'clone', image },
    { view: 'images-act', act: 'copy', image },
    { view: 'images-act', act: 'update', image },
    { view: 'images-act', act: 'delete', image },
  ]);
  expect(asked.length - before).toBe(8);
});

test('has no field that anything could be typed into', async () => {
  await show([office]);
  expect(region().querySelectorAll('input, textarea, [contenteditable]')).toHaveLength(0);
});

test.each([
  [imageOf('base', { visibility: 'public' }), 'public image of AWS'],
  [
    imageOf('theirs', { visibility: 'shared-with-me', owner: '444455556666' }),
    'belongs to account 444455556666',
  ],
  [imageOf('new', { state: 'PENDING' }), 'The state of this image is Pending'],
])('says why an image cannot be shared: %#', async (image, words) => {
  await show([image]);
  expect(section('Sharing').textContent).toContain(words);
  expect(within(section('Sharing')).queryAllByRole('button')).toEqual([]);
});

test('what cannot become of an image is a button that says why', async () => {
  const { calls } = await show([imageOf('base', { visibility: 'public' })]);
  const actions = section('Actions');
  const enabled = within(actions)
    .getAllByRole<HTMLButtonElement>('button')
    .filter(({ disabled }) => !disabled);
  expect(texts(enabled)).toEqual(['Clone image']);
  const [reason] = (button('Copy to Regions').getAttribute('aria-describedby') ?? '').split(' ');
  expect(document.querySelector(`#${CSS.escape(reason ?? '')}`)?.textContent).toContain(
    'Only an image of this account can be copied',
  );
  fireEvent.click(button('Delete image'));
  expect(calls('desk.open')).toEqual([]);
});

const sourceTags = (values: Readonly<Record<string, string>>) => ({
  'images.tags': () => ({
    value: Object.entries(values).map(([key, value]) => ({
      key: `image-desk:source-${key}`,
      value,
    })),
  }),
});
const lineage = () => section('Lineage');

describe('the lineage', () => {
  const build = 'arn:aws:imagebuilder:eu-west-1:111122223333:image/office-golden/1.0.1/2';
  test('is told from tags and from AWS, with the ways to what it names', async () => {
    const base = 'arn:aws:appstream:eu-west-1:111122223333:image/office-1';
    const { calls } = await show(
      [imageOf('office', { baseImageArn: base, imageBuilder: 'office-builder' })],
      sourceTags({ image: base, ami: 'ami-0123456789abcdef0', build }),
    );
    expect(texts(within(lineage()).getAllByRole('listitem'))).toEqual([
      'Made on image builder office-builder',
      'Made from image office-1',
      'Imported from AMI ami-0123456789abcdef0',
      'From build office-golden 1.0.1/2 (eu-west-1)Findings',
    ]);
    const links = within(lineage()).getAllByRole<HTMLAnchorElement>('link');
    expect(links.map(({ href }) => new URL(href).hash)).toEqual([
      '#ImageDetails:imageId=ami-0123456789abcdef0',
      `#/images/${encodeURIComponent(build)}/details`,
    ]);
    fireEvent.click(button('Findings of build office-golden 1.0.1/2'));
    await flush();
    expect(calls('desk.open')[0]?.input).toEqual({ view: 'findings-compare', target: build });
  });

  test('tells the findings of the build where they were counted, and counts none', async () => {
    const counts = { all: 12, critical: 1, high: 2, medium: 4 };
    const { calls } = await show([office], sourceTags({ build }), undefined, {
      'builds.counts': counts,
    });
    expect(lineage().textContent).toContain('12 findings: 1 critical, 2 high, 4 medium, 5 other');
    expect(calls('builds.counts')).toEqual([]);
  });

  test('asks a page for nothing of a build of another account, and links to none', async () => {
    const theirs = build.replace('111122223333', '444455556666');
    const { asked } = await show([office], sourceTags({ build: theirs }), undefined, {
      'builds.counts': { all: 1, critical: 0, high: 0, medium: 0 },
    });
    expect(lineage().textContent).toContain('1.0.1/2 (eu-west-1, account 444455556666)Findings');
    expect(within(lineage()).queryByRole('link')).toBeNull();
    expect(asked.filter(({ id }) => id === 'builds.counts')).toEqual([]);
  });

  test('takes no tag at its word, and no text for markup', async () => {
    const hostile = '"><img src=x onerror=alert(1)>';
    await show(
      [office],
      sourceTags({ image: hostile, ami: 'javascript:alert(1)', build: hostile }),
    );
    expect(texts(within(lineage()).getAllByRole('listitem'))).toEqual([
      'The tag image-desk:source-image names no image.',
      'The tag image-desk:source-ami names no AMI.',
      'The tag image-desk:source-build names no build.',
    ]);
    expect(lineage().querySelectorAll('a, img, button')).toHaveLength(0);
  });

  test('says what is not known, and to whom', async () => {
    await show([office], sourceTags({}));
    expect(lineage().textContent).toContain('Neither AWS nor a tag says');
    cleanup();
    const visibility = 'shared-with-me';
    await show([
      imageOf('theirs', { visibility, owner: '444455556666', baseImageArn: 'arn:x:image/b' }),
    ]);
    expect(lineage().textContent).toContain('Base image b');
    expect(lineage().textContent).toContain("Only the owner's account");
  });
});

test('says what the owner of a shared image allows', async () => {
  await show([
    imageOf('theirs', {
      visibility: 'shared-with-me',
      owner: '444455556666',
      granted: { fleet: true, imageBuilder: false },
    }),
  ]);
  expect(section('Sharing').textContent).toContain('This account may use it for: fleet.');
});

test('one section that fails leaves the others as they are', async () => {
  const { calls } = await show([office], {
    'images.usage': () => ({
      problem: { kind: 'permission-missing', action: 'appstream:DescribeFleets' },
    }),
    'images.tags': () => 'wait',
  });
  expect(section('Used by').textContent).toContain('appstream:DescribeFleets');
  expect(section('General details').textContent).toContain('Reading tags');
  expect(section('Sharing').textContent).toContain('444455556666');
  fireEvent.click(within(section('Used by')).getByRole('button', { name: 'Try again' }));
  await flush();
  expect(calls('images.usage')).toHaveLength(2);
});

test.each<[Problem, string, { view: string }]>([
  [{ kind: 'needs-credentials', account: '111122223333' }, 'Add credentials', { view: 'settings' }],
  [{ kind: 'host-access-missing', region: 'eu-west-1' }, 'Allow access', { view: 'settings' }],
  [{ kind: 'account-unknown' }, 'Choose account', { view: 'choose' }],
])('a problem of all sections is told once, with the way on: %#', async (problem, label, view) => {
  const fail = () => ({ problem });
  const { calls } = await show([office], {
    'images.list': fail,
    'images.get': fail,
  });
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  expect(screen.queryByRole('combobox')).toBeNull();
  fireEvent.click(button(label));
  await flush();
  expect(calls('desk.open')[0]?.input).toEqual(view);
});

test('an image that cannot be found says so', async () => {
  await show([], {}, sightOf({ name: 'gone' }));
  expect(screen.getByRole('alert').textContent).toContain('Image gone was not found.');
});

test('the picker groups the images by class and picks', async () => {
  const images = [
    imageOf('zeta'),
    office,
    imageOf('base', { visibility: 'public', arn: 'arn:aws:appstream:eu-west-1::image/base' }),
  ];
  const { model } = await show(images, {}, sightOf());
  expect(region().textContent).toContain('No image selected.');
  const picker = screen.getByRole('combobox', { name: 'Image' });
  const groups = [...picker.querySelectorAll('optgroup')].map(({ label }) => label);
  expect(groups).toEqual(['Private (1)', 'Shared with others (1)', 'Public (1)']);
  expect(region().textContent).toContain('3 images');
  fireEvent.change(picker, { target: { value: office.arn } });
  await flush();
  expect(model.image.value).toEqual({ name: 'office', arn: office.arn });
});

test('names of images and applications are text, whatever is in them', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  await show([
    imageOf('office', {
      displayName: hostile,
      description: '<script>alert(1)</script>',
      applications: [{ id: '"><svg onload=1>', name: hostile, enabled: true }],
    }),
  ]);
  expect(region().textContent).toContain(hostile);
  expect(region().querySelectorAll('img, script, [onerror], [onload]')).toHaveLength(0);
});

test('collapses to a button and back, and keeps the keyboard', async () => {
  const { calls } = await show([office]);
  fireEvent.click(button('Collapse panel'));
  await settled();
  expect(screen.queryByRole('heading')).toBeNull();
  expect(document.activeElement).toBe(button('Image Desk, open panel'));
  fireEvent.click(button('Image Desk, open panel'));
  await settled();
  expect(document.activeElement).toBe(button('Collapse panel'));
  expect(calls('panel.remember').map(({ input }) => input)).toEqual([
    { collapsed: true },
    { collapsed: false },
  ]);
});

test('says when it was read, and reads again on request', async () => {
  const { calls } = await show([office]);
  expect(region().textContent).toMatch(/Account 111122223333, eu-west-1.*Updated \d\d:\d\d:\d\d/);
  fireEvent.click(button('Refresh'));
  await flush();
  expect(calls('images.get')).toHaveLength(2);
});

describe('the names of accounts', () => {
  const payments = { account: '444455556666', name: 'Payments', environment: 'production' };
  const images = { account: '111122223333', name: 'Images', environment: 'test' };
  const asked = ({ accounts }: { readonly accounts: readonly string[] }) => ({
    value: [payments, images].filter(({ account }) => accounts.includes(account)),
  });
  test('are shown beside their ids, with the environment as a word and a colour', async () => {
    await show([office], { 'accounts.names': asked });
    const row = within(section('Sharing')).getByRole('rowheader', { name: /444455556666/ });
    expect(row.textContent).toBe('Payments Production 444455556666');
    expect(screen.getByText('Production').style.backgroundColor).toBe('#d91515');
    expect(section('General details').textContent).toContain(
      'Owner accountImages Test 111122223333',
    );
    expect(region().textContent).toContain('Images TestAccount 111122223333, eu-west-1');
    expect(region().querySelector<HTMLElement>('.summary')?.style.borderColor).toBe('#0972d3');
  });

  test('are asked for of the accounts that are shown, and of no other', async () => {
    const { calls } = await show([office], { 'accounts.names': asked });
    expect(calls('accounts.names').at(-1)?.input).toEqual({
      accounts: ['111122223333', '444455556666'],
    });
    const before = calls('accounts.names').length;
    fireEvent.click(button('Refresh'));
    await flush();
    expect(calls('accounts.names')).toHaveLength(before);
  });

  test('are told where the credentials are of another account, in its colour', async () => {
    const problem = { kind: 'wrong-account', account: '111122223333' } as const;
    await show([office], {
      'images.list': () => ({ problem }),
      'images.get': () => ({ problem }),
      'accounts.names': asked,
    });
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('but not for 111122223333.Images TestNo call was made.');
    expect(within(alert).getByText('Test').style.backgroundColor).toBe('#0972d3');
  });

  test('are read anew when they change, unless nobody sees them', async () => {
    let name = 'Payments';
    const { model, calls } = await show([office], {
      'accounts.names': () => ({ value: [{ account: '444455556666', name }] }),
    });
    name = 'Invoices';
    model.hear({ event: 'accounts-changed' });
    await flush();
    await settled();
    expect(section('Sharing').textContent).toContain('Invoices');
    fireEvent.click(button('Collapse panel'));
    const before = calls('accounts.names').length;
    model.hear({ event: 'accounts-changed' });
    expect(calls('accounts.names')).toHaveLength(before);
    await settled();
    fireEvent.click(button('Image Desk, open panel'));
    expect(calls('accounts.names')).toHaveLength(before + 1);
  });

  test('that cannot be had leave the ids alone', async () => {
    await show([office], { 'accounts.names': () => ({ problem: { kind: 'interrupted' } }) });
    const row = within(section('Sharing')).getByRole('rowheader', { name: '444455556666' });
    expect(row.textContent).toBe('444455556666');
    expect(screen.queryAllByRole('alert')).toEqual([]);
  });
});

test('takes the theme of the console', async () => {
  const { theme } = await show([office]);
  expect(region().dataset['theme']).toBe('light');
  theme.value = 'dark';
  await settled();
  expect(region().dataset['theme']).toBe('dark');
});
