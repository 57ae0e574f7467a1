import { expect, test } from 'vitest';
import { titleBeside } from '@/lib/findings/title';

test.each([
  ['CVE-2026-1 - openssl, curl', 'openssl, curl'],
  ['CVE-2026-1', undefined],
  ['CVE-2026-10 - openssl', 'CVE-2026-10 - openssl'],
  ['CVE-2026-1 - ', 'CVE-2026-1 - '],
  ['A buffer overflow', 'A buffer overflow'],
  [undefined, undefined],
])('the title %j says %j beside the id', (title, beside) => {
  expect(titleBeside('CVE-2026-1', title)).toBe(beside);
});
