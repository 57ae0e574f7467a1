// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { appStreamPanel } from '@/components/panel/appstream/console';
import type { PanelConsole } from '@/components/panel/console';
import { imageBuilderPanel } from '@/components/panel/imagebuilder/console';
import { startPanel } from '@/components/panel/start';
import type { ProductEvent } from '@/lib/messaging/protocol';
import { buildOf, worldOf as worldOfBuilds } from './build-fakes';
import { fakeClient, imageOf, worldOf } from './fakes';

const origin = 'https://eu-west-1.console.aws.amazon.com';
const home = `${origin}/appstream2/home?region=eu-west-1`;
const builds = `${origin}/imagebuilder/home?region=eu-west-1`;

let ended: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  ended = new AbortController();
});

afterEach(() => {
  ended.abort();
  vi.useRealTimers();
  document.head.replaceChildren();
  document.body.replaceChildren();
});

function goTo(route: string, page = home) {
  // happy-dom's own way to an address without loading it.
  (window as unknown as { happyDOM: { setURL: (url: string) => void } }).happyDOM.setURL(
    `${page}#${route}`,
  );
  window.dispatchEvent(new Event('hashchange'));
  return vi.advanceTimersByTimeAsync(500);
}

const host = () => document.querySelector('image-desk-panel');
const panel = () => host()?.shadowRoot?.querySelector('section');

async function start(
  route: string,
  panelConsole: PanelConsole = appStreamPanel,
  page = home,
  worker = fakeClient(worldOf([imageOf('office'), imageOf('design')])),
) {
  let listeners = 0;
  const listen = (_: (event: ProductEvent) => void, signal: AbortSignal) => {
    listeners += 1;
    signal.addEventListener('abort', () => {
      listeners -= 1;
    });
  };
  startPanel({
    console: panelConsole,
    page: window,
    client: worker.client,
    now: () => 0,
    later: () => () => {},
    listen,
    signal: ended.signal,
  });
  await goTo(route, page);
  return { ...worker, listeners: () => listeners };
}

test('shows the image that the address names, with the account of the page', async () => {
  const meta = document.head.appendChild(document.createElement('meta'));
  meta.name = 'awsc-session-data';
  meta.content = JSON.stringify({ accountId: '111122223333' });
  await start('/images?selected=office');
  expect(panel()?.textContent).toContain('Account 111122223333, eu-west-1');
  expect(panel()?.textContent).toContain('General details');
});

test('follows the row that is selected on the page', async () => {
  await start('/images');
  expect(panel()?.textContent).toContain('No image selected');
  document.body.insertAdjacentHTML(
    'afterbegin',
    '<table><tr aria-selected="true"><td>design</td></tr></table>',
  );
  await vi.advanceTimersByTimeAsync(500);
  expect(panel()?.querySelector('.image-name')?.textContent).toBe('design');
});

test('asks nothing and shows nothing on pages that show no images', async () => {
  const { asked } = await start('/fleets');
  expect(host()).toBeNull();
  expect(asked).toEqual([]);
});

test('comes and goes with the route, and leaves nothing behind', async () => {
  const { listeners } = await start('/images');
  expect(host()).not.toBeNull();
  await goTo('/stacks');
  expect(host()).toBeNull();
  expect(listeners()).toBe(0);
  await goTo('/images');
  expect(host()).not.toBeNull();
  ended.abort();
  expect(host()).toBeNull();
  expect(listeners()).toBe(0);
});

/** The route of a build's own page. */
function pathOf(arn: string): string {
  return `/images/${encodeURIComponent(arn)}/details`;
}

test('shows the build that the address of the Image Builder console names, and follows it', async () => {
  const [first, second] = [buildOf(1), buildOf(2)] as const;
  const worker = fakeClient(worldOfBuilds([first, second]));
  const name = () => panel()?.querySelector('.image-name')?.textContent;
  await start(pathOf(first.arn), imageBuilderPanel, builds, worker);
  expect(name()).toBe('office 1.0.1/1');
  expect(panel()?.textContent).toContain('Output resources');
  await goTo(pathOf(second.arn), builds);
  expect(name()).toBe('office 1.0.1/2');
  await goTo('/components', builds);
  expect(host()).toBeNull();
});
