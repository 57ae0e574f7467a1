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
    // By itself it leaves one core free, which on two is half of them.
    maxWorkers: '100%',
    testTimeout: 20_000,
    restoreMocks: true,
    // Cloudscape's components import React, which the plugin resolves only where it transforms.
    server: { deps: { inline: [/@cloudscape-design/, /@dnd-kit/, /react-/] } },
  },
});
