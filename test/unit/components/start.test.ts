// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { appStreamPanel } from '@/components/panel/appstream/console';
import { startPanel } from '@/components/panel/start';
import type { ProductEvent } from '@/lib/messaging/protocol';
import { fakeClient, imageOf, worldOf } from './fakes';

const home = 'https://eu-west-1.console.aws.amazon.com/appstream2/home?region=eu-west-1';

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

function goTo(route: string) {
  // happy-dom's own way to an address without loading it.
  (window as unknown as { happyDOM: { setURL: (url: string) => void } }).happyDOM.setURL(
    `${home}#${route}`,
  );
  window.dispatchEvent(new Event('hashchange'));
  return vi.advanceTimersByTimeAsync(500);
}

const host = () => document.querySelector('image-desk-panel');
const panel = () => host()?.shadowRoot?.querySelector('section');

async function start(route: string) {
  const worker = fakeClient(worldOf([imageOf('office'), imageOf('design')]));
  let listeners = 0;
  const listen = (_: (event: ProductEvent) => void, signal: AbortSignal) => {
    listeners += 1;
    signal.addEventListener('abort', () => {
      listeners -= 1;
    });
  };
  startPanel({
    console: appStreamPanel,
    page: window,
    client: worker.client,
    now: () => 0,
    listen,
    signal: ended.signal,
  });
  await goTo(route);
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
