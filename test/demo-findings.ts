import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { imageBuilderUrl } from './console/pages';
import { imageBuilderRoutes } from './console/routes';
import { inEveryForm } from './demo-pages';
import { buildPanelOf } from './e2e/pages/build-panel';
import { compareOf } from './e2e/pages/findings';
import { ownerAccount } from './support/accounts';
import { officeGolden, officeGoldenBuild } from './support/office-golden';
import { principalOf } from './support/scenarios';
import type { ScannedBuilds } from './support/scanned-world';
import type { Stage } from './support/stage';
import { ask, openDeskFrom } from './support/steps';
import type { Stop } from './support/tour';

const region = 'us-east-1';
const scope = `partition=aws&account=${ownerAccount}&region=${region}`;
const newest = officeGoldenBuild('2.0.0/4');
const older = officeGoldenBuild('2.0.0/2');

/** What somebody has recorded: one judgement holds, one has run out, and one matches nothing. */
const judgements = [
  {
    vulnerability: 'CVE-2026-20002',
    state: 'not-affected',
    reason: 'The component is installed, but no user may start it.',
  },
  {
    vulnerability: 'CVE-2026-21003',
    state: 'accepted',
    reason: 'The vendor has announced a fix for the next release.',
    until: '2026-01-31',
  },
  {
    vulnerability: 'CVE-2025-4711',
    image: 'office-golden',
    package: 'OpenSSL',
    state: 'in-work',
    reason: 'Ticket DESK-318.',
  },
] as const;

