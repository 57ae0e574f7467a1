import { consoleUrl } from '../console/pages';
import { startSharedBrowser } from '../support/shared-browser';
import { openSharedStage, openStage, type Stage } from '../support/stage';
import { expect, test } from './fixtures';

const office = consoleUrl({ host: 'regional', region: 'us-east-1', selected: 'office-2026-06' });

/** What a document finds in the places that every origin has, beside the product's database. */
const inOrigin = `(async () => ({
  localStorage: localStorage.length,
  caches: await caches.keys(),
  databases: (await indexedDB.databases()).map(({ name }) => name).filter((name) => name !== 'image-desk'),
}))()`;

const inExtension = `(async () => ({
  areas: await Promise.all(['local', 'session', 'sync'].map((area) => chrome.storage[area].get(null))),
  alarms: await chrome.alarms.getAll(),
  badge: await chrome.action.getBadgeText({}),
}))()`;

const leaveInOrigin = `(async () => {
  localStorage.setItem('left', '1');
  await caches.open('left');
  const opening = indexedDB.open('left', 1);
  await new Promise((resolve) => { opening.onsuccess = resolve; });
})()`;

const leaveInExtension = `(async () => {
  for (const area of ['local', 'session', 'sync']) await chrome.storage[area].set({ left: 1 });
  await chrome.alarms.create('left', { periodInMinutes: 1 });
  await chrome.action.setBadgeText({ text: 'left' });
})()`;

/** Leaves a cookie, and goes on asking the console for as long as the page is there. */
const leaveInConsole = `(() => {
  document.cookie = 'left=1; domain=aws.amazon.com; max-age=3600';
  const ask = () => fetch('/left').finally(() => setTimeout(ask, 10));
  void ask();
})()`;

/** What a test finds in each place as it begins. */
async function lookAround(stage: Stage) {
  const { context } = stage;
  const pages = context.pages().map((page) => page.url());
  const cookies = await context.cookies();
  const document = await stage.openExtensionPage('icon/16.png');
  // Before there is a panel, which notes in the session what its tab shows.
  const ofExtension = await document.evaluate(inExtension);
  const originOfExtension = await document.evaluate(inOrigin);
  const page = await context.newPage();
  await page.goto(office);
  const found = {
    pages,
    cookies,
    ofExtension,
    originOfExtension,
    originOfConsole: await page.evaluate(inOrigin),
    granted: await page.evaluate(async () => {
      const name = 'clipboard-read' as PermissionName;
      return (await navigator.permissions.query({ name })).state;
    }),
    memory: await Promise.all(
      context.serviceWorkers().map((worker) => worker.evaluate<unknown>('typeof left')),
    ),
  };
  await page.close();
  await document.close();
  return found;
}

/** Leaves something in every place. Gives what is heard by a listener that stays. */
async function leaveEverything(stage: Stage): Promise<readonly string[]> {
  const { context } = stage;
  const heard: string[] = [];
  context.on('page', (page) => heard.push(page.url()));
  const document = await stage.openExtensionPage('icon/16.png');
  await document.evaluate(leaveInExtension);
  await document.evaluate(leaveInOrigin);
  await context.serviceWorkers()[0]?.evaluate('globalThis.left = 1');
  await context.grantPermissions(['clipboard-read']);
  const page = await context.newPage();
  await page.goto(office);
  await page.evaluate(leaveInOrigin);
  await page.evaluate(leaveInConsole);
  await expect.poll(() => stage.aws.log.some(({ path }) => path === '/left')).toBe(true);
  return heard;
}

test('what a test leaves in a browser that is shared is not there for the next', async () => {
  const own = await openStage();
  const fresh = await lookAround(own);
  await own.close();

  const browser = await startSharedBrowser();
  const first = await openSharedStage(browser, {});
  expect(await lookAround(first)).toEqual(fresh);
  const heard = await leaveEverything(first);
  const left = await lookAround(first);
  for (const [place, found] of Object.entries(fresh)) {
    expect(left, place).not.toHaveProperty(place, found);
  }
  await first.context.route(/amazon/, (route) => route.abort());
  await first.context.setOffline(true);
  await first.close();

  const { length } = heard;
  const second = await openSharedStage(browser, {});
  expect(await lookAround(second)).toEqual(fresh);
  expect(heard).toHaveLength(length);
  expect(second.aws.log.filter(({ path }) => path === '/left')).toEqual([]);
  await second.close();
  await browser.close();
});
