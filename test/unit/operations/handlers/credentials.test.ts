import { describe, expect, it } from 'vitest';
import { type OperationId, operations } from '@/lib/operations/registry';
import type { AccountScope } from '@/lib/scope';
import { callerIdentity } from '../../support/fake-appstream';
import { fromDesk, fromPage, type Setting, setUp } from '../../support/handlers';
import { inputs } from '../../support/inputs';
import { home, noon, owner, problemKind, stranger, valueOf } from '../../support/values';

const ids = Object.keys(operations) as OperationId[];

describe('credentials', () => {
  it.each(ids)('are never in what %s answers, tells or leaves in the settings', async (id) => {
    const { perform, told, toTab, settings, durable, opened } = await setUp({
      answer: ({ operation }) =>
        operation === 'GetCallerIdentity' ? callerIdentity(owner) : undefined,
    });
    const result = await perform(id, inputs[id], id.startsWith('panel.') ? fromPage : fromDesk);
    const seen = JSON.stringify([result, told, toTab, opened]) + settings.dump() + durable.dump();
    expect(seen).not.toMatch(/canary|ASIACANARYKEY/i);
  });

  it('are never in a problem, though AWS repeats them', async () => {
    const { perform } = await setUp({
      answer: () => ({ error: 'UnrecognizedClientException', message: 'canary-token is invalid' }),
    });
    const result = await perform('images.list', {}, fromDesk);
    expect(problemKind(result)).toBe('credentials-refused');
    expect(JSON.stringify(result)).not.toContain('canary');
  });

  it('are held for the account that STS names, whatever else was asked', async () => {
    const { perform, credentials, told } = await setUp({
      holding: [],
      answer: () => callerIdentity(stranger),
    });
    const identity = valueOf(await perform('credentials.add', inputs['credentials.add'], fromDesk));
    expect(identity).toEqual({
      partition: 'aws',
      account: stranger,
      arn: `arn:aws:iam::${stranger}:user/ada`,
      region: 'us-east-1',
      keyIdEnding: 'MPLE',
      longTerm: false,
      addedAt: noon,
      heldUntil: noon + 8 * 3_600_000,
      source: { kind: 'pasted' },
      expiresAt: noon + 1,
    });
    expect(await credentials.list()).toEqual([identity]);
    expect(problemKind(await credentials.credentialsFor(home))).toBe('wrong-account');
    expect(told).toEqual([{ event: 'credentials-changed' }]);
  });

  it('belong to the partition of the Region in which they were checked', async () => {
    const { perform, requests } = await setUp({ holding: [], answer: () => callerIdentity(owner) });
    const input = { ...inputs['credentials.add'], region: 'cn-north-1' };
    expect(valueOf(await perform('credentials.add', input, fromDesk))).toMatchObject({
      partition: 'aws-cn',
      account: owner,
    });
    expect(requests.map(({ host }) => host)).toEqual(['sts.cn-north-1.amazonaws.com.cn']);
  });

  it('make what was read before for that account be forgotten, in every Region', async () => {
    const { perform, cache } = await setUp({ answer: () => callerIdentity(owner) });
    const ireland = { ...home, region: 'eu-west-1' };
    const other = { ...home, account: stranger };
    for (const scope of [home, ireland, other]) {
      await cache.put(scope, 'q', { value: 1, readAt: noon });
    }
    await perform('credentials.add', inputs['credentials.add'], fromDesk);
    expect(await cache.get(home, 'q')).toBeUndefined();
    expect(await cache.get(ireland, 'q')).toBeUndefined();
    expect(await cache.get(other, 'q')).toBeDefined();
  });

  it.each<readonly [string, Setting, string, string]>([
    [
      'AWS refuses them',
      { answer: () => ({ error: 'InvalidClientTokenId' }) },
      'us-east-1',
      'credentials-refused',
    ],
    ['the browser does not let it ask', { hostAccess: false }, 'us-east-1', 'host-access-missing'],
    ['there is no such Region', {}, 'mars-east-1', 'region-unsupported'],
  ])('are not held when %s', async (_, setting, region, kind) => {
    const { perform, credentials, requests } = await setUp({ ...setting, holding: [] });
    const input = { ...inputs['credentials.add'], region };
    expect(problemKind(await perform('credentials.add', input, fromDesk))).toBe(kind);
    expect(await credentials.list()).toEqual([]);
    expect(requests.length).toBe(kind === 'credentials-refused' ? 1 : 0);
  });

  it('of an account are forgotten with its answers and plans, and with no other’s', async () => {
    const other: AccountScope = { partition: 'aws', account: stranger };
    const { perform, session, credentials, cache, told } = await setUp({ holding: [home, other] });
    await perform('sharing.plan', inputs['sharing.plan'], fromDesk);
    for (const account of [owner, stranger]) {
      await cache.put({ ...home, account }, 'q', { value: account, readAt: noon });
    }
    valueOf(await perform('credentials.forget', inputs['credentials.forget'], fromDesk));
    expect((await credentials.list()).map(({ account }) => account)).toEqual([stranger]);
    expect(session.dump()).not.toContain(owner);
    expect(session.dump()).toContain(stranger);
    expect(told).toContainEqual({ event: 'credentials-changed' });
  });

  it('that were forgotten sign nothing any more', async () => {
    const { perform, requests } = await setUp({
      answer: ({ operation }) =>
        operation === 'GetCallerIdentity' ? callerIdentity(owner) : undefined,
    });
    await perform('images.list', {}, fromDesk);
    await perform('credentials.forget', inputs['credentials.forget'], fromDesk);
    const fresh = { ...inputs['credentials.add'], sessionToken: 'fresh-token' };
    await perform('credentials.add', fresh, fromDesk);
    await perform('images.list', {}, fromDesk);
    expect(requests.map(({ headers }) => headers['x-amz-security-token'])).toEqual([
      'canary-token',
      'fresh-token',
      'fresh-token',
    ]);
  });

  it('are all forgotten at once, with everything that was read with them', async () => {
    const { perform, session, cache } = await setUp();
    await perform('sharing.plan', inputs['sharing.plan'], fromDesk);
    await cache.put(home, 'q', { value: 1, readAt: noon });
    valueOf(await perform('credentials.forget-all', {}, fromDesk));
    expect(session.keys().filter((key) => !key.startsWith('clock/'))).toEqual([]);
  });
});
