import type { Page } from '@playwright/test';
import { mutatingCalls, unexpectedRequests } from '../../aws/log';
import { consoleUrl } from '../../console/pages';
import { ownerAccount } from '../../support/scenarios';
import { addCredentials } from '../../support/steps';
import { expect, test } from '../fixtures';
import { panelOf } from '../pages/panel';

const office = consoleUrl({ host: 'regional', region: 'us-east-1', selected: 'office-2026-06' });

/** What a page may do to the panel so that a person clicks what they do not see. */
const disguises = {
  nothing: '',
  'an opacity of .01': 'image-desk-panel { opacity: .01 !important }',
  'a page that is nearly transparent': 'html, body { opacity: .01 !important }',
  'something over it that lets clicks through':
    '#lure { position: fixed; inset: 0; z-index: 2147483647; background: #fff; pointer-events: none }',
  'a popover in the top layer':
    '#lure { position: fixed; inset: 0; width: 100%; height: 100%; background: #fff; pointer-events: none }',
} as const;

async function disguise(page: Page, name: string, css: string): Promise<void> {
  await page.evaluate(
    ([text, popover]) => {
      document.querySelector('#lure')?.remove();
      const lure = document.createElement('div');
      lure.id = 'lure';
      lure.textContent = 'You have won. Click here.';
      document.body.append(lure);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
      if (!popover) return;
      lure.popover = 'manual';
      lure.showPopover();
    },
    [css, name.includes('popover')] as const,
  );
}

test('T6: whatever is clicked in the panel, by whomever and however disguised, changes nothing', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.setViewportSize({ width: 1280, height: 1600 });
  await page.addInitScript(() => {
    const clicks: boolean[] = [];
    Object.assign(window, { clicks });
    window.addEventListener(
      'click',
      (event) => {
        const { localName } = event.target as Element;
        if (localName === 'image-desk-panel') clicks.push(event.isTrusted);
      },
      true,
    );
  });
  await page.goto(office);
  const panel = panelOf(page);
  await expect(panel.button('Stop sharing')).toBeVisible();
  const names = (
    await panel.region
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent ?? ''),
      )
  ).filter((name) => !/panel/.test(name));
  expect(names.length).toBeGreaterThan(5);
  for (const [name, css] of Object.entries(disguises)) {
    await disguise(page, name, css);
    for (const each of names) {
      await panel.button(each).click();
      await panel.button(each).evaluate((button: HTMLElement) => {
        button.click();
        for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
          button.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
        }
        button.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }),
        );
      });
    }
  }
  // Every one of them was clicked for real, and twice by the page.
  const clicks = await page.evaluate(
    () => (window as unknown as { clicks: readonly boolean[] }).clicks,
  );
  const count = names.length * Object.keys(disguises).length;
  expect(clicks.filter(Boolean)).toHaveLength(count);
  expect(clicks.filter((trusted) => !trusted)).toHaveLength(2 * count);

  const windows = () =>
    stage.context.pages().filter((each) => each.url().includes('/desk.html')).length;
  await expect.poll(windows).toBeGreaterThan(0);
  expect(windows()).toBeLessThanOrEqual(4);
  await expect(page.getByRole('region', { name: 'Image Desk' })).toBeVisible();
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

test('T5: a page has no way to the worker, and can neither frame, open nor read the desk', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  await expect(panelOf(page).sharing).toBeVisible();
  const before = stage.aws.log.length;
  const desk = `chrome-extension://${stage.extensionId}/desk.html`;
  const runtime = await page.evaluate(() => {
    const { chrome } = window as unknown as { chrome?: { runtime?: unknown } };
    const message = { call: 'sharing.apply', input: { digest: '0'.repeat(64) } };
    window.postMessage(message, '*');
    document
      .querySelector('image-desk-panel')
      ?.dispatchEvent(new CustomEvent('message', { detail: message }));
    return typeof chrome?.runtime;
  });
  expect(runtime).toBe('undefined');
  const framed = await page.evaluate(
    (address) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = address;
        frame.addEventListener('load', () => resolve(frame.contentWindow?.length ?? -1));
        document.body.append(frame);
      }),
    desk,
  );
  expect(framed).toBe(0);
  expect(page.frames().filter((frame) => frame.url().startsWith('chrome-extension:'))).toEqual([]);
  // Of all the addresses in the extension, a page reads none.
  const read = await page.evaluate(
    (addresses) =>
      Promise.all(
        addresses.map((address) =>
          fetch(address, { mode: 'no-cors' }).then(
            () => address,
            () => 'refused',
          ),
        ),
      ),
    ['desk.html', 'popup.html', 'manifest.json', 'background.js'].map(
      (file) => `chrome-extension://${stage.extensionId}/${file}`,
    ),
  );
  expect(new Set(read)).toEqual(new Set(['refused']));
  const pages = stage.context.pages().length;
  const opened = stage.context.waitForEvent('page');
  await page.evaluate((address) => {
    window.open(`${address}#/stop?image=office-2026-06`);
  }, desk);
  const blocked = await opened;
  await expect.poll(() => blocked.url()).not.toContain('desk.html');
  expect(stage.context.pages()).toHaveLength(pages + 1);
  expect(mutatingCalls(stage.aws.log.slice(before))).toEqual([]);
});

/** Hosts that can be reached, so that only a policy stands in the way; one is at AWS itself. */
const elsewhere = [
  'https://us-east-1.console.aws.amazon.com/exfiltrate',
  'https://anybodys-bucket.s3.us-east-1.amazonaws.com/exfiltrate',
];

/** Sends something to hosts; gives for each whether it went out. */
function exfiltrate(addresses: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    addresses.map((address) =>
      fetch(address, { mode: 'no-cors' }).then(
        () => 'sent',
        () => 'refused',
      ),
    ),
  );
}

test('T16: nothing leaves for anywhere but AWS', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  await expect(panelOf(page).usedBy).toContainText('office-fleet');
  expect(unexpectedRequests(stage.aws.log)).toEqual([]);
  const refused = ['refused', 'refused'];
  const worker = stage.context.serviceWorkers()[0];
  expect(await worker?.evaluate(exfiltrate, elsewhere)).toEqual(refused);
  const desk = await stage.openExtensionPage('desk.html');
  expect(await desk.evaluate(exfiltrate, elsewhere)).toEqual(refused);
  expect(stage.aws.log.filter((entry) => entry.path === '/exfiltrate')).toEqual([]);
  // Both can be reached: a console page by itself, and the bucket by whoever goes there.
  expect(await page.evaluate(exfiltrate, elsewhere.slice(0, 1))).toEqual(['sent']);
  await (await stage.context.newPage()).goto(elsewhere[1] ?? '');
  expect(stage.aws.log.filter((entry) => entry.path === '/exfiltrate')).toHaveLength(2);
});

test.describe('without access to the hosts', () => {
  test.use({ stageOptions: { build: 'production' } });

  test('the build that people install calls nothing, and says what is missing', async ({
    stage,
  }) => {
    await expect(addCredentials(stage, ownerAccount)).rejects.toThrow('host-access-missing');
    expect(stage.aws.log.filter(({ service }) => service !== undefined)).toEqual([]);
  });
});
