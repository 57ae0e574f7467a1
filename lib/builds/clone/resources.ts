import type { Json } from '../../activity/entry';
import {
  whenSet,
  type Members,
  type Property,
  type PropertyValue,
  type Resource,
} from '../../infrastructure-as-code/resource';
import { present } from '../../present';
import type { BuildTask } from '../plan';
import { imageInput, recipeInput } from './input';
import { isList, isObject } from './json';
import { labelOfPart } from './parts';

type Input = Readonly<Record<string, Json>>;

/** What cannot be written, and why, in a few sentences. */
export const limitsOfCloneResources =
  'They make the recipe, and build the image of it once: to build it again, raise the version.';

/**
 * What of a plan is a resource in CloudFormation and Terraform: the recipe of a clone, and its image.
 * Source: the resource types of AWS::ImageBuilder, and of Terraform's provider for AWS.
 */
export function cloneResources(tasks: readonly BuildTask[]): readonly Resource[] {
  const recipe = tasks.find((task) => task.act === 'create-recipe');
  return tasks.flatMap((task): readonly Resource[] => {
    if (task.act === 'create-recipe') {
      return [recipeResource(recipeNamed(task.recipe.name), task.region, recipeInput(task.recipe))];
    }
    if (task.act !== 'create-image') return [];
    const made = recipe?.act === 'create-recipe' ? recipe.recipe.name : undefined;
    const { imageRecipeArn, ...input } = imageInput(task.image);
    const from: PropertyValue | undefined =
      made === undefined ? textOf(imageRecipeArn) : { kind: 'reference', to: recipeNamed(made) };
    return [imageResource(`${made ?? 'clone'}-image`, task.region, input, from)];
  });
}

const recipeNamed = (name: string) => `${name}-recipe`;

function recipeResource(name: string, region: string, input: Input): Resource {
  const { semanticVersion, ...rest } = input;
  const { additionalInstanceConfiguration: instance, components, ...plain } = rest;
  const several = severalValues(components);
  const { systemsManagerAgent, userDataOverride } = membersOf(instance);
  return {
    name,
    region,
    cloudFormation: {
      type: 'AWS::ImageBuilder::ImageRecipe',
      properties: propertiesOf({ ...rest, version: semanticVersion ?? null }, inCloudFormation),
      missing: [],
    },
    terraform: {
      type: 'aws_imagebuilder_image_recipe',
      properties: propertiesOf(
        {
          ...only(plain, recipeArguments),
          version: semanticVersion ?? null,
          components: withOneValue(components),
          ...devicesOf(plain),
          ...present({ systemsManagerAgent, userDataBase64: userDataOverride }),
        },
        inTerraform,
      ),
      missing: [...missingOf(plain, recipeArguments), ...several],
    },
  };
}

function imageResource(
  name: string,
  region: string,
  input: Input,
  recipe: PropertyValue | undefined,
): Resource {
  return {
    name,
    region,
    cloudFormation: {
      type: 'AWS::ImageBuilder::Image',
      properties: [
        ...whenSet([['ImageRecipeArn', recipe]]),
        ...propertiesOf(input, inCloudFormation),
      ],
      missing: [],
    },
    terraform: {
      type: 'aws_imagebuilder_image',
      properties: [
        ...whenSet([['image_recipe_arn', recipe]]),
        ...propertiesOf({ ...only(input, imageArguments), ...workflowsOf(input) }, inTerraform),
      ],
      missing: [...missingOf(input, imageArguments), ...severalValues(input['workflows'])],
    },
  };
}

/**
 * The arguments of the provider, by AWS's names. Source: its documentation of the resources, and its
 * change log: `ami_tags` is there since 6.19, `logging_configuration` since 6.28.
 */
const recipeArguments: ReadonlySet<string> = new Set([
  'name',
  'parentImage',
  'description',
  'blockDeviceMappings',
  'workingDirectory',
  'tags',
  'amiTags',
]);

const imageArguments: ReadonlySet<string> = new Set([
  'infrastructureConfigurationArn',
  'distributionConfigurationArn',
  'enhancedImageMetadataEnabled',
  'imageTestsConfiguration',
  'imageScanningConfiguration',
  'executionRole',
  'loggingConfiguration',
  'workflows',
  'tags',
]);

