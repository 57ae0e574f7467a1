import { describe, expect, it } from 'vitest';
import { parsePolicy } from '@/lib/safety/policy';
import { createSafetyStore, defaultSafety, effective, parseSafety } from '@/lib/safety/settings';
import { memoryStore } from '@/test/support/memory-store';
import { friend, owner } from '../support/values';

describe('the safety settings', () => {
  it('are the defaults until something is set', () => {
    expect(parseSafety(undefined)).toEqual({
      readOnly: false,
      readOnlyAccounts: [],
      idleMinutes: 15,
      holdHours: 8,
      retentionDays: 365,
    });
  });

  it('fill up with the defaults what an older version did not know', () => {
    expect(parseSafety({ holdHours: 2 })).toEqual({ ...defaultSafety, holdHours: 2 });
  });

  it.each<readonly [string, unknown]>([
    ['a text', 'off'],
    ['nothing at all', null],
    ['a switch that is none', { readOnly: 'no' }],
    ['accounts that are none', { readOnlyAccounts: ['1'] }],
    ['no idle time', { idleMinutes: 0 }],
    ['an idle time that never ends', { idleMinutes: Infinity }],
    ['half an hour', { holdHours: 0.5 }],
    ['a retention that is none of the choices', { retentionDays: 7 }],
  ])('that cannot be read are read-only: %s', (_, raw) => {
    expect(parseSafety(raw)).toEqual({ ...defaultSafety, readOnly: true });
  });

  it('are kept over a restart, and changed member by member', async () => {
    const store = memoryStore();
    await createSafetyStore(store).change({ readOnlyAccounts: [owner], idleMinutes: 5 });
    await createSafetyStore(store).change({ retentionDays: 0 });
    expect(await createSafetyStore(store).read()).toEqual({
      ...defaultSafety,
      readOnlyAccounts: [owner],
      idleMinutes: 5,
      retentionDays: 0,
    });
    expect(store.keys()).toEqual(['safety']);
  });

  it('are not overwritten while they cannot be read', async () => {
    const store = memoryStore();
    await createSafetyStore(store).change({ readOnlyAccounts: [owner] });
    const blind = { ...store, get: () => Promise.reject(new Error('not now')) };
    await expect(createSafetyStore(blind).change({ holdHours: 4 })).rejects.toThrow('not now');
    expect((await createSafetyStore(store).read()).readOnlyAccounts).toEqual([owner]);
  });

  it('lose no change when two come at once', async () => {
    const settings = createSafetyStore(memoryStore());
    await Promise.all([
      settings.change({ readOnly: true }),
      settings.change({ readOnlyAccounts: [friend] }),
    ]);
    expect(await settings.read()).toMatchObject({ readOnly: true, readOnlyAccounts: [friend] });
  });

  it('are read-only when the store does not answer', async () => {
    const store = { ...memoryStore(), get: () => Promise.reject(new Error('No')) };
    expect((await createSafetyStore(store).read()).readOnly).toBe(true);
  });
});

describe('the settings that count', () => {
  it('are the person’s where the company sets nothing', () => {
    expect(effective(defaultSafety, parsePolicy({}))).toEqual({
      ...defaultSafety,
      vaultForbidden: false,
    });
  });

  it.each([
    [false, {}, false],
    [true, {}, true],
    [false, { readOnly: true }, true],
    [true, { readOnly: false }, true],
    [false, { readOnly: false }, false],
    [false, { readonly: false }, true],
  ])('are read-only when either says so: person %s, company %j', (readOnly, managed, expected) => {
    const settings = { ...defaultSafety, readOnly };
    expect(effective(settings, parsePolicy(managed)).readOnly).toBe(expected);
  });

  it.each([
    [15, 10, 10],
    [5, 10, 5],
    [480, 480, 480],
  ])('have the shorter idle time: person %d, company %d', (own, company, expected) => {
    const settings = { ...defaultSafety, idleMinutes: own };
    expect(effective(settings, parsePolicy({ idleMinutes: company })).idleMinutes).toBe(expected);
  });

  it.each([
    [{ vaultForbidden: true }, true],
    [{ vaultForbidden: false }, false],
    [{ vaultForbidden: 'no' }, true],
  ])('forbid the vault with the company: %j', (managed, expected) => {
    expect(effective(defaultSafety, parsePolicy(managed)).vaultForbidden).toBe(expected);
  });
});
