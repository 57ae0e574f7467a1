import type { Scope } from '@/lib/scope';
import { callsOf, mutatingCalls } from '../../aws/log';
import { addImage, ownImage, regionOf, type World } from '../../aws/world';
import { stopWorker } from '../../support/browser';
import { believableWorld, customerAccount, ownerAccount } from '../../support/scenarios';
import type { Stage } from '../../support/stage';
import { addCredentials, ask } from '../../support/steps';
import { inBothSchemes } from '../axe';
import { expect, test } from '../fixtures';
import { followJob } from './follow';

const scope: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const place = `partition=aws&account=${ownerAccount}&region=us-east-1`;

const imageIn = ({ world }: { readonly world: World }, name: string, region = 'us-east-1') =>
  ownImage(regionOf(world, region), ownerAccount, name);

const openDelete = (stage: Stage, ...images: readonly string[]) =>
  stage.openExtensionPage(
    `desk.html#/images/delete?${place}&${images.map((image) => `image=${encodeURIComponent(image)}`).join('&')}`,
  );

test('images are deleted once they are shared with nobody, and one that a fleet has stays', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await openDelete(
    stage,
    'us-east-1/design-studio-7',
    'us-east-1/office-2026-06',
    'us-east-1/analytics-linux',
  );
  const images = page.getByRole('table', { name: 'Images to delete' });
  const row = (name: string) => images.getByRole('row').filter({ hasText: name });
  await expect(row('design-studio-7')).toContainText('Shared with 2 accounts');
  await expect(row('office-2026-06')).toContainText('Cannot be deleted now');
  await expect(row('analytics-linux')).toContainText('Can be deleted');
  await expect(page.getByText(/fleet office-fleet \(RUNNING, of 1 stack: office\)/)).toBeVisible();
  await expect(page.getByRole('link', { name: /^Open office-fleet/ })).toHaveAttribute(
    'href',
    'https://us-east-1.console.aws.amazon.com/appstream2/home?region=us-east-1#/fleets/office-fleet',
  );
  await expect(page.getByText(/^The image builder analytics-builder/)).toBeVisible();
  expect(await inBothSchemes(page)).toEqual([]);

  await page.getByRole('checkbox', { name: 'Stop sharing first' }).check();
  await page.getByRole('button', { name: 'Make the plan' }).click();
  const apply = page.getByRole('button', { name: 'Delete 2 images' });
  await expect(apply).toBeDisabled();
  await expect(page.getByText('drop to capacity 0').last()).toBeVisible();
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
  await page.getByRole('textbox', { name: 'Type delete 2 to confirm' }).fill('delete 2');
  await apply.click();
  await expect.poll(() => imageIn(stage, 'design-studio-7')?.State).toBe('DELETING');
  await expect.poll(() => imageIn(stage, 'analytics-linux')?.State).toBe('DELETING');
  expect(imageIn(stage, 'design-studio-7')?.permissions.size).toBe(0);
  expect(imageIn(stage, 'office-2026-06')?.State).toBe('AVAILABLE');
  expect(imageIn(stage, 'office-2026-06')?.permissions.has(customerAccount)).toBe(true);
  await followJob(stage);
  await expect(page.getByRole('heading', { name: /^Result/ })).toBeVisible();
  expect(callsOf(stage.aws.log, 'DeleteImage')).toHaveLength(2);
});

test.describe('a worker that is stopped in the middle', () => {
  const names = Array.from({ length: 6 }, (_, index) => `old-${index + 1}`);
  const friends = Array.from({ length: 4 }, (_, index) => String(600_000_000_000 + index));
  const world = believableWorld();
  for (const name of names) {
    addImage(regionOf(world, 'us-east-1'), ownerAccount, name, {
      sharedWith: Object.fromEntries(
        friends.map((account) => [account, { allowFleet: true, allowImageBuilder: false }]),
      ),
    });
  }
  test.use({ stageOptions: { world, answers: { rate: { perSecond: 12, burst: 12 } } } });

  test('takes nothing away twice, and deletes each image once', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    const images = names.map((image) => ({ region: 'us-east-1', image }));
    const wish = { act: 'delete' as const, images, unshare: true };
    const { digest } = await ask(stage, { call: 'lifecycle.plan', input: { wish }, scope });
    const { id } = await ask(stage, { call: 'lifecycle.delete', input: { digest }, scope });
    const done = (operation: string) =>
      callsOf(stage.aws.log, operation).filter(({ outcome }) => outcome === 'ok');
    for (const enough of [4, 14]) {
      await expect
        .poll(() => done('DeleteImagePermissions').length, { timeout: 20_000 })
        .toBeGreaterThan(enough);
      await stopWorker(stage.context);
      await ask(stage, { call: 'jobs.continue', input: { id } });
    }
    await expect.poll(() => done('DeleteImage').length, { timeout: 20_000 }).toBe(names.length);
    await followJob(stage);
    expect(names.map((name) => imageIn(stage, name))).toEqual(names.map(() => undefined));
    expect(done('DeleteImagePermissions')).toHaveLength(names.length * friends.length);
    expect(done('DeleteImage')).toHaveLength(names.length);
  });
});
