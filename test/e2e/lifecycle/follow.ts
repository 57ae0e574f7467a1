import { expect, type Locator, type Page } from '@playwright/test';
import { hasEnded, type Job } from '@/lib/jobs/job';
import type { Stage } from '../../support/stage';
import { ask } from '../../support/steps';
import { jobsOf } from '../pages/jobs';

/**
 * Has the newest job go on until it is over. Whenever it waits for AWS, time goes by there, and the
 * job is told to look at once: by itself it would rest for half a minute first. `meanwhile` is what
 * happens before each look.
 */
export async function followJob(
  stage: Stage,
  meanwhile: (job: Job) => Promise<void> = async () => {},
): Promise<void> {
  await expect
    .poll(
      async () => {
        const [job] = await ask(stage, { call: 'jobs.list', input: {} });
        if (!job || hasEnded(job)) return job !== undefined;
        await meanwhile(job);
        if (job.pause?.reason === 'underway') stage.world.pass(15);
        await ask(stage, { call: 'jobs.continue', input: { id: job.id } });
        return false;
      },
      { timeout: 60_000, intervals: [250] },
    )
    .toBe(true);
}

/** Follows the job of a plan that a person has just had carried out, once there is one. */
export async function followStarted(stage: Stage, page: Page): Promise<void> {
  await expect(
    page.getByRole('heading', { name: /^(?:Being carried out|Result)/ }).first(),
  ).toBeVisible();
  await followJob(stage);
}

/**
 * Lets time go by at AWS once, and has the job of a page go on until something is shown: by itself it
 * would rest for half a minute first.
 */
export async function followUntil(
  { world }: Stage,
  minutes: number,
  page: Page,
  shown: Locator,
): Promise<void> {
  world.pass(minutes);
  await expect(async () => {
    if (await shown.isVisible()) return;
    await jobsOf(page).button('Continue').click({ timeout: 1000 });
    await expect(shown).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
}
