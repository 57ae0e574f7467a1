import type {
  GetImagePolicyRequest,
  GetImagePolicyResponse,
  PutImagePolicyRequest,
  PutImagePolicyResponse,
} from '@aws-sdk/client-imagebuilder';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import { applyPolicy } from '../../image-builder/policy';
import { notFound, ownBuild } from './common';

/** Who else may use an image. Assumption: only its owner may read or change that. */
export const policies = {
  GetImagePolicy({ imageArn }: GetImagePolicyRequest, context: Context): GetImagePolicyResponse {
    const { arn, policy } = ownBuild(context, imageArn);
    if (policy === undefined) throw notFound('policy of the image', arn);
    return { policy };
  },

  /** Assumption: what is refused is what is not JSON; AWS also looks at what the policy says. */
  PutImagePolicy(
    { imageArn, policy = '' }: PutImagePolicyRequest,
    { world, region, ...context }: Context,
  ): PutImagePolicyResponse {
    const build = ownBuild({ world, region, ...context }, imageArn);
    try {
      applyPolicy(world, region, build, policy);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw awsError(
        'InvalidParameterValueException',
        `The value supplied for parameter 'policy' is not valid. ${error.message}`,
      );
    }
    return { imageArn: build.arn };
  },
} satisfies Handlers;
