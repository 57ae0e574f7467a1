import papa from 'papaparse';
import { mutatingCalls } from '../aws/log';
import { imageBuilderUrl } from '../console/pages';
import { imageBuilderRoutes } from '../console/routes';
import { officeGoldenBuild } from '../support/office-golden';
import { ownerAccount } from '../support/scenarios';
import { scannedWorld } from '../support/scanned-world';
import { stopWorker } from '../support/browser';
import type { Stage } from '../support/stage';
import { addCredentials, openDeskFrom } from '../support/steps';
import { inBothSchemes } from './axe';
import { expect, test } from './fixtures';
import { focused, pressUntil } from './keyboard';
import { buildPanelOf } from './pages/build-panel';
import { bulkOf } from './pages/bulk';
import { compareOf } from './pages/findings';

const newest = officeGoldenBuild('2.0.0/4');
const older = officeGoldenBuild('2.0.0/2');

function addressOf(base: string, target: string): string {
  return `desk.html#/findings/compare?base=${encodeURIComponent(base)}&target=${encodeURIComponent(target)}`;
}

/** How often each page of the findings of a build was asked for, by its token. */
function pagesAsked({ aws }: Stage, build: string): readonly string[] {
  return aws.log
    .filter(({ operation }) => operation === 'ListImageScanFindings')
    .map(({ input }) => JSON.stringify(input))
    .filter((text) => text.includes(build));
}

test('from the panel to each export by the keyboard alone, and every file says what the screen says', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  const route = imageBuilderRoutes.build(newest);
  await page.goto(imageBuilderUrl({ host: 'regional', region: 'us-east-1', route }));
  await buildPanelOf(page).button('Compare findings').focus();
  const window = await openDeskFrom(stage, () => page.keyboard.press('Enter'));
  await window.setViewportSize({ width: 1240, height: 900 });
  const desk = compareOf(window);
  // The build before is found by itself.
  await expect(desk.rows).toHaveCount(37);
  for (const words of ['+24 new', '−5 fixed', '8 unchanged']) {
    await expect(window.getByText(words, { exact: true })).toBeVisible();
  }
  await expect(desk.row('CVE-2026-21007')).toContainText(/High.*was Medium/s);
  await expect(window.getByText('Failed: No new critical with a fix available')).toBeVisible();
  expect(await inBothSchemes(window)).toEqual([]);

  await pressUntil(window, 'Tab', ({ inTable }) => inTable);
  await window.keyboard.press('ArrowDown');
  await pressUntil(window, 'ArrowRight', ({ name }) => name.startsWith('Details of'));
  expect(await focused(window)).toMatchObject({ name: 'Details of CVE-2026-20000' });
  await window.keyboard.press('Enter');
  const details = window.getByRole('dialog', { name: 'CVE-2026-20000' });
  await expect(details).toContainText('<script>alert(0)</script>');
  await expect(details).toContainText('139.0.1');
  expect(await inBothSchemes(window)).toEqual([]);
  await window.keyboard.press('Escape');
  await expect(details).toBeHidden();

  const counts = { new: 24, fixed: 5, unchanged: 8 };
  const csv = await desk.exported('CSV');
  expect(csv.file).toMatch(
    /^image-desk-findings-office-golden-2\.0\.0-2-to-office-golden-2\.0\.0-4-[\d-]+\.csv$/,
  );
  const { data } = papa.parse<Record<string, string>>(csv.text, {
    header: true,
    skipEmptyLines: true,
  });
  const ids = (change: string) =>
    new Set(data.filter((row) => row['change'] === change).map((row) => row['vulnerability'])).size;
  expect({ new: ids('new'), fixed: ids('fixed'), unchanged: ids('persisting') }).toEqual(counts);
  const markdown = await desk.exported('Markdown');
  expect(markdown.text).toContain('+24');
  expect(markdown.text).toContain('CVE-2026-20001');
  const html = await desk.exported('HTML report');
  expect(html.text).toContain('CVE-2026-22012');
  expect(html.text).not.toContain('<script');
  const json = JSON.parse((await desk.exported('JSON')).text) as { readonly version: number };
  expect(json.version).toBe(1);
  expect(JSON.stringify(json)).toContain('CVE-2026-22012');
  const sarif = JSON.parse((await desk.exported('SARIF 2.1.0')).text) as {
    readonly runs: readonly [{ readonly results: readonly { readonly baselineState: string }[] }];
  };
  const states = sarif.runs[0].results.map(({ baselineState }) => baselineState);
  expect(states.filter((state) => state === 'new').length).toBe(
    data.filter((row) => row['change'] === 'new').length,
  );
  const vex = JSON.parse((await desk.exported('CycloneDX 1.6 VEX of judgements')).text) as object;
  expect(vex).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
});

