import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectPages, type Page } from '@/lib/aws/paginate';
import { failed, ok, type Result } from '@/lib/result';

function pagesOf(pages: Readonly<Record<string, Result<Page<number>>>>) {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    collected: collectPages(async (token) => {
      asked.push(token);
      return pages[token ?? 'first'] ?? failed({ kind: 'not-found', what: 'The page' });
    }),
  };
}

describe('collecting pages', () => {
  it('takes all of them in order', async () => {
    const { asked, collected } = pagesOf({
      first: ok({ items: [1, 2], nextToken: 'a' }),
      a: ok({ items: [3], nextToken: 'b' }),
      b: ok({ items: [4, 5] }),
    });
    expect(await collected).toEqual(ok([1, 2, 3, 4, 5]));
    expect(asked).toEqual([undefined, 'a', 'b']);
  });

  it('goes on after an empty page that has a token', async () => {
    const { collected } = pagesOf({
      first: ok({ items: [], nextToken: 'a' }),
      a: ok({ items: [], nextToken: 'b' }),
      b: ok({ items: [1], nextToken: undefined }),
    });
    expect(await collected).toEqual(ok([1]));
  });

  it('ends at an empty token instead of starting again', async () => {
    const { asked, collected } = pagesOf({ first: ok({ items: [1], nextToken: '' }) });
    expect(await collected).toEqual(ok([1]));
    expect(asked).toEqual([undefined]);
  });

  it('ends at a token that it has seen, which would never end', async () => {
    const { asked, collected } = pagesOf({
      first: ok({ items: [1], nextToken: 'a' }),
      a: ok({ items: [2], nextToken: 'b' }),
      b: ok({ items: [3], nextToken: 'a' }),
    });
    expect(await collected).toEqual(ok([1, 2, 3]));
    expect(asked).toEqual([undefined, 'a', 'b']);
    const same = pagesOf({
      first: ok({ items: [1], nextToken: 'a' }),
      a: ok({ items: [2], nextToken: 'a' }),
    });
    expect(await same.collected).toEqual(ok([1, 2]));
  });

  it('gives no half of a list when a page fails', async () => {
    const { collected } = pagesOf({
      first: ok({ items: [1], nextToken: 'a' }),
      a: failed({ kind: 'throttled' }),
    });
    expect(await collected).toEqual(failed({ kind: 'throttled' }));
  });

  it('gives every item once, however they are paged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1 }),
        async (all) => {
          const collected = await collectPages(async (token) => {
            const index = Number(token ?? 0);
            const nextToken = index + 1 < all.length ? String(index + 1) : undefined;
            return ok({ items: all[index] ?? [], nextToken });
          });
          expect(collected).toEqual(ok(all.flat()));
        },
      ),
    );
  });
});
