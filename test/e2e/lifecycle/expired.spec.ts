import { ownerAccount, principalOf } from '../../support/scenarios';
import { addCredentials } from '../../support/steps';
import { violationsOf } from '../axe';
import { expect, test } from '../fixtures';
import { jobsOf } from '../pages/jobs';
import { actNames, begin, expectOnce } from './acts';
import { runScriptOnceItCan } from './clone-wish';
import { followJob } from './follow';

for (const act of actNames) {
  test(`${act}: credentials expire halfway, and the job waits for fresh ones and goes on by itself`, async ({
    stage,
  }) => {
    const { world } = stage;
    // A deletion waits for nothing of AWS: it is in the middle when it comes to the second call.
    const atOnce = act === 'delete';
    if (atOnce) stage.aws.faults.add({ kind: 'expired-token', operation: 'DeleteImage' });
    const { plan, id } = await begin(stage, act);
    const { page, ...job } = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${id}`));
    const principal = principalOf(world, ownerAccount);
    if (!atOnce) {
      await expect(job.state).toHaveText('Waiting for AWS');
      principal.expiresAt = world.now() - 1;
      await job.button('Continue').click();
    }
    await expect(job.state).toHaveText('Waiting for fresh credentials');
    await expect(
      page.getByText(`The credentials for account ${ownerAccount} have expired.`),
    ).toBeVisible();
    await expect(job.button('Add credentials')).toBeVisible();
    if (act === 'clone') expect(await violationsOf(page)).toEqual([]);
    stage.aws.faults.clear();
    principal.expiresAt = world.now() + 12 * 3_600_000;
    await addCredentials(stage, ownerAccount);
    await followJob(stage, async () => runScriptOnceItCan(stage, plan));
    await expect(job.state).toHaveText('Done');
    expectOnce(stage, act);
  });
}
