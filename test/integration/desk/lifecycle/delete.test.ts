import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobDetails } from '@/lib/jobs/job';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { ImageAt } from '@/lib/lifecycle/wish';
import type { Scope } from '@/lib/scope';
import { mutatingCalls } from '../../../aws/log';
import { addFleet, ownImage, regionOf } from '../../../aws/world';
import {
  believableWorld,
  customerAccount,
  ownerAccount,
  principalOf,
} from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const friend = '333344445555';

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

const at = (image: string, region = 'us-east-1'): ImageAt => ({ region, image });

const ask = (images: readonly ImageAt[], unshare: boolean) =>
  worker.call(
    'lifecycle.plan',
    { wish: { act: 'delete', images: [...images], unshare } },
    virginia,
  );

async function plan(images: readonly ImageAt[], unshare = true): Promise<LifecyclePlan> {
  const answer = await ask(images, unshare);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

const start = ({ digest }: LifecyclePlan) => worker.call('lifecycle.delete', { digest }, virginia);

async function carriedOut(made: LifecyclePlan, meanwhile?: () => void): Promise<JobDetails> {
  const answer = await start(made);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return worker.followed(answer.value.value.id, meanwhile);
}

const imageIn = (name: string, region = 'us-east-1') =>
  ownImage(regionOf(worker.world, region), ownerAccount, name);

const record = (name: string) => {
  const image = imageIn(name);
  if (!image) throw new Error(`no image ${name}`);
  return image;
};

const reasonsOf = ({ leftOut }: LifecyclePlan) =>
  leftOut.map(({ subject, refusal }) => [subject, refusal.kind, refusal.sentence]);

const statesOf = ({ items }: JobDetails) => items.map(({ state }) => state);

const sent = () =>
  mutatingCalls(worker.aws.log).map(({ operation, input, outcome }) => [
    operation,
    input?.['Name'],
    outcome,
  ]);

describe('a plan to delete images', () => {
  it('deletes what nothing holds, in any Region, and is not about the same image twice', async () => {
    const free = [at('rocky-tools_v2.1'), at('support-desk', 'eu-west-1')];
    const made = await plan([...free, ...free], false);
    expect(made).toMatchObject({ title: 'Delete 2 images', doubts: [], leftOut: [] });
    expect(made.steps.map(({ act, region, chain }) => [act, region, chain])).toEqual([
      ['delete', 'us-east-1', 'us-east-1/rocky-tools_v2.1'],
      ['delete', 'eu-west-1', 'eu-west-1/support-desk'],
    ]);
    expect(statesOf(await carriedOut(made))).toEqual(['done', 'done']);
    expect(imageIn('rocky-tools_v2.1')).toBeUndefined();
    expect(imageIn('support-desk', 'eu-west-1')).toBeUndefined();
  });

  it('leaves out what is shared, unless the sharing is to stop first', async () => {
    const images = [at('design-studio-7'), at('rocky-tools_v2.1')];
    const made = await plan(images, false);
    expect(reasonsOf(made)).toEqual([
      [
        'design-studio-7',
        'shared',
        `The image is shared with 2 accounts: ${friend}, ${customerAccount}. Stop sharing it first, which this plan can do.`,
      ],
    ]);
    expect(made.steps.map(({ chain }) => chain)).toEqual(['us-east-1/rocky-tools_v2.1']);
    const both = await plan(images);
    expect(both.leftOut).toEqual([]);
    expect(both.steps).toMatchObject([
      { act: 'unshare', with: friend, fleet: true, imageBuilder: true },
      { act: 'unshare', with: customerAccount, fleet: false, imageBuilder: true },
      { act: 'delete', image: 'design-studio-7' },
      { act: 'delete', image: 'rocky-tools_v2.1' },
    ]);
  });

  it('leaves out what fleets run on, and takes nothing of it from the others', async () => {
    expect(await plan([at('office-2026-06')])).toMatchObject({
      steps: [],
      leftOut: [
        {
          subject: 'office-2026-06',
          region: 'us-east-1',
          refusal: {
            kind: 'fleet',
            subject: 'office-fleet',
            sentence:
              'The fleet office-fleet (RUNNING, of 1 stack: office) runs on it. Give the fleet another image, or delete it.',
          },
        },
      ],
    });
  });

  it('leaves out what is not there, and what is not of the account', async () => {
    record('design-studio-8').State = 'DELETING';
    const made = await plan([
      at('nowhere'),
      at('customer-erp-client'),
      at('AppStream-WinServer2022-06-16-2026'),
      at('design-studio-8'),
    ]);
    expect(made.steps).toEqual([]);
    expect(made.leftOut.map(({ subject, refusal }) => [subject, refusal.kind])).toEqual([
      ['nowhere', 'image-gone'],
      ['customer-erp-client', 'image-owner'],
      ['AppStream-WinServer2022-06-16-2026', 'image-owner'],
      ['design-studio-8', 'image-gone'],
    ]);
  });

  it('says which image builders were started from an image, and deletes it', async () => {
    const made = await plan([at('analytics-linux')]);
    expect(made.doubts).toMatchObject([
      { refusal: { kind: 'image-builder', subject: 'analytics-builder' } },
    ]);
    expect(statesOf(await carriedOut(made))).toEqual(['done']);
  });

  it('reads the fleets of a Region once, and tells how far it is', async () => {
    const images = ['kiosk', 'rocky-tools_v2.1', 'office-2026-06', 'office-2026-03'].map((name) =>
      at(name),
    );
    const wish = { act: 'delete' as const, images, unshare: true };
    await worker.call('lifecycle.plan', { wish, request: 'mine' }, virginia);
    const calls = worker.aws.log.map(({ operation }) => operation);
    expect(calls.filter((operation) => operation === 'DescribeFleets')).toHaveLength(1);
    expect(calls.filter((operation) => operation === 'ListAssociatedStacks')).toHaveLength(1);
    const told = worker.events.flatMap((event) =>
      event.event === 'plan-progress' ? [[event.request, event.read, event.total]] : [],
    );
    expect(told).toEqual([1, 2, 3, 4].map((read) => ['mine', read, 4]));
  });

  it.each(['DescribeFleets', 'DescribeImagePermissions', 'ListAssociatedStacks'])(
    'is none without permission for %s: what is not seen may hold an image',
    async (operation) => {
      principalOf(worker.world, ownerAccount).deniedActions.add(`appstream:${operation}`);
      expect(await ask([at('office-2026-06')], true)).toMatchObject({
        problem: { kind: 'permission-missing', action: `appstream:${operation}` },
      });
    },
  );
});

describe('the job of a deletion', () => {
  it('stops sharing first, and logs each change with what was before it', async () => {
    const details = await carriedOut(await plan([at('design-studio-7')]));
    expect(statesOf(details)).toEqual(['done', 'done', 'done']);
    expect(sent()).toEqual([
      ['DeleteImagePermissions', 'design-studio-7', 'ok'],
      ['DeleteImagePermissions', 'design-studio-7', 'ok'],
      ['DeleteImage', 'design-studio-7', 'ok'],
    ]);
    const answer = await worker.call('activity.list', { limit: 50 });
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    const changes = answer.value.value.records
      .toReversed()
      .map(({ entry: { operation, target, before, after } }) => [operation, target, before, after]);
    // The accounts are taken away beside each other, in whatever order.
    expect(changes.slice(0, 2)).toEqual(
      expect.arrayContaining([
        [
          'lifecycle.delete',
          `Image design-studio-7, account ${friend}`,
          { fleet: true, imageBuilder: true },
          null,
        ],
        [
          'lifecycle.delete',
          `Image design-studio-7, account ${customerAccount}`,
          { fleet: false, imageBuilder: true },
          null,
        ],
      ]),
    );
    expect(changes.slice(2)).toEqual([
      ['lifecycle.delete', 'Image design-studio-7', 'AVAILABLE', null],
    ]);
  });

  it('fails, and says why, where a fleet was given the image meanwhile', async () => {
    const made = await plan([at('design-studio-7')]);
    addFleet(regionOf(worker.world, 'us-east-1'), ownerAccount, 'studio-fleet', {
      image: record('design-studio-7'),
    });
    const details = await carriedOut(made);
    expect(statesOf(details)).toEqual(['done', 'done', 'failed']);
    expect(details.items[2]?.problem).toMatchObject({
      kind: 'not-available',
      detail: expect.stringContaining('studio-fleet'),
    });
    expect(record('design-studio-7').State).toBe('AVAILABLE');
  });

  it('fails, and forces nothing, where the image was shared with another meanwhile', async () => {
    const made = await plan([at('design-studio-7')]);
    const newcomer = { allowFleet: true, allowImageBuilder: false };
    record('design-studio-7').permissions.set('999988887777', newcomer);
    const details = await carriedOut(made);
    expect(statesOf(details)).toEqual(['done', 'done', 'failed']);
    expect(details.items[2]?.problem).toMatchObject({
      kind: 'not-available',
      detail: expect.stringContaining('shared with other accounts'),
    });
    expect([...record('design-studio-7').permissions]).toEqual([['999988887777', newcomer]]);
  });

  it('leaves an image whose sharing was changed meanwhile to who has changed it', async () => {
    const made = await plan([at('design-studio-7')]);
    const wider = { allowFleet: true, allowImageBuilder: true };
    record('design-studio-7').permissions.set(customerAccount, wider);
    const details = await carriedOut(made);
    expect(statesOf(details)).toEqual(['done', 'drift', 'cancelled']);
    expect(record('design-studio-7').permissions.get(customerAccount)).toEqual(wider);
    expect(record('design-studio-7').State).toBe('AVAILABLE');
  });

  it('is done once with a worker that is started anew at every look', async () => {
    const made = await plan([at('design-studio-7'), at('support-desk', 'eu-west-1')]);
    const details = await carriedOut(made, () => worker.restart());
    expect(statesOf(details)).toEqual(['done', 'done', 'done', 'done']);
    expect(sent().map(([, , outcome]) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('waits where the credentials expire halfway, or changes are switched off', async () => {
    const made = await plan([at('design-studio-7')]);
    worker.aws.faults.add({ kind: 'expired-token', operation: 'DeleteImage' });
    const answer = await start(made);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    const { id } = answer.value.value;
    const halfway = await worker.followed(id);
    expect(halfway.job).toMatchObject({ state: 'paused', pause: { reason: 'expired' } });
    expect(imageIn('design-studio-7')?.permissions.size).toBe(0);
    expect(imageIn('design-studio-7')?.State).toBe('AVAILABLE');
    await worker.call('safety.set', { readOnly: true });
    await worker.signIn(ownerAccount);
    expect((await worker.followed(id)).job.pause).toMatchObject({ reason: 'forbidden' });
    expect(imageIn('design-studio-7')?.State).toBe('AVAILABLE');
    await worker.call('safety.set', { readOnly: false });
    expect(statesOf(await worker.followed(id))).toEqual(['done', 'done', 'done']);
    expect(imageIn('design-studio-7')).toBeUndefined();
  });

  it('is not begun where changes are switched off, or the policy forbids a Region of it', async () => {
    const images = [at('rocky-tools_v2.1'), at('support-desk', 'eu-west-1')];
    const made = await plan(images);
    await worker.call('safety.set', { readOnly: true });
    expect(await start(made)).toMatchObject({ problem: { kind: 'read-only', by: 'settings' } });
    await worker.call('safety.set', { readOnly: false });
    worker.managed['allowedRegions'] = ['us-east-1'];
    expect(await start(made)).toMatchObject({
      problem: { kind: 'company-policy', rule: 'region', detail: 'eu-west-1' },
    });
    expect(sent()).toEqual([]);
  });

  it('is carried out by the operation that may destroy, and by no other', async () => {
    const { digest } = await plan([at('rocky-tools_v2.1')]);
    expect(await worker.call('lifecycle.copy', { digest }, virginia)).toMatchObject({
      problem: { kind: 'refused' },
    });
    expect(sent()).toEqual([]);
  });
});
