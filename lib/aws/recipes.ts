import type { Json } from '../activity/entry';
import { labelOfBuild } from '../builds/arn';
import type {
  CloneSource,
  InfrastructureChoice,
  Kept,
  RecipeOrder,
  RecipePart,
} from '../builds/clone/clone';
import { imageInput, recipeInput } from '../builds/clone/input';
import { isFilled, toJson } from '../builds/clone/json';
import type { TakenVersions } from '../builds/clone/refusals';
import type { BuildCloneTask } from '../builds/plan';
import { present } from '../present';
import type { Result } from '../result';
import { toBuild } from './image-builder-image';
import { hasMembers, listIn, memberIn, textIn, textsIn } from './members';
import { collectPages } from './paginate';
import type { Service } from './service';
import { tagsIn } from './tags';

/** The most that AWS gives a page. Source: the Image Builder model. */
const largestPage = 25;

/**
 * What a recipe and an image have that a new one is given as well.
 * Source: the Image Builder model, what `ImageRecipe` and `Image` share with CreateImageRecipe and
 * CreateImage.
 */
const ofRecipes = [
  'description',
  'blockDeviceMappings',
  'workingDirectory',
  'additionalInstanceConfiguration',
  'amiTags',
  'amiWatermarks',
];
const ofImages = [
  'imageTestsConfiguration',
  'enhancedImageMetadataEnabled',
  'imageScanningConfiguration',
  'workflows',
  'executionRole',
  'loggingConfiguration',
];

/** A build with its recipe and settings in full, as a clone takes them over. */
export function getCloneSource({ run }: Service, build: string): Promise<Result<CloneSource>> {
  return run({
    facts: { action: 'imagebuilder:GetImage', what: `Image ${labelOfBuild(build)}` },
    operation: 'GetImage',
    input: { imageBuildVersionArn: build },
    read(answer) {
      const image = memberIn(answer, 'image');
      if (image === undefined) return undefined;
      const recipe = memberIn(image, 'imageRecipe');
      return {
        build: toBuild(image),
        parts: listIn(recipe, 'components').map(toPart),
        recipeKept: keptIn(recipe, ofRecipes),
        buildKept: keptIn(image, ofImages),
        recipeTags: Object.fromEntries(
          tagsIn(recipe, 'tags').map(({ key, value }) => [key, value]),
        ),
      };
    },
  });
}

function toPart(wire: unknown): RecipePart {
  return {
    arn: textIn(wire, 'componentArn') ?? '',
    parameters: listIn(wire, 'parameters').map((each) => ({
      name: textIn(each, 'name') ?? '',
      values: textsIn(each, 'value'),
    })),
  };
}

function keptIn(wire: unknown, names: readonly string[]): Kept {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = toJson(memberIn(wire, name));
      return value === undefined || !isFilled(value) ? [] : [[name, value]];
    }),
  );
}

/** A recipe as AWS tells it; a problem of the kind `not-found` when there is none. */
export function getRecipe({ run }: Service, arn: string): Promise<Result<Json>> {
  return run({
    facts: { action: 'imagebuilder:GetImageRecipe', what: `Recipe ${nameOf(arn)}` },
    operation: 'GetImageRecipe',
    input: { imageRecipeArn: arn },
    read(answer) {
      const recipe = memberIn(answer, 'imageRecipe');
      return hasMembers(recipe) ? toJson(recipe) : undefined;
    },
  });
}

/** The recipes of the account, each version by itself. AWS may list a new one later. */
export function listRecipes({ run }: Service): Promise<Result<TakenVersions>> {
  return collectPages(async (nextToken) =>
    run({
      facts: { action: 'imagebuilder:ListImageRecipes', what: 'The recipes' },
      operation: 'ListImageRecipes',
      input: {
        owner: 'Self',
        maxResults: largestPage,
        ...(nextToken !== undefined && { nextToken }),
      },
      read: (answer) => ({
        items: listIn(answer, 'imageRecipeSummaryList').map((wire) => ({
          name: textIn(wire, 'name') ?? '',
          // Source: the model: the summary has no version but that of its ARN.
          version: /\/([^/]+)$/.exec(textIn(wire, 'arn') ?? '')?.[1] ?? '',
        })),
        nextToken: textIn(answer, 'nextToken'),
      }),
    }),
  );
}

