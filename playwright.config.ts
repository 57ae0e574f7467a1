import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/global-setup.ts',
  snapshotPathTemplate: '{testDir}/manifests/{arg}{ext}',
  outputDir: 'test-results',
  // Most of a test is waiting for a browser to start or a page to settle, even on two cores.
  workers: 3,
  fullyParallel: true,
  // The longest take 50 s on a machine that is busy.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
});
