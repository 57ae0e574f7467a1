import { expect } from '@playwright/test';
import { imageScript } from '@/lib/cloning/script/script';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { WishOf } from '@/lib/lifecycle/wish';
import { ownImage, regionOf } from '../../aws/world';
import { runScript } from '../../support/image-script';
import { ownerAccount } from '../../support/scenarios';
import type { Stage } from '../../support/stage';

/** A clone of an image of Windows with one application more, which the repository must have. */
export const cloneWish: WishOf<'clone'> = {
  act: 'clone',
  source: { name: 'office-2026-06' },
  image: 'office-2026-07',
  dynamicCatalogs: false,
  latestAgent: true,
  tags: [{ key: 'Team', value: 'Workplace' }],
  builder: {
    name: 'office-2026-07-builder',
    instanceType: 'stream.standard.large',
    subnets: [],
    securityGroups: [],
    internetAccess: true,
    withoutImdsV1: true,
  },
  applications: ['Editor'],
  software: [],
  after: 'delete',
};

/** That application. */
export const editor = {
  id: 'Editor',
  name: 'An editor',
  platform: 'windows',
  launchPath: 'C:\\Program Files\\Editor\\editor.exe',
} as const;

/** Runs the script of a clone at its image builder, as soon as that can be, and only once. */
export function runScriptOnceItCan(
  { world }: Stage,
  { steps }: Pick<LifecyclePlan, 'steps'>,
): void {
  const step = steps.find(({ act }) => act === 'await-image');
  if (step?.act !== 'await-image') return;
  const region = regionOf(world, step.region);
  const builder = [...region.imageBuilders.values()].find(({ Name }) => Name === step.builder);
  if (ownImage(region, ownerAccount, step.image) || builder?.State !== 'RUNNING') return;
  const answers = runScript(world, step.region, step.builder, imageScript(step.order));
  for (const { exitCode, stdout } of answers) expect(exitCode, stdout).toBe(0);
}
