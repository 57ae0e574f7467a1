import { describe, expect, it } from 'vitest';
import { createImageGates } from '@/components/desk/findings/image-gates-model';
import { describeGate, summariseGates } from '@/lib/findings/image-gate';
import type { Finding } from '@/lib/findings/finding';
import type { GateRule } from '@/lib/findings/judgement';
import { sourceBuildTag } from '@/lib/images/lineage';
import { office } from '../../support/build-examples';
import { findingOf, ruleOf } from '../../support/judgements';
import { noon } from '../../support/values';
import { fakeClient, flush } from '../fakes';
import { scope } from './doubles';

const account = { partition: scope.partition, account: scope.account };
const buildOf = (name: string, number = 2, owner = scope.account, region = 'us-east-1') =>
  `arn:aws:imagebuilder:${region}:${owner}:image/${name}/1.0.0/${number}`;
const imageOf = (name: string, region = 'eu-west-1') => ({
  name,
  region,
  arn: `arn:aws:appstream:${region}:${scope.account}:image/${name}`,
});

interface Asked {
  readonly build: string;
}

interface World {
  /** The value of the tag by the name of the image. */
  readonly tags?: Readonly<Record<string, string>>;
  /** By the ARN of the build; the first of a name has none. */
  readonly findings?: Readonly<Record<string, readonly Finding[]>>;
  readonly count?: number;
  readonly rules?: readonly GateRule[];
  readonly answers?: Parameters<typeof fakeClient>[0];
}

const critical = findingOf('CVE-1', 'CRITICAL', ['curl']);

function setUp(
  names: readonly string[],
  { tags = {}, findings = {}, count = 300, rules = [ruleOf()], answers }: World = {},
) {
  const book = { judgements: [], rules, pins: [] };
  const counts = { all: count, critical: 0, high: 0, medium: 0 };
  const worker = fakeClient({
    'findings.book': () => ({ value: book }),
    'findings.kept': () => ({ value: [] }),
    'findings.cancel': () => ({ value: null }),
    'images.tags': ({ image }: { image: { name: string } }) => ({
      value: Object.hasOwn(tags, image.name)
        ? [{ key: sourceBuildTag, value: tags[image.name] }]
        : [{ key: 'Team', value: 'Design' }],
    }),
    'findings.change': ({ build }: Asked) => ({
      value: {
        counts,
        previous: { build: { ...office, arn: build.replace(/2$/, '1') }, counts },
      },
    }),
    'findings.read': ({ build }: Asked) => {
      const found = findings[build] ?? [];
      const scan = { enabled: true, status: 'COMPLETED' };
      const head = {
        build: { ...office, arn: build, scan },
        counts: { ...counts, all: 1 },
        state: 'complete',
        received: found.length,
        pages: 1,
      };
      return { value: { head, findings: found, next: 1 } };
    },
    ...answers,
  });
  const images = names.map((name) => imageOf(name));
  const model = createImageGates({ client: worker.client, now: () => noon }, account, images);
  const gates = () => model.images.value.map(({ gate }) => gate);
  return {
    ...worker,
    model,
    gates,
    told: () => gates().map(describeGate),
    summary: () => summariseGates(gates()),
  };
}

const many = Array.from({ length: 500 }, (_, index) => `image-${index}`);

