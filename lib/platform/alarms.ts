import { browser } from 'wxt/browser';

/** The names of the alarms that wake the worker. */
export type AlarmName = 'sweep' | 'sign-in' | 'jobs';

/** Wakes the worker once at a time (epoch milliseconds); without one it is not woken. */
export async function wakeAt(name: AlarmName, when: number | undefined): Promise<void> {
  if (when === undefined) await browser.alarms.clear(name);
  else await browser.alarms.create(name, { when });
}

/** Wakes the worker every half minute, the shortest that browsers have, until it is turned off. */
export async function wakeOften(name: AlarmName, needed: boolean): Promise<void> {
  if (needed) await browser.alarms.create(name, { periodInMinutes: 0.5 });
  else await browser.alarms.clear(name);
}

/** Calls back when an alarm goes off. To be called as the worker starts. */
export function onAlarm(hear: (name: string) => void): void {
  browser.alarms.onAlarm.addListener(({ name }) => hear(name));
}
