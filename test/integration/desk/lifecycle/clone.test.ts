import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RepositoryApplication } from '@/lib/applications/application';
import { imageScript } from '@/lib/cloning/script/script';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { WishOf } from '@/lib/lifecycle/wish';
import type { Scope } from '@/lib/scope';
import { callsOf } from '../../../aws/log';
import { addImage, addImageBuilder, regionOf } from '../../../aws/world';
import { runScript } from '../../../support/image-script';
import {
  appstreamRole,
  believableWorld,
  ownerAccount,
  principalOf,
} from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };

const editor: RepositoryApplication = {
  id: 'Editor',
  name: 'An editor',
  platform: 'windows',
  source: { kind: 's3', uri: 's3://installers/Editor Setup.exe' },
  install: '"Editor Setup.exe" /S',
  launchPath: 'C:\\Program Files\\Editor\\editor.exe',
  launchParameters: '--quiet "a b"',
};
const gimp: RepositoryApplication = {
  id: 'gimp',
  name: "GNU's image program",
  platform: 'linux',
  install: 'yum -y install gimp',
  launchPath: '/usr/bin/gimp',
  launchParameters: '--no-splash',
};

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  await worker.signIn(ownerAccount);
  for (const application of [editor, gimp]) {
    await worker.call('applications.save', { application });
  }
});

afterEach(() => worker.stop());

const clone: WishOf<'clone'> = {
  act: 'clone',
  source: { name: 'office-2026-06' },
  image: 'office-2026-07',
  displayName: 'Office, July',
  description: 'With an editor',
  dynamicCatalogs: true,
  latestAgent: true,
  tags: [
    { key: 'Team', value: 'Workplace' },
    { key: 'Note', value: '-1' },
  ],
  builder: {
    name: 'office-2026-07-builder',
    instanceType: 'stream.standard.large',
    subnets: ['subnet-0a1b2c3d'],
    securityGroups: ['sg-0a1b2c3d'],
    role: `arn:aws:iam::${ownerAccount}:role/${appstreamRole}`,
    internetAccess: false,
    withoutImdsV1: true,
  },
  applications: ['Editor'],
  software: ['Microsoft_Office_2024_LTSC_Standard_64Bit'],
  after: 'delete',
};

