import { describe, expect, it } from 'vitest';
import { type OperationId, operations } from '@/lib/operations/registry';
import { failed } from '@/lib/result';
import { fromDesk, setUp } from '../../support/handlers';
import { inputs } from '../../support/inputs';
import { home, owner, problemKind, stranger } from '../../support/values';

const ids = Object.keys(operations) as OperationId[];
const scoped = ids.filter((id) => operations[id].scope === 'required');

describe('an operation in a scope', () => {
  it.each(scoped)('%s makes no call with the credentials of another account', async (id) => {
    const { perform, requests, hasHostAccess } = await setUp({
      holding: [
        { partition: 'aws', account: stranger },
        { partition: 'aws-us-gov', account: owner },
      ],
    });
    expect(await perform(id, inputs[id], fromDesk)).toEqual(
      failed({ kind: 'wrong-account', account: owner }),
    );
    expect(requests).toEqual([]);
    expect(hasHostAccess).not.toHaveBeenCalled();
  });

  it.each(scoped)('%s makes no call without credentials', async (id) => {
    const { perform, requests } = await setUp({ holding: [] });
    expect(problemKind(await perform(id, inputs[id], fromDesk))).toBe('needs-credentials');
    expect(requests).toEqual([]);
  });

  it.each(scoped)('%s makes no call with expired credentials', async (id) => {
    const { perform, requests, clock } = await setUp();
    clock.time += 3_600_000;
    expect(await perform(id, inputs[id], fromDesk)).toEqual(
      failed({ kind: 'expired', account: owner }),
    );
    expect(requests).toEqual([]);
  });

  it.each(scoped)('%s makes no call where the browser does not let it', async (id) => {
    const { perform, requests } = await setUp({ hostAccess: false });
    expect(await perform(id, inputs[id], fromDesk)).toEqual(
      failed({ kind: 'host-access-missing', region: 'us-east-1' }),
    );
    expect(requests).toEqual([]);
  });

  it.each(scoped)('%s makes no call where AppStream is not', async (id) => {
    const { perform, requests } = await setUp();
    const context = { ...fromDesk, scope: { ...home, region: 'eu-north-1' } };
    expect(problemKind(await perform(id, inputs[id], context))).toBe('region-unsupported');
    expect(requests).toEqual([]);
  });

  it.each(scoped)('%s makes no call without a scope', async (id) => {
    const { perform, requests } = await setUp();
    const context = { ...fromDesk, scope: undefined };
    expect(problemKind(await perform(id, inputs[id], context))).toBe('account-unknown');
    expect(requests).toEqual([]);
  });

  it('names the account whose token AWS calls expired', async () => {
    const { perform } = await setUp({ answer: () => ({ error: 'ExpiredTokenException' }) });
    expect(await perform('images.shares', inputs['images.shares'], fromDesk)).toEqual(
      failed({ kind: 'expired', account: owner }),
    );
  });
});
