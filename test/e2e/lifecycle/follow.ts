import { expect, type Locator, type Page } from '@playwright/test';
import { hasEnded, type Job } from '@/lib/jobs/job';
import { stopWorker } from '../../support/browser';
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

/**
 * Has the newest job go on until it is over, by workers of which each is stopped once the job is
 * further; gives how often one was. At each look a worker would never come to do anything.
 */
export async function followThroughStops(
  stage: Stage,
  meanwhile: () => void = () => {},
): Promise<number> {
  const seen = new Set<string>();
  await followJob(stage, async ({ counts, pause }) => {
    meanwhile();
    const shown = JSON.stringify([counts, pause?.reason]);
    if (seen.has(shown)) return;
    seen.add(shown);
    await stopWorker(stage.context);
  });
  return seen.size;
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
