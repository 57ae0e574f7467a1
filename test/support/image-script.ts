import { enterCommands, type AssistantAnswer } from '../aws/image-assistant';
import { regionOf, type World } from '../aws/world';
import { splitWindowsArguments } from './windows-arguments';

/** A command of Image Assistant that a script enters. */
interface Entered {
  readonly words: readonly string[];
  /** Whether the script goes on whatever it answers. */
  readonly mayFail: boolean;
}

/** The functions by which scripts enter commands, and whether these may fail. */
const entering: ReadonlyMap<string, boolean> = new Map([
  ['Invoke-Assistant', false],
  ['assistant', false],
  ['Remove-Added', true],
  ['take_out', true],
]);

/** The commands of Image Assistant that a script of either kind enters. */
function commandsOf(script: string): readonly Entered[] {
  const isPowerShell = script.includes('\r\n');
  return script.split(/\r?\n/).flatMap((line) => {
    const [, name = '', rest = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
    const mayFail = entering.get(name);
    if (mayFail === undefined) return [];
    const words = isPowerShell ? splitWindowsArguments(powerShellWord(rest)) : bashWords(rest);
    return [{ words, mayFail }];
  });
}

/**
 * Runs a script on an image builder of the fake as far as Image Assistant is concerned: enters its
 * commands one after the other, until one fails that may not, and gives what those answer.
 */
export function runScript(
  world: World,
  region: string,
  builder: string,
  script: string,
): readonly AssistantAnswer[] {
  const answers: AssistantAnswer[] = [];
  for (const { words, mayFail } of commandsOf(script)) {
    const given = enterAtBuilder(world, region, builder, [words]);
    if (!mayFail) answers.push(...given);
    if (!mayFail && given.some(({ exitCode }) => exitCode !== 0)) break;
  }
  return answers;
}

/** Enters commands of Image Assistant on an image builder of the fake, until one fails. */
function enterAtBuilder(
  world: World,
  region: string,
  builder: string,
  lines: readonly (readonly string[])[],
): readonly AssistantAnswer[] {
  const place = regionOf(world, region);
  const record = [...place.imageBuilders.values()].find(({ Name }) => Name === builder);
  if (!record) throw new Error(`There is no image builder ${builder}.`);
  return enterCommands({ world, region: place, builder: record }, lines);
}

function powerShellWord(line: string): string {
  const [, escaped, quoted = escaped] =
    /^(?:\(\[regex\]::Unescape\('(.*)'\)\)|'(.*)')$/.exec(line) ?? [];
  if (quoted === undefined) throw new Error(`no text of PowerShell: ${line}`);
  const text = quoted.replaceAll("''", "'");
  return escaped === undefined
    ? text
    : text.replaceAll(/\\(?:u([0-9a-f]{4})|(.))/g, (_, code?: string, plain = '') =>
        code === undefined ? plain : String.fromCharCode(Number.parseInt(code, 16)),
      );
}

function bashWords(line: string): readonly string[] {
  const words = line.match(/(?:'[^']*'|\\'|[^\s'\\])+/g) ?? [];
  return words.map((word) => word.replaceAll(/'([^']*)'|\\(')/g, '$1$2'));
}
