import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { firstPresent, install } from './installed';

/** Where Chromium is usually installed. Branded Chrome is not here: it loads no extensions. */
const chromiumPlaces: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const firefoxPlaces: readonly string[] = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/**
 * Finds a Chromium that loads extensions: `CHROMIUM_PATH`, an installed one, Playwright's own;
 * else installs Debian's package when it may. Throws with one line on what to install.
 */
export function findChromium(): string {
  return (
    firstPresent([process.env['CHROMIUM_PATH'], ...chromiumPlaces, playwrightChromium()]) ??
    install('Chromium', 'CHROMIUM_PATH', ['chromium', 'fonts-liberation'])
  );
}

/** Finds a Firefox in the same way; the name of the variable is `FIREFOX_PATH`. */
export function findFirefox(): string {
  return (
    firstPresent([process.env['FIREFOX_PATH'], ...firefoxPlaces]) ??
    install('Firefox', 'FIREFOX_PATH', ['firefox-esr', 'fonts-liberation'])
  );
}

function playwrightChromium(): string | undefined {
  try {
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}

/** How a browser is started. */
export interface BrowserOptions {
  /** The folder of the unpacked extension; without one, extensions can be loaded later. */
  readonly extension?: string;
  /** The folders of extensions that are loaded beside it. They should have no worker. */
  readonly besides?: readonly string[];
  /** The loopback server that plays AWS and the console, with the hash of its public key. */
  readonly server: { readonly port: number; readonly spki: string };
  readonly headless?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The folder of a profile that is there already, and stays; a fresh one unless given. */
  readonly profile?: string;
}

/** A started browser; `close` ends it and removes its profile. */
export interface Browser {
  readonly context: BrowserContext;
  /** The blank page that it starts with. */
  readonly blank: Page;
  readonly profile: string;
  readonly close: () => Promise<void>;
}

/** The domains that are played on loopback; a wildcard rule does not cover the bare domain. */
const playedDomains = [
  'console.aws.amazon.com',
  'console.amazonaws-us-gov.com',
  'console.amazonaws.cn',
  'amazonaws.com',
  'amazonaws.com.cn',
  'awsapps.com',
];

/** Whether a host is one that the loopback server plays. */
export function isPlayed(host: string): boolean {
  return playedDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/**
 * What a started Chromium does without. The popups of the address bar are pages of their own, which
 * it renders at every start: two fifths of its work, for something that no test looks at. The others
 * are those that Playwright switches off too: of two such flags the last one counts.
 */
const featuresOff = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'PreloadTopChromeWebUI',
  'WebUIReloadButton',
  'InitialWebUI',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
];

/**
 * Flags for a Chromium that reaches nothing but the loopback server: the played hosts are
 * mapped to it, every other name does not resolve.
 */
export function chromiumFlags({
  extension,
  besides = [],
  server,
}: BrowserOptions): readonly string[] {
  const extensions = [...(extension === undefined ? [] : [extension]), ...besides].join(',');
  const mapped = playedDomains.flatMap((domain) => [
    `MAP ${domain}:443 127.0.0.1:${server.port}`,
    `MAP *.${domain}:443 127.0.0.1:${server.port}`,
  ]);
  return [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--disable-features=${featuresOff.join(',')}`,
    ...(extensions === ''
      ? []
      : [`--disable-extensions-except=${extensions}`, `--load-extension=${extensions}`]),
    `--host-resolver-rules=${[...mapped, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(', ')}`,
    `--ignore-certificate-errors-spki-list=${server.spki}`,
  ];
}

/** Starts Chromium with the extension, in a fresh profile unless it is given one. */
export async function startBrowser(options: BrowserOptions): Promise<Browser> {
  const profile = options.profile ?? mkdtempSync(path.join(tmpdir(), 'image-desk-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: options.headless ?? true,
    args: [...chromiumFlags(options)],
    ignoreDefaultArgs: ['--disable-extensions'],
    colorScheme: options.colorScheme ?? 'light',
    viewport: options.viewport ?? { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
  });
  // A step that takes longer than this has failed, and says so before the test as a whole ends.
  context.setDefaultTimeout(15_000);
  const [blank = await context.newPage()] = context.pages();
  return {
    context,
    blank,
    profile,
    async close() {
      await context.close();
      if (options.profile === undefined)
        rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/**
 * Kills the browser of a profile and all of its processes at once, as a crash or a power cut does:
 * nothing is said to it, and nothing is tidied up. It leads the group of its processes, and its
 * id is in the lock that it puts on its profile.
 */
export async function killBrowser({ context, profile }: Pick<Browser, 'context' | 'profile'>) {
  const lock = readlinkSync(path.join(profile, 'SingletonLock'));
  const ended = context.waitForEvent('close');
  process.kill(-Number(/-(\d+)$/.exec(lock)?.[1]), 'SIGKILL');
  await ended;
}

/** The id of the extension that a browser was started with. */
export async function extensionIdOf(context: BrowserContext): Promise<string> {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return new URL(worker.url()).host;
}

/** Stops the extension's worker as the browser does when it is idle: memory gone, session kept. */
export async function stopWorker(context: BrowserContext): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}
