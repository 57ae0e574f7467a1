import type {
  DeleteImagePermissionsRequest,
  DescribeImagePermissionsRequest,
  DescribeImagePermissionsResult,
  UpdateImagePermissionsRequest,
} from '@aws-sdk/client-appstream';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import type { ImageRecord } from '../../world';
import { setPermissions } from '../../world';
import { pageSize, requireAvailable, requireOwnImage } from './common';

/** Largest and default page of DescribeImagePermissions: MaxResults is 0..500 in the model. */
const permissionsPerPage = 500;

/** With which accounts images are shared. */
export const permissions = {
  DescribeImagePermissions(
    input: DescribeImagePermissionsRequest,
    context: Context,
  ): DescribeImagePermissionsResult {
    const image = requireOwnImage(context, input.Name);
    const only = input.SharedAwsAccountIds;
    const shares = [...image.permissions]
      .filter(([id]) => !only || only.includes(id))
      .map(([sharedAccountId, imagePermissions]) => ({ sharedAccountId, imagePermissions }));
    const { items, token } = context.page(shares, (share) => share.sharedAccountId, {
      token: input.NextToken,
      size: pageSize(input.MaxResults, permissionsPerPage),
    });
    return { Name: image.Name, SharedImagePermissionsList: items, NextToken: token };
  },

  UpdateImagePermissions(input: UpdateImagePermissionsRequest, context: Context): object {
    const image = requireOwnImage(context, input.Name);
    const accountId = input.SharedAccountId ?? '';
    requireAvailable(image);
    requireAccountId(accountId);
    refuseOwnAccount(image, accountId);
    // Assumption: a flag that is left out counts as false, as the console sends both.
    const given = {
      allowFleet: input.ImagePermissions?.allowFleet ?? false,
      allowImageBuilder: input.ImagePermissions?.allowImageBuilder ?? false,
    };
    if (given.allowFleet || given.allowImageBuilder) {
      requireRoomFor(accountId, image, context.world.quotas.accountsPerImage);
    }
    setPermissions(context.region, image, accountId, given);
    return {};
  },

  DeleteImagePermissions(input: DeleteImagePermissionsRequest, context: Context): object {
    const image = requireOwnImage(context, input.Name);
    const accountId = input.SharedAccountId ?? '';
    requireAvailable(image);
    requireAccountId(accountId);
    requireShared(image, accountId);
    setPermissions(context.region, image, accountId, {
      allowFleet: false,
      allowImageBuilder: false,
    });
    return {};
  },
} satisfies Handlers;

/**
 * An account id has 12 digits. The model's pattern takes any number of digits and only the prose
 * says 12: that AWS refuses the others, and how, is an assumption on the safe side.
 */
function requireAccountId(accountId: string): void {
  if (/^\d{12}$/u.test(accountId)) return;
  throw awsError(
    'ValidationException',
    `The account ID ${accountId} is not a valid AWS account ID.`,
  );
}

/** Assumption: no document says which of the declared errors answers sharing with oneself. */
function refuseOwnAccount(image: ImageRecord, accountId: string): void {
  if (accountId !== image.owner) return;
  throw awsError(
    'ResourceNotAvailableException',
    `The image ${image.Name} cannot be shared with the account that owns it.`,
  );
}

/** Source: AppStream quota L-99A44980, 100 accounts an image; changing a share needs no room. */
function requireRoomFor(accountId: string, image: ImageRecord, quota: number): void {
  if (image.permissions.has(accountId) || image.permissions.size < quota) return;
  throw awsError(
    'LimitExceededException',
    `The image ${image.Name} is already shared with ${image.permissions.size} accounts, which is the limit.`,
  );
}

/** Assumption: deleting what is not there is not found, as the declared errors suggest. */
function requireShared(image: ImageRecord, accountId: string): void {
  if (image.permissions.has(accountId)) return;
  throw awsError(
    'ResourceNotFoundException',
    `The image ${image.Name} is not shared with account ${accountId}.`,
  );
}
