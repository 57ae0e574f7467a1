/** A command with the values of its options; a flag that is set has an empty one. */
export interface CommandLine {
  readonly command: Command;
  readonly options: ReadonlyMap<string, string>;
  readonly tags: readonly string[];
}

type Takes = 'value' | 'flag' | 'list';

interface Shape {
  readonly required: readonly string[];
  readonly options: Readonly<Record<string, Takes>>;
}

/** Source: the synopses in "Image Assistant CLI Operations" of the Administration Guide. */
const commands = {
  help: { required: [], options: {} },
  'add-application': {
    required: ['--name', '--absolute-app-path'],
    options: {
      '--name': 'value',
      '--absolute-app-path': 'value',
      '--display-name': 'value',
      '--absolute-icon-path': 'value',
      '--working-directory': 'value',
      '--launch-parameters': 'value',
      '--absolute-manifest-path': 'value',
    },
  },
  'remove-application': { required: ['--name'], options: { '--name': 'value' } },
  'list-applications': { required: [], options: {} },
  'update-default-profile': { required: [], options: {} },
  'reset-default-profile': { required: [], options: {} },
  'create-image': {
    required: ['--name'],
    options: {
      '--name': 'value',
      '--description': 'value',
      '--display-name': 'value',
      '--enable-dynamic-app-catalog': 'flag',
      '--use-latest-agent-version': 'flag',
      '--tags': 'list',
      '--dry-run': 'flag',
    },
  },
} as const satisfies Readonly<Record<string, Shape>>;

type Command = keyof typeof commands;

/** Says why a command is refused. */
export function refusal(problem: string): { readonly problem: string } {
  return { problem };
}

/**
 * Reads the words of a command line, or says what is wrong with them. A list goes on to the next word
 * that is one of the command's options. Assumption: any other word is a value, with hyphens or not.
 */
export function readCommandLine(
  words: readonly string[],
): CommandLine | { readonly problem: string } {
  const [command = '', ...rest] = words;
  if (!isCommand(command)) return refusal(`${command} is not a command of Image Assistant.`);
  const shape: Shape = commands[command];
  const options = new Map<string, string>();
  const tags: string[] = [];
  while (rest.length > 0) {
    const [option, joined] = optionIn(shape, rest.shift() ?? '');
    const takes = Object.hasOwn(shape.options, option) ? shape.options[option] : undefined;
    if (takes === undefined) return refusal(`${command} has no option ${option}.`);
    if (options.has(option)) return refusal(`${option} is there more than once.`);
    if (takes === 'list') {
      while (rest[0] !== undefined && !Object.hasOwn(shape.options, rest[0])) {
        tags.push(rest.shift() ?? '');
      }
    }
    const value = takes === 'value' ? (joined ?? rest.shift()) : '';
    if (value === undefined || (joined === undefined && Object.hasOwn(shape.options, value))) {
      return refusal(`${option} has no value.`);
    }
    options.set(option, value);
  }
  const left = shape.required.find((option) => !options.has(option));
  if (left !== undefined) return refusal(`${command} needs ${left}.`);
  return { command, options, tags };
}

/**
 * An option, with its value where that is joined to it. Source: the guide's tutorial for Linux, which
 * writes `--name=value`.
 */
function optionIn(shape: Shape, word: string): readonly [string, string?] {
  const at = word.indexOf('=');
  const option = word.slice(0, at);
  return at > 0 && Object.hasOwn(shape.options, option) && shape.options[option] === 'value'
    ? [option, word.slice(at + 1)]
    : [word];
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(commands, word);
}
