import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
  GetCallerIdentityRequest,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import { awsError } from '../errors';
import type { Context, Handlers } from '../handler';
import type { Role } from '../roles';
import { openSession, sessionRole, trusts } from '../roles';
import type { Account } from '../world';

/** Seconds of a session when none are asked for, and the most for a role that a role assumes. */
const hour = 3600;

/** STS, as far as the product calls it. */
export const sts = {
  GetCallerIdentity(
    _input: GetCallerIdentityRequest,
    { account, principal }: Context,
  ): GetCallerIdentityResponse {
    return { Account: account.id, Arn: principal.arn, UserId: principal.userId };
  },

  /**
   * Assumption: who may assume the role is settled before how long; AWS documents no order. Session
   * tags have no effect here, and session policies are not played at all.
   */
  AssumeRole(input: AssumeRoleRequest, context: Context): AssumeRoleResponse {
    if (input.Policy !== undefined || input.PolicyArns !== undefined) {
      throw new Error('session policies are not played');
    }
    const hasMfa = requireValidCode(input, context);
    const { account, role } = requireTrust(input, context, hasMfa);
    const seconds = input.DurationSeconds ?? hour;
    requireDuration(seconds, role, context);
    const session = openSession(context.world, account, {
      name: role.name,
      sessionName: input.RoleSessionName ?? '',
      seconds,
      deniedActions: role.deniedActions,
    });
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(session.expiresAt),
      },
      AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
      ...(input.SourceIdentity !== undefined && { SourceIdentity: input.SourceIdentity }),
    };
  },
} satisfies Handlers;

/**
 * Tells whether the caller has shown a valid code of its MFA device. A wrong one is refused also
 * where the role asks for none, and each code is taken once.
 * Source: the wordings in aws/aws-cli#6325 and step-security/wait-for-secrets#216, the space at the
 * end included; IAM User Guide, "Secure API access with MFA", for the rest. Assumption: what is
 * answered when only one of the two is given.
 */
function requireValidCode(input: AssumeRoleRequest, { principal }: Context): boolean {
  const { SerialNumber, TokenCode } = input;
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  if (SerialNumber === undefined || TokenCode === undefined) {
    throw awsError(
      'AccessDeniedException',
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. ',
    );
  }
  const { mfaDevices } = principal;
  if (!mfaDevices.has(SerialNumber)) {
    throw awsError(
      'AccessDeniedException',
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user. ',
    );
  }
  if (mfaDevices.get(SerialNumber) !== TokenCode) {
    throw awsError(
      'AccessDeniedException',
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    );
  }
  mfaDevices.set(SerialNumber, '');
  return true;
}

/**
 * Gives the role of an ARN when the caller may assume it.
 *
 * A role that is not there, that does not trust the caller, that asks for another external id or
 * for MFA is refused in the same words: STS does not tell which roles there are. An external id
 * that the role does not ask for is ignored.
 * Source: the wording in Netflix/security_monkey#77. Assumption: roles of another partition are
 * refused like those that are not there.
 */
function requireTrust(
  { RoleArn = '', ExternalId }: AssumeRoleRequest,
  { world, account: callerAccount, principal }: Context,
  hasMfa: boolean,
): { readonly account: Account; readonly role: Role } {
  const found = /^arn:([a-z-]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/u.exec(RoleArn);
  // General knowledge: STS names the ARN and says no more.
  if (!found) throw awsError('ValidationException', `${RoleArn} is invalid`);
  const [, partition, accountId = '', name = ''] = found;
  const account = world.accounts.get(accountId);
  const role = account?.roles.get(name);
  const isTrusted =
    role?.arn === RoleArn &&
    partition === callerAccount.partition &&
    trusts(role, callerAccount, principal) &&
    (role.externalId === undefined || role.externalId === ExternalId) &&
    (hasMfa || !role.mfaRequired);
  if (account && role && isTrusted) return { account, role };
  throw awsError(
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
  );
}

/** Source: "Methods to assume a role" of the IAM User Guide, and its limits on role chaining. */
function requireDuration(seconds: number, role: Role, { principal }: Context): void {
  if (seconds > role.maxSessionDuration) {
    throw awsError(
      'ValidationException',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  if (sessionRole(principal.arn) !== undefined && seconds > hour) {
    throw awsError(
      'ValidationException',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
}
