import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFindingsStream,
  readFindings,
  type Follower,
} from '@/components/desk/findings/read-findings';
import type { ScanPart } from '@/lib/findings/scan';
import type { Client } from '@/lib/messaging/client';
import { failed, ok, type Result } from '@/lib/result';
import { after, findingOf, partOf } from '../../support/findings-examples';
import { createFakeClient, scope } from './doubles';

const [one, two, three] = [findingOf('CVE-1'), findingOf('CVE-2'), findingOf('CVE-3')];

function open(isEnded = () => false) {
  const fake = createFakeClient();
  const stream = createFindingsStream(fake.client, scope, after);
  const told: unknown[] = [];
  const follower: Follower = {
    took: ({ received }, added) => told.push([received, added.map(({ id }) => id)]),
    voided: () => told.push('void'),
    ended: isEnded,
  };
  const answer = async (from: number, result: Result<ScanPart>) => {
    const call = fake.take('findings.read');
    expect(call).toMatchObject({ input: { build: after, from }, scope });
    await call.answer(result);
  };
  const ids = () => stream.findings().map(({ id }) => id);
  return { ...fake, stream, told, follower, answer, ids, read: () => stream.read(follower) };
}

/** An answer while AWS has more. */
const reading = { state: 'reading' } as const;

describe('the findings of a build', () => {
  it('come page by page, to the same list, until all are here', async () => {
    const { read, answer, told, stream, ids, left } = open();
    const list = stream.findings();
    const done = read();
    await answer(0, ok(partOf(after, [one, two], reading)));
    await answer(1, ok(partOf(after, [], { ...reading, received: 2 }, 1)));
    await answer(1, ok(partOf(after, [three], { received: 3, pages: 2 }, 2)));
    expect(await done).toMatchObject({ ok: true, value: { state: 'complete', received: 3 } });
    expect(told).toEqual([
      [2, ['CVE-1', 'CVE-2']],
      [2, []],
      [3, ['CVE-3']],
    ]);
    expect(ids()).toEqual(['CVE-1', 'CVE-2', 'CVE-3']);
    expect(stream.findings()).toBe(list);
    expect(left()).toBe(0);
  });

  it('are all asked for when the worker has more than fits one answer, whatever its numbers', async () => {
    const { read, answer, ids } = open();
    const done = read();
    await answer(0, ok(partOf(after, [one], { received: 2, pages: 2 }, 41)));
    await answer(41, ok(partOf(after, [two], { received: 2, pages: 2 }, 42)));
    expect(await done).toMatchObject({ ok: true });
    expect(ids()).toEqual(['CVE-1', 'CVE-2']);
  });

  it('are taken up where they were when the worker died, though not for ever', async () => {
    const { read, answer, told, left } = open();
    const dead = failed({ kind: 'interrupted' } as const);
    const done = read();
    await answer(0, ok(partOf(after, [one], reading)));
    for (let death = 0; death < 4; death += 1) await answer(1, dead);
    await answer(1, ok(partOf(after, [two], { ...reading, received: 2 }, 2)));
    for (let death = 0; death < 5; death += 1) await answer(2, dead);
    expect(await done).toEqual(dead);
    expect(told).toHaveLength(2);
    expect(left()).toBe(0);
  });

  it('end at once with any other problem, and go on from there when asked', async () => {
    const { read, answer, ids } = open();
    const first = read();
    await answer(0, ok(partOf(after, [one], reading)));
    await answer(1, failed({ kind: 'offline' }));
    expect(await first).toEqual(failed({ kind: 'offline' }));
    const second = read();
    await answer(1, ok(partOf(after, [two], { received: 2 }, 2)));
    expect(await second).toMatchObject({ ok: true });
    expect(ids()).toEqual(['CVE-1', 'CVE-2']);
  });

  it.each([
    ['says that earlier pages are void', partOf(after, [], { ...reading, received: 1 }, 0)],
    ['has fewer than are here', partOf(after, [three], { ...reading, received: 0 }, 2)],
  ])('are forgotten when the worker %s', async (_, part) => {
    const { read, answer, told, ids } = open();
    const done = read();
    await answer(0, ok(partOf(after, [one], reading)));
    await answer(1, ok(part));
    expect(ids()).toEqual([]);
    await answer(0, ok(partOf(after, [two])));
    expect(await done).toMatchObject({ ok: true });
    expect(told).toEqual([[1, ['CVE-1']], 'void', [1, ['CVE-2']]]);
    expect(ids()).toEqual(['CVE-2']);
  });

  it.each([
    ['fewer', partOf(after, [one], { received: 2 }, 0)],
    ['more', partOf(after, [one, two], { received: 1 })],
  ])(
    'are read once more when there are %s than the worker tells, and never twice',
    async (_, odd) => {
      const { read, answer, told, left } = open();
      const done = read();
      await answer(0, ok(odd));
      expect(told.at(-1)).toBe('void');
      await answer(0, ok(odd));
      expect(await done).toMatchObject({ ok: false, problem: { kind: 'unknown' } });
      expect(left()).toBe(0);
    },
  );

  it('stop where somebody stopped them, even if the worker has more pages of them', async () => {
    const { read, answer, ids, left } = open();
    const done = read();
    const stopped = { state: 'stopped', received: 9, pages: 9 } as const;
    await answer(0, ok(partOf(after, [one], stopped)));
    expect(await done).toMatchObject({ ok: true, value: { state: 'stopped' } });
    expect(ids()).toEqual(['CVE-1']);
    expect(left()).toBe(0);
  });

  it('stop over a problem, and are there without the rest', async () => {
    const { read, answer, told } = open();
    const done = read();
    const problem = { kind: 'throttled' } as const;
    await answer(0, ok(partOf(after, [one], { state: 'stopped', problem })));
    expect(await done).toEqual(failed(problem));
    expect(told).toEqual([[1, ['CVE-1']]]);
  });

  it('are none at once where there was no scan', async () => {
    const { read, answer, left } = open();
    const done = read();
    await answer(0, ok(partOf(after, [], { state: 'unscanned', counts: null, pages: 0 }, 0)));
    expect(await done).toMatchObject({ ok: true, value: { state: 'unscanned' } });
    expect(left()).toBe(0);
  });

  it('are not taken when nobody wants them any more', async () => {
    let isEnded = false;
    const { read, answer, told, ids, left } = open(() => isEnded);
    const done = read();
    await answer(0, ok(partOf(after, [one], reading)));
    isEnded = true;
    await answer(1, ok(partOf(after, [two], { ...reading, received: 2 }, 2)));
    expect(await done).toBeUndefined();
    expect(told).toHaveLength(1);
    expect(ids()).toEqual(['CVE-1']);
    expect(left()).toBe(0);
  });

  it('are those of the last list, each once, whatever the worker goes through', async () => {
    const lists = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(lists, fc.infiniteStream(fc.nat({ max: 9 })), async (sizes, chance) => {
        const { client, last } = createWorker(sizes, chance);
        const scan = await readFindings(client, scope, after, {
          progress: () => undefined,
          ended: () => false,
        });
        expect(scan).toMatchObject({ ok: true });
        const found = scan?.ok ? scan.value.findings.map(({ id }) => id) : [];
        expect(found).toEqual(last());
      }),
    );
  });
});

