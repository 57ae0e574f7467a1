import type { Locator, Page } from '@playwright/test';
import { officeGolden, officeGoldenBuild } from '../support/office-golden';
import { ownerAccount } from '../support/scenarios';
import { addCredentials, ask } from '../support/steps';
import { violationsOf } from './axe';
import { expect, test } from './fixtures';
import { pressUntil } from './keyboard';
import { compareOf } from './pages/findings';

const scope = `partition=aws&account=${ownerAccount}&region=us-east-1`;
const newest = officeGoldenBuild('2.0.0/4');
const base = encodeURIComponent(officeGoldenBuild('2.0.0/2'));
const target = encodeURIComponent(newest);
const image = encodeURIComponent(
  newest.slice(0, newest.indexOf(officeGolden) + officeGolden.length),
);

/** One that has run out, in words that reach beyond a narrow window. */
const judgement = {
  id: '5f0c2f7e-6a0d-4a7b-9c55-0d5b8f3a2e11',
  vulnerability: 'CVE-2026-21003',
  state: 'accepted',
  until: '2026-01-31',
  reason: 'https://tickets.example.com/a/rather/long/address/without/any/space/in/it',
  at: 0,
} as const;

/** The pages of findings, with what brings out all that they have. */
const pages: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  [
    'comparison',
    `findings/compare?base=${base}&target=${target}`,
    async (page) => {
      await page.getByText(/^Failed by \d/).click();
      await filterByKeyboard(page);
    },
  ],
  [
    'choosing',
    `findings/compare?${scope}&target=${target}`,
    async (page) => {
      await page.getByRole('button', { name: 'Image version' }).click();
      await page.getByRole('option', { name: 'office-golden 2.0.0' }).click();
      await expect(page.getByText('Choose a build', { exact: true })).toBeVisible();
    },
  ],
  [
    'series',
    `findings/builds?${scope}&of=${image}`,
    async (page) => {
      await page.getByRole('button', { name: 'Read the findings' }).click();
      await page.getByText('Build by build', { exact: true }).click();
      await expect(page.getByText('● Yes').first()).toBeVisible();
    },
  ],
  [
    'ranking and search',
    `findings?${scope}&vulnerability=CVE-2026-20000`,
    async (page) => {
      await expect(page.getByText('Found in 2 builds of 1 image.')).toBeVisible();
      await expect(page.getByText('3 critical').first()).toBeVisible();
    },
  ],
  [
    'judgements',
    'findings/judgements',
    (page) => expect(page.getByText(judgement.reason).first()).toBeVisible(),
  ],
];

/** Goes on with Tab until something has the focus. */
function tabTo(page: Page, wanted: Locator): Promise<void> {
  return pressUntil(page, 'Tab', () => wanted.evaluate((each) => each === document.activeElement));
}

/** Leaves only what is new of Firefox, without a mouse. */
async function filterByKeyboard(page: Page): Promise<void> {
  const desk = compareOf(page);
  await expect(desk.rows).toHaveCount(37);
  await page.getByText(/^Failed by \d/).focus();
  await tabTo(page, page.getByRole('searchbox', { name: 'Find vulnerabilities and packages' }));
  await page.keyboard.type('firefox');
  await expect(desk.row('CVE-2026-20002')).toHaveCount(0);
  await expect(desk.row('CVE-2026-20000')).toBeVisible();
  await page.keyboard.press('Tab');
  await tabTo(page, page.getByRole('combobox', { name: /^Filter/ }));
  await page.keyboard.type('Change');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('New');
  await page.keyboard.press('Enter');
  await expect(desk.row('CVE-2026-20000')).toHaveCount(0);
  await expect(desk.row('CVE-2026-22000')).toBeVisible();
}

/** How wide a page and the tables in it are, against the window. */
function widthsOf(page: Page) {
  return page.evaluate(() => {
    const tables = [...document.querySelectorAll('table')].map((each) => each.scrollWidth);
    return { wide: Math.max(document.documentElement.scrollWidth, ...tables), window: innerWidth };
  });
}

test('the pages of findings are filtered by the keyboard, and have no serious accessibility violation in dark and on a phone', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  await ask(stage, { call: 'findings.judge', input: { judgements: [judgement] } });
  for (const [name, address, bringOut] of pages) {
    const page = await stage.openExtensionPage(`desk.html#/${address}`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await bringOut(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violationsOf(page), `${name}, dark`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await violationsOf(page), `${name}, narrow`).toEqual([]);
    const { wide, window } = await widthsOf(page);
    expect(wide, `${name} reaches beyond a narrow window`).toBeLessThanOrEqual(window);
    await page.close();
  }
});
