import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Context, Handlers } from '../handler';

/** STS, as far as the product calls it. */
export const sts = {
  GetCallerIdentity(
    _input: GetCallerIdentityRequest,
    { account, principal }: Context,
  ): GetCallerIdentityResponse {
    return { Account: account.id, Arn: principal.arn, UserId: principal.userId };
  },
} satisfies Handlers;
