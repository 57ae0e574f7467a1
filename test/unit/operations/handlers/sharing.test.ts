import { itemsOfKind } from '@/lib/jobs/job';
import { describe, expect, it } from 'vitest';
import { failed } from '@/lib/result';
import type { AccountScope } from '@/lib/scope';
import type { DesiredShare } from '@/lib/sharing/plan';
import { fromDesk, fromPage, type Setting, setUp } from '../../support/handlers';
import { inputs } from '../../support/inputs';
import { jobId } from '../../support/jobs';
import { image, share } from '../../support/plans';
import { friend, home, noon, owner, problemKind, stranger, valueOf } from '../../support/values';

const images = (...desired: readonly DesiredShare[]) => ({
  images: [{ region: home.region, image, desired: [...desired] }],
});

const planned = async (setting: Setting, desired = [share(friend, 'f'), share(stranger, '')]) => {
  const parts = await setUp(setting);
  const plan = valueOf(await parts.handlers['sharing.plan'](images(...desired), fromDesk));
  parts.requests.length = 0;
  const { digest } = plan;
  const apply = () => parts.handlers['sharing.apply']({ digest }, fromDesk);
  return {
    ...parts,
    plan,
    apply,
    /** Applies the plan, and gives the job once nothing goes on any more. */
    async applied() {
      const { id } = valueOf(await apply());
      await parts.runner.settled();
      return valueOf(await parts.handlers['jobs.get']({ id }, fromDesk));
    },
  };
};

const ends = ({ items }: Awaited<ReturnType<Awaited<ReturnType<typeof planned>>['applied']>>) =>
  Object.fromEntries(itemsOfKind(items, 'share').map(({ task, state }) => [task.account, state]));

const shared = () => new Map([[stranger, { fleet: true, imageBuilder: false }]]);

