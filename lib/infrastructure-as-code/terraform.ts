import { comment } from '../shell';
import {
  namesIn,
  type Members,
  type Property,
  type PropertyValue,
  type Resource,
} from './resource';

/** The names that references are written with: the type and the label of each resource. */
type Addresses = ReadonlyMap<string, string>;

/** Resources in Terraform's language. No text in it becomes a template or ends. */
export function terraformOf(resources: readonly Resource[]): string {
  // Two resources of one name would differ in their types alone, and be hard to tell apart.
  const labels = namesIn(resources, labelOf);
  const addresses = new Map(
    resources.map(({ name, terraform }) => [name, `${terraform.type}.${labels.get(name) ?? ''}`]),
  );
  const blocks = resources.map(({ name, region, terraform: { type, properties, missing } }) => [
    comment(`For a provider of ${region}.`),
    ...missing.map((each) => comment(each)),
    `resource ${quoted(type)} ${quoted(labels.get(name) ?? '')} {`,
    ...properties.flatMap((each) => linesOf(each, addresses)).map(indented),
    '}',
  ]);
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Source: Terraform's configuration syntax, "Identifiers". */
function labelOf(name: string): string {
  const clean = name.replaceAll(/[^A-Za-z0-9_-]/g, '_');
  return /^[A-Za-z_]/.test(clean) ? clean : `_${clean}`;
}

function linesOf([name, value]: Property, addresses: Addresses): readonly string[] {
  if (isStructure(value)) {
    return [
      `${name} {`,
      ...value.members.flatMap((each) => linesOf(each, addresses)).map(indented),
      '}',
    ];
  }
  // Several blocks of one name are a list.
  if (isList(value) && value.some(isStructure)) {
    return value.flatMap((each) => linesOf([name, each], addresses));
  }
  return `${name} = ${expressionOf(value, addresses)}`.split('\n');
}

function expressionOf(value: PropertyValue, addresses: Addresses): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) {
    return `[${value.map((each) => expressionOf(each, addresses)).join(', ')}]`;
  }
  if (value.kind === 'reference') return `${addresses.get(value.to) ?? quoted(value.to)}.arn`;
  const entries = value.members.map(
    ([name, each]) => `  ${quoted(name)} = ${expressionOf(each, addresses)}`,
  );
  return ['{', ...entries, '}'].join('\n');
}

function isList(value: PropertyValue): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

function isStructure(value: PropertyValue): value is Members {
  return typeof value === 'object' && !isList(value) && value.kind === 'structure';
}

function indented(line: string): string {
  return `  ${line}`;
}

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n' };

/**
 * A text to the letter. A template begins with `${` or `%{`, and doubling the first character makes
 * it a text; where such characters stand before it already, which of them are doubled is not said,
 * and they are written by their codes. Source: HCL's native syntax, "Template Literals".
 */
function quoted(text: string): string {
  const inner = text
    .replaceAll(/["\\\n]/g, (unit) => escapes[unit] ?? unit)
    .replaceAll(/([$%])\1*(?=\{)/g, (signs) =>
      signs.length === 1 ? `${signs}${signs}` : signs.replaceAll(/./g, (sign) => codeOf(sign)),
    )
    // What cannot be seen, or changes the way in which a line is read.
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => codeOf(character));
  return `"${inner}"`;
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // Half of a pair is no character.
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  const digits = code.toString(16);
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}
