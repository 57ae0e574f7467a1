import type { AmiSharing, BuildSharing } from '../../../lib/builds/sharing';
import { ownPrincipals, principalsOfPolicy, readPolicy } from '../../../lib/builds/policy';
import { kindOfPrincipal } from '../../../lib/builds/principals';
import { hasDefaultKey } from '../../../lib/builds/sharing-facts';
import type { AccountId } from '../../../lib/scope';

/** By what a principal has the image; `foreign` is a statement of the policy that others made. */
export type ImageWay = 'policy' | 'resource-share' | 'foreign';

/** A principal that has the image or may launch an AMI of it, as it is now. */
export interface HolderRow {
  /** An account id, an ARN, or another name that a policy has. */
  readonly principal: string;
  readonly ways: readonly ImageWay[];
  /** How many of the AMIs that can be read it may launch. */
  readonly launches: number;
  /** How many of those that it could be let launch it may not. */
  readonly lacks: number;
}

/** What a person wants of a row. What is absent stays as it is. */
export interface RowChange {
  readonly image?: boolean;
  readonly launch?: boolean;
}

/** Everybody who has the image or may launch an AMI of it, except for its owner. */
export function holdersOf(sharing: BuildSharing, owner: AccountId): readonly HolderRow[] {
  const ways = new Map<string, Set<ImageWay>>();
  const add = (principal: string, way?: ImageWay) => {
    if (principal === owner) return;
    const known = ways.get(principal) ?? new Set<ImageWay>();
    ways.set(principal, way ? known.add(way) : known);
  };
  const { text } = sharing.policy;
  const read = text === undefined ? undefined : readPolicy(text);
  const own = new Set(read?.ok ? ownPrincipals(read.value) : []);
  for (const each of own) add(each, 'policy');
  for (const each of text === undefined ? [] : principalsOfPolicy(text)) {
    if (!own.has(each)) add(each, 'foreign');
  }
  for (const { principal } of sharing.shares) add(principal, 'resource-share');
  const amis = readable(sharing.amis);
  const open = launchable(sharing.amis);
  for (const { principals } of amis) for (const each of principals) add(each);
  return [...ways].map(([principal, found]) => ({
    principal,
    ways: [...found],
    launches: amis.filter(({ principals }) => principals.includes(principal)).length,
    lacks: open.filter(({ principals }) => !principals.includes(principal)).length,
  }));
}

/** The AMIs whose launch permissions could be read. */
function readable(amis: readonly AmiSharing[]): readonly AmiSharing[] {
  return amis.filter(({ problem }) => problem === undefined);
}

/** The AMIs that others can be let launch: neither public nor encrypted with AWS's own key. */
export function launchable(amis: readonly AmiSharing[]): readonly AmiSharing[] {
  return readable(amis).filter((ami) => !hasDefaultKey(ami) && !ami.principals.includes('all'));
}

/** Whether the image can be taken away from a principal, or given to it, without its policy. */
export function canChangeImage({ ways }: HolderRow): boolean {
  return !ways.includes('foreign') || ways.length > 1;
}

/** Whether a row shows what Image Desk can change: `all` and names of services it cannot. */
export function canChange({ principal }: HolderRow): boolean {
  return kindOfPrincipal(principal) !== undefined;
}

/** Whether a principal has anything that can be taken away from it here. */
export function canTake(row: HolderRow): boolean {
  const { ways, launches } = row;
  return canChange(row) && (launches > 0 || ways.some((way) => way !== 'foreign'));
}

/** What rows as they were changed give and take. */
export function changesOf(rows: readonly HolderRow[], changes: ReadonlyMap<string, RowChange>) {
  const image = { give: [] as string[], take: [] as string[] };
  const launch = { give: [] as string[], take: [] as string[] };
  for (const { principal, ways, launches, lacks } of rows.filter(canChange)) {
    const change = changes.get(principal) ?? {};
    if (change.image === true && ways.length === 0) image.give.push(principal);
    if (change.image === false && ways.some((way) => way !== 'foreign')) {
      image.take.push(principal);
    }
    if (change.launch === true && lacks > 0) launch.give.push(principal);
    if (change.launch === false && launches > 0) launch.take.push(principal);
  }
  return { image, launch };
}

const wayWords: Readonly<Record<ImageWay, string>> = {
  policy: 'Image policy',
  'resource-share': 'Resource share',
  foreign: 'Image policy, by a statement made elsewhere',
};

/** How a principal has the image, in words. */
export function describeWays(ways: readonly ImageWay[]): string {
  return ways.length === 0 ? 'Not shared' : ways.map((way) => wayWords[way]).join(', ');
}
