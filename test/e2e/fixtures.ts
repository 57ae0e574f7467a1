import { test as base } from '@playwright/test';
import { startSharedBrowser, type SharedBrowser } from '../support/shared-browser';
import {
  canShare,
  openSharedStage,
  openStage,
  type Stage,
  type StageOptions,
} from '../support/stage';

/** A test with a stage of its own: its own world, fake AWS, console and installed extension. */
export const test = base.extend<
  { stageOptions: StageOptions; ownBrowser: boolean; stage: Stage },
  { sharedBrowser: () => Promise<SharedBrowser> }
>({
  stageOptions: [{}, { option: true }],
  // For a test that kills its browser, or looks at what that keeps on disk.
  ownBrowser: [false, { option: true }],
  sharedBrowser: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      let started: Promise<SharedBrowser> | undefined;
      await use(() => (started ??= startSharedBrowser()));
      await (await started)?.close();
    },
    { scope: 'worker' },
  ],
  stage: async ({ stageOptions, ownBrowser, sharedBrowser }, use) => {
    const stage =
      canShare(stageOptions) && !ownBrowser
        ? await openSharedStage(await sharedBrowser(), stageOptions)
        : await openStage(stageOptions);
    await use(stage);
    await stage.close();
  },
});

export { expect } from '@playwright/test';
