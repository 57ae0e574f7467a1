import { describe, expect, it } from 'vitest';
import { failed, ok } from '@/lib/result';
import type { AccountScope } from '@/lib/scope';
import { fromDesk, fromPage, type Setting, setUp } from '../../support/handlers';
import { inputs } from '../../support/inputs';
import { image, share } from '../../support/plans';
import {
  friend,
  home,
  noon,
  owner,
  present,
  problemKind,
  stranger,
  valueOf,
} from '../../support/values';

const planned = async (setting: Setting, desired = [share(friend, 'f'), share(stranger, '')]) => {
  const parts = await setUp(setting);
  const plan = valueOf(await parts.handlers['sharing.plan']({ image, desired }, fromDesk));
  parts.requests.length = 0;
  return { ...parts, plan, apply: () => parts.handlers['sharing.apply'](plan, fromDesk) };
};

const shared = () => new Map([[stranger, { fleet: true, imageBuilder: false }]]);

describe('changing who an image is shared with', () => {
  it('plans with reads alone', async () => {
    const { perform, sent, shares } = await setUp({ shares: shared() });
    const plan = await perform('sharing.plan', inputs['sharing.plan'], fromDesk);
    expect(valueOf(plan)).toMatchObject({ image, scope: home, items: [{ change: 'add' }] });
    expect(sent()).toEqual(['DescribeImages', 'DescribeImagePermissions']);
    expect(shares).toEqual(shared());
  });

  it('keeps no plan that was refused', async () => {
    const { perform, session } = await setUp();
    const input = { image, desired: [share(owner, 'f')] };
    expect(problemKind(await perform('sharing.plan', input, fromDesk))).toBe('refused');
    expect(session.keys().filter((key) => key.startsWith('plan/'))).toEqual([]);
  });

  it('reads, changes account by account, and reads back', async () => {
    const { apply, sent, requests, shares } = await planned({ shares: shared() });
    expect(await apply()).toEqual(
      ok([
        { account: friend, result: 'done' },
        { account: stranger, result: 'done' },
      ]),
    );
    expect(sent()).toEqual([
      'DescribeImagePermissions',
      'UpdateImagePermissions',
      'DeleteImagePermissions',
      'DescribeImagePermissions',
    ]);
    expect(requests[1]?.body).toEqual({
      Name: image.name,
      SharedAccountId: friend,
      ImagePermissions: { allowFleet: true, allowImageBuilder: false },
    });
    expect(requests[2]?.body).toEqual({ Name: image.name, SharedAccountId: stranger });
    expect([...shares.keys()]).toEqual([friend]);
  });

  it('makes no call for a digest that nobody reviewed', async () => {
    const { perform, requests } = await planned({});
    const result = await perform('sharing.apply', { digest: 'f'.repeat(64) }, fromDesk);
    expect(problemKind(result)).toBe('plan-expired');
    expect(requests).toEqual([]);
  });

  it('makes no call for a plan of another account or Region', async () => {
    const other: AccountScope = { partition: 'aws', account: stranger };
    const { handlers, plan, requests } = await planned({ holding: [home, other] });
    for (const scope of [
      { ...home, account: stranger },
      { ...home, region: 'eu-west-1' },
    ]) {
      const result = await handlers['sharing.apply'](plan, { ...fromDesk, scope });
      expect(problemKind(result)).toBe('plan-expired');
    }
    expect(requests).toEqual([]);
  });

  it('makes no call for a plan that is too old', async () => {
    const { apply, requests, clock } = await planned({});
    clock.time += 15 * 60_000;
    expect(problemKind(await apply())).toBe('plan-expired');
    expect(requests).toEqual([]);
  });

  it('makes no call once its credentials were forgotten', async () => {
    const { apply, perform, requests } = await planned({});
    await perform('credentials.forget', inputs['credentials.forget'], fromDesk);
    expect(problemKind(await apply())).toBe('needs-credentials');
    expect(requests).toEqual([]);
  });

  it('tells the desk of the progress, and the panels only that sharing has changed', async () => {
    const { apply, perform, told, toTab, plan } = await planned({ shares: shared() });
    await perform('panel.open', {}, fromPage);
    await apply();
    const progress = told.filter(({ event }) => event === 'apply-progress');
    expect(progress.at(-1)).toMatchObject({
      digest: plan.digest,
      progress: { sent: [friend, stranger], outcomes: [{ result: 'done' }, { result: 'done' }] },
    });
    expect(toTab).toEqual([[7, { event: 'shares-changed', image }]]);
    expect(told.at(-1)).toEqual({ event: 'shares-changed', image });
  });

  it('forgets what was read in that scope, because it is not so any more', async () => {
    const { apply, cache } = await planned({});
    await cache.put(home, 'q', { value: 1, readAt: noon });
    await apply();
    expect(await cache.get(home, 'q')).toBeUndefined();
  });

  it('goes on after an interruption where it was, without sending anything twice', async () => {
    const { apply, session, requests, plan, shares } = await planned({ shares: shared() });
    const key = present(session.keys().find((each) => each.startsWith('plan/')));
    await session.set(key, { plan, progress: { sent: [friend], outcomes: [] } });
    shares.set(friend, { fleet: true, imageBuilder: false });
    expect(await apply()).toEqual(
      ok([
        { account: friend, result: 'done' },
        { account: stranger, result: 'done' },
      ]),
    );
    expect(requests.map(({ operation }) => operation)).not.toContain('UpdateImagePermissions');
  });

  it('lets two plans wait for each other, so that the second finds what the first made', async () => {
    const parts = await planned({}, [share(friend, 'f')]);
    const [first, second] = await Promise.all([parts.apply(), parts.apply()]);
    expect(valueOf(present(first))).toEqual([{ account: friend, result: 'done' }]);
    expect(present(second).ok).toBe(true);
    expect(parts.sent().filter((each) => each === 'UpdateImagePermissions')).toHaveLength(1);
  });

  it('waits longer and longer for AWS to show a change', async () => {
    const { apply, waits } = await planned(
      {
        answer: ({ operation }) =>
          operation === 'UpdateImagePermissions' ? { json: {} } : undefined,
      },
      [share(friend, 'f')],
    );
    expect(valueOf(await apply())).toEqual([
      { account: friend, result: 'failed', problem: { kind: 'not-confirmed' } },
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
    [
      'a shorter list of recipients',
      ({ managed }) => Object.assign(managed, { allowedRecipients: [friend] }),
      { kind: 'company-policy', rule: 'recipient', detail: `account ${stranger}` },
    ],
  ])('stops in the middle when %s forbids the rest', async (_, forbid, problem) => {
    const parts = await planned(
      {
        answer({ operation }) {
          if (operation === 'UpdateImagePermissions') void forbid(parts);
          return undefined;
        },
      },
      [share(friend, 'f'), share(stranger, 'f')],
    );
    expect(valueOf(await parts.apply())).toEqual([
      { account: friend, result: 'done' },
      { account: stranger, result: 'failed', problem },
    ]);
    expect([...parts.shares.keys()]).toEqual([friend]);
  });

  it('makes no call when the rules have changed while it waited for another plan', async () => {
    const parts = await planned({}, [share(friend, 'f')]);
    Object.assign(parts.managed, { readOnly: true });
    expect(await parts.apply()).toEqual(failed({ kind: 'read-only', by: 'company' }));
    expect(parts.sent()).toEqual([]);
  });
});
