import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookLimits, type Judgement } from '@/lib/findings/judgement';
import {
  countJudgementsPreview,
  explainJudgementsFile,
  importedJudgements,
  previewJudgements,
  readJudgements,
  writeJudgements,
  type JudgementsFileFault,
} from '@/lib/findings/judgements-file';
import { judgementOf, someJudgements, uuidOf } from '../support/judgements';
import { noon, valueOf } from '../support/values';

// Whole comparisons are dear: half as many runs as usual.
fc.configureGlobal({ numRuns: 50 });

/** Judgements of different ids. */
function numbered(count: number, from = 0): readonly Judgement[] {
  return Array.from({ length: count }, (_, index) => judgementOf({ id: uuidOf(from + index) }));
}

/** What a file with these entries gives, each a judgement or what is wrong with it. */
function readingsOf(...judgements: readonly unknown[]) {
  const read = readJudgements(JSON.stringify({ version: 1, judgements }), noon);
  return valueOf(read).map(({ reading }) => (reading.ok ? reading.value : reading.problem));
}

const fileOf = (count: number) => readJudgements(writeJudgements(numbered(count)), noon);

const entriesOf = (judgements: readonly Judgement[]) =>
  judgements.map((each, index) => ({
    place: index + 1,
    reading: { ok: true, value: each } as const,
  }));

describe('a file of judgements', () => {
  it('gives back what it was written from', () => {
    const texts = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((text) => text.trim())
      .filter((text) => text !== '');
    const books = fc
      .tuple(
        someJudgements.filter((all) => all.length > 0),
        texts,
      )
      .map(([all, reason]) => all.map((each) => ({ ...each, reason })));
    fc.assert(
      fc.property(books, (book) => {
        const read = valueOf(readJudgements(writeJudgements(book), noon));
        expect(read).toEqual(entriesOf(book));
      }),
    );
  });

  it('has its version, and may begin with a mark', () => {
    const text = writeJudgements([judgementOf()]);
    expect(JSON.parse(text)).toEqual({ version: 1, judgements: [judgementOf()] });
    expect(valueOf(readJudgements(`\uFEFF${text}`, noon))).toHaveLength(1);
  });

  it.each<readonly [string, string, JudgementsFileFault]>([
    ['nothing', ' \n', 'empty'],
    ['no judgements', writeJudgements([]), 'empty'],
    ['half of it', writeJudgements([judgementOf()]).slice(0, 40), 'not-json'],
    ['another list', '[]', 'other-json'],
    ['accounts', '{ "version": 1, "accounts": [] }', 'other-json'],
    ['null', 'null', 'other-json'],
    ['a newer version', '{ "version": 2, "judgements": [] }', 'other-version'],
    ['no version', '{ "judgements": [] }', 'other-json'],
    ['a version that is text', '{ "version": "1", "judgements": [] }', 'other-version'],
  ])('that is %s is not read', (_, text, fault) => {
    expect(readJudgements(text, noon)).toEqual({ ok: false, problem: fault });
    expect(explainJudgementsFile(fault)).toMatch(/^[A-Z].*\.$/);
  });

  it('may have as many as the book holds, and no more', () => {
    expect(valueOf(fileOf(bookLimits.judgements))).toHaveLength(bookLimits.judgements);
    expect(fileOf(bookLimits.judgements + 1)).toEqual({ ok: false, problem: 'too-many' });
  });

  it('keeps markup as the text that it is', () => {
    const reason = '<img src=x onerror=alert(1)> & "quoted"';
    expect(readingsOf(judgementOf({ reason }))).toEqual([judgementOf({ reason })]);
  });

  it('takes what was recorded in the future for recorded now', () => {
    const future = judgementOf({ at: noon + 1 });
    expect(readingsOf(future, judgementOf({ id: uuidOf(2), at: noon - 1 }))).toEqual([
      { ...future, at: noon },
      judgementOf({ id: uuidOf(2), at: noon - 1 }),
    ]);
  });

  it('says of each entry what is wrong with it, and reads the others', () => {
    const { reason: _, ...unreasoned } = judgementOf();
    const accepted = { ...judgementOf(), state: 'accepted' };
    expect(
      readingsOf(
        judgementOf({ id: 'one' }),
        judgementOf({ vulnerability: '<script>' }),
        { ...judgementOf(), state: 'fixed' },
        unreasoned,
        judgementOf({ reason: 'x'.repeat(bookLimits.reason + 1) }),
        judgementOf({ reason: '  ' }),
        accepted,
        { ...accepted, until: '31.12.2026' },
        { ...accepted, until: '2026-02-31' },
        { ...judgementOf(), until: '2026-12-31' },
        { ...judgementOf(), image: 5, package: '' },
        { ...judgementOf(), at: 'yesterday' },
        { ...judgementOf(), at: 1e300 },
        { ...judgementOf(), owner: 'me' },
        'CVE-1',
        null,
        judgementOf(),
      ),
    ).toEqual([
      ['The id is no UUID.'],
      ['The vulnerability is missing, or has characters that no id has.'],
      ['The state is none of not-affected, accepted, in-work.'],
      ['The reason is missing, or has more than 1000 characters.'],
      ['The reason is missing, or has more than 1000 characters.'],
      ['The reason is missing, or has more than 1000 characters.'],
      ['What is accepted needs a last day, and nothing else has one.'],
      ['The last day is not a date such as 2026-12-31.'],
      ['The last day is not a date such as 2026-12-31.'],
      ['What is accepted needs a last day, and nothing else has one.'],
      [
        'The image is not the name of one. Leave it out for all images.',
        'The package is not the name of one. Leave it out for all packages.',
      ],
      ['The time at which it was recorded is not a number of milliseconds.'],
      ['The time at which it was recorded is not a number of milliseconds.'],
      ['It has a member that no judgement has.'],
      ['This is not an object.'],
      ['This is not an object.'],
      judgementOf(),
    ]);
  });

  it('survives any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        for (const each of readingsOf(raw)) expect(Array.isArray(each)).toBe(true);
        expect(readJudgements(JSON.stringify(raw), noon).ok).toBe(false);
      }),
    );
  });
});

