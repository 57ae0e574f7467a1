import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { consoleUrl } from '../../console/pages';
import { killBrowser } from '../../support/browser';
import { everythingInPage, findOnDisk, forms, inForm } from '../../support/canaries';
import { credentialsOf, customerAccount, ownerAccount } from '../../support/scenarios';
import type { Stage } from '../../support/stage';
import {
  addCredentials,
  exportedCredentials,
  nameAccounts,
  pasteIntoSettings,
} from '../../support/steps';
import { sharedWith, useEverything, vaultPassphrase } from '../../support/use-everything';
import { expect, test } from '../fixtures';
import { credentialsOf as settingsOf } from '../pages/credentials';
import { panelOf } from '../pages/panel';

const region = 'us-east-1';
const office = consoleUrl({ host: 'regional', region, selected: 'office-2026-06' });
const place = `partition=aws&account=${ownerAccount}&region=${region}`;

/** Every view of the desk, by its route. */
const views = [
  `images?${place}`,
  `share?${place}&image=office-2026-06`,
  'activity',
  'settings/credentials',
  'settings/accounts',
  'settings/safety',
  `settings/permissions?${place}`,
];

/** Texts of secrets; those of bytes cannot be in a text. */
const texts = (secrets: readonly (string | Buffer)[]) =>
  secrets.filter((secret) => typeof secret === 'string');

test('T1: a page finds no secret in itself, its storage, its messages or its events', async ({
  stage,
}) => {
  const secrets = await useEverything(stage);
  const { accessKeyId } = credentialsOf(stage.world, ownerAccount);
  const page = await stage.context.newPage();
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  await page.addInitScript(() => {
    const names = Object.keys(window).flatMap((name) =>
      name.startsWith('on') ? [name.slice(2)] : [],
    );
    for (const name of names) {
      window.addEventListener(
        name,
        (event) => {
          const members: Record<string, unknown> = {};
          for (const member in event) {
            const value = (event as unknown as Record<string, unknown>)[member];
            if (typeof value === 'string' || member === 'data' || member === 'detail') {
              members[member] = value;
            }
          }
          console.log(JSON.stringify(members));
        },
        true,
      );
    }
  });
  await page.goto(office);
  const panel = panelOf(page);
  await expect(panel.share(sharedWith)).toBeVisible();
  await panel.button('Refresh').click();
  // What the page is told while it is open.
  await addCredentials(stage, customerAccount);
  await expect(panel.share('222233334444')).toBeVisible();
  await page.evaluate(() => window.postMessage('HEARD', '*'));
  await expect.poll(() => heard.join('\n')).toContain('HEARD');
  const seen = [await everythingInPage(page), ...heard].join('\n');
  // What is looked for could be found: the panel's own content is.
  expect(seen).toContain('222233334444');
  for (const secret of [...texts(secrets), accessKeyId]) expect(seen).not.toContain(secret);
});

test('T2: a page hears nothing of what is typed in the desk', async ({ stage }) => {
  const page = await stage.context.newPage();
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste']) {
      window.addEventListener(
        type,
        (event) => {
          const { key, data, target } = event as unknown as {
            key?: string;
            data?: string;
            target: { value?: string };
          };
          heard.push(key ?? data ?? target.value ?? type);
        },
        true,
      );
    }
  });
  await page.goto(office);
  await expect(panelOf(page).region).toBeVisible();
  const heard = () =>
    page.evaluate(() => (window as unknown as { heard: readonly string[] }).heard.join(''));
  const { secretAccessKey, sessionToken } = credentialsOf(stage.world, ownerAccount);

  const settings = await stage.openExtensionPage('desk.html#/settings');
  await settings.getByRole('button', { name: 'Type them instead' }).click();
  await settings.getByLabel('Secret access key').pressSequentially(secretAccessKey);
  await settings.getByLabel('Session token').pressSequentially(sessionToken.slice(0, 40));
  await settingsOf(settings).newPassphrase.pressSequentially(vaultPassphrase);
  await pasteIntoSettings(stage, settings, exportedCredentials(stage, ownerAccount));
  await page.bringToFront();
  expect(await heard()).toBe('');

  // Its listeners hear what is typed in the page itself.
  await page.locator('#app').getByRole('searchbox', { name: 'Find images' }).click();
  await page.keyboard.type('WORD');
  expect(await heard()).toContain('W');
});

