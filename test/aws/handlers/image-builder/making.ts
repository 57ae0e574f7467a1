import type {
  ComponentConfiguration,
  CreateImageRecipeRequest,
  CreateImageRecipeResponse,
  CreateImageRequest,
  CreateImageResponse,
} from '@aws-sdk/client-imagebuilder';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import { listingLag, startBuild } from '../../image-builder/build';
import { imageNameOf, resourceArn } from '../../image-builder/names';
import { addImageRecipe } from '../../image-builder/resources';
import type { BuildRecord, ImageRecipeRecord } from '../../image-builder/records';
import { mayRead } from '../../image-builder/visibility';
import { invalid, newestOf, notFound, own, readableBuild } from './common';
import { once } from './once';
import { findComponent } from './recipes';

/** Source: the model on ImageRecipe. */
const mostComponents = 20;

/** What makes recipes, and images of them without a pipeline. */
export const making = {
  /** Source of the error for a version that is there: the model declares it. */
  CreateImageRecipe(input: CreateImageRecipeRequest, context: Context): CreateImageRecipeResponse {
    return once('CreateImageRecipe', input, context, () => {
      const { world, region, account } = context;
      const { clientToken, name = '', semanticVersion = '', parentImage = '', ...rest } = input;
      const arn = resourceArn(region, account.id, 'image-recipe', name, semanticVersion);
      if (region.imageBuilder.imageRecipes.has(arn)) {
        throw awsError(
          'ResourceAlreadyExistsException',
          `The resource of type 'ImageRecipe' with name '${name}' and version '${semanticVersion}' already exists.`,
        );
      }
      const parent = parentOf(context, parentImage);
      const components = rest.components ?? [];
      if (components.length > mostComponents) {
        throw awsError(
          'ServiceQuotaExceededException',
          `A recipe has at most ${mostComponents} components.`,
        );
      }
      const platform = parent?.platform ?? platformOf(context, components);
      for (const component of components) requireFitting(context, component, platform);
      addImageRecipe(region, account.id, name, semanticVersion, {
        ...rest,
        parentImage,
        ...(platform !== undefined && { platform }),
        dateCreated: new Date(world.now()).toISOString(),
        listedAt: world.now() + listingLag,
      });
      return { clientToken, imageRecipeArn: arn };
    });
  },

  /**
   * Source: the model: exactly one recipe, and tests unless told otherwise. Assumption: the image has
   * the packages and the operating system of what its recipe starts from.
   */
  CreateImage(input: CreateImageRequest, context: Context): CreateImageResponse {
    return once('CreateImage', input, context, () => {
      const { world, region, account } = context;
      const { imageRecipeArn, containerRecipeArn, tags = {}, loggingConfiguration } = input;
      const { imageRecipes, containerRecipes, infrastructures, distributions } =
        region.imageBuilder;
      if ((imageRecipeArn === undefined) === (containerRecipeArn === undefined)) {
        throw invalid('imageRecipeArn', 'Name an image recipe or a container recipe.');
      }
      const recipe =
        imageRecipeArn === undefined
          ? undefined
          : own(context, 'image recipe', imageRecipes, imageRecipeArn);
      if (!recipe) own(context, 'container recipe', containerRecipes, containerRecipeArn);
      own(
        context,
        'infrastructure configuration',
        infrastructures,
        input.infrastructureConfigurationArn,
      );
      if (input.distributionConfigurationArn !== undefined) {
        own(
          context,
          'distribution configuration',
          distributions,
          input.distributionConfigurationArn,
        );
      }
      const parent = recipe && parentOf(context, recipe.parentImage ?? '');
      const { clientToken, tags: _tags, loggingConfiguration: _logging, ...order } = input;
      const { arn } = startBuild(
        world,
        region,
        {
          ...order,
          owner: account.id,
          ...(loggingConfiguration?.logGroupName !== undefined && {
            loggingConfiguration: { imageLogGroupName: loggingConfiguration.logGroupName },
          }),
        },
        {
          tags,
          ...(parent && { packages: parent.packages }),
          ...(parent?.osVersion !== undefined && { osVersion: parent.osVersion }),
        },
      );
      return { clientToken, imageBuildVersionArn: arn };
    });
  },
} satisfies Handlers;

/**
 * Gives the image that a recipe starts from, where it is one of Image Builder.
 * Assumption: one that is not available is refused when the recipe is made.
 */
function parentOf(context: Context, parent: string): BuildRecord | undefined {
  if (!parent.startsWith('arn:') || !parent.includes(':image/')) return undefined;
  const { world, region, account } = context;
  const build =
    imageNameOf(parent).build === undefined
      ? newestOf(region, parent, (each) => mayRead(world, region, account.id, each))
      : readableBuild(context, parent);
  if (!build) throw notFound('parent image', parent);
  const { status = '' } = build.state;
  if (status !== 'AVAILABLE' && status !== 'DEPRECATED') {
    throw invalid('parentImage', `The image ${parent} is ${status}.`);
  }
  return build;
}

function platformOf(
  context: Context,
  components: readonly ComponentConfiguration[],
): ImageRecipeRecord['platform'] {
  const [first] = components;
  return first && findComponent(context, first.componentArn ?? '').platform;
}

/** Assumption: which of the declared errors says that a component does not fit. */
function requireFitting(
  context: Context,
  { componentArn = '', parameters = [] }: ComponentConfiguration,
  platform: ImageRecipeRecord['platform'],
): void {
  const component = findComponent(context, componentArn);
  if (component.state?.status === 'DISABLED') {
    throw invalid('components', `The component ${componentArn} is disabled.`);
  }
  if (platform !== undefined && component.platform !== platform) {
    throw invalid('components', `The component ${componentArn} is not for ${platform}.`);
  }
  const known = component.parameters ?? [];
  const unknown = parameters.find(({ name }) => !known.some((each) => each.name === name));
  if (unknown) {
    throw invalid('components', `The component ${componentArn} has no ${unknown.name ?? ''}.`);
  }
  const missing = known.find(
    ({ name, defaultValue }) =>
      defaultValue === undefined && !parameters.some((each) => each.name === name),
  );
  if (missing) {
    throw invalid('components', `The parameter ${missing.name ?? ''} has no value.`);
  }
}
