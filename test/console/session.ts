/** The AWS partitions that have a public console with AppStream's address form. */
export type ConsolePartition = 'aws' | 'aws-us-gov' | 'aws-cn';

/** Who is signed in, and where, as one page of the console sees it. */
export interface ConsoleSession {
  readonly partition: ConsolePartition;
  readonly account: string;
  readonly region: string;
  /** First host label of a multi-session page; absent on the other hosts. */
  readonly differentiator?: string;
}

interface Home {
  readonly partition: ConsolePartition;
  readonly host: string;
  readonly region: string;
  readonly signIn: string;
}

const homes: readonly Home[] = [
  {
    partition: 'aws',
    host: 'console.aws.amazon.com',
    region: 'us-east-1',
    signIn: 'signin.aws.amazon.com',
  },
  {
    partition: 'aws-us-gov',
    host: 'console.amazonaws-us-gov.com',
    region: 'us-gov-west-1',
    signIn: 'signin.amazonaws-us-gov.com',
  },
  {
    partition: 'aws-cn',
    host: 'console.amazonaws.cn',
    region: 'cn-north-1',
    signIn: 'signin.amazonaws.cn',
  },
];

// Everything before the console's own host: nothing, a Region, or a session and a Region.
const prefixPattern = /^(?:(?:(\d{12})-([a-z0-9]{8})\.)?([a-z]{2,}(?:-[a-z]+)+-\d+)\.)?$/;

/** Host, default Region and sign-in host of a partition. */
export function consoleHome(partition: ConsolePartition): Home {
  const home = homes.find((candidate) => candidate.partition === partition);
  if (home === undefined) throw new RangeError(`No console in partition ${partition}`);
  return home;
}

/**
 * The session of a request to a console host, or undefined when the host is not a console's.
 * `account` is who is signed in where the host does not say: on plain and regional hosts.
 */
export function consoleSession(url: URL, account: string): ConsoleSession | undefined {
  const home = homes.find(({ host }) => url.hostname === host || url.hostname.endsWith(`.${host}`));
  if (home === undefined) return undefined;
  const match = prefixPattern.exec(url.hostname.slice(0, -home.host.length));
  if (match === null) return undefined;
  const [, sessionAccount, suffix, regionLabel] = match;
  if (sessionAccount !== undefined && home.partition !== 'aws') return undefined;
  return {
    partition: home.partition,
    account: sessionAccount ?? account,
    region: url.searchParams.get('region') ?? regionLabel ?? home.region,
    ...(sessionAccount !== undefined && { differentiator: `${sessionAccount}-${suffix}` }),
  };
}
