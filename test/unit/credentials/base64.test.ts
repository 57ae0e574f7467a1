import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '@/lib/credentials/base64';

describe('base64', () => {
  // RFC 4648, section 10.
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('of %j is %j', (text, encoded) => {
    const bytes = new TextEncoder().encode(text);
    expect(toBase64(bytes)).toBe(encoded);
    expect(fromBase64(encoded)).toEqual(bytes);
  });

  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(Array.from(fromBase64(text) ?? [])).toEqual(Array.from(bytes));
      }),
    );
  });

  it.each([
    ['unused bits that are set', 'Zh=='],
    ['unused bits that are set', 'Zm9='],
    ['no padding', 'Zg'],
    ['too much padding', 'Zm9v===='],
    ['white space', 'Zm 9v'],
    ['a line end', 'Zm9v\n'],
    ['the alphabet of URLs', '-_-_'],
    ['a character beyond ASCII', 'Zm9é'],
    ['half a character', 'Z'],
  ])('has one text for the same bytes, not one with %s', (_, text) => {
    expect(fromBase64(text)).toBeUndefined();
  });
});
