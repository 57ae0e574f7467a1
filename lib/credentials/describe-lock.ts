import type { LockView } from '../operations/vault';
import type { LockState } from './lock';

const reasons: Readonly<Record<LockState['reason'], string>> = {
  asked: 'because you asked for it',
  idle: 'because nobody used this computer for a while',
  system: 'because the system was locked',
};

/**
 * When and why Image Desk was locked, in one sentence and in the time of this computer:
 * `Locked at 14:03 because the system was locked.` Another day is told by its date.
 */
export function describeLock({ at, reason }: LockState, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  const time = then.toTimeString().slice(0, 5);
  const day = then.toDateString() === today.toDateString() ? '' : ` on ${dayOf(then)}`;
  return `Locked${day} at ${time} ${reasons[reason]}.`;
}

/** Whether the way on is to unlock the vault. */
export function mayUnlock(view: LockView | undefined): boolean {
  return view?.locked !== undefined && view.vault.state === 'locked';
}

/** A day here, as 2026-11-22. */
function dayOf(time: Date): string {
  const parts = [time.getFullYear(), time.getMonth() + 1, time.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
