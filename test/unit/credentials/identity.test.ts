import { describe, expect, it } from 'vitest';
import { describePrincipal, describeSource, hasExpired } from '@/lib/credentials/identity';
import { noon } from '../support/values';

describe('a principal in words', () => {
  it.each([
    ['arn:aws:sts::111122223333:assumed-role/Administrator/ada', 'Administrator (role)'],
    ['arn:aws-us-gov:sts::111122223333:assumed-role/Ops-1/i-0abc', 'Ops-1 (role)'],
    [
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Image_Admin_0123456789abcdef/ada@example.test',
      'Image_Admin (Identity Center)',
    ],
    ['arn:aws:iam::111122223333:user/alice', 'alice (user)'],
    ['arn:aws:iam::111122223333:user/division/team/alice', 'alice (user)'],
    ['arn:aws:iam::111122223333:root', 'root'],
    ['arn:aws:sts::111122223333:federated-user/bob', 'federated-user/bob'],
    ['not an ARN', ''],
  ])('%s is %s', (arn, words) => {
    expect(describePrincipal(arn)).toBe(words);
  });
});

describe('credentials', () => {
  it('have expired from the moment that they name', () => {
    expect(hasExpired({ expiresAt: noon, heldUntil: Infinity }, noon - 1)).toBe(false);
    expect(hasExpired({ expiresAt: noon, heldUntil: Infinity }, noon)).toBe(true);
    expect(hasExpired({ expiresAt: noon, heldUntil: Infinity }, noon + 1)).toBe(true);
    expect(hasExpired({ expiresAt: 0, heldUntil: Infinity }, noon)).toBe(true);
  });

  it('are held no longer than they shall be, whatever AWS says', () => {
    expect(hasExpired({ heldUntil: noon }, noon - 1)).toBe(false);
    expect(hasExpired({ heldUntil: noon }, noon)).toBe(true);
    expect(hasExpired({ expiresAt: noon + 9, heldUntil: noon }, noon)).toBe(true);
  });
});

describe('where credentials come from', () => {
  const via = { partition: 'aws', account: '111122223333', arn: 'arn' } as const;

  it.each([
    [{ kind: 'pasted' }, 'Pasted'],
    [{ kind: 'role', via, renewable: true }, 'Role via 111122223333, renewed'],
    [{ kind: 'role', via, renewable: false }, 'Role via 111122223333'],
    [{ kind: 'identity-center', startUrl: 'https://a.awsapps.com/start' }, 'Identity Center'],
  ] as const)('is told in words: %j', (source, words) => {
    expect(describeSource(source)).toBe(words);
  });
});
