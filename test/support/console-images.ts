import type { FixtureImage } from '../console/image';
import type { World } from '../aws/world';

/** What the registry of an account shows: its own images, those shared with it, public ones. */
export function registryOf(world: World, account: string, region: string): readonly FixtureImage[] {
  const images = [...(world.regions.get(region)?.images.values() ?? [])];
  return images
    .filter(
      ({ owner, permissions }) => owner === account || owner === '' || permissions.has(account),
    )
    .map((image) => ({
      name: image.Name,
      arn: image.Arn,
      ...(image.DisplayName !== undefined && { displayName: image.DisplayName }),
      state: image.State,
      visibility: image.owner === '' ? 'PUBLIC' : image.owner === account ? 'PRIVATE' : 'SHARED',
      sharedWithOthers: image.owner === account && image.permissions.size > 0,
      platform: image.Platform ?? 'WINDOWS',
      createdTime: image.CreatedTime?.getTime() ?? 0,
      ...(image.Description !== undefined && { description: image.Description }),
      permissions:
        image.owner === account
          ? [...image.permissions].map(([id, granted]) => ({ account: id, ...granted }))
          : [],
      applications: (image.Applications ?? []).map(({ Name, DisplayName }) => ({
        name: Name ?? '',
        displayName: DisplayName ?? '',
      })),
      tags: Object.fromEntries(image.tags),
    }));
}
