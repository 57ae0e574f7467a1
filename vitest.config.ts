import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What looks at which modules were read, and needs to be the first to read them. */
const alone = ['test/integration/fake-aws/lazy-models.test.ts'];

export default defineConfig({
  plugins: [WxtVitest(), preact()],
  resolve: { alias: { '@': root } },
  // Tests with a document: Cloudscape and what it needs run on Preact only in their modern form.
  environments: { client: { resolve: { mainFields: ['module', 'main'] } } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/{unit,integration}/**/*.test.ts'],
          exclude: alone,
          environment: 'node',
          // Reading the modules anew for each file takes longer than the tests do.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/{unit,integration}/**/*.test.tsx', ...alone],
          environment: 'node',
        },
      },
    ],
    // By itself it leaves one core free, which on two is half of them.
    maxWorkers: '100%',
    testTimeout: 20_000,
    restoreMocks: true,
    setupFiles: ['test/support/leave-nothing.ts'],
    // What imports React gets Preact only where it is transformed.
    server: { deps: { inline: [/@cloudscape-design/, /@dnd-kit/, /react-transition-group/] } },
  },
});
