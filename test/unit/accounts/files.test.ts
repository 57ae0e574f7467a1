import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountAlias } from '@/lib/accounts/alias';
import { readAliasesCsv, writeAliasesCsv } from '@/lib/accounts/csv';
import { decodeText } from '@/lib/accounts/decode';
import type { FileFault, ImportRow } from '@/lib/accounts/import';
import { readAliasesJson, writeAliasesJson } from '@/lib/accounts/json';
import type { Result } from '@/lib/result';
import { books } from '../support/aliases';
import { friend, owner, stranger } from '../support/values';

const payments: AccountAlias = {
  account: friend,
  name: 'Payments',
  environment: 'production',
  groups: ['Customers EU', 'Pilot'],
  notes: 'Ask Ada, first',
};

type Read = Result<readonly ImportRow[], FileFault>;

const aliasesIn = (read: Read) =>
  read.ok ? read.value.map(({ reading }) => (reading.ok ? reading.value : reading.problem)) : read;

/** Place and sentences of what is refused. */
const refusedIn = (read: Read) =>
  read.ok
    ? read.value.flatMap(({ place, reading }) => (reading.ok ? [] : [[place, ...reading.problem]]))
    : read;

describe('CSV', () => {
  it('gives back every book that it was written from', () => {
    fc.assert(
      fc.property(books, (book) => {
        const read = aliasesIn(readAliasesCsv(writeAliasesCsv(book)));
        expect(read).toEqual(book.length === 0 ? { ok: false, problem: 'empty' } : book);
      }),
    );
  });

  it('begins with a mark and a header, and ends its lines as RFC 4180 has it', () => {
    expect(writeAliasesCsv([payments])).toBe(
      `\uFEFFaccount,name,environment,groups,notes\r\n${friend},Payments,production,Customers EU;Pilot,"Ask Ada, first"\r\n`,
    );
  });

  it('has no cell that a spreadsheet takes for a formula', () => {
    for (const start of ['=', '+', '-', '@']) {
      const groups = [`${start}2`, `'${start}3`];
      const alias = { account: owner, name: `${start}SUM(A1)`, groups, notes: `'${start}1` };
      const csv = writeAliasesCsv([alias]);
      expect(csv).toContain(`,'${start}SUM(A1),,'${start}2;'${start}3,''${start}1`);
      expect(aliasesIn(readAliasesCsv(csv))).toEqual([alias]);
    }
  });

  it('is read with any separator, line break and order of columns, and with more columns', () => {
    const expected = [payments, { account: owner, name: 'Images' }];
    const rows = [
      ['Cost', ' NOTES', 'Account ', 'name', 'Environment', ' Groups'],
      ['1', '"Ask Ada, first"', friend, '"Payments"', 'PRODUCTION', '"Customers EU; Pilot"'],
      ['2', '', owner, 'Images', '', ''],
    ];
    for (const separator of [',', ';', '\t']) {
      for (const end of ['\n', '\r\n', '\r']) {
        const csv = rows.map((cells) => cells.join(separator)).join(end);
        expect(aliasesIn(readAliasesCsv(csv))).toEqual(expected);
        expect(aliasesIn(readAliasesCsv(`\uFEFF${csv}${end}${end}`))).toEqual(expected);
      }
    }
  });

  it('is read with account and name alone', () => {
    expect(aliasesIn(readAliasesCsv(`name,account\nImages,${owner}\n`))).toEqual([
      { account: owner, name: 'Images' },
    ]);
  });

  it('is read as it was exported before there were groups', () => {
    const { groups: _, ...before } = payments;
    const csv = `account,name,environment,notes\n${friend},Payments,production,"Ask Ada, first"\n`;
    expect(aliasesIn(readAliasesCsv(csv))).toEqual([before]);
  });

  it('takes commas and lines between groups, too', () => {
    const csv = `account,name,groups\n${owner},Images,"EU,US\nPilot"\n`;
    expect(aliasesIn(readAliasesCsv(csv))).toEqual([
      { account: owner, name: 'Images', groups: ['EU', 'US', 'Pilot'] },
    ]);
  });

  it('tells each problem by the line at which its row begins', () => {
    const csv = [
      '\uFEFFaccount,name,environment,notes', // 1
      `${owner},Images,,"two`, // 2
      'lines"', // 3
      '', // 4
      '11122223333,Lost zero,,', // 5
      ',,,', // 6
      `${friend},,prod,`, // 7
      `${stranger},Fine,,a,b`, // 8
      `${stranger},"Half,,`, // 9
    ].join('\r\n');
    expect(refusedIn(readAliasesCsv(csv))).toEqual([
      [5, 'The account ID has 11 digits, not 12. Spreadsheets take leading zeros away.'],
      [
        7,
        'The name is missing.',
        'The environment is none of production, staging, test, development, sandbox.',
      ],
      [8, 'There are more values than columns. Quote what has a separator in it.'],
      [9, 'The quotation marks do not fit together.'],
    ]);
  });

  it.each<readonly [string, string, FileFault]>([
    ['nothing', ' \n', 'empty'],
    ['only a header', 'account,name\n', 'empty'],
    ['no header', `${owner},Images\n`, 'no-header'],
    ['another header', 'id,name\n1,2\n', 'no-header'],
    ['too much', `account,name\n${'1,2\n'.repeat(5001)}`, 'too-many'],
  ])('is refused with %s in it', (_, csv, fault) => {
    expect(readAliasesCsv(csv)).toEqual({ ok: false, problem: fault });
  });

  it('never throws', () => {
    const any = fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'account', 'name') });
    fc.assert(fc.property(any, (csv) => void readAliasesCsv(csv)));
    fc.assert(fc.property(any, (csv) => void readAliasesCsv(`account,name\n${csv}`)));
  });
});

