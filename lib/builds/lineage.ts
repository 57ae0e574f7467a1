import type { Result } from '../result';
import type { Ancestor, ImageBuild } from './build';

/** How far down a lineage is followed: far more than anybody builds images on images. */
const deepest = 10;

/** What a recipe's reference to its parent is. Source: the Image Builder model, `parentImage`. */
export function kindOfParent(reference: string): Ancestor['kind'] {
  if (/^ami-[0-9a-f]+$/.test(reference)) return 'ami';
  const [, owner] = /^arn:[^:]+:imagebuilder:[^:]+:([^:]+):image\//.exec(reference) ?? [];
  if (owner !== undefined) return /^\d{12}$/.test(owner) ? 'build' : 'amazon';
  if (reference.startsWith('ssm:') || /^arn:[^:]+:ssm:/.test(reference)) return 'parameter';
  return /^prod-[0-9a-z]+$/.test(reference) ? 'marketplace' : 'container';
}

/** Follows what an image was made from down to its base, one build after the other. */
export async function readLineage(
  parent: string,
  getBuild: (arn: string) => Promise<Result<ImageBuild>>,
): Promise<readonly Ancestor[]> {
  const ancestors: Ancestor[] = [];
  let reference: string | undefined = parent;
  while (reference !== undefined) {
    const kind = kindOfParent(reference);
    if (kind !== 'build' && kind !== 'amazon') return [...ancestors, { reference, kind }];
    if (ancestors.length >= deepest) {
      const detail = 'What an image was made from is followed for ten images only.';
      return [...ancestors, { reference, kind, unknown: { kind: 'refused', detail } }];
    }
    const found = await getBuild(reference);
    if (!found.ok) {
      return [...ancestors, { reference, kind, unknown: found.problem }];
    }
    const { recipe, ...build }: ImageBuild = found.value;
    // A recipe that leads back to itself would never end.
    const known = ancestors.some((ancestor) => ancestor.build?.arn === build.arn);
    ancestors.push({ reference, kind, build: listingOf(build) });
    reference = known ? undefined : recipe?.parent;
  }
  return ancestors;
}

function listingOf(build: Omit<ImageBuild, 'recipe'>): NonNullable<Ancestor['build']> {
  const { arn, name, version, buildVersion, type, status, outputs } = build;
  const { reason, platform, osVersion, createdAt } = build;
  return {
    arn,
    name,
    version,
    buildVersion,
    type,
    status,
    outputs,
    ...(reason !== undefined && { reason }),
    ...(platform !== undefined && { platform }),
    ...(osVersion !== undefined && { osVersion }),
    ...(createdAt !== undefined && { createdAt }),
  };
}
