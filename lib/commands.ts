import { bashText, comment, powerShellText } from './shell';

/** What is done from a shell, for each shell. */
export interface Commands {
  readonly bash: string;
  readonly powerShell: string;
}

/** What the AWS CLI is called with: its service and command, and its options with their values. */
export interface Command {
  readonly words: readonly [service: string, command: string];
  readonly options: readonly (readonly [name: string, value: CommandValue])[];
}

/**
 * Values to the letter, of which a flag has none; text that a person wrote; or what another command
 * tells.
 */
export type CommandValue =
  | string
  | readonly string[]
  | { readonly text: string }
  | { readonly toldBy: Command };

/** What a person has to know or to do between commands. */
export interface Remark {
  readonly remark: string;
}

/** Commands of the AWS CLI as lines for each shell, in which no value can become code. */
export function printCommands(commands: readonly (Command | Remark)[]): Commands {
  return {
    bash: commands.map((each) => printed(bash, each)).join('\n'),
    powerShell: commands.map((each) => printed(powerShell, each)).join('\n'),
  };
}

/**
 * A value in JSON, as options take that have members. It is ASCII, so that whoever reads it from a
 * file needs not know in which encoding that is.
 */
export function jsonText(value: unknown): { readonly text: string } {
  const text = JSON.stringify(value).replaceAll(
    /[\u007F-\uFFFF]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { text };
}

/**
 * Text that the CLI would take for an option, or for the place of the text.
 * Source: AWS CLI user guide, "Load a parameter from a file".
 */
const misread = /^(?:-|(?:fileb?|https?):\/\/)/i;

/** Text that Windows PowerShell does not hand on as it is. */
const brokenUp = /["\\]/;

function isLiteral(value: CommandValue): value is string | readonly string[] {
  return typeof value === 'string' || Array.isArray(value);
}

/** How a shell writes what a command is called with. */
interface Shell {
  readonly text: (text: string) => string;
  /** What a command tells, as the value of an option. */
  readonly told: (line: string) => string;
  /** Whether a text has to be handed over in a file. */
  readonly needsFile: (text: string) => boolean;
  /** Lines that put a text into a new file, and its place. */
  readonly file: (
    text: string,
    number: number,
  ) => { readonly lines: readonly string[]; readonly place: string };
}

const bash: Shell = {
  text: bashText,
  told: (line) => `"$(${line})"`,
  needsFile: (text) => misread.test(text),
  file(text, number) {
    const name = `file${suffix(number)}`;
    return {
      lines: [`${name}=$(mktemp)`, `printf '%s' ${bashText(text)} > "$${name}"`],
      place: `"file://$${name}"`,
    };
  },
};

const powerShell: Shell = {
  text: powerShellText,
  told: (line) => `(${line})`,
  needsFile: (text) => misread.test(text) || brokenUp.test(text),
  file(text, number) {
    const name = `$File${suffix(number)}`;
    return {
      lines: [
        `${name} = [IO.Path]::GetTempFileName()`,
        `[IO.File]::WriteAllText(${name}, ${powerShellText(text)})`,
      ],
      place: `"file://${name}"`,
    };
  },
};

/** The first file of a command has no number. */
function suffix(number: number): string {
  return number === 1 ? '' : String(number);
}

function printed(shell: Shell, each: Command | Remark): string {
  if ('remark' in each) return comment(each.remark);
  const before: string[] = [];
  let files = 0;
  const lineOf = ({ words, options }: Command): string =>
    ['aws', ...words, ...options.map(([name, value]) => `--${name}${valueOf(value)}`)].join(' ');
  const valueOf = (value: CommandValue): string => {
    if (isLiteral(value))
      return [value]
        .flat()
        .map((part) => ` ${shell.text(part)}`)
        .join('');
    if ('toldBy' in value) return ` ${shell.told(lineOf(value.toldBy))}`;
    if (!shell.needsFile(value.text)) return ` ${shell.text(value.text)}`;
    files += 1;
    const { lines, place } = shell.file(value.text, files);
    before.push(...lines);
    return ` ${place}`;
  };
  const line = lineOf(each);
  return [...before, line].join('\n');
}
