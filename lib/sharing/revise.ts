import type { ProblemKind } from '../problems/problem';
import type { RegionCode } from '../scope';
import { imageKey, type DesiredImage, type DesiredShare, type ShareItem } from './plan';
import type { SharePermissions } from '../images/image';
import type { ShareJobItem } from '../jobs/job';

/** What a job was to reach, to be planned again as if it had never run. */
export function desiredAgain(items: readonly ShareJobItem[]): readonly DesiredImage[] {
  return desiredOf(items, ({ after }) => after);
}

/** What is left to reach of a job: that of its items which failed, drifted or were cancelled. */
export function desiredOfRest(items: readonly ShareJobItem[]): readonly DesiredImage[] {
  return desiredOf(
    items.filter(({ state }) => state !== 'done' && state !== 'unchanged'),
    ({ after }) => after,
  );
}

/**
 * What was before a job, for the items that it has changed. What had failed with its answer lost
 * may have been changed too: the plan of it will show. What AWS refused was not: if it is so now,
 * somebody else has made it so.
 */
export function desiredBefore(items: readonly ShareJobItem[]): readonly DesiredImage[] {
  return desiredOf(
    items.filter((item) => item.state === 'done' || mayBeChanged(item)),
    ({ before }) => before,
  );
}

/** Problems after which nobody knows whether the change was made. */
const unclear: ReadonlySet<ProblemKind> = new Set([
  'offline',
  'aws-fault',
  'not-confirmed',
  'unknown',
]);

function mayBeChanged({ state, attempts, problem }: ShareJobItem): boolean {
  return state === 'failed' && attempts > 0 && (!problem || unclear.has(problem.kind));
}

function desiredOf(
  items: readonly ShareJobItem[],
  permissions: (task: ShareItem) => SharePermissions | undefined,
): readonly DesiredImage[] {
  const images = new Map<string, { region: RegionCode; image: string; desired: DesiredShare[] }>();
  for (const { task } of items) {
    const key = imageKey(task);
    const known = images.get(key) ?? { region: task.region, image: task.image, desired: [] };
    const wanted = permissions(task);
    known.desired.push({
      account: task.account,
      fleet: wanted?.fleet ?? false,
      imageBuilder: wanted?.imageBuilder ?? false,
    });
    images.set(key, known);
  }
  return [...images.values()].map(({ region, image, desired }) => ({
    region,
    image: { name: image },
    desired,
  }));
}