describe('the preview of an import', () => {
  it('puts each entry into one place', () => {
    const [kept, before, added] = [1, 2, 3].map((id) => judgementOf({ id: uuidOf(id) })) as [
      Judgement,
      Judgement,
      Judgement,
    ];
    const after = { ...before, reason: 'Not called' };
    const preview = previewJudgements(
      [kept, before],
      [
        ...entriesOf([kept, after, added, { ...added, reason: 'Twice' }]),
        { place: 5, reading: { ok: false, problem: ['Wrong.'] } },
      ],
    );
    expect(preview).toEqual({
      unchanged: [{ place: 1, judgement: kept }],
      changed: [{ place: 2, judgement: after, before }],
      added: [{ place: 3, judgement: added }],
      refused: [
        { place: 4, sentences: ['Entry 3 of this file has the same id.'] },
        { place: 5, sentences: ['Wrong.'] },
      ],
      tooMany: 0,
    });
    expect(importedJudgements(preview)).toEqual([added, after]);
    expect(countJudgementsPreview(preview)).toBe('1 to add, 1 to change, 1 unchanged, 2 refused.');
  });

  it('changes nothing the second time, and leaves the others alone', () => {
    fc.assert(
      fc.property(someJudgements, someJudgements, (book, given) => {
        const merged = new Map(book.map((each) => [each.id, each]));
        const imported = importedJudgements(previewJudgements(book, entriesOf(given)));
        for (const each of imported) merged.set(each.id, each);
        for (const { id } of [...book, ...given]) {
          const expected =
            given.find((each) => each.id === id) ?? book.find((each) => each.id === id);
          expect(merged.get(id)).toEqual(expected);
        }
        const again = previewJudgements([...merged.values()], entriesOf(given));
        expect(importedJudgements(again)).toEqual([]);
        expect(again.unchanged).toHaveLength(given.length);
      }),
    );
  });

  it('tells by how much the book would be too full', () => {
    const book = numbered(bookLimits.judgements - 1);
    expect(previewJudgements(book, entriesOf(numbered(3, 1_000_000))).tooMany).toBe(2);
    expect(
      previewJudgements(book, entriesOf([...numbered(1), ...numbered(1, 1_000_000)])).tooMany,
    ).toBe(0);
  });
});
