/** Which number of a version is raised. */
export const bumps = ['patch', 'minor', 'major'] as const;

export type Bump = (typeof bumps)[number];

/** The highest number of a version. Source: the Image Builder model, on semantic versions. */
const highest = 2 ** 30 - 1;

/** The version after one, such as `1.1.0` after `1.0.4`; nothing when it is no version. */
export function nextVersion(version: string, bump: Bump): string | undefined {
  const [major, minor, patch] = numbersOf(version) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  switch (bump) {
    case 'major':
      return `${major + 1}.0.0`;
    case 'minor':
      return `${major}.${minor + 1}.0`;
    case 'patch':
      return `${major}.${minor}.${patch + 1}`;
  }
}

/** The first version after one that is free, raised by the same number again and again. */
export function nextFreeVersion(
  version: string,
  bump: Bump,
  taken: readonly string[],
): string | undefined {
  const all = new Set(taken);
  let next = nextVersion(version, bump);
  while (next !== undefined && all.has(next)) next = nextVersion(next, bump);
  return next;
}

/** Compares versions by their numbers, the older first; what is no version comes before all. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [numbersOf(one) ?? [], numbersOf(other) ?? []];
  const differing = [0, 1, 2]
    .map((place) => (first[place] ?? -1) - (second[place] ?? -1))
    .find((difference) => difference !== 0);
  return differing ?? 0;
}

/** Why a text is not the version of a recipe, in one sentence; nothing when it is one. */
export function obstacleToVersion(version: string): string | undefined {
  if (version === '') return 'Enter the version of the recipe.';
  const numbers = numbersOf(version);
  if (!numbers) return 'A version has three numbers with dots between, such as 1.2.0.';
  return numbers.some((number) => number > highest)
    ? `The numbers of a version go up to ${highest}.`
    : undefined;
}

/** AWS writes no leading zeros, and would take `01.0.0` for a version of its own. */
function numbersOf(version: string): readonly number[] | undefined {
  return /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/.test(version)
    ? version.split('.').map(Number)
    : undefined;
}
