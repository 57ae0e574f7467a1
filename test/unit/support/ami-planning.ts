import type { Image } from '@/lib/images/image';
import type { LifecycleDraft } from '@/lib/lifecycle/plan';
import { makeLifecyclePlan } from '@/lib/lifecycle/planning/planning';
import type { PlanReads } from '@/lib/lifecycle/planning/parts';
import type { SourceAmi } from '@/lib/lifecycle/ami';
import type { ExportTask } from '@/lib/lifecycle/builder';
import type { LifecycleWish } from '@/lib/lifecycle/wish';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import { home, noon, owner } from './values';

/** An own image that can be exported. */
export function imageFor(name: string, account = owner, changes: Partial<Image> = {}): Image {
  return {
    arn: `arn:aws:appstream:us-east-1:${account}:image/${name}`,
    name,
    owner: account,
    visibility: 'private',
    state: 'AVAILABLE',
    errors: [],
    dynamicCatalogs: false,
    instanceFamilies: [],
    applications: [],
    ...changes,
  };
}

/** What AWS has, for a plan about AMIs. */
export interface AmiFacts {
  readonly images?: readonly Image[];
  readonly amis?: readonly SourceAmi[];
  readonly exports?: readonly ExportTask[];
  /** Why a read fails, in an account if one is named. */
  readonly troubles?: Partial<
    Readonly<Record<'listImages' | 'describeAmi' | 'tryImport' | 'findAmi', Problem>>
  >;
  readonly troubledAccount?: string;
}

const never = () => Promise.reject(new Error('This plan has no business with that.'));

/** A plan made of these facts, and what AWS was asked to try. */
export async function planOf(
  wish: LifecycleWish,
  { images = [], amis = [], exports = [], troubles = {}, troubledAccount }: AmiFacts,
): Promise<{ readonly made: Result<LifecycleDraft>; readonly tried: readonly string[] }> {
  const tried: string[] = [];
  const unless = <Value>(
    read: keyof NonNullable<AmiFacts['troubles']>,
    place: Scope,
    value: Value,
  ): Result<Value> => {
    const problem = troubles[read];
    const isHere = troubledAccount === undefined || troubledAccount === place.account;
    return problem && isHere ? failed(problem) : ok(value);
  };
  const reads: PlanReads = {
    listImages: async (place) =>
      unless(
        'listImages',
        place,
        images.filter(({ owner: of, granted }) => of === place.account || granted !== undefined),
      ),
    listBuilders: async () => ok([]),
    listExports: async () => ok(exports),
    findAmi: async (place, name, of) =>
      unless('findAmi', place, amis.find((ami) => ami.name === name && ami.owner === of)?.image),
    describeAmi: async (place, id) =>
      unless(
        'describeAmi',
        place,
        amis.find(({ image }) => image === id),
      ),
    tryImport: async (place, { image }, ami) => {
      tried.push(`${image} of ${ami} in ${place.account}`);
      return unless('tryImport', place, null);
    },
    listTags: never,
    listShares: never,
    listFleets: never,
    listStacks: never,
    canUpdate: never,
    applications: never,
  };
  const made = await makeLifecyclePlan(home, wish, reads, {
    progress: async () => {},
    now: () => noon,
  });
  return { made, tried };
}