test('a judgement leaves the counts visibly, and what a filter shows is what is saved', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.openExtensionPage(addressOf(older, newest));
  const desk = compareOf(page);
  await desk.button('Details of CVE-2026-20001').click();
  await page.getByRole('button', { name: 'Judge CVE-2026-20001' }).click();
  const form = page.getByRole('dialog').filter({ hasText: 'Reason' });
  await form.getByRole('textbox', { name: 'Reason' }).fill('The component is not used.');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByText('+23 new', { exact: true })).toBeVisible();
  await expect(page.getByText(/New 23 \+ 1 suppressed/)).toBeVisible();
  await expect(desk.row('CVE-2026-20001')).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Find vulnerabilities and packages' }).fill('firefox');
  await expect(desk.row('CVE-2026-20000')).toBeVisible();
  await expect(desk.row('CVE-2026-20002')).toHaveCount(0);
  const shown = await desk.rows.count();
  const { text } = await desk.exported('Markdown');
  expect(new Set(text.match(/CVE-2026-\d+/g)).size).toBe(shown);
  // The address says all of it.
  await expect.poll(() => page.url()).toContain('show=');
  await page.reload();
  await expect(desk.row('CVE-2026-20000')).toBeVisible();
  await expect(desk.rows).toHaveCount(shown);
});

test('a build that was not scanned is not compared, and the images of an account are ranked', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.openExtensionPage(addressOf(officeGoldenBuild('2.0.0/1'), newest));
  await expect(page.getByText(/office-golden 2\.0\.0\/1 cannot be compared/)).toBeVisible();
  await expect(compareOf(page).table).toHaveCount(0);
  const scope = `partition=aws&account=${ownerAccount}&region=us-east-1`;
  const all = await stage.openExtensionPage(`desk.html#/findings?${scope}`);
  await expect(all.getByRole('row').nth(1)).toContainText('office-golden');
  await all.getByRole('textbox', { name: 'Vulnerability' }).fill('CVE-2026-20000');
  await all.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(all.getByText('2.0.0/2').first()).toBeVisible();
  expect(await inBothSchemes(all)).toEqual([]);
});

test('an image that is shared shows the rules that its build fails, and leads to the comparison', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const bulk = bulkOf(await stage.openExtensionPage('desk.html#/share-many'));
  const { page } = bulk;
  await bulk.image('kiosk', 'us-east-1').check();
  await bulk.image('office-2026-03', 'us-east-1').check();
  await bulk.paste('555566667777');
  await bulk.button('Make the plan').click();
  await expect(
    page.getByText('1 of 2 images has no known build; 1 is not checked yet.'),
  ).toBeVisible();
  expect(pagesAsked(stage, newest)).toEqual([]);
  await bulk.button('Check the findings').click();
  await expect(page.getByText('1 of 2 images fails a rule; 1 has no known build.')).toBeVisible();
  await expect(page.getByText('Failed: No new critical with a fix available')).toBeVisible();
  await page.getByRole('button', { name: 'Failed by 1 CVE' }).click();
  await expect(page.getByText(/^CVE-2026-20001, critical, in /)).toBeVisible();
  // It is told, and stops nothing.
  await expect(bulk.button('Change 2 permissions on 2 images')).toBeEnabled();
  const link = page.getByText('Compare with office-golden 2.0.0/2');
  const desk = compareOf(await openDeskFrom(stage, () => link.click()));
  await expect(desk.rows).toHaveCount(37);
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

test.describe('while a worker is stopped', () => {
  const { world, earlier, later } = scannedWorld(300, 2);
  test.use({ stageOptions: { world } });

  test('no page of findings is asked for twice', async ({ stage }) => {
    await addCredentials(stage, ownerAccount);
    stage.aws.faults.add({ kind: 'slow', until: 60, times: Infinity, service: 'imagebuilder' });
    const page = await stage.openExtensionPage(addressOf(earlier, later));
    await expect.poll(() => pagesAsked(stage, later).length).toBeGreaterThan(4);
    await stopWorker(stage.context);
    await expect(compareOf(page).table).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('+30 new', { exact: true })).toBeVisible();
    for (const build of [earlier, later]) {
      const asked = pagesAsked(stage, build);
      // One may have been on its way, and was answered to nobody.
      expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(1);
      expect(new Set(asked).size).toBe(12);
    }
  });
});
