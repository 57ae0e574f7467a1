import type { Job, JobDetails } from '@/lib/jobs/job';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { LifecycleWish } from '@/lib/lifecycle/wish';
import type { Answer } from '@/lib/messaging/protocol';
import type { Result } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import type { AmiRecord } from '../aws/image-builder/records';
import { regionOf, type ImageRecord } from '../aws/world';
import { appstreamRole, ownerAccount, principalOf } from './scenarios';
import type { DetachedWorker } from './worker';

/** The Region in which images are made of AMIs, and the other way round. */
export const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };

/** The role of an account that AppStream may assume. */
export function roleOf(account: string): string {
  return `arn:aws:iam::${account}:role/${appstreamRole}`;
}

/** What becomes of images, asked of a worker. */
export function imageActsOf(worker: DetachedWorker) {
  const { world } = worker;
  const plan = (wish: LifecycleWish): Promise<Result<Answer<LifecyclePlan>>> =>
    worker.call('lifecycle.plan', { wish }, virginia);
  /** The plan that there must be. */
  const planned = async (wish: LifecycleWish): Promise<LifecyclePlan> => valueOf(await plan(wish));
  const begin = async (
    { act, digest }: LifecyclePlan,
    origin?: { readonly job: string; readonly as: 'retry' },
  ): Promise<Job> => {
    const input = { digest, ...(origin && { origin }) };
    return valueOf(await worker.call(`lifecycle.${act}`, input, virginia));
  };
  return {
    plan,
    planned,
    begin,
    /** Plans it and carries it out, with a new worker at every look. */
    async done(wish: LifecycleWish): Promise<JobDetails> {
      const { id } = await begin(await planned(wish));
      return worker.followed(id, () => worker.restart());
    },
    /** An image by its account and name. */
    imageOf: (account: string, name: string): ImageRecord | undefined =>
      [...regionOf(world, virginia.region).images.values()].find(
        (image) => image.owner === account && image.Name === name,
      ),
    amiOf: (account: string, name: string): AmiRecord | undefined =>
      [...regionOf(world, virginia.region).amis.values()].find(
        (ami) => ami.OwnerId === account && ami.Name === name,
      ),
    /** Has the credentials of an account be worth nothing from now on. */
    expire(account: string): void {
      principalOf(world, account).expiresAt = world.now() - 1;
    },
    /** Gives new ones, as a person does. */
    async renew(account: string): Promise<void> {
      principalOf(world, account).expiresAt = world.now() + 12 * 3_600_000;
      await worker.signIn(account);
    },
  };
}

function valueOf<Value>(result: Result<Answer<Value>>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value.value;
}
