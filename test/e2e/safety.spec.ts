import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { mutatingCalls, unexpectedRequests } from '../aws/log';
import { consoleUrl } from '../console/pages';
import { credentialsOf, ownerAccount } from '../support/scenarios';
import { addCredentials } from '../support/steps';
import { expect, test } from './fixtures';
import { panelOf } from './pages/panel';

const office = consoleUrl({ host: 'regional', region: 'us-east-1', selected: 'office-2026-06' });

/** Everything that a page can see of itself, as one text. */
function everythingInPage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts: string[] = [];
    const walk = (root: Document | ShadowRoot) => {
      texts.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        if (element instanceof HTMLInputElement) texts.push(element.value);
      }
    };
    walk(document);
    for (const store of [localStorage, sessionStorage]) {
      texts.push(JSON.stringify(Object.entries(store)));
    }
    texts.push(document.cookie, JSON.stringify(await indexedDB.databases()));
    texts.push(JSON.stringify(performance.getEntries()));
    for (const name of Object.getOwnPropertyNames(window)) {
      const value = (window as unknown as Record<string, unknown>)[name];
      if (typeof value === 'string') texts.push(value);
    }
    return texts.join('\n');
  });
}

test('whatever is clicked in the panel, by whomever, changes nothing in AWS', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  const panel = panelOf(page);
  await expect(panel.button('Stop sharing')).toBeVisible();
  const names = await panel.region
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent ?? ''),
    );
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    if (/panel/.test(name)) continue;
    await panel.button(name).click();
    await panel.button(name).evaluate((button: HTMLElement) => {
      button.click();
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
        button.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
      }
      button.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }),
      );
    });
  }
  const windows = () =>
    stage.context.pages().filter((each) => each.url().includes('/desk.html')).length;
  await expect.poll(windows).toBeGreaterThan(0);
  expect(windows()).toBeLessThanOrEqual(4);
  await expect(page.getByRole('region', { name: 'Image Desk' })).toBeVisible();
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

test('a page has no way to the worker, and none that its messages would open', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  await expect(panelOf(page).sharing).toBeVisible();
  const before = stage.aws.log.length;
  const reach = await page.evaluate((id) => {
    const { chrome } = window as unknown as { chrome?: { runtime?: unknown } };
    const message = { call: 'sharing.apply', input: { digest: '0'.repeat(64) } };
    window.postMessage(message, '*');
    document
      .querySelector('image-desk-panel')
      ?.dispatchEvent(new CustomEvent('message', { detail: message }));
    return { runtime: typeof chrome?.runtime, id };
  }, stage.extensionId);
  expect(reach.runtime).toBe('undefined');
  const framed = await page.evaluate(
    (id) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = `chrome-extension://${id}/desk.html`;
        frame.addEventListener('load', () => resolve(frame.contentWindow?.length ?? -1));
        document.body.append(frame);
      }),
    stage.extensionId,
  );
  expect(framed).toBe(0);
  expect(page.frames().filter((frame) => frame.url().startsWith('chrome-extension:'))).toEqual([]);
  expect(mutatingCalls(stage.aws.log.slice(before))).toEqual([]);
});

test('no secret is in the page, its storage or its messages', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  await page.addInitScript(() => {
    window.addEventListener('message', (event) => console.log(JSON.stringify(event.data)), true);
  });
  await page.goto(office);
  await expect(panelOf(page).share('222233334444')).toBeVisible();
  const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(stage.world, ownerAccount);
  const seen = [await everythingInPage(page), ...heard].join('\n');
  // What is looked for could be found: the panel's own content is.
  expect(seen).toContain('222233334444');
  for (const secret of [accessKeyId, secretAccessKey, sessionToken, 'CANARY']) {
    expect(seen).not.toContain(secret);
  }
});

test('no secret reaches the disk', async ({ stage }) => {
  const page = await stage.openExtensionPage('popup.html');
  await page.evaluate(() =>
    (
      globalThis as unknown as {
        chrome: { storage: { local: { set: (items: object) => Promise<void> } } };
      }
    ).chrome.storage.local.set({ control: 'CONTROL-ON-DISK' }),
  );
  await addCredentials(stage, ownerAccount);
  await page.goto(office);
  await expect(panelOf(page).sharing).toBeVisible();
  const holds = (text: string) =>
    filesUnder(stage.profile).filter((file) => {
      const content = readIfThere(file);
      return [
        Buffer.from(text),
        Buffer.from(text, 'utf16le'),
        Buffer.from(Buffer.from(text).toString('base64').slice(0, -4)),
      ].some((form) => content.includes(form));
    });
  // A text that was stored on disk is found: the search works.
  await expect.poll(() => holds('CONTROL-ON-DISK').length).toBeGreaterThan(0);
  const { secretAccessKey, sessionToken } = credentialsOf(stage.world, ownerAccount);
  expect(holds(secretAccessKey)).toEqual([]);
  expect(holds(sessionToken)).toEqual([]);
});

test('nothing leaves for anywhere but AWS', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  await expect(panelOf(page).usedBy).toContainText('office-fleet');
  expect(unexpectedRequests(stage.aws.log)).toEqual([]);
  // A host that could be reached, so that only the policy stands in the way.
  const worker = stage.context.serviceWorkers()[0];
  const outcome = await worker?.evaluate(() =>
    fetch('https://us-east-1.console.aws.amazon.com/exfiltrate', { mode: 'no-cors' }).then(
      () => 'sent',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
  expect(stage.aws.log.filter((entry) => entry.path === '/exfiltrate')).toEqual([]);
});

/** A browser that runs takes files of its cache away at any time. */
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

test.describe('without access to the hosts', () => {
  test.use({ stageOptions: { build: 'production' } });

  test('the build that people install calls nothing, and says what is missing', async ({
    stage,
  }) => {
    await expect(addCredentials(stage, ownerAccount)).rejects.toThrow('host-access-missing');
    expect(stage.aws.log.filter(({ service }) => service !== undefined)).toEqual([]);
  });
});
