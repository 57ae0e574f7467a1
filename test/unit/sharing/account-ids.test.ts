import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAccountId } from '@/lib/sharing/account-ids';
import { accountIds } from '../support/values';

describe('a typed account id', () => {
  it.each([
    ['111122223333', false],
    ['1111-2222-3333', true],
    ['1111 2222 3333', true],
    ['  111122223333', true],
    ['111122223333\n', true],
    ['1111\u00A02222\u00A03333', true],
    ['1111\u20112222\u20113333', true],
    ['1111\u20132222\u20143333', true],
    ['1111\t2222\t3333', true],
    ['1-1-1-1-2-2-2-2-3-3-3-3', true],
  ])('%j is read', (text, normalised) => {
    expect(readAccountId(text)).toEqual({ kind: 'valid', account: '111122223333', normalised });
  });

  it.each(['', ' ', '\t\n', '\u00A0'])('%j is empty', (text) => {
    expect(readAccountId(text)).toEqual({ kind: 'empty' });
  });

  it.each([
    ['11112222333', 11, true],
    ['1111222233334', 13, true],
    ['1111-2222-333', 11, true],
    ['-', 0, false],
    ['11112222333a', 11, false],
    ['arn:aws:iam::111122223333:root', 12, false],
    ['111122223333,444455556666', 24, false],
    ['١١١١٢٢٢٢٣٣٣٣', 0, false],
    ['1111_2222_3333', 12, false],
    ['+111122223333', 12, false],
  ])('%j is refused', (text, digits, onlyDigits) => {
    expect(readAccountId(text)).toEqual({ kind: 'invalid', digits, onlyDigits });
  });

  it('is found however spaces and hyphens are strewn into it', () => {
    const noise = fc.stringMatching(/^[ \u00A0\u2010\u2013-]{0,3}$/);
    fc.assert(
      fc.property(accountIds, fc.array(noise, { minLength: 13, maxLength: 13 }), (id, between) => {
        const text = id
          .split('')
          .map((digit, index) => (between[index] ?? '') + digit)
          .join('');
        expect(readAccountId(text + (between[12] ?? ''))).toMatchObject({
          kind: 'valid',
          account: id,
        });
      }),
    );
  });

  it('is twelve digits or nothing, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9 -]{8,16}$/)), (text) => {
        const reading = readAccountId(text);
        if (reading.kind !== 'valid') return;
        expect(reading.account).toMatch(/^[0-9]{12}$/);
        expect(text.replaceAll(/[^0-9]/g, '')).toBe(reading.account);
        expect(reading.normalised).toBe(text !== reading.account);
      }),
    );
  });
});
