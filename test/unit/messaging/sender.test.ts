import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConsolePage } from '@/lib/console/page';
import { classifySender, originOf, type StampedSender } from '@/lib/messaging/sender';
import {
  deskSender,
  embeddedSender,
  foreignSender,
  own,
  ownFirefox,
  pageSender,
  popupSender,
} from '../support/senders';

const consoleUrl = 'https://us-east-1.console.aws.amazon.com/appstream2/home#/images';

const firefoxPage: StampedSender = {
  id: ownFirefox.id,
  url: consoleUrl,
  origin: 'https://us-east-1.console.aws.amazon.com',
  frameId: 0,
  tab: { id: 3 },
};

const firefoxDesk: StampedSender = {
  id: ownFirefox.id,
  url: `${ownFirefox.origin}/desk.html#/images`,
  origin: ownFirefox.origin,
  frameId: 0,
  tab: { id: 4 },
};

const without = (sender: StampedSender, ...members: readonly (keyof StampedSender)[]) =>
  Object.fromEntries(
    Object.entries(sender).filter(([name]) => !members.some((member) => member === name)),
  ) satisfies StampedSender;

describe('a sender in Chromium', () => {
  it.each<readonly [string, StampedSender, string]>([
    ['a content script in the top frame of a console page', pageSender(), 'page'],
    ['the popup', popupSender, 'extension'],
    ['the desk in a tab', deskSender, 'extension'],
    ['the desk without a lifecycle', without(deskSender, 'documentLifecycle'), 'extension'],
    ['the worker itself', { id: own.id, origin: own.origin }, 'extension'],
    [
      'the worker with its address',
      { id: own.id, url: `${own.origin}/background.js` },
      'extension',
    ],
    ['an extension document in a frame of a page', embeddedSender, 'embedded'],
    [
      'an extension document in a tab without a frame id',
      without(deskSender, 'frameId'),
      'embedded',
    ],
    ['another extension', foreignSender, 'foreign'],
    ['another extension with our origin', { ...popupSender, id: foreignSender.id }, 'foreign'],
    ['another extension with our address', { ...deskSender, id: 'x' }, 'foreign'],
    ['no id', without(deskSender, 'id'), 'foreign'],
    ['an empty id', { ...deskSender, id: '' }, 'foreign'],
    ['nothing', {}, 'foreign'],
    ['our id alone', { id: own.id }, 'foreign'],
    ['a foreign id on a console page', { ...pageSender(), id: foreignSender.id }, 'foreign'],
    ['a content script in a subframe', { ...pageSender(), frameId: 5 }, 'foreign'],
    ['a content script without a frame id', without(pageSender(), 'frameId'), 'foreign'],
    ['a content script without a tab', without(pageSender(), 'tab'), 'foreign'],
    ['a content script in a tab without an id', { ...pageSender(), tab: {} }, 'foreign'],
    ['a prerendered document', { ...pageSender(), documentLifecycle: 'prerender' }, 'foreign'],
    ['a document in the cache', { ...pageSender(), documentLifecycle: 'cached' }, 'foreign'],
    [
      'a document on its way out',
      { ...pageSender(), documentLifecycle: 'pending_deletion' },
      'foreign',
    ],
    [
      'another service of the console',
      pageSender('https://console.aws.amazon.com/ec2/home'),
      'foreign',
    ],
    ['a web page', pageSender('https://evil.test/appstream2/home'), 'foreign'],
    ['plain HTTP', pageSender('http://console.aws.amazon.com/appstream2/home'), 'foreign'],
    ['no address', without(pageSender(), 'url'), 'foreign'],
    [
      'another origin than the address',
      { ...pageSender(), origin: 'https://evil.test' },
      'foreign',
    ],
    ['an opaque origin on a console page', { ...pageSender(), origin: 'null' }, 'foreign'],
    ['our origin on a console page', { ...pageSender(), origin: own.origin }, 'foreign'],
    ['our address with a page’s origin', { ...deskSender, origin: 'https://evil.test' }, 'foreign'],
    ['our address with an opaque origin', { ...deskSender, origin: 'null' }, 'foreign'],
    ['our origin with a page’s address', { ...deskSender, url: 'https://evil.test/' }, 'foreign'],
    [
      'an origin that only starts like ours',
      { ...deskSender, origin: `${own.origin}x` },
      'foreign',
    ],
    [
      'an address that only starts like ours',
      { id: own.id, url: `${own.origin}.evil.test/desk.html` },
      'foreign',
    ],
  ])('is classified: %s', (_, sender, expected) => {
    expect(classifySender(sender, own).class).toBe(expected);
  });

  it('brings its tab and the page that its address tells, when it is a page', () => {
    const url =
      'https://106059658660-inzdo536.eu-west-1.console.aws.amazon.com/appstream2/home#/images';
    expect(classifySender(pageSender(url), own)).toEqual({
      class: 'page',
      tabId: 7,
      page: readConsolePage(url),
    });
  });

  it('may be a tab whose id is 0', () => {
    expect(classifySender({ ...pageSender(), tab: { id: 0 } }, own).class).toBe('page');
  });
});

