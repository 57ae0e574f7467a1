import type { FakeAws } from '../aws/server';
import { consoleUrl } from '../console/pages';
import { startBareBrowser, type BareBrowser } from '../support/cdp';
import { median } from './statistics';

interface TraceEvent {
  readonly name: string;
  readonly dur?: number;
  /** Time on the processor: what else the machine does is not in it. */
  readonly tdur?: number;
  readonly ts: number;
  readonly tid: number;
  readonly pid: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

/** What the content script costs a console page. Times are milliseconds. */
export interface ContentScriptCost {
  readonly evaluation: number;
  /** Tasks over 50 ms in which code of the content script ran, over all rounds. */
  readonly longTasks: number;
}

/** Loads a console page some times and reads the browser's own trace. */
export async function measureContentScript(
  extension: string,
  server: FakeAws,
  rounds: number,
): Promise<ContentScriptCost> {
  const browser = await startBareBrowser({ extension, server });
  try {
    const page = await browser.open('about:blank');
    const evaluations: number[] = [];
    let longTasks = 0;
    for (let round = 0; round <= rounds; round += 1) {
      // The same address with a hash would be no new document.
      await page.navigate('about:blank');
      const events = await trace(browser, async () => {
        await page.navigate(consoleUrl({ host: 'regional', region: 'us-east-1' }));
        await page.evaluate(`new Promise((resolve) => {
          const look = () => performance.getEntriesByName('console-ready').length > 0 &&
            document.querySelector('image-desk-panel')
            ? setTimeout(resolve, 300) : requestAnimationFrame(look);
          look();
        })`);
      });
      const ours = events.filter(({ args }) => args?.data?.url?.endsWith('/appstream.js'));
      const evaluated = ours.find(({ name }) => name === 'EvaluateScript');
      if (round === 0) continue;
      evaluations.push((evaluated?.tdur ?? Number.NaN) / 1000);
      longTasks += events
        .filter(({ name, dur }) => name === 'RunTask' && (dur ?? 0) > 50_000)
        .filter((task) => ours.some((event) => within(event, task))).length;
    }
    return { evaluation: median(evaluations), longTasks };
  } finally {
    await browser.close();
  }
}

function within(event: TraceEvent, task: TraceEvent): boolean {
  const sameThread = event.pid === task.pid && event.tid === task.tid;
  return sameThread && event.ts >= task.ts && event.ts <= task.ts + (task.dur ?? 0);
}

async function trace(
  browser: BareBrowser,
  run: () => Promise<void>,
): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  const end = browser.on('Tracing.dataCollected', (parameters) => {
    events.push(...(parameters as { value: readonly TraceEvent[] }).value);
  });
  await browser.send('Tracing.start', {
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'v8'] },
  });
  await run();
  const complete = new Promise<void>((resolve) => {
    const stop = browser.on('Tracing.tracingComplete', () => {
      stop();
      resolve();
    });
  });
  await browser.send('Tracing.end');
  await complete;
  end();
  return events;
}
