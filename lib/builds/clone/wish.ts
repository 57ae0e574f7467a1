import type { CloneBase, RecipePart } from './clone';

/** What a person wants of a clone of a build. */
export interface CloneWish {
  /** The ARN of the build. */
  readonly build: string;
  readonly base: CloneBase;
  /** Whether what its recipe consists of runs again on the image. */
  readonly again: boolean;
  /** The name and the version of the new recipe. */
  readonly name: string;
  readonly version: string;
  /** What is added, in this order. */
  readonly added: readonly RecipePart[];
  /** The ARN of the infrastructure configuration, and that of the distribution settings, if any. */
  readonly infrastructure: string;
  readonly distribution?: string;
}