/**
 * A worker that reads lists of pages, of so many findings each, one list after the other: it dies,
 * gives any number of pages, and may begin the next list, whose pages have numbers of their own.
 */
function createWorker(lists: readonly (readonly number[])[], chance: Iterator<number>) {
  const next = (): number => Number(chance.next().value);
  let [list, first, read, deaths] = [0, 0, 0, 0];
  const pagesOf = (of: number) =>
    (lists[of] ?? []).map((size, page) =>
      Array.from({ length: size }, (_, index) => findingOf(`CVE-${of}-${page}-${index}`)),
    );
  const answer = (from: number): Result<ScanPart> => {
    if (next() < 3 && deaths < 4) {
      deaths += 1;
      return failed({ kind: 'interrupted' });
    }
    deaths = 0;
    if (next() === 0 && list < lists.length - 1) {
      first += read + 1;
      list += 1;
      read = 0;
    }
    const pages = pagesOf(list);
    read = Math.min(pages.length, read + next());
    const isLast = read === pages.length && list === lists.length - 1;
    const head = {
      state: isLast ? 'complete' : 'reading',
      received: pages.slice(0, read).flat().length,
      pages: read,
    } as const;
    if (from !== 0 && (from < first || from > first + read)) {
      return ok(partOf(after, [], head, 0));
    }
    const start = Math.max(from, first);
    const end = Math.min(first + read, start + next());
    // A scan of which everything was read always gives at least a page more.
    const most = isLast && end === start ? Math.min(first + read, start + 1) : end;
    const given = pages.slice(start - first, most - first);
    return ok(partOf(after, given.flat(), head, most));
  };
  const call = (_: string, { from }: { readonly from: number }) => {
    const result = answer(from);
    return Promise.resolve(result.ok ? ok({ value: result.value, readAt: 0 }) : result);
  };
  return {
    client: { call, recall: call } as unknown as Client,
    last: () =>
      pagesOf(lists.length - 1)
        .flat()
        .map(({ id }) => id),
  };
}
