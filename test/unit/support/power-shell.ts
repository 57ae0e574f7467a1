import { createRequire } from 'node:module';
import { Language, Parser, type Node } from 'web-tree-sitter';

/** What a text is as PowerShell. */
interface Parsed {
  readonly hasError: boolean;
  /** The commands outside of any block, each a name and texts that are taken to the letter. */
  readonly commands: readonly (readonly string[])[];
}

/** Reads a text as PowerShell does, without running anything. */
export type PowerShellParser = (text: string) => Parsed;

/** Loads the grammar of PowerShell. It takes what is new in PowerShell 7 for errors. */
export async function loadPowerShell(): Promise<PowerShellParser> {
  const require = createRequire(import.meta.url);
  const path = require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(path));
  return (text) => {
    const tree = parser.parse(text);
    if (!tree) throw new Error('PowerShell was not parsed');
    const { rootNode } = tree;
    const parsed = { hasError: rootNode.hasError, commands: commandsIn(rootNode) };
    tree.delete();
    return parsed;
  };
}

const blocks = new Set(['function_statement', 'if_statement']);

function commandsIn(node: Node): readonly (readonly string[])[] {
  if (blocks.has(node.type)) return [];
  const inner = node.namedChildren.flatMap((child) => (child ? commandsIn(child) : []));
  if (node.type !== 'command') return inner;
  const name = node.childForFieldName('command_name')?.text ?? '';
  const texts = node.descendantsOfType('verbatim_string_characters');
  return [[name, ...texts.map((each) => (each ? unquote(each.text) : ''))]];
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/(['\u2018-\u201B])\1/g, '$1');
}
