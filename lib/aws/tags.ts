import type { Tags } from '../images/image';
import { memberIn } from './members';

/** A member that has tags, by key. */
export function tagsIn(wire: unknown, name: string): Tags {
  const tags = memberIn(wire, name);
  if (typeof tags !== 'object' || tags === null) return [];
  return Object.entries(tags)
    .map(([key, value]) => ({ key, value: String(value ?? '') }))
    .toSorted((a, b) => a.key.localeCompare(b.key));
}
