import { describe, expect, it } from 'vitest';
import {
  countAccounts,
  countPreview,
  errorsByField,
  fitsAlias,
  previewLines,
  readAliasFile,
  sortAliases,
} from '@/components/desk/settings/accounts/model';
import { readAlias, textOfAlias, type AccountAlias } from '@/lib/accounts/alias';
import { previewImport, readRow } from '@/lib/accounts/import';
import { failed, ok } from '@/lib/result';

const payments: AccountAlias = {
  account: '444455556666',
  name: 'Payments',
  environment: 'production',
  groups: ['Customers EU', 'Pilot'],
  notes: 'Ask Ada',
};
const images: AccountAlias = { account: '111122223333', name: 'images' };

describe('the list of accounts', () => {
  it('is in the order of the names, whatever their case, and then of the accounts', () => {
    const second = { ...payments, account: '555566667777' };
    expect(sortAliases([second, payments, images])).toEqual([images, payments, second]);
  });

  it.each(['4555', ' PAY', 'production', 'customers eu', 'pilot', 'ada', ''])(
    'finds an account by %j',
    (text) => {
      expect(fitsAlias(payments, text)).toBe(true);
      expect(fitsAlias(images, text)).toBe(text === '');
    },
  );
});

describe('the form of an account', () => {
  it('has what is wrong under its field', () => {
    const read = readAlias({ account: '1', name: ' ', environment: '', groups: '', notes: '' });
    expect(read.ok ? {} : errorsByField(read.problem)).toEqual({
      account: 'The account ID has 1 digit, not 12.',
      name: 'The name is missing.',
    });
    const many = readAlias({ ...textOfAlias(payments), groups: '1,2,3,4,5,6,7,8,9,10,11' });
    expect(many.ok ? {} : errorsByField(many.problem)).toEqual({
      groups: 'There are more than 10 groups.',
    });
  });
});

describe('a chosen file', () => {
  const csv = 'account;name\n111122223333;B\u00fcro\n';

  it('is CSV, or JSON when its name says so', async () => {
    const json = JSON.stringify({ version: 1, accounts: [{ ...images, name: 'B\u00fcro' }] });
    const rows = (place: number) => [readRow(place, { ...textOfAlias(images), name: 'B\u00fcro' })];
    expect(await readAliasFile(new File([csv], 'a.csv'))).toEqual(
      ok({ unit: 'line', rows: rows(2) }),
    );
    expect(await readAliasFile(new File([json], 'a.JSON'))).toEqual(
      ok({ unit: 'entry', rows: rows(1) }),
    );
  });

  it('that is none of both says so', async () => {
    expect(await readAliasFile(new File([csv], 'a.json'))).toEqual(
      failed('This file is not JSON, though its name says so.'),
    );
    expect(await readAliasFile(new File(['PK\u0003'], 'a.xlsx'))).toMatchObject({ ok: false });
  });

  it('that is far too large is not read at all', async () => {
    const file = new File([new Uint8Array(10_000_001)], 'a.csv');
    file.arrayBuffer = () => Promise.reject(new Error('was read'));
    expect(await readAliasFile(file)).toEqual(failed('This file is larger than 10 MB.'));
  });
});

describe('what an import would do', () => {
  const changed = { ...payments, name: 'Invoices' };
  const added = { account: '222233334444', name: 'New' };
  const rows = [changed, images, added].map((alias, index) =>
    readRow(index + 2, textOfAlias(alias)),
  );
  const preview = previewImport([payments, images], rows, 'line');

  it('is told in the order of the file', () => {
    expect(previewLines(preview)).toEqual([
      { place: 2, alias: changed, before: payments },
      { place: 4, alias: added },
    ]);
  });

  it('is counted in one sentence', () => {
    expect(countPreview(preview)).toBe('1 to add, 1 to change, 1 unchanged.');
    const refused = [{ place: 2, sentences: [] }];
    const nothing = { added: [], changed: [], unchanged: [], refused, tooMany: 0 };
    expect(countPreview(nothing)).toBe('1 refused.');
    expect([countAccounts(1), countAccounts(2)]).toEqual(['1 account', '2 accounts']);
  });
});
