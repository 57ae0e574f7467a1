import type { Page } from '@playwright/test';
import type { AmiRecord } from '../../aws/image-builder/records';
import { regionOf, type ImageRecord } from '../../aws/world';
import type { Stage } from '../../support/stage';
import { ask } from '../../support/steps';
import { expect } from '../fixtures';

const region = 'us-east-1';

/** A form about an AMI, its plan and its job, by the names that a person finds things by. */
export function amiActOf(page: Page) {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const plan = page.getByRole('table', { name: 'Changes of this plan' });
  return {
    page,
    button,
    plan,
    field: (name: string) => page.getByRole('textbox', { name, exact: true }),
    role: (name: string) => page.getByRole('combobox', { name, exact: true }),
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    text: (text: string | RegExp) => page.getByText(text),
    makePlan: button('Make the plan'),
    lineage: page.getByRole('list', { name: 'Tags that Image Desk adds' }).getByRole('listitem'),
    application: (name: string) => page.getByRole('group', { name, exact: true }),
  };
}

/** Lets AWS's time go by until the only job is over. */
export async function passUntilDone(stage: Stage): Promise<void> {
  await expect
    .poll(
      async () => {
        const [job] = await ask(stage, { call: 'jobs.list', input: {} });
        if (job?.pause && job.wish === undefined) {
          // Once its clock has gone on, AWS refuses a call of the time before.
          if (job.pause.reason === 'underway') stage.world.pass(35);
          await ask(stage, { call: 'jobs.continue', input: { id: job.id } });
        }
        return job?.pause?.reason ?? job?.state;
      },
      { timeout: 20_000, intervals: [200] },
    )
    .toBe('ended');
}

/** An image of the world by its account and name. */
export function imageIn({ world }: Stage, account: string, name: string): ImageRecord | undefined {
  return [...regionOf(world, region).images.values()].find(
    (image) => image.owner === account && image.Name === name,
  );
}

/** An AMI of the world by its account and name. */
export function amiIn({ world }: Stage, account: string, name: string): AmiRecord | undefined {
  return [...regionOf(world, region).amis.values()].find(
    (ami) => ami.OwnerId === account && ami.Name === name,
  );
}
