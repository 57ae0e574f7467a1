import type {
  ComponentVersion,
  GetComponentRequest,
  GetComponentResponse,
  ImageRecipeSummary,
  InfrastructureConfigurationSummary,
  ListComponentsRequest,
  ListComponentsResponse,
  ListImageRecipesRequest,
  ListImageRecipesResponse,
  ListInfrastructureConfigurationsRequest,
  ListInfrastructureConfigurationsResponse,
} from '@aws-sdk/client-imagebuilder';
import type { Context, Handlers } from '../../handler';
import { withoutOurs } from '../../image-builder/build';
import { sortable } from '../../image-builder/names';
import type { ComponentRecord } from '../../image-builder/records';
import type { Filters } from './common';
import { allOwn, filterOf, notFound, pageOf } from './common';

/** What recipes consist of, and what there is of them and of hosts to build on. */
export const recipes = {
  ListComponents(input: ListComponentsRequest, context: Context): ListComponentsResponse {
    const { world, region } = context;
    const { owner = 'Self', filters } = input;
    const all = [...region.imageBuilder.components.values()]
      .filter((each) => each.listedAt <= world.now() && isOf(owner, each, context))
      .map(versionOf);
    const keep = filterOf(filters, componentFilters);
    const page = pageOf(context, input, all, ({ arn = '' }) => sortable(arn), keep);
    return { componentVersionList: page.items, nextToken: page.nextToken };
  },

  GetComponent({ componentBuildVersionArn = '' }: GetComponentRequest, context: Context) {
    const found = findComponent(context, componentBuildVersionArn);
    const { sharedWith: _, ...component } = withoutOurs(found);
    return {
      component: { ...component, owner: ownerOf(found), tags: component.tags ?? {} },
    } satisfies GetComponentResponse;
  },

  ListImageRecipes(input: ListImageRecipesRequest, context: Context): ListImageRecipesResponse {
    const { world, region } = context;
    const all = allOwn(context, region.imageBuilder.imageRecipes)
      .filter(({ listedAt }) => listedAt <= world.now())
      .map(
        ({ arn, name, platform, owner, parentImage, dateCreated, tags }): ImageRecipeSummary => ({
          arn,
          name,
          ...(platform !== undefined && { platform }),
          owner,
          ...(parentImage !== undefined && { parentImage }),
          ...(dateCreated !== undefined && { dateCreated }),
          tags: tags ?? {},
        }),
      );
    const keep = filterOf(input.filters, recipeFilters);
    const page = pageOf(context, input, all, ({ arn = '' }) => sortable(arn), keep);
    return { imageRecipeSummaryList: page.items, nextToken: page.nextToken };
  },

  ListInfrastructureConfigurations(
    input: ListInfrastructureConfigurationsRequest,
    context: Context,
  ): ListInfrastructureConfigurationsResponse {
    const all = allOwn(context, context.region.imageBuilder.infrastructures).map(
      ({ arn, name, description, instanceTypes }): InfrastructureConfigurationSummary => ({
        arn,
        name,
        ...(description !== undefined && { description }),
        ...(instanceTypes && { instanceTypes }),
        tags: {},
      }),
    );
    const keep = filterOf(input.filters, infrastructureFilters);
    const page = pageOf(context, input, all, ({ arn = '' }) => arn, keep);
    return { infrastructureConfigurationSummaryList: page.items, nextToken: page.nextToken };
  },
} satisfies Handlers;

/** Source: the model on ListComponents. */
const componentFilters: Filters<ComponentVersion> = {
  description: ({ description }) => description,
  name: ({ name }) => name,
  platform: ({ platform }) => platform,
  type: ({ type }) => type,
  version: ({ version }) => version,
};

/** Source: the model on ListImageRecipes. */
const recipeFilters: Filters<ImageRecipeSummary> = {
  name: ({ name }) => name,
  parentImage: ({ parentImage }) => parentImage,
  platform: ({ platform }) => platform,
};

/** Source: the model on ListInfrastructureConfigurations. */
const infrastructureFilters: Filters<InfrastructureConfigurationSummary> = {
  name: ({ name }) => name,
};

/**
 * Gives the component of an ARN when the caller may read it: a build of it, or the only build that
 * there is here of the version, or the newest version that an `x` stands for.
 */
export function findComponent(context: Context, arn: string): ComponentRecord {
  const [head = '', name = '', version = '', build] = arn.split('/');
  const found = [...context.region.imageBuilder.components.values()]
    .filter((each) => {
      const [otherHead, otherName, otherVersion = '', otherBuild] = each.arn.split('/');
      const nodes = otherVersion.split('.');
      return (
        otherHead === head &&
        otherName === name &&
        version.split('.').every((node, place) => node === 'x' || node === nodes[place]) &&
        (build === undefined || build === otherBuild)
      );
    })
    .toSorted((one, other) => (sortable(one.arn) < sortable(other.arn) ? 1 : -1))
    .find(
      (each) =>
        isOf('Self', each, context) ||
        isOf('Amazon', each, context) ||
        isOf('Shared', each, context),
    );
  if (found) return found;
  throw notFound('component', arn);
}

function isOf(
  owner: NonNullable<ListComponentsRequest['owner']>,
  { owner: own, sharedWith = [] }: ComponentRecord,
  { account }: Context,
): boolean {
  switch (owner) {
    case 'Self':
      return own === account.id;
    case 'Amazon':
      return own === 'amazon';
    case 'Shared':
      return own !== account.id && sharedWith.includes(account.id);
    default:
      return false;
  }
}

/** Assumption: a list has the ARN of the version, without its build. */
function versionOf(component: ComponentRecord): ComponentVersion {
  const { arn, name, version, description, platform, type, supportedOsVersions } = component;
  return {
    arn: arn.replace(/\/\d+$/u, ''),
    name,
    version,
    ...(description !== undefined && { description }),
    ...(platform !== undefined && { platform }),
    ...(type !== undefined && { type }),
    ...(supportedOsVersions && { supportedOsVersions }),
    owner: ownerOf(component),
    ...(component.state?.status !== undefined && { status: component.state.status }),
  };
}

function ownerOf({ owner }: ComponentRecord): string {
  return owner === 'amazon' ? 'Amazon' : owner;
}
