import type {
  ApplicationPlatform,
  ApplicationSource,
  RepositoryApplication,
} from '../../applications/application';
import { refusal, type Refusal } from '../../lifecycle/refusals';

/** What is wrong with an application, as sentences that name it. */
export function applicationProblems(
  application: RepositoryApplication,
  platform: ApplicationPlatform,
): readonly Refusal[] {
  const { id, name, source, install } = application;
  const wrong = [
    ...pathProblems(application, platform),
    ...(source ? sourceProblems(id, source) : []),
    ...(source && !install ? [`${id} has a source, and no command that installs it.`] : []),
    ...(install?.includes('\0') ? [`The install command of ${id} has a NUL character.`] : []),
    ...controlProblems(application),
  ];
  // What is for another platform has paths of that one, and is of no use whatever they are.
  if (application.platform !== platform) {
    return [
      refusal(
        'application-platform',
        `${name} is for ${platformNames[application.platform]}, and the image is for ${platformNames[platform]}. Leave it out.`,
        id,
      ),
    ];
  }
  return [
    ...(id === '' || id.length > 256 || /\s/.test(id)
      ? [
          refusal(
            'application-name',
            `${name} needs a name of up to 256 characters without white space in the repository.`,
            id,
          ),
        ]
      : []),
    ...(name.length > 256
      ? [
          refusal(
            'application-name',
            `The display name of ${id} has ${name.length} characters: 256 are the most.`,
            id,
          ),
        ]
      : []),
    ...wrong.map((sentence) => refusal('application', sentence, id)),
  ];
}

const platformNames = { windows: 'Windows', linux: 'Linux' } as const;

function pathProblems(
  { id, launchPath, iconPath, manifestPath }: RepositoryApplication,
  platform: ApplicationPlatform,
): readonly string[] {
  const absolute = platform === 'windows' ? /^(?:[a-z]:[\\/]|\\\\)/i : /^\//;
  const paths: readonly (readonly [string, string | undefined])[] = [
    ['what it starts with', launchPath],
    ['its icon', iconPath],
    ['its manifest', manifestPath],
  ];
  return [
    ...paths.flatMap(([what, path]) =>
      path === undefined || absolute.test(path)
        ? []
        : [`${id} needs the absolute path of ${what}, such as ${examples[platform]}.`],
    ),
    ...(platform === 'windows' && !/\.(?:exe|bat)$/i.test(launchPath)
      ? [`${id} has to start with an .exe or a .bat: Image Assistant takes nothing else.`]
      : []),
    ...(iconPath !== undefined && !/\.(?:jpg|png|bmp)$/i.test(iconPath)
      ? [`The icon of ${id} has to be a .jpg, .png or .bmp.`]
      : []),
  ];
}

const examples = {
  windows: String.raw`C:\Program Files\Example\example.exe`,
  linux: '/usr/bin/example',
} as const;

function sourceProblems(id: string, source: ApplicationSource): readonly string[] {
  if (source.kind === 's3') {
    return /^s3:\/\/[a-z0-9.-]+\/.*[^/]$/s.test(source.uri)
      ? []
      : [`The source of ${id} has to be an object in Amazon S3, such as s3://bucket/key.`];
  }
  if (source.kind === 'https') {
    return URL.canParse(source.url) && source.url.startsWith('https://')
      ? []
      : [`The source of ${id} has to be an address that starts with https://.`];
  }
  return source.path === '' ? [`The source of ${id} needs a path.`] : [];
}

/** No text of it but the install command has more than one line. */
function controlProblems(application: RepositoryApplication): readonly string[] {
  const { id, name, source, launchPath, launchParameters, workingDirectory } = application;
  const { manifestPath, iconPath } = application;
  const texts = [id, name, launchPath, launchParameters, workingDirectory, manifestPath, iconPath];
  const address = source && Object.values(source);
  return [...texts, ...(address ?? [])].some((text) => text && /\p{Cc}/u.test(text))
    ? [`A text of ${id} has a line break or another control character.`]
    : [];
}
