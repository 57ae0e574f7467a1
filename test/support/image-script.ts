import { enterCommands, type AssistantAnswer } from '../aws/image-assistant';
import { regionOf, type World } from '../aws/world';
import { splitWindowsArguments } from './windows-arguments';

/** The commands of Image Assistant that a script of either kind enters, each as its words. */
export function commandsOf(script: string): readonly (readonly string[])[] {
  const isPowerShell = script.includes('\r\n');
  const start = isPowerShell ? 'Invoke-Assistant ' : 'assistant ';
  return script
    .split(/\r?\n/)
    .filter((line) => line.startsWith(start))
    .map((line) => line.slice(start.length))
    .map((line) => (isPowerShell ? splitWindowsArguments(powerShellWord(line)) : bashWords(line)));
}

/**
 * Runs a script on an image builder of the fake as far as Image Assistant is concerned: enters its
 * commands one after the other, until one fails.
 */
export function runScript(
  world: World,
  region: string,
  builder: string,
  script: string,
): readonly AssistantAnswer[] {
  const place = regionOf(world, region);
  const record = [...place.imageBuilders.values()].find(({ Name }) => Name === builder);
  if (!record) throw new Error(`There is no image builder ${builder}.`);
  return enterCommands({ world, region: place, builder: record }, commandsOf(script));
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
