import type { ApplicationSource, RepositoryApplication } from '../../applications/application';
import { countOf } from '../../words';
import type { ScriptOrder } from './order';

/** What a script is called as a file. */
export function scriptFileName({
  platform,
  image,
}: Pick<ScriptOrder, 'platform' | 'image'>): string {
  const name = image.name.replaceAll(/[^a-zA-Z0-9_.-]+/g, '_');
  return `image-desk-${name}.${platform === 'windows' ? 'ps1' : 'sh'}`;
}

/** What is entered on the image builder to run a script, in the folder where it is. */
export function runCommandOf(order: Pick<ScriptOrder, 'platform' | 'image'>): string {
  const file = scriptFileName(order);
  return order.platform === 'windows'
    ? `powershell -ExecutionPolicy Bypass -File ${file}`
    : `bash ${file}`;
}

/** What the comment at the top of a script says, line by line. */
export function headerOf(order: ScriptOrder): readonly string[] {
  const { platform, applications, present, image } = order;
  return [
    `Makes the image ${image.name} on an image builder, for a clone in Image Desk.`,
    '',
    'Applications that it installs and adds to the catalog:',
    ...(applications.length > 0 ? applications.map(listed) : ['  none']),
    `Applications that are on the image already: ${present.join(', ') || 'none'}`,
    `Dynamic catalogs: ${image.dynamicCatalogs ? 'on' : 'off'}`,
    `Agent: ${image.latestAgent ? 'always the latest' : 'the one that is installed'}`,
    ...(image.tags.length > 0
      ? [`Tags: ${image.tags.map(({ key, value }) => `${key}=${value}`).join(', ')}`]
      : []),
    '',
    ...(platform === 'windows'
      ? [
          'Run it on the image builder in a PowerShell that was started as administrator:',
          `  ${runCommandOf(order)}`,
          'An install command runs as a batch file, in the folder of the file of its source; SOURCE',
          'is the path of that file. With the exit code 3010 it has succeeded, too.',
        ]
      : [
          'Run it on the image builder as ImageBuilderAdmin:',
          `  ${runCommandOf(order)}`,
          'An install command is run by bash -e as root, in the folder of the file of its source;',
          'SOURCE is the path of that file.',
        ]),
    '',
    'It stops at the first failure. It ends with 0 when the image is being made, with 1 when',
    'something has failed, and with 2, before it changes anything, when it cannot start. It can be',
    'run again: it takes what it has added out of the catalog before it adds it anew.',
  ];
}

/** What a script says when it starts. */
export function intentOf({ applications, image }: ScriptOrder): string {
  const count = countOf(applications.length, 'application');
  return `This installs ${count}, and then makes the image ${image.name}.`;
}

/** What a script says when Image Assistant has begun. */
export function outcomeOf({ image }: ScriptOrder): string {
  return `The image ${image.name} is being made. This session ends in a few moments.`;
}

/** An application as the line before its steps says it. */
export function stepTitle(index: number, { applications }: ScriptOrder): string {
  const application = applications[index];
  return `${index + 1} of ${applications.length}: ${application ? titleOf(application) : ''}`;
}

function listed(application: RepositoryApplication, index: number): string {
  const { source } = application;
  return `  ${index + 1}. ${titleOf(application)}${source ? `, from ${addressOf(source)}` : ''}`;
}

function titleOf({ id, name }: RepositoryApplication): string {
  return id === name ? id : `${name} (${id})`;
}

function addressOf(source: ApplicationSource): string {
  if (source.kind === 's3') return source.uri;
  return source.kind === 'https' ? source.url : source.path;
}
