import type { CDPSession, Page } from '@playwright/test';
import { compareOf } from '../e2e/pages/findings';
import { ownerAccount } from '../support/scenarios';
import { scannedWorld } from '../support/scanned-world';
import { openStage } from '../support/stage';
import { addCredentials } from '../support/steps';
import { median } from './statistics';

/** What two builds of many findings cost beside each other. Times are in milliseconds. */
export interface FindingsCosts {
  /** Of comparing them, in the page. */
  readonly compare: number;
  /** How much the page's heap has grown, in megabytes. */
  readonly heap: number;
  /** The longest frame while the table is scrolled. */
  readonly frame: number;
  /** From a keystroke in the filter to what it leaves being painted. */
  readonly keystroke: number;
}

/** As large as image builds get. */
const findings = 5000;
const packages = 4;

/** Compares two builds in the desk, scrolls through what differs, and filters it. */
export async function measureFindings(rounds: number): Promise<FindingsCosts> {
  const { world, earlier, later } = scannedWorld(findings, packages);
  const stage = await openStage({ world });
  try {
    await addCredentials(stage, ownerAccount);
    const page = await stage.openExtensionPage('desk.html#/settings');
    const session = await stage.context.newCDPSession(page);
    const before = await heapOf(session);
    const builds = `base=${encodeURIComponent(earlier)}&target=${encodeURIComponent(later)}`;
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/findings/compare?${builds}`);
    const desk = compareOf(page);
    await desk.table.waitFor({ timeout: 120_000 });
    const heap = ((await heapOf(session)) - before) / 1_000_000;
    const compare = await page.evaluate(
      () => performance.getEntriesByName('image-desk-compare').at(-1)?.duration ?? Number.NaN,
    );
    return {
      compare,
      heap,
      frame: await longestFrame(page, rounds),
      keystroke: await keystrokes(page, rounds),
    };
  } finally {
    await stage.close();
  }
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** The best of some passes: what else the machine does can only make them worse. */
async function longestFrame(page: Page, passes: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes && best > 25; pass += 1) {
    best = Math.min(best, await page.evaluate(scrollThrough));
  }
  return best;
}

/** In the page: scrolls down and back up in animation frames, and gives the longest of them. */
async function scrollThrough(): Promise<number> {
  const room = document.scrollingElement ?? document.documentElement;
  room.scrollTo(0, 0);
  await new Promise(requestAnimationFrame);
  let last = await new Promise<number>(requestAnimationFrame);
  let worst = 0;
  for (let frame = 1; frame <= 120; frame += 1) {
    const most = room.scrollHeight - room.clientHeight;
    const way = (60 * frame) % (2 * most);
    room.scrollTop = way > most ? 2 * most - way : way;
    const now = await new Promise<number>(requestAnimationFrame);
    worst = Math.max(worst, now - last);
    last = now;
  }
  return worst;
}

/** Types a filter letter by letter, and gives the median of what each takes to be painted. */
async function keystrokes(page: Page, rounds: number): Promise<number> {
  await page.getByRole('searchbox', { name: 'Find vulnerabilities and packages' }).focus();
  await page.evaluate(() => {
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        // Painted is what is in the frame after the one in which it was drawn.
        requestAnimationFrame(() =>
          requestAnimationFrame(() =>
            performance.measure('painted', { start: timeStamp, end: performance.now() }),
          ),
        );
      },
      { capture: true },
    );
  });
  for (let round = 0; round < rounds; round += 1) {
    await page.keyboard.press(round % 2 === 0 ? '7' : 'Backspace');
    await page.waitForFunction(
      (count) => performance.getEntriesByName('painted').length > count,
      round,
    );
  }
  return median(
    await page.evaluate(() =>
      performance.getEntriesByName('painted').map(({ duration }) => duration),
    ),
  );
}