function only(input: Input, known: ReadonlySet<string>): Input {
  return Object.fromEntries(Object.entries(input).filter(([name]) => known.has(name)));
}

function missingOf(input: Input, known: ReadonlySet<string>): readonly string[] {
  return Object.keys(input)
    .filter((name) => !known.has(name))
    .map((name) => `Image Desk does not write ${name} for the provider. Enter it by hand.`);
}

/** How a language names a member. */
type Naming = (name: string) => string;

const inCloudFormation: Naming = (name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

/** Blocks that are there several times have names in the singular. */
const singular: Readonly<Record<string, string>> = {
  components: 'component',
  parameters: 'parameter',
  blockDeviceMappings: 'block_device_mapping',
  workflows: 'workflow',
};

const inTerraform: Naming = (name) =>
  singular[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The values whose members have names of anybody's. */
const maps: ReadonlySet<string> = new Set(['tags', 'amiTags']);

function propertiesOf(input: Input, naming: Naming): readonly Property[] {
  return whenSet(
    Object.entries(input).map(([name, value]) => [
      naming(name),
      maps.has(name) ? mapIn(value) : valueOf(value, naming),
    ]),
  );
}

function valueOf(value: Json, naming: Naming): PropertyValue | undefined {
  if (value === null) return undefined;
  if (isList(value)) return value.flatMap((each) => valueOf(each, naming) ?? []);
  if (!isObject(value)) return value;
  // A text without letters is one as well: as `noDevice` it takes a device away.
  return {
    kind: 'structure',
    members: Object.entries(value).flatMap(([name, each]) => {
      const one = valueOf(each, naming);
      return one === undefined ? [] : [[naming(name), one] as const];
    }),
  };
}

function mapIn(value: Json): Members {
  return {
    kind: 'map',
    members: Object.entries(membersOf(value)).flatMap(([name, each]) =>
      typeof each === 'string' ? [[name, each] as const] : [],
    ),
  };
}

function membersOf(value: Json | undefined): Input {
  return value !== undefined && isObject(value) ? value : {};
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What AWS writes as a text without letters is a switch of the provider. Source: its `no_device`. */
function devicesOf({ blockDeviceMappings }: Input): Input {
  if (!isList(blockDeviceMappings)) return {};
  return {
    blockDeviceMappings: blockDeviceMappings.map((mapping) =>
      isObject(mapping) && mapping['noDevice'] === '' ? { ...mapping, noDevice: true } : mapping,
    ),
  };
}

function workflowsOf({ workflows }: Input): Input {
  return workflows === undefined ? {} : { workflows: withOneValue(workflows) };
}

/** The provider takes one value for a parameter, and none without letters; AWS takes a list of them. */
function withOneValue(parts: Json | undefined): Json {
  if (!isList(parts)) return [];
  return parts.map((part) => {
    const { parameters, ...rest } = membersOf(part);
    const kept = parametersIn(parameters).flatMap(({ name, value }) => {
      const one = onlyValue(value);
      return one === undefined ? [] : [{ name, value: one }];
    });
    return { ...rest, ...(kept.length > 0 && { parameters: kept }) };
  });
}

function onlyValue([first, ...others]: readonly string[]): string | undefined {
  return first === '' || others.length > 0 ? undefined : first;
}

function severalValues(parts: Json | undefined): readonly string[] {
  return (isList(parts) ? parts : []).flatMap((part) => {
    const { componentArn, workflowArn, parameters } = membersOf(part);
    const label = labelOfPart({ arn: textOf(componentArn) ?? textOf(workflowArn) ?? '' });
    return parametersIn(parameters)
      .filter(({ value }) => onlyValue(value) === undefined)
      .map(({ name, value: { length } }) =>
        length === 1
          ? `The provider takes no empty value for ${name} of ${label}.`
          : `The provider takes one value for ${name} of ${label}. Enter it by hand.`,
      );
  });
}

function parametersIn(parameters: Json | undefined) {
  return (isList(parameters) ? parameters : []).map((each) => {
    const { name, value } = membersOf(each);
    return {
      name: textOf(name) ?? '',
      value: isList(value) ? value.flatMap((one) => textOf(one) ?? []) : [],
    };
  });
}
