import { addImageBuilder, ownImage, regionOf } from '../../aws/world';
import { ownerAccount, principalOf } from '../../support/scenarios';
import type { Stage } from '../../support/stage';
import { addCredentials, ask } from '../../support/steps';
import { violationsOf } from '../axe';
import { expect, test } from '../fixtures';
import { jobsOf } from '../pages/jobs';
import { cloneWish as wish, editor, runScriptOnceItCan } from './clone-wish';
import { followJob } from './follow';

const scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' } as const;
const builder = wish.builder.name;

/** What goes wrong with a clone, and what its page says of it. */
interface Trouble {
  /** Comes after the plan, and before the clone is begun. */
  readonly comes: (stage: Stage) => void;
  readonly state: string;
  /** The change that it comes to, and what stands there. */
  readonly change: string;
  readonly reason: RegExp;
  /** How the image builder is that is left behind, if one is. */
  readonly left?: string;
}

const troubles: Readonly<Record<string, Trouble>> = {
  'the image builder fails': {
    comes: ({ world }) => world.failing.set(builder, 'There is no capacity.'),
    state: 'Ended: 1 failed',
    change: 'Create the image builder',
    reason: /There is no capacity\./,
    left: 'FAILED',
  },
  'the image fails': {
    comes: ({ world }) => world.failing.set(wish.image, 'Sysprep has failed.'),
    state: 'Ended: 1 failed',
    change: 'Run the script',
    reason: /Sysprep has failed\./,
    left: 'STOPPED',
  },
  'the quota is reached': {
    comes({ world }) {
      world.quotas.imageBuilders = 0;
    },
    state: 'Ended: 1 failed',
    change: 'Create the image builder',
    reason: /The limit of 0 image builders .* has been reached/,
  },
  'somebody has taken the name': {
    comes({ world }) {
      const region = regionOf(world, scope.region);
      const image = ownImage(region, ownerAccount, wish.source.name);
      if (!image) throw new Error('There is no image.');
      addImageBuilder(region, ownerAccount, builder, { image, CreatedTime: new Date(0) });
    },
    state: 'Ended: 1 changed elsewhere',
    change: 'Create the image builder',
    reason: /The name is taken\. There is an image builder .* that this job has not made/,
  },
};

/** Plans the clone and begins it; gives the plan, and the id of the job. */
async function begin(stage: Stage, comes: Trouble['comes'] = () => {}) {
  await addCredentials(stage, ownerAccount);
  await ask(stage, { call: 'applications.save', input: { application: editor } });
  const plan = await ask(stage, { call: 'lifecycle.plan', input: { wish }, scope });
  comes(stage);
  const { digest } = plan;
  const { id } = await ask(stage, { call: 'lifecycle.clone', input: { digest }, scope });
  return { plan, id };
}

for (const [name, { comes, state, change, reason, left }] of Object.entries(troubles)) {
  test(`a clone says that ${name}, and what is left behind`, async ({ stage }) => {
    const { plan, id } = await begin(stage, comes);
    await followJob(stage, async () => runScriptOnceItCan(stage, plan));
    const { page, ...job } = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${id}`));
    await expect(job.state).toHaveText(state);
    await expect(job.change(change)).toContainText(reason);
    await expect(job.change('Add 2 tags')).toContainText('Not begun');
    await expect(job.change('Delete the image builder')).toContainText('Not begun');
    await expect(job.button('Try the failed again')).toBeVisible();
    const behind = page.getByText(`The image builder ${builder} (us-east-1) is left behind.`);
    await expect(behind).toHaveCount(left === undefined ? 0 : 1);
    if (left === undefined) return;
    await expect(behind).toContainText(`It is ${left}.`);
    await job.link('Show the image builders').click();
    const row = page.getByRole('row').filter({ hasText: builder });
    await expect(row).toContainText('Left behind');
  });
}

test('a clone whose credentials expire waits for fresh ones, and goes on by itself', async ({
  stage,
}) => {
  const { plan, id } = await begin(stage);
  const { page, ...job } = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${id}`));
  await expect(job.state).toHaveText('Waiting for AWS');
  const principal = principalOf(stage.world, ownerAccount);
  principal.expiresAt = stage.world.now() - 1;
  await job.button('Continue').click();
  await expect(job.state).toHaveText('Waiting for fresh credentials');
  await expect(
    page.getByText(`The credentials for account ${ownerAccount} have expired.`),
  ).toBeVisible();
  await expect(job.button('Add credentials')).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  principal.expiresAt = stage.world.now() + 12 * 3_600_000;
  await addCredentials(stage, ownerAccount);
  await expect(job.state).toHaveText('Waiting for AWS');
  await followJob(stage, async () => runScriptOnceItCan(stage, plan));
  await expect(job.state).toHaveText('Done');
});
