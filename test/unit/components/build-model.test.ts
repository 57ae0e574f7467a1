import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createBuildModel } from '@/components/panel/imagebuilder/model';
import type { ImageBuild } from '@/lib/builds/build';
import type { Problem } from '@/lib/problems/problem';
import { distributionTo } from '@/test/support/sample-builds';
import { account, buildOf, listingOf, runId, runOf, sightOf, stepOf, worldOf } from './build-fakes';
import { fakeClock } from './clock';
import { fakeClient, flush } from './fakes';

const second = 1000;
const first = buildOf(1);
const latest = buildOf(2);
const running = buildOf(3, { status: 'BUILDING' });
const version = first.arn.replace(/\/1$/, '');
const pipeline = `arn:aws:imagebuilder:eu-west-1:${account}:image-pipeline/office`;

type Answers = Parameters<typeof fakeClient>[0];

function start(
  answers: Answers = {},
  builds: readonly ImageBuild[] = [first, latest, running],
  cached: Parameters<typeof fakeClient>[1] = {},
) {
  const clock = fakeClock();
  const page = { hidden: false, ended: new AbortController() };
  const worker = fakeClient({ ...worldOf(builds), ...answers }, cached);
  const model = createBuildModel({
    client: worker.client,
    now: clock.now,
    later: clock.later,
    hidden: () => page.hidden,
    ended: page.ended.signal,
    reload: vi.fn<() => void>(),
  });
  const pass = async (milliseconds: number) => {
    clock.pass(milliseconds);
    await flush();
  };
  return { ...worker, model, clock, page, pass };
}

const asks = ({ asked }: Pick<ReturnType<typeof start>, 'asked'>) =>
  asked
    .filter(({ id, from }) => from === 'aws' && /^(?:builds|findings)\./.test(id))
    .map(({ id }) => id.replace('builds.', ''))
    .toSorted((a, b) => a.localeCompare(b));

test('reads a build with as few questions as its data allows, most of them at once', async () => {
  const panel = start();
  panel.model.look(sightOf(latest));
  await flush();
  expect(asks(panel)).toEqual(['counts', 'get', 'policy', 'steps', 'workflows']);
  expect(panel.model.details.value.held?.value).toMatchObject(latest);
  expect(panel.model.run.value).toBe(runId(1));
  expect(panel.model.steps.value.held?.value).toHaveLength(1);
  expect(panel.calls('builds.get')[0]?.options).toEqual({
    hints: { account, region: 'eu-west-1' },
  });
});

test('asks for everything but the steps before anything is answered', async () => {
  const panel = start({ 'builds.get': () => 'wait', 'builds.workflows': () => 'wait' });
  panel.model.look(sightOf(latest));
  await flush();
  expect(asks(panel)).toEqual(['counts', 'get', 'policy', 'workflows']);
});

test('asks nothing about an image of another account that only its owner is told', async () => {
  const theirs = { ...first, arn: first.arn.replace(account, '444455556666') };
  const panel = start({}, [theirs]);
  panel.model.look(sightOf(theirs));
  await flush();
  expect(asks(panel)).toEqual(['get']);
  expect(panel.model.own.value).toBe(false);
  panel.model.refresh();
  await flush();
  expect(asks(panel)).toEqual(['get', 'get']);
});

test('shows what is held at once, and asks for the steps of a run once', async () => {
  const runs = [runOf(1, 'COMPLETED')];
  const { model, calls } = start(
    { 'builds.workflows': () => 'wait', 'builds.get': () => 'wait' },
    [first],
    { 'builds.workflows': runs, 'builds.get': first },
  );
  model.look(sightOf(first));
  await flush();
  expect(model.details.value).toMatchObject({ held: { value: first }, busy: true });
  await calls('builds.workflows')[0]?.answer({ value: runs });
  expect(calls('builds.steps')).toHaveLength(1);
});

test('drops the answers for a build that is no longer shown', async () => {
  const panel = start({ 'builds.get': () => 'wait', 'builds.counts': () => 'wait' });
  panel.model.look(sightOf(first));
  await flush();
  panel.model.look(sightOf(latest));
  await flush();
  await panel.calls('builds.get')[0]?.answer({ value: first });
  await panel.calls('builds.counts')[0]?.answer({ value: null });
  expect(panel.model.details.value).toEqual({ busy: true });
  expect(panel.model.counts.value).toEqual({ busy: true });
  await panel.calls('builds.get')[1]?.answer({ value: latest });
  expect(panel.model.details.value.held?.value).toMatchObject(latest);
});

