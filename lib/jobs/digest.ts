import type { AccountScope } from '../scope';
import { sha256 } from '../sha256';

/** The digest of what a plan does in an account, in hex: SHA-256 over a canonical text of it. */
export function digestOfContent(
  { partition, account }: AccountScope,
  ...content: readonly unknown[]
): Promise<string> {
  return sha256(JSON.stringify(sorted([partition, account, ...content])));
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
