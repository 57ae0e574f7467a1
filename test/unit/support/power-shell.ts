import { createRequire } from 'node:module';
import { Language, Parser, type Node } from 'web-tree-sitter';

/** What a text is as PowerShell. */
interface Parsed {
  readonly hasError: boolean;
  /** The commands outside of any block, each a name and texts that are taken to the letter. */
  readonly commands: readonly (readonly string[])[];
  /** What it is made of, whatever its comments and its texts to the letter say. */
  readonly shape: string;
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
    const parsed = {
      hasError: rootNode.hasError,
      commands: commandsIn(rootNode),
      shape: shapeOf(rootNode),
    };
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
  return [[name, ...textsIn(node)]];
}

function textsIn(node: Node): readonly string[] {
  const text = textOf(node);
  return text === undefined
    ? node.namedChildren.flatMap((child) => (child ? textsIn(child) : []))
    : [text];
}

/** The text that a part is to the letter, also one that is written with escapes. */
function textOf(node: Node): string | undefined {
  if (node.type === 'verbatim_string_characters') return unquote(node.text);
  if (node.type !== 'parenthesized_expression') return undefined;
  const escaped = /^\(\[regex\]::Unescape\(('(?:[^']|'')*')\)\)$/.exec(node.text)?.[1];
  if (escaped === undefined) return undefined;
  // What .NET and JSON both take for escapes is all that may be in it.
  return String(JSON.parse(`"${unquote(escaped).replaceAll('"', '\\"')}"`));
}

function shapeOf(node: Node): string {
  if (node.type === 'comment') return '';
  if (textOf(node) !== undefined) return 'text';
  const parts = node.children.flatMap((child) => (child ? shapeOf(child) : []));
  if (parts.length === 0) return node.text;
  return parts.length === 1 ? parts.join('') : `(${parts.join(' ')})`;
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/(['\u2018-\u201B])\1/g, '$1');
}
