import type { ImageBuild } from '../build';
import type { Component, ComponentListing, RecipePart } from './clone';
import { labelOfComponent } from './parts';
import { obstacleToVersion } from './version';

/**
 * The most components of a recipe, those that build and those that test.
 * Source: the Image Builder model on `ImageRecipe`.
 */
export const mostComponents = 20;

/** Source: the Image Builder model's `ResourceName`. */
const namePattern = /^[-_A-Za-z0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z0-9]$/;

/** Why a recipe cannot be called so, in one sentence; nothing when it can. */
export function obstacleToName(name: string): string | undefined {
  if (name === '') return 'Enter the name of the recipe.';
  return namePattern.test(name)
    ? undefined
    : 'A name has 3 to 128 letters, digits, spaces, hyphens or underscores, and no space at either end.';
}

/** Recipes as the account has them, by name and version. */
export type TakenVersions = readonly { readonly name: string; readonly version: string }[];

/**
 * Why a recipe cannot have a name and a version, in one sentence; nothing when it can. Names that
 * differ in case or by hyphens for spaces have the same ARN, and so are the same.
 */
export function obstacleToRecipe(
  name: string,
  version: string,
  taken: TakenVersions,
): string | undefined {
  return (
    obstacleToName(name) ??
    obstacleToVersion(version) ??
    (versionsOf(name, taken).includes(version) ? versionTaken(name, version) : undefined)
  );
}

/** That a version is taken, in one sentence. */
export function versionTaken(name: string, version: string): string {
  return `There is a recipe ${name} ${version} already, and recipes cannot be changed: choose another version.`;
}

/** The versions that there are of recipes of a name. */
export function versionsOf(name: string, taken: TakenVersions): readonly string[] {
  const arnName = nameInArn(name);
  return taken.filter((each) => nameInArn(each.name) === arnName).map(({ version }) => version);
}

/** A name as ARNs of Image Builder have it. */
export function nameInArn(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}

/** Why a component cannot be in a recipe for a build, in one sentence; nothing when it can. */
export function obstacleToComponent(
  component: Pick<ComponentListing, 'name' | 'version' | 'platform' | 'status'>,
  build: Pick<ImageBuild, 'platform'>,
): string | undefined {
  const label = labelOfComponent(component);
  const { platform, status } = component;
  if (status === 'DISABLED') return `${label} is disabled.`;
  return platform !== undefined && build.platform !== undefined && platform !== build.platform
    ? `${label} is for ${platform}, and this image is ${build.platform}.`
    : undefined;
}

/**
 * Whether a component may not be for the operating system of a build. AWS compares how the names
 * begin, with the base's, which need not be the build's.
 */
export function isForAnotherSystem(
  { osVersions }: Pick<ComponentListing, 'osVersions'>,
  { osVersion }: Pick<ImageBuild, 'osVersion'>,
): boolean {
  return (
    osVersion !== undefined &&
    osVersions.length > 0 &&
    !osVersions.some((each) => osVersion.startsWith(each) || each.startsWith(osVersion))
  );
}

/** Why values do not fit the parameters of a component, in one sentence; nothing when they do. */
export function obstacleToParameters(
  component: Pick<Component, 'name' | 'version' | 'parameters'>,
  given: RecipePart['parameters'],
): string | undefined {
  const label = labelOfComponent(component);
  const unknown = given.find(
    ({ name }) => !component.parameters.some((parameter) => parameter.name === name),
  );
  if (unknown) return `${label} has no parameter ${unknown.name}.`;
  for (const { name, type, fallback } of component.parameters) {
    const values = given.find((each) => each.name === name)?.values;
    if (values === undefined) {
      if (fallback === undefined) return `${label} needs a value for ${name}.`;
      continue;
    }
    const wrong = obstacleToValues(type, values);
    if (wrong !== undefined) return `${name} of ${label} ${wrong}.`;
  }
  return undefined;
}

/** Source: the Image Builder model's `ComponentParameterType`. */
function obstacleToValues(type: string, values: readonly string[]): string | undefined {
  if (values.some((value) => value.includes('\0'))) return 'has a character that AWS does not take';
  const kind = type.toLowerCase();
  if (kind !== 'stringlist' && values.length !== 1) return 'takes one value';
  const [value = ''] = values;
  if (kind === 'integer' && !/^[+-]?\d+$/.test(value)) return 'is a whole number';
  if (kind === 'boolean' && !/^(?:true|false)$/i.test(value)) return 'is true or false';
  return undefined;
}

/** Why a recipe cannot consist of these, in one sentence; nothing when it can. */
export function obstacleToParts(
  kept: number,
  added: readonly Pick<ComponentListing, 'type'>[],
): string | undefined {
  if (added.length === 0) return 'Add at least one component.';
  // What is kept has made an image: something of it builds.
  if (kept === 0 && added.every(({ type }) => type === 'TEST')) {
    return 'A recipe needs a component that builds; these only test.';
  }
  const all = kept + added.length;
  return all > mostComponents
    ? `A recipe has at most ${mostComponents} components; this has ${all}.`
    : undefined;
}
