import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inParallel } from '@/lib/in-parallel';

/** Work whose pieces end when the test says so. */
function bench() {
  const begun: number[] = [];
  const ends = new Map<number, { done: (value: string) => void; fail: (error: Error) => void }>();
  return {
    begun,
    run: (item: number) => {
      begun.push(item);
      return new Promise<string>((done, fail) => {
        ends.set(item, { done, fail });
      });
    },
    async end(item: number) {
      ends.get(item)?.done(`value ${item}`);
      await turn();
    },
    async fail(item: number) {
      ends.get(item)?.fail(new Error(`no ${item}`));
      await turn();
    },
  };
}

const turn = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('work in parallel', () => {
  it('begins as many as it may, and the next when one ends', async () => {
    const { begun, run, end } = bench();
    const all = inParallel([1, 2, 3, 4], 2, run);
    await turn();
    expect(begun).toEqual([1, 2]);
    await end(2);
    expect(begun).toEqual([1, 2, 3]);
    await end(1);
    await end(4);
    await end(3);
    expect(await all).toEqual(['value 1', 'value 2', 'value 3', 'value 4']);
  });

  it('begins nothing more after a rejection, which is its end', async () => {
    const { begun, run, end, fail } = bench();
    const all = inParallel([1, 2, 3, 4], 2, run);
    const ended = expect(all).rejects.toThrow('no 1');
    await turn();
    await fail(1);
    await ended;
    await end(2);
    expect(begun).toEqual([1, 2]);
  });

  it('gives the values in the order of the items, whatever the limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5)),
        fc.integer({ min: 1, max: 9 }),
        async (items, limit) => {
          let open = 0;
          const values = await inParallel(items, limit, async (turns) => {
            open += 1;
            expect(open).toBeLessThanOrEqual(limit);
            for (let left = turns; left > 0; left -= 1) await Promise.resolve();
            open -= 1;
            return turns * 2;
          });
          expect(values).toEqual(items.map((turns) => turns * 2));
        },
      ),
    );
  });
});
