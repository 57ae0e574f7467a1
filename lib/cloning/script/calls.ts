import type { RepositoryApplication } from '../../applications/application';
import type { ScriptOrder } from './order';

/** The arguments of one call of Image Assistant: the operation, and its options. */
export type AssistantCall = readonly string[];

/**
 * The calls of Image Assistant that make an image, in their order: two for each application, the
 * dry run, and the one that makes it. Both scripts are written from them. Source: AWS's guide,
 * "Image Assistant CLI Operations for Creating and Managing Your Image".
 */
export function argumentsOf(order: ScriptOrder): readonly AssistantCall[] {
  return [
    ...order.applications.flatMap((each) => [removeCall(each), addCall(each)]),
    createCall(order, { dryRun: true }),
    createCall(order, { dryRun: false }),
  ];
}

/**
 * The call that takes an application out of the catalog, where an earlier run of the script has added
 * it: a name is there only once. Image Assistant refuses it when there is none, which is well.
 */
export function removeCall({ id }: Pick<RepositoryApplication, 'id'>): AssistantCall {
  return ['remove-application', ...option('--name', id)];
}

/** The call that adds an application to the catalog. */
export function addCall(application: RepositoryApplication): AssistantCall {
  return [
    'add-application',
    ...option('--name', application.id),
    ...option('--absolute-app-path', application.launchPath),
    ...option('--display-name', application.name),
    ...option('--absolute-icon-path', application.iconPath),
    ...option('--working-directory', application.workingDirectory),
    ...option('--launch-parameters', application.launchParameters),
    ...option('--absolute-manifest-path', application.manifestPath),
  ];
}

/** The call that makes the image, or with a dry run only says whether it could. */
export function createCall(
  { image }: Pick<ScriptOrder, 'image'>,
  { dryRun }: { readonly dryRun: boolean },
): AssistantCall {
  return [
    'create-image',
    ...option('--name', image.name),
    ...option('--display-name', image.displayName),
    ...option('--description', image.description),
    ...(image.dynamicCatalogs ? ['--enable-dynamic-app-catalog'] : []),
    ...(image.latestAgent ? ['--use-latest-agent-version'] : []),
    ...(dryRun ? ['--dry-run'] : []),
    // The last one, as it takes all words that follow.
    ...(image.tags.length > 0
      ? ['--tags', ...image.tags.flatMap(({ key, value }) => [key, value])]
      : []),
  ];
}

/**
 * An option with its value. A value with a hyphen in front would be taken for an option of its
 * own: it is joined to its name, which the guide shows in its tutorial for Linux.
 */
function option(name: string, value = ''): readonly string[] {
  if (value === '') return [];
  return value.startsWith('-') ? [`${name}=${value}`] : [name, value];
}
