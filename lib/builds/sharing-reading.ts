import { findAmis, keysOfSnapshots, launchPermissionsOf, type Ami } from '../aws/ec2';
import { getImagePolicy } from '../aws/image-policy';
import { getShares, listPrincipals, listResources } from '../aws/ram';
import type { Service } from '../aws/service';
import { inParallel } from '../in-parallel';
import { isGeneral } from '../problems/general';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import type { AccountId, RegionCode } from '../scope';
import type { AmiSharing, BuildSharing, PrincipalShare } from './sharing';
import {
  amisOf,
  placeOfBuild,
  type BuildToShare,
  type OutputAmi,
  type ShareFacts,
} from './sharing-facts';

/** Runs something on a service in a Region, with the credentials of the build's owner. */
export type UseService = <Value>(
  service: 'imagebuilder' | 'ram' | 'ec2',
  region: RegionCode,
  use: (service: Service) => Promise<Result<Value>>,
) => Promise<Result<Value>>;

/** How many AMIs' launch permissions are read at a time in a Region. */
const readers = 3;

/** Reads who has what of a build of this owner: one after another only what must be. */
export async function readSharing(
  build: BuildToShare,
  use: UseService,
): Promise<Result<BuildSharing>> {
  const { region, account } = placeOfBuild(build.arn);
  const [policy, shares, amis] = await Promise.all([
    use('imagebuilder', region, (service) => getImagePolicy(service, build.arn)),
    use('ram', region, (service) => listPrincipals(service, build.arn)),
    readAmis(amisOf(build), account, use),
  ]);
  if (!policy.ok) return policy;
  if (!shares.ok) return shares;
  if (!amis.ok) return amis;
  // A policy that leaves the image to its owner makes a share with the owner.
  const others = shares.value.filter(({ principal }) => principal !== account);
  return ok({ policy: policy.value, shares: others, amis: amis.value });
}

/** What the resource shares of an image are, and what else they have. */
export async function readShares(
  image: string,
  shares: readonly PrincipalShare[],
  use: UseService,
): Promise<Result<readonly ShareFacts[]>> {
  const arns = [...new Set(shares.map(({ share }) => share))];
  if (arns.length === 0) return ok([]);
  const { region } = placeOfBuild(image);
  const [found, resources] = await Promise.all([
    use('ram', region, (ram) => getShares(ram, { arns })),
    use('ram', region, (ram) => listResources(ram, arns)),
  ]);
  if (!found.ok) return found;
  if (!resources.ok) return resources;
  const byArn = new Map(found.value.map((each) => [each.arn, each]));
  return ok(
    shares.flatMap(({ principal, share }) => {
      const known = byArn.get(share);
      if (!known) return [];
      const others = (resources.value.get(share) ?? []).filter((each) => each !== image).length;
      return [{ principal, share, name: known.name, ofPolicy: known.ofPolicy, others }];
    }),
  );
}

async function readAmis(
  outputs: readonly OutputAmi[],
  owner: AccountId,
  use: UseService,
): Promise<Result<readonly AmiSharing[]>> {
  const regions = [...new Set(outputs.map(({ region }) => region))];
  const read = await Promise.all(
    regions.map((region) => {
      const here = outputs.filter((each) => each.region === region);
      return readRegion(region, here, owner, use);
    }),
  );
  const amis = read.flat();
  const whole = amis.find(({ problem }) => problem && isGeneral(problem));
  if (whole?.problem) return failed(whole.problem);
  // In the order of the outputs, whichever Region answered first.
  const byPlace = new Map(amis.map((ami) => [placeOfAmi(ami), ami]));
  return ok(outputs.flatMap((output) => byPlace.get(placeOfAmi(output)) ?? []));
}

function placeOfAmi({ region, image }: OutputAmi): string {
  return `${region}/${image}`;
}

async function readRegion(
  region: RegionCode,
  outputs: readonly OutputAmi[],
  owner: AccountId,
  use: UseService,
): Promise<readonly AmiSharing[]> {
  const own = outputs.filter(({ account = owner }) => account === owner);
  const others = outputs
    .filter((each) => !own.includes(each))
    .map((each) => unreadable(each, otherOwner(each.account)));
  if (own.length === 0) return others;
  const ids = own.map(({ image }) => image);
  const found = await use('ec2', region, (ec2) => findAmis(ec2, ids));
  if (!found.ok) return [...others, ...own.map((each) => unreadable(each, found.problem))];
  const byId = new Map(found.value.map((ami) => [ami.image, ami]));
  const encrypted = found.value.flatMap(({ encryptedSnapshots }) => encryptedSnapshots);
  const [keys, launch] = await Promise.all([
    encrypted.length === 0
      ? ok<ReadonlyMap<string, string>>(new Map())
      : use('ec2', region, (ec2) => keysOfSnapshots(ec2, encrypted)),
    inParallel([...byId.keys()], readers, async (image) => {
      const permissions = await use('ec2', region, (ec2) => launchPermissionsOf(ec2, image));
      return [image, permissions] as const;
    }),
  ]);
  const permissionsOf = new Map(launch);
  const amis = own.map((output): AmiSharing => {
    const ami = byId.get(output.image);
    const permissions = permissionsOf.get(output.image);
    if (!ami || !permissions) {
      return unreadable(output, { kind: 'not-found', what: `AMI ${output.image}` });
    }
    if (!permissions.ok) return unreadable(output, permissions.problem);
    if (ami.encrypted && !keys.ok) return unreadable(output, keys.problem);
    return sharingOf(output, ami, permissions.value, keys.ok ? keys.value : new Map());
  });
  return [...others, ...amis];
}

function sharingOf(
  { region, image, name }: OutputAmi,
  ami: Ami,
  principals: readonly string[],
  keys: ReadonlyMap<string, string>,
): AmiSharing {
  const known = ami.encryptedSnapshots.map((snapshot) => keys.get(snapshot));
  // One volume with AWS's own key is enough for the AMI not to be shared.
  const kmsKey = known.includes(undefined) ? undefined : known[0];
  const called = ami.name ?? name;
  return {
    region,
    image,
    ...(called !== undefined && { name: called }),
    principals,
    encrypted: ami.encrypted,
    ...(kmsKey !== undefined && { kmsKey }),
    snapshots: ami.snapshots,
  };
}

function unreadable({ region, image, name }: OutputAmi, problem: Problem): AmiSharing {
  return {
    region,
    image,
    ...(name !== undefined && { name }),
    principals: [],
    encrypted: false,
    snapshots: [],
    problem,
  };
}

function otherOwner(account: AccountId | undefined): Problem {
  const detail = `The AMI was given to account ${account}, which alone can share it.`;
  return { kind: 'not-available', detail };
}
