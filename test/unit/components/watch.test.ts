// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchConsole } from '@/lib/console/watch';

let ended: AbortController;

beforeEach(() => {
  ended = new AbortController();
  vi.useFakeTimers();
  document.body.replaceChildren();
});

afterEach(() => {
  ended.abort();
  vi.useRealTimers();
});

function watch() {
  const changed = vi.fn<() => void>();
  watchConsole(window, changed, ended.signal);
  vi.advanceTimersByTime(100);
  expect(changed).toHaveBeenCalledOnce();
  changed.mockClear();
  return changed;
}

/** Mutations are told in a microtask, or, in this document, in a task. */
async function look(changed: ReturnType<typeof watch>) {
  await vi.advanceTimersByTimeAsync(200);
  return changed.mock.calls.length;
}

test('many changes of the page become one call', async () => {
  const changed = watch();
  for (let row = 0; row < 50; row += 1) document.body.append(document.createElement('p'));
  expect(await look(changed)).toBe(1);
});

test('a row that is selected is a change', async () => {
  const row = document.body.appendChild(document.createElement('div'));
  const changed = watch();
  row.setAttribute('aria-selected', 'true');
  expect(await look(changed)).toBe(1);
});

test.each(['hashchange', 'popstate'])('the event %s is a change', async (type) => {
  const changed = watch();
  window.dispatchEvent(new Event(type));
  expect(await look(changed)).toBe(1);
});

test('a radio button that is turned on is a change', async () => {
  const radio = document.body.appendChild(document.createElement('input'));
  const changed = watch();
  radio.dispatchEvent(new Event('change', { bubbles: true }));
  expect(await look(changed)).toBe(1);
});

test('an address that changes without any event is noticed', async () => {
  const changed = watch();
  // Not the hash: this document, unlike a browser, tells of that by an event, some time later.
  history.replaceState(null, '', '?selected=office');
  await vi.advanceTimersByTimeAsync(1100);
  expect(changed).toHaveBeenCalledOnce();
});

test('the documents of frames are watched, also of frames that come later', async () => {
  const changed = watch();
  const inner = document.implementation.createHTMLDocument();
  const frame = document.createElement('iframe');
  // This document loads no frames.
  Object.defineProperty(frame, 'contentDocument', { value: inner });
  document.body.append(frame);
  expect(await look(changed)).toBeGreaterThan(0);
  changed.mockClear();
  inner.body.append(inner.createElement('p'));
  expect(await look(changed)).toBe(1);
});

test('nothing is looked at while nobody sees the page, and at once when somebody does', async () => {
  const changed = watch();
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.body.append(document.createElement('p'));
  expect(await look(changed)).toBe(0);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(await look(changed)).toBe(1);
});

test('nothing is called after the end', async () => {
  const changed = watch();
  document.body.append(document.createElement('p'));
  ended.abort();
  window.dispatchEvent(new Event('hashchange'));
  expect(await look(changed)).toBe(0);
});
