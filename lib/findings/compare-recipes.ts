import type { ImageBuild, Recipe, RecipeComponent } from '../builds/build';
import { compareTexts } from './vulnerability';

/** What is set differently, before and after; absent where it is not set. */
export interface Difference {
  readonly base?: string;
  readonly target?: string;
}

/** One thing in which what two builds were made of differs. */
export type RecipeChange =
  | ({ readonly what: 'recipe' | 'recipe-version' | 'parent' } & Difference)
  | {
      readonly what: 'component-added' | 'component-removed';
      readonly name: string;
      readonly version: string;
    }
  | ({ readonly what: 'component-version'; readonly name: string } & Difference)
  | ({
      readonly what: 'component-parameter';
      readonly name: string;
      readonly parameter: string;
    } & Difference)
  /** The components that are in both run in another order. */
  | { readonly what: 'component-order' }
  /** Something that is too long to show beside another. */
  | { readonly what: 'dockerfile' | 'user-data' | 'volumes' | 'working-directory' };

/**
 * What differs between the recipes of two builds: the recipe itself first, then its parent image,
 * its components by name, and its settings. Nothing when AWS does not tell the recipe of one of them.
 */
export function compareRecipes(
  { recipe: base }: Pick<ImageBuild, 'recipe'>,
  { recipe: target }: Pick<ImageBuild, 'recipe'>,
): readonly RecipeChange[] | undefined {
  if (!base || !target) return undefined;
  return [
    ...differenceOf('recipe', base.name ?? base.arn, target.name ?? target.arn),
    ...differenceOf('recipe-version', base.version, target.version),
    ...differenceOf('parent', base.parent, target.parent),
    ...compareComponents(base.components, target.components),
    ...compareSettings(base, target),
  ];
}

function differenceOf<What extends string>(
  what: What,
  base: string | undefined,
  target: string | undefined,
): readonly ({ readonly what: What } & Difference)[] {
  return base === target ? [] : [{ what, ...sides(base, target) }];
}

function sides(base: string | undefined, target: string | undefined): Difference {
  return { ...(base !== undefined && { base }), ...(target !== undefined && { target }) };
}

function compareComponents(
  base: readonly RecipeComponent[],
  target: readonly RecipeComponent[],
): readonly RecipeChange[] {
  const before = componentsByKey(base);
  const after = componentsByKey(target);
  const added = [...after].filter(([key]) => !before.has(key));
  const removed = [...before].filter(([key]) => !after.has(key));
  const both = [...after].flatMap(([key, component]): (readonly RecipeChange[])[] => {
    const earlier = before.get(key);
    return earlier ? [compareComponent(earlier, component)] : [];
  });
  const order = [...before.keys()].filter((key) => after.has(key));
  const ordered = [...after.keys()].filter((key) => before.has(key));
  return [
    ...added.map(([, component]) => wholeChange('component-added', component)),
    ...removed.map(([, component]) => wholeChange('component-removed', component)),
    ...both.flat(),
    ...(order.every((key, index) => key === ordered[index])
      ? []
      : [{ what: 'component-order' as const }]),
  ];
}

function wholeChange(
  what: 'component-added' | 'component-removed',
  { name, version }: RecipeComponent,
): RecipeChange {
  return { what, name, version };
}

/**
 * Components by what tells one from another. Their ARNs name Regions and accounts, in which the same
 * recipe has its own copies: so those of AWS are told from others, and nothing else of the ARN is.
 * One that a recipe runs twice is told by which time it is.
 */
function componentsByKey(
  components: readonly RecipeComponent[],
): ReadonlyMap<string, RecipeComponent> {
  const byKey = new Map<string, RecipeComponent>();
  for (const component of components) {
    const owner = component.arn.split(':')[4] ?? '';
    const key = `${/^\d{12}$/.test(owner) ? '' : owner}/${component.name}`;
    let time = 0;
    while (byKey.has(`${key}/${time}`)) time += 1;
    byKey.set(`${key}/${time}`, component);
  }
  return byKey;
}

function compareComponent(base: RecipeComponent, target: RecipeComponent): readonly RecipeChange[] {
  const { name } = target;
  const before = new Map(base.parameters.map((each) => [each.name, each.value]));
  const after = new Map(target.parameters.map((each) => [each.name, each.value]));
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted(compareTexts);
  return [
    ...differenceOf('component-version', base.version, target.version).map((each) => ({
      ...each,
      name,
    })),
    ...names.flatMap((parameter) =>
      differenceOf('component-parameter', before.get(parameter), after.get(parameter)).map(
        (each) => ({ ...each, name, parameter }),
      ),
    ),
  ];
}

function compareSettings(base: Recipe, target: Recipe): readonly RecipeChange[] {
  const settings = [
    ['dockerfile', base.dockerfile, target.dockerfile],
    ['user-data', base.userData, target.userData],
    ['working-directory', base.workingDirectory, target.workingDirectory],
    ['volumes', JSON.stringify(base.blockDevices), JSON.stringify(target.blockDevices)],
  ] as const;
  return settings.flatMap(([what, before, after]) => (before === after ? [] : [{ what }]));
}

const settingWords = {
  'component-order': 'The components run in another order',
  dockerfile: 'The Dockerfile template has changed',
  'user-data': 'The user data has changed',
  volumes: 'The storage volumes have changed',
  'working-directory': 'The working directory has changed',
} as const;

const subjects = {
  recipe: 'Recipe',
  'recipe-version': 'Recipe version',
  parent: 'Parent image',
} as const;

/** Says in a few words in what recipes differ: `Component update-linux: 1.0.1/1 to 1.0.2/1`. */
export function explainRecipeChange(change: RecipeChange): string {
  switch (change.what) {
    case 'recipe':
    case 'recipe-version':
    case 'parent':
      return `${subjects[change.what]}: ${inWordsOf(change)}`;
    case 'component-added':
      return `Component ${change.name} ${change.version} was added`;
    case 'component-removed':
      return `Component ${change.name} ${change.version} was removed`;
    case 'component-version':
      return `Component ${change.name}: ${inWordsOf(change)}`;
    case 'component-parameter':
      return `Parameter ${change.parameter} of component ${change.name}: ${inWordsOf(change)}`;
    default:
      return settingWords[change.what];
  }
}

function inWordsOf({ base = 'not set', target = 'not set' }: Difference): string {
  return `${base} to ${target}`;
}
