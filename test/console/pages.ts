import type { FrameLocator, Page } from '@playwright/test';
import { consoleHome, type ConsolePartition } from './session';
import type { ConsoleService } from './services';
import { readVariants, type Variant } from './variants';

/** The shapes of console host that the product meets. */
export type ConsoleHost = 'plain' | 'regional' | 'multi-session' | 'govcloud' | 'china';

/** What page of the console to open. */
export interface ConsoleTarget {
  readonly host: ConsoleHost;
  readonly region: string;
  /** Needed by the multi-session host, ignored by the others: the server decides who is in. */
  readonly account?: string;
  /** Hash route, with its slash. */
  readonly route?: string;
  readonly fixture?: readonly Variant[];
  /** Name of the image that is selected from the start. */
  readonly selected?: string;
}

const partitions: Record<ConsoleHost, ConsolePartition> = {
  plain: 'aws',
  regional: 'aws',
  'multi-session': 'aws',
  govcloud: 'aws-us-gov',
  china: 'aws-cn',
};

// A real session id is random; one and the same makes the links of a test readable.
const sessionSuffix = 'k7q2m9xa';

/** The full URL of a page of the AppStream console. */
export function consoleUrl({ selected, ...target }: ConsoleTarget): string {
  const query = selected === undefined ? '' : `?selected=${encodeURIComponent(selected)}`;
  return `${pageUrl('appstream2', target)}${query}`;
}

/** The full URL of a page of the Image Builder console; for its route see `imageBuilderRoutes`. */
export function imageBuilderUrl(target: Omit<ConsoleTarget, 'selected'>): string {
  return pageUrl('imagebuilder', target);
}

function pageUrl(service: ConsoleService, target: Omit<ConsoleTarget, 'selected'>): string {
  const { route = '/images', fixture = [] } = target;
  const url = new URL(`https://${consoleHostname(target)}/${service}/home`);
  url.searchParams.set('region', target.region);
  const search = fixture.length === 0 ? url.search : `${url.search}&fixture=${fixture.join(',')}`;
  return `${url.origin}${url.pathname}${search}#${route}`;
}

function consoleHostname({ host, region, account }: Omit<ConsoleTarget, 'selected'>): string {
  const home = consoleHome(partitions[host]).host;
  if (host === 'plain') return home;
  if (host !== 'multi-session') return `${region}.${home}`;
  if (account === undefined) throw new TypeError('A multi-session host needs an account');
  return `${account}-${sessionSuffix}.${region}.${home}`;
}

/** The document that shows the service: the page, or the frame inside it. */
export function consoleService(page: Page): Page | FrameLocator {
  const framed = readVariants(new URL(page.url()).searchParams).has('iframe');
  return framed ? page.frameLocator('#service-react-frame') : page;
}

/** Selects an image in AppStream's registry. */
export async function selectImage(page: Page, name: string): Promise<void> {
  await selectRow(page, name);
}

/**
 * Selects an image of Image Builder: a version, such as `1.0.1`, in the list of images, a build,
 * such as `1.0.1/2`, among those of a version or among the output images of a pipeline.
 */
export async function selectBuild(page: Page, name: string, version: string): Promise<void> {
  await selectRow(page, `${name} ${version}`);
}

/** Opens a tab of the console by its label. */
export async function openTab(page: Page, label: string): Promise<void> {
  await consoleService(page).locator('#app').getByRole('tab', { name: label, exact: true }).click();
}

/** Selects a row of a list by its name, through the filter when it is on a later page. */
async function selectRow(page: Page, name: string): Promise<void> {
  // Inside the console's own root: a locator would also look into an extension's panel.
  const service = consoleService(page).locator('#app');
  const radio = service.getByRole('radio', { name: `Select ${name}`, exact: true });
  await service.getByRole('radio').first().waitFor();
  if ((await radio.count()) === 0) {
    await service.getByRole('searchbox').fill(name);
    await radio.waitFor();
  }
  // By the keyboard: a click waits for a row that stays as it is, and on a page that is re-rendered
  // while the machine is busy there is none. A key can meet a row in the moment it is re-mounted,
  // and then the console never hears of it.
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    await radio.press('Space', { timeout: 5000 });
    if (await radio.isChecked()) return;
  }
  throw new Error(`Could not select ${name}`);
}
