import type {
  AssociateResourceShareRequest,
  CreateResourceShareRequest,
  DeleteResourceShareRequest,
  DisassociateResourceShareRequest,
  PromoteResourceShareCreatedFromPolicyRequest,
  UpdateResourceShareRequest,
} from '@aws-sdk/client-ram';
import { awsError } from '../errors';
import type { Context, Handlers } from '../handler';
import { answerOnce } from '../idempotency';
import type { ResourceShareRecord } from '../image-builder/records';
import {
  onlyWithin,
  requireMatchingPermission,
  requireOwnShare,
  requirePrincipals,
  requireResources,
  requireStandardShare,
} from '../image-builder/share-rules';
import { addResourceShare, associationOf, isExternal, shareOf } from '../image-builder/shares';
import { ramLists } from './ram-lists';

/**
 * AWS RAM, as far as it shares what Image Builder has.
 *
 * Nobody is asked: invitations are accepted at once, so that all associations are ASSOCIATED when
 * they are made. A share whose last principal goes stays, with its resources, and shares them with
 * nobody; one whose last resource goes stays too.
 */
export const ram = {
  ...ramLists,

  CreateResourceShare(input: CreateResourceShareRequest, context: Context): object {
    if (input.sources !== undefined || input.permissionArns !== undefined) {
      throw new Error('sources and permissions are not played');
    }
    return answerOnce(context.region.shareTokens, 'CreateResourceShare', input, context, () => {
      const { name = '', resourceArns = [], principals = [], tags } = input;
      const { allowExternalPrincipals = true, resourceShareConfiguration } = input;
      requirePrincipals(principals, allowExternalPrincipals, context);
      requireResources(resourceArns, context);
      const now = new Date(context.world.now());
      const share = addResourceShare(context.region, context.account.id, {
        name,
        resourceArns,
        principals,
        allowExternalPrincipals,
        creationTime: now,
        lastUpdatedTime: now,
        ...(tags && { tags }),
        ...(resourceShareConfiguration && { resourceShareConfiguration }),
      });
      return { resourceShare: shareOf(share), ...tokenOf(input) };
    });
  },

  /** Assumption: a share keeps nobody whom it would no longer take in. */
  UpdateResourceShare(input: UpdateResourceShareRequest, context: Context): object {
    return answerOnce(context.region.shareTokens, 'UpdateResourceShare', input, context, () => {
      const share = requireStandardShare(input.resourceShareArn ?? '', context);
      const { name, allowExternalPrincipals } = input;
      if (allowExternalPrincipals === false) {
        const isOutside = (principal: string) => isExternal(context.world, share.owner, principal);
        if ([...share.principals].some(isOutside)) throw onlyWithin();
      }
      if (name !== undefined) share.name = name;
      if (allowExternalPrincipals !== undefined) {
        share.allowExternalPrincipals = allowExternalPrincipals;
      }
      touch(share, context);
      return { resourceShare: shareOf(share), ...tokenOf(input) };
    });
  },

  /**
   * A share that is deleted is still told of, as such, and has nothing in it.
   * Source: hashicorp/terraform-provider-aws#25157.
   */
  DeleteResourceShare(input: DeleteResourceShareRequest, context: Context): object {
    return answerOnce(context.region.shareTokens, 'DeleteResourceShare', input, context, () => {
      const share = requireStandardShare(input.resourceShareArn ?? '', context);
      share.status = 'DELETED';
      share.resourceArns.clear();
      share.principals.clear();
      touch(share, context);
      return { returnValue: true, ...tokenOf(input) };
    });
  },

  AssociateResourceShare(input: AssociateResourceShareRequest, context: Context): object {
    return answerOnce(context.region.shareTokens, 'AssociateResourceShare', input, context, () => {
      const { share, principals, resourceArns } = requireParts(input, context);
      requirePrincipals(principals, share.allowExternalPrincipals ?? true, context);
      requireResources(resourceArns, context);
      for (const principal of principals) share.principals.add(principal);
      for (const arn of resourceArns) share.resourceArns.add(arn);
      touch(share, context);
      return associationsAnswer(input, share, 'ASSOCIATED', context);
    });
  },

  /** Assumption: what is not in the share may be taken out of it. */
  DisassociateResourceShare(input: DisassociateResourceShareRequest, context: Context): object {
    return answerOnce(
      context.region.shareTokens,
      'DisassociateResourceShare',
      input,
      context,
      () => {
        const { share, principals, resourceArns } = requireParts(input, context);
        for (const principal of principals) share.principals.delete(principal);
        for (const arn of resourceArns) share.resourceArns.delete(arn);
        touch(share, context);
        return associationsAnswer(input, share, 'DISASSOCIATED', context);
      },
    );
  },

  /** Done at once, without PROMOTING_TO_STANDARD. Assumption: the error for standard shares. */
  PromoteResourceShareCreatedFromPolicy(
    input: PromoteResourceShareCreatedFromPolicyRequest,
    context: Context,
  ): object {
    const share = requireOwnShare(input.resourceShareArn ?? '', context);
    if (share.featureSet !== 'CREATED_FROM_POLICY') {
      throw awsError(
        'InvalidParameterException',
        `ResourceShare ${share.resourceShareArn} was not created from a policy.`,
      );
    }
    requireMatchingPermission(share, context);
    share.featureSet = 'STANDARD';
    touch(share, context);
    return { returnValue: true };
  },
} satisfies Handlers;

type PartsRequest = AssociateResourceShareRequest & DisassociateResourceShareRequest;

/** Assumption: the error for a call about nothing. */
function requireParts(input: PartsRequest, context: Context) {
  if (input.sources !== undefined) throw new Error('sources are not played');
  const { resourceShareArn = '', principals = [], resourceArns = [] } = input;
  const share = requireStandardShare(resourceShareArn, context);
  if (principals.length > 0 || resourceArns.length > 0) return { share, principals, resourceArns };
  throw awsError('InvalidParameterException', 'Specify resources or principals and try again.');
}

function associationsAnswer(
  input: PartsRequest,
  share: ResourceShareRecord,
  status: 'ASSOCIATED' | 'DISASSOCIATED',
  { world }: Context,
): object {
  const { principals = [], resourceArns = [] } = input;
  return {
    resourceShareAssociations: [
      ...principals.map((name) => associationOf(world, share, 'PRINCIPAL', name, status)),
      ...resourceArns.map((arn) => associationOf(world, share, 'RESOURCE', arn, status)),
    ],
    ...tokenOf(input),
  };
}

function touch(share: ResourceShareRecord, { world }: Context): void {
  share.lastUpdatedTime = new Date(world.now());
}

/** RAM gives the token back. */
function tokenOf({ clientToken }: { readonly clientToken?: string | undefined }) {
  return clientToken === undefined ? {} : { clientToken };
}
