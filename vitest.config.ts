import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  plugins: [WxtVitest(), preact()],
  resolve: { alias: { '@': root } },
  test: {
    include: ['test/{unit,integration}/**/*.test.{ts,tsx}'],
    environment: 'node',
    restoreMocks: true,
  },
});
