import { describe, expect, it } from 'vitest';
import {
  accountsToShow,
  describeCompany,
  isForced,
  readMinutes,
  retentionOf,
  retentionOptions,
  withAccount,
} from '@/components/desk/settings/safety/model';
import { parsePolicy } from '@/lib/safety/policy';
import { safetyView } from '../../support/safety';

describe('the read-only switches', () => {
  it('are there for held accounts and for those that are on, each once', () => {
    const held = [{ account: '222222222222' }, { account: '111111111111' }];
    const readOnlyAccounts = ['333333333333', '222222222222'];
    expect(accountsToShow(held, { readOnlyAccounts })).toEqual([
      '111111111111',
      '222222222222',
      '333333333333',
    ]);
  });

  it('switch one account and leave the others', () => {
    expect(withAccount(['1', '2'], '3', true)).toEqual(['1', '2', '3']);
    expect(withAccount(['1', '2'], '2', true)).toEqual(['1', '2']);
    expect(withAccount(['1', '2'], '1', false)).toEqual(['2']);
  });

  it.each([
    [{}, false],
    [{ readOnly: false }, false],
    [{ readOnly: true }, true],
    [{ readOnly: 'yes' }, true],
  ])('are the company’s alone with %j: %s', (managed, forced) => {
    expect(isForced(safetyView({ readOnly: true }, managed))).toBe(forced);
  });
});

describe('the idle minutes', () => {
  it.each([
    ['1', 1],
    [' 15 ', 15],
    ['480', 480],
  ])('are read: %j', (text, minutes) => {
    expect(readMinutes(text, 480)).toEqual({ ok: true, minutes });
  });

  it.each(['', '0', '481', '1.5', '-3', '1e2', 'ten'])('are not read: %j', (text) => {
    expect(readMinutes(text, 480)).toEqual({
      ok: false,
      sentence: 'Enter a whole number of minutes from 1 to 480.',
    });
  });

  it('go no further than the company allows', () => {
    expect(readMinutes('11', 10)).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/from 1 to 10\.$/),
    });
  });
});

it('the retention is one of its options', () => {
  expect(retentionOptions.map(({ label }) => label)).toEqual([
    '30 days',
    '90 days',
    '365 days',
    'For ever',
  ]);
  for (const { value } of retentionOptions) expect(String(retentionOf(value))).toBe(value);
  expect(retentionOf('7')).toBeUndefined();
  expect(retentionOf(undefined)).toBeUndefined();
});

describe('what the company sets', () => {
  it('is nothing where it sets nothing', () => {
    expect(describeCompany(parsePolicy({}))).toEqual([]);
  });

  it('is told member by member', () => {
    const managed = {
      allowedAccounts: ['111122223333', '444455556666'],
      allowedRegions: ['eu-west-1', 'xx-new-1'],
      allowedRecipients: [],
      readOnly: false,
      vaultForbidden: true,
      idleMinutes: 10,
      applications: [{}, {}],
    };
    expect(describeCompany(parsePolicy(managed)).map(([, value]) => value)).toEqual([
      '111122223333, 444455556666',
      'eu-west-1, xx-new-1',
      'None',
      'No',
      'Forbidden',
      '10 minutes',
      '2 applications',
    ]);
  });
});
