import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { LifecycleWish } from '@/lib/lifecycle/wish';
import { mutatingCalls } from '../../../aws/log';
import { ownImage, regionOf } from '../../../aws/world';
import { imageActsOf, virginia } from '../../../support/image-acts';
import { believableWorld, customerAccount, ownerAccount } from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const frankfurt = 'eu-central-1';

let worker: DetachedWorker;
let acts: ReturnType<typeof imageActsOf>;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  acts = imageActsOf(worker);
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

/** Starts the job of a wish; gives its id. */
const begin = async (wish: LifecycleWish) => (await acts.begin(await acts.planned(wish))).id;

async function planRest(job: string): Promise<LifecyclePlan> {
  const answer = await worker.call('lifecycle.rest', { job }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

const copies = (...names: readonly string[]): LifecycleWish => ({
  act: 'copy',
  copies: names.map((image) => ({
    from: { region: 'us-east-1', image: 'office-2026-06' },
    to: { region: frankfurt, image },
  })),
  tags: true,
  shares: false,
});

const imageIn = (region: string, name: string) =>
  ownImage(regionOf(worker.world, region), ownerAccount, name);

const actsOf = ({ steps }: LifecyclePlan) => steps.map(({ act, chain }) => `${chain} ${act}`);

describe('the rest of a job', () => {
  it('is what was refused and what came after it, and nothing that is there', async () => {
    const usual = worker.world.quotas.images;
    worker.world.quotas.images = 1;
    const first = await begin(copies('a', 'b'));
    expect((await worker.followed(first)).job.counts).toMatchObject({ done: 2, failed: 1 });
    worker.world.quotas.images = usual;

    const rest = await planRest(first);
    expect(rest).toMatchObject({ act: 'copy', leftOut: [], title: expect.any(String) });
    expect(actsOf(rest)).toEqual([`${frankfurt}/b copy`, `${frankfurt}/b tag`]);
    // Planning has changed nothing.
    expect(mutatingCalls(worker.aws.log)).toHaveLength(3);
    const origin = { job: first, as: 'retry' } as const;
    const second = (await acts.begin(rest, origin)).id;
    const { job } = await worker.followed(second);
    expect(job).toMatchObject({
      origin,
      counts: { total: 2, done: 2 },
    });
    expect(imageIn(frankfurt, 'b')?.tags.size).toBe(imageIn(frankfurt, 'a')?.tags.size);
    expect((await planRest(second)).steps).toEqual([]);
  });

  it('does not do again what somebody has done meanwhile', async () => {
    worker.aws.faults.add({ kind: 'access-denied', operation: 'TagResource' });
    const first = await begin(copies('a'));
    const { job } = await worker.followed(first);
    expect(job.pause?.reason).toBe('permission-missing');
    await worker.call('jobs.cancel', { id: first });
    await worker.settled(first);
    worker.aws.faults.clear();
    expect(actsOf(await planRest(first))).toEqual([`${frankfurt}/a tag`]);
    for (const [key, value] of imageIn('us-east-1', 'office-2026-06')?.tags ?? []) {
      imageIn(frankfurt, 'a')?.tags.set(key, value);
    }
    imageIn(frankfurt, 'a')?.tags.set(
      'image-desk:source-image',
      imageIn('us-east-1', 'office-2026-06')?.Arn ?? '',
    );
    expect(actsOf(await planRest(first))).toEqual([]);
  });

  it('is left out where AWS has left something broken under its name', async () => {
    worker.world.failing.set('b', 'The copy has failed.');
    const first = await begin(copies('a', 'b'));
    await worker.followed(first);
    const { steps, leftOut } = await planRest(first);
    expect(steps).toEqual([]);
    expect(leftOut).toEqual([
      {
        subject: 'b',
        region: frankfurt,
        refusal: {
          kind: 'name',
          certain: true,
          sentence: expect.stringMatching(/^There is an image b already.*Delete it first/),
        },
      },
    ]);
  });

  it('is none of a job that goes on, or of another account', async () => {
    const id = await begin(copies('a'));
    expect(await worker.call('lifecycle.rest', { job: id }, virginia)).toMatchObject({
      problem: { kind: 'refused', detail: 'This job is not over.' },
    });
    await worker.followed(id);
    const elsewhere = { ...virginia, account: customerAccount };
    expect(await worker.call('lifecycle.rest', { job: id }, elsewhere)).toMatchObject({
      problem: { kind: 'refused', detail: 'This job is of another account.' },
    });
  });
});
