import type { Stage } from '../../support/stage';
import { ask } from '../../support/steps';
import { expect } from '../fixtures';

/** Has the job go on until it is over; whenever it waits for AWS, time goes by there. */
export async function followJob(stage: Stage): Promise<void> {
  await expect
    .poll(
      async () => {
        const [job] = await ask(stage, { call: 'jobs.list', input: {} });
        if (!job || job.state === 'ended') return job?.state;
        // Once its clock has gone on, AWS refuses a call of the time before.
        if (job.pause && job.pause.reason !== 'aws-fault') stage.world.pass(15);
        await ask(stage, { call: 'jobs.continue', input: { id: job.id } });
        return job.state;
      },
      { timeout: 40_000, intervals: [250] },
    )
    .toBe('ended');
}
