import type { RepositoryApplication } from '../applications/application';
import type { Image, Tags } from '../images/image';
import { sourceBuildTag, withSource } from '../images/lineage';
import type { BuilderOrder } from '../lifecycle/step';
import type { WishOf } from '../lifecycle/wish';
import { present } from '../present';
import type { AccountId } from '../scope';
import type { ScriptOrder } from './script/order';
import { isLikeOption } from './script/problems';

/** A clone as AWS and Image Assistant are asked for it. */
export interface Clone {
  /** The image that is cloned, as the account sees it. */
  readonly source: Image;
  readonly builder: BuilderOrder;
  readonly order: ScriptOrder;
  /** All that the new image shall have, with what tells where it is from. */
  readonly tags: Tags;
}

/** What a wish to clone means, of what is known. */
export function cloneOf(
  wish: Omit<WishOf<'clone'>, 'act' | 'source' | 'applications'>,
  known: {
    readonly source: Image;
    /** Those of the application repository that are added. */
    readonly applications: readonly RepositoryApplication[];
    /** Those of the source, as far as the account may see them. */
    readonly sourceTags: Tags;
    readonly account: AccountId;
  },
): Clone {
  const { source, applications, account } = known;
  const { displayName, description, dynamicCatalogs, latestAgent } = wish;
  const tags = tagsOfClone(wish.tags, known);
  return {
    source,
    tags,
    builder: {
      ...wish.builder,
      image: imageForBuilder(source, account),
      software: wish.software,
      tags: wish.tags,
    },
    order: {
      platform: platformOf(source, applications),
      applications,
      present: source.applications.map(({ id }) => id),
      image: {
        name: wish.image,
        dynamicCatalogs,
        latestAgent,
        // What Image Assistant does not take is written on the image afterwards.
        tags: tags.filter((tag) => !isLikeOption(tag)),
        ...present({ displayName, description }),
      },
    },
  };
}

/** An image as a clone has to name it: by its ARN unless it is the account's own. */
export function imageForBuilder(
  { name, arn, owner }: Pick<Image, 'name' | 'arn' | 'owner'>,
  account: string,
): BuilderOrder['image'] {
  return owner === account ? { name } : { name, arn };
}

/** Whether a platform is one of Linux; what AWS does not tell counts as Windows. */
export function isLinux(platform: string | undefined): boolean {
  return platform !== undefined && !platform.startsWith('WINDOWS');
}

/** A clone of what was made from a build is made from that build as well, whatever tags are kept. */
function tagsOfClone(
  tags: Tags,
  { source, sourceTags }: { readonly source: Image; readonly sourceTags: Tags },
): Tags {
  const build = [...tags, ...sourceTags].find(({ key }) => key === sourceBuildTag)?.value;
  return withSource(tags, { image: source.arn, ...present({ build }) });
}

/** Where AWS tells no platform, that of what is added. */
function platformOf(
  { platform }: Image,
  applications: readonly RepositoryApplication[],
): ScriptOrder['platform'] {
  if (platform === undefined) return applications[0]?.platform ?? 'windows';
  return isLinux(platform) ? 'linux' : 'windows';
}
