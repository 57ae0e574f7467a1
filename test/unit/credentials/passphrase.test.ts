import { describe, expect, it } from 'vitest';
import { normalisePassphrase, passphraseProblem } from '@/lib/credentials/passphrase';

const tooShort = { kind: 'vault', reason: 'short-passphrase' };

describe('a passphrase', () => {
  it.each([
    ['nothing', '', tooShort],
    ['eleven characters', 'elevenchars', tooShort],
    ['twelve characters', 'twelve chars', undefined],
    ['spaces around, which count', ' ten chars  ', undefined],
    // Each of these is one character of two UTF-16 units.
    ['six characters that take two units each', '\u{1F40E}'.repeat(6), tooShort],
    ['twelve characters that take two units each', '\u{1F40E}'.repeat(12), undefined],
    // Six letters, each with its accent beside it: composed they are six characters.
    ['six letters with loose accents', 'e\u0301'.repeat(6), tooShort],
    ['twelve letters with loose accents', 'e\u0301'.repeat(12), undefined],
    // NFKC takes a ligature apart: five letters and four ligatures are thirteen characters.
    ['ligatures', 'abcde\uFB01\uFB01\uFB01\uFB01', undefined],
  ])('of %s', (_, passphrase, problem) => {
    expect(passphraseProblem(passphrase)).toEqual(problem);
  });

  it.each([
    ['A\u030Angstro\u0308m', '\u00C5ngstr\u00F6m'],
    ['\u212Bngstr\u00F6m', '\u00C5ngstr\u00F6m'],
    ['\uFB01ve', 'five'],
    ['\uFF46\uFF49\uFF56\uFF45', 'five'],
    ['five\u00A0horses', 'five horses'],
  ])('%j is the same as %j', (typed, same) => {
    expect(normalisePassphrase(typed)).toBe(normalisePassphrase(same));
  });

  it.each([
    ['Five horses', 'five horses'],
    ['five horses ', 'five horses'],
    ['Angstrom', '\u00C5ngstr\u00F6m'],
  ])('%j is another than %j', (typed, other) => {
    expect(normalisePassphrase(typed)).not.toBe(normalisePassphrase(other));
  });
});
