import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits, textOfAlias, type AccountAlias } from '@/lib/accounts/alias';
import { createAccountBook } from '@/lib/accounts/book';
import { importedBy, previewImport, readRow } from '@/lib/accounts/import';
import { ok } from '@/lib/result';
import { memoryStore } from '@/test/support/memory-store';
import { aliasesOf, books } from '../support/aliases';
import { friend, owner, present, problemKind, someAccounts, stranger } from '../support/values';

const rowsOf = (aliases: readonly AccountAlias[]) =>
  aliases.map((alias, index) => readRow(index + 2, textOfAlias(alias)));

/** A book after an import, by account. */
function after(book: readonly AccountAlias[], file: readonly AccountAlias[]) {
  const merged = new Map(book.map((alias) => [alias.account, alias]));
  for (const alias of importedBy(previewImport(book, rowsOf(file), 'line'))) {
    merged.set(alias.account, alias);
  }
  return merged;
}

const files = fc.array(aliasesOf(someAccounts), { maxLength: 8 });
const fewBooks = fc.uniqueArray(aliasesOf(someAccounts), { selector: ({ account }) => account });

describe('the preview of an import', () => {
  it('puts each row into one place, and counts places from where they are', () => {
    const book = [
      { account: owner, name: 'Images' },
      { account: friend, name: 'Payments' },
    ];
    const changed = { account: friend, name: 'Payments', notes: 'EU' };
    const rows = [
      ...rowsOf([{ account: owner, name: 'Images' }, changed, { account: stranger, name: 'New' }]),
      readRow(5, { account: '1', name: '', environment: '', groups: '', notes: '' }),
      readRow(6, { account: stranger, name: 'Newer', environment: '', groups: '', notes: '' }),
    ];
    expect(previewImport(book, rows, 'line')).toEqual({
      unchanged: [{ place: 2, alias: book[0] }],
      changed: [{ place: 3, alias: changed, before: book[1] }],
      added: [{ place: 4, alias: { account: stranger, name: 'New' } }],
      refused: [
        { place: 5, sentences: ['The account ID has 1 digit, not 12.', 'The name is missing.'] },
        { place: 6, sentences: [`Account ${stranger} is in this file already, at line 4.`] },
      ],
      tooMany: 0,
    });
  });

  it('sees that groups have changed', () => {
    const images = { account: owner, name: 'Images', groups: ['EU'] };
    const file = [{ ...images, groups: ['EU', 'Pilot'] }];
    expect(previewImport([images], rowsOf(file), 'line').changed).toEqual([
      { place: 2, alias: file[0], before: images },
    ]);
    expect(previewImport([images], rowsOf([images]), 'line').unchanged).toHaveLength(1);
  });

  it('loses no row and counts none twice', () => {
    fc.assert(
      fc.property(fewBooks, files, (book, file) => {
        const { added, changed, unchanged, refused } = previewImport(book, rowsOf(file), 'line');
        const places = [...added, ...changed, ...unchanged, ...refused].map(({ place }) => place);
        expect(places.toSorted((a, b) => a - b)).toEqual(file.map((_, index) => index + 2));
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fewBooks, files, (book, file) => {
        const once = [...after(book, file).values()];
        const again = previewImport(once, rowsOf(file), 'line');
        expect(importedBy(again)).toEqual([]);
      }),
    );
  });

  it('leaves the accounts alone that the file does not name, and takes over those that it does', () => {
    fc.assert(
      fc.property(fewBooks, files, (book, file) => {
        const merged = after(book, file);
        for (const alias of book) {
          const named = file.find(({ account }) => account === alias.account);
          expect(merged.get(alias.account)).toEqual(named ?? alias);
        }
        for (const { account } of file) {
          expect(merged.get(account)).toEqual(file.find((each) => each.account === account));
        }
      }),
    );
  });

  it('of its own export changes nothing', () => {
    fc.assert(
      fc.property(books, (book) => {
        const preview = previewImport(book, rowsOf(book), 'entry');
        expect(preview.unchanged).toHaveLength(book.length);
        expect(importedBy(preview)).toEqual([]);
      }),
    );
  });

  it('tells by how much the book would be too full', () => {
    const book = numbered(limits.accounts - 1);
    const rows = rowsOf([present(book[0]), ...numbered(3, 900_000)]);
    expect(previewImport(book, rows, 'line').tooMany).toBe(2);
    expect(previewImport(book, rows.slice(0, 2), 'line').tooMany).toBe(0);
  });
});

/** Aliases of different accounts. */
function numbered(count: number, from = 1): readonly AccountAlias[] {
  return Array.from({ length: count }, (_, index) => ({
    account: String(from + index).padStart(12, '0'),
    name: `Account ${index}`,
  }));
}

describe('the account book', () => {
  const payments: AccountAlias = {
    account: friend,
    name: 'Payments',
    environment: 'test',
    groups: ['Pilot'],
    notes: 'N',
  };
  const images = { account: owner, name: 'Images' };

  it('keeps aliases by account, and replaces them', async () => {
    const store = memoryStore();
    const book = createAccountBook(store);
    expect(await book.put([payments, images])).toEqual(ok(null));
    expect(await book.list()).toEqual([images, payments]);
    await book.put([{ ...images, name: 'Other' }]);
    expect(await createAccountBook(store).list()).toEqual([{ ...images, name: 'Other' }, payments]);
    expect(store.keys()).toEqual([`alias/${friend}`, `alias/${owner}`]);
    await book.remove([friend, stranger]);
    expect((await book.list()).map(({ account }) => account)).toEqual([owner]);
  });

  it('tells names without groups and notes, each once, and of nobody who was not asked for', async () => {
    const book = createAccountBook(memoryStore());
    await book.put([payments, images]);
    expect(await book.names([friend, stranger, friend])).toEqual([
      { account: friend, name: 'Payments', environment: 'test' },
    ]);
  });

  it('holds as many as it may and no more, however many are given at once', async () => {
    const store = memoryStore();
    const book = createAccountBook(store);
    await book.put(numbered(limits.accounts - 1));
    const results = await Promise.all([book.put([payments]), book.put([images])]);
    expect(results.map(problemKind)).toEqual(['no problem', 'refused']);
    expect(await book.put([{ ...payments, name: 'Still there' }])).toEqual(ok(null));
    expect(store.keys()).toHaveLength(limits.accounts);
  });

  it('passes by what it cannot read', async () => {
    const store = memoryStore();
    await store.set(`alias/${friend}`, { name: 'Old shape' });
    const book = createAccountBook(store);
    await book.put([images]);
    expect(await book.list()).toEqual([images]);
    expect(await book.names([friend])).toEqual([]);
  });
});