/** The infrastructure configurations of the account, by name. */
export async function listInfrastructures({
  run,
}: Service): Promise<Result<readonly InfrastructureChoice[]>> {
  const listed = await collectPages(async (nextToken) =>
    run({
      facts: {
        action: 'imagebuilder:ListInfrastructureConfigurations',
        what: 'The infrastructure configurations',
      },
      operation: 'ListInfrastructureConfigurations',
      input: { maxResults: largestPage, ...(nextToken !== undefined && { nextToken }) },
      read: (answer) => ({
        items: listIn(answer, 'infrastructureConfigurationSummaryList').map(toChoice),
        nextToken: textIn(answer, 'nextToken'),
      }),
    }),
  );
  return listed.ok
    ? {
        ok: true,
        value: listed.value.toSorted((one, other) => one.name.localeCompare(other.name)),
      }
    : listed;
}

/** An infrastructure configuration by its ARN. */
export function getInfrastructure(
  { run }: Service,
  arn: string,
): Promise<Result<InfrastructureChoice>> {
  return run({
    facts: {
      action: 'imagebuilder:GetInfrastructureConfiguration',
      what: `Infrastructure configuration ${nameOf(arn)}`,
    },
    operation: 'GetInfrastructureConfiguration',
    input: { infrastructureConfigurationArn: arn },
    read(answer) {
      const found = memberIn(answer, 'infrastructureConfiguration');
      return hasMembers(found) ? toChoice(found) : undefined;
    },
  });
}

function toChoice(wire: unknown): InfrastructureChoice {
  const arn = textIn(wire, 'arn') ?? '';
  return {
    arn,
    name: textIn(wire, 'name') ?? nameOf(arn),
    instanceTypes: textsIn(wire, 'instanceTypes'),
    ...present({ description: textIn(wire, 'description') || undefined }),
  };
}

/**
 * Has AWS make the recipe or the image of a clone, and gives the ARN of what it has made. The same
 * token stands for the same request: AWS answers a repeat as it did the first one.
 */
export function sendClone(
  { change }: Service,
  task: BuildCloneTask,
  clientToken: string,
): Promise<Result<string | null>> {
  if (task.act === 'create-recipe') {
    const what = `Recipe ${task.label}`;
    return change({
      facts: {
        action: 'imagebuilder:CreateImageRecipe',
        what,
        change: { target: what, before: null, after: factsOf(task.recipe) },
      },
      operation: 'CreateImageRecipe',
      input: { ...recipeInput(task.recipe), clientToken },
      read: (answer) => textIn(answer, 'imageRecipeArn'),
    });
  }
  const what = `Image ${task.label}`;
  const { image, infrastructureName } = task;
  return change({
    facts: {
      action: 'imagebuilder:CreateImage',
      what,
      change: {
        target: what,
        before: null,
        after: {
          recipe: task.label,
          infrastructure: infrastructureName,
          ...(image.distribution !== undefined && { distribution: nameOf(image.distribution) }),
        },
      },
    },
    operation: 'CreateImage',
    input: { ...imageInput(image), clientToken },
    read: (answer) => textIn(answer, 'imageBuildVersionArn'),
  });
}

/** What the log says of a recipe. Values of parameters may be anything: it names none. */
function factsOf({ parent, parts }: RecipeOrder): Json {
  return { parent, components: parts.map(({ arn }) => arn.replace(/^.*:component\//, '')) };
}

function nameOf(arn: string): string {
  return arn.replace(/^[^/]*\//, '');
}