describe('the parts that are read when a person comes to them', () => {
  test('are each asked for once', async () => {
    const panel = start();
    panel.model.look(sightOf(latest));
    await flush();
    for (const part of [
      'findings',
      'change',
      'packages',
      'lineage',
      'findings',
      'change',
    ] as const) {
      panel.model.open(part);
    }
    await flush();
    expect(panel.calls('builds.findings').map(({ input }) => input)).toEqual([
      { build: latest.arn },
    ]);
    expect(panel.calls('findings.change').map(({ input }) => input)).toEqual([
      { build: latest.arn },
    ]);
    expect(panel.calls('builds.packages')).toHaveLength(1);
    expect(panel.calls('builds.lineage')[0]?.input).toEqual({ parent: latest.recipe?.parent });
  });

  test('wait for what tells whether there is anything', async () => {
    const panel = start({ 'builds.counts': () => 'wait', 'builds.get': () => 'wait' });
    panel.model.look(sightOf(latest));
    await flush();
    panel.model.open('findings');
    panel.model.open('lineage');
    expect([...panel.calls('builds.findings'), ...panel.calls('builds.lineage')]).toEqual([]);
    await panel.calls('builds.counts')[0]?.answer({
      value: { all: 1, critical: 0, high: 0, medium: 0 },
    });
    await panel.calls('builds.get')[0]?.answer({ value: latest });
    expect(panel.calls('builds.findings')).toHaveLength(1);
    expect(panel.calls('builds.lineage')).toHaveLength(1);
  });

  test.each([
    ['was not scanned', null],
    ['has no findings', { all: 0, critical: 0, high: 0, medium: 0 }],
  ])('leave out the findings of a build that %s', async (_, value) => {
    const panel = start({ 'builds.counts': () => ({ value }) });
    panel.model.look(sightOf(latest));
    await flush();
    panel.model.open('findings');
    panel.model.open('change');
    expect(panel.calls('builds.findings')).toEqual([]);
    expect(panel.calls('findings.change')).toEqual([]);
  });

  test('are asked for although the findings cannot be counted', async () => {
    const problem: Problem = { kind: 'permission-missing', action: 'imagebuilder:X' };
    const panel = start({ 'builds.counts': () => ({ problem }) });
    panel.model.look(sightOf(latest));
    await flush();
    panel.model.open('findings');
    expect(panel.calls('builds.findings')).toHaveLength(1);
  });

  test('leave out the lineage of a build without a parent', async () => {
    const { recipe: _, ...imported } = latest;
    const panel = start({}, [imported]);
    panel.model.look(sightOf(imported));
    await flush();
    panel.model.open('lineage');
    expect(panel.calls('builds.lineage')).toEqual([]);
  });

  test('are read again on request, and forgotten with the build', async () => {
    const panel = start();
    panel.model.look(sightOf(latest));
    await flush();
    panel.model.open('packages');
    await flush();
    panel.model.refresh();
    await flush();
    expect(panel.calls('builds.packages')).toHaveLength(2);
    panel.model.look(sightOf(first));
    await flush();
    expect(panel.calls('builds.packages')).toHaveLength(2);
    expect(panel.model.packages.value.held).toBeUndefined();
  });

  test('grow by the pages of the findings, in their order', async () => {
    const panel = start();
    panel.model.look(sightOf(latest));
    await flush();
    panel.model.open('findings');
    await flush();
    panel.model.moreFindings();
    panel.model.moreFindings();
    await flush();
    expect(panel.calls('builds.findings')[1]?.input).toEqual({ build: latest.arn, token: 'more' });
    const { held } = panel.model.findings.value;
    expect(held?.value.findings.map(({ id }) => id)).toEqual(['CVE-2026-0001', 'CVE-2026-0003']);
    expect(held?.value.nextToken).toBeUndefined();
    panel.model.moreFindings();
    expect(panel.calls('builds.findings')).toHaveLength(2);
  });

  test('do not go on with the findings of another build', async () => {
    const panel = start();
    panel.model.look(sightOf(latest));
    await flush();
    panel.model.open('findings');
    await flush();
    panel.model.look(sightOf(first));
    await flush();
    panel.model.moreFindings();
    expect(panel.calls('builds.findings')).toHaveLength(1);
  });
});

