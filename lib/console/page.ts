import { accountIdPattern, type AccountId, type Partition, type RegionCode } from '../scope';

/** A service console that Image Desk has a panel for. */
export type ConsoleService = 'appstream' | 'imagebuilder';

/** What the address of an AWS console page says. Nothing here was read from the page itself. */
export interface ConsolePage {
  readonly partition: Partition;
  readonly service: ConsoleService | 'other';
  /** From `?region=`, else from the host; some pages of the default Region name none. */
  readonly region?: RegionCode;
  /** Only a multi-session host names the account. */
  readonly account?: AccountId;
  /** The hash route: its path, such as `/images`, and the parameters inside the hash. */
  readonly route: { readonly path: string; readonly parameters: URLSearchParams };
}

/**
 * The domain of each partition's console. A console page is on it or on a subdomain of it.
 * Source: common-fate/granted `partition.go`, aws-cli `console`.
 */
export const consoleDomains: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
};

const servicePaths: readonly (readonly [string, ConsoleService])[] = [
  ['/appstream2', 'appstream'],
  ['/imagebuilder', 'imagebuilder'],
];

/** The shape of a Region code in an address of a console. */
export const regionPattern = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;

/**
 * The first label of a multi-session host: the account and a differentiator.
 * Source: AWS, "Signing in to multiple accounts".
 */
export const sessionPattern = /^(\d{12})-[a-z0-9]+$/;

/**
 * Reads the address of a console page; nothing when the address is not one: another host that
 * only looks like it, plain HTTP, a port, a user name or a trailing dot.
 */
export function readConsolePage(address: string): ConsolePage | undefined {
  const url = parseUrl(address);
  if (!url || url.protocol !== 'https:' || url.port !== '') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const domain = (Object.entries(consoleDomains) as [Partition, string][]).find(
    ([, name]) => url.hostname === name || url.hostname.endsWith(`.${name}`),
  );
  if (!domain) return undefined;
  const [partition, name] = domain;
  const labels = url.hostname.slice(0, -name.length).split('.').filter(Boolean);
  const account = labels.map((label) => sessionPattern.exec(label)?.[1]).find(Boolean);
  const region = [url.searchParams.get('region'), ...labels].find(
    (each) => each !== null && each !== undefined && regionPattern.test(each),
  );
  return {
    partition,
    service: serviceOf(url.pathname),
    ...(region && { region }),
    ...(account && { account }),
    route: readRoute(url.hash),
  };
}

function parseUrl(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function serviceOf(pathname: string): ConsolePage['service'] {
  const found = servicePaths.find(([path]) => pathname === path || pathname.startsWith(`${path}/`));
  return found ? found[1] : 'other';
}

/** Splits a hash route. Both consoles put a query inside the hash at times. */
function readRoute(hash: string): ConsolePage['route'] {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  return { path: path.startsWith('/') ? path : `/${path}`, parameters: new URLSearchParams(query) };
}

/** What a page's own document says about its session: hints that may select a read. */
export interface SessionHints {
  readonly account?: AccountId;
  readonly region?: RegionCode;
}

/**
 * Reads the session out of a console document's meta tags, tolerantly: a page that lacks them
 * or breaks them gives fewer hints. The page can say anything here, so nobody may act on it.
 * The tags, `awsc-session-data` and `awsc-mezz-region`, are those the console itself reads.
 */
export function readSessionHints(document: Document): SessionHints {
  const meta = (name: string) =>
    document.querySelector(`meta[name="${name}"], meta[id="${name}"]`)?.getAttribute('content');
  const account = accountOf(meta('awsc-session-data'));
  const region = meta('awsc-mezz-region');
  return {
    ...(account && { account }),
    ...(region && regionPattern.test(region) && { region }),
  };
}

function accountOf(sessionData: string | null | undefined): AccountId | undefined {
  if (!sessionData) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(sessionData);
  } catch {
    return undefined;
  }
  if (typeof data !== 'object' || data === null) return undefined;
  const { accountId, sessionARN } = data as { accountId?: unknown; sessionARN?: unknown };
  const fromArn = typeof sessionARN === 'string' ? sessionARN.split(':')[4] : undefined;
  return [accountId, fromArn].find(
    (each): each is AccountId => typeof each === 'string' && accountIdPattern.test(each),
  );
}