test.describe('in a browser that is killed', () => {
  test.use({ ownBrowser: true });

  test('T8: no secret reaches the disk, even when the browser is killed', async ({ stage }) => {
    const control = 'CONTROL-ON-DISK-7f3a';
    const popup = await stage.openExtensionPage('popup.html');
    await popup.evaluate(
      async ([text, coded]) => {
        const { chrome } = globalThis as unknown as {
          chrome: { storage: { local: { set: (items: object) => Promise<void> } } };
        };
        await chrome.storage.local.set({ control: text, coded });
        // A text beyond Latin-1 lies in IndexedDB in UTF-16.
        const opening = indexedDB.open('control', 1);
        opening.addEventListener('upgradeneeded', () => {
          opening.result.createObjectStore('texts').put(`\u20AC${String(text)}`, 'control');
        });
      },
      [
        control,
        forms.flatMap((form) => (/64/.test(form) ? [inForm(control, form).toString()] : [])),
      ],
    );
    const secrets = await useEverything(stage);
    const page = await stage.context.newPage();
    await page.goto(office);
    await expect(panelOf(page).usedBy).toContainText('office-fleet');
    const settings = settingsOf(await stage.openExtensionPage('desk.html#/settings'));
    await expect(settings.held(ownerAccount).first()).toContainText('In vault');
    // What was stored on disk is found, in every form: the search works.
    const found = () => new Set(findOnDisk(stage.profile, [control]).map(({ form }) => form));
    await expect.poll(found).toEqual(new Set(forms));

    await killBrowser(stage);
    expect(found()).toEqual(new Set(forms));
    expect(findOnDisk(stage.profile, secrets)).toEqual([]);
  });

  test('T9: nothing that is typed comes back with the session after a crash', async ({ stage }) => {
    const settings = settingsOf(await stage.openExtensionPage('desk.html#/settings'));
    const { page } = settings;
    const typed = [
      ['Secret access key', 'CANARY/typed/secret/access/key'],
      ['Session token', 'CANARY/typed/session/token'],
      ['New passphrase', 'CANARY typed passphrase'],
      ['The same again', 'CANARY typed passphrase again'],
    ] as const;
    await settings.button('Type them instead').click();
    for (const [label, text] of typed) await page.getByLabel(label).pressSequentially(text);

    // What the browser does keep of a form, and when: a field of another page, typed after these.
    const other = await stage.context.newPage();
    await other.goto(`https://${region}.console.aws.amazon.com/imagebuilder/home?region=${region}`);
    await other.evaluate(() => {
      document.body.append(document.createElement('input'));
    });
    await other.locator('input').pressSequentially('CONTROL-OF-SESSION');
    const kept = () => findOnDisk(stage.profile, ['CONTROL-OF-SESSION']).map(({ file }) => file);
    await expect.poll(kept, { timeout: 20_000 }).toContainEqual(expect.stringMatching(/Sessions/));
    for (const [label, text] of typed) await expect(page.getByLabel(label)).toHaveValue(text);

    await killBrowser(stage);
    expect(kept()).toContainEqual(expect.stringMatching(/Sessions/));
    expect(findOnDisk(stage.profile, [...typed.map(([, text]) => text), 'CANARY'])).toEqual([]);
  });
});

test('T18: what was added is never shown again, in the popup or the desk', async ({ stage }) => {
  const secrets = await useEverything(stage);
  const { accessKeyId } = credentialsOf(stage.world, ownerAccount);
  const shown = async (page: Page) => {
    await expect(page.locator('main, [role=main], #app > *').first()).toBeVisible();
    const everything = await everythingInPage(page);
    for (const secret of [...texts(secrets), accessKeyId]) expect(everything).not.toContain(secret);
    return everything;
  };
  const popup = await stage.openExtensionPage('popup.html');
  await expect(popup.getByText('ImageAdministrator (role)').first()).toBeVisible();
  await shown(popup);
  const desk = await stage.openExtensionPage('desk.html');
  for (const view of views) {
    await desk.goto(`chrome-extension://${stage.extensionId}/desk.html#/${view}`);
    await desk.reload();
    await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
    await shown(desk);
  }
  await desk.goto(`chrome-extension://${stage.extensionId}/desk.html#/settings/credentials`);
  await expect(settingsOf(desk).held(ownerAccount).first()).toContainText(accessKeyId.slice(-4));
  expect(await shown(desk)).toContain(accessKeyId.slice(-4));
});

/** Everything that is written to a console: by pages, and by the worker. */
function listenToConsoles({ context }: Stage): readonly string[] {
  const heard: string[] = [];
  context.on('console', (message) => heard.push(message.text()));
  context.on('weberror', (error) => heard.push(String(error.error())));
  for (const worker of context.serviceWorkers()) {
    worker.on('console', (message) => heard.push(message.text()));
  }
  return heard;
}

test('T20: no secret is in a console or in an exported file', async ({ stage }) => {
  const heard = listenToConsoles(stage);
  await stage.context.serviceWorkers()[0]?.evaluate(() => console.log('CONTROL-OF-WORKER'));
  const secrets = [
    ...texts(await useEverything(stage)),
    credentialsOf(stage.world, ownerAccount).accessKeyId,
  ];
  await nameAccounts(stage, [{ account: sharedWith, name: 'Partner' }]);
  const page = await stage.context.newPage();
  await page.goto(office);
  await page.evaluate(() => console.log('CONTROL-OF-PAGE'));
  await expect(panelOf(page).share(sharedWith)).toBeVisible();
  const saved: string[] = [];
  const download = async (desk: Page, press: () => Promise<void>) => {
    const downloading = desk.waitForEvent('download');
    await press();
    saved.push(readFileSync(await (await downloading).path(), 'utf8'));
  };
  const desk = await stage.openExtensionPage('desk.html#/activity');
  for (const name of ['Export CSV', 'Export JSON']) {
    await download(desk, () => desk.getByRole('button', { name, exact: true }).click());
  }
  await desk.goto(`chrome-extension://${stage.extensionId}/desk.html#/settings/accounts`);
  for (const name of ['Export CSV', 'Export JSON']) {
    await desk.getByRole('button', { name: 'Export', exact: true }).click();
    await download(desk, () => desk.getByRole('menuitem', { name }).click());
  }
  expect(saved[0]).toContain(sharedWith);
  await expect.poll(() => heard.join('\n')).toMatch(/CONTROL-OF-WORKER[^]*CONTROL-OF-PAGE/);
  const written = [...heard, ...saved].join('\n');
  for (const secret of secrets) expect(written).not.toContain(secret);
});
