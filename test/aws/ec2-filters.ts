import type { Filter, Tag } from '@aws-sdk/client-ec2';
import { awsError } from './errors';

type Value = string | boolean | undefined;

/** What may be filtered by, and the values that one resource has for it. */
export type Filters<Resource> = Readonly<
  Record<string, (resource: Resource) => Value | readonly Value[]>
>;

/**
 * Keeps the resources that all the filters match. One filter matches with any of its values, in
 * which `*` stands for any text and `?` for one character unless a backslash goes before. `tag:` and
 * `tag-key` go for all resources; filters that AWS has and no test asks for are refused like those
 * that it has not.
 * Source: "List and filter using the CLI and API" of the EC2 User Guide. General knowledge: the words
 * of the refusal.
 */
export function filtered<Resource extends { readonly Tags?: readonly Tag[] | undefined }>(
  resources: readonly Resource[],
  filters: readonly Filter[],
  known: Filters<Resource>,
): readonly Resource[] {
  const tests = filters.map(({ Name = '', Values = [] }) => {
    const valuesOf = known[Name] ?? tagsOf(Name);
    if (!valuesOf) throw awsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
    const patterns = Values.map(patternOf);
    return (resource: Resource) =>
      [valuesOf(resource)]
        .flat()
        .filter((value) => value !== undefined)
        .some((value) => patterns.some((pattern) => pattern.test(String(value))));
  });
  return resources.filter((resource) => tests.every((matches) => matches(resource)));
}

function tagsOf(name: string) {
  const [, wanted] = /^tag:(.+)$/u.exec(name) ?? [];
  if (name !== 'tag-key' && wanted === undefined) return undefined;
  return ({ Tags = [] }: { readonly Tags?: readonly Tag[] | undefined }) =>
    wanted === undefined
      ? Tags.map(({ Key }) => Key)
      : Tags.filter(({ Key }) => Key === wanted).map(({ Value }) => Value);
}

function patternOf(value: string): RegExp {
  const parts = value.match(/\\.|[^\\]|\\$/gsu) ?? [];
  const source = parts.map((part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    const character = part.length > 1 && part.startsWith('\\') ? part.slice(1) : part;
    return character.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  });
  return new RegExp(`^${source.join('')}$`, 'su');
}
