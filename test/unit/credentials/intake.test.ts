import { describe, expect, it, vi } from 'vitest';
import { createIntake, type IntakePorts, type Offer } from '@/lib/credentials/intake';
import { secret } from '@/lib/credentials/secret';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok } from '@/lib/result';
import { friend, noon, owner, valueOf } from '../support/values';

const renewal = { roleArn: 'arn', sessionName: 'image-desk', durationSeconds: 900 };

const offer: Offer = {
  region: 'us-gov-west-1',
  keys: { accessKeyId: 'ASIACANARYKEYEXAMPLE', secretAccessKey: secret('canary-secret') },
  source: { kind: 'pasted' },
  since: 0,
};

function setUp(more: Partial<IntakePorts> = {}) {
  const keep = vi.fn<IntakePorts['keep']>(async () => {});
  const whoIs = vi.fn<IntakePorts['whoIs']>(async () =>
    ok({ account: owner, arn: 'arn:aws-us-gov:iam::1:user/ada' }),
  );
  const intake = createIntake({
    hasHostAccess: async () => true,
    whoIs,
    obstacle: async () => undefined,
    lockedTimes: () => 0,
    holdFor: async () => 1000,
    keep,
    now: () => noon,
    ...more,
  });
  return { intake, keep, whoIs };
}

describe('taking credentials in', () => {
  it('keeps them for the account that AWS names, in the partition that was asked', async () => {
    const { intake, keep } = setUp();
    const identity = valueOf(await intake({ ...offer, expiresAt: noon + 5, renewal }));
    expect(identity).toEqual({
      partition: 'aws-us-gov',
      account: owner,
      arn: 'arn:aws-us-gov:iam::1:user/ada',
      region: 'us-gov-west-1',
      keyIdEnding: 'MPLE',
      longTerm: false,
      addedAt: noon,
      heldUntil: noon + 1000,
      expiresAt: noon + 5,
      source: { kind: 'pasted' },
    });
    expect(keep).toHaveBeenCalledExactlyOnceWith(identity, offer.keys, renewal);
  });

  it.each<readonly [string, Partial<Offer>, Partial<IntakePorts>, Partial<Problem>]>([
    [
      'another account',
      { expected: { partition: 'aws-us-gov', account: friend } },
      {},
      {
        kind: 'refused',
        detail: `These credentials belong to account ${owner}, not to ${friend}.`,
      },
    ],
    [
      'that account in another partition',
      { expected: { partition: 'aws', account: owner } },
      {},
      { kind: 'refused' },
    ],
    [
      'an account that must not be held',
      {},
      { obstacle: async () => ({ kind: 'refused', detail: 'Not this one.' }) },
      { kind: 'refused', detail: 'Not this one.' },
    ],
    [
      'nobody that AWS knows',
      {},
      { whoIs: async () => failed({ kind: 'credentials-refused' }) },
      { kind: 'credentials-refused' },
    ],
  ])('keeps none of %s', async (_, more, ports, problem) => {
    const { intake, keep } = setUp(ports);
    expect(await intake({ ...offer, ...more })).toMatchObject({ ok: false, problem });
    expect(keep).not.toHaveBeenCalled();
  });

  it.each([
    ['no such Region', { ...offer, region: 'mars-1' }, {}, 'region-unsupported'],
    ['no access', offer, { hasHostAccess: async () => false }, 'host-access-missing'],
  ] as const)('asks nobody where there is %s', async (_, given, ports, kind) => {
    const { intake, whoIs } = setUp(ports);
    expect(await intake(given)).toEqual(failed({ kind, region: given.region }));
    expect(whoIs).not.toHaveBeenCalled();
  });

  it('keeps none when Image Desk was locked while AWS was asked', async () => {
    let times = 0;
    const { intake, keep, whoIs } = setUp({ lockedTimes: () => times });
    whoIs.mockImplementationOnce(async () => {
      times += 1;
      return ok({ account: owner, arn: 'a' });
    });
    expect(await intake(offer)).toMatchObject({ problem: { kind: 'refused' } });
    expect(keep).not.toHaveBeenCalled();
    expect((await intake({ ...offer, since: 1 })).ok).toBe(true);
  });
});
