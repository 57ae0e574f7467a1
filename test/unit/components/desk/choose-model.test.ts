import { describe, expect, it, vi } from 'vitest';
import { candidates, createChooseModel, type Question } from '@/components/desk/choose/model';
import { ok } from '@/lib/result';
import { identityOf } from '../../support/identities';
import { createFakeClient, problem, settle } from './doubles';

const asked: Question = { tabId: 7, partition: 'aws', region: 'eu-west-1' };
const account = '111122223333';

function opened(question: Question = asked) {
  const fake = createFakeClient();
  const done = vi.fn<() => void>();
  return { ...fake, done, model: createChooseModel(question, fake.client, done) };
}

describe('the question which account a tab shows', () => {
  it('is answered for that tab', async () => {
    const { model, take, left, done } = opened();
    await model.choose();
    expect(left()).toBe(0);
    model.pick(account);
    void model.choose();
    void model.choose();
    await settle();
    const call = take('tab.choose');
    expect(left()).toBe(0);
    expect(call.input).toEqual({ tabId: 7, account: { partition: 'aws', account } });
    await call.answer(ok(null));
    expect(model.choosing.value).toEqual({ state: 'chosen', account });
    expect(done).toHaveBeenCalledOnce();
  });

  it('asks for the Region too where the page tells none', async () => {
    const { model, take, left } = opened({ ...asked, region: undefined });
    model.pick(account);
    await model.choose();
    expect(left()).toBe(0);
    model.pickRegion('us-west-2');
    void model.choose();
    await settle();
    expect(take('tab.choose').input).toMatchObject({ region: 'us-west-2' });
  });

  it('stays with the reason when the worker did not hear it', async () => {
    const { model, take, done } = opened();
    model.pick(account);
    void model.choose();
    await settle();
    await take('tab.choose').answer(problem('offline'));
    expect(model.choosing.value).toEqual({ state: 'idle', problem: { kind: 'offline' } });
    expect(done).not.toHaveBeenCalled();
  });

  it('offers the accounts of the page’s partition alone', () => {
    const here = identityOf({ partition: 'aws', account });
    const gov = identityOf({ partition: 'aws-us-gov', account });
    expect(candidates([here, gov], 'aws-us-gov')).toEqual([gov]);
  });
});
