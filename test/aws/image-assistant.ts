import type { Application } from '@aws-sdk/client-appstream';
import type { CommandLine } from './image-assistant/arguments';
import { readCommandLine, refusal } from './image-assistant/arguments';
import { createImage } from './image-assistant/create-image';
import { catalogOf, isAbsolute, launchable } from './image-assistant/catalog';
import { settleAppStream } from './appstream/life';
import type { ImageBuilderRecord, Region, World } from './world';

/** What a command of Image Assistant has printed, and the code that it ended with. */
export interface AssistantAnswer {
  readonly exitCode: 0 | 1 | 255;
  readonly stdout: string;
}

/** Where a command is entered. */
export interface Desktop {
  readonly world: World;
  readonly region: Region;
  readonly builder: ImageBuilderRecord;
  /** Tells whether a file is on the builder; all of them are unless given. */
  readonly hasFile?: (path: string) => boolean;
}

/**
 * Enters one command of Image Assistant on a running image builder, such as
 * `['add-application', '--name', ...]`, and gives what it answers. What it makes goes on by the
 * world's clock. Throws when the builder does not run, as nobody is at its command line then.
 *
 * Source of commands, options, limits and the form of answers: "Image Assistant CLI Operations" of
 * the Administration Guide. Assumptions: the messages, that 1 is for what a command refuses and 255
 * for what is no command, and what is printed beside `status` and `message`.
 */
export function enterCommand(desktop: Desktop, words: readonly string[]): AssistantAnswer {
  const { world, builder } = desktop;
  settleAppStream(world);
  if (builder.State !== 'RUNNING') {
    throw new Error(`The image builder ${builder.Name} is ${builder.State}: nobody is there`);
  }
  const line = readCommandLine(words);
  if ('problem' in line) return answer(255, line.problem);
  const { problem, ...more } = carryOut(desktop, line);
  return problem === undefined ? answer(0, 'Success', more) : answer(1, problem);
}

/** Enters commands one after the other, and stops at the first that fails. */
export function enterCommands(
  desktop: Desktop,
  lines: readonly (readonly string[])[],
): readonly AssistantAnswer[] {
  const answers: AssistantAnswer[] = [];
  for (const words of lines) {
    const given = enterCommand(desktop, words);
    answers.push(given);
    if (given.exitCode !== 0) break;
  }
  return answers;
}

/** What a command prints beside its success, or why it is refused. */
export interface Outcome {
  readonly problem?: string;
  readonly applications?: readonly object[];
}

function carryOut(desktop: Desktop, line: CommandLine): Outcome {
  switch (line.command) {
    case 'help':
    case 'update-default-profile':
    case 'reset-default-profile':
      return {};
    case 'list-applications':
      return { applications: catalogOf(desktop).map(listed) };
    case 'add-application':
      return addApplication(desktop, line);
    case 'remove-application':
      return removeApplication(desktop, line);
    case 'create-image':
      return createImage(desktop, line);
  }
}

function addApplication(desktop: Desktop, { options }: CommandLine): Outcome {
  const { builder, hasFile = () => true, world } = desktop;
  const name = options.get('--name') ?? '';
  const path = options.get('--absolute-app-path') ?? '';
  const catalog = catalogOf(desktop);
  if (name === '' || /\s/u.test(name) || name.length > 256) {
    return refusal('The application name must have 1 to 256 characters and no white space.');
  }
  if (catalog.some(({ Name }) => Name === name)) {
    return refusal(`The application ${name} is in the catalog already.`);
  }
  if (catalog.length >= 50) return refusal('The catalog cannot have more than 50 applications.');
  if (!launchable(builder.Platform, path)) {
    return refusal(`${path} is not something that can be launched.`);
  }
  for (const option of pathOptions) {
    const value = options.get(option);
    if (value === undefined) continue;
    if (!isAbsolute(builder.Platform, value)) return refusal(`${value} is not an absolute path.`);
    if (!hasFile(value)) return refusal(`${value} does not exist.`);
  }
  const parameters = options.get('--launch-parameters');
  const directory = options.get('--working-directory');
  builder.catalog = [
    ...catalog,
    {
      Name: name,
      DisplayName: options.get('--display-name') ?? name,
      LaunchPath: path,
      ...(parameters !== undefined && { LaunchParameters: parameters }),
      ...(directory !== undefined && { WorkingDirectory: directory }),
      Enabled: true,
      Metadata: {},
      CreatedTime: new Date(world.now()),
    },
  ];
  return {};
}

const pathOptions = [
  '--absolute-app-path',
  '--absolute-icon-path',
  '--absolute-manifest-path',
  '--working-directory',
] as const;

function removeApplication(desktop: Desktop, { options }: CommandLine): Outcome {
  const name = options.get('--name') ?? '';
  const catalog = catalogOf(desktop);
  const left = catalog.filter(({ Name }) => Name !== name);
  if (left.length === catalog.length) return refusal(`There is no application ${name}.`);
  desktop.builder.catalog = left;
  return {};
}

function listed({ Name, DisplayName, LaunchPath, LaunchParameters }: Application): object {
  return {
    name: Name,
    displayName: DisplayName,
    absoluteAppPath: LaunchPath,
    ...(LaunchParameters !== undefined && { launchParameters: LaunchParameters }),
  };
}

function answer(status: AssistantAnswer['exitCode'], message: string, more = {}): AssistantAnswer {
  return { exitCode: status, stdout: JSON.stringify({ status, message, ...more }) };
}
