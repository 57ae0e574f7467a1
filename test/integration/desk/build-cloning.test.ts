import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CloneFacts } from '@/lib/builds/clone/clone';
import { commandsOf } from '@/lib/builds/commands';
import type { BuildPlan } from '@/lib/builds/plan';
import type { JobDetails } from '@/lib/jobs/job';
import type { InputOf } from '@/lib/operations/registry';
import type { Scope } from '@/lib/scope';
import { change } from '../../aws/image-builder/build';
import { addContainerRecipe, addImageRecipe } from '../../aws/image-builder/resources';
import { callsOf, mutatingCalls } from '../../aws/log';
import { regionOf } from '../../aws/world';
import { officeGolden, officeGoldenBuild } from '../../support/office-golden';
import { believableWorld, customerAccount, ownerAccount } from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const prefix = `arn:aws:imagebuilder:us-east-1:${ownerAccount}`;
const office = officeGoldenBuild('2.0.0/4');
const recipe = `${prefix}:image-recipe/${officeGolden}/2.1.0`;
const made = officeGoldenBuild('2.1.0/1');
const viewer = `${prefix}:component/install-viewer/1.10.0`;
const hosts = `${prefix}:infrastructure-configuration/office-build-hosts`;
const worldwide = `${prefix}:distribution-configuration/office-worldwide`;

type CloneWish = InputOf<'build-cloning.plan'>;

const clock = { time: Date.UTC(2026, 7, 1, 12) };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld({ now: () => clock.time }) });
  await worker.signIn(ownerAccount);
  worker.aws.log.length = 0;
});

afterEach(() => worker.stop());

const edition = { name: 'edition', values: ['Team "A" & $HOME'] };

const wish = (changes: Partial<CloneWish> = {}): CloneWish => ({
  build: office,
  base: 'image',
  again: false,
  name: officeGolden,
  version: '2.1.0',
  added: [{ arn: viewer, parameters: [edition] }],
  infrastructure: hosts,
  distribution: worldwide,
  ...changes,
});

const asked = (changes?: Partial<CloneWish>) =>
  worker.call('build-cloning.plan', wish(changes), virginia);

