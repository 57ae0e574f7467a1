import { browser } from 'wxt/browser';

const permission = { permissions: ['notifications' as const] };

/** Asks the person to allow notifications. Browsers allow this only straight from a click. */
export function requestNotifications(): Promise<boolean> {
  return browser.permissions.request(permission);
}

/** Tells the person something, if that is allowed. */
export async function notify(id: string, title: string, message: string): Promise<void> {
  if (!(await browser.permissions.contains(permission))) return;
  await browser.notifications.create(id, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title,
    message,
  });
}
