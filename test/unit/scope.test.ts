import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountIdPattern, accountKey, sameScope, scopeKey } from '@/lib/scope';
import { accountIds, home, scopes } from './support/values';

describe('a scope', () => {
  it('is the same only when all three parts are', () => {
    fc.assert(
      fc.property(scopes, scopes, (a, b) => {
        const equal =
          a.partition === b.partition && a.account === b.account && a.region === b.region;
        expect(sameScope(a, b)).toBe(equal);
        expect(scopeKey(a) === scopeKey(b)).toBe(equal);
        expect(sameScope(a, { ...a })).toBe(true);
      }),
    );
    expect(sameScope(home, { ...home, partition: 'aws-cn' })).toBe(false);
    expect(accountKey(home)).not.toBe(accountKey({ ...home, partition: 'aws-us-gov' }));
  });

  it('has an account of twelve digits', () => {
    fc.assert(fc.property(accountIds, (id) => accountIdPattern.test(id)));
    for (const id of ['', '11112222333', '1111222233334', ' 111122223333', '11112222333a']) {
      expect(accountIdPattern.test(id), id).toBe(false);
    }
    expect(accountIdPattern.test('111122223333\n')).toBe(false);
  });
});