async function planOf(changes?: Partial<CloneWish>): Promise<BuildPlan> {
  const answer = await asked(changes);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

async function problemOf(changes: Partial<CloneWish>) {
  const answer = await asked(changes);
  return answer.ok ? undefined : answer.problem;
}

async function start({ digest }: BuildPlan): Promise<string> {
  const answer = await worker.call('build-cloning.apply', { digest }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value.id;
}

const carriedOut = async (changes?: Partial<CloneWish>): Promise<JobDetails> =>
  worker.settled(await start(await planOf(changes)));

const builder = () => regionOf(worker.world, 'us-east-1').imageBuilder;

/** The changes that AWS was asked for, each as its name and what it was told beside the token. */
const sent = () =>
  mutatingCalls(worker.aws.log).map(({ operation, input }) => {
    const { clientToken: _, ...rest } = { ...input };
    return [operation, rest] as const;
  });

const names = () => sent().map(([operation]) => operation);

describe('what a clone is made from', () => {
  it('is the recipe in full, with the versions that are taken and where it can be built', async () => {
    const answer = await worker.call('build-cloning.recipe', { build: office }, virginia);
    const facts: CloneFacts | undefined = answer.ok ? answer.value.value : undefined;
    expect(facts?.parts.map(({ arn }) => arn.replace(/^.*component\//, ''))).toEqual([
      'update-windows/1.0.0/1',
      'install-office/3.2.0/1',
      'verify-office/1.0.1/2',
    ]);
    expect(facts?.parts[1]?.parameters[1]).toEqual({
      name: 'languages',
      values: ['en-us', 'de-de'],
    });
    expect(facts?.versions).toContainEqual({ name: officeGolden, version: '1.1.0' });
    expect(facts?.infrastructures).toContainEqual(
      expect.objectContaining({ arn: hosts, name: 'office-build-hosts' }),
    );
  });

  it('has components of the account, those that are shared with it, and those of AWS', async () => {
    const listed = async (owner: 'Self' | 'Shared' | 'Amazon') => {
      const answer = await worker.call('build-cloning.components', { owner }, virginia);
      return answer.ok ? answer.value.value.map(({ name, version }) => `${name} ${version}`) : [];
    };
    expect(await listed('Self')).toContain('install-viewer 1.10.0');
    expect(await listed('Shared')).toEqual(['corporate-certificates 2.0.0']);
    expect(await listed('Amazon')).toContain('chocolatey 1.0.0');
    const answer = await worker.call('build-cloning.component', { component: viewer }, virginia);
    expect(answer).toMatchObject({
      value: {
        value: {
          arn: viewer,
          parameters: [
            { name: 'edition', type: 'string' },
            { name: 'seats', type: 'integer', fallback: ['1'] },
            { name: 'silent', type: 'boolean', fallback: ['true'] },
          ],
        },
      },
    });
  });
});

describe('a clone', () => {
  it('starts from the image: a new version of the recipe, and the build that it is followed by', async () => {
    const plan = await planOf();
    expect(plan.warnings.map(({ kind }) => kind)).toEqual([
      'passes-role',
      'reaches-accounts',
      'held-by-recipe',
    ]);
    expect(names()).toEqual([]);
    const { job, items } = await worker.settled(await start(plan));
    expect(job).toMatchObject({
      state: 'ended',
      title: 'office-golden 2.0.0/4: Clone as office-golden 2.1.0',
    });
    expect(items).toMatchObject([
      { state: 'done', made: recipe },
      { state: 'done', made },
    ]);
    const [[, recipeInput] = [], [, imageInput] = []] = sent();
    expect(recipeInput).toMatchObject({
      name: officeGolden,
      semanticVersion: '2.1.0',
      parentImage: office,
      components: [
        { componentArn: viewer, parameters: [{ name: 'edition', value: edition.values }] },
      ],
      workingDirectory: 'C:/',
      additionalInstanceConfiguration: { systemsManagerAgent: { uninstallAfterBuild: true } },
      tags: { Team: 'Workplace' },
    });
    // The image has the disk that the snapshot was for, with what is on it by now.
    expect(JSON.stringify(recipeInput)).not.toContain('snap-');
    expect(imageInput).toMatchObject({
      imageRecipeArn: recipe,
      infrastructureConfigurationArn: hosts,
      distributionConfigurationArn: worldwide,
      executionRole: `arn:aws:iam::${ownerAccount}:role/ImageBuilderWorkflows`,
      imageScanningConfiguration: { imageScanningEnabled: true },
      enhancedImageMetadataEnabled: true,
      tags: { Release: '2026-07', Team: 'Workplace', Stage: 'production' },
    });
    expect(worker.events).toContainEqual({ event: 'build-changed', target: recipe });
  });

  it('starts from what the recipe started from, with all that it consists of', async () => {
    await carriedOut({ base: 'recipe' });
    const source = builder().imageRecipes.get(recipe.replace('2.1.0', '2.0.0'));
    const clone = builder().imageRecipes.get(recipe);
    expect(clone?.components).toEqual([
      ...(source?.components ?? []),
      { componentArn: viewer, parameters: [{ name: 'edition', value: edition.values }] },
    ]);
    expect(clone).toMatchObject({
      parentImage: source?.parentImage,
      blockDeviceMappings: source?.blockDeviceMappings,
      additionalInstanceConfiguration: source?.additionalInstanceConfiguration,
      amiTags: source?.amiTags,
      description: source?.description,
    });
  });

  it('of an image of another account takes over nothing that is that account’s own', async () => {
    const foreign = [...builder().builds.values()].find(({ owner }) => owner === customerAccount);
    const build = foreign?.arn ?? '';
    const platform = foreign?.platform === 'Linux' ? 'harden-linux/1.0.0' : 'old-viewer/0.9.0';
    const added = [{ arn: `${prefix}:component/${platform}`, parameters: [] }];
    expect(await problemOf({ build, base: 'recipe', added })).toMatchObject({
      kind: 'not-available',
    });
    const { items } = await carriedOut({ build, added, name: 'Our own', version: '1.0.0' });
    expect(items.map(({ state }) => state)).toEqual(['done', 'done']);
    const [[, recipeInput] = [], [, imageInput] = []] = sent();
    expect(Object.keys(recipeInput ?? {}).toSorted()).toEqual([
      'components',
      'name',
      'parentImage',
      'semanticVersion',
    ]);
    expect(imageInput).not.toHaveProperty('executionRole');
    expect(imageInput).toMatchObject({ imageRecipeArn: `${prefix}:image-recipe/our-own/1.0.0` });
  });

  it('is what the commands of its plan do', async () => {
    const { bash } = commandsOf((await planOf()).tasks);
    const [first = '', second = ''] = bash.split('\n');
    expect(first).toMatch(
      /^aws imagebuilder create-image-recipe --region 'us-east-1' --cli-input-json '\{/,
    );
    expect(second).toContain(`"imageRecipeArn":"${recipe}"`);
  });
});

describe('a clone is refused before any change', () => {
  it.each<readonly [string, Partial<CloneWish>, RegExp]>([
    ['a version that is taken', { version: '1.1.0' }, /already/],
    ['no version', { version: '01.1.0' }, /three numbers/],
    [
      'a component of another platform',
      { added: [{ arn: `${prefix}:component/harden-linux/1.0.0`, parameters: [] }] },
      /for Linux, and this image is Windows/,
    ],
    [
      'a component that is disabled',
      { added: [{ arn: `${prefix}:component/broken-viewer/0.1.0`, parameters: [] }] },
      /disabled/,
    ],
    ['a parameter without a value', { added: [{ arn: viewer, parameters: [] }] }, /edition/],
    [
      'a value of the wrong form',
      {
        added: [{ arn: viewer, parameters: [edition, { name: 'seats', values: ['many'] }] }],
      },
      /whole number/,
    ],
    [
      'only what tests',
      { added: [{ arn: `${prefix}:component/verify-office/1.0.1`, parameters: [] }] },
      /only test/,
    ],
    [
      'more components than AWS takes',
      {
        again: true,
        added: Array.from({ length: 18 }, () => ({ arn: viewer, parameters: [edition] })),
      },
      /at most 20/,
    ],
    [
      'settings for containers',
      { distribution: `${prefix}:distribution-configuration/tools-registries` },
      /containers? images? go/,
    ],
    ['an image that is not available', { build: officeGoldenBuild('2.0.0/1') }, /AVAILABLE/],
    ['a container', { build: `${prefix}:image/tools-container/0.9.1/2` }, /container image/],
  ])('for %s', async (_, changes, reason) => {
    const problem = await problemOf(changes);
    expect(JSON.stringify(problem)).toMatch(reason);
    expect(names()).toEqual([]);
  });

  it('from an image that failed, and not from what the recipe of it started from', async () => {
    const build = officeGoldenBuild('2.0.0/1');
    expect((await planOf({ build, base: 'recipe' })).tasks).toHaveLength(2);
  });

  it('in read-only mode, and by the policy of the company', async () => {
    const plan = await planOf();
    await worker.call('safety.set', { readOnly: true });
    const answer = await worker.call('build-cloning.apply', { digest: plan.digest }, virginia);
    expect(answer).toMatchObject({ problem: { kind: 'read-only' } });
    await worker.call('safety.set', { readOnly: false });
    worker.managed['allowedRecipients'] = ['777788889999'];
    expect(await problemOf({})).toMatchObject({ kind: 'company-policy' });
    expect(names()).toEqual([]);
  });

  it('by any operation but its own', async () => {
    const { digest } = await planOf();
    const answer = await worker.call('build-actions.apply', { digest }, virginia);
    expect(answer).toMatchObject({ problem: { kind: 'refused' } });
  });
});

describe('a clone that is disturbed', () => {
  it.each([
    ['CreateImageRecipe', 'a connection that was lost', { kind: 'reset', when: 'after' }],
    ['CreateImageRecipe', 'an answer that was cut off', { kind: 'truncated' }],
    ['CreateImage', 'a connection that was lost', { kind: 'reset', when: 'after' }],
    ['CreateImage', 'an answer that was cut off', { kind: 'truncated' }],
  ] as const)('at %s by %s makes nothing twice', async (operation, _, fault) => {
    worker.aws.faults.add({ ...fault, operation });
    const { items } = await carriedOut();
    expect(items.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(items[1]?.made).toBe(made);
    const tokens = callsOf(worker.aws.log, operation).map(({ input }) => input?.['clientToken']);
    expect(new Set(tokens).size).toBe(1);
    expect(builder().builds.has(officeGoldenBuild('2.1.0/2'))).toBe(false);
  });

  it.each([
    ['CreateImageRecipe', 0],
    ['CreateImage', 1],
  ] as const)('by a worker that is stopped at %s goes on where it was', async (operation, step) => {
    let answer: (() => void) | undefined;
    const until = new Promise<void>((resolve) => {
      answer = resolve;
    });
    worker.aws.faults.add({ kind: 'slow', until, operation });
    const id = await start(await planOf());
    await vi.waitFor(async () => {
      const answered = await worker.call('jobs.get', { id });
      const items = answered.ok ? answered.value.value.items : [];
      expect(items[step]).toMatchObject({ state: 'inflight' });
      expect(items[step]?.made).toBeUndefined();
    });
    worker.restart();
    answer?.();
    const { items } = await worker.settled(id);
    expect(items.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(items[1]?.made).toBe(made);
    expect(builder().builds.has(officeGoldenBuild('2.1.0/2'))).toBe(false);
  });

  it('by somebody who took the version meanwhile builds nothing of theirs', async () => {
    const plan = await planOf();
    addImageRecipe(regionOf(worker.world, 'us-east-1'), ownerAccount, officeGolden, '2.1.0', {
      platform: 'Windows',
      parentImage: office,
      components: [{ componentArn: viewer }],
    });
    const { items } = await worker.settled(await start(plan));
    expect(items).toMatchObject([
      { state: 'drift', attempts: 0 },
      { state: 'cancelled', problem: { kind: 'step-missed' } },
    ]);
    expect(names()).toEqual([]);
  });

  it('by credentials that expire halfway waits, and goes on with fresh ones', async () => {
    worker.aws.faults.add({ kind: 'expired-token', operation: 'CreateImage' });
    const id = await start(await planOf());
    const { job, items } = await worker.settled(id);
    expect(job).toMatchObject({ state: 'paused', pause: { reason: 'expired' } });
    expect(items.map(({ state }) => state)).toEqual(['done', 'pending']);
    await worker.signIn(ownerAccount);
    expect((await worker.settled(id)).items[1]).toMatchObject({ state: 'done', made });
  });

  it('by a permission that is missing names it', async () => {
    worker.aws.faults.add({ kind: 'access-denied', operation: 'CreateImageRecipe' });
    const { job } = await carriedOut();
    expect(job).toMatchObject({
      pause: { problem: { action: 'imagebuilder:CreateImageRecipe' } },
    });
  });

  it('by a build that fails has begun it, and the build says why', async () => {
    const { items } = await carriedOut();
    expect(items[1]).toMatchObject({ state: 'done', made });
    const build = builder().builds.get(made);
    if (!build) throw new Error('No build');
    change(worker.world, regionOf(worker.world, 'us-east-1'), build, {
      fails: 'build',
      failure: 'The component install-viewer failed.',
    });
    clock.time += 6 * 3_600_000;
    const answer = await worker.call('builds.get', { build: made }, virginia);
    expect(answer).toMatchObject({
      value: {
        value: { status: 'FAILED', reason: expect.stringContaining('install-viewer failed') },
      },
    });
  });

  it('is in the log with what it makes, and without the values of parameters', async () => {
    await carriedOut();
    const answer = await worker.call('activity.list', { limit: 50 });
    const entries = JSON.stringify(answer.ok ? answer.value.value : '');
    expect(entries).toContain('imagebuilder:CreateImageRecipe');
    expect(entries).toContain('install-viewer/1.10.0');
    expect(entries).toContain('imagebuilder:CreateImage');
    expect(entries).not.toContain('Team \\"A');
  });
});

// A container recipe has the same name as an image recipe in another list.
it('does not mistake the recipe of a container for its own', async () => {
  addContainerRecipe(regionOf(worker.world, 'us-east-1'), ownerAccount, officeGolden, '2.1.0', {});
  expect((await planOf()).tasks).toHaveLength(2);
});
