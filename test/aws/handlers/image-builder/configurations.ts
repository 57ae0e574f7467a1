import type {
  DistributionConfigurationSummary,
  GetContainerRecipeRequest,
  GetContainerRecipeResponse,
  GetDistributionConfigurationRequest,
  GetDistributionConfigurationResponse,
  GetImageRecipeRequest,
  GetImageRecipeResponse,
  GetInfrastructureConfigurationRequest,
  GetInfrastructureConfigurationResponse,
  ListDistributionConfigurationsRequest,
  ListDistributionConfigurationsResponse,
} from '@aws-sdk/client-imagebuilder';
import type { Context, Handlers } from '../../handler';
import { withoutOurs } from '../../image-builder/build';
import type { DistributionRecord } from '../../image-builder/records';
import type { Filters } from './common';
import { allOwn, filterOf, own, pageOf } from './common';

/** What builds are made from and with: recipes, infrastructure and distribution settings. */
export const configurations = {
  GetInfrastructureConfiguration(
    { infrastructureConfigurationArn: arn }: GetInfrastructureConfigurationRequest,
    context: Context,
  ): GetInfrastructureConfigurationResponse {
    const { infrastructures } = context.region.imageBuilder;
    const found = own(context, 'infrastructure configuration', infrastructures, arn);
    return { infrastructureConfiguration: withoutOurs(found) };
  },

  GetDistributionConfiguration(
    { distributionConfigurationArn: arn }: GetDistributionConfigurationRequest,
    context: Context,
  ): GetDistributionConfigurationResponse {
    const { distributions } = context.region.imageBuilder;
    const found = own(context, 'distribution configuration', distributions, arn);
    return { distributionConfiguration: withoutOurs(found) };
  },

  ListDistributionConfigurations(
    input: ListDistributionConfigurationsRequest,
    context: Context,
  ): ListDistributionConfigurationsResponse {
    const all = allOwn(context, context.region.imageBuilder.distributions).map(summaryOf);
    const keep = filterOf(input.filters, distributionFilters);
    const { items, nextToken } = pageOf(context, input, all, ({ arn = '' }) => arn, keep);
    return { distributionConfigurationSummaryList: items, nextToken };
  },

  GetImageRecipe(
    { imageRecipeArn: arn }: GetImageRecipeRequest,
    context: Context,
  ): GetImageRecipeResponse {
    const { imageRecipes } = context.region.imageBuilder;
    return { imageRecipe: withoutOurs(own(context, 'image recipe', imageRecipes, arn)) };
  },

  GetContainerRecipe(
    { containerRecipeArn: arn }: GetContainerRecipeRequest,
    context: Context,
  ): GetContainerRecipeResponse {
    const { containerRecipes } = context.region.imageBuilder;
    return {
      containerRecipe: withoutOurs(own(context, 'container recipe', containerRecipes, arn)),
    };
  },
} satisfies Handlers;

/** Source: the model on ListDistributionConfigurations. */
const distributionFilters: Filters<DistributionConfigurationSummary> = {
  name: ({ name }) => name,
};

function summaryOf(record: DistributionRecord): DistributionConfigurationSummary {
  const { arn, name, description, dateCreated, dateUpdated, tags, distributions } = record;
  return {
    arn,
    name,
    ...(description !== undefined && { description }),
    dateCreated,
    ...(dateUpdated !== undefined && { dateUpdated }),
    tags: tags ?? {},
    regions: (distributions ?? []).flatMap(({ region }) => region ?? []),
  };
}
