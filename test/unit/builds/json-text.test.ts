import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeIn, readJson } from '@/lib/builds/json-text';
import { valueOf } from '../support/values';

describe('a JSON text', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t', '\r\n'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(valueOf(readJson(text)).value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused exactly where JSON.parse refuses, unless a member is there twice', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-',
      '0.5',
      '01',
      'true',
      'nul',
      ' ',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (parts) => {
        const text = parts.join('');
        const read = readJson(text);
        const twice = !read.ok && read.problem.detail.includes('twice');
        expect(read.ok || twice).toBe(twice || parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', 1, 1, 'The text ends where a value should be.'],
    ['{\n  "a": 1,\n  "b" 2\n}', 3, 7, 'There should be a colon in the place of "2".'],
    ['[1 2]', 1, 4, 'There should be a comma or ] in the place of "2".'],
    [
      '{"a": 1,}',
      1,
      9,
      'There should be the name of a member in quotation marks in the place of "}".',
    ],
    ['{"a": 1', 1, 8, 'The text ends where a comma or } should be.'],
    [
      "{'a': 1}",
      1,
      2,
      'There should be the name of a member in quotation marks in the place of "\'".',
    ],
    ['{"a": "😀\n"}', 1, 9, 'A line break or another control character must be escaped.'],
    ['["a', 1, 2, 'This text has no end, or a backslash that means nothing.'],
    ['["\\x"]', 1, 2, 'This text has no end, or a backslash that means nothing.'],
    ['{"a": 1, "a": 2}', 1, 10, '"a" is there twice.'],
    ['{} x', 1, 4, 'Something follows after the end.'],
    ['["ä😀", x]', 1, 8, 'There should be a value in the place of "x".'],
    ['['.repeat(1000), 1, 66, 'It is nested too deeply.'],
  ])('%j is wrong at line %i, column %i', (text, line, column, detail) => {
    expect(readJson(text)).toEqual({ ok: false, problem: { line, column, detail } });
  });

  it('says where each part of it begins', () => {
    const text = '{\n "a": [1,\n  {"b": true}]\n}';
    const inner = valueOf(readJson(text)).members?.get('a')?.items?.[1];
    expect(placeIn(text, inner?.at ?? -1)).toEqual({ line: 3, column: 3 });
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
