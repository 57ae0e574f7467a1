import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { addImage, regionOf } from './aws/world';
import { applications } from './demo-applications';
import { openBuild, openImage } from './demo-pages';
import { followJob, followStarted, followUntil } from './e2e/lifecycle/follow';
import { amiActOf } from './e2e/pages/ami-acts';
import { cloneFormOf } from './e2e/pages/build-clone';
import { cloneOf } from './e2e/pages/clone';
import { copiesOf } from './e2e/pages/copies';
import { jobsOf } from './e2e/pages/jobs';
import { panelOf } from './e2e/pages/panel';
import { customerAccount, ownerAccount } from './support/accounts';
import { roleOf } from './support/image-acts';
import { runScript } from './support/image-script';
import { ask, openDeskFrom } from './support/steps';
import type { Stop } from './support/tour';

const region = 'us-east-1';
const scope = `partition=aws&account=${ownerAccount}&region=${region}`;
const tall = { width: 1280, height: 1200 };

/** The stops of the tour that are about an image's whole life. */
export const lifecycleStops: readonly Stop[] = [
  [
    'What can become of an image, in its panel',
    async (stage, picture) => {
      const page = await openImage(stage, 'office-2026-06');
      await panelOf(page).button('Go to Actions').click();
      await picture('panel-actions', page);
      await panelOf(page).button('Go to Lineage').click();
      await picture('panel-lineage', page);
    },
  ],
  [
    'The application repository, from which images are filled',
    async (stage, picture) => {
      const input = { applications: [...applications], mode: 'merge' as const };
      await ask(stage, { call: 'applications.import', input });
      const page = await stage.openExtensionPage('desk.html#/settings/applications');
      await expect(page.getByText('Plotter 3D').first()).toBeVisible();
      await picture('applications', page);
    },
  ],
  [
    'Clone an image: the form, the plan, the script on the image builder, the new image',
    async (stage, picture) => {
      const console = await openImage(stage, 'office-2026-06');
      const press = () => panelOf(console).button('Clone image').click();
      const form = cloneOf(await openDeskFrom(stage, press));
      const { page } = form;
      await page.setViewportSize(tall);
      await form.name.fill('office-2026-07');
      await form.instanceType.fill('stream.standard.large');
      await form.add('Plotter 3D').check();
      await picture('clone', page, 'whole');
      await page.getByRole('button', { name: 'More settings' }).click();
      await form.checkbox('Default internet access').check();
      await picture('clone-settings', page, 'whole');
      await form.button('Make the plan').click();
      await expect(form.button('Create image')).toBeEnabled();
      await picture('clone-plan', page, 'whole');
      await form.button('Create image').click();
      const job = jobsOf(page);
      await job.started.click();
      // Time that goes by before AWS has begun would be lost.
      await expect(job.state).toHaveText('Waiting for AWS');
      await followUntil(stage, 15, page, page.getByText(/-builder is RUNNING, and costs/));
      await picture('clone-at-builder', page, 'whole');
      const builders = await stage.openExtensionPage(`desk.html#/images/builders?${scope}`);
      await expect(builders.getByText('office-2026-07-builder').first()).toBeVisible();
      await picture('builders', builders);
      const downloading = page.waitForEvent('download');
      await job.button('Download the script').click();
      const script = readFileSync(await (await downloading).path(), 'utf8');
      const answers = runScript(stage.world, region, 'office-2026-07-builder', script);
      expect(answers.every(({ exitCode }) => exitCode === 0)).toBe(true);
      await followJob(stage);
      await expect(job.state.getByText('Done', { exact: true })).toBeVisible();
      await picture('clone-done', page, 'whole');
      const made = await openImage(stage, 'office-2026-07');
      await panelOf(made).button('Go to Lineage').click();
      await expect(panelOf(made).lineage).toContainText('office-2026-06');
      await picture('clone-lineage', made);
    },
  ],
  [
    'Copy two images to three Regions, with their tags and shares',
    async (stage, picture) => {
      const desk = copiesOf(await stage.openExtensionPage(`desk.html#/images?${scope}`));
      const { page } = desk;
      await page.setViewportSize(tall);
      await desk.image('office-2026-06').check();
      await desk.image('analytics-linux').check();
      await desk.button('Actions').click();
      await picture('images-actions', page);
      await desk.entry('Copy to Regions').click();
      await desk.addRegions(region, 'eu-west-1', 'eu-central-1');
      await page.getByRole('checkbox', { name: /^Share the copies/ }).check();
      await expect(desk.button('Make the plan')).toBeEnabled();
      await picture('copy', page, 'whole');
      await desk.button('Make the plan').click();
      await expect(desk.button('Make 6 copies')).toBeEnabled();
      await picture('copy-plan', page, 'whole');
      await desk.button('Make 6 copies').click();
      await followStarted(stage, page);
      await expect(desk.result).toBeVisible();
      await jobsOf(page).started.click();
      await expect(jobsOf(page).state).toHaveText('Done');
      await picture('copy-job', page, 'whole');
    },
  ],
  [
    'Try again what a job has left undone',
    async (stage, picture) => {
      const { quotas, failing } = stage.world;
      const usual = quotas.images;
      const there = [...regionOf(stage.world, 'eu-west-1').images.values()];
      quotas.images = there.filter(({ owner }) => owner === ownerAccount).length + 2;
      failing.set('studio-b', 'The copy has failed.');
      const copies = ['studio-a', 'studio-b', 'studio-c'].map((image) => ({
        from: { region, image: 'design-studio-7' },
        to: { region: 'eu-west-1', image },
      }));
      const wish = { act: 'copy', copies, tags: true, shares: false } as const;
      const place = { partition: 'aws', account: ownerAccount, region } as const;
      const plan = await ask(stage, { call: 'lifecycle.plan', input: { wish }, scope: place });
      const input = { digest: plan.digest };
      const { id } = await ask(stage, { call: 'lifecycle.copy', input, scope: place });
      await followJob(stage);
      quotas.images = usual;
      failing.delete('studio-b');
      const job = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${id}`));
      const { page } = job;
      await page.setViewportSize(tall);
      await expect(job.state).toHaveText('Ended: 2 failed');
      await picture('rest-job', page, 'whole');
      await job.button('Try the failed again').click();
      await expect(job.button('Copy image')).toBeEnabled();
      await picture('rest-plan', page, 'whole');
      await job.button('Copy image').click();
      await followStarted(stage, page);
      await expect(job.started).toBeVisible();
    },
  ],
  [
    'Update images; AWS is asked beforehand whether it has anything newer',
    async (stage, picture) => {
      const images = ['office-2026-03', 'office-2026-06', 'analytics-linux']
        .map((name) => `image=${region}/${name}`)
        .join('&');
      const page = await stage.openExtensionPage(`desk.html#/images/update?${scope}&${images}`);
      const desk = copiesOf(page);
      await page.setViewportSize(tall);
      await expect(desk.button('Make the plan')).toBeEnabled();
      await picture('update', page, 'whole');
      await desk.button('Make the plan').click();
      await expect(desk.leftOut).toContainText('AWS has nothing newer for it');
      await picture('update-plan', page, 'whole');
      await desk.button('Update image').click();
      await followStarted(stage, page);
      await expect(desk.result).toBeVisible();
    },
  ],
  [
    'The AMI of a build becomes an image, with its findings beside the form',
    async (stage, picture) => {
      const console = await openBuild(stage, '2.0.0/4');
      const press = () => panelOf(console).button('Import into AppStream').click();
      const form = amiActOf(await openDeskFrom(stage, press));
      const { page } = form;
      await page.setViewportSize(tall);
      await expect(form.text(/\d+ critical/)).toBeVisible();
      await form.role('IAM role').fill(roleOf(ownerAccount));
      await form.button('Add application').click();
      await form.field('ID').fill('Calc');
      const path = form.application('Calc').getByRole('textbox', { name: 'Path', exact: true });
      await path.fill('C:\\LibreOffice\\program\\scalc.exe');
      await expect(form.makePlan).toBeEnabled();
      await picture('import', page, 'whole');
      await form.makePlan.click();
      await expect(form.button('Import AMI')).toBeEnabled();
      await picture('import-plan', page, 'whole');
      await form.button('Import AMI').click();
      await followStarted(stage, page);
      await expect(form.text('1 done.')).toBeVisible();
      const made = await openImage(stage, 'office-golden');
      await panelOf(made).button('Go to Lineage').click();
      await expect(panelOf(made).lineage).toContainText('office-golden 2.0.0/4');
      await picture('import-lineage', made);
    },
  ],
  [
    'Export an image to an AMI',
    async (stage, picture) => {
      const address = `desk.html#/images/export?${scope}&image=design-studio-7`;
      const form = amiActOf(await stage.openExtensionPage(address));
      await form.role('IAM role').fill(roleOf(ownerAccount));
      await expect(form.makePlan).toBeEnabled();
      await picture('export', form.page, 'whole');
    },
  ],
  [
    'Clone an image to another account: exported, shared, imported there',
    async (stage, picture) => {
      const address = `desk.html#/images/move?${scope}&image=office-2026-06`;
      const form = amiActOf(await stage.openExtensionPage(address));
      const { page } = form;
      await page.setViewportSize(tall);
      await page.getByRole('button', { name: /^Account/ }).click();
      await page.getByRole('option', { name: customerAccount }).click();
      await form.role('IAM role of this account').fill(roleOf(ownerAccount));
      await form.role('IAM role in the other account').fill(roleOf(customerAccount));
      await form.field('Image name').fill('office');
      await expect(form.makePlan).toBeEnabled();
      await picture('move', page, 'whole');
      await form.makePlan.click();
      await expect(form.button('Clone to account')).toBeEnabled();
      await picture('move-plan', page, 'whole');
      await form.button('Clone to account').click();
      await followStarted(stage, page);
      await expect(form.text('3 done.')).toBeVisible();
      await jobsOf(page).started.click();
      await expect(form.text('This AMI and its snapshots stay in this account')).toBeVisible();
      await picture('move-job', page, 'whole');
    },
  ],
  [
    'Delete images, with what is in the way and what removes it',
    async (stage, picture) => {
      const images = ['design-studio-7', 'office-2026-06', 'rocky-tools_v2.1']
        .map((name) => `image=${region}/${name}`)
        .join('&');
      const page = await stage.openExtensionPage(`desk.html#/images/delete?${scope}&${images}`);
      await page.setViewportSize(tall);
      const review = page.getByRole('button', { name: 'Make the plan' });
      await expect(page.getByText(/fleet office-fleet/)).toBeVisible();
      await page.getByRole('checkbox', { name: 'Stop sharing first' }).check();
      await picture('delete', page, 'whole');
      await review.click();
      await expect(page.getByText('drop to capacity 0').last()).toBeVisible();
      await picture('delete-plan', page, 'whole');
    },
  ],
  [
    'Images that nobody needs any more',
    async (stage, picture) => {
      const { world } = stage;
      const of = (days: number) => ({ CreatedTime: new Date(world.now() - days * 86_400_000) });
      addImage(regionOf(world, region), ownerAccount, 'lab-1', of(300));
      addImage(regionOf(world, region), ownerAccount, 'lab-2', of(200));
      const page = await stage.openExtensionPage(`desk.html#/images/clean-up?${scope}`);
      await page.setViewportSize(tall);
      const found = page.getByRole('table', { name: 'Images that can be deleted' });
      await found.getByRole('checkbox', { name: /^Select lab-1 / }).check();
      await page.getByRole('button', { name: /^Images that stay/ }).click();
      await picture('clean-up', page, 'whole');
    },
  ],
  [
    'Clone a build of Image Builder with one more component',
    async (stage, picture) => {
      const console = await openBuild(stage, '2.0.0/4');
      const press = () => panelOf(console).button('Clone image').click();
      const page = await openDeskFrom(stage, press);
      const form = cloneFormOf(page);
      await page.setViewportSize(tall);
      await form.choose('Component', 'install-viewer');
      await form.field('edition').fill('Team');
      await picture('build-clone-component', page, 'whole');
      await form.add.click();
      await expect(form.plan).toBeEnabled();
      await picture('build-clone', page, 'whole');
      await form.plan.click();
      await expect(page.getByRole('button', { name: 'Clone image', exact: true })).toBeEnabled();
      await picture('build-clone-plan', page, 'whole');
      await page.getByRole('button', { name: 'Clone image', exact: true }).click();
      await expect(page.getByText(/done\.$/).first()).toBeVisible();
      await jobsOf(page).started.click();
      await expect(page.getByRole('link', { name: /Open the build in the console/ })).toBeVisible();
      await picture('build-clone-job', page, 'whole');
    },
  ],
];