describe('the gate of images', () => {
  it('asks for nothing where there is no rule', async () => {
    const { model, asked } = setUp(['kiosk'], { rules: [] });
    await model.load();
    expect(asked.map(({ id }) => id)).toEqual(['findings.book']);
  });

  it('asks for nothing of many images before somebody does, and then for the tags of three at a time', async () => {
    const { model, asked, calls, summary } = setUp(many, {
      answers: { 'images.tags': () => 'wait' },
    });
    await model.load();
    expect(asked.map(({ id }) => id)).toEqual(['findings.book']);
    expect(summary()).toBe('500 of 500 images are not checked yet.');
    expect(model.canCheck.value).toBe(true);
    void model.check();
    await flush();
    expect(calls('images.tags')).toHaveLength(3);
    expect(calls('images.tags')[0]?.options).toEqual({
      scope: { ...account, region: 'eu-west-1' },
    });
    await calls('images.tags')[0]?.answer({ value: [] });
    expect(calls('images.tags')).toHaveLength(4);
    expect(model.work.value).toEqual({ of: 'images', done: 1, total: 500 });
    model.cancel();
    expect(model.work.value).toBeUndefined();
    await calls('images.tags')[1]?.answer({ value: [] });
    expect(calls('images.tags')).toHaveLength(4);
    expect(summary()).toBe('1 of 500 images has no known build; 499 are not checked yet.');
  });

  it('tells of each image what came of it, and reads each build once', async () => {
    const golden = buildOf('golden');
    const { model, calls, told, summary } = setUp(['a', 'b', 'c', 'd', 'e'], {
      tags: { a: golden, b: golden, c: buildOf('clean'), d: 'golden' },
      findings: {
        [golden]: [critical],
        [buildOf('golden', 1)]: [findingOf('CVE-9', 'LOW')],
        [buildOf('clean')]: [critical],
        [buildOf('clean', 1)]: [critical],
      },
    });
    await model.check();
    // Without the rules nothing can be held to them.
    expect(calls('findings.read')).toEqual([]);
    await model.load();
    await model.check();
    expect(told()).toEqual([
      'Failed: Rule.',
      'Failed: Rule.',
      'Passed.',
      expect.stringContaining('names no build of an account'),
      expect.stringContaining('No known build'),
    ]);
    expect(summary()).toBe(
      '2 of 5 images fail a rule; 1 passes; 1 could not be evaluated; 1 has no known build.',
    );
    expect(
      calls('findings.read')
        .map(({ input }) => (input as Asked).build)
        .toSorted(),
    ).toEqual([buildOf('clean', 1), buildOf('clean'), buildOf('golden', 1), golden].toSorted());
    // In the account and the Region of the build, whatever the image's are.
    expect(calls('findings.change')[0]?.options).toEqual({
      scope: { ...account, region: 'us-east-1' },
    });
    expect(model.canCheck.value).toBe(false);
    expect(model.work.value).toBeUndefined();
  });

  it('looks at few images by itself, and reads findings where they are kept alone', async () => {
    const golden = buildOf('golden');
    const world: World = {
      tags: { a: golden },
      findings: { [golden]: [critical], [buildOf('golden', 1)]: [findingOf('CVE-9', 'LOW')] },
    };
    const waiting = setUp(['a', 'b'], world);
    await waiting.model.load();
    expect(waiting.told()).toEqual([
      'Not checked yet. It was made from golden 1.0.0/2.',
      expect.stringContaining('No known build'),
    ]);
    expect(waiting.calls('findings.read')).toEqual([]);
    const kept = [golden, buildOf('golden', 1)].map((build) => ({ build, state: 'complete' }));
    const there = setUp(['a'], {
      ...world,
      answers: { 'findings.kept': () => ({ value: kept }) },
    });
    await there.model.load();
    expect(there.told()).toEqual(['Failed: Rule.']);
  });

  it('says whose build it is where there are no credentials, and can be checked again', async () => {
    let problem = true;
    const other = buildOf('golden', 2, '444455556666', 'eu-north-1');
    const { model, told, calls } = setUp(['a'], {
      tags: { a: other },
      count: 1,
      findings: { [other]: [critical], [other.replace(/2$/, '1')]: [critical] },
      answers: {
        ...(problem && {
          'findings.change': ({ build }: Asked) =>
            problem
              ? { problem: { kind: 'needs-credentials', account: '444455556666' } }
              : {
                  value: {
                    counts: null,
                    previous: { build: { ...office, arn: build.replace(/2$/, '1') }, counts: null },
                  },
                },
        }),
      },
    });
    await model.load();
    expect(told()[0]).toMatch(/^Not evaluated: golden 1\.0\.0\/2\..*444455556666 in eu-north-1\.$/);
    expect(calls('findings.change')[0]?.options?.scope?.account).toBe('444455556666');
    expect(model.canCheck.value).toBe(true);
    problem = false;
    await model.check();
    expect(told()).toEqual(['Passed.']);
  });

  it('stops reading findings when told to, and goes on when asked again', async () => {
    const golden = buildOf('golden');
    const { model, calls, told } = setUp(['a'], {
      tags: { a: golden },
      answers: { 'findings.read': () => 'wait' },
    });
    await model.load();
    void model.check();
    await flush();
    expect(model.work.value).toEqual({ of: 'builds', done: 0, total: 1 });
    model.cancel();
    expect(calls('findings.cancel').map(({ input }) => input)).toEqual([
      { build: golden },
      { build: buildOf('golden', 1) },
    ]);
    expect(told()).toEqual(['Not checked yet. It was made from golden 1.0.0/2.']);
    void model.check();
    await flush();
    expect(calls('findings.read')).toHaveLength(4);
  });

  it('is held to the rules as they are now, without asking AWS again', async () => {
    const golden = buildOf('golden');
    let rules = [ruleOf({ title: 'No new critical' })];
    const { model, calls, told } = setUp(['a'], {
      tags: { a: golden },
      findings: { [golden]: [critical], [buildOf('golden', 1)]: [critical] },
      answers: { 'findings.book': () => ({ value: { judgements: [], rules, pins: [] } }) },
    });
    await model.load();
    await model.check();
    expect(told()).toEqual(['Passed.']);
    rules = [ruleOf({ title: 'No critical', of: 'all' })];
    model.hear({ event: 'findings-book-changed' });
    await flush();
    await flush();
    expect(told()).toEqual(['Failed: No critical.']);
    expect(calls('images.tags')).toHaveLength(1);
    expect(calls('findings.change')).toHaveLength(1);
  });

  it('stops at tags that may not be read, and says so once', async () => {
    const problem = { kind: 'permission-missing', action: 'appstream:ListTagsForResource' };
    const { model, calls, summary } = setUp(many, {
      answers: { 'images.tags': () => ({ problem }) as never },
    });
    await model.load();
    await model.check();
    expect(calls('images.tags')).toHaveLength(3);
    expect(model.problem.value).toMatchObject(problem);
    expect(summary()).toBe('500 of 500 images are not checked yet.');
  });
});