describe('the runs of a workflow', () => {
  test('are shown as the person chooses, with their own steps', async () => {
    const panel = start({
      'builds.steps': ({ workflow }: { workflow: string }) =>
        workflow === runId(2) ? 'wait' : { value: [stepOf(1, 'COMPLETED')] },
    });
    panel.model.look(sightOf(latest));
    await flush();
    panel.model.showRun(runId(2));
    expect(panel.model.run.value).toBe(runId(2));
    expect(panel.model.steps.value).toEqual({ busy: true });
    await panel
      .calls('builds.steps')
      .at(-1)
      ?.answer({ value: [stepOf(2, 'FAILED')] });
    expect(panel.model.steps.value.held?.value).toEqual([stepOf(2, 'FAILED')]);
  });

  test('have their steps read once more when they have ended, and never again', async () => {
    let status = 'RUNNING';
    const panel = start({ 'builds.workflows': () => ({ value: [runOf(1, status)] }) });
    panel.model.look(sightOf(running));
    await flush();
    const count = () => panel.calls('builds.steps').length;
    expect(count()).toBe(1);
    await panel.pass(20 * second);
    expect(count()).toBe(2);
    status = 'COMPLETED';
    await panel.pass(30 * second);
    expect(count()).toBe(4);
    await panel.pass(60 * second);
    expect(panel.calls('builds.workflows').length).toBeGreaterThan(3);
    expect(count()).toBe(4);
  });
});

