import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateTokens, tokensFile } from '@/build/tokens';

test('the committed design tokens are what the generator makes of the styles', () => {
  expect(readFileSync(tokensFile, 'utf8')).toBe(generateTokens());
});

test('there are values for light and for dark', () => {
  const [light = '', dark = ''] = generateTokens().split("[data-theme='dark']");
  expect(light).toContain('--color-text-body-default: #0f141a;');
  expect(dark).toContain('--color-text-body-default: #c6c6cd;');
  expect(dark).not.toContain('--border-radius');
});
