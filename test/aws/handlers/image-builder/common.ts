import type { Filter } from '@aws-sdk/client-imagebuilder';
import type { AwsError } from '../../errors';
import { awsError } from '../../errors';
import type { Context } from '../../handler';
import { imageNameOf } from '../../image-builder/names';
import type { BuildRecord } from '../../image-builder/records';
import { mayRead } from '../../image-builder/visibility';
import type { Region } from '../../world';

/** Largest and default page of every list of Image Builder: maxResults is 1..25 in the model. */
export const perPage = 25;

interface ListInput {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** Gives one page of a list, filtered after it was cut. */
export function pageOf<Item>(
  context: Context,
  input: ListInput,
  items: readonly Item[],
  keyOf: (item: Item, index: number) => string,
  keep: (item: Item) => boolean = () => true,
): { readonly items: Item[]; readonly nextToken: string | undefined } {
  const { maxResults = perPage, nextToken } = input;
  const page = context.page(items, keyOf, { token: nextToken, size: maxResults, keep });
  return { items: page.items, nextToken: page.token };
}

/** How the value that a filter looks at is found in a thing of a list, by the name of the filter. */
export type Filters<Item> = Readonly<Record<string, (item: Item) => string | undefined>>;

/**
 * Gives what keeps the things that all the filters of a request let through; each takes any of its
 * values. Throws InvalidRequestException (as an AwsError) for a filter that the list does not know.
 * Source: the model's lists of names, which are case-sensitive. Assumption: the error's name.
 */
export function filterOf<Item>(
  filters: readonly Filter[] | undefined,
  known: Filters<Item>,
): (item: Item) => boolean {
  const tests = (filters ?? []).map(({ name = '', values = [] }) => {
    const valueOf = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!valueOf) {
      throw invalid('filters', `'${name}' is not one of ${Object.keys(known).join(', ')}.`);
    }
    return (item: Item) => values.includes(valueOf(item) ?? '');
  });
  return (item) => tests.every((test) => test(item));
}

/** The wording is that of aws-sdk-js-v3 issue 2901 and boto3 issue 2224, for other errors. */
export function invalid(parameter: string, why: string): AwsError {
  return awsError(
    'InvalidRequestException',
    `The value supplied for parameter '${parameter}' is not valid. ${why}`,
  );
}

/** Makes the error for what is not there. Assumption: the wording. */
export function notFound(type: string, name: string): AwsError {
  return awsError('ResourceNotFoundException', `The ${type} '${name}' cannot be found.`);
}

/** Gives the build of that ARN when the caller may read it. */
export function readableBuild(context: Context, arn = ''): BuildRecord {
  const { world, region, account } = context;
  const build = region.imageBuilder.builds.get(arn);
  if (!build) throw ownerIn(arn) === account.id ? notFound('image', arn) : denied(context, arn);
  if (mayRead(world, region, account.id, build)) return build;
  throw denied(context, arn);
}

/** Gives the build of that ARN when it is the caller's own. */
export function ownBuild(context: Context, arn = ''): BuildRecord {
  const build = context.region.imageBuilder.builds.get(arn);
  if (build?.owner === context.account.id) return build;
  throw ownerIn(arn) === context.account.id ? notFound('image', arn) : denied(context, arn);
}

/** Gives the resource of that ARN when it is the caller's own. */
export function own<Resource extends { readonly owner: string }>(
  context: Context,
  type: string,
  all: ReadonlyMap<string, Resource>,
  arn = '',
): Resource {
  const resource = all.get(arn);
  if (resource?.owner === context.account.id || resource?.owner === 'amazon') return resource;
  throw ownerIn(arn) === context.account.id ? notFound(type, arn) : denied(context, arn);
}

/** Gives the caller's own resources of a kind. */
export function allOwn<Resource extends { readonly owner: string }>(
  { account }: Context,
  all: ReadonlyMap<string, Resource>,
): readonly Resource[] {
  return [...all.values()].filter(({ owner }) => owner === account.id);
}

/** Gives the build that an image, a version of it or a wildcard for one means: the newest of them. */
export function newestOf(
  region: Region,
  arn: string,
  mayUse: (build: BuildRecord) => boolean,
): BuildRecord | undefined {
  const wanted = imageNameOf(arn);
  return [...region.imageBuilder.builds.values()]
    .filter((build) => {
      const { account, name, version } = imageNameOf(build.arn);
      if (account !== wanted.account || name !== wanted.name) return false;
      const nodes = version.split('.');
      const fits = wanted.version
        .split('.')
        .every((node, index) => node === 'x' || node === nodes[index]);
      return fits && mayUse(build);
    })
    .toSorted((one, other) => compareVersions(other.arn, one.arn))[0];
}

/** Compares builds of one image by version and build number, the older first. */
export function compareVersions(one: string, other: string): number {
  const others = nodesOf(other);
  const differing = nodesOf(one)
    .map((node, index) => node - (others[index] ?? 0))
    .find((difference) => difference !== 0);
  return differing ?? 0;
}

function nodesOf(arn: string): readonly number[] {
  const { version, build = 0 } = imageNameOf(arn);
  return [...version.split('.').map(Number), build];
}

function ownerIn(arn: string): string | undefined {
  return arn.split(':')[4];
}

/**
 * Source: how IAM words a call on a resource of another account that no policy of the resource
 * allows. Assumption: Image Builder answers so too, and does not tell what is not there.
 */
function denied({ principal }: Context, arn: string): AwsError {
  return awsError(
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to access resource: ${arn} because no resource-based policy allows it`,
  );
}
