import type { Image, ImageShare, Tags } from '@/lib/images/image';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { PlanReads } from '@/lib/lifecycle/planning/parts';
import { makeLifecyclePlan } from '@/lib/lifecycle/planning/planning';
import type { LifecycleWish } from '@/lib/lifecycle/wish';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import { home, noon, owner } from './values';

/** An own image that is AVAILABLE, unless told otherwise. */
export function imageOf(name: string, changes: Partial<Image> = {}, region = home.region): Image {
  return {
    arn: `arn:aws:appstream:${region}:${changes.owner ?? owner}:image/${name}`,
    name,
    owner,
    visibility: 'private',
    state: 'AVAILABLE',
    platform: 'WINDOWS_SERVER_2022',
    errors: [],
    dynamicCatalogs: false,
    instanceFamilies: [],
    applications: [],
    ...changes,
  };
}

/** What AWS has and says when a plan is made. */
export interface PlanningWorld {
  /** By Region. */
  readonly images: Readonly<Record<string, readonly Image[]>>;
  readonly builders?: Readonly<Record<string, readonly string[]>>;
  /** By the name of an image. */
  readonly tags?: Readonly<Record<string, Tags>>;
  readonly shares?: Readonly<Record<string, readonly ImageShare[]>>;
  /** What a dry run of an update says; that there is something newer unless told. */
  readonly newer?: Readonly<Record<string, boolean | Problem>>;
  /** Why a read of a Region fails, by `Region/read`. */
  readonly broken?: Readonly<Record<string, Problem>>;
}

const unused = async () => failed({ kind: 'aws-fault' } as const);

/** Plans a wish in such a world; gives what was read as well, as `read Region/name`. */
export async function planIn(
  world: PlanningWorld,
  wish: LifecycleWish,
): Promise<{ readonly plan: Result<LifecyclePlan>; readonly reads: readonly string[] }> {
  const reads: string[] = [];
  const read = async <Value>(name: string, { region }: Scope, what: string, value: Value) => {
    reads.push(`${name} ${region}${what}`);
    const problem = world.broken?.[`${region}/${name}`];
    return problem ? failed(problem) : ok(value);
  };
  const parts: PlanReads = {
    listImages: (place) => read('listImages', place, '', world.images[place.region] ?? []),
    listBuilders: (place) =>
      read(
        'listBuilders',
        place,
        '',
        (world.builders?.[place.region] ?? []).map((name) => ({
          arn: name,
          name,
          state: 'RUNNING',
          errors: [],
        })),
      ),
    listTags: (place, { name }) => read('listTags', place, `/${name}`, world.tags?.[name] ?? []),
    listShares: (place, name) => read('listShares', place, `/${name}`, world.shares?.[name] ?? []),
    async canUpdate(place, { source }) {
      const answer = world.newer?.[source] ?? true;
      if (typeof answer !== 'boolean') return failed(answer);
      return read('canUpdate', place, `/${source}`, answer);
    },
    listExports: unused,
    findAmi: unused,
    listFleets: unused,
    describeAmi: unused,
    listStacks: unused,
    tryImport: unused,
    applications: async () => [],
  };
  const plan = await makeLifecyclePlan(home, wish, parts, {
    now: () => noon,
    progress: async () => {},
  });
  return { plan, reads };
}
