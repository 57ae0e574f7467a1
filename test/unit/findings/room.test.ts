import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { ReaderParts } from '@/lib/findings/reader';
import { isStorageUnavailable, type Database } from '@/lib/storage/database';
import { buildOf, pagesOf, scanStage, viewOf } from '../support/scan-source';
import { minute, valueOf } from '../support/values';

const [first, second, third] = [buildOf(1), buildOf(2), buildOf(3)];
const pages = pagesOf(10, 10);
const size = JSON.stringify(pages[0]).length + JSON.stringify(pages[1]).length;

/** Three builds of the same size, and readers that keep so much. */
function three(parts: Partial<ReaderParts> = {}) {
  const stage = scanStage({ [first]: { pages }, [second]: { pages }, [third]: { pages } });
  const reader = stage.reader(parts);
  return { stage, reader, view: (build: string) => viewOf(reader, stage.connect, build) };
}

/** A disk that is full for so many writes of pages. */
function fullFor(times: number, database: () => Promise<Database>): () => Promise<Database> {
  return async () =>
    new Proxy(await database(), {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...given: readonly unknown[]) => {
          const [stores, mode] = given;
          if (name === 'transaction' && mode === 'readwrite' && String(stores) === 'scans,pages') {
            times -= 1;
            if (times >= 0) throw new DOMException('No room', 'QuotaExceededError');
          }
          return Reflect.apply(member, target, given) as unknown;
        };
      },
    });
}

describe('the room for findings', () => {
  it('is kept by dropping what was not used for the longest', async () => {
    const { stage, reader, view } = three({ limit: 2 * size });
    await view(first).whole();
    stage.advance(minute);
    await view(second).whole();
    stage.advance(minute);
    await view(first).whole();
    stage.advance(minute);
    await view(third).whole();
    expect((await reader.kept()).map(({ build }) => build)).toEqual([third, first]);
    expect(await reader.whole(second)).toBeUndefined();
  });

  it('is not made by dropping what is in use', async () => {
    const { reader, view } = three({ limit: 1 });
    await view(first).whole();
    await view(second).whole();
    expect(await reader.kept()).toHaveLength(2);
  });

  it('is made by what was used by a clock that was ahead', async () => {
    const { stage, reader, view } = three({ limit: size });
    await view(first).whole();
    stage.clock.time -= 60 * minute;
    await view(second).whole();
    expect((await reader.kept()).map(({ build }) => build)).toEqual([second]);
  });

  it('is made when the disk is full', async () => {
    const { stage, reader, view } = three();
    await view(first).whole();
    stage.advance(minute);
    const full = stage.reader({ database: fullFor(1, stage.database) });
    const head = await viewOf(full, stage.connect, second).whole();
    expect(head).toMatchObject({ state: 'complete', received: 20 });
    expect((await reader.kept()).map(({ build }) => build)).toEqual([second]);
  });

  it('that cannot be made is told', async () => {
    const { stage } = three();
    const full = stage.reader({ database: fullFor(Infinity, stage.database) });
    const answer = await full.read(stage.connect, first, 0);
    expect(answer).toEqual({ ok: false, problem: { kind: 'storage-unavailable' } });
  });

  it('is of no use when there is no disk', async () => {
    const { stage } = three();
    const broken = stage.reader({ database: () => Promise.reject(new Error('private window')) });
    await expect(broken.kept()).rejects.toSatisfy(isStorageUnavailable);
  });
});

describe('dropping', () => {
  it('stops what is being read, whose page under way is not kept', async () => {
    const { stage, reader, view } = three();
    const held: (() => void)[] = [];
    stage.before = ({ kind, page }) =>
      kind === 'page' && page === 1
        ? new Promise((resolve) => void held.push(() => resolve(undefined)))
        : Promise.resolve(undefined);
    const shown = view(first);
    await shown.ask();
    const asked = shown.ask();
    await vi.waitFor(() => expect(held).toHaveLength(1));
    await reader.drop([first]);
    expect((await asked).state).toBe('stopped');
    for (const go of held) go();
    await vi.waitFor(() => expect(stage.pending).toBe(0));
    expect(await reader.kept()).toEqual([]);
    stage.before = async () => undefined;
    await shown.whole();
    expect(shown.ids()).toEqual(pages.flat().map(({ id }) => id));
  });
});

describe('what is installed', () => {
  it('is kept with the scan, shared by who asks at once, and dropped with it', async () => {
    const packages = [{ name: 'curl', version: '8.14.1' }];
    const stage = scanStage({ [first]: { pages, packages } });
    const reader = stage.reader();
    await viewOf(reader, stage.connect, first).whole();
    const ask = async () => valueOf(await reader.inventory(stage.connect, first));
    expect(await Promise.all([ask(), ask()])).toEqual([packages, packages]);
    expect(await ask()).toEqual(packages);
    const listed = () => stage.calls.filter(({ kind }) => kind === 'packages').length;
    expect(listed()).toBe(1);
    await reader.drop();
    await ask();
    expect(listed()).toBe(2);
  });

  it('waits for one of the three chains', async () => {
    const { stage, reader, view } = three();
    const held: (() => void)[] = [];
    stage.before = ({ kind }) =>
      kind === 'page'
        ? new Promise((resolve) => void held.push(() => resolve(undefined)))
        : Promise.resolve(undefined);
    const views = [first, second, third].map((build) => view(build));
    const asked = views.map((each) => each.ask());
    await vi.waitFor(() => expect(held).toHaveLength(3));
    const inventory = reader.inventory(stage.connect, buildOf(4));
    // The disk has answered it long since.
    for (let turn = 0; turn < 5; turn += 1) await reader.kept();
    expect(stage.calls.filter(({ kind }) => kind === 'packages')).toEqual([]);
    stage.before = async () => undefined;
    for (const go of held) go();
    expect(valueOf(await inventory)).toBeNull();
    await Promise.all(asked);
  });
});

describe('however it is read', () => {
  const step = fc.constantFrom('ask', 'cancel', 'kill', 'token', 'drop', 'fail', 'late');
  it('a view has each finding of AWS once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 8 }),
        fc.array(step, { maxLength: 14 }),
        async (sizes, steps) => {
          const played = pagesOf(...sizes);
          const stage = scanStage({ [first]: { pages: played } });
          let reader = stage.reader({ wait: async () => {} });
          let view = viewOf(reader, stage.connect, first);
          for (const each of steps) {
            if (each === 'ask') await view.ask();
            if (each === 'cancel') reader.cancel(first);
            if (each === 'drop') await reader.drop([first]);
            if (each === 'token') stage.tokens += 'a';
            if (each === 'late') stage.advance(minute);
            if (each === 'fail') {
              stage.before = async ({ kind }) => {
                if (kind !== 'page') return undefined;
                stage.before = async () => undefined;
                return { kind: 'offline' };
              };
            }
            if (each === 'kill') {
              reader = stage.reader({ wait: async () => {} });
              view = viewOf(reader, stage.connect, first);
            }
          }
          while ((await view.whole()).state !== 'complete');
          expect(view.ids()).toEqual(played.flat().map(({ id }) => id));
        },
      ),
      { numRuns: 60 },
    );
  });
});
