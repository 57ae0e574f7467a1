import type { ImageBuild } from '../../../lib/builds/build';
import type {
  Component,
  ComponentListing,
  ComponentParameter,
} from '../../../lib/builds/clone/clone';
import { obstacleToComponent, obstacleToParameters } from '../../../lib/builds/clone/refusals';
import { compareVersions } from '../../../lib/builds/clone/version';
import type { AddedComponent } from './build-clone-form';

/** A component by its name, with its versions, the newest first. */
export interface NamedComponent {
  readonly name: string;
  readonly description?: string;
  readonly versions: readonly ComponentListing[];
  /** Why no version of it can be added, in one sentence. */
  readonly obstacle?: string;
}

/** Components by name: those that can be added first, each group by the alphabet. */
export function componentsByName(
  listed: readonly ComponentListing[],
  build: Pick<ImageBuild, 'platform'>,
): readonly NamedComponent[] {
  return [...new Set(listed.map(({ name }) => name))]
    .map((name): NamedComponent => {
      const versions = listed
        .filter((each) => each.name === name)
        .toSorted((one, other) => compareVersions(other.version, one.version));
      const [newest] = versions;
      const fits = versions.some((each) => obstacleToComponent(each, build) === undefined);
      const obstacle = fits || !newest ? undefined : obstacleToComponent(newest, build);
      return {
        name,
        versions,
        ...(newest?.description !== undefined && { description: newest.description }),
        ...(obstacle !== undefined && { obstacle }),
      };
    })
    .toSorted(
      (one, other) =>
        Number(one.obstacle !== undefined) - Number(other.obstacle !== undefined) ||
        one.name.localeCompare(other.name),
    );
}

/** What was typed for the parameters of a component, by name. */
export type ParameterTexts = Readonly<Record<string, string>>;

/** How the value of a parameter is entered. */
export function entryOf({ type }: ComponentParameter): 'text' | 'list' | 'flag' {
  const kind = type.toLowerCase();
  if (kind === 'boolean') return 'flag';
  return kind === 'stringlist' ? 'list' : 'text';
}

/** Reads what was typed: the component as it is added, or what is missing, in one sentence. */
export function readChoice(
  component: Component,
  texts: ParameterTexts,
  build: Pick<ImageBuild, 'platform'>,
): { readonly added: AddedComponent } | { readonly obstacle: string } {
  const parameters = component.parameters.flatMap((parameter) => {
    const text = texts[parameter.name] ?? '';
    // What is left empty is what the component says itself.
    if (text === '') return [];
    const values = entryOf(parameter) === 'list' ? linesOf(text) : [text];
    return values.length === 0 ? [] : [{ name: parameter.name, values }];
  });
  const obstacle =
    obstacleToComponent(component, build) ?? obstacleToParameters(component, parameters);
  return obstacle === undefined ? { added: { component, parameters } } : { obstacle };
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
