import { readImageUri } from '../builds/image-uri';
import type { Partition, RegionCode } from '../scope';
import { consoleDomains, readConsolePage, regionPattern, sessionPattern } from './page';

/** Where links lead: the consoles of a partition, in the session that the page is in. */
export interface LinkPlace {
  readonly partition: Partition;
  /** The first label of a multi-session host, such as `111122223333-abcdefgh`. */
  readonly session?: string;
}

/** Addresses of console pages. Each is absent when what it is about does not look like AWS's. */
export interface Links {
  readonly ami: (image: string, region: RegionCode) => string | undefined;
  /** The image in its repository when the URI has a digest, else the repository. */
  readonly containerImage: (uri: string) => string | undefined;
  readonly logStream: (group: string, stream: string, region: RegionCode) => string | undefined;
  readonly build: (arn: string) => string | undefined;
  readonly pipeline: (arn: string) => string | undefined;
  /** By ARN, or by id in a Region. */
  readonly key: (key: string, region: RegionCode) => string | undefined;
  readonly subnet: (subnet: string, region: RegionCode) => string | undefined;
  readonly securityGroup: (group: string, region: RegionCode) => string | undefined;
  readonly topic: (arn: string) => string | undefined;
  readonly bucket: (bucket: string, prefix: string, region: RegionCode) => string | undefined;
  /** A fleet of AppStream, by its name. */
  readonly fleet: (name: string, region: RegionCode) => string | undefined;
  readonly launchTemplate: (template: string, region: RegionCode) => string | undefined;
}

/** Where links of a console page lead; nothing when the address is not one of a console. */
export function linkPlaceOf(address: string): LinkPlace | undefined {
  const page = readConsolePage(address);
  if (!page) return undefined;
  const labels = new URL(address).hostname.split('.');
  const session = page.account && labels.find((label) => sessionPattern.test(label));
  return { partition: page.partition, ...(session && { session }) };
}

/** Image Builder's ARNs as its model has them, with the Region to read. */
const buildPattern =
  /^arn:aws[a-z-]*:imagebuilder:([a-z\d-]+):[a-z\d-]+:image\/[\w-]+\/\d+\.\d+\.\d+\/\d+$/;
const pipelinePattern = /^arn:aws[a-z-]*:imagebuilder:([a-z\d-]+):\d{12}:image-pipeline\/[\w-]+$/;
const topicPattern = /^arn:aws[a-z-]*:sns:([a-z\d-]+):\d{12}:[\w-]{1,256}(?:\.fifo)?$/;
const keyPattern = /^(?:arn:aws[a-z-]*:kms:([a-z\d-]+):\d{12}:key\/)?((?:mrk-)?[\da-f-]{32,36})$/i;
const bucketPattern = /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/;
/** Source: the AppStream model, Name. */
const fleetPattern = /^[a-zA-Z\d][\w.-]{0,100}$/;
/** Source: the Image Builder model, LogGroupName, and the names that CloudWatch gives streams. */
const logGroupPattern = /^[a-zA-Z\d\-_/.]{1,512}$/;
const logStreamPattern = /^[^:*\p{Cs}]{1,512}$/u;

/**
 * Makes links to the pages whose addresses are well known. Those of instance profiles and license
 * configurations, and of Image Builder's settings and recipes, are not.
 */
export function linksFrom(place: LinkPlace): Links {
  const page = (region: string | undefined, path: string): string | undefined => {
    if (region === undefined || !regionPattern.test(region)) return undefined;
    const host = [place.session, region, consoleDomains[place.partition]].filter(Boolean).join('.');
    return `https://${host}${path}`;
  };
  /** A page of one of the consoles that have a home. */
  const home = (console: string, region: string | undefined, route: string) =>
    page(region, `/${console}/home?region=${region}#${route}`);
  /** A page about something that an id names, such as `ami-0123`. */
  const byId = (console: string, route: string, kind: string) => (id: string, region: string) =>
    new RegExp(`^${kind}-[a-z\\d]+$`).test(id) ? home(console, region, route + id) : undefined;

  return {
    ami: byId('ec2', 'ImageDetails:imageId=', 'ami'),
    securityGroup: byId('ec2', 'SecurityGroup:groupId=', 'sg'),
    launchTemplate: byId('ec2', 'LaunchTemplateDetails:launchTemplateId=', 'lt'),
    fleet: (name, region) =>
      fleetPattern.test(name) ? home('appstream2', region, `/fleets/${name}`) : undefined,
    subnet: byId('vpcconsole', 'SubnetDetails:subnetId=', 'subnet'),
    containerImage(uri) {
      const image = readImageUri(uri);
      if (!image) return undefined;
      const { account, region, repository, digest } = image;
      const part = digest === undefined ? '' : `/_/image/${encodeURIComponent(digest)}/details`;
      return page(
        region,
        `/ecr/repositories/private/${account}/${repository}${part}?region=${region}`,
      );
    },
    logStream(group, stream, region) {
      if (!logGroupPattern.test(group) || !logStreamPattern.test(stream)) return undefined;
      const path = `log-group/${encodeTwice(group)}/log-events/${encodeTwice(stream)}`;
      return home('cloudwatch', region, `logsV2:log-groups/${path}`);
    },
    build(arn) {
      const [whole = '', region] = buildPattern.exec(arn) ?? [];
      return home('imagebuilder', region, `/images/${encodeURIComponent(whole)}/details`);
    },
    pipeline: (arn) => home('imagebuilder', pipelinePattern.exec(arn)?.[1], `/pipelines/${arn}`),
    topic: (arn) => home('sns/v3', topicPattern.exec(arn)?.[1], `/topic/${arn}`),
    key(key, region) {
      const [, regionOfArn, id] = keyPattern.exec(key) ?? [];
      return id === undefined
        ? undefined
        : home('kms', regionOfArn ?? region, `/kms/keys/${id.toLowerCase()}`);
    },
    bucket(bucket, prefix, region) {
      if (!bucketPattern.test(bucket) || /\p{Cs}/u.test(prefix)) return undefined;
      const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
      return page(
        region,
        `/s3/buckets/${bucket}?region=${region}&prefix=${encodeURIComponent(folder)}`,
      );
    },
  };
}

/** As CloudWatch's own links have it: percent-encoded twice, with `$` in place of `%`. */
function encodeTwice(text: string): string {
  return encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$');
}

/**
 * A page that tells about a vulnerability: the one that AWS names, when it is an HTTPS address,
 * else NVD's for the id of a CVE.
 */
export function vulnerabilityPage(id: string, named: string | undefined): string | undefined {
  const url = named !== undefined && URL.canParse(named) ? new URL(named) : undefined;
  if (url?.protocol === 'https:' && url.username === '' && url.password === '') return url.href;
  return /^CVE-\d{4}-\d{4,}$/.test(id) ? `https://nvd.nist.gov/vuln/detail/${id}` : undefined;
}
