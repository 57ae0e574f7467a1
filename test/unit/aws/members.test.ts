import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flagIn,
  hasMembers,
  listIn,
  memberIn,
  numberIn,
  textIn,
  textsIn,
  timeIn,
} from '@/lib/aws/members';
import { noon } from '../support/values';

const readers = [memberIn, textIn, numberIn, flagIn, timeIn] as const;

describe('a member of an answer', () => {
  it.each([undefined, null, 'text', 7, [], {}, { b: 1 }, { a: null }])(
    'is nothing where there is none: %j',
    (from) => {
      for (const read of readers) expect(read(from, 'a')).toBeUndefined();
      expect(listIn(from, 'a')).toEqual([]);
      expect(textsIn(from, 'a')).toEqual([]);
    },
  );

  it.each(['constructor', '__proto__', 'toString'])('is not what every object has: %s', (name) => {
    for (const read of readers) expect(read({}, name)).toBeUndefined();
  });

  it('is text, and nothing else for text', () => {
    expect(textIn({ a: '' }, 'a')).toBe('');
    expect(textIn({ a: 'b' }, 'a')).toBe('b');
    for (const a of [1, true, {}, []]) expect(textIn({ a }, 'a')).toBeUndefined();
  });

  it.each([
    [0, 0],
    [1.5, 1.5],
    ['8', 8],
    ['', undefined],
    ['eight', undefined],
    ['Infinity', undefined],
    [true, undefined],
    [[], undefined],
  ])('%j is the number %s', (a, expected) => {
    expect(numberIn({ a }, 'a')).toBe(expected);
  });

  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    ['TRUE', undefined],
    [1, undefined],
    ['', undefined],
  ])('%j is the flag %s', (a, expected) => {
    expect(flagIn({ a }, 'a')).toBe(expected);
  });

  it.each([
    [noon / 1000, noon],
    [noon / 1000 + 0.0014, noon + 1],
    [new Date(noon).toISOString(), noon],
    ['2026-08-01T12:00:00.000Z', Date.UTC(2026, 7, 1, 12)],
    [8.64e12, 8.64e15],
    [-8.64e12, -8.64e15],
    [8.64e12 + 1, undefined],
    [-1e300, undefined],
    [Number.NaN, undefined],
    ['soon', undefined],
    [null, undefined],
    [{}, undefined],
    [true, undefined],
  ])('%j is the time %s', (a, expected) => {
    expect(timeIn({ a }, 'a')).toBe(expected);
  });

  it('is a list without what is null, and of texts without what is none', () => {
    expect(listIn({ a: [1, null, 'b', undefined, {}] }, 'a')).toEqual([1, 'b', {}]);
    expect(textsIn({ a: [1, null, 'b', {}] }, 'a')).toEqual(['b']);
    for (const a of ['', 'b', {}, 1]) expect(listIn({ a }, 'a')).toEqual([]);
  });

  it('makes no reader throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.string(), (from, a, name) => {
        for (const read of [...readers, listIn, textsIn]) {
          read(from, name);
          read({ [name]: a }, name);
        }
        expect(hasMembers(from)).toBe(
          Object(from) === from && !Array.isArray(from) && typeof from !== 'function',
        );
      }),
    );
  });
});
