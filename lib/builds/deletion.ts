import type { Problem } from '../problems/problem';
import { reasonOf } from '../problems/explain';
import { ok, failed, type Result } from '../result';
import type { AccountId, RegionCode } from '../scope';
import { inParallel } from '../in-parallel';
import type { ImageBuild, Output } from './build';
import type { BuildWarning } from './plan';

/** What looking at the AMIs of a build needs of AWS, in each Region. */
export interface AmiPorts {
  /** AMIs by their ids; those that are not there are left out. */
  readonly findAmis: (
    region: RegionCode,
    images: readonly string[],
  ) => Promise<
    Result<readonly { readonly image: string; readonly snapshots: readonly string[] }[]>
  >;
  /** Who may launch an own AMI. */
  readonly launchPermissionsOf: (
    region: RegionCode,
    image: string,
  ) => Promise<Result<readonly string[]>>;
}

/** What hangs on a build that was put out, as far as it could be looked at. */
export interface Outputs {
  /** Each with its Region: `eu-west-1/ami-0a1b2c3d4e5f60718`. */
  readonly amis: readonly string[];
  readonly snapshots: readonly string[];
  readonly containers: readonly string[];
  readonly warnings: readonly BuildWarning[];
}

/** How many AMIs are asked about at a time. */
const readers = 3;

/** What is wrong with everything when it is with one: nothing is known then. */
const general: ReadonlySet<Problem['kind']> = new Set([
  'needs-credentials',
  'wrong-account',
  'expired',
  'credentials-refused',
  'locked',
  'clock-skew',
  'offline',
]);

type Ami = Extract<Output, { readonly kind: 'ami' }> & {
  readonly region: RegionCode;
  readonly image: string;
};

/** The AMIs that a build says it has put out. */
export function amisOf({ outputs }: Pick<ImageBuild, 'outputs'>): readonly Ami[] {
  return outputs.filter(
    (each): each is Ami =>
      each.kind === 'ami' && each.region !== undefined && each.image !== undefined,
  );
}

/**
 * Looks at what a build has put out: its own AMIs that are still there, with their snapshots, and
 * its container images. Warns of what others lose with the AMIs, and of what could not be looked at.
 */
export async function lookAtOutputs(
  build: Pick<ImageBuild, 'outputs'>,
  account: AccountId,
  ports: AmiPorts,
): Promise<Result<Outputs>> {
  const all = amisOf(build);
  const own = all.filter((each) => each.account === undefined || each.account === account);
  const warnings: BuildWarning[] = all
    .filter((each) => !own.includes(each))
    .map(({ image, region, account: other = '' }) => ({
      kind: 'unreadable',
      ami: image,
      region,
      why: `It belongs to account ${other}.`,
    }));
  const amis: string[] = [];
  const snapshots: string[] = [];
  const there: { readonly region: RegionCode; readonly image: string }[] = [];
  for (const region of new Set(own.map((each) => each.region))) {
    const ids = own.filter((each) => each.region === region).map(({ image }) => image);
    const found = await ports.findAmis(region, ids);
    if (!found.ok) {
      if (general.has(found.problem.kind)) return found;
      // They may go with it all the same.
      amis.push(...ids.map((image) => `${region}/${image}`));
      warnings.push(...ids.map((image) => unreadable(region, image, found.problem)));
      continue;
    }
    for (const { image, snapshots: held } of found.value) {
      amis.push(`${region}/${image}`);
      snapshots.push(...held.map((snapshot) => `${region}/${snapshot}`));
      there.push({ region, image });
    }
  }
  const shared = await inParallel(there, readers, async (ami) => ({
    ...ami,
    launched: await ports.launchPermissionsOf(ami.region, ami.image),
  }));
  let losing = 0;
  for (const { region, image, launched } of shared) {
    if (launched.ok) {
      if (launched.value.some((each) => each !== account)) losing += 1;
    } else if (general.has(launched.problem.kind)) return failed(launched.problem);
    else warnings.push(unreadable(region, image, launched.problem));
  }
  return ok({
    amis,
    snapshots,
    containers: build.outputs.flatMap((each) => (each.kind === 'container' ? each.uris : [])),
    warnings: [
      ...(losing > 0 ? ([{ kind: 'others-lose', count: losing }] as const) : []),
      ...warnings,
    ],
  });
}

function unreadable(region: RegionCode, image: string, problem: Problem): BuildWarning {
  return { kind: 'unreadable', ami: image, region, why: reasonOf(problem) };
}
