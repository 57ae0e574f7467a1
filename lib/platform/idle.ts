import { browser } from 'wxt/browser';

/** Whether somebody uses the computer; `locked` is the system's own lock. */
export type IdleState = 'active' | 'idle' | 'locked';

/** After how many minutes without input the computer counts as idle. */
export function setIdleAfter(minutes: number): void {
  browser.idle.setDetectionInterval(minutes * 60);
}

/** Calls back when the computer becomes idle, is locked, or is used again. */
export function onIdleState(hear: (state: IdleState) => void): void {
  browser.idle.onStateChanged.addListener(hear);
}
