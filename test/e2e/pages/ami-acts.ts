import type { Page } from '@playwright/test';
import type { AmiRecord } from '../../aws/image-builder/records';
import { regionOf, type ImageRecord } from '../../aws/world';
import type { Stage } from '../../support/stage';

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
