import type {
  GetImageRequest,
  GetImageResponse,
  Image,
  ImageSummary,
  ImageVersion,
  LatestVersionReferences,
  ListImageBuildVersionsRequest,
  ListImageBuildVersionsResponse,
  ListImagePackagesRequest,
  ListImagePackagesResponse,
  ListImagesRequest,
  ListImagesResponse,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-imagebuilder';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import { imageNameOf, sortable, versionArnOf } from '../../image-builder/names';
import type { BuildRecord } from '../../image-builder/records';
import { isListedFor, mayRead } from '../../image-builder/visibility';
import type { Filters } from './common';
import {
  compareVersions,
  filterOf,
  newestOf,
  notFound,
  own,
  ownBuild,
  pageOf,
  readableBuild,
} from './common';

/** Images, their versions and their builds. */
export const images = {
  ListImages(input: ListImagesRequest, context: Context): ListImagesResponse {
    const { owner = 'Self', filters, byName = false, includeDeprecated = false } = input;
    refuseNameWithVersion(input);
    const keep = filterOf(filters, imageFilters);
    const builds = listed(context)
      .filter((build) => isOf(owner, build, context))
      .filter(({ state }) => includeDeprecated || state.status !== 'DEPRECATED');
    const newest = new Map<string, BuildRecord>();
    for (const build of builds.toSorted((one, other) => compareVersions(one.arn, other.arn))) {
      newest.set(byName ? nameArnOf(build.arn) : versionArnOf(build.arn), build);
    }
    const versions = [...newest].map(([arn, build]) => versionOf(arn, build));
    const page = pageOf(context, input, versions, ({ arn = '' }) => sortable(arn), keep);
    return { imageVersionList: page.items, nextToken: page.nextToken };
  },

  /** Without a version it is the builds of all the caller's images. */
  ListImageBuildVersions(
    input: ListImageBuildVersionsRequest,
    context: Context,
  ): ListImageBuildVersionsResponse {
    const { world, region, account } = context;
    const { imageVersionArn } = input;
    const builds = listed(context).filter((build) =>
      imageVersionArn === undefined
        ? build.owner === account.id
        : versionArnOf(build.arn) === imageVersionArn && mayRead(world, region, account.id, build),
    );
    return summaries(context, input, builds, imageFilters);
  },

  GetImage(
    { imageBuildVersionArn: arn = '' }: GetImageRequest,
    context: Context,
  ): GetImageResponse {
    const { world, region, account } = context;
    const { build: number } = imageNameOf(arn);
    const build =
      number === undefined
        ? newestOf(
            region,
            arn,
            (each) =>
              mayRead(world, region, account.id, each) &&
              (each.state.status === 'AVAILABLE' || !imageNameOf(arn).version.includes('x')),
          )
        : readableBuild(context, arn);
    if (!build) throw notFound('image', arn);
    return { image: imageOf(build), latestVersionReferences: latestOf(build.arn) };
  },

  ListImagePackages(input: ListImagePackagesRequest, context: Context): ListImagePackagesResponse {
    const { packages } = readableBuild(context, input.imageBuildVersionArn);
    const { items, nextToken } = pageOf(
      context,
      input,
      packages,
      ({ packageName, packageVersion }) => `${packageName ?? ''} ${packageVersion ?? ''}`,
    );
    return { imagePackageList: items, nextToken };
  },

  ListTagsForResource(
    { resourceArn: arn = '' }: ListTagsForResourceRequest,
    context: Context,
  ): ListTagsForResourceResponse {
    const { builds, pipelines, imageRecipes, containerRecipes, infrastructures, distributions } =
      context.region.imageBuilder;
    const others = [pipelines, imageRecipes, containerRecipes, infrastructures, distributions];
    const all = others.find((each) => each.has(arn)) ?? new Map();
    const { tags } = builds.has(arn)
      ? ownBuild(context, arn)
      : own<{ readonly owner: string; tags?: Record<string, string> }>(
          context,
          'resource',
          all,
          arn,
        );
    return { tags: tags ?? {} };
  },
} satisfies Handlers;

/**
 * Gives a page of builds as the lists describe them. The filters are those of the operation.
 */
export function summaries(
  context: Context,
  input: Parameters<typeof pageOf>[1] & Pick<ListImagesRequest, 'filters'>,
  builds: readonly BuildRecord[],
  filters: Filters<ImageSummary>,
): { imageSummaryList: ImageSummary[]; nextToken: string | undefined } {
  const { items, nextToken } = pageOf(
    context,
    input,
    builds.map(summaryOf),
    ({ arn = '' }) => sortable(arn),
    filterOf(input.filters, filters),
  );
  return { imageSummaryList: items, nextToken };
}

/** Gives the builds that the lists show by now, which lag behind; deleted ones are not listed. */
export function listed({ world, region }: Context): readonly BuildRecord[] {
  return [...region.imageBuilder.builds.values()].filter(
    ({ listedAt, state }) => listedAt <= world.now() && state.status !== 'DELETED',
  );
}

/**
 * Source: the model on ListImages and ListImageBuildVersions; and aws-cli issue 7853 on versions, of
 * which the one with a build finds nothing.
 */
const imageFilters: Filters<ImageVersion | ImageSummary> = {
  name: ({ name }) => name,
  osVersion: ({ osVersion }) => osVersion,
  platform: ({ platform }) => platform,
  type: ({ type }) => type,
  version: versionIn,
};

/** Gives the version of what a list has, without its build. */
export function versionIn({ arn = '' }: ImageVersion | ImageSummary): string {
  return imageNameOf(arn).version;
}

/** Source of the error and its wording: aws-sdk-js-v3 issue 2901. */
function refuseNameWithVersion({ byName, filters = [] }: ListImagesRequest): void {
  const has = (name: string) => filters.some((filter) => filter.name === name);
  if (!has('version') || !(byName === true || has('name'))) return;
  throw awsError(
    'InvalidParameterCombinationException',
    "The value supplied for parameter 'filters' is not valid. You cannot list Images by name and filter by version in the same request.",
  );
}

function isOf(
  owner: NonNullable<ListImagesRequest['owner']>,
  build: BuildRecord,
  { world, region, account }: Context,
): boolean {
  switch (owner) {
    case 'Self':
      return build.owner === account.id;
    case 'Amazon':
      return build.owner === 'amazon';
    case 'Shared':
      return build.owner !== account.id && isListedFor(world, region, account.id, build);
    default:
      return false;
  }
}

function nameArnOf(arn: string): string {
  return arn.replace(/\/[^/]+\/\d+$/u, '/x.x.x');
}

/** Assumption: what a version says is what its newest build says. */
function versionOf(arn: string, build: BuildRecord): ImageVersion {
  const { name, type, platform, osVersion, owner, dateCreated, buildType, imageSource } = build;
  return defined({
    arn,
    name,
    type,
    version: imageNameOf(arn).version,
    platform,
    osVersion,
    owner: owner === 'amazon' ? 'Amazon' : owner,
    dateCreated,
    buildType,
    imageSource,
  });
}

function summaryOf(build: BuildRecord): ImageSummary {
  const { arn, name, type, version, platform, osVersion, state, owner, dateCreated } = build;
  const { outputResources, tags, buildType, imageSource, deprecationTime } = build;
  const { lifecycleExecutionId, loggingConfiguration } = build;
  return defined({
    arn,
    name,
    type,
    version,
    platform,
    osVersion,
    state,
    owner: owner === 'amazon' ? 'Amazon' : owner,
    dateCreated,
    outputResources: outputResources ?? { amis: [] },
    tags: tags ?? {},
    buildType,
    imageSource,
    deprecationTime,
    lifecycleExecutionId,
    loggingConfiguration,
  });
}

function imageOf(build: BuildRecord): Image {
  const { owner: _owner, listedAt: _listedAt, run: _run, policy: _policy, ...rest } = build;
  const {
    workflowExecutions: _workflows,
    packages: _packages,
    findings: _findings,
    ...image
  } = rest;
  return {
    ...image,
    outputResources: image.outputResources ?? { amis: [] },
    tags: image.tags ?? {},
  };
}

function latestOf(arn: string): LatestVersionReferences {
  const { version } = imageNameOf(arn);
  const [major = '', minor = ''] = version.split('.');
  const at = (wanted: string) => arn.replace(/\/[^/]+\/\d+$/u, `/${wanted}`);
  return {
    latestVersionArn: at('x.x.x'),
    latestMajorVersionArn: at(`${major}.x.x`),
    latestMinorVersionArn: at(`${major}.${minor}.x`),
    latestPatchVersionArn: at(version),
  };
}

function defined<Item extends object>(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).filter(([, value]) => value !== undefined),
  ) as Item;
}
