import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { explainAlias, limits, readAlias, textOfAlias, type AliasText } from '@/lib/accounts/alias';
import { environments } from '@/lib/accounts/environments';
import { accountAlias } from '@/lib/accounts/schema';
import { failed, ok } from '@/lib/result';
import { aliasesOf } from '../support/aliases';
import { accountIds, friend } from '../support/values';

const text = (changes: Partial<AliasText> = {}): AliasText => ({
  account: friend,
  name: 'Payments',
  environment: '',
  groups: '',
  notes: '',
  ...changes,
});

const faults = (changes: Partial<AliasText>) => {
  const read = readAlias(text(changes));
  return read.ok ? [] : read.problem;
};

describe('reading an alias', () => {
  it('takes what is typed, tidied to one line', () => {
    const typed = {
      account: ' 4444-5555-6666 ',
      name: '  Payments \t EU\r\n',
      environment: ' Production ',
      groups: ' Customers \t EU ,; Pilot\n\nB2B, ',
      notes: 'Ask Ada\nfirst',
    };
    expect(readAlias(typed)).toEqual(
      ok({
        account: friend,
        name: 'Payments EU',
        environment: 'production',
        groups: ['Customers EU', 'Pilot', 'B2B'],
        notes: 'Ask Ada first',
      }),
    );
  });

  it('leaves out what is not said', () => {
    expect(readAlias(text())).toEqual(ok({ account: friend, name: 'Payments' }));
  });

  it('takes a group that is named twice once, as it was written first', () => {
    const read = readAlias(text({ groups: 'Pilot, EU, PILOT; pilot, Eu' }));
    expect(read).toEqual(ok({ account: friend, name: 'Payments', groups: ['Pilot', 'EU'] }));
  });

  it('takes as many groups, as long, as there may be', () => {
    const names = Array.from(
      { length: limits.groups },
      (_, index) => `${index}${'🌍'.repeat(limits.group - 1)}`,
    );
    expect(faults({ groups: names.join() })).toEqual([]);
    expect(faults({ groups: [...names, 'one more'].join() })).toEqual([
      { field: 'groups', kind: 'many' },
    ]);
  });

  it.each<readonly [Partial<AliasText>, string]>([
    [{ account: ' ' }, 'The account ID is missing.'],
    [{ account: 'payments' }, 'The account ID is not a number of 12 digits.'],
    [{ account: '4444a5555666' }, 'The account ID is not a number of 12 digits.'],
    [{ account: '4' }, 'The account ID has 1 digit, not 12.'],
    [{ account: '4444555566667' }, 'The account ID has 13 digits, not 12.'],
    [
      { account: '44445555666' },
      'The account ID has 11 digits, not 12. Spreadsheets take leading zeros away.',
    ],
    [
      { account: '4.44456E+11' },
      'The account ID was rounded, as spreadsheets do with long numbers.',
    ],
    [{ name: ' \n' }, 'The name is missing.'],
    [{ name: 'x'.repeat(limits.name + 1) }, 'The name has more than 64 characters.'],
    [{ name: 'Pay\u0000ments' }, 'The name has characters that cannot be seen.'],
    [{ name: 'Pay\u202Estnem' }, 'The name has characters that cannot be seen.'],
    [{ name: 'Pay\uD83D' }, 'The name has characters that cannot be seen.'],
    [
      { environment: 'prod' },
      'The environment is none of production, staging, test, development, sandbox.',
    ],
    [{ environment: 'constructor' }, 'The environment is none of'],
    [{ groups: '0,1,2,3,4,5,6,7,8,9,10' }, 'There are more than 10 groups.'],
    [{ groups: `EU,${'x'.repeat(41)}` }, 'The name of a group has more than 40 characters.'],
    [{ groups: 'EU, Pi\u202Elot' }, 'The name of a group has characters that cannot be seen.'],
    [{ notes: 'x'.repeat(limits.notes + 1) }, 'The notes have more than 500 characters.'],
    [{ notes: '\u001b[31m' }, 'The notes have characters that cannot be seen.'],
  ])('refuses %j', (changes, sentence) => {
    const [fault, ...others] = faults(changes);
    expect(others).toEqual([]);
    expect(fault && explainAlias(fault)).toContain(sentence);
    expect(fault?.field).toBe(Object.keys(changes)[0]);
  });

  it('names everything that is wrong at once', () => {
    const all = { account: '', name: '', environment: 'x', groups: '\u0007', notes: '\u0007' };
    expect(faults(all).map(({ field }) => field)).toEqual([
      'account',
      'name',
      'environment',
      'groups',
      'notes',
    ]);
  });

  it('counts characters as people do', () => {
    expect(faults({ name: '🌍'.repeat(limits.name) })).toEqual([]);
    expect(faults({ name: '🌍'.repeat(limits.name + 1) })).toEqual([
      { field: 'name', kind: 'long' },
    ]);
  });

  it('never throws, and what it gives reads as itself', () => {
    const any = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        fc.record({
          account: fc.oneof(accountIds, any),
          name: any,
          environment: fc.oneof(fc.constant(''), any),
          groups: any,
          notes: any,
        }),
        (typed) => {
          const read = readAlias(typed);
          const again = read.ok ? readAlias(textOfAlias(read.value)) : failed(read.problem);
          expect(again).toEqual(read);
        },
      ),
    );
  });
});

const fits = (value: unknown) => v.is(accountAlias, value);

describe('the schema of an alias', () => {
  it('takes every alias that was read', () => {
    fc.assert(fc.property(aliasesOf(accountIds), (alias) => fits(alias)));
  });

  it.each<readonly [string, unknown]>([
    ['untidied', { account: friend, name: ' Payments' }],
    ['hyphenated', { account: '4444-5555-6666', name: 'Payments' }],
    ['nameless', { account: friend }],
    ['of another environment', { account: friend, name: 'Payments', environment: 'Production' }],
    ['without the groups that it has', { account: friend, name: 'Payments', groups: [] }],
    ['with two groups in one', { account: friend, name: 'Payments', groups: ['EU, US'] }],
    ['with a group twice', { account: friend, name: 'Payments', groups: ['EU', 'eu'] }],
    ['with an untidied group', { account: friend, name: 'Payments', groups: ['EU '] }],
    ['with groups as text', { account: friend, name: 'Payments', groups: 'EU' }],
    ['with empty notes', { account: friend, name: 'Payments', notes: '' }],
    ['with more', { account: friend, name: 'Payments', color: '#fff' }],
    ['null', null],
  ])('refuses one that is %s', (_, value) => {
    expect(fits(value)).toBe(false);
  });
});

/** Relative luminance. Source: WCAG 2.2, "relative luminance". */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('the environments', () => {
  it.each(Object.entries(environments))(
    '%s can be read in white on its colour, and seen on light and dark',
    (_, { color }) => {
      expect(contrast(color, '#ffffff')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(color, '#161d26')).toBeGreaterThanOrEqual(3);
    },
  );

  it('have a word and a colour of their own', () => {
    const all = Object.values(environments);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(new Set(all.map(({ color }) => color)).size).toBe(all.length);
  });
});
