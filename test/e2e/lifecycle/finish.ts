import { expect } from '@playwright/test';
import type { Stage } from '../../support/stage';
import { ask } from '../../support/steps';

/**
 * Lets AWS finish what the newest job waits for, and has the job look at it: by itself it would
 * rest for half a minute first. Signatures hold for five minutes, so that no more goes by than it takes.
 */
export async function finishNewest(stage: Stage): Promise<void> {
  const newest = async () => (await ask(stage, { call: 'jobs.list', input: {} }))[0];
  await expect
    .poll(async () => (await newest())?.pause?.reason, { timeout: 20_000 })
    .toBe('underway');
  stage.world.pass(2);
  await ask(stage, { call: 'jobs.continue', input: { id: (await newest())?.id ?? '' } });
  await expect.poll(async () => (await newest())?.state, { timeout: 20_000 }).toBe('ended');
}
