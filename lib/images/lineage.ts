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
