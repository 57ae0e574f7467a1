import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '@/lib/scope';
import { callsOf, mutatingCalls } from '../../aws/log';
import { customerAccount, ownerAccount, principalOf, units } from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';
import { valueOf } from '../../unit/support/values';

const ireland: Scope = { partition: 'aws', account: ownerAccount, region: 'eu-west-1' };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker();
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

describe('the accounts of an organization', () => {
  it('are listed with their units, from whatever Region the desk shows', async () => {
    const { value: found } = valueOf(await worker.call('organizations.units', {}, ireland));
    const europe = found.find(({ path }) => path.join(' / ') === 'Customers / EU');
    expect(europe?.id).toBe(units.europe);
    const { value: accounts } = valueOf(
      await worker.call('organizations.accounts', { unit: units.europe }, ireland),
    );
    expect(accounts.map(({ name }) => name)).toContain('Hamburg Medical');
    expect(accounts.filter(({ state }) => state === 'ACTIVE')).toHaveLength(9);
    expect(worker.aws.log.map(({ region }) => region)).not.toContain('eu-west-1');
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it('are all of them, where no unit is named', async () => {
    const { value } = valueOf(await worker.call('organizations.accounts', {}, ireland));
    expect(value).toHaveLength(25);
    expect(value.find(({ account }) => account === customerAccount)?.unit).toBe(units.customers);
    expect(callsOf(worker.aws.log, 'ListAccounts')).toHaveLength(2);
  });

  it('are not asked for where the browser does not allow the one endpoint', async () => {
    worker.deniedHosts.add('us-east-1');
    expect(await worker.call('organizations.accounts', {}, ireland)).toEqual({
      ok: false,
      problem: { kind: 'host-access-missing', region: 'us-east-1', services: ['organizations'] },
    });
    expect(callsOf(worker.aws.log, 'ListAccounts')).toEqual([]);
  });

  it('are not told to an account that does not manage them', async () => {
    await worker.signIn(customerAccount);
    expect(
      await worker.call('organizations.units', {}, { ...ireland, account: customerAccount }),
    ).toEqual({ ok: false, problem: { kind: 'organization', reason: 'not-administrator' } });
  });

  it('are of a permission, whose lack is in the activity log', async () => {
    principalOf(worker.world, ownerAccount).deniedActions.add('organizations:ListAccounts');
    expect(await worker.call('organizations.accounts', {}, ireland)).toMatchObject({
      ok: false,
      problem: { kind: 'permission-missing', action: 'organizations:ListAccounts' },
    });
    const { value } = valueOf(await worker.call('activity.list', { limit: 50 }));
    expect(value.records.map(({ entry: { kind, action } }) => [kind, action])).toContainEqual([
      'denial',
      'organizations:ListAccounts',
    ]);
  });

  it('refuse a unit that is none, before anything is asked', async () => {
    const unit = '../r-a1b2';
    expect(await worker.call('organizations.accounts', { unit }, ireland)).toMatchObject({
      ok: false,
      problem: { kind: 'refused' },
    });
    expect(callsOf(worker.aws.log, 'ListAccountsForParent')).toEqual([]);
  });
});
