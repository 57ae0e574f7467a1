import type { BuildListing } from '../builds/build';
import { byNewest } from '../builds/newest';
import type { OverviewPorts } from '../builds/overview';
import { inParallel } from '../in-parallel';
import { ok, type Result } from '../result';
import type { FindingCounts } from './finding';
import type { CountedBuild } from './scan';

/** How many builds AWS counts the findings of in one call. Source: the Image Builder model. */
const countedAtOnce = 10;

/** How many calls go at a time. */
export const listsAtOnce = 3;

/** Counts the findings of builds, and keeps their order. */
export async function countBuilds(
  { counts }: Pick<OverviewPorts, 'counts'>,
  builds: readonly BuildListing[],
): Promise<Result<readonly CountedBuild[]>> {
  const arns = builds.map(({ arn }) => arn);
  const portions = Array.from({ length: Math.ceil(arns.length / countedAtOnce) }, (_, index) =>
    arns.slice(index * countedAtOnce, (index + 1) * countedAtOnce),
  );
  const byArn = new Map<string, FindingCounts>();
  for (const counted of await inParallel(portions, listsAtOnce, counts)) {
    if (!counted.ok) return counted;
    for (const [arn, each] of Object.entries(counted.value)) byArn.set(arn, each);
  }
  return ok(builds.map((build) => ({ build, counts: byArn.get(build.arn) ?? null })));
}

/**
 * The one with the most critical findings first, then by high, medium and all. What is not counted
 * comes last: nobody knows how bad it is.
 */
export function compareCounted(a: CountedBuild, b: CountedBuild): number {
  if (a.counts && b.counts) {
    for (const each of ['critical', 'high', 'medium', 'all'] as const) {
      const difference = b.counts[each] - a.counts[each];
      if (difference !== 0) return difference;
    }
  } else if (a.counts || b.counts) {
    return a.counts ? -1 : 1;
  }
  return byNewest(a.build, b.build);
}
