import type { AccountScope } from '../scope';
import { sha256 } from '../sha256';
import type { BuildPlan } from './plan';

/** How long a plan of a build may be carried out, in milliseconds. */
export const buildPlanLifetime = 15 * 60_000;

/** The digest of a plan's content, in hex: SHA-256 over a canonical text of it. */
export function digestOfPlan(
  { partition, account }: AccountScope,
  { subject, tasks }: Pick<BuildPlan, 'subject' | 'tasks'>,
): Promise<string> {
  const text = JSON.stringify(sorted([partition, account, subject, tasks]));
  return sha256(text);
}

/** With the members of each object in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
}
