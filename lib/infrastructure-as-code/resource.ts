import type { RegionCode } from '../scope';

/** The value of a property. */
export type PropertyValue =
  | string
  | number
  | boolean
  | readonly PropertyValue[]
  | Members
  | Reference;

/**
 * Values by their names: a structure has names of AWS's, a map has names that anybody wrote, such as
 * those of tags.
 */
export interface Members {
  readonly kind: 'structure' | 'map';
  readonly members: readonly Property[];
}

/** What identifies another resource to AWS, by that one's name among the resources. */
export interface Reference {
  readonly kind: 'reference';
  readonly to: string;
}

/** A property by its name in the language. */
export type Property = readonly [name: string, value: PropertyValue];

/** How a resource is written in one language. */
export interface ResourceForm {
  /** Such as `AWS::AppStream::ImageBuilder` or `aws_appstream_image_builder`. */
  readonly type: string;
  readonly properties: readonly Property[];
  /** What the resource has no property for, each in one sentence. */
  readonly missing: readonly string[];
}

/** Something of AWS as it is written down in each language. */
export interface Resource {
  /** What it is called among the resources, which have different names. */
  readonly name: string;
  readonly region: RegionCode;
  readonly cloudFormation: ResourceForm;
  readonly terraform: ResourceForm;
}

/** Members of a structure of AWS's; what has no value is left out. */
export function structureOf(
  members: readonly (readonly [name: string, value: PropertyValue | undefined])[],
): Members {
  return { kind: 'structure', members: whenSet(members) };
}

/** Properties that have a value. */
export function whenSet(
  properties: readonly (readonly [name: string, value: PropertyValue | undefined])[],
): readonly Property[] {
  return properties.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
}

/** Tags by their keys. */
export function mapOf(tags: readonly { readonly key: string; readonly value: string }[]): Members {
  return { kind: 'map', members: tags.map(({ key, value }) => [key, value]) };
}

/**
 * Names for resources in a language, in their order: made of what it takes, each different. `clean`
 * leaves of a name what the language takes, and may leave nothing.
 */
export function namesIn(
  resources: readonly Resource[],
  clean: (name: string) => string,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { name } of resources) {
    const wish = clean(name);
    let free = wish;
    for (let number = 2; taken.has(free); number += 1) free = `${wish}${number}`;
    taken.add(free);
    names.set(name, free);
  }
  return names;
}
