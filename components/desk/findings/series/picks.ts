import type { CountedBuild } from '../../../../lib/findings/scan';
import { shortBuild } from '../words';

/** How many builds are picked at first, the newest ones that were scanned. */
const pickedAtFirst = 5;

/**
 * Which builds of a series are picked: those that the address names (`2.0.0/4,2.0.0/2`), else the
 * newest ones of which AWS has findings.
 */
export function pickedOf(
  builds: readonly CountedBuild[],
  show: string | undefined,
): readonly CountedBuild[] {
  if (show === undefined) return builds.filter(({ counts }) => counts).slice(0, pickedAtFirst);
  const labels = new Set(show.split(','));
  return builds.filter(({ build }) => labels.has(shortBuild(build)));
}

/** The same for the address. */
export function showOf(picked: readonly CountedBuild[]): string {
  // Something has to be there, or it would stand for the first picks.
  return picked.map(({ build }) => shortBuild(build)).join(',') || 'none';
}