describe('JSON', () => {
  it('gives back every book that it was written from', () => {
    fc.assert(
      fc.property(books, (book) => {
        const read = aliasesIn(readAliasesJson(writeAliasesJson(book)));
        expect(read).toEqual(book.length === 0 ? { ok: false, problem: 'empty' } : book);
      }),
    );
  });

  it('says its version', () => {
    expect(JSON.parse(writeAliasesJson([payments]))).toEqual({ version: 1, accounts: [payments] });
  });

  const texts = 'Account, name, environment and notes must be texts, and groups a list of texts.';

  it('tells each problem by the number of its entry, and leaves more alone', () => {
    const accounts = [
      { account: owner, name: 'Images', color: 'red' },
      { account: Number(friend), name: 'Payments' },
      { account: stranger },
      null,
      { account: stranger, name: 'Trials', groups: 'EU' },
      { account: stranger, name: 'Trials', groups: ['EU, US'] },
    ];
    const json = `\uFEFF${JSON.stringify({ version: 1, madeBy: 'hand', accounts })}`;
    expect(refusedIn(readAliasesJson(json))).toEqual([
      [2, texts],
      [3, 'The name is missing.'],
      [4, texts],
      [5, texts],
      [6, 'The name of a group has a comma, a semicolon or a line break in it.'],
    ]);
    expect(aliasesIn(readAliasesJson(json))).toContainEqual({ account: owner, name: 'Images' });
  });

  it.each<readonly [string, FileFault]>([
    ['', 'empty'],
    ['{"version":1,"accounts":[]}', 'empty'],
    ['account,name', 'not-json'],
    ['[]', 'other-json'],
    ['{"version":2,"accounts":[]}', 'other-json'],
    [
      JSON.stringify({ version: 1, accounts: Array.from({ length: 5001 }, () => ({})) }),
      'too-many',
    ],
  ])('is refused: %.40s', (json, fault) => {
    expect(readAliasesJson(json)).toEqual({ ok: false, problem: fault });
  });
});

describe('the text of a file', () => {
  const text = 'account,name\nBüro – “EU”';

  it('is read as its mark says, as UTF-8, or as old spreadsheets write it', () => {
    const wide = Uint8Array.from(
      `\uFEFF${text}`.split('').flatMap((character) => {
        const code = character.charCodeAt(0);
        return [code & 0xff, code >> 8];
      }),
    );
    expect(decodeText(wide)).toBe(text);
    expect(decodeText(wide.map((_, index) => wide[index ^ 1] ?? 0))).toBe(text);
    expect(decodeText(new TextEncoder().encode(text))).toBe(text);
    expect(decodeText(new TextEncoder().encode(`\uFEFF${text}`))).toBe(text);
    expect(decodeText(Uint8Array.from([0x42, 0xfc, 0x72, 0x6f]))).toBe('Büro');
  });

  it('of any UTF-8 is that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => {
        expect(decodeText(new TextEncoder().encode(`a${any}`))).toBe(`a${any}`);
      }),
    );
  });
});
