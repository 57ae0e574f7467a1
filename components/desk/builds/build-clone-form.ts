import { obstacleToBase } from '../../../lib/builds/acts';
import type { CloneBase, CloneFacts, Component } from '../../../lib/builds/clone/clone';
import { describeParameters, keptParts, labelOfPart } from '../../../lib/builds/clone/parts';
import {
  obstacleToName,
  obstacleToParts,
  obstacleToRecipe,
  versionsOf,
} from '../../../lib/builds/clone/refusals';
import { nextFreeVersion, type Bump } from '../../../lib/builds/clone/version';
import type { InputOf } from '../../../lib/operations/registry';
import type { AccountId } from '../../../lib/scope';

type Wish = InputOf<'build-cloning.plan'>;

/** A component that is added, with the values of those of its parameters that were given one. */
export interface AddedComponent {
  readonly component: Component;
  readonly parameters: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** What a person has entered of a clone. */
export interface CloneForm {
  readonly base: CloneBase;
  /** Whether the components of the recipe run again on the image. */
  readonly again: boolean;
  readonly name: string;
  readonly version: string;
  readonly added: readonly AddedComponent[];
  /** The ARN of an infrastructure configuration; empty when none is chosen. */
  readonly infrastructure: string;
  /** The ARN of distribution settings; empty for none. */
  readonly distribution: string;
}

/** A form before anything was entered: as the image was made, with the next version. */
export function firstForm(facts: CloneFacts, account: AccountId): CloneForm {
  const { build, infrastructures } = facts;
  const own = build.owner === account;
  const name = build.recipe?.name ?? build.name;
  const infrastructure = infrastructures.find(({ arn }) => arn === build.infrastructure?.arn);
  return {
    base: obstacleToBase('image', build, account) === undefined ? 'image' : 'recipe',
    again: false,
    name,
    version: raised(facts, name, 'minor'),
    added: [],
    infrastructure: infrastructure?.arn ?? '',
    distribution: (own ? build.distribution?.arn : undefined) ?? '',
  };
}

/** The next version of a recipe that is free; empty where the build's version is none. */
export function raised({ build, versions }: CloneFacts, name: string, bump: Bump): string {
  const version = build.recipe?.version ?? build.version;
  return nextFreeVersion(version, bump, versionsOf(name, versions)) ?? '';
}

/** What is wrong with a field, in one sentence. */
export interface CloneFaults {
  readonly name?: string;
  readonly version?: string;
}

/** What is wrong with what was typed. */
export function faultsOf({ name, version }: CloneForm, { versions }: CloneFacts): CloneFaults {
  const ofName = obstacleToName(name.trim());
  if (ofName !== undefined) return { name: ofName };
  const ofVersion = obstacleToRecipe(name.trim(), version.trim(), versions);
  return ofVersion === undefined ? {} : { version: ofVersion };
}

/** What a form asks for, or what is missing in it, in one sentence. */
export type CloneReading = { readonly wish: Wish } | { readonly obstacle: string };

/** Reads what was entered; what the components need was looked at as they were added. */
export function readCloneForm(
  form: CloneForm,
  facts: CloneFacts,
  account: AccountId,
): CloneReading {
  const { base, again, added, infrastructure, distribution } = form;
  const faults = faultsOf(form, facts);
  const obstacle =
    obstacleToBase(base, facts.build, account) ??
    obstacleToParts(
      keptParts(base, again, facts).length,
      added.map(({ component }) => component),
    ) ??
    faults.name ??
    faults.version ??
    (infrastructure === '' ? 'Choose the infrastructure configuration.' : undefined);
  if (obstacle !== undefined) return { obstacle };
  return {
    wish: {
      build: facts.build.arn,
      base,
      again: base === 'image' && again,
      name: form.name.trim(),
      version: form.version.trim(),
      added: added.map(({ component, parameters }) => ({
        arn: component.arn,
        parameters: parameters.map(({ name, values }) => ({ name, values: [...values] })),
      })),
      infrastructure,
      ...(distribution !== '' && { distribution }),
    },
  };
}

/** A row of the table of components. */
export interface PartRow {
  readonly label: string;
  /** The values of its parameters, in words; empty without any. */
  readonly parameters: string;
  readonly part: 'in-image' | 'kept' | 'added';
  /** Its place among what is added. */
  readonly place: number;
}

/** The components of a clone, in the order in which they run; first what the image has already. */
export function partRows(form: CloneForm, facts: CloneFacts): readonly PartRow[] {
  const runs = keptParts(form.base, form.again, facts).length > 0;
  return [
    ...facts.parts.map((each, place) => ({
      label: labelOfPart(each),
      parameters: describeParameters(each.parameters),
      part: runs ? ('kept' as const) : ('in-image' as const),
      place,
    })),
    ...form.added.map(({ component, parameters }, place) => ({
      label: labelOfPart(component),
      parameters: describeParameters(parameters),
      part: 'added' as const,
      place,
    })),
  ];
}
