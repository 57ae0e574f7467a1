import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  plugins: [WxtVitest(), preact()],
  resolve: { alias: { '@': root } },
  // Tests with a document: Cloudscape and what it needs run on Preact only in their modern form.
  environments: { client: { resolve: { mainFields: ['module', 'main'] } } },
  test: {
    include: ['test/{unit,integration}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // By itself it leaves one core free, which on two is half of them.
    maxWorkers: '100%',
    testTimeout: 20_000,
    restoreMocks: true,
    // What imports React gets Preact only where it is transformed.
    server: { deps: { inline: [/@cloudscape-design/, /@dnd-kit/, /react-transition-group/] } },
  },
});
