/** What an application of the repository runs on. */
export const applicationPlatforms = ['windows', 'linux'] as const;

export type ApplicationPlatform = (typeof applicationPlatforms)[number];

/** Where the files of an application come from. */
export type ApplicationSource =
  /** `s3://bucket/key`, read with the role of the image builder. */
  | { readonly kind: 's3'; readonly uri: string }
  | { readonly kind: 'https'; readonly url: string }
  /** A file that is on the image builder already, or on a share that it reaches. */
  | { readonly kind: 'path'; readonly path: string };

/**
 * An application of the application repository: how it is installed on an image builder, and what
 * stands in the catalog of the image then. Source of the members of the catalog: AWS's guide,
 * "Create Your Amazon AppStream 2.0 Image Programmatically", `add-application`.
 */
export interface RepositoryApplication {
  /** The name in the catalog: no white space, and unique in an image. */
  readonly id: string;
  /** What users read. */
  readonly name: string;
  readonly platform: ApplicationPlatform;
  /** An address of a picture, of HTTPS alone, or a `data:` address of one. */
  readonly icon?: string;
  readonly source?: ApplicationSource;
  /** What installs it without asking anything; run as it stands, with the file of the source. */
  readonly install?: string;
  /** What is started: an absolute path to an `.exe` or `.bat` on Windows. */
  readonly launchPath: string;
  readonly launchParameters?: string;
  readonly workingDirectory?: string;
  /** The file that lists what the application loads when it starts. */
  readonly manifestPath?: string;
  /** The icon as a file of the image. */
  readonly iconPath?: string;
}
