import type {
  GetResourceShareAssociationsRequest,
  GetResourceShareAssociationsResponse,
  GetResourceSharesRequest,
  GetResourceSharesResponse,
  ListPrincipalsRequest,
  ListPrincipalsResponse,
  ListResourcesRequest,
  ListResourcesResponse,
  ResourceOwner,
  ResourceShareAssociation,
  TagFilter,
} from '@aws-sdk/client-ram';
import { AwsError, awsError } from '../errors';
import type { Context, Handlers } from '../handler';
import type { ResourceShareRecord } from '../image-builder/records';
import {
  requireShareArn,
  resourceTypes,
  typeOfResource,
  unknownShare,
} from '../image-builder/share-rules';
import { associationOf, isExternal, isSharedTo, shareOf } from '../image-builder/shares';

/** The model allows 1 to 500. Assumption: as many when the request asks for no number. */
const defaultPageSize = 500;

/** What RAM tells of its resource shares, to their owners and to whom they are shared with. */
export const ramLists = {
  GetResourceShares(input: GetResourceSharesRequest, context: Context): GetResourceSharesResponse {
    const { resourceShareArns, resourceShareStatus, name, tagFilters = [] } = input;
    if (input.permissionArn !== undefined) throw new Error('permissions are not played');
    const found = sharesOf(input.resourceOwner, resourceShareArns, context).filter(
      (share) =>
        (resourceShareStatus ?? share.status) === share.status &&
        (name ?? share.name) === share.name &&
        tagFilters.every((filter) => hasTag(share, filter)),
    );
    const { items, token } = pageOf(found, (share) => share.resourceShareArn, input, context);
    return { resourceShares: items.map(shareOf), ...token };
  },

  /** Only of shares that the caller owns. Source: the model's documentation. */
  GetResourceShareAssociations(
    input: GetResourceShareAssociationsRequest,
    context: Context,
  ): GetResourceShareAssociationsResponse {
    const { associationType = 'PRINCIPAL', associationStatus, resourceArn, principal } = input;
    if ((associationType === 'PRINCIPAL' ? resourceArn : principal) !== undefined) {
      throw awsError(
        'InvalidParameterException',
        `You cannot filter associations of type ${associationType} so.`,
      );
    }
    const entity = resourceArn ?? principal;
    const found = sharesOf('SELF', input.resourceShareArns, context)
      .flatMap((share) => {
        const names = associationType === 'PRINCIPAL' ? share.principals : share.resourceArns;
        return [...names].map((name) =>
          associationOf(context.world, share, associationType, name, 'ASSOCIATED'),
        );
      })
      .filter(
        ({ associatedEntity, status }) =>
          (entity ?? associatedEntity) === associatedEntity &&
          (associationStatus ?? status) === status,
      );
    const { items, token } = pageOf(found, keyOfAssociation, input, context);
    return { resourceShareAssociations: items, ...token };
  },

  /** Those whom the caller shares with, or the owners of what is shared with the caller. */
  ListPrincipals(input: ListPrincipalsRequest, context: Context): ListPrincipalsResponse {
    const { resourceOwner, resourceArn, principals, resourceType } = input;
    const found = sharesOf(resourceOwner, input.resourceShareArns, context)
      .filter(({ resourceArns }) => resourceArn === undefined || resourceArns.has(resourceArn))
      .filter(
        ({ resourceArns }) =>
          resourceType === undefined || [...resourceArns].some((arn) => isOf(resourceType, arn)),
      )
      .flatMap((share) => {
        const { resourceShareArn, creationTime, lastUpdatedTime, owner } = share;
        const names = resourceOwner === 'SELF' ? [...share.principals] : [owner];
        return names.map((id) => ({
          id,
          resourceShareArn,
          creationTime,
          lastUpdatedTime,
          external: isExternal(context.world, context.account.id, id),
        }));
      })
      .filter(({ id }) => principals?.includes(id) ?? true);
    const keyOf = (each: (typeof found)[number]) => `${each.resourceShareArn} ${each.id}`;
    const { items, token } = pageOf(found, keyOf, input, context);
    return { principals: items, ...token };
  },

  ListResources(input: ListResourcesRequest, context: Context): ListResourcesResponse {
    const { resourceOwner, resourceType, resourceArns, principal, resourceRegionScope } = input;
    if (resourceType !== undefined && !resourceTypes().some((each) => isSame(each, resourceType))) {
      throw awsError('InvalidResourceTypeException', `${resourceType} is not a valid type.`);
    }
    const found = sharesOf(resourceOwner, input.resourceShareArns, context)
      .filter(({ principals }) => principal === undefined || principals.has(principal))
      .flatMap((share) => {
        const { resourceShareArn, creationTime, lastUpdatedTime } = share;
        return [...share.resourceArns].map((arn) => ({
          arn,
          type: typeOfResource(arn),
          resourceShareArn,
          status: 'AVAILABLE' as const,
          creationTime,
          lastUpdatedTime,
          resourceRegionScope: 'REGIONAL' as const,
        }));
      })
      .filter(
        ({ arn }) =>
          (resourceArns?.includes(arn) ?? true) &&
          (resourceType === undefined || isOf(resourceType, arn)) &&
          resourceRegionScope !== 'GLOBAL',
      );
    const keyOf = (each: (typeof found)[number]) => `${each.resourceShareArn} ${each.arn}`;
    const { items, token } = pageOf(found, keyOf, input, context);
    return { resources: items, ...token };
  },
} satisfies Handlers;

/** The shares that the caller owns or sees, of those that are named if any are. */
function sharesOf(
  owner: ResourceOwner | undefined,
  arns: readonly string[] | undefined,
  { world, region, account }: Context,
): readonly ResourceShareRecord[] {
  const visible = [...region.resourceShares.values()].filter((share) =>
    owner === 'SELF' ? share.owner === account.id : isSharedTo(world, share, account.id),
  );
  for (const arn of arns ?? []) {
    requireShareArn(arn);
    if (!visible.some(({ resourceShareArn }) => resourceShareArn === arn)) throw unknownShare(arn);
  }
  return visible.filter(({ resourceShareArn }) => arns?.includes(resourceShareArn) ?? true);
}

function hasTag({ tags = [] }: ResourceShareRecord, { tagKey, tagValues }: TagFilter): boolean {
  return tags.some(
    ({ key, value = '' }) =>
      key === tagKey && (tagValues === undefined || tagValues.includes(value)),
  );
}

function keyOfAssociation({
  resourceShareArn = '',
  associatedEntity = '',
}: ResourceShareAssociation): string {
  return `${resourceShareArn} ${associatedEntity}`;
}

/** Source: the documentation of a resource's type, which has no upper and lower case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isOf(type: string, arn: string): boolean {
  return isSame(type, typeOfResource(arn) ?? '');
}

function pageOf<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  request: {
    readonly nextToken?: string | undefined;
    readonly maxResults?: number | undefined;
  },
  context: Context,
) {
  const { nextToken: token, maxResults: size = defaultPageSize } = request;
  try {
    const page = context.page(all, keyOf, { token, size });
    return {
      items: page.items,
      token: page.token === undefined ? {} : { nextToken: page.token },
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw awsError('InvalidNextTokenException', error.message);
  }
}