describe('a build that runs', () => {
  test('is read again by itself, only what changes, and no more when it has ended', async () => {
    let build: ImageBuild = running;
    const panel = start({ 'builds.get': () => ({ value: build }) });
    panel.model.look(sightOf(running));
    await flush();
    expect(panel.model.live.value).toBe(true);
    const before = asks(panel).length;
    await panel.pass(10 * second);
    expect(asks(panel).length - before).toBe(2);
    build = { ...running, status: 'AVAILABLE' };
    await panel.pass(60 * second);
    expect(panel.model.live.value).toBe(false);
    // Its findings are known at the end.
    expect(panel.calls('builds.counts')).toHaveLength(2);
    const ended = asks(panel).length;
    await panel.pass(600 * second);
    expect(asks(panel)).toHaveLength(ended);
  });

  test('is not read while the page is hidden, and at once when it is seen again', async () => {
    const panel = start();
    panel.model.look(sightOf(running));
    await flush();
    panel.page.hidden = true;
    await panel.pass(300 * second);
    expect(panel.calls('builds.get')).toHaveLength(1);
    panel.page.hidden = false;
    panel.model.resume();
    await panel.pass(0);
    expect(panel.calls('builds.get')).toHaveLength(2);
    expect(panel.calls('builds.policy')).toHaveLength(1);
  });

  test('is not read while the panel is collapsed, and at once when it is opened', async () => {
    const panel = start();
    panel.model.look(sightOf(running));
    await flush();
    panel.model.toggle();
    await panel.pass(300 * second);
    expect(panel.calls('builds.get')).toHaveLength(1);
    panel.model.toggle();
    await panel.pass(0);
    expect(panel.calls('builds.get')).toHaveLength(2);
  });

  test('is not read any more when the panel is gone', async () => {
    const panel = start();
    panel.model.look(sightOf(running));
    await flush();
    panel.page.ended.abort();
    expect(panel.clock.waiting()).toBe(0);
    await panel.pass(300 * second);
    expect(panel.calls('builds.get')).toHaveLength(1);
  });

  test.each(['throttled', 'aws-fault'] as const)('is left alone longer by %s', async (kind) => {
    let problem: Problem | undefined = { kind };
    const panel = start({
      'builds.workflows': () => (problem ? { problem } : { value: [] }),
    });
    panel.model.look(sightOf(running));
    await flush();
    await panel.pass(20 * second - 1);
    expect(panel.calls('builds.get')).toHaveLength(1);
    problem = undefined;
    await panel.pass(1);
    expect(panel.calls('builds.get')).toHaveLength(2);
  });

  const steps = fc.oneof(
    fc.record({ pass: fc.nat(70 * second) }),
    fc.record({ seen: fc.boolean() }),
    fc.constant({ toggle: true } as const),
    fc.record({ answer: fc.constantFrom('new', 'same', 'throttled') }),
  );

  test('makes at most one refresh an interval, and none that nobody sees', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (sequence) => {
        const panel = start({ 'builds.get': () => 'wait' });
        const times: number[] = [];
        const unanswered = () => panel.calls('builds.get').slice(times.length);
        const note = () => times.push(...unanswered().map(() => panel.clock.now()));
        panel.model.look(sightOf(running));
        await flush();
        note();
        await panel.calls('builds.get')[0]?.answer({ value: running });
        let answered = 1;
        for (const step of sequence) {
          const seen = !panel.page.hidden && panel.model.collapsed.value === false;
          if ('pass' in step) {
            // Second by second, so that the time of a question is known.
            for (let passed = 0; passed < step.pass; passed += second) {
              // oxlint-disable-next-line no-await-in-loop
              await panel.pass(second);
              if (!seen) expect(unanswered()).toEqual([]);
              note();
            }
          } else if ('seen' in step) {
            panel.page.hidden = !step.seen;
            if (step.seen) panel.model.resume();
          } else if ('toggle' in step) panel.model.toggle();
          else {
            const next = panel.calls('builds.get')[answered];
            if (next) {
              answered += 1;
              const reason = `${answered}`;
              await next.answer(
                step.answer === 'throttled'
                  ? { problem: { kind: 'throttled' } }
                  : { value: step.answer === 'new' ? { ...running, reason } : running },
              );
            }
          }
          note();
        }
        for (const [index, time] of times.entries()) {
          expect(time - (times[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(10 * second);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('pages that are about more than one build', () => {
  test.each([
    ['a list', { kind: 'list', source: 'address' } as const, {}],
    ['a pipeline', { kind: 'pipeline', arn: pipeline, source: 'address' } as const, { pipeline }],
    ['a version', { kind: 'version', arn: version, source: 'address' } as const, { version }],
  ])('show the latest builds: %s', async (_, focus, input) => {
    const panel = start();
    panel.model.look(sightOf(focus));
    await flush();
    expect(asks(panel)).toEqual(['overview']);
    expect(panel.calls('builds.overview')[0]?.input).toEqual(input);
    expect(panel.model.overview.value.held?.value.builds).toHaveLength(3);
  });

  test('lead to each build and back', async () => {
    const panel = start();
    const list = sightOf({ kind: 'list', source: 'address' });
    panel.model.look(list);
    await flush();
    panel.model.pick(first.arn);
    await flush();
    expect(panel.model.details.value.held?.value).toMatchObject(first);
    expect(panel.model.picked.value).toBe(true);
    panel.model.look(list);
    expect(panel.model.shown.value).toEqual({ kind: 'build', arn: first.arn });
    panel.model.unpick();
    await flush();
    expect(panel.model.shown.value).toMatchObject({ kind: 'list' });
    panel.model.pick(first.arn);
    panel.model.look(sightOf(latest));
    expect(panel.model.shown.value).toMatchObject({ arn: latest.arn });
    expect(panel.model.picked.value).toBe(false);
  });
});

describe('the picker', () => {
  test('is open, and read, when the page does not tell what it is about', async () => {
    const panel = start();
    panel.model.look(sightOf(undefined));
    await flush();
    expect(panel.model.picking.value).toBe(true);
    expect(asks(panel)).toEqual(['images']);
  });

  test('is read only when it is opened on other pages', async () => {
    const panel = start();
    panel.model.look(sightOf(latest));
    await flush();
    expect(panel.calls('builds.images')).toEqual([]);
    panel.model.togglePicker();
    await flush();
    expect(panel.calls('builds.images')).toHaveLength(1);
    panel.model.pickVersion(version);
    await flush();
    expect(panel.model.builds.value.held?.value).toEqual([first, latest, running].map(listingOf));
    panel.model.pick(first.arn);
    await flush();
    expect(panel.model.details.value.held?.value).toMatchObject(first);
    expect(panel.model.picking.value).toBe(false);
  });

  test('shows no builds of the version that was picked before', async () => {
    const panel = start({ 'builds.list': () => 'wait' });
    panel.model.look(sightOf(undefined));
    await flush();
    panel.model.pickVersion(version);
    panel.model.pickVersion(version.replace('1.0.1', '2.0.0'));
    await panel.calls('builds.list')[0]?.answer({ value: [listingOf(first)] });
    expect(panel.model.builds.value).toEqual({ busy: true });
  });
});

describe('what happens elsewhere', () => {
  test('is read when it was done with the build, and with no other', async () => {
    const panel = start();
    panel.model.look(sightOf(latest));
    await flush();
    panel.model.hear({ event: 'build-changed', target: first.arn });
    await flush();
    expect(panel.calls('builds.get')).toHaveLength(1);
    panel.model.hear({ event: 'build-changed', target: latest.arn });
    await flush();
    expect(panel.calls('builds.get')).toHaveLength(2);
    expect(panel.calls('builds.policy')).toHaveLength(2);
    panel.model.hear({ event: 'build-changed', target: version });
    await flush();
    expect(panel.calls('builds.get')).toHaveLength(3);
  });

  test('is read of what a list shows', async () => {
    const panel = start();
    panel.model.look(sightOf({ kind: 'list', source: 'address' }));
    await flush();
    panel.model.hear({ event: 'build-changed', target: pipeline });
    await flush();
    expect(panel.calls('builds.overview')).toHaveLength(2);
  });

  test('waits until somebody sees the panel', async () => {
    const panel = start();
    panel.model.look(sightOf(latest));
    await flush();
    panel.page.hidden = true;
    panel.model.hear({ event: 'build-changed', target: latest.arn });
    panel.model.look(sightOf(first));
    await flush();
    expect(panel.calls('builds.get')).toHaveLength(1);
    panel.page.hidden = false;
    panel.model.resume();
    await flush();
    expect(panel.calls('builds.get')[1]?.input).toEqual({ build: first.arn });
  });

  test('drops what was read with other credentials', async () => {
    let problem: Problem | undefined;
    const panel = start({ 'builds.get': () => (problem ? { problem } : { value: latest }) });
    panel.model.look(sightOf(latest));
    await flush();
    problem = { kind: 'needs-credentials', account };
    panel.model.hear({ event: 'credentials-changed' });
    await flush();
    expect(panel.model.details.value).toEqual({ problem, busy: false });
    expect(panel.model.problem.value).toBe(problem);
    expect(panel.model.shown.value).toMatchObject({ arn: latest.arn });
  });

  test('starts over with the account that the person said', async () => {
    let chosen: string | undefined;
    const panel = start({
      'panel.open': () => ({ value: { collapsed: false, ...(chosen && { chosen }) } }),
      'builds.get': () => (chosen ? { value: latest } : { problem: { kind: 'account-unknown' } }),
    });
    panel.model.look(sightOf(latest, { hints: {} }));
    await flush();
    expect(panel.model.problem.value).toEqual({ kind: 'account-unknown' });
    chosen = account;
    panel.model.hear({ event: 'account-chosen' });
    await flush();
    expect(panel.model.details.value.held?.value).toMatchObject(latest);
  });
});

test('asks for the names of the accounts that are shown, and of no other', async () => {
  const build = buildOf(2, {
    outputs: [{ kind: 'ami', account: '222222222222' }],
    distribution: {
      regions: [
        distributionTo('eu-west-1', {
          targetAccounts: ['333333333333'],
          principals: ['444444444444', 'all'],
          launchTemplates: [{ id: 'lt-1', account: '555555555555', setsDefault: true }],
        }),
      ],
    },
  });
  const policy = {
    text: '{"Principal":{"AWS":"arn:aws:iam::666666666666:root"},"n":1234567890123}',
  };
  const panel = start({ 'builds.policy': () => ({ value: policy }) }, [build]);
  panel.model.look(sightOf(build));
  await flush();
  expect(panel.calls('accounts.names').at(-1)?.input).toEqual({
    accounts: [account, ...[2, 3, 4, 5, 6].map((digit) => String(digit).repeat(12))],
  });
});

test('a collapsed panel asks AWS for nothing until it is opened', async () => {
  const panel = start({ 'panel.open': () => ({ value: { collapsed: true } }) });
  panel.model.look(sightOf(undefined));
  await flush();
  panel.model.look(sightOf(latest));
  await flush();
  expect(asks(panel)).toEqual([]);
  panel.model.toggle();
  await flush();
  expect(panel.model.details.value.held?.value).toMatchObject(latest);
});

test('another account or Region of the page starts over', async () => {
  const panel = start();
  panel.model.look(sightOf(latest));
  await flush();
  panel.model.look(sightOf(latest, { hints: { account: '444455556666' } }));
  await flush();
  expect(panel.model.own.value).toBe(false);
  expect(panel.calls('builds.get')[1]?.options?.hints).toMatchObject({ account: '444455556666' });
  expect(panel.model.policy.value.held).toBeUndefined();
});
