import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BuilderEnd, WishOf } from '@/lib/lifecycle/wish';
import { mutatingCalls } from '../../../aws/log';
import {
  addImageBuilder,
  ownImage,
  ownImageBuilder,
  regionOf,
  type ImageBuilderRecord,
} from '../../../aws/world';
import { imageActsOf } from '../../../support/image-acts';
import { believableWorld, ownerAccount } from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const names = ['spare-1', 'spare-2', 'spare-3'];

let worker: DetachedWorker;
let acts: ReturnType<typeof imageActsOf>;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  acts = imageActsOf(worker);
  await worker.signIn(ownerAccount);
  for (const name of names) add(name);
});

afterEach(() => worker.stop());

const virginia = () => regionOf(worker.world, 'us-east-1');
const builder = (name: string) => ownImageBuilder(virginia(), ownerAccount, name);

/** An image builder that runs. */
function add(name: string, CreatedTime = new Date(worker.world.now() - 3_600_000)): void {
  const image = ownImage(virginia(), ownerAccount, 'office-2026-06');
  if (!image) throw new Error('There is no image.');
  addImageBuilder(virginia(), ownerAccount, name, { image, State: 'RUNNING', CreatedTime });
}

function become(name: string, State: ImageBuilderRecord['State']): void {
  const record = builder(name);
  if (!record) throw new Error(`There is no image builder ${name}.`);
  record.State = State;
}

const wish = (end: BuilderEnd, ...of: readonly string[]): WishOf<'end-builders'> => ({
  act: 'end-builders',
  builders: of.map((name) => ({ region: 'us-east-1', name })),
  end,
});

const sent = () =>
  mutatingCalls(worker.aws.log).map(({ operation, input }) => [operation, input?.['Name']]);

describe('the end of image builders', () => {
  it.each<readonly [BuilderEnd, string, ImageBuilderRecord['State'] | undefined]>([
    ['delete', 'DeleteImageBuilder', undefined],
    ['stop', 'StopImageBuilder', 'STOPPED'],
  ])('is to %s each once, with a new worker at every look', async (end, operation, state) => {
    const { job } = await acts.done(wish(end, ...names));
    expect(job.counts).toMatchObject({ total: 3, done: 3 });
    expect(names.map((name) => builder(name)?.State)).toEqual([state, state, state]);
    expect(new Set(sent().map((each) => each.join(' ')))).toEqual(
      new Set(names.map((name) => `${operation} ${name}`)),
    );
    expect(sent()).toHaveLength(3);
  });

  it('waits for fresh credentials where they expire halfway, and goes on', async () => {
    const { id } = await acts.begin(await acts.planned(wish('delete', ...names)));
    const waiting = await worker.followed(id, (look) => {
      if (look === 0) acts.expire(ownerAccount);
    });
    expect(waiting.job.pause?.reason).toBe('expired');
    await acts.renew(ownerAccount);
    const { job } = await worker.followed(id);
    expect(job.counts).toMatchObject({ total: 3, done: 3 });
    expect(sent()).toHaveLength(3);
  });

  it('keeps one on which somebody began an image since the plan, and ends the others', async () => {
    const plan = await acts.planned(wish('delete', ...names));
    become('spare-1', 'SNAPSHOTTING');
    const { items } = await worker.followed((await acts.begin(plan)).id);
    expect(items.map(({ state }) => state)).toEqual(['failed', 'done', 'done']);
    expect(items[0]?.problem).toMatchObject({
      kind: 'not-available',
      detail: 'An image is being made on spare-1. Wait until that is over.',
    });
    expect(builder('spare-1')?.State).toBe('SNAPSHOTTING');
  });

  it.each<readonly [BuilderEnd, string]>([
    ['delete', 'unchanged'],
    ['stop', 'drift'],
  ])('leaves one alone that has got the name since the plan: %s', async (end, state) => {
    const plan = await acts.planned(wish(end, 'spare-1'));
    add('spare-1', new Date(worker.world.now()));
    const { items } = await worker.followed((await acts.begin(plan)).id);
    expect(items.map((item) => item.state)).toEqual([state]);
    expect(builder('spare-1')?.State).toBe('RUNNING');
    expect(sent()).toEqual([]);
  });
});
