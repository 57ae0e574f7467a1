import { test as base } from '@playwright/test';
import { openStage, type Stage, type StageOptions } from '../support/stage';

/** A test with a stage of its own: its own world, fake AWS, console and browser. */
export const test = base.extend<{ stageOptions: StageOptions; stage: Stage }>({
  stageOptions: [{}, { option: true }],
  stage: async ({ stageOptions }, use) => {
    const stage = await openStage(stageOptions);
    await use(stage);
    await stage.close();
  },
});

export { expect } from '@playwright/test';
