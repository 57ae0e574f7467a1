import { lasts } from '../appstream/lasts';
import { comingOf } from '../appstream/life';
import { latestAgent } from '../appstream/platforms';
import type { Desktop, Outcome } from '../image-assistant';
import { addImage, ownImage } from '../world';
import type { CommandLine } from './arguments';
import { refusal } from './arguments';
import { catalogOf } from './catalog';

/** Source: the API reference on Tags, keys and values alike. */
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Makes an image of a builder, which is SNAPSHOTTING meanwhile and STOPPED afterwards; a dry run only
 * looks whether it could. Source: "Image Assistant CLI Operations" of the Administration Guide.
 * Assumption: without `--use-latest-agent-version` the image keeps the agent of the builder.
 */
export function createImage(desktop: Desktop, { options, tags }: CommandLine): Outcome {
  const { world, region, builder } = desktop;
  const name = options.get('--name') ?? '';
  const problem = problemOf(desktop, options, tags);
  if (problem !== undefined) return refusal(problem);
  if (options.has('--dry-run')) return {};
  const source = region.images.get(builder.ImageArn ?? '');
  const agent = options.has('--use-latest-agent-version')
    ? latestAgent
    : builder.AppstreamAgentVersion;
  const description = options.get('--description');
  const displayName = options.get('--display-name');
  const software = new Map(
    [...(builder.software ?? [])].filter(([, { Status }]) => Status === 'INSTALLED'),
  );
  addImage(region, builder.owner, name, {
    State: 'CREATING',
    BaseImageArn: builder.ImageArn,
    ImageBuilderName: builder.Name,
    ImageBuilderSupported: true,
    ImageType: source?.ImageType ?? 'CUSTOM',
    Platform: builder.Platform,
    SupportedInstanceFamilies: source?.SupportedInstanceFamilies,
    PublicBaseImageReleasedDate: source?.PublicBaseImageReleasedDate,
    ...(description !== undefined && { Description: description }),
    ...(displayName !== undefined && { DisplayName: displayName }),
    Applications: [...catalogOf(desktop)],
    DynamicAppProvidersEnabled: options.has('--enable-dynamic-app-catalog')
      ? 'ENABLED'
      : 'DISABLED',
    ManagedSoftwareIncluded: software.size > 0,
    ...(agent !== undefined && {
      AppstreamAgentVersion: agent,
      LatestAppstreamAgentVersion: agent === latestAgent ? 'TRUE' : 'FALSE',
    }),
    CreatedTime: new Date(world.now()),
    software,
    coming: [
      comingOf(world, name, {
        from: 'CREATING',
        lasts: lasts.snapshot,
        to: 'AVAILABLE',
        code: 'INTERNAL_ERROR',
      }),
    ],
    tags: Object.fromEntries(pairsOf(tags)),
  });
  builder.State = 'SNAPSHOTTING';
  const at = world.now() + lasts.snapshot;
  builder.coming = [{ at, from: 'SNAPSHOTTING', to: 'STOPPED' }];
  return {};
}

function problemOf(
  { world, region, builder }: Desktop,
  options: ReadonlyMap<string, string>,
  tags: readonly string[],
): string | undefined {
  const name = options.get('--name') ?? '';
  // The first character is as the model has it, or no operation could name the image.
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/u.test(name)) {
    return 'The image name must have 1 to 100 characters of a-z, A-Z, 0-9, _, - and dots.';
  }
  if (/^(?:aws|appstream|amazon)/iu.test(name)) {
    return 'The image name must not begin with aws, appstream or amazon.';
  }
  if ((options.get('--description') ?? '').length > 256) {
    return 'The description must not have more than 256 characters.';
  }
  if ((options.get('--display-name') ?? '').length > 100) {
    return 'The display name must not have more than 100 characters.';
  }
  if (ownImage(region, builder.owner, name)) return `The image ${name} exists already.`;
  const own = [...region.images.values()].filter(({ owner }) => owner === builder.owner);
  if (own.length >= world.quotas.images) return 'The limit of images has been reached.';
  return options.has('--tags') ? problemOfTags(tags) : undefined;
}

function problemOfTags(tags: readonly string[]): string | undefined {
  if (tags.length === 0 || tags.length % 2 !== 0) return 'Tags must be pairs of key and value.';
  const pairs = pairsOf(tags);
  if (pairs.length > 50) return 'There must not be more than 50 tags.';
  const keys = new Set(pairs.map(([key]) => key));
  if (keys.size < pairs.length) return 'The keys of tags must differ.';
  for (const [key, value] of pairs) {
    if (key === '' || key.length > 128 || key.startsWith('aws:') || !tagText.test(key)) {
      return `${key} cannot be the key of a tag.`;
    }
    if (value.length > 256 || !tagText.test(value)) return `The tag ${key} has a wrong value.`;
  }
  return undefined;
}

function pairsOf(tags: readonly string[]): readonly (readonly [string, string])[] {
  return tags
    .filter((_, index) => index % 2 === 0)
    .map((key, index) => [key, tags[index * 2 + 1] ?? '']);
}
