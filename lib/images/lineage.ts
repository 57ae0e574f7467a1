import { scopeOfBuild } from '../builds/arn';
import type { AccountId, RegionCode, Scope } from '../scope';
import type { Tags } from './image';

/**
 * The tag of an AppStream image that says from which build of Image Builder it was made, by the
 * build's ARN. AppStream itself does not know: its images are made from AMIs. An ARN fits, as a
 * value has up to 256 characters, among them those of ARNs. Source: the AppStream model, TagValue.
 * What people write there is in `docs/lineage.md`.
 */
export const sourceBuildTag = 'image-desk:source-build';

/** The tag that says from which image an image was made, by that image's ARN. */
export const sourceImageTag = 'image-desk:source-image';

/** The tag that says from which AMI an image was imported, by its id. */
export const sourceAmiTag = 'image-desk:source-ami';

/** From what an image is made. */
export interface Source {
  /** The ARN of an AppStream image. */
  readonly image?: string;
  /** The id of an AMI, which is in the Region of the image. */
  readonly ami?: string;
  /** The ARN of a build of Image Builder. */
  readonly build?: string;
}

/**
 * Tags with those that say from what an image is made. What is not told stays as it was: a copy of
 * an image that was made from a build is made from that build as well.
 */
export function withSource(tags: Tags, { image, ami, build }: Source): Tags {
  const told = [
    { key: sourceImageTag, value: image },
    { key: sourceAmiTag, value: ami },
    { key: sourceBuildTag, value: build },
  ].flatMap(({ key, value }) => (value === undefined ? [] : [{ key, value }]));
  const keys = new Set(told.map(({ key }) => key));
  return [...tags.filter(({ key }) => !keys.has(key)), ...told];
}

/** From which build an image was made, as far as its tags tell. */
export type SourceBuild =
  | { readonly kind: 'none' }
  /** There is a tag, and it names no build of an account. */
  | { readonly kind: 'odd' }
  /** The ARN, and the account that owns the build, in the build's Region. */
  | { readonly kind: 'build'; readonly build: string; readonly scope: Scope };

/** From which image an image was made, as far as its tags tell. */
export type SourceImage =
  | { readonly kind: 'none' }
  /** There is a tag, and it names no image. */
  | { readonly kind: 'odd' }
  /** Its ARN and name, and where it is; an image of AWS has no owner. */
  | {
      readonly kind: 'image';
      readonly arn: string;
      readonly name: string;
      readonly region: RegionCode;
      readonly owner?: AccountId;
    };

/** From which AMI an image was imported, as far as its tags tell. */
export type SourceAmi =
  | { readonly kind: 'none' }
  /** There is a tag, and it names no AMI. */
  | { readonly kind: 'odd' }
  | { readonly kind: 'ami'; readonly ami: string };

/**
 * A build of an account, whole: an ARN may have `x` for parts of the version, and then names no one
 * build. Source: the Image Builder model's `ImageBuildVersionArn`.
 */
const buildShape =
  /^arn:aws(?:-cn|-us-gov)?:imagebuilder:[a-z\d-]{1,32}:\d{12}:image\/[a-z\d_-]+\/\d+\.\d+\.\d+\/\d+$/;

/** Source: the AppStream model's `Arn` and `Name`; the ARN of a public image has no account. */
const imageShape =
  /^arn:aws(?:-cn|-us-gov)?:appstream:([a-z\d-]{1,32}):(\d{12})?:image\/([a-zA-Z\d][\w.-]{0,100})$/;

/** Source: the AppStream model, CreateImportedImage, `SourceAmiId`. */
const amiShape = /^ami-[a-z\d]{8,17}$/;

/**
 * Reads from which build an image was made. Whoever may tag the image may have written anything:
 * it is a place to look at, and nothing is allowed because of it.
 */
export function sourceBuildOf(tags: Tags): SourceBuild {
  const build = valueOf(tags, sourceBuildTag);
  if (build === undefined) return { kind: 'none' };
  const scope = buildShape.test(build) ? scopeOfBuild(build) : undefined;
  return scope ? { kind: 'build', build, scope } : { kind: 'odd' };
}

/** Reads from which image an image was made; no more is to be believed of it. */
export function sourceImageOf(tags: Tags): SourceImage {
  const arn = valueOf(tags, sourceImageTag);
  if (arn === undefined) return { kind: 'none' };
  const [, region, owner, name] = imageShape.exec(arn) ?? [];
  return region !== undefined && name !== undefined
    ? { kind: 'image', arn, name, region, ...(owner !== undefined && { owner }) }
    : { kind: 'odd' };
}

/** Reads from which AMI an image was imported; no more is to be believed of it. */
export function sourceAmiOf(tags: Tags): SourceAmi {
  const ami = valueOf(tags, sourceAmiTag);
  if (ami === undefined) return { kind: 'none' };
  return amiShape.test(ami) ? { kind: 'ami', ami } : { kind: 'odd' };
}

function valueOf(tags: Tags, key: string): string | undefined {
  return tags.find((tag) => tag.key === key)?.value.trim();
}
