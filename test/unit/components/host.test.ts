// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { createHost, type PanelHost } from '@/components/panel/host';
import { consoleTheme } from '@/components/panel/theme';

let host: PanelHost;

const element = () => document.querySelector<HTMLElement>('image-desk-panel');

afterEach(() => {
  host.remove();
  document.body.className = '';
});

test('stands at the end of the body with an open shadow root', () => {
  host = createHost(document, '.panel {}');
  expect(document.body.lastElementChild).toBe(element());
  expect(element()?.shadowRoot?.querySelector('style')?.textContent).toBe('.panel {}');
  expect(host.root.getRootNode()).toBe(element()?.shadowRoot);
});

test('there is one host, also after a new version took over', () => {
  createHost(document, '');
  host = createHost(document, '');
  expect(document.querySelectorAll('image-desk-panel')).toHaveLength(1);
});

test('comes back when the page removes or hides it', () => {
  host = createHost(document, '');
  element()?.remove();
  host.keep();
  expect(document.body.lastElementChild).toBe(element());
  element()?.setAttribute('style', 'display: none');
  host.keep();
  expect(element()?.style.display).toBe('block');
});

test('moves out of a body that the page keeps clearing', () => {
  host = createHost(document, '');
  for (let removal = 0; removal < 3; removal += 1) {
    element()?.remove();
    host.keep();
  }
  expect(element()?.parentElement).toBe(document.documentElement);
});

test('its essential styles are important, so that no rule of the page beats them', () => {
  host = createHost(document, '');
  for (const name of ['display', 'position', 'z-index']) {
    expect(element()?.style.getPropertyPriority(name)).toBe('important');
  }
});

test('keys that are pressed in it do not reach the page, and others do', () => {
  host = createHost(document, '');
  const heard = vi.fn<() => void>();
  document.addEventListener('keydown', heard);
  host.root.dispatchEvent(
    new KeyboardEvent('keydown', { key: '/', bubbles: true, composed: true }),
  );
  expect(heard).not.toHaveBeenCalled();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  expect(heard).toHaveBeenCalledOnce();
  document.removeEventListener('keydown', heard);
});

test.each(['awsui-polaris-dark-mode', 'awsui-dark-mode'])('%s is dark', (name) => {
  host = createHost(document, '');
  expect(consoleTheme([document])).toBe('light');
  document.body.classList.add(name);
  expect(consoleTheme([document])).toBe('dark');
});
