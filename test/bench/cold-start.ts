import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startBareBrowser, type BareBrowser, type CdpTarget } from '../support/cdp';
import { median } from './statistics';

/** A worker that does nothing but answer. */
const emptyWorker =
  'chrome.runtime.onMessage.addListener((message, sender, reply) => { reply(null); });';

/** Milliseconds from a message to its answer while the worker is stopped: ours, and an empty one. */
export interface ColdStart {
  readonly ours: number;
  readonly empty: number;
}

/** Starts both workers in turn, in two browsers side by side, so that both meet the same machine. */
export async function measureColdStart(
  extension: string,
  server: { readonly port: number; readonly spki: string },
  rounds: number,
): Promise<ColdStart> {
  const copy = mkdtempSync(path.join(tmpdir(), 'image-desk-empty-'));
  cpSync(extension, copy, { recursive: true });
  writeFileSync(path.join(copy, 'background.js'), emptyWorker);
  const browsers = await Promise.all(
    [extension, copy].map((folder) => startBareBrowser({ extension: folder, server })),
  );
  try {
    const [ours, empty] = await Promise.all(browsers.map(openQuietPage));
    if (!ours || !empty) throw new Error('Both browsers should have started');
    const times = { ours: [] as number[], empty: [] as number[] };
    // The first start of a profile compiles the code; it is not what people meet every day.
    for (let round = 0; round <= rounds; round += 1) {
      const pair = { ours: await startOnce(ours), empty: await startOnce(empty) };
      if (round === 0) continue;
      times.ours.push(pair.ours);
      times.empty.push(pair.empty);
    }
    return { ours: median(times.ours), empty: median(times.empty) };
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    rmSync(copy, { recursive: true, force: true });
  }
}

interface Page {
  readonly browser: BareBrowser;
  readonly target: CdpTarget;
}

async function openQuietPage(browser: BareBrowser): Promise<Page> {
  const id = await browser.extensionId();
  const target = await browser.open(`chrome-extension://${id}/popup.html`);
  await target.send('ServiceWorker.enable');
  return { browser, target };
}

async function startOnce({ browser, target }: Page): Promise<number> {
  const stopped = new Promise<void>((resolve) => {
    const end = browser.on('ServiceWorker.workerVersionUpdated', (parameters) => {
      const { versions } = parameters as { versions: readonly { runningStatus: string }[] };
      const live = versions.filter(({ runningStatus }) => runningStatus !== 'stopped');
      if (versions.length === 0 || live.length > 0) return;
      end();
      resolve();
    });
  });
  // Awake first, so that there is something to stop.
  await target.evaluate(`chrome.runtime.sendMessage({ call: 'none' }).then(() => true)`);
  await target.send('ServiceWorker.stopAllWorkers');
  await stopped;
  // An idle worker has been gone for long; one that was stopped just now is still being cleared up.
  await target.evaluate('new Promise((resolve) => { setTimeout(resolve, 300); })');
  const time = await target.evaluate(`(async () => {
    const start = performance.now();
    await chrome.runtime.sendMessage({ call: 'none' });
    return performance.now() - start;
  })()`);
  return Number(time);
}
