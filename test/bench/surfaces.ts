import { consoleUrl } from '../console/pages';
import { addCredentials } from '../support/steps';
import { openStage, type Stage } from '../support/stage';
import { ownerAccount } from '../support/scenarios';
import { median } from './statistics';

/** Milliseconds until surfaces show what they are for. */
export interface SurfaceTimes {
  /** From the console having rendered its selection to the panel showing the image, cached. */
  readonly panel: number;
  /** From the start of the popup's navigation to its identity line. */
  readonly popup: number;
}

/** Opens the panel and the popup some times with a warm cache. */
export async function measureSurfaces(rounds: number): Promise<SurfaceTimes> {
  const stage = await openStage();
  try {
    await addCredentials(stage, ownerAccount);
    return { panel: await measurePanel(stage, rounds), popup: await measurePopup(stage, rounds) };
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
    markWhen('popup-usable', `document.body?.textContent.includes('Expires in')`),
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

/** A script, as text, that sets a mark in the first frame in which an expression holds. */
function markWhen(mark: string, expression: string): { readonly content: string } {
  return {
    content: `(function look() {
      if (${expression}) performance.mark(${JSON.stringify(mark)});
      else requestAnimationFrame(look);
    })()`,
  };
}
