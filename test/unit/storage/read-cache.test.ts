import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scope } from '@/lib/scope';
import { createReadCache } from '@/lib/storage/read-cache';
import { memoryStore } from '@/test/support/memory-store';
import { home, noon, partitions } from '../support/values';

const answer = (value: unknown, readAt = noon) => ({ value, readAt });

const newCache = () => createReadCache(memoryStore());

describe('the read cache', () => {
  it('gives the last answer of a question in a scope', async () => {
    const cache = newCache();
    expect(await cache.get(home, 'q')).toBeUndefined();
    await cache.put(home, 'q', answer(1));
    await cache.put(home, 'q', answer({ deep: [2] }, noon + 1));
    expect(await cache.get(home, 'q')).toEqual(answer({ deep: [2] }, noon + 1));
    expect(await cache.get(home, 'r')).toBeUndefined();
  });

  it('holds sixty answers a scope and lets the oldest go', async () => {
    const cache = newCache();
    const elsewhere = { ...home, region: 'eu-west-1' };
    await cache.put(elsewhere, 'q0', answer('elsewhere'));
    for (let index = 0; index < 60; index += 1) await cache.put(home, `q${index}`, answer(index));
    expect(await cache.get(home, 'q0')).toEqual(answer(0));
    await cache.put(home, 'q0', answer('again'));
    await cache.put(home, 'q5', answer('again'));
    expect(await cache.get(home, 'q1')).toEqual(answer(1));
    await cache.put(home, 'q60', answer(60));
    expect(await cache.get(home, 'q0')).toEqual(answer('again'));
    expect(await cache.get(home, 'q1')).toBeUndefined();
    expect(await cache.get(home, 'q2')).toEqual(answer(2));
    expect(await cache.get(home, 'q60')).toEqual(answer(60));
    expect(await cache.get(elsewhere, 'q0')).toEqual(answer('elsewhere'));
  });

  it('keeps nothing of a question that was asked before something was forgotten', async () => {
    const cache = newCache();
    const before = cache.moment();
    const forgetting = cache.forgetAll();
    await cache.put(home, 'q', answer('late'), before);
    await forgetting;
    expect(await cache.get(home, 'q')).toBeUndefined();
    await cache.put(home, 'q', answer(1), cache.moment());
    const again = cache.moment();
    await Promise.all([cache.put(home, 'r', answer('late'), again), cache.forget(home)]);
    expect(await cache.get(home, 'q')).toBeUndefined();
    expect(await cache.get(home, 'r')).toBeUndefined();
  });

  it('makes room, and fails nobody, when there is none', async () => {
    const store = memoryStore();
    await store.set('credentials/x', 'kept');
    let full = false;
    const cache = createReadCache({
      ...store,
      set: (key, value) => (full ? Promise.reject(new Error('quota')) : store.set(key, value)),
    });
    await cache.put(home, 'q', answer(1));
    full = true;
    await cache.put(home, 'r', answer(2));
    expect(store.keys()).toEqual(['credentials/x']);
  });

  it('forgets one Region of an account, or all of them', async () => {
    const cache = newCache();
    const ireland = { ...home, region: 'eu-west-1' };
    for (const scope of [home, ireland]) await cache.put(scope, 'q', answer(scope.region));
    await cache.forget(ireland);
    expect(await cache.get(home, 'q')).toEqual(answer('us-east-1'));
    expect(await cache.get(ireland, 'q')).toBeUndefined();
    await cache.put(ireland, 'q', answer(1));
    await cache.forget({ partition: home.partition, account: home.account });
    expect(await cache.get(home, 'q')).toBeUndefined();
    expect(await cache.get(ireland, 'q')).toBeUndefined();
  });

  it('forgets everything', async () => {
    const store = memoryStore();
    await store.set('credentials/aws/1', 'kept');
    const cache = createReadCache(store);
    await cache.put(home, 'q', answer(1));
    await cache.put({ ...home, account: '000000000000' }, 'q', answer(1));
    await cache.forgetAll();
    expect(store.keys()).toEqual(['credentials/aws/1']);
  });

  it('never forgets what is another’s', async () => {
    const accounts = fc.constantFrom('111111111111', '111111111112', '1111', '11', '222222222222');
    const regions = fc.constantFrom('us-east-1', 'us-east-10', 'us-gov-east-1', 'us-east');
    const scopes: fc.Arbitrary<Scope> = fc.record({
      partition: partitions,
      account: accounts,
      region: regions,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(scopes, { maxLength: 8 }),
        scopes,
        fc.boolean(),
        async (held, target, wholeAccount) => {
          const cache = newCache();
          for (const scope of held) await cache.put(scope, 'q', answer(1));
          const { partition, account } = target;
          await cache.forget(wholeAccount ? { partition, account } : target);
          for (const scope of held) {
            const hit =
              scope.partition === partition &&
              scope.account === account &&
              (wholeAccount || scope.region === target.region);
            expect((await cache.get(scope, 'q')) === undefined).toBe(hit);
          }
        },
      ),
    );
  });

  it('loses no answer of several that come at once', async () => {
    const cache = newCache();
    const questions = Array.from({ length: 30 }, (_, index) => `q${index}`);
    await Promise.all(questions.map((question) => cache.put(home, question, answer(question))));
    for (const question of questions)
      expect(await cache.get(home, question)).toEqual(answer(question));
  });

  it('does not bring back an answer that was forgotten meanwhile', async () => {
    const cache = newCache();
    await cache.put(home, 'old', answer(1));
    await Promise.all([
      cache.put(home, 'new', answer(2)),
      cache.forget(home),
      cache.put(home, 'newest', answer(3)),
    ]);
    expect(await cache.get(home, 'old')).toBeUndefined();
    expect(await cache.get(home, 'new')).toBeUndefined();
    expect(await cache.get(home, 'newest')).toEqual(answer(3));
  });
});