describe('changing who an image is shared with', () => {
  it('plans with reads alone', async () => {
    const { perform, sent, shares } = await setUp({ shares: shared() });
    const plan = await perform('sharing.plan', inputs['sharing.plan'], fromDesk);
    expect(valueOf(plan)).toMatchObject({
      images: [{ region: home.region, image }],
      scope: { partition: home.partition, account: owner },
      items: [{ change: 'add' }],
    });
    expect(sent()).toEqual(['DescribeImages', 'DescribeImagePermissions']);
    expect(shares).toEqual(shared());
  });

  it('tells how many images were read, to whom asked and gave it a name', async () => {
    const { handlers, told } = await setUp();
    const input = { ...images(share(friend, 'f')), request: 'mine' };
    await handlers['sharing.plan'](input, fromDesk);
    await handlers['sharing.plan'](inputs['sharing.plan'], fromDesk);
    expect(told).toEqual([{ event: 'plan-progress', request: 'mine', read: 1, total: 1 }]);
  });

  it('tries a read again that AWS throttles or that fails, each in its turn', async () => {
    const answers = ['ThrottlingException', 'ServiceUnavailable'];
    const { handlers, sent, waits } = await setUp({
      answer({ operation }) {
        const error = operation === 'DescribeImagePermissions' ? answers.shift() : undefined;
        return error === undefined ? undefined : { error, status: 503 };
      },
    });
    const plan = valueOf(await handlers['sharing.plan'](inputs['sharing.plan'], fromDesk));
    expect(plan.images[0]).not.toHaveProperty('obstacle');
    expect(sent().filter((each) => each === 'DescribeImagePermissions')).toHaveLength(3);
    expect(waits).toHaveLength(2);
  });

  it('keeps no plan that was refused', async () => {
    const { perform, database } = await setUp();
    const input = images(share(owner, 'f'));
    expect(problemKind(await perform('sharing.plan', input, fromDesk))).toBe('refused');
    expect(await (await database()).count('plans')).toBe(0);
  });

  it('keeps a plan in which one of two Regions is forbidden, with the reason', async () => {
    const { handlers, managed, requests } = await setUp();
    Object.assign(managed, { allowedRegions: [home.region] });
    const elsewhere = { region: 'eu-west-1', image: { name: 'a' }, desired: [share(friend, 'f')] };
    const input = { images: [elsewhere, ...images(share(friend, 'f')).images] };
    const plan = valueOf(await handlers['sharing.plan'](input, fromDesk));
    expect(plan.images.map(({ obstacle }) => obstacle)).toEqual([
      { kind: 'company-policy', rule: 'region', detail: 'eu-west-1' },
      undefined,
    ]);
    expect(requests.filter(({ host }) => host.includes('eu-west-1'))).toEqual([]);
  });

  it('answers with a job at once, which then reads, changes and reads back', async () => {
    const { apply, runner, handlers, sent, requests, shares } = await planned({
      shares: shared(),
    });
    const job = valueOf(await apply());
    expect(job).toMatchObject({
      id: jobId(1),
      title: `${image.name}: 1 to remove, 1 to add`,
      scope: { partition: home.partition, account: owner },
      state: 'running',
      createdAt: noon,
      counts: { total: 2, done: 0 },
    });
    expect(sent()).toEqual([]);
    await runner.settled();
    const details = valueOf(await handlers['jobs.get']({ id: job.id }, fromDesk));
    expect(ends(details)).toEqual({ [friend]: 'done', [stranger]: 'done' });
    expect(details.job).toMatchObject({ state: 'ended', counts: { done: 2 } });
    expect(sent()).toEqual([
      'DescribeImagePermissions',
      'DeleteImagePermissions',
      'UpdateImagePermissions',
      'DescribeImagePermissions',
    ]);
    expect(requests[1]?.body).toEqual({ Name: image.name, SharedAccountId: stranger });
    expect(requests[2]?.body).toEqual({
      Name: image.name,
      SharedAccountId: friend,
      ImagePermissions: { allowFleet: true, allowImageBuilder: false },
    });
    expect([...shares.keys()]).toEqual([friend]);
  });

  it('remembers of which job it is a further attempt, and whether to tell of its end', async () => {
    const { handlers, plan } = await planned({});
    const origin = { job: jobId(9), as: 'retry' } as const;
    const { digest } = plan;
    const answer = await handlers['sharing.apply']({ digest, origin, notify: true }, fromDesk);
    expect(valueOf(answer)).toMatchObject({ origin, notify: true });
  });

  it('makes no call for a digest that nobody reviewed', async () => {
    const { perform, requests, runner } = await planned({});
    const result = await perform('sharing.apply', { digest: 'f'.repeat(64) }, fromDesk);
    expect(problemKind(result)).toBe('plan-expired');
    await runner.settled();
    expect(requests).toEqual([]);
  });

  it('makes no call for a plan of another account', async () => {
    const other: AccountScope = { partition: 'aws', account: stranger };
    const { handlers, plan, requests, runner } = await planned({ holding: [home, other] });
    const { digest } = plan;
    const scope = { ...home, account: stranger };
    const result = await handlers['sharing.apply']({ digest }, { ...fromDesk, scope });
    expect(problemKind(result)).toBe('plan-expired');
    await runner.settled();
    expect(requests).toEqual([]);
  });

  it('starts the job of a plan from whichever Region of its account', async () => {
    const { handlers, plan, runner, requests } = await planned({});
    const scope = { ...home, region: 'eu-west-1' };
    const { digest } = plan;
    valueOf(await handlers['sharing.apply']({ digest }, { ...fromDesk, scope }));
    await runner.settled();
    expect(new Set(requests.map(({ host }) => host))).toEqual(
      new Set([`appstream2.${home.region}.amazonaws.com`]),
    );
  });

  it('makes no call for a plan that is too old', async () => {
    const { apply, requests, clock } = await planned({});
    clock.time += 15 * 60_000;
    expect(problemKind(await apply())).toBe('plan-expired');
    expect(requests).toEqual([]);
  });

  it('applies a plan once', async () => {
    const parts = await planned({}, [share(friend, 'f')]);
    await parts.applied();
    expect(problemKind(await parts.apply())).toBe('plan-expired');
    await parts.runner.settled();
    expect(parts.sent().filter((each) => each === 'UpdateImagePermissions')).toHaveLength(1);
  });

  it('makes no call once its credentials were forgotten, and waits for new ones', async () => {
    const { applied, perform, requests, often } = await planned({});
    await perform('credentials.forget', inputs['credentials.forget'], fromDesk);
    const { job, items } = await applied();
    expect(job).toMatchObject({
      state: 'paused',
      pause: {
        reason: 'needs-credentials',
        problem: { kind: 'needs-credentials', account: owner },
        since: noon,
      },
    });
    expect(items.map(({ state }) => state)).toEqual(['pending', 'pending']);
    expect(requests).toEqual([]);
    // Nothing but a person helps: the worker need not be woken.
    expect(often.needed).toBe(false);
  });

  it('tells the desk of the progress, and the panels only that sharing has changed', async () => {
    const { applied, perform, told, toTab } = await planned({ shares: shared() });
    await perform('panel.open', {}, fromPage);
    await applied();
    const jobs = told.flatMap((event) => (event.event === 'job-changed' ? [event.job] : []));
    expect(jobs[0]).toMatchObject({ id: jobId(1), state: 'running' });
    expect(jobs.at(-1)).toMatchObject({ state: 'ended', counts: { done: 2 } });
    const changed = { event: 'shares-changed', image: { name: image.name } };
    expect(toTab).toEqual([[7, changed]]);
    expect(told).toContainEqual(changed);
  });

  it('forgets what was read in that scope, because it is not so any more', async () => {
    const { applied, cache } = await planned({});
    await cache.put(home, 'q', { value: 1, readAt: noon });
    await applied();
    expect(await cache.get(home, 'q')).toBeUndefined();
  });

  it('waits longer and longer for AWS to show a change', async () => {
    const { applied, waits } = await planned(
      {
        answer: ({ operation }) =>
          operation === 'UpdateImagePermissions' ? { json: {} } : undefined,
      },
      [share(friend, 'f')],
    );
    expect((await applied()).items).toMatchObject([
      { task: { account: friend }, state: 'failed', problem: { kind: 'not-confirmed' } },
    ]);
    expect(waits).toEqual([400, 800, 1600]);
  });

  it.each<readonly [string, (parts: Awaited<ReturnType<typeof setUp>>) => unknown, object]>([
    [
      'the person',
      ({ durable }) => durable.set('safety', { readOnlyAccounts: [owner] }),
      { kind: 'read-only', by: 'account', account: owner },
    ],
    [
      'the company',
      ({ managed }) => Object.assign(managed, { readOnly: true }),
      { kind: 'read-only', by: 'company' },
    ],
  ])('waits in the middle when %s forbids the rest, and goes on', async (_, forbid, problem) => {
    const parts = await planned(
      {
        shares: shared(),
        answer({ operation }) {
          if (operation === 'DeleteImagePermissions') void forbid(parts);
          return undefined;
        },
      },
      many,
    );
    const { job } = await parts.applied();
    expect(job).toMatchObject({ state: 'paused', pause: { reason: 'forbidden', problem } });
    const changed = parts.sent().filter((each) => each === 'UpdateImagePermissions').length;
    expect(changed).toBeLessThan(3);
    await parts.durable.remove(['safety']);
    delete parts.managed['readOnly'];
    await parts.handlers['jobs.continue']({ id: job.id }, fromDesk);
    await parts.runner.settled();
    const details = valueOf(await parts.handlers['jobs.get']({ id: job.id }, fromDesk));
    expect(details.job).toMatchObject({ state: 'ended', counts: { done: many.length } });
    expect(parts.sent().filter((each) => each === 'UpdateImagePermissions')).toHaveLength(
      many.length - 1,
    );
  });

  it('leaves out whom a newer list of recipients forbids, and shares with the others', async () => {
    const parts = await planned(
      {
        shares: shared(),
        answer({ operation }) {
          if (operation === 'DeleteImagePermissions') {
            Object.assign(parts.managed, { allowedRecipients: others.slice(0, -1) });
          }
          return undefined;
        },
      },
      many,
    );
    const { job, items } = await parts.applied();
    const last = others.at(-1) ?? '';
    expect(job).toMatchObject({ state: 'ended', counts: { done: many.length - 1, failed: 1 } });
    expect(items.find(({ state }) => state === 'failed')).toMatchObject({
      task: { account: last },
      problem: { kind: 'company-policy', rule: 'recipient', detail: `account ${last}` },
    });
    expect([...parts.shares.keys()].toSorted()).toEqual(others.slice(0, -1));
  });

  it('starts nothing when the rules have changed since the plan was made', async () => {
    const parts = await planned({}, [share(friend, 'f')]);
    Object.assign(parts.managed, { readOnly: true });
    expect(await parts.apply()).toEqual(failed({ kind: 'read-only', by: 'company' }));
    delete parts.managed['readOnly'];
    Object.assign(parts.managed, { allowedRecipients: [stranger] });
    expect(problemKind(await parts.apply())).toBe('company-policy');
    expect(parts.sent()).toEqual([]);
    expect(valueOf(await parts.handlers['jobs.list']({}, fromDesk))).toEqual([]);
  });
});

/** More accounts than are changed at a time, after one that is taken away. */
const others = Array.from({ length: 12 }, (_, index) => String(500_000_000_000 + index));
const many = [share(stranger, ''), ...others.map((account) => share(account, 'f'))];
