import { describe, expect, it } from 'vitest';
import { createDialogs, dialogLimit } from '@/lib/desk/dialogs';
import { memoryStore } from '@/test/support/memory-store';

/** A browser with windows that the person may close. */
function setUp() {
  const store = memoryStore();
  const open = new Map<number, string>();
  const focused: number[] = [];
  let lastId = 0;
  const ports = {
    async create(hash: string) {
      lastId += 1;
      open.set(lastId, hash);
      return lastId;
    },
    async focus(id: number) {
      focused.push(id);
      return open.has(id);
    },
    exists: async (id: number) => open.has(id),
  };
  return {
    store,
    open,
    focused,
    show: createDialogs(store, ports),
    restarted: () => createDialogs(store, ports),
  };
}

describe('dialog windows', () => {
  it('open at their route', async () => {
    const { show, open } = setUp();
    await show('#/share?image=a');
    expect([...open.values()]).toEqual(['#/share?image=a']);
  });

  it('come to the front when their route is open already', async () => {
    const { show, open, focused } = setUp();
    await show('#/share?image=a');
    await show('#/share?image=a');
    expect(open.size).toBe(1);
    expect(focused).toEqual([1]);
  });

  it('are never turned to another route, because what was typed would be lost', async () => {
    const { show, open } = setUp();
    await show('#/share?image=a');
    await show('#/share?image=b');
    expect([...open.values()]).toEqual(['#/share?image=a', '#/share?image=b']);
  });

  it('are limited in number, however often a page asks and however fast', async () => {
    const { show, open } = setUp();
    await Promise.all(Array.from({ length: 50 }, (_, index) => show(`#/share?image=${index}`)));
    expect(open.size).toBe(dialogLimit);
  });

  it('make room when the person closes one', async () => {
    const { show, open } = setUp();
    for (let index = 0; index < dialogLimit; index += 1) await show(`#/share?image=${index}`);
    open.delete(2);
    await show('#/stop?image=z');
    expect([...open.values()]).toContain('#/stop?image=z');
  });

  it('open anew when the one of the route was closed', async () => {
    const { show, open } = setUp();
    await show('#/edit?image=a');
    open.clear();
    await show('#/edit?image=a');
    expect([...open]).toEqual([[2, '#/edit?image=a']]);
  });

  it('are remembered over a restart of the worker', async () => {
    const { show, restarted, open } = setUp();
    await show('#/edit?image=a');
    await restarted()('#/edit?image=a');
    expect(open.size).toBe(1);
  });
});
