import { consoleUrl } from '../console/pages';
import { addCredentials, sendToWorker } from '../support/steps';
import { openStage, type Stage } from '../support/stage';
import { ownerAccount } from '../support/scenarios';
import { median } from './statistics';

/** Milliseconds until surfaces show what they are for. */
export interface SurfaceTimes {
  /** From the console having rendered its selection to the panel showing the image, cached. */
  readonly panel: number;
  /** From the start of the popup's navigation to its identity line. */
  readonly popup: number;
  /** From the passphrase being sent to the vault being open and its credentials in place. */
  readonly unlock: number;
}

/** Opens the panel and the popup some times with a warm cache. */
export async function measureSurfaces(rounds: number): Promise<SurfaceTimes> {
  const stage = await openStage();
  try {
    await addCredentials(stage, ownerAccount);
    return {
      panel: await measurePanel(stage, rounds),
      popup: await measurePopup(stage, rounds),
      unlock: await measureUnlock(stage, rounds),
    };
  } finally {
    await stage.close();
  }
}

async function measurePanel(stage: Stage, rounds: number): Promise<number> {
  const page = await stage.context.newPage();
  await page.addInitScript(
    markWhen(
      'panel-shown',
      `document.querySelector('image-desk-panel')?.shadowRoot?.textContent.includes('Windows Server 2022')`,
    ),
  );
  const url = consoleUrl({ host: 'regional', region: 'us-east-1', selected: 'office-2026-06' });
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    await page.goto('about:blank');
    await page.goto(url);
    const handle = await page.waitForFunction(() => {
      const [shown] = performance.getEntriesByName('panel-shown');
      const [ready] = performance.getEntriesByName('console-selected');
      return shown && ready ? { time: shown.startTime - ready.startTime } : undefined;
    });
    // The first round fills the cache.
    if (round > 0) times.push((await handle.jsonValue())?.time ?? Number.NaN);
  }
  await page.close();
  return median(times);
}

async function measurePopup(stage: Stage, rounds: number): Promise<number> {
  const page = await stage.context.newPage();
  await page.addInitScript(
    markWhen('popup-usable', `document.body?.textContent.includes('Held for')`),
  );
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.goto('about:blank');
    await page.goto(`chrome-extension://${stage.extensionId}/popup.html`);
    const handle = await page.waitForFunction(
      () => performance.getEntriesByName('popup-usable')[0]?.startTime,
    );
    times.push((await handle.jsonValue()) ?? Number.NaN);
  }
  await page.close();
  return median(times);
}

async function measureUnlock(stage: Stage, rounds: number): Promise<number> {
  const passphrase = 'correct horse battery staple';
  const account = { partition: 'aws', account: ownerAccount };
  for (const message of [
    { call: 'vault.create', input: { passphrase } },
    { call: 'vault.remember', input: { account, longTerm: false } },
  ]) {
    const answer = await sendToWorker(stage, message);
    if (!answer.ok) throw new Error(`The worker refused ${message.call}`);
  }
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await sendToWorker(stage, { call: 'lock.now', input: {} });
    const page = await stage.openExtensionPage('popup.html');
    times.push(await page.evaluate(timeOfCall, { call: 'vault.unlock', input: { passphrase } }));
    await page.close();
  }
  return median(times);
}

/** In a document of the extension: how long the worker takes to answer, in milliseconds. */
async function timeOfCall(message: object): Promise<number> {
  const { chrome } = globalThis as unknown as {
    chrome: { runtime: { sendMessage: (message: object) => Promise<{ ok: boolean }> } };
  };
  const before = performance.now();
  const answer = await chrome.runtime.sendMessage(message);
  if (!answer.ok) throw new Error('The worker refused');
  return performance.now() - before;
}

/** A script, as text, that sets a mark in the first frame in which an expression holds. */
function markWhen(mark: string, expression: string): { readonly content: string } {
  return {
    content: `(function look() {
      if (${expression}) performance.mark(${JSON.stringify(mark)});
      else requestAnimationFrame(look);
    })()`,
  };
}
