import type { Json } from '../../activity/entry';
import type { ImageOrder, RecipeOrder, RecipePart } from './clone';

/** What CreateImageRecipe is told, beside its client token. */
export function recipeInput(order: RecipeOrder): Readonly<Record<string, Json>> {
  const { name, version, parent, parts, kept, tags } = order;
  return {
    ...kept,
    name,
    semanticVersion: version,
    parentImage: parent,
    components: parts.map(partInput),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}

/** What CreateImage is told, beside its client token. */
export function imageInput(order: ImageOrder): Readonly<Record<string, Json>> {
  const { recipe, infrastructure, distribution, kept, tags } = order;
  return {
    ...kept,
    imageRecipeArn: recipe,
    infrastructureConfigurationArn: infrastructure,
    ...(distribution !== undefined && { distributionConfigurationArn: distribution }),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}

function partInput({ arn, parameters }: RecipePart): Json {
  return {
    componentArn: arn,
    // AWS takes no empty list of parameters.
    ...(parameters.length > 0 && {
      parameters: parameters.map(({ name, values }) => ({ name, value: values })),
    }),
  };
}
