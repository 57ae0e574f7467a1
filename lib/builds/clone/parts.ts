import type { CloneBase, CloneSource, RecipePart } from './clone';

/** What the ARN of a component says. */
const pattern = /^arn:[^:]+:imagebuilder:[^:]+:([^:]+):component\/([^/]+)\/([^/]+)(?:\/\d+)?$/;

/** A component in words: `install-office 3.2.0`. */
export function labelOfComponent(component: {
  readonly name: string;
  readonly version: string;
}): string {
  return `${component.name} ${component.version}`;
}

/** The same by its ARN; what is not the ARN of one stands for itself. */
export function labelOfPart({ arn }: Pick<RecipePart, 'arn'>): string {
  const [, , name, version] = pattern.exec(arn) ?? [];
  return name === undefined || version === undefined ? arn : labelOfComponent({ name, version });
}

/** Values of parameters in words: `channel = MonthlyEnterprise; languages = en-us, de-de`. */
export function describeParameters(parameters: RecipePart['parameters']): string {
  return parameters.map(({ name, values }) => `${name} = ${values.join(', ')}`).join('; ');
}

/**
 * What of a recipe's components a clone has as well. An image has in it what they have made: they
 * run again only when that is wanted.
 */
export function keptParts(
  base: CloneBase,
  again: boolean,
  { parts }: Pick<CloneSource, 'parts'>,
): readonly RecipePart[] {
  return base === 'recipe' || again ? parts : [];
}
