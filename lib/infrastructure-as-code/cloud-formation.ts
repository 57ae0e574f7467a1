import { namesIn, type PropertyValue, type Resource, type ResourceForm } from './resource';

type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };

/**
 * Resources as a template of CloudFormation, in JSON. No text in it becomes a function or a
 * reference: one that CloudFormation would take for that, and has no way to write, is left out, and
 * the metadata of the resource say so.
 */
export function cloudFormationOf(resources: readonly Resource[]): string {
  const ids = namesIn(resources, (name) => `Resource${name.replaceAll(/[^A-Za-z0-9]/g, '')}`);
  const regions = [...new Set(resources.map(({ region }) => region))];
  return `${JSON.stringify(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `Made by Image Desk, for ${regions.join(', ')}`,
      Resources: Object.fromEntries(
        resources.map(({ name, cloudFormation }) => [
          ids.get(name) ?? name,
          written(cloudFormation, ids),
        ]),
      ),
    },
    undefined,
    2,
  )}\n`;
}

function written(
  { type, properties, missing }: ResourceForm,
  ids: ReadonlyMap<string, string>,
): Json {
  const all = properties.map(([name, value]) => ({ name, ...jsonOf(value, ids) }));
  const notes = [
    ...missing,
    ...all.flatMap(({ name, whole }) =>
      whole
        ? []
        : [
            `${name} has a text that CloudFormation takes for code. It is left out: enter it by hand.`,
          ],
    ),
  ];
  return {
    Type: type,
    ...(notes.length > 0 && { Metadata: { ImageDesk: notes } }),
    Properties: Object.fromEntries(
      all.flatMap(({ name, json }) => (json === undefined ? [] : [[name, json] as const])),
    ),
  };
}

/** What of a value can be written, and whether that is all of it. */
interface Written {
  readonly json?: Json;
  readonly whole: boolean;
}

function jsonOf(value: PropertyValue, ids: ReadonlyMap<string, string>): Written {
  if (typeof value === 'string')
    return isDynamic(value) ? { whole: false } : { json: value, whole: true };
  if (typeof value !== 'object') return { json: value, whole: true };
  if (isList(value)) {
    const parts = value.map((each) => jsonOf(each, ids));
    return {
      json: parts.flatMap(({ json }) => (json === undefined ? [] : [json])),
      whole: parts.every(({ whole }) => whole),
    };
  }
  if (value.kind === 'reference')
    return { json: { Ref: ids.get(value.to) ?? value.to }, whole: true };
  const parts = value.members.map(([name, each]) => ({ name, ...jsonOf(each, ids) }));
  const kept = parts.filter(({ name }) => value.kind === 'structure' || !isFunction(name));
  const whole = kept.length === parts.length && kept.every((each) => each.whole);
  // Half a structure says something else.
  if (value.kind === 'structure' && !whole) return { whole };
  const json = Object.fromEntries(
    kept.flatMap(({ name, json: each }) => (each === undefined ? [] : [[name, each] as const])),
  );
  return { json, whole };
}

function isList(value: object): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

/** Source: CloudFormation user guide, "Using dynamic references": anywhere in a text. */
function isDynamic(text: string): boolean {
  return text.includes('{{resolve:');
}

/** Source: CloudFormation user guide, "Intrinsic function reference". */
function isFunction(name: string): boolean {
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');
}
