import { createHash } from 'node:crypto';
import type { Region } from '../world';

/** What an ARN of Image Builder says about an image, whether or not it names a build of it. */
export interface ImageName {
  /** An account id, or `aws` for what AWS itself publishes. */
  readonly account: string;
  readonly name: string;
  /** Three nodes, each a number or `x`. */
  readonly version: string;
  readonly build?: number;
}

/**
 * Gives the ARN of a resource of Image Builder: lower case, with hyphens for spaces, as the service
 * makes it of a name. `rest` is the version, and the build after another slash.
 */
export function resourceArn(
  region: Region,
  owner: string,
  type: string,
  name: string,
  ...rest: readonly (string | number)[]
): string {
  const account = owner === 'amazon' ? 'aws' : owner;
  const path = [type, name.toLowerCase().replaceAll(' ', '-'), ...rest].join('/');
  return `arn:${region.partition}:imagebuilder:${region.name}:${account}:${path}`;
}

/** Reads the ARN of an image, of a version of it or of a build; throws for any other text. */
export function imageNameOf(arn: string): ImageName {
  const found = /^arn:[^:]+:imagebuilder:[^:]+:([^:]+):image\/([^/]+)\/([^/]+)(?:\/(\d+))?$/u.exec(
    arn,
  );
  if (!found) throw new Error(`${arn} is not the ARN of an image`);
  const [, account = '', name = '', version = '', build] = found;
  return { account, name, version, ...(build !== undefined && { build: Number(build) }) };
}

/** Gives the ARN of the version that a build is one of. */
export function versionArnOf(buildArn: string): string {
  return buildArn.replace(/\/\d+$/u, '');
}

/** Gives numbers in a form that sorts as text does: for the places of things in lists. */
export function sortable(value: number | string): string {
  return String(value).replaceAll(/\d+/gu, (digits) => digits.padStart(12, '0'));
}

/**
 * Gives a UUID that is the same whenever it is made of the same words, so that nothing in a world
 * depends on chance.
 */
export function uuidOf(...words: readonly (string | number)[]): string {
  const hex = hashOf(words);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Gives an id of EC2 with its prefix, such as `ami`, made of words as a UUID is. */
export function ec2IdOf(prefix: string, ...words: readonly (string | number)[]): string {
  return `${prefix}-0${hashOf([prefix, ...words]).slice(0, 16)}`;
}

function hashOf(words: readonly (string | number)[]): string {
  return createHash('sha256').update(words.join('\n')).digest('hex');
}