async function plan(changes: Partial<WishOf<'clone'>> = {}): Promise<LifecyclePlan> {
  const wish = { ...clone, ...changes };
  const answer = await worker.call('lifecycle.plan', { wish }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

async function start({ digest }: Pick<LifecyclePlan, 'digest'>): Promise<string> {
  const answer = await worker.call('lifecycle.clone', { digest }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value.id;
}

const recordIn = <Named extends { readonly Name: string; readonly owner: string }>(
  records: ReadonlyMap<string, Named>,
  name: string,
) => [...records.values()].find((each) => each.Name === name && each.owner === ownerAccount);
const image = (name = clone.image) => recordIn(regionOf(worker.world, 'us-east-1').images, name);
const builder = (name = clone.builder.name) =>
  recordIn(regionOf(worker.world, 'us-east-1').imageBuilders, name);

const linux = {
  source: { name: 'analytics-linux' },
  dynamicCatalogs: false,
  applications: ['gimp'],
  software: [],
} as const;

/** The job that created the builder of the clone, as the page of image builders tells it. */
async function makerOfBuilder() {
  const answer = await worker.call('cloning.builders', {}, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value.find((each) => each.builder.name === clone.builder.name)?.maker;
}

/** Runs the script of a plan at its builder. */
function run({ steps }: Pick<LifecyclePlan, 'steps'>) {
  const step = steps.find(({ act }) => act === 'await-image');
  if (step?.act !== 'await-image') throw new Error('Nothing is to be run.');
  return runScript(worker.world, step.region, step.builder, imageScript(step.order));
}

/** What a person does who looks at the builder now and then: runs the script once it runs. */
const atBuilder = (made: Pick<LifecyclePlan, 'steps'>) => () => {
  if (image() || builder()?.State !== 'RUNNING') return;
  for (const { exitCode, stdout } of run(made)) expect(exitCode, stdout).toBe(0);
};

describe('a clone', () => {
  it('of Windows is an image with its applications and its tags, and leaves no builder', async () => {
    const made = await plan();
    expect(made.leftOut).toEqual([]);
    const { job } = await worker.followed(await start(made), atBuilder(made));
    expect(job.counts).toMatchObject({ total: 5, done: 3, unchanged: 2 });
    expect(image()).toMatchObject({
      State: 'AVAILABLE',
      DisplayName: 'Office, July',
      Description: 'With an editor',
      DynamicAppProvidersEnabled: 'ENABLED',
      ManagedSoftwareIncluded: true,
    });
    expect(image()?.Applications).toMatchObject([
      { Name: 'Firefox' },
      { Name: 'Calc' },
      { Name: 'Viewer' },
      { Name: 'Editor', DisplayName: 'An editor', LaunchParameters: '--quiet "a b"' },
    ]);
    expect(Object.fromEntries(image()?.tags ?? [])).toEqual({
      Team: 'Workplace',
      Note: '-1',
      'image-desk:source-image': image('office-2026-06')?.Arn,
    });
    expect(builder()).toBeUndefined();
  });

  it('of Linux is made by the script for bash, and keeps its builder stopped', async () => {
    const made = await plan({ ...linux, after: 'stop' });
    const { job } = await worker.followed(await start(made), atBuilder(made));
    expect(job).toMatchObject({ state: 'ended', counts: { total: 4, failed: 0 } });
    expect(image()?.State).toBe('AVAILABLE');
    expect(image()?.Applications).toMatchObject([
      { Name: 'RStudio' },
      { Name: 'gimp', DisplayName: "GNU's image program", LaunchParameters: '--no-splash' },
    ]);
    expect(builder()?.State).toBe('STOPPED');
    expect(await makerOfBuilder()).toMatchObject({ job: job.id, standing: 'kept' });
  });

  it('of a shared image goes by its ARN, and of a build is made from it as well', async () => {
    const shared = worker.world.regions.get('us-east-1')?.images.values() ?? [];
    const erp = [...shared].find(({ Name }) => Name === 'customer-erp-client');
    const made = await plan({
      source: { name: 'customer-erp-client', arn: erp?.Arn ?? '' },
      software: [],
    });
    await worker.followed(await start(made), atBuilder(made));
    expect(image()?.tags.get('image-desk:source-image')).toBe(erp?.Arn);
    const kiosk = await plan({ source: { name: 'kiosk' }, image: 'kiosk-2', software: [] });
    expect(kiosk.steps).toContainEqual(
      expect.objectContaining({
        act: 'tag',
        tags: expect.arrayContaining([
          expect.objectContaining({ key: 'image-desk:source-build' }),
          { key: 'Team', value: 'Workplace' },
        ]),
      }),
    );
  });

  it('is refused before anything is begun where that is known', async () => {
    const made = await plan({
      image: 'office-builder',
      builder: { ...clone.builder, name: 'office-2026-03' },
      applications: ['Editor', 'gimp', 'gone'],
    });
    expect(made.steps).toEqual([]);
    expect(made.leftOut.map(({ refusal: { kind, subject } }) => [kind, subject])).toEqual([
      ['application-gone', 'gone'],
      ['name', undefined],
      ['application-platform', 'gimp'],
      ['name', undefined],
    ]);
  });
});

describe('a clone that cannot go on', () => {
  it('ends when its builder fails, which is left behind', async () => {
    worker.world.failing.set(clone.builder.name, 'No capacity.');
    const made = await plan();
    const { job, items } = await worker.followed(await start(made));
    expect(job.counts).toMatchObject({ failed: 1, cancelled: 4 });
    expect(items[0]?.problem).toMatchObject({
      kind: 'not-available',
      detail: expect.stringContaining('No capacity.'),
    });
    expect(builder()?.State).toBe('FAILED');
    expect(await makerOfBuilder()).toMatchObject({ job: job.id, standing: 'left-behind' });
  });

  it('ends when its image fails, and keeps the builder', async () => {
    worker.world.failing.set(clone.image, 'Sysprep has failed.');
    const made = await plan();
    const { job } = await worker.followed(await start(made), atBuilder(made));
    expect(job.counts).toMatchObject({ failed: 1, cancelled: 2 });
    expect(builder()?.State).toBe('STOPPED');
    expect(await makerOfBuilder()).toMatchObject({ standing: 'left-behind' });
  });

  it('waits at the builder while there is no room for an image, and goes on when there is', async () => {
    const made = await plan();
    const { quotas } = worker.world;
    const before = quotas.images;
    quotas.images = 0;
    const refusals: string[] = [];
    const { job } = await worker.followed(await start(made), (look) => {
      if (look === 5) refusals.push(run(made).at(-1)?.stdout ?? '');
      if (look !== 8) return;
      quotas.images = before;
      // What it has added the first time is in its own way no longer.
      expect(run(made).at(-1)?.exitCode).toBe(0);
    });
    expect(refusals).toEqual([expect.stringContaining('limit of images')]);
    expect(job.counts.failed).toBe(0);
    expect(image()?.State).toBe('AVAILABLE');
    expect(builder()).toBeUndefined();
  });

  it('has no builder where there is no room for one', async () => {
    const made = await plan();
    worker.world.quotas.imageBuilders = 0;
    const { job } = await worker.followed(await start(made));
    expect(job.counts).toMatchObject({ failed: 1, cancelled: 4 });
    expect(builder()).toBeUndefined();
  });

  it('leaves a builder alone that somebody else has called so meanwhile', async () => {
    const made = await plan();
    const base = image('office-2026-06');
    if (!base) throw new Error('There is no image.');
    addImageBuilder(regionOf(worker.world, 'us-east-1'), ownerAccount, clone.builder.name, {
      image: base,
      CreatedTime: new Date(worker.world.now() - 3_600_000),
    });
    const { job } = await worker.followed(await start(made));
    expect(job.counts).toMatchObject({ drift: 1, cancelled: 4 });
    expect(builder()).toBeDefined();
    expect(await makerOfBuilder()).toBeUndefined();
  });

  it('keeps its builder when the name of its image was taken meanwhile', async () => {
    const made = await plan();
    const { job } = await worker.followed(await start(made), (look) => {
      if (look !== 5) return;
      addImage(regionOf(worker.world, 'us-east-1'), ownerAccount, clone.image, {
        ImageBuilderName: 'another',
        CreatedTime: new Date(worker.world.now()),
      });
    });
    expect(job.counts).toMatchObject({ drift: 1, cancelled: 2 });
    expect(builder()?.State).toBe('RUNNING');
    expect(await makerOfBuilder()).toMatchObject({ standing: 'left-behind' });
  });

  it('waits for fresh credentials, and goes on with them', async () => {
    const made = await plan();
    const id = await start(made);
    const principal = principalOf(worker.world, ownerAccount);
    let expired = false;
    const waiting = await worker.followed(id, (look) => {
      atBuilder(made)();
      if (look !== 6) return;
      expired = true;
      principal.expiresAt = worker.world.now();
    });
    expect(expired).toBe(true);
    expect(waiting.job.pause?.reason).toBe('expired');
    expect(builder()).toBeDefined();
    principal.expiresAt = worker.world.now() + 6 * 3_600_000;
    await worker.signIn(ownerAccount);
    await worker.settled(id);
    const { job } = await worker.followed(id, atBuilder(made));
    expect(job.counts).toMatchObject({ total: 5, failed: 0, cancelled: 0 });
    expect(builder()).toBeUndefined();
  });

  it('leaves its builder when it is cancelled while it waits for the person', async () => {
    const made = await plan();
    const id = await start(made);
    const { job } = await worker.followed(id, async (look) => {
      if (look === 5) await worker.call('jobs.cancel', { id });
    });
    expect(job.state).toBe('cancelled');
    expect(builder()?.State).toBe('RUNNING');
    expect(await makerOfBuilder()).toMatchObject({ job: id, standing: 'left-behind' });
  });

  it('is taken up again at its builder, which is left behind no longer', async () => {
    const made = await plan();
    const first = await start(made);
    const { items } = await worker.followed(first, async (look) => {
      if (look === 5) await worker.call('jobs.cancel', { id: first });
    });
    expect(items[2]).toMatchObject({
      state: 'cancelled',
      problem: { kind: 'left-there', builder: clone.builder.name },
    });
    const answer = await worker.call('lifecycle.rest', { job: first }, virginia);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    const rest = answer.value.value;
    expect(rest.steps).toEqual(made.steps.slice(2));
    const second = await start(rest);
    await worker.settled(second);
    expect(await makerOfBuilder()).toMatchObject({ job: second, standing: 'in-use' });
    const { job } = await worker.followed(second, atBuilder(rest));
    expect(job).toMatchObject({ state: 'ended', counts: { total: 3, done: 2, unchanged: 1 } });
    expect(image()?.State).toBe('AVAILABLE');
    expect(builder()).toBeUndefined();
  });

  it('goes on after a restart of the worker at any look', async () => {
    const made = await plan({ software: [] });
    const ends: string[] = [];
    const { job } = await worker.followed(await start(made), () => {
      const shown = builder();
      if (shown?.State === 'DELETING') ends.push(image()?.State ?? 'none');
      atBuilder(made)();
      worker.restart();
    });
    expect(job.counts).toMatchObject({ total: 4, failed: 0, drift: 0, cancelled: 0 });
    expect(ends).toEqual(['AVAILABLE']);
    expect(image()?.State).toBe('AVAILABLE');
    expect(builder()).toBeUndefined();
    expect(callsOf(worker.aws.log, 'CreateImageBuilder')).toHaveLength(1);
  });
});

describe('an image builder', () => {
  it('is opened in a tab while it runs, and nobody but the tab learns its address', async () => {
    const made = await plan();
    await worker.followed(await start(made), async (look) => {
      const answer = await worker.call(
        'cloning.streaming',
        { builder: clone.builder.name },
        virginia,
      );
      if (look === 0)
        expect(answer).toMatchObject({ ok: false, problem: { kind: 'not-available' } });
      if (builder()?.State === 'RUNNING') {
        expect(answer).toMatchObject({ ok: true, value: { value: null } });
        atBuilder(made)();
      }
    });
    const [address = ''] = worker.visited;
    expect(address).toMatch(/^https:\/\/appstream2\.us-east-1\.aws\.amazon\.com\/authenticate/);
    const entries = await worker.call('activity.list', { limit: 100 });
    expect(JSON.stringify(entries)).toContain('streaming URL');
    const kept = JSON.stringify([
      entries,
      worker.events,
      worker.session.dump(),
      worker.durable.dump(),
    ]);
    const [, secret = ''] = decodeURIComponent(address).split('parameters=');
    expect(secret.length).toBeGreaterThan(40);
    expect(kept).not.toContain(secret.slice(0, 40));
    expect(kept).not.toContain(encodeURIComponent(secret.slice(0, 40)));
  });

  it('that was left behind is deleted as a plan, and the one on which an image is made is not', async () => {
    const made = await plan();
    const id = await start(made);
    await worker.followed(id, async (look) => {
      if (look === 5) await worker.call('jobs.cancel', { id });
    });
    const wish = {
      act: 'end-builders' as const,
      builders: [{ region: 'us-east-1', name: clone.builder.name }],
      end: 'delete' as const,
    };
    run(made);
    expect(builder()?.State).toBe('SNAPSHOTTING');
    const early = await worker.call('lifecycle.plan', { wish }, virginia);
    expect(early).toMatchObject({
      value: { value: { steps: [], leftOut: [{ refusal: { kind: 'image-builder' } }] } },
    });
    worker.world.pass(60);
    const answer = await worker.call('lifecycle.plan', { wish }, virginia);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    const { digest } = answer.value.value;
    const started = await worker.call('lifecycle.end-builders', { digest }, virginia);
    if (!started.ok) throw new Error(JSON.stringify(started.problem));
    const { job } = await worker.followed(started.value.value.id);
    expect(job.counts).toMatchObject({ total: 1, done: 1 });
    expect(builder()).toBeUndefined();
    expect(image()?.State).toBe('AVAILABLE');
  });
});
