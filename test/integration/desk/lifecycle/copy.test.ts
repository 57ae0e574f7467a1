import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { WishOf } from '@/lib/lifecycle/wish';
import type { Scope } from '@/lib/scope';
import { regionOf } from '../../../aws/world';
import { believableWorld, ownerAccount } from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

async function plan(wish: Omit<WishOf<'copy'>, 'act'>): Promise<LifecyclePlan> {
  const answer = await worker.call('lifecycle.plan', { wish: { act: 'copy', ...wish } }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

const imageIn = (region: string, name: string) =>
  [...regionOf(worker.world, region).images.values()].find(
    (image) => image.Name === name && image.owner === ownerAccount,
  );

const toRegions = (...regions: readonly string[]) =>
  regions.map((region) => ({
    from: { region: 'us-east-1', image: 'office-2026-06' },
    to: { region, image: 'office-2026-copy' },
  }));

describe('copies', () => {
  it('are made in three Regions, with the tags and the shares of the source', async () => {
    const made = await plan({
      copies: toRegions('us-east-1', 'eu-west-1', 'eu-central-1'),
      tags: true,
      shares: true,
    });
    const answer = await worker.call('lifecycle.copy', { digest: made.digest }, virginia);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    const { job } = await worker.followed(answer.value.value.id);
    expect(job.counts).toMatchObject({ total: made.steps.length, done: made.steps.length });
    const source = imageIn('us-east-1', 'office-2026-06');
    for (const region of ['us-east-1', 'eu-west-1', 'eu-central-1']) {
      const copy = imageIn(region, 'office-2026-copy');
      expect(copy?.permissions).toEqual(source?.permissions);
      expect(Object.fromEntries(copy?.tags ?? [])).toEqual({
        ...Object.fromEntries(source?.tags ?? []),
        'image-desk:source-image': source?.Arn,
      });
    }
  });
});
