import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '@/lib/cloning/script/source';
import { scriptFileName } from '@/lib/cloning/script/words';
import { hostile } from '../../support/hostile';
import { office } from './orders';

const s3 = (uri: string) => fileNameOf({ kind: 's3', uri });
const https = (url: string) => fileNameOf({ kind: 'https', url });

describe('the file of a source', () => {
  it('is called as it was', () => {
    expect(s3('s3://installers/a b/Größe (2)_x64+1.msi')).toBe('Größe (2)_x64+1.msi');
    expect(s3('s3://installers/100%25?.msi')).toBe('100_25_.msi');
    expect(https('https://example.com/get/f%C3%BCr%20alle.exe?key=a/b#c')).toBe('für alle.exe');
    expect(https('https://example.com/100%.exe')).toBe('100_.exe');
  });

  it('has a name that every system takes', () => {
    const texts = fc.oneof(hostile, fc.constantFrom('nul', 'COM1.msi', '.', '..', '', 'x. .'));
    fc.assert(
      fc.property(fc.tuple(texts, texts), (parts) => {
        for (const name of [s3(`s3://b/${parts.join('')}`), https(`https://h/${parts.join('')}`)]) {
          expect(name).toMatch(/^[\p{L}\p{M}\p{N}_()+][\p{L}\p{M}\p{N} ._()+-]*$/u);
          expect(name).not.toMatch(/[ .]$|^(?:nul|com1)(?:\.|$)/i);
        }
      }),
    );
  });

  it('keeps its ending when its name is long', () => {
    expect(s3(`s3://b/${'ä'.repeat(300)}.msi`)).toBe(`${'ä'.repeat(76)}.msi`);
    expect(s3(`s3://b/${'𠀀'.repeat(300)}.exe1`)).toBe(`${'𠀀'.repeat(37)}.exe1`);
  });

  it('is none of the script', () => {
    expect(scriptFileName(office)).toBe('image-desk-office-2026.ps1');
    expect(
      scriptFileName({ platform: 'linux', image: { ...office.image, name: 'a/../b;c' } }),
    ).toBe('image-desk-a_.._b_c.sh');
  });
});
