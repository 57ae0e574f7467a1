/** A piece of HTML in which every text is escaped. */
export interface Markup {
  readonly markup: string;
}

/** What can stand in a piece of HTML: a text is escaped, and a piece is not once more. */
export type MarkupPart = string | Markup | readonly Markup[];

/** Writes a piece of HTML. What is put in may stand between tags and in quoted attributes. */
export function markup(texts: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  const [first = '', ...rest] = texts;
  return { markup: first + rest.map((text, index) => textOf(parts[index]) + text).join('') };
}

function textOf(part: MarkupPart = ''): string {
  if (typeof part === 'string') return escapeText(part);
  return 'markup' in part ? part.markup : part.map((each) => each.markup).join('');
}

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
