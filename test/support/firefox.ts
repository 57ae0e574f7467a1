import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { findFirefox } from './browser';
import { startProxy } from './proxy';

/** A page of Firefox. */
export interface FirefoxPage {
  /** Evaluates an expression, waits for its promise, and gives a string, number or boolean. */
  readonly evaluate: (expression: string) => Promise<unknown>;
}

/** A Firefox with the extension installed, driven by WebDriver BiDi. */
export interface Firefox {
  /** Opens an address in a new tab in front. */
  readonly open: (url: string) => Promise<FirefoxPage>;
  /** Opens a document of the extension. */
  readonly openExtensionPage: (address: string) => Promise<FirefoxPage>;
  /** The first page whose address has a part; nothing while there is none. */
  readonly pageAt: (part: string) => Promise<FirefoxPage | undefined>;
  readonly close: () => Promise<void>;
}

/** A fixed origin for the extension, so that its documents can be opened by address. */
const uuid = '2f6f0d5e-7a51-4c1e-9a0b-1d3c5e7f9b20';

/** Keeps a fresh profile quiet: no first-run pages, no updates, no pings. */
const quiet: Readonly<Record<string, string | number | boolean>> = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.trr.mode': 5,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};

interface Context {
  readonly context: string;
  readonly url: string;
}

/**
 * Starts Firefox in a fresh profile; every host but the played ones is refused by a proxy. What
 * a company is to have set for the extension is `managed`.
 */
export async function startFirefox(
  extension: string,
  serverPort: number,
  managed?: object,
): Promise<Firefox> {
  const proxy = await startProxy(serverPort);
  const profile = mkdtempSync(path.join(tmpdir(), 'image-desk-firefox-'));
  const preferences = {
    ...quiet,
    'extensions.webextensions.uuids': JSON.stringify({ [addonId(extension)]: uuid }),
    'network.proxy.type': 1,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxy.port,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxy.port,
    'network.proxy.failover_direct': false,
  };
  writeFileSync(
    path.join(profile, 'user.js'),
    Object.entries(preferences)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(''),
  );
  if (managed) setManaged(profile, addonId(extension), managed);
  const remote = ['--remote-debugging-port', '0', '--remote-allow-system-access'];
  const child = spawn(
    findFirefox(),
    ['--headless', '--no-remote', '--profile', profile, ...remote, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile } },
  );
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.once('exit', () => reject(new Error(`Firefox ended at once: ${said}`)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const send = await connectTo(`${endpoint}/session`);
  await send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
  await send('webExtension.install', { extensionData: { type: 'path', path: extension } });
  const pageOf = (context: string): FirefoxPage => ({
    async evaluate(expression) {
      const answer = (await send('script.evaluate', {
        expression,
        awaitPromise: true,
        target: { context },
      })) as { type: string; result?: { value?: unknown }; exceptionDetails?: { text: string } };
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text);
      return answer.result?.value;
    },
  });
  const open = async (url: string) => {
    const { context } = (await send('browsingContext.create', { type: 'tab' })) as Context;
    await send('browsingContext.activate', { context });
    await send('browsingContext.navigate', { context, url, wait: 'complete' });
    return pageOf(context);
  };
  return {
    open,
    openExtensionPage: (address) => open(`moz-extension://${uuid}/${address}`),
    async pageAt(part) {
      const { contexts } = (await send('browsingContext.getTree', {})) as {
        contexts: readonly Context[];
      };
      const found = contexts.find(({ url }) => url.includes(part));
      return found && pageOf(found.context);
    },
    async close() {
      await send('browser.close', {});
      await ended;
      proxy.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/**
 * Sets managed storage for one person instead of for the machine: Firefox looks below the home
 * folder first, which is the profile's here. Source: MDN, "Native manifests".
 */
function setManaged(home: string, name: string, data: object): void {
  const folder = path.join(home, '.mozilla/managed-storage');
  mkdirSync(folder, { recursive: true });
  const manifest = { name, description: 'What a company sets', type: 'storage', data };
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(manifest));
}

function addonId(extension: string): string {
  const manifest = JSON.parse(readFileSync(path.join(extension, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  return manifest.browser_specific_settings.gecko.id;
}

type Send = (method: string, parameters: object) => Promise<unknown>;

async function connectTo(endpoint: string): Promise<Send> {
  const socket = new WebSocket(endpoint, { perMessageDeflate: false });
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return;
    const reply = JSON.parse(data) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return (method, parameters) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      waiting.set(id, ({ type, result, message }) => {
        waiting.delete(id);
        if (type === 'error') reject(new Error(`${method}: ${message}`));
        else resolve(result);
      });
      socket.send(JSON.stringify({ id, method, params: parameters }));
    });
}

interface Reply {
  readonly id?: number;
  readonly type?: string;
  readonly result?: unknown;
  readonly message?: string;
}
