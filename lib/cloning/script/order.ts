import type { ApplicationPlatform, RepositoryApplication } from '../../applications/application';
import type { Tags } from '../../images/image';

/** What Image Assistant is told of the image that it makes. */
export interface ImageWish {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly dynamicCatalogs: boolean;
  /** Whether its fleets take the newest agent each time, or keep the one that is on the image. */
  readonly latestAgent: boolean;
  readonly tags: Tags;
}

/** What a script does on an image builder: it adds applications, and makes an image. */
export interface ScriptOrder {
  readonly platform: ApplicationPlatform;
  /** What is installed and added to the catalog, in this order. */
  readonly applications: readonly RepositoryApplication[];
  /** The names in the catalog of the applications that are on the image already. */
  readonly present: readonly string[];
  readonly image: ImageWish;
}
