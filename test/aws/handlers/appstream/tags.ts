import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-appstream';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';

/** General knowledge: AWS's limit for nearly every resource; the model has it for one request. */
const mostTags = 50;

/** The tags of images, image builders, fleets and stacks. */
export const tags = {
  ListTagsForResource(
    input: ListTagsForResourceRequest,
    context: Context,
  ): ListTagsForResourceResponse {
    return { Tags: Object.fromEntries(tagsOf(context, input.ResourceArn)) };
  },

  /** All of the tags, or none when there would be too many. */
  TagResource(input: TagResourceRequest, context: Context): object {
    const tagged = tagsOf(context, input.ResourceArn);
    const given = Object.entries(input.Tags ?? {});
    requireRoomForTags(input.ResourceArn ?? '', new Map([...tagged, ...given]).size);
    for (const [key, value] of given) tagged.set(key, value);
    return {};
  },

  /** Assumption: a tag that is not there may be taken away. */
  UntagResource(input: UntagResourceRequest, context: Context): object {
    const tagged = tagsOf(context, input.ResourceArn);
    for (const key of input.TagKeys ?? []) tagged.delete(key);
    return {};
  },
} satisfies Handlers;

/** Assumption: an account reaches the tags of its own resources only, for tags are not shared. */
function tagsOf({ account, region }: Context, arn = ''): Map<string, string> {
  const resource =
    region.images.get(arn) ??
    region.fleets.get(arn) ??
    region.imageBuilders.get(arn) ??
    region.stacks.get(arn);
  if (resource?.owner === account.id) return resource.tags;
  throw awsError('ResourceNotFoundException', `The resource ${arn} does not exist.`);
}

function requireRoomForTags(arn: string, count: number): void {
  if (count <= mostTags) return;
  throw awsError(
    'LimitExceededException',
    `The resource ${arn} cannot have more than ${mostTags} tags.`,
  );
}