describe('a sender in Firefox', () => {
  it.each<readonly [string, StampedSender, string]>([
    ['a content script, which has no lifecycle there', firefoxPage, 'page'],
    ['the desk in a tab', firefoxDesk, 'extension'],
    ['the popup', without(firefoxDesk, 'tab', 'frameId'), 'extension'],
    [
      'an origin with a slash at the end',
      { ...firefoxDesk, origin: `${ownFirefox.origin}/` },
      'extension',
    ],
    ['no origin, as up to its version 125', without(firefoxDesk, 'origin'), 'extension'],
    ['a page without an origin', without(firefoxPage, 'origin'), 'page'],
    ['an extension document in a frame of a page', { ...firefoxDesk, frameId: 21 }, 'embedded'],
    ['the same without an origin', { ...without(firefoxDesk, 'origin'), frameId: 21 }, 'embedded'],
    ['another extension', { ...firefoxDesk, id: 'other@example.test' }, 'foreign'],
    [
      'the extension as another person installed it',
      {
        ...firefoxDesk,
        url: 'moz-extension://ffffffff-0000-4000-8000-000000000000/desk.html',
        origin: 'moz-extension://ffffffff-0000-4000-8000-000000000000',
      },
      'foreign',
    ],
    ['a subframe of a console page', { ...firefoxPage, frameId: 1 }, 'foreign'],
  ])('is classified: %s', (_, sender, expected) => {
    expect(classifySender(sender, ownFirefox).class).toBe(expected);
  });
});

describe('any sender at all', () => {
  const urls = fc.constantFrom(
    undefined,
    consoleUrl,
    'https://console.aws.amazon.com/appstream2/home',
    'https://console.aws.amazon.com/ec2/home',
    'https://console.aws.amazon.com.evil.test/appstream2/home',
    'https://evil.test/',
    `${own.origin}/desk.html`,
    `${own.origin}x/desk.html`,
    own.origin,
    'about:blank',
    'not an address',
  );
  const origins = fc.constantFrom(
    undefined,
    'null',
    own.origin,
    'https://evil.test',
    'https://console.aws.amazon.com',
    'https://us-east-1.console.aws.amazon.com',
  );
  const senders: fc.Arbitrary<StampedSender> = fc.record({
    id: fc.constantFrom(undefined, own.id, foreignSender.id),
    url: urls,
    origin: origins,
    frameId: fc.constantFrom(undefined, 0, 1, -1),
    tab: fc.constantFrom(undefined, {}, { id: 0 }, { id: 7 }),
    documentLifecycle: fc.constantFrom(undefined, 'active', 'prerender', 'cached'),
  });

  it('T5: is trusted only with our id, our origin and no page around it', () => {
    fc.assert(
      fc.property(senders, (sender) => {
        if (classifySender(sender, own).class !== 'extension') return;
        expect(sender.id).toBe(own.id);
        expect(sender.origin ?? own.origin).toBe(own.origin);
        expect(`${sender.url ?? `${own.origin}/`}/`.startsWith(`${own.origin}/`)).toBe(true);
        expect(sender.origin !== undefined || sender.url !== undefined).toBe(true);
        expect(sender.tab === undefined || sender.frameId === 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('T4: is a page only as the active top frame of a console that has a panel', () => {
    fc.assert(
      fc.property(senders, (sender) => {
        const classified = classifySender(sender, own);
        if (classified.class !== 'page') return;
        const url = new URL(sender.url ?? '');
        expect(sender.id).toBe(own.id);
        expect(sender.frameId).toBe(0);
        expect(sender.tab?.id).toBe(classified.tabId);
        expect(sender.documentLifecycle ?? 'active').toBe('active');
        expect(sender.origin ?? url.origin).toBe(url.origin);
        expect(url.hostname).toMatch(/(^|\.)console\.aws\.amazon\.com$/);
        expect(url.pathname).toMatch(/^\/appstream2\//);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the origin of a sender', () => {
  it.each<readonly [string, StampedSender, string | undefined]>([
    [
      'a page, without path, query, hash and name',
      { url: 'https://me:canary@us-east-1.console.aws.amazon.com/a?canary=1#canary' },
      'https://us-east-1.console.aws.amazon.com',
    ],
    ['an extension', { url: 'chrome-extension://abc/desk.html#/images' }, 'chrome-extension://abc'],
    ['a sender without an address', { origin: 'https://evil.test' }, 'https://evil.test'],
    ['an opaque origin', { origin: 'null' }, undefined],
    ['nothing', {}, undefined],
  ])('of %s', (_, sender, origin) => {
    expect(originOf(sender)).toBe(origin);
  });
});