/** The stops of the tour that are about findings; `plenty` are two builds with many of them. */
export function findingsStops(plenty: ScannedBuilds): readonly Stop[] {
  return [
    [
      'Findings of a build, and what changed since the build before',
      async (stage, picture) => {
        for (const fixture of [[], ['dark']] as const) {
          const page = await stage.context.newPage();
          const route = imageBuilderRoutes.build(newest);
          await page.goto(imageBuilderUrl({ host: 'regional', region, route, fixture }));
          const panel = buildPanelOf(page);
          await panel.button('Go to Security findings').click();
          await panel
            .section('Security findings')
            .getByText('Change since the build before')
            .click();
          await expect(panel.section('Security findings')).toContainText('compared with 2.0.0/2');
          const name = fixture.length === 0 ? 'findings-panel' : 'findings-panel-dark';
          await picture(name, page);
          if (fixture.length > 0) continue;
          await page.setViewportSize({ width: 400, height: 800 });
          await picture('findings-panel-narrow', page);
          await page.setViewportSize({ width: 1280, height: 800 });
          const window = await openDeskFrom(stage, () => panel.button('Compare findings').click());
          await expect(compareOf(window).row('CVE-2026-20000')).toBeVisible();
          await picture('findings-compare-window', window);
        }
      },
    ],
    [
      'The findings of two builds side by side, with what the gate says and what was judged',
      async (stage, picture) => {
        await judge(stage);
        const page = await stage.openExtensionPage(addressOf(older, newest));
        await page.setViewportSize({ width: 1280, height: 900 });
        const desk = compareOf(page);
        await expect(desk.row('CVE-2026-20000')).toBeVisible();
        await expect(page.getByText(/^Packages: /)).toBeVisible();
        await picture('findings', page);
        await inEveryForm(page, picture, 'findings-compare', 'whole');
        await page
          .getByText(/^Failed by \d/)
          .first()
          .click();
        await page.getByText(/judgement expired/).scrollIntoViewIfNeeded();
        await picture('findings-gate', page);
        await desk.button('Details of CVE-2026-20000').click();
        await expect(page.getByRole('dialog', { name: 'CVE-2026-20000' })).toBeVisible();
        await inEveryForm(page, picture, 'findings-details');
      },
    ],
    [
      'Many findings, filtered and grouped by package',
      async (stage, picture) => {
        const page = await stage.openExtensionPage(addressOf(plenty.earlier, plenty.later));
        await page.setViewportSize({ width: 1280, height: 900 });
        await expect(compareOf(page).rows.first()).toBeVisible();
        await picture('findings-many', page, 'whole');
        await page.getByText('By package', { exact: true }).click();
        await page.getByText('Vulnerabilities', { exact: true }).first().scrollIntoViewIfNeeded();
        await picture('findings-by-package', page);
        const show = 'change.new*severity.critical.high*fix.yes.partial';
        const filtered = await stage.openExtensionPage(
          `${addressOf(plenty.earlier, plenty.later)}&show=${show}`,
        );
        await expect(compareOf(filtered).rows.first()).toBeVisible();
        await filtered.getByText('Clear filters').first().scrollIntoViewIfNeeded();
        await picture('findings-filtered', filtered);
      },
    ],
    [
      'Choosing two builds, and one that is not scanned',
      async (stage, picture) => {
        const page = await stage.openExtensionPage(
          `desk.html#/findings/compare?${scope}&target=${encodeURIComponent(newest)}`,
        );
        await page.getByRole('button', { name: 'Image version' }).click();
        await page.getByRole('option', { name: 'office-golden 2.0.0' }).click();
        await expect(page.getByText('Choose a build', { exact: true })).toBeVisible();
        await inEveryForm(page, picture, 'findings-choose', 'whole');
        const failed = await stage.openExtensionPage(
          addressOf(officeGoldenBuild('2.0.0/1'), newest),
        );
        await expect(failed.getByText(/cannot be compared/)).toBeVisible();
        await picture('findings-not-scanned', failed, 'whole');
      },
    ],
    [
      'Findings on their way, and without the permission to read them',
      async (stage, picture) => {
        await ask(stage, { call: 'findings.drop', input: {} });
        let release: (() => void) | undefined;
        const until = new Promise<void>((resolve) => {
          release = resolve;
        });
        const operation = 'ListImageScanFindings';
        stage.aws.faults.add({ kind: 'slow', until, operation, after: 9, times: Infinity });
        const page = await stage.openExtensionPage(addressOf(plenty.earlier, plenty.later));
        await expect(page.getByText(/^Here so far: /)).toHaveCount(2);
        await expect(page.getByText(/ of 400 findings/).first()).toBeVisible();
        await picture('findings-reading', page, 'whole');
        await page
          .getByRole('button', { name: /^Cancel reading/ })
          .first()
          .click();
        await expect(page.getByText(/^Stopped at /)).toBeVisible();
        await picture('findings-stopped', page, 'whole');
        stage.aws.faults.clear();
        release?.();
        await ask(stage, { call: 'findings.drop', input: {} });
        const { deniedActions } = principalOf(stage.world, ownerAccount);
        deniedActions.add('imagebuilder:ListImageScanFindings');
        const denied = await stage.openExtensionPage(addressOf(older, newest));
        await expect(denied.getByRole('alert')).toHaveCount(2);
        await picture('findings-denied', denied, 'whole');
        deniedActions.clear();
      },
    ],
    [
      'Findings over the builds of an image, images by findings, and who has a vulnerability',
      async (stage, picture) => {
        const of = newest.slice(0, newest.indexOf(officeGolden) + officeGolden.length);
        const series = await stage.openExtensionPage(
          `desk.html#/findings/builds?${scope}&of=${encodeURIComponent(of)}`,
        );
        await series.getByRole('button', { name: 'Read the findings' }).click();
        await expect(series.getByRole('table', { name: 'Vulnerabilities over' })).toBeVisible();
        await inEveryForm(series, picture, 'findings-series', 'whole');
        await series.getByText('Build by build', { exact: true }).click();
        await picture('findings-matrix', series, 'whole');
        const all = await stage.openExtensionPage(
          `desk.html#/findings?${scope}&vulnerability=CVE-2026-20000`,
        );
        await all.getByRole('button', { name: 'Read the findings' }).click();
        await expect(all.getByText('2.0.0/2').first()).toBeVisible();
        await inEveryForm(all, picture, 'findings-ranking', 'whole');
      },
    ],
    [
      'What was judged, and the rules of the gate',
      async (stage, picture) => {
        const page = await stage.openExtensionPage('desk.html#/findings/judgements');
        await expect(page.getByText('CVE-2025-4711').first()).toBeVisible();
        await inEveryForm(page, picture, 'findings-judgements', 'whole');
      },
    ],
  ];
}

function addressOf(base: string, target: string): string {
  return `desk.html#/findings/compare?${scope}&base=${encodeURIComponent(base)}&target=${encodeURIComponent(target)}`;
}

async function judge(stage: Stage): Promise<void> {
  const at = stage.world.now();
  const recorded = judgements.map((each) => ({ id: randomUUID(), at, ...each }));
  await ask(stage, { call: 'findings.judge', input: { judgements: recorded } });
}
