import { expect, test } from 'vitest';
import { countOf, formatNumber, inWords } from '@/lib/words';

test('numbers have separators of thousands, whatever the language of the computer', () => {
  expect([0, 999, 1000, 1_234_567, -5000, 0.5].map(formatNumber)).toEqual([
    '0',
    '999',
    '1,000',
    '1,234,567',
    '-5,000',
    '0.5',
  ]);
});

test('a number agrees with its noun', () => {
  expect([0, 1, 2, 1000].map((count) => countOf(count, 'image'))).toEqual([
    '0 images',
    '1 image',
    '2 images',
    '1,000 images',
  ]);
  expect(countOf(2, 'copy', 'copies')).toBe('2 copies');
});

test('codes of AWS read as words', () => {
  expect(inWords('TIMED_OUT')).toBe('Timed out');
  expect(inWords('ON_DEMAND', '-')).toBe('On-demand');
});
