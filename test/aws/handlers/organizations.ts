import type {
  Account,
  ListAccountsForParentRequest,
  ListAccountsForParentResponse,
  ListAccountsRequest,
  ListAccountsResponse,
  ListOrganizationalUnitsForParentRequest,
  ListOrganizationalUnitsForParentResponse,
  ListRootsRequest,
  ListRootsResponse,
} from '@aws-sdk/client-organizations';
import { awsError } from '../errors';
import type { Context, Handlers } from '../handler';
import type { Member, Organization, Unit } from '../organization';
import { findUnit, organizationOf, pathTo, unitArn } from '../organization';

/** The model allows 1 to 20. Assumption: as many when the request asks for no number. */
const defaultPageSize = 20;

/** AWS Organizations, as far as the product calls it: what is there, and nothing that changes it. */
export const organizations = {
  ListRoots(input: ListRootsRequest, context: Context): ListRootsResponse {
    const organization = requireOrganization(context);
    const { id, management, partition, root } = organization;
    const { items, token } = pageOf([root], input, context);
    return {
      Roots: items.map(({ id: rootId, name }) => ({
        Id: rootId,
        Arn: `arn:${partition}:organizations::${management}:root/${id}/${rootId}`,
        Name: name,
        PolicyTypes: [],
      })),
      ...token,
    };
  },

  ListOrganizationalUnitsForParent(
    input: ListOrganizationalUnitsForParentRequest,
    context: Context,
  ): ListOrganizationalUnitsForParentResponse {
    const organization = requireOrganization(context);
    const parent = requireUnit(organization, input.ParentId);
    const children = [...organization.units.values()].filter((unit) => unit.parent === parent.id);
    const { tellsPaths } = organization;
    const { items, token } = pageOf(children, input, context);
    return {
      OrganizationalUnits: items.map(({ id: unitId, name }) => ({
        Id: unitId,
        Arn: unitArn(organization, unitId),
        Name: name,
        ...(tellsPaths && { Path: pathTo(organization, unitId) }),
      })),
      ...token,
    };
  },

  ListAccounts(input: ListAccountsRequest, context: Context): ListAccountsResponse {
    const organization = requireOrganization(context);
    const { items, token } = pageOf([...organization.members.values()], input, context);
    return { Accounts: items.map((member) => accountOf(organization, member)), ...token };
  },

  /** Only the accounts that are in the unit itself: those of units below it are not listed. */
  ListAccountsForParent(
    input: ListAccountsForParentRequest,
    context: Context,
  ): ListAccountsForParentResponse {
    const organization = requireOrganization(context);
    const { id } = requireUnit(organization, input.ParentId);
    const inside = [...organization.members.values()].filter(({ unit }) => unit === id);
    const { items, token } = pageOf(inside, input, context);
    return { Accounts: items.map((member) => accountOf(organization, member)), ...token };
  },
} satisfies Handlers;

/**
 * The caller's organization, when it may read it.
 * Source: the API reference of each operation, "can be called only from the organization's
 * management account or by a member account that is a delegated administrator"; the wordings from
 * reports of both errors by users of the AWS CLI.
 */
function requireOrganization({ world, account }: Context): Organization {
  const organization = organizationOf(world, account.id);
  if (!organization) {
    throw awsError(
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    );
  }
  const { management, delegated } = organization;
  if (account.id === management || delegated.has(account.id)) return organization;
  throw awsError('AccessDeniedException', "You don't have permissions to access this resource.");
}

function requireUnit(organization: Organization, id = ''): Unit {
  const unit = findUnit(organization, id);
  if (unit) return unit;
  throw awsError(
    'ParentNotFoundException',
    "We can't find a root or OU with the ParentId that you specified.",
  );
}

function pageOf<Item extends { readonly id: string }>(
  all: readonly Item[],
  {
    NextToken,
    MaxResults,
  }: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
  context: Context,
) {
  const { items, token } = context.page(all, ({ id }) => id, {
    token: NextToken,
    size: MaxResults ?? defaultPageSize,
  });
  return { items, token: token === undefined ? {} : { NextToken: token } };
}

/** Assumption: `Paths` names the account at its end, as the pattern of the model has it. */
function accountOf(organization: Organization, member: Member): Account {
  const { id, management, partition, tellsPaths } = organization;
  const { id: account, name, email, state, unit } = member;
  // The states that AWS had before it had more of them.
  const status = (['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE'] as const).find(
    (each) => each === state,
  );
  return {
    Id: account,
    Arn: `arn:${partition}:organizations::${management}:account/${id}/${account}`,
    Email: email,
    Name: name,
    ...(status && { Status: status }),
    State: state,
    ...(tellsPaths && { Paths: [`${pathTo(organization, unit)}${account}/`] }),
    JoinedMethod: account === management ? 'INVITED' : 'CREATED',
    JoinedTimestamp: new Date(Date.UTC(2025, 2, 1)),
  };
}
