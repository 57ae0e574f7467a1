import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isReading, type IamAction } from '@/lib/operations/actions';
import { operations } from '@/lib/operations/registry';
import { missingFor } from '@/lib/permissions/check';
import { actionsOf, features } from '@/lib/permissions/features';
import { policiesFor } from '@/lib/permissions/policy';
import type { Scope } from '@/lib/scope';
import type { DesiredShare } from '@/lib/sharing/plan';
import { callsOf } from '../../aws/log';
import { modelOf } from '../../aws/models';
import { customerAccount, ownerAccount, principalOf } from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';
import { valueOf } from '../../unit/support/values';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker();
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

const denied = () => principalOf(worker.world, ownerAccount).deniedActions;

async function check(scope = virginia) {
  const { value } = valueOf(await worker.call('permissions.check', {}, scope));
  return { report: value, of: new Map(value.results.map((each) => [each.action, each])) };
}

describe('a check of permissions at AWS', () => {
  it('calls each reading action on AppStream that the product uses, and no other', async () => {
    const { report } = await check();
    const called = new Set(
      worker.aws.log
        .filter(({ service }) => service === 'appstream')
        .map(({ operation }) => `appstream:${operation}`),
    );
    const reads = actionsOf(features).filter(
      (action) =>
        isReading(action) &&
        action.startsWith('appstream:') &&
        // It is about a fleet, by its name.
        action !== 'appstream:ListAssociatedStacks',
    );
    expect(called).toEqual(new Set(reads));
    expect(new Set<IamAction>(operations['permissions.check'].actions)).toEqual(new Set(reads));
    for (const { action, result } of report.results) {
      expect(result, action).toBe(reads.includes(action) ? 'allowed' : 'not-tried');
    }
  });

  it.each(operations['permissions.check'].actions)('sees that %s is denied', async (action) => {
    denied().add(action);
    const { of } = await check();
    expect(of.get(action)).toMatchObject({ action, result: 'denied' });
    const lacking = missingFor([...of.values()], virginia).filter(
      (each) => each.lacking.length > 0,
    );
    expect(lacking.map(({ feature }) => feature.id)).toEqual(
      features.filter(({ actions }) => actions.includes(action)).map(({ id }) => id),
    );
  });

  it('gives no name of the caller and no secret away', async () => {
    denied().add('appstream:*');
    const answer = JSON.stringify(await check());
    expect(answer).not.toMatch(/jane|CANARY|ASIA|assumed-role/);
  });

  it('has no image to try on where the account has none', async () => {
    await worker.signIn(customerAccount);
    const { of } = await check({ ...virginia, account: customerAccount, region: 'eu-west-1' });
    expect(of.get('appstream:DescribeImages')?.result).toBe('allowed');
    expect(of.get('appstream:DescribeImagePermissions')).toMatchObject({
      result: 'not-tried',
      reason: 'no-own-image',
    });
  });

  it('says whose credentials have expired', async () => {
    worker.aws.faults.add({ kind: 'expired-token', operation: 'DescribeFleets', times: 1 });
    expect(await worker.call('permissions.check', {}, virginia)).toEqual({
      ok: false,
      problem: { kind: 'expired', account: ownerAccount },
    });
  });
});

/** Denies the caller everything that a policy does not name. */
function enforce(role: 'viewer' | 'sharer'): void {
  const picked = new Set(features.map(({ id }) => id));
  const target = { ...virginia, regions: ['us-east-1'], images: { by: 'all' } } as const;
  const document = policiesFor(picked, target).find((each) => each.role === role)?.document;
  const allowed = new Set<string>(document?.Statement.flatMap(({ Action }) => Action));
  for (const name of Object.keys(modelOf('appstream').operations)) {
    const action = `appstream:${name}`;
    if (!allowed.has(action)) denied().add(action);
  }
}

describe('a generated policy at AWS', () => {
  const image = {
    name: 'office-2026-06',
    arn: `arn:aws:appstream:us-east-1:${ownerAccount}:image/office-2026-06`,
  };
  const desired = [{ account: '555566667777', fleet: true, imageBuilder: false }];

  async function look(): Promise<void> {
    valueOf(await worker.call('images.list', {}, virginia));
    valueOf(await worker.call('images.get', { image }, virginia));
    valueOf(await worker.call('images.shares', { image }, virginia));
    valueOf(await worker.call('images.usage', { image }, virginia));
    valueOf(await worker.call('images.tags', { image }, virginia));
  }

  /** Plans and applies, and gives the job once nothing goes on any more. */
  async function share(wanted: readonly DesiredShare[]) {
    const input = { images: [{ region: virginia.region, image, desired: [...wanted] }] };
    const { digest } = valueOf(await worker.call('sharing.plan', input, virginia)).value;
    const job = valueOf(await worker.call('sharing.apply', { digest }, virginia)).value;
    return worker.settled(job.id);
  }

  it('is enough for a sharer to find an image, share it, and stop sharing', async () => {
    enforce('sharer');
    await look();
    for (const wanted of [desired, desired.map((each) => ({ ...each, fleet: false }))]) {
      const { job, items } = await share(wanted);
      expect(job.state).toBe('ended');
      expect(items.map(({ state }) => state)).toEqual(['done']);
    }
    expect(callsOf(worker.aws.log, 'DeleteImagePermissions')).toHaveLength(1);
  });

  it('lets a viewer see everything and change nothing', async () => {
    enforce('viewer');
    await look();
    const { job, items } = await share(desired);
    expect(job).toMatchObject({
      state: 'paused',
      pause: {
        reason: 'permission-missing',
        problem: { kind: 'permission-missing', action: 'appstream:UpdateImagePermissions' },
      },
    });
    expect(items.map(({ state }) => state)).toEqual(['pending']);
  });
});
