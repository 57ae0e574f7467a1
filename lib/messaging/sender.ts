import { readConsolePage, type ConsolePage } from '../console/page';
import type { SenderClass } from '../operations/contract';

/** The members of a message's sender that the browser stamps; a page cannot forge them. */
export interface StampedSender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined } | undefined;
  /** Chromium only. */
  readonly documentLifecycle?: string | undefined;
}

/** The extension's own identity, for comparison. */
export interface OwnIdentity {
  readonly id: string;
  /** `chrome-extension://<id>` or `moz-extension://<uuid>`, without a slash at the end. */
  readonly origin: string;
}

/** A sender, classified. Only a `page` has a console page. */
export type Sender =
  | { readonly class: 'page'; readonly page: ConsolePage; readonly tabId: number }
  | { readonly class: Exclude<SenderClass, 'page'> };

/**
 * Says who sent a message, from browser-stamped members only. A content script's origin is the
 * page's, in Chromium and in Firefox; an extension document in a frame of a page has the
 * extension's origin and a frame id, and is not trusted.
 */
export function classifySender(sender: StampedSender, own: OwnIdentity): Sender {
  if (sender.id !== own.id) return { class: 'foreign' };
  if (isOwnDocument(sender, own)) {
    const top = !sender.tab || sender.frameId === 0;
    return { class: top ? 'extension' : 'embedded' };
  }
  const page = sender.url === undefined ? undefined : readConsolePage(sender.url);
  const tabId = sender.tab?.id;
  const active = (sender.documentLifecycle ?? 'active') === 'active';
  if (page && page.service !== 'other' && tabId !== undefined && sender.frameId === 0 && active) {
    return originFits(sender) ? { class: 'page', page, tabId } : { class: 'foreign' };
  }
  return { class: 'foreign' };
}

/** The origin of a sender, as the browser stamps it, without path, query and hash. */
export function originOf({ url, origin }: StampedSender): string | undefined {
  const address = url ?? origin;
  if (address === undefined || !URL.canParse(address)) return undefined;
  // The origin of an extension's address is opaque to the parser.
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

function isOwnDocument({ origin, url }: StampedSender, own: OwnIdentity): boolean {
  const urlFits = url === undefined || url === own.origin || url.startsWith(`${own.origin}/`);
  return origin === undefined
    ? url !== undefined && urlFits
    : origin.replace(/\/$/, '') === own.origin && urlFits;
}

/** A stamped origin must be the one of the stamped address. */
function originFits({ origin, url }: StampedSender): boolean {
  return origin === undefined || (url !== undefined && new URL(url).origin === origin);
}
