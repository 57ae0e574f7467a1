/** An element whose end has not come yet. */
interface Open {
  readonly name: string;
  readonly children: [string, unknown][];
  text: string;
}

/** A document's outermost element. */
export interface XmlRoot {
  readonly name: string;
  readonly content: unknown;
}

/**
 * What a document is made of. Attributes are passed over: AWS's answers have namespaces in them
 * and nothing else.
 */
const token =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<\/([^\s<>]+)\s*>|<([^\s<>/!?]+)(?:\s(?:"[^"]*"|'[^']*'|[^<>"'])*?)?(\/?)>|([^<]+)|([^])/g;

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
};

/**
 * Reads the XML of an answer: an element with text alone is that text, one with `item`s or
 * `member`s alone is a list, and any other an object. A name that comes again elsewhere makes a
 * list too. Nothing when it is not well-formed: cut off, or a page for people.
 */
export function parseXml(xml: string): XmlRoot | undefined {
  const outside: Open = { name: '', children: [], text: '' };
  const open = [outside];
  const lines = xml.replaceAll(/\r\n?/g, '\n');
  for (const [, literal, end, start, empty, text, stray] of lines.matchAll(token)) {
    const inner = open.at(-1);
    if (!inner || stray !== undefined) return undefined;
    if (text !== undefined) inner.text += decode(text);
    else if (literal !== undefined) inner.text += literal;
    else if (start !== undefined) {
      if (empty === '/') inner.children.push([start, '']);
      else open.push({ name: start, children: [], text: '' });
    } else if (end !== undefined) {
      open.pop();
      if (end !== inner.name) return undefined;
      open.at(-1)?.children.push([end, contentOf(inner)]);
    }
  }
  const [root, ...more] = outside.children;
  if (!root || more.length > 0 || open.length > 1 || outside.text.trim() !== '') return undefined;
  return { name: root[0], content: root[1] };
}

function contentOf({ children, text }: Open): unknown {
  // What indents an empty element is no text.
  if (children.length === 0) return text.trim() === '' && text.includes('\n') ? '' : text;
  const names = new Set(children.map(([name]) => name));
  if (names.size === 1 && (names.has('item') || names.has('member'))) {
    return children.map(([, value]) => value);
  }
  return Object.fromEntries(
    [...names].map((name) => {
      const values = children.filter((child) => child[0] === name).map(([, value]) => value);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, named) => {
    if (typeof named === 'string') return entities[named] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
