import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainPrincipal, kindOfPrincipal, readPrincipals } from '@/lib/builds/principals';
import { accountIds, friend, owner, stranger } from '../support/values';

const organization = `arn:aws:organizations::${owner}:organization/o-a1b2c3d4e5`;
const unit = `arn:aws:organizations::${owner}:ou/o-a1b2c3d4e5/ou-a1b2-c3d4e5f6`;

describe('who is typed to get an image', () => {
  it.each([
    [
      'accounts in all forms',
      `1111-2222-3334, 4444 5555 6666;"${stranger}"`,
      ['111122223334', friend, stranger],
    ],
    [
      'ARNs between anything',
      `["${organization}",'${unit}']\n${friend} ${unit}`,
      [organization, unit, friend],
    ],
    ['each once', `${friend}\n${unit}\n4444-5555-6666\n${unit}`, [friend, unit]],
    ['nobody', ' \n\r\n, ', []],
  ])('are %s', (_, text, principals) => {
    expect(readPrincipals(text, owner)).toEqual({ principals, problems: [] });
  });

  it.each([
    [
      '12 digits',
      `${friend}\n 1111222233`,
      'Line 2: 1111222233 has 10 digits; an account ID has 12.',
    ],
    ['a word', 'everybody', 'Line 1: everybody is no account ID and no ARN.'],
    ['the owner', `\n${owner}`, `Line 2: ${owner} is the owner, who has the image already.`],
    [
      'a role',
      `arn:aws:iam::${friend}:role/Build`,
      `Line 1: arn:aws:iam::${friend}:role/Build is neither the ARN of an organization nor that of an organizational unit.`,
    ],
  ])('are not %s', (_, text, sentence) => {
    expect(readPrincipals(text, owner).problems.map(explainPrincipal)).toEqual([sentence]);
  });

  it('are accounts only, where a policy names them', () => {
    const { principals, problems } = readPrincipals(`${friend}\n${unit}`, owner, {
      accountsOnly: true,
    });
    expect(principals).toEqual([friend]);
    expect(problems.map(explainPrincipal)).toEqual([
      expect.stringMatching(/^Line 2: arn:.* is no account\. Share with organizations/),
    ]);
  });

  it('are the accounts that were written, whatever stands between them', () => {
    const between = fc.constantFrom(', ', '\n', ' ; ', ' | ', '\r\n');
    fc.assert(
      fc.property(fc.uniqueArray(accountIds, { minLength: 1 }), between, (accounts, sign) => {
        const others = accounts.filter((each) => each !== owner);
        expect(readPrincipals(others.join(sign), owner)).toEqual({
          principals: others,
          problems: [],
        });
      }),
    );
  });

  it.each([
    [friend, 'account'],
    [organization, 'organization'],
    [unit, 'unit'],
    [`${unit}/`, undefined],
    ['all', undefined],
  ])('%s is of the kind %s', (principal, kind) => {
    expect(kindOfPrincipal(principal)).toBe(kind);
  });
});
