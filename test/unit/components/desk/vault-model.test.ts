import { describe, expect, it } from 'vitest';
import {
  createVaultModel,
  summariseUnlock,
} from '@/components/desk/settings/credentials/vault-model';
import { ok } from '@/lib/result';
import { createFakeClient, failure } from './doubles';

const passphrase = 'canary battery staple';
const account = { partition: 'aws', account: '111122223333' } as const;

function opened() {
  const fake = createFakeClient();
  return { ...fake, model: createVaultModel(fake.client) };
}

describe('a new vault', () => {
  it('needs a long passphrase, typed twice', async () => {
    const { model, left } = opened();
    expect(model.newError.value).toBeUndefined();
    model.type('too short');
    model.repeat('too short');
    expect(model.newError.value).toContain('at least 12 characters');
    await model.make();
    model.type(passphrase);
    expect(model.newError.value).toBeUndefined();
    expect(model.repeatError.value).toBe('The two are not the same.');
    model.repeat('canary bat');
    expect(model.repeatError.value).toBeUndefined();
    expect(model.mayMake.value).toBe(false);
    await model.make();
    expect(left()).toBe(0);
  });

  it('is made, and the passphrase is let go of before the answer is there', async () => {
    const { model, take, left } = opened();
    model.type(passphrase);
    model.repeat(passphrase);
    void model.make();
    expect([model.passphrase.value, model.repeated.value]).toEqual(['', '']);
    void model.make();
    const call = take('vault.create');
    expect(left()).toBe(0);
    expect(call.input).toEqual({ passphrase });
    await call.answer(ok(null));
    expect(model.doing.value).toEqual({ state: 'made' });
  });

  it('forgets what was typed when it is told to', () => {
    const { model } = opened();
    model.type(passphrase);
    model.repeat(passphrase);
    model.clear();
    expect([model.passphrase.value, model.repeated.value]).toEqual(['', '']);
  });
});

describe('a locked vault', () => {
  it('is not tried with nothing', async () => {
    const { model, left } = opened();
    await model.unlock();
    expect(left()).toBe(0);
  });

  it('says why it stays closed, until somebody types again', async () => {
    const { model, take } = opened();
    model.type('wrong');
    void model.unlock();
    expect(model.passphrase.value).toBe('');
    const wrong = { kind: 'vault', reason: 'wrong-passphrase' } as const;
    await take('vault.unlock').answer(failure(wrong));
    expect(model.doing.value).toEqual({ state: 'problem', problem: wrong });
    model.type('c');
    expect(model.doing.value).toEqual({ state: 'idle' });
  });

  it('gives what it held', async () => {
    const { model, take } = opened();
    model.type(passphrase);
    void model.unlock();
    const outcome = { restored: 1, expired: [], refused: [] };
    await take('vault.unlock').answer(ok(outcome));
    expect(model.doing.value).toEqual({ state: 'unlocked', outcome });
  });
});

it('an account is taken out, and the vault is deleted', async () => {
  const { model, take } = opened();
  const identity = { ...account, arn: 'arn' };
  void model.forget(identity);
  const call = take('vault.forget');
  expect(call.input).toEqual({ account });
  await call.answer(ok(null));
  void model.remove();
  await take('vault.remove').answer(ok(null));
  expect(model.doing.value).toEqual({ state: 'removed' });
});

it.each([
  [{ restored: 0, expired: [], refused: [] }, 'The vault is open. It holds no credentials.'],
  [
    { restored: 2, expired: [], refused: [] },
    'The vault is open: credentials of 2 accounts are back.',
  ],
  [
    {
      restored: 1,
      expired: [account],
      refused: [{ account, problem: { kind: 'vault', reason: 'damaged' } as const }],
    },
    'The vault is open: credentials of 1 account are back, those of 1 account have expired, those of 1 account could not be used.',
  ],
])('unlocking is told in one sentence: %#', (outcome, sentence) => {
  expect(summariseUnlock(outcome)).toBe(sentence);
});
