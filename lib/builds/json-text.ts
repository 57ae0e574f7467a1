import { failed, ok, type Result } from '../result';

/** A value in a JSON text, and where it begins. */
export interface JsonNode {
  /** As `JSON.parse` gives it. */
  readonly value: unknown;
  /** The index of its first character. */
  readonly at: number;
  /** Of an object, in the order of the text. */
  readonly members?: ReadonlyMap<string, JsonNode>;
  /** Of an array. */
  readonly items?: readonly JsonNode[];
}

/** Where in a text something is, as people count: both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a text, and where. */
export interface TextFault extends TextPlace {
  /** A sentence without the place. */
  readonly detail: string;
}

/** More than any policy has; what is deeper would exhaust the stack. */
const deepest = 64;

const whiteSpace = /[ \t\r\n]*/y;
const string = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;

/** The place of an index. */
export function placeIn(text: string, index: number): TextPlace {
  const before = text.slice(0, index);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: Array.from(before.slice(lineStart)).length + 1,
  };
}

/**
 * Reads JSON as `JSON.parse` does, but tells where a text goes wrong: browsers word that each in
 * its own way, or not at all. A member that an object has twice is wrong here as well, as nobody
 * can tell which of the two is meant.
 * Source: RFC 8259, sections 2 to 7.
 */
export function readJson(text: string): Result<JsonNode, TextFault> {
  let index = 0;
  /** The first fault; everything unwinds once there is one. */
  let fault: { readonly at: number; readonly detail: string } | undefined;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = index;
    const found = pattern.exec(text)?.[0];
    index += found?.length ?? 0;
    return found;
  };
  const wrong = (detail: string, at = index): undefined => {
    fault ??= { at, detail };
    return undefined;
  };
  const next = (): string => {
    take(whiteSpace);
    return text.charAt(index);
  };
  const expected = (what: string): undefined =>
    wrong(
      index >= text.length
        ? `The text ends where ${what} should be.`
        : `There should be ${what} in the place of ${JSON.stringify(characterAt(text, index))}.`,
    );

  const readText = (): string | undefined => {
    const at = index;
    const quoted = take(string);
    if (quoted === undefined)
      return wrong('This text has no end, or a backslash that means nothing.');
    const control = quoted.split('').findIndex((unit) => unit < ' ');
    if (control < 0) return String(JSON.parse(quoted));
    return wrong('A line break or another control character must be escaped.', at + control);
  };
  const readValue = (depth: number): JsonNode | undefined => {
    const opening = next();
    const at = index;
    if (depth > deepest) return wrong('It is nested too deeply.');
    if (opening === '{') return readObject(at, depth);
    if (opening === '[') return readArray(at, depth);
    if (opening === '"') {
      const value = readText();
      return value === undefined ? undefined : { value, at };
    }
    const scalar = take(number) ?? take(word);
    return scalar === undefined ? expected('a value') : { value: JSON.parse(scalar), at };
  };
  const readObject = (at: number, depth: number): JsonNode | undefined => {
    const members = new Map<string, JsonNode>();
    index += 1;
    if (next() === '}') index += 1;
    else {
      for (;;) {
        if (next() !== '"') return expected('the name of a member in quotation marks');
        const nameAt = index;
        const name = readText();
        if (name === undefined) return undefined;
        if (members.has(name)) return wrong(`${JSON.stringify(name)} is there twice.`, nameAt);
        if (next() !== ':') return expected('a colon');
        index += 1;
        const member = readValue(depth + 1);
        if (!member) return undefined;
        members.set(name, member);
        if (!goesOn('}')) break;
      }
      if (fault) return undefined;
    }
    const entries = [...members].map(([name, { value }]) => [name, value] as const);
    return { value: Object.fromEntries(entries), at, members };
  };
  const readArray = (at: number, depth: number): JsonNode | undefined => {
    const items: JsonNode[] = [];
    index += 1;
    if (next() === ']') index += 1;
    else {
      for (;;) {
        const item = readValue(depth + 1);
        if (!item) return undefined;
        items.push(item);
        if (!goesOn(']')) break;
      }
      if (fault) return undefined;
    }
    return { value: items.map(({ value }) => value), at, items };
  };
  /** Whether a comma follows; otherwise the end must. */
  const goesOn = (closing: '}' | ']'): boolean => {
    const sign = next();
    if (sign === ',' || sign === closing) index += 1;
    else expected(`a comma or ${closing}`);
    return sign === ',';
  };

  const root = readValue(0);
  if (root && next() !== '') wrong('Something follows after the end.');
  if (root && !fault) return ok(root);
  const { at, detail } = fault ?? { at: 0, detail: 'It cannot be read.' };
  return failed({ detail, ...placeIn(text, at) });
}

function characterAt(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) ?? 0);
}
