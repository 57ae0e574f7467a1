import type { SenderClass } from '@/lib/operations/contract';
import type { OwnIdentity, StampedSender } from '@/lib/messaging/sender';

export const own: OwnIdentity = {
  id: 'abcdefghijklmnopabcdefghijklmnop',
  origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
};

export const ownFirefox: OwnIdentity = {
  id: 'image-desk@example.test',
  origin: 'moz-extension://0d3b6c1e-6f2a-4f0e-9f4d-0a1b2c3d4e5f',
};

const consolePage =
  'https://us-east-1.console.aws.amazon.com/appstream2/home?region=us-east-1#/images';

/** What Chromium stamps on a message of the content script of a console page. */
export function pageSender(url: string = consolePage): StampedSender {
  return {
    id: own.id,
    url,
    origin: URL.canParse(url) ? new URL(url).origin : 'null',
    frameId: 0,
    tab: { id: 7 },
    documentLifecycle: 'active',
  };
}

/** What Chromium stamps on a message of the popup. */
export const popupSender: StampedSender = {
  id: own.id,
  url: `${own.origin}/popup.html`,
  origin: own.origin,
  documentLifecycle: 'active',
};

/** What Chromium stamps on a message of the desk in a tab of its own. */
export const deskSender: StampedSender = {
  id: own.id,
  url: `${own.origin}/desk.html#/images`,
  origin: own.origin,
  frameId: 0,
  tab: { id: 9 },
  documentLifecycle: 'active',
};

/** What Chromium stamps on a message of an extension document in a frame of a web page. */
export const embeddedSender: StampedSender = { ...deskSender, frameId: 4 };

/** What Chromium stamps on a message of another extension. */
export const foreignSender: StampedSender = {
  id: 'ponmlkjihgfedcbaponmlkjihgfedcba',
  url: 'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/background.js',
  origin: 'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba',
};

/** One sender of each class. */
export const senderOf: Readonly<Record<SenderClass, StampedSender>> = {
  page: pageSender(),
  extension: deskSender,
  embedded: embeddedSender,
  foreign: foreignSender,
};
