/** A value as a small reader of Terraform's language gives it. */
export type HclValue =
  | string
  | number
  | boolean
  | readonly HclValue[]
  | { readonly [name: string]: HclValue }
  /** An expression that is no text, such as the address of a resource. */
  | { readonly expression: string };

/** A block with its attributes and the blocks in it, in their order. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: Readonly<Record<string, HclValue>>;
  readonly blocks: readonly HclBlock[];
}

/**
 * Reads blocks of Terraform's language: attributes, blocks, texts, lists and maps, without
 * templates. Throws where something else is there, above all a template in a text.
 */
export function readHcl(text: string): readonly HclBlock[] {
  let place = 0;

  const fail = (what: string): never => {
    throw new Error(`${what} at ${place}: ${text.slice(place, place + 40)}`);
  };
  const skip = () => {
    const [space = ''] = /^(?:\s|#[^\n]*)*/.exec(text.slice(place)) ?? [];
    place += space.length;
  };
  const take = (pattern: RegExp): string | undefined => {
    const [found] = new RegExp(`^(?:${pattern.source})`).exec(text.slice(place)) ?? [];
    if (found !== undefined) place += found.length;
    return found;
  };
  const need = (pattern: RegExp): string => {
    skip();
    return take(pattern) ?? fail(`No ${pattern.source}`);
  };

  const readText = (): string => {
    need(/"/);
    let read = '';
    for (;;) {
      const next = text[place];
      if (next === undefined || next === '\n') fail('A text does not end');
      if (next === '"') {
        place += 1;
        return read;
      }
      if (next === '\\') {
        const escape = take(/\\(?:["\\nrt]|u[\da-f]{4}|U[\da-f]{8})/) ?? fail('No such escape');
        read += unescaped(escape);
      } else if (take(/\$\$\{/) !== undefined) read += '${';
      else if (take(/%%\{/) !== undefined) read += '%{';
      else if (take(/[$%]\{/) !== undefined) fail('A template');
      else {
        read += next ?? '';
        place += 1;
      }
    }
  };

  const readValue = (): HclValue => {
    skip();
    const next = text[place];
    if (next === '"') return readText();
    if (next === '[') return readList();
    if (next === '{') return readMap();
    const word = need(/[\w.-]+/);
    if (word === 'true' || word === 'false') return word === 'true';
    return /^\d+$/.test(word) ? Number(word) : { expression: word };
  };

  const readList = (): readonly HclValue[] => {
    need(/\[/);
    const values: HclValue[] = [];
    for (;;) {
      skip();
      if (take(/\]/) !== undefined) return values;
      values.push(readValue());
      skip();
      take(/,/);
    }
  };

  const readMap = (): HclValue => {
    need(/\{/);
    const entries: [string, HclValue][] = [];
    for (;;) {
      skip();
      if (take(/\}/) !== undefined) return Object.fromEntries(entries);
      const name = readText();
      need(/=/);
      entries.push([name, readValue()]);
    }
  };

  const readBody = (isEnd: () => boolean): Omit<HclBlock, 'type' | 'labels'> => {
    const attributes: [string, HclValue][] = [];
    const blocks: HclBlock[] = [];
    for (;;) {
      skip();
      if (isEnd()) return { attributes: Object.fromEntries(attributes), blocks };
      const name = need(/[A-Za-z_][\w-]*/);
      skip();
      if (take(/=/) !== undefined) attributes.push([name, readValue()]);
      else {
        const labels: string[] = [];
        for (skip(); text[place] === '"'; skip()) labels.push(readText());
        need(/\{/);
        const body = readBody(() => take(/\}/) !== undefined);
        blocks.push({ type: name, labels, ...body });
      }
    }
  };

  return readBody(() => place >= text.length).blocks;
}

function unescaped(escape: string): string {
  const code = /^\\[uU]([\da-f]+)$/.exec(escape)?.[1];
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
  const plain: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  const sign = escape.slice(1);
  return plain[sign] ?? sign;
}
