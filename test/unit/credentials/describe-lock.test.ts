import { expect, it } from 'vitest';
import { describeLock, mayUnlock } from '@/lib/credentials/describe-lock';

const at = new Date(2026, 10, 22, 14, 3).getTime();
const minute = 60_000;

it.each([
  ['asked', 'Locked at 14:03 because you asked for it.'],
  ['idle', 'Locked at 14:03 because nobody used this computer for a while.'],
  ['system', 'Locked at 14:03 because the system was locked.'],
] as const)('says when and why it was locked: %s', (reason, sentence) => {
  expect(describeLock({ at, reason }, at + 40 * minute)).toBe(sentence);
});

it('says on which day when it was another, in the time of this computer', () => {
  const lateEvening = new Date(2026, 10, 22, 23, 55).getTime();
  expect(describeLock({ at: lateEvening, reason: 'asked' }, lateEvening + 10 * minute)).toBe(
    'Locked on 2026-11-22 at 23:55 because you asked for it.',
  );
});

const vault = (state: 'none' | 'locked' | 'open') => ({ state, accounts: [] });

it('leads to unlocking only where a vault waits for that', () => {
  const locked = { at, reason: 'asked' } as const;
  expect(mayUnlock({ locked, vault: vault('locked') })).toBe(true);
  expect(mayUnlock({ locked, vault: vault('none') })).toBe(false);
  expect(mayUnlock({ vault: vault('locked') })).toBe(false);
  expect(mayUnlock(undefined)).toBe(false);
});
