import { readBuildArn, scopeOfBuild } from '../builds/arn';
import type { Scope } from '../scope';
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

/**
 * Reads from which build an image was made. Whoever may tag the image may have written anything:
 * it is a place to look at, and nothing is allowed because of it.
 */
export function sourceBuildOf(tags: Tags): SourceBuild {
  const build = tags.find(({ key }) => key === sourceBuildTag)?.value.trim();
  if (build === undefined) return { kind: 'none' };
  const scope = scopeOfBuild(build);
  // An ARN may have `x` for parts of the version, and then names no one build.
  const isExact = /^\d+\.\d+\.\d+$/.test(readBuildArn(build)?.version ?? '');
  return scope && isExact ? { kind: 'build', build, scope } : { kind: 'odd' };
}
