import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromiumFlags, findChromium, type BrowserOptions } from './browser';

/** A reply to a command, or an event. */
interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Calls back for every event of a name until the function that it gives is called. */
export type Listen = (event: string, hear: (parameters: unknown) => void) => () => void;

/** A target of the DevTools protocol: sends commands, and evaluates expressions. */
export interface CdpTarget {
  readonly send: (method: string, parameters?: object) => Promise<unknown>;
  readonly evaluate: (expression: string) => Promise<unknown>;
}

/** A page of a bare browser. */
export interface BarePage extends CdpTarget {
  /** Goes to an address and waits for it to have loaded. */
  readonly navigate: (url: string) => Promise<void>;
}

/**
 * A Chromium that is driven through a pipe, and in which nothing is attached but what is asked
 * for. Playwright attaches to every service worker, which keeps it alive and slows its start.
 */
export interface BareBrowser {
  readonly open: (url: string) => Promise<BarePage>;
  /** Commands to the browser itself. */
  readonly send: CdpTarget['send'];
  readonly on: Listen;
  /** The id of the extension, once its worker has started. */
  readonly extensionId: () => Promise<string>;
  /** The extension's worker, once it has started; from then on it is attached to. */
  readonly worker: () => Promise<Pick<CdpTarget, 'send'>>;
  readonly close: () => Promise<void>;
}

/** Starts a bare Chromium with the extension. */
export async function startBareBrowser(options: BrowserOptions): Promise<BareBrowser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'image-desk-bare-'));
  const flags = ['--headless=new', `--user-data-dir=${profile}`, '--remote-debugging-pipe'];
  const child = spawn(findChromium(), [...chromiumFlags(options), ...flags, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  const { send, on } = overPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const findWorker = async () => {
    for (;;) {
      const { targetInfos } = (await send('Target.getTargets')) as {
        targetInfos: readonly { type: string; url: string; targetId: string }[];
      };
      const worker = targetInfos.find(({ type }) => type === 'service_worker');
      if (worker) return worker;
    }
  };
  return {
    send: (method, parameters) => send(method, parameters),
    on,
    async open(url) {
      const { targetId } = (await send('Target.createTarget', { url: 'about:blank' })) as {
        targetId: string;
      };
      const { sessionId } = (await send('Target.attachToTarget', {
        targetId,
        flatten: true,
      })) as { sessionId: string };
      const sendTo = (method: string, parameters?: object) => send(method, parameters, sessionId);
      await sendTo('Page.enable');
      const navigate = async (to: string) => {
        const loaded = new Promise<void>((resolve) => {
          const stop = on('Page.loadEventFired', () => {
            stop();
            resolve();
          });
        });
        await sendTo('Page.navigate', { url: to });
        await loaded;
      };
      await navigate(url);
      return {
        send: sendTo,
        navigate,
        async evaluate(expression) {
          const answer = (await sendTo('Runtime.evaluate', {
            expression,
            awaitPromise: true,
            returnByValue: true,
          })) as { result: { value?: unknown }; exceptionDetails?: { text: string } };
          if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
          return answer.result.value;
        },
      };
    },
    async extensionId() {
      return new URL((await findWorker()).url).host;
    },
    async worker() {
      const { targetId } = await findWorker();
      const { sessionId } = (await send('Target.attachToTarget', {
        targetId,
        flatten: true,
      })) as { sessionId: string };
      return { send: (method, parameters) => send(method, parameters, sessionId) };
    },
    async close() {
      await send('Browser.close');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Commands and replies over the pipe, each a JSON text that ends with a NUL. */
function overPipe(output: Writable, input: Readable) {
  const waiting = new Map<number, (reply: Incoming) => void>();
  const listening = new Set<(incoming: Incoming) => void>();
  let lastId = 0;
  let rest = '';
  input.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\0');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      const incoming = JSON.parse(text) as Incoming;
      if (incoming.id === undefined) for (const hear of listening) hear(incoming);
      else waiting.get(incoming.id)?.(incoming);
    }
  });
  const send = (method: string, parameters: object = {}, sessionId?: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
      output.write(`${JSON.stringify({ id, method, params: parameters, sessionId })}\0`);
    });
  const on: Listen = (event, hear) => {
    const listener = ({ method, params }: Incoming) => {
      if (method === event) hear(params);
    };
    listening.add(listener);
    return () => listening.delete(listener);
  };
  return { send, on };
}
