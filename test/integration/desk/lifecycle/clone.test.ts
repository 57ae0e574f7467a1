import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RepositoryApplication } from '@/lib/applications/application';
import { imageScript } from '@/lib/cloning/script/script';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { WishOf } from '@/lib/lifecycle/wish';
import type { Scope } from '@/lib/scope';
import { regionOf } from '../../../aws/world';
import { runScript } from '../../../support/image-script';
import { appstreamRole, believableWorld, ownerAccount } from '../../../support/scenarios';
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

/** What a person does who looks at the builder now and then: runs the script once it runs. */
const atBuilder =
  ({ steps }: Pick<LifecyclePlan, 'steps'>) =>
  () => {
    const step = steps.find(({ act }) => act === 'await-image');
    if (step?.act !== 'await-image' || image() || builder(step.builder)?.State !== 'RUNNING')
      return;
    const answers = runScript(worker.world, step.region, step.builder, imageScript(step.order));
    for (const { exitCode, stdout } of answers) expect(exitCode, stdout).toBe(0);
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
});
