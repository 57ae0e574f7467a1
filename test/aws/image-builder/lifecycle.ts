import type {
  LifecycleExecutionState,
  LifecyclePolicyDetailExclusionRulesAmis,
  ResourceStateUpdateIncludeResources,
  ResourceStatus,
} from '@aws-sdk/client-imagebuilder';
import type { Region, World } from '../world';
import type { AmiRecord, BuildRecord } from './records';

/** How long a change of state takes, in milliseconds. Made up. */
export const lifecycleLasts = 60_000;

/** A change of the state of an image that was asked for, and what it is to do. */
export interface LifecycleRecord {
  readonly id: string;
  /** The account that asked. */
  readonly owner: string;
  readonly resourceArn: string;
  readonly status: ResourceStatus;
  readonly include: ResourceStateUpdateIncludeResources;
  readonly exclude: LifecyclePolicyDetailExclusionRulesAmis;
  /** When a deprecation takes effect, in epoch milliseconds; at once unless given. */
  readonly takesEffectAt?: number | undefined;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endsAt: number;
  state: LifecycleExecutionState;
  hasImpactedResources: boolean;
}

/** Finishes what is to be finished by now, and deprecates images whose time has come. */
export function settleLifecycles(world: World, region: Region): void {
  const { builds, lifecycles } = region.imageBuilder;
  const now = world.now();
  for (const lifecycle of lifecycles.values()) {
    if (lifecycle.state.status !== 'IN_PROGRESS' || now < lifecycle.endsAt) continue;
    lifecycle.state = { status: 'SUCCESS' };
    const build = builds.get(lifecycle.resourceArn);
    if (build) lifecycle.hasImpactedResources = apply(world, build, lifecycle);
  }
  for (const build of builds.values()) {
    const due = build.deprecationTime !== undefined && build.deprecationTime.getTime() <= now;
    if (due && build.state.status === 'AVAILABLE') build.state = { status: 'DEPRECATED' };
  }
}

/**
 * Does what was asked for. An exclusion rule that meets one of the AMIs keeps all of it.
 * Source: the model on StartResourceStateUpdate. Assumption: an image that is deleted so is still
 * described, as deleted, but no longer listed.
 */
function apply(world: World, build: BuildRecord, lifecycle: LifecycleRecord): boolean {
  const { status, include, exclude, takesEffectAt } = lifecycle;
  const outputs = build.outputResources?.amis ?? [];
  const amis = outputs.flatMap(({ region = '', image = '' }) => {
    const ami = world.regions.get(region)?.amis.get(image);
    return ami ? [{ region, ami }] : [];
  });
  if (amis.some(({ region, ami }) => isExcluded(exclude, region, ami))) return false;
  if (takesEffectAt === undefined) {
    build.state = { status };
    if (status === 'AVAILABLE') delete build.deprecationTime;
  } else {
    build.deprecationTime = new Date(takesEffectAt);
  }
  if (include.amis === true) {
    for (const { region, ami } of amis) applyToAmi(world, region, ami, lifecycle);
  }
  if (status === 'DELETED' && include.containers === true) build.outputResources = {};
  return true;
}

function applyToAmi(
  world: World,
  region: string,
  ami: AmiRecord,
  { status, takesEffectAt }: LifecycleRecord,
): void {
  switch (status) {
    case 'DELETED':
      world.regions.get(region)?.amis.delete(ami.ImageId);
      return;
    case 'DEPRECATED':
      ami.DeprecationTime = new Date(takesEffectAt ?? world.now()).toISOString();
      return;
    case 'DISABLED':
      ami.State = 'disabled';
      return;
    case 'AVAILABLE':
      ami.State = 'available';
      delete ami.DeprecationTime;
  }
}

function isExcluded(
  rules: LifecyclePolicyDetailExclusionRulesAmis,
  region: string,
  ami: AmiRecord,
): boolean {
  const { isPublic, regions = [], sharedAccounts = [], tagMap = {} } = rules;
  const tags = new Map((ami.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  return (
    (isPublic === true && ami.Public === true) ||
    regions.includes(region) ||
    sharedAccounts.some((account) => ami.launchPermissions.userIds.has(account)) ||
    Object.entries(tagMap).some(([key, value]) => tags.get(key) === value)
  );
}
