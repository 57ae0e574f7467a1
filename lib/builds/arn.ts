import type { AccountId, Partition, RegionCode, Scope } from '../scope';

/** What the ARN of an image build version says. */
export interface BuildName {
  readonly region: RegionCode;
  /** Absent for AWS's own: their ARNs have `aws` in its place. */
  readonly owner?: AccountId;
  readonly name: string;
  /** Such as `1.0.1`. */
  readonly version: string;
  /** The number after the slash. */
  readonly buildVersion: string;
}

/** Source: the Image Builder model's `ImageBuildVersionArn`. */
const pattern =
  /^arn:[^:]+:imagebuilder:([^:]+):([^:]+):image\/([a-z0-9-_]+)\/([^/]+)(?:\/(\d+))?$/;

/** Reads the ARN of a build, or of an image version, whose build version is empty then. */
export function readBuildArn(arn: string): BuildName | undefined {
  const [, region = '', owner = '', name = '', version = '', buildVersion = ''] =
    pattern.exec(arn) ?? [];
  if (name === '') return undefined;
  return { region, name, version, buildVersion, ...(/^\d{12}$/.test(owner) && { owner }) };
}

/** A build in words: `office 1.0.1/2`. What is not an ARN of one stands for itself. */
export function labelOfBuild(arn: string): string {
  const read = readBuildArn(arn);
  if (!read) return arn;
  const { name, version, buildVersion } = read;
  return `${name} ${version}${buildVersion === '' ? '' : `/${buildVersion}`}`;
}

const partitions: readonly Partition[] = ['aws', 'aws-us-gov', 'aws-cn'];

/**
 * The scope of the account that owns a build, in the build's Region. Absent for what is no build,
 * such as an image version, and for AWS's own builds, whose ARNs name no account.
 */
export function scopeOfBuild(arn: string): Scope | undefined {
  const read = readBuildArn(arn);
  const partition = partitions.find((each) => each === arn.split(':', 2)[1]);
  if (!partition || read?.owner === undefined || read.buildVersion === '') return undefined;
  return { partition, account: read.owner, region: read.region };
}

/** The ARN of an image without its version, of the ARN of a version or a build of it. */
export function imageOfBuild(arn: string): string {
  return arn.replace(/(:image\/[^/]+)\/.*$/, '$1');
}
