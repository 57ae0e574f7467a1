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
 * "Create Your Amazon AppStream 2.0 Image Programmatically", `add-application`. All members are on
 * one line, without control characters, but the command that installs it.
 */
export interface RepositoryApplication {
  /** The name in the catalog: no white space, and unique in an image, whatever its case. */
  readonly id: string;
  /** What users read. */
  readonly name: string;
  readonly platform: ApplicationPlatform;
  /** An address of a picture, of HTTPS alone, or a `data:` address of one. */
  readonly icon?: string;
  /** Only with a command that installs it. */
  readonly source?: ApplicationSource;
  /** What installs it without asking anything; run as it stands, with the file of the source. */
  readonly install?: string;
  /** What is started: an absolute path, to an `.exe` or `.bat` on Windows. */
  readonly launchPath: string;
  readonly launchParameters?: string;
  readonly workingDirectory?: string;
  /** The file that lists what the application loads when it starts. */
  readonly manifestPath?: string;
  /** The icon as a file of the image. */
  readonly iconPath?: string;
}

/** The members of an application, in the order in which they are shown and written. */
export const applicationFields = [
  'id',
  'name',
  'platform',
  'icon',
  'source',
  'install',
  'launchPath',
  'launchParameters',
  'workingDirectory',
  'manifestPath',
  'iconPath',
] as const satisfies readonly (keyof RepositoryApplication)[];

export type ApplicationField = (typeof applicationFields)[number];

/**
 * An application as it is typed or comes from a file: a text for each member, empty for none. The
 * source tells by how it begins what it is.
 */
export type ApplicationText = Readonly<Record<ApplicationField, string>>;

/**
 * The longest text of each member, in characters, and the most applications that are kept. Source
 * of those of the catalog: AWS's model, `ApplicationConfig` of `CreateImportedImage`; paths are
 * held shorter, as Windows does.
 */
export const applicationLimits = {
  id: 100,
  name: 100,
  platform: 20,
  icon: 32_000,
  source: 2048,
  install: 10_000,
  launchPath: 260,
  launchParameters: 1024,
  workingDirectory: 260,
  manifestPath: 260,
  iconPath: 260,
  applications: 500,
} as const satisfies Readonly<Record<ApplicationField, number>> & { readonly applications: number };

/** The same for ids that differ in case alone: an image takes no two of them. */
export function applicationKey(id: string): string {
  return id.toLowerCase();
}

/** Whether two applications say the same. */
export function sameApplication(a: RepositoryApplication, b: RepositoryApplication): boolean {
  const [one, other] = [textOfApplication(a), textOfApplication(b)];
  return (
    applicationFields.every((field) => one[field] === other[field]) &&
    a.source?.kind === b.source?.kind
  );
}

/** An application as the text that reads as it. */
export function textOfApplication(application: RepositoryApplication): ApplicationText {
  const { id, name, platform, source, launchPath } = application;
  return {
    id,
    name,
    platform,
    icon: application.icon ?? '',
    source: source ? textOfSource(source) : '',
    install: application.install ?? '',
    launchPath,
    launchParameters: application.launchParameters ?? '',
    workingDirectory: application.workingDirectory ?? '',
    manifestPath: application.manifestPath ?? '',
    iconPath: application.iconPath ?? '',
  };
}

/** Where the files come from, as one text. */
export function textOfSource(source: ApplicationSource): string {
  switch (source.kind) {
    case 's3':
      return source.uri;
    case 'https':
      return source.url;
    case 'path':
      return source.path;
  }
}
