import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powerShellPlainText, windowsArguments } from '@/lib/shell';
import { splitWindowsArguments } from '../support/windows-arguments';
import { hostile } from './support/hostile';

const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((codes) => String.fromCharCode(...codes));

const slashes = fc.string({ unit: fc.constantFrom('\\', '"', ' ', 'a') });

describe('arguments of a Windows program', () => {
  it('are taken apart again to the letter', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, slashes)), (words) => {
        expect(splitWindowsArguments(windowsArguments(words))).toEqual(words);
      }),
    );
  });

  it('have quotes only where they need them', () => {
    expect(windowsArguments(['s3', 'cp', String.raw`C:\a b` + '\\', '', 'say "x"'])).toBe(
      String.raw`s3 cp "C:\a b\\" "" "say \"x\""`,
    );
  });
});

describe('a text for PowerShell of any encoding', () => {
  it('is one line of ASCII', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, units), (text) => {
        expect(powerShellPlainText(text)).toMatch(/^[ -~]+$/);
      }),
    );
  });

  it('is readable where it can be', () => {
    expect(powerShellPlainText(String.raw`it's C:\x`)).toBe(String.raw`'it''s C:\x'`);
    expect(powerShellPlainText('C:\\Größe’s\n')).toBe(
      String.raw`([regex]::Unescape('C:\\Gr\u00f6\u00dfe\u2019s\u000a'))`,
    );
  });
});
