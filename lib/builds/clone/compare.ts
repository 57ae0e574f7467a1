import type { Json } from '../../activity/entry';
import { recipeInput } from './input';
import type { RecipeOrder } from './clone';
import { isList, isObject } from './json';

/**
 * Whether a recipe, as AWS tells it, is what an order asks for: whatever was ordered is so. What AWS
 * adds, such as dates and defaults, counts for nothing, and tags are not part of what a recipe says.
 */
export function isRecipeOf(told: Json, order: RecipeOrder): boolean {
  const { name: _name, semanticVersion: _version, tags: _tags, ...ordered } = recipeInput(order);
  return holds(told, ordered);
}

function holds(told: Json | undefined, ordered: Json): boolean {
  if (isList(ordered)) {
    return (
      told !== undefined &&
      isList(told) &&
      told.length === ordered.length &&
      ordered.every((each, place) => holds(told[place], each))
    );
  }
  if (isObject(ordered)) {
    return (
      told !== undefined &&
      isObject(told) &&
      Object.entries(ordered).every(([name, value]) => holds(told[name], value))
    );
  }
  if (typeof ordered === 'string' && typeof told === 'string') return isSame(told, ordered);
  return told === ordered;
}

/** AWS may tell which build of a component it took where the order named a version. */
function isSame(told: string, ordered: string): boolean {
  return told === ordered || (/:component\//.test(ordered) && told.startsWith(`${ordered}/`));
}
