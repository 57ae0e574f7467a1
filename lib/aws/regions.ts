import type { Partition, RegionCode, Scope } from '../scope';

export interface Region {
  readonly code: RegionCode;
  readonly partition: Partition;
  readonly name: string;
  /** Whether AppStream 2.0 (WorkSpaces Applications) has an endpoint there. */
  readonly appstream: boolean;
}

const region = (
  partition: Partition,
  code: RegionCode,
  name: string,
  appstream: boolean,
): Region => ({ partition, code, name, appstream });

/**
 * The Regions that Image Desk knows, AppStream's first in each partition.
 * Source: botocore 1.43.11 `endpoints.json` (service `appstream2`) for the flag, and the AWS
 * General Reference for the names. AppStream has no Region in `aws-cn`.
 */
export const regions: readonly Region[] = [
  region('aws', 'us-east-1', 'US East (N. Virginia)', true),
  region('aws', 'us-east-2', 'US East (Ohio)', true),
  region('aws', 'us-west-2', 'US West (Oregon)', true),
  region('aws', 'ap-northeast-1', 'Asia Pacific (Tokyo)', true),
  region('aws', 'ap-northeast-2', 'Asia Pacific (Seoul)', true),
  region('aws', 'ap-south-1', 'Asia Pacific (Mumbai)', true),
  region('aws', 'ap-southeast-1', 'Asia Pacific (Singapore)', true),
  region('aws', 'ap-southeast-2', 'Asia Pacific (Sydney)', true),
  region('aws', 'ap-southeast-5', 'Asia Pacific (Malaysia)', true),
  region('aws', 'ca-central-1', 'Canada (Central)', true),
  region('aws', 'eu-central-1', 'Europe (Frankfurt)', true),
  region('aws', 'eu-south-1', 'Europe (Milan)', true),
  region('aws', 'eu-south-2', 'Europe (Spain)', true),
  region('aws', 'eu-west-1', 'Europe (Ireland)', true),
  region('aws', 'eu-west-2', 'Europe (London)', true),
  region('aws', 'eu-west-3', 'Europe (Paris)', true),
  region('aws', 'il-central-1', 'Israel (Tel Aviv)', true),
  region('aws', 'sa-east-1', 'South America (São Paulo)', true),
  region('aws', 'us-west-1', 'US West (N. California)', false),
  region('aws', 'eu-north-1', 'Europe (Stockholm)', false),
  region('aws', 'ap-northeast-3', 'Asia Pacific (Osaka)', false),
  region('aws-us-gov', 'us-gov-west-1', 'AWS GovCloud (US-West)', true),
  region('aws-us-gov', 'us-gov-east-1', 'AWS GovCloud (US-East)', true),
  region('aws-cn', 'cn-north-1', 'China (Beijing)', false),
  region('aws-cn', 'cn-northwest-1', 'China (Ningxia)', false),
];

/** The Region of a code, or nothing when Image Desk does not know it. */
export function findRegion(code: RegionCode): Region | undefined {
  return regions.find((each) => each.code === code);
}

/** The host suffix of a partition's endpoints. Source: botocore `partitions.json`. */
export const dnsSuffixes: Readonly<Record<Partition, string>> = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
};

/** What Image Desk calls in a Region for AppStream images, by endpoint prefix. */
export const workServices = ['appstream2', 'sts'] as const;

/** What it calls there for images of EC2 Image Builder. */
export const imageBuilderServices = ['imagebuilder', 'ec2', 'ram', 'sts'] as const;

/** All of that: what a person allows at once when they allow a Region. */
export const regionServices = [...new Set([...workServices, ...imageBuilderServices])];

/** What it calls in the Region of an Identity Center to sign a person in. */
export const signInServices = ['oidc', 'portal.sso'] as const;

/** What it calls where the accounts of an organization are listed. */
export const organizationServices = ['organizations'] as const;

/** What it calls in a Region to learn more of a vulnerability than a finding tells. */
export const inspectorServices = ['inspector2'] as const;

/** An AWS service that Image Desk calls, by its endpoint prefix. */
export type ServicePrefix =
  | (typeof regionServices)[number]
  | (typeof signInServices)[number]
  | (typeof organizationServices)[number]
  | (typeof inspectorServices)[number];

/** A service that is called in a scope, with the credentials of that scope's account. */
export type ServiceName =
  | Exclude<(typeof regionServices)[number], 'sts'>
  | (typeof organizationServices)[number]
  | (typeof inspectorServices)[number];

/** The services that a person allows one by one, not with all that is called in a Region. */
const askedForAlone: ReadonlySet<ServicePrefix> = new Set([
  ...organizationServices,
  ...inspectorServices,
]);

/** Whether access to a service is asked for on its own, when somebody comes to need it. */
export function isAskedForAlone(service: ServicePrefix): boolean {
  return askedForAlone.has(service);
}

/**
 * The one Region of each partition in which AWS Organizations has its endpoint, whatever Region an
 * account works in. Source: botocore `endpoints.json`, service `organizations`.
 */
const organizationsRegions: Readonly<Record<Partition, RegionCode>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-northwest-1',
};

/** The Region in which a service has its endpoint for a scope: the scope's, or the only one. */
export function regionOf(service: ServiceName, scope: Scope): RegionCode {
  return service === 'organizations' ? organizationsRegions[scope.partition] : scope.region;
}

/**
 * The HTTPS endpoint of a service in a Region, from this table alone: no part of it ever comes
 * from a message. Nothing when the service is not there.
 */
export function endpointOf(service: ServicePrefix, code: RegionCode): string | undefined {
  const found = findRegion(code);
  if (!found || (service === 'appstream2' && !found.appstream)) return undefined;
  if (service === 'organizations' && organizationsRegions[found.partition] !== code) {
    return undefined;
  }
  return `https://${service}.${code}.${dnsSuffixes[found.partition]}`;
}

/** Whether a service has an endpoint in a Region. */
export function isServed(service: ServicePrefix, code: RegionCode): boolean {
  return endpointOf(service, code) !== undefined;
}

/** The match patterns of the hosts of services in a Region, of all regional ones by default. */
export function hostPatternsOf(
  code: RegionCode,
  services: readonly ServicePrefix[] = regionServices,
): readonly string[] {
  return services
    .map((service) => endpointOf(service, code))
    .filter((endpoint) => endpoint !== undefined)
    .map((endpoint) => `${endpoint}/*`);
}
