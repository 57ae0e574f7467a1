import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '@/lib/scope';
import { callsOf } from '../../aws/log';
import { ownerAccount, principalOf } from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';
import { valueOf } from '../../unit/support/values';

const ireland: Scope = { partition: 'aws', account: ownerAccount, region: 'eu-west-1' };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker();
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

const ask = (vulnerability = 'CVE-2026-20000') =>
  worker.call('findings.enrich', { vulnerability }, ireland);

const calls = () => callsOf(worker.aws.log, 'SearchVulnerabilities');

describe('what Amazon Inspector knows of a vulnerability', () => {
  it('is asked for once', async () => {
    const { value } = valueOf(await ask());
    expect(value).toMatchObject({ epss: 0.9443, cwes: ['CWE-787', 'CWE-416'] });
    expect(valueOf(await ask()).value).toEqual(value);
    expect(calls()).toHaveLength(1);
    expect(calls()[0]?.region).toBe('eu-west-1');
  });

  it('is asked for once when it is nothing, too', async () => {
    expect(valueOf(await ask('CVE-1999-1')).value).toBeNull();
    expect(valueOf(await ask('CVE-1999-1')).value).toBeNull();
    expect(calls()).toHaveLength(1);
  });

  it('is asked for again after a refusal', async () => {
    const { deniedActions } = principalOf(worker.world, ownerAccount);
    deniedActions.add('inspector2:SearchVulnerabilities');
    expect(await ask()).toMatchObject({
      ok: false,
      problem: { kind: 'permission-missing', action: 'inspector2:SearchVulnerabilities' },
    });
    deniedActions.clear();
    expect(valueOf(await ask()).value).toMatchObject({ epss: 0.9443 });
  });

  it('is not asked for where the browser does not allow it', async () => {
    worker.deniedHosts.add('eu-west-1');
    expect(await ask()).toEqual({
      ok: false,
      problem: { kind: 'host-access-missing', region: 'eu-west-1', services: ['inspector2'] },
    });
    expect(calls()).toEqual([]);
  });
});

describe('whether Amazon Inspector is asked', () => {
  it('is no until somebody says yes, and again when they say no', async () => {
    const isOn = async () => valueOf(await worker.call('findings.enriching', {})).value;
    expect(await isOn()).toBe(false);
    valueOf(await worker.call('findings.set-enriching', { on: true }));
    expect(await isOn()).toBe(true);
    valueOf(await worker.call('findings.set-enriching', { on: false }));
    expect(await isOn()).toBe(false);
  });
});
