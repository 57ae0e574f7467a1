import { organizationOf, pathTo } from '../organization';
import type { Region, World } from '../world';
import { principalsOf } from './policy';
import type { BuildRecord, ResourceShareRecord } from './records';

/** Tells whether an account may read an image: its own, AWS's, or one that is shared with it. */
export function mayRead(
  world: World,
  region: Region,
  account: string,
  build: BuildRecord,
): boolean {
  if (build.owner === account || build.owner === 'amazon') return true;
  const named = build.policy === undefined ? [] : principalsOf(world, region, build.policy);
  return (
    named.some((principal) => isIn(world, account, principal)) ||
    sharesOf(region, build).some((share) => isSharedWith(world, share, account))
  );
}

/**
 * Tells whether the lists show an image of another account to it. Source: the model on PutImagePolicy:
 * a share that comes from a policy has to be promoted before all that it is for see the image.
 */
export function isListedFor(
  world: World,
  region: Region,
  account: string,
  build: BuildRecord,
): boolean {
  return sharesOf(region, build).some(
    (share) => share.featureSet === 'STANDARD' && isSharedWith(world, share, account),
  );
}

function sharesOf(region: Region, { arn }: BuildRecord): readonly ResourceShareRecord[] {
  return [...region.resourceShares.values()].filter(
    ({ status, resourceArns }) => status !== 'DELETED' && resourceArns.has(arn),
  );
}

function isSharedWith(world: World, { principals }: ResourceShareRecord, account: string): boolean {
  return [...principals].some((principal) => isIn(world, account, principal));
}

/** Tells whether an account is a principal, or in the organization or the unit that it names. */
function isIn(world: World, account: string, principal: string): boolean {
  if (principal === account) return true;
  const organization = organizationOf(world, account);
  const unit = organization?.members.get(account)?.unit;
  if (!organization || unit === undefined) return false;
  const [, kind, id = ''] = /:(organization|ou)\/.*?([^/]+)$/u.exec(principal) ?? [];
  if (kind === 'organization') return id === organization.id;
  return kind === 'ou' && pathTo(organization, unit).split('/').includes(id);
}
