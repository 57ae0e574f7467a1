import type { Json } from '../../activity/entry';
import type { AccountId } from '../../scope';
import type { CloneSource, ImageOrder, Kept, RecipeOrder } from './clone';
import { isList, isObject } from './json';
import { keptParts } from './parts';
import { nameInArn } from './refusals';
import type { CloneWish } from './wish';

/** The recipe that a wish asks for. */
export function recipeOrder(
  wish: Omit<CloneWish, 'infrastructure' | 'distribution'>,
  source: CloneSource,
  account: AccountId,
): RecipeOrder {
  const { base, again, name, version, added } = wish;
  const { build, recipeKept, recipeTags } = source;
  // The keys, snapshots and tags of another account are its own.
  const isOwn = build.owner === account;
  return {
    name,
    version,
    parent: base === 'image' ? build.arn : (build.recipe?.parent ?? ''),
    parts: [...keptParts(base, again, source), ...added],
    kept: isOwn ? (base === 'image' ? withoutSnapshots(recipeKept) : recipeKept) : {},
    tags: isOwn ? givenTags(recipeTags) : {},
  };
}

/** The image has its disks itself: a snapshot would bring back what they were made from. */
function withoutSnapshots(kept: Kept): Kept {
  const { blockDeviceMappings: devices } = kept;
  return isList(devices) ? { ...kept, blockDeviceMappings: devices.map(withoutSnapshot) } : kept;
}

function withoutSnapshot(device: Json): Json {
  if (!isObject(device) || device['ebs'] === undefined || !isObject(device['ebs'])) return device;
  const { snapshotId: _, ...ebs } = device['ebs'];
  return { ...device, ebs };
}

/** The image that a wish asks for, of a recipe by its ARN. */
export function imageOrder(
  { infrastructure, distribution }: Pick<CloneWish, 'infrastructure' | 'distribution'>,
  recipe: string,
  { build, buildKept }: Pick<CloneSource, 'build' | 'buildKept'>,
  account: AccountId,
): ImageOrder {
  return {
    recipe,
    infrastructure,
    ...(distribution !== undefined && { distribution }),
    kept: build.owner === account ? withoutDefaults(buildKept) : ofAnybody(buildKept),
    tags:
      build.owner === account
        ? givenTags(Object.fromEntries(build.tags.map(({ key, value }) => [key, value])))
        : {},
  };
}

/** The ARN of a recipe of an account. */
export function recipeArn(
  place: { readonly partition: string; readonly account: AccountId; readonly region: string },
  name: string,
  version: string,
): string {
  const { partition, account, region } = place;
  return `arn:${partition}:imagebuilder:${region}:${account}:image-recipe/${nameInArn(name)}/${version}`;
}

/** The role that carries a build out, where it is one that has to be passed on. */
export function roleOf({ kept }: Pick<ImageOrder, 'kept'>): string | undefined {
  const { executionRole } = kept;
  return typeof executionRole === 'string' ? executionRole : undefined;
}

/**
 * Image Builder's own role cannot be passed on, and its workflows are those that it takes unless it
 * is told others. Assumption: AWS tells both of a build that was given neither.
 */
function withoutDefaults(kept: Kept): Kept {
  const role = roleOf({ kept });
  if (role !== undefined && !role.includes(':role/aws-service-role/')) return kept;
  const { executionRole: _role, workflows: _workflows, ...rest } = kept;
  return rest;
}

/** What has no place in one account only: the roles, workflows and logs of another are its own. */
function ofAnybody(kept: Kept): Kept {
  const names = [
    'imageTestsConfiguration',
    'enhancedImageMetadataEnabled',
    'imageScanningConfiguration',
  ];
  return Object.fromEntries(Object.entries(kept).filter(([name]) => names.includes(name)));
}

/** Tags without AWS's own, which nobody else may give. Source: AWS, "Tag naming limits". */
function givenTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !/^aws:/i.test(key)));
}
