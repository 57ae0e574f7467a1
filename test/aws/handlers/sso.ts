import type {
  GetRoleCredentialsRequest,
  GetRoleCredentialsResponse,
  ListAccountRolesRequest,
  ListAccountRolesResponse,
  ListAccountsRequest,
  ListAccountsResponse,
  LogoutRequest,
} from '@aws-sdk/client-sso';
import { awsError } from '../errors';
import type { CallContext, UnsignedHandlers } from '../handler';
import type { PortalSession } from '../identity-center';
import { reservedRoleName } from '../identity-center';
import { openSession } from '../roles';

/** Assumption: results of a page when the request asks for no number. The model allows 1 to 100. */
const defaultPageSize = 20;

/** The access portal of IAM Identity Center: a bearer token instead of a signature. */
export const sso = {
  ListAccounts(input: ListAccountsRequest, context: CallContext): ListAccountsResponse {
    const { user } = requireSession(input, context);
    const { items, token } = context.page(
      [...user.assignments.values()],
      ({ accountId }) => accountId,
      { token: input.nextToken, size: input.maxResults ?? defaultPageSize },
    );
    return {
      accountList: items.map(({ accountId, accountName, emailAddress }) => ({
        accountId,
        accountName,
        emailAddress,
      })),
      ...(token !== undefined && { nextToken: token }),
    };
  },

  /** Assumption: an account that the person is not assigned to is not found, as the model allows. */
  ListAccountRoles(input: ListAccountRolesRequest, context: CallContext): ListAccountRolesResponse {
    const { user } = requireSession(input, context);
    const assignment = user.assignments.get(input.accountId ?? '');
    if (!assignment) throw awsError('ResourceNotFoundException', 'Account not found');
    const { items, token } = context.page([...assignment.roleNames], (name) => name, {
      token: input.nextToken,
      size: input.maxResults ?? defaultPageSize,
    });
    return {
      roleList: items.map((roleName) => ({ roleName, accountId: assignment.accountId })),
      ...(token !== undefined && { nextToken: token }),
    };
  },

  /**
   * Who is not assigned to the account or the role gets ForbiddenException, which the model does not
   * declare: see the undeclared errors, where its source is.
   */
  GetRoleCredentials(
    input: GetRoleCredentialsRequest,
    context: CallContext,
  ): GetRoleCredentialsResponse {
    const { accountId = '', roleName = '' } = input;
    const { user, center } = requireSession(input, context);
    const { world } = context;
    if (user.assignments.get(accountId)?.roleNames.has(roleName) !== true) {
      throw awsError('ForbiddenException', 'No access');
    }
    const account = world.accounts.get(accountId);
    const permissionSet = center.permissionSets.get(roleName);
    if (!account || !permissionSet) {
      throw new Error(`${user.name} is assigned to what is not there: ${accountId} ${roleName}`);
    }
    const session = openSession(world, account, {
      name: reservedRoleName(accountId, roleName),
      sessionName: user.name,
      seconds: permissionSet.sessionDuration,
      deniedActions: permissionSet.deniedActions,
    });
    return {
      roleCredentials: {
        accessKeyId: session.accessKeyId,
        secretAccessKey: session.secretAccessKey,
        sessionToken: session.sessionToken,
        expiration: session.expiresAt,
      },
    };
  },

  /** Role sessions that were opened before stay as they are. Source: the model's documentation. */
  Logout(input: LogoutRequest, context: CallContext): object {
    requireSession(input, context);
    context.world.signIns.sessions.delete(input.accessToken ?? '');
    return {};
  },
} satisfies UnsignedHandlers;

/** Refuses a token that is unknown, has expired, or is of an instance in another Region. */
function requireSession(
  { accessToken = '' }: { readonly accessToken?: string | undefined },
  { world, region }: CallContext,
): PortalSession {
  const session = world.signIns.sessions.get(accessToken);
  const isOpen = session?.center.region === region.name && session.expiresAt > world.now();
  if (session && isOpen) return session;
  // Source: the wording in aws/aws-cli#7340.
  throw awsError('UnauthorizedException', 'Session token not found or invalid');
}
