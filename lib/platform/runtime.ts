import { browser } from 'wxt/browser';
import { createClient, type Client } from '../messaging/client';
import type { ProductEvent } from '../messaging/protocol';
import type { OwnIdentity, StampedSender } from '../messaging/sender';

/** The extension's own identity, to compare senders with. */
export function ownIdentity(): OwnIdentity {
  return { id: browser.runtime.id, origin: new URL(browser.runtime.getURL('/')).origin };
}

/** A client that asks this extension's worker. */
export function connectToWorker(): Client {
  return createClient((message) => browser.runtime.sendMessage(message));
}

/**
 * Answers every message that asks for an operation. Events, which surfaces get, pass by. The answer
 * goes out by the callback, which all browsers have: not all take a promise from a listener.
 */
export function answerMessages(
  answer: (message: unknown, sender: StampedSender) => Promise<unknown>,
): void {
  const reply = async (message: unknown, sender: StampedSender, send: (reply: unknown) => void) => {
    try {
      send(await answer(message, sender));
    } catch {
      // Whoever waits is told that nothing was answered.
      send(null);
    }
  };
  browser.runtime.onMessage.addListener((message: unknown, sender: StampedSender, send) => {
    if (isEvent(message)) return undefined;
    void reply(message, sender, send);
    // Keeps the channel open until then.
    return true;
  });
}

/** Calls back for every event until the signal ends it. Only the worker's events count. */
export function onEvent(listen: (event: ProductEvent) => void, signal: AbortSignal): void {
  const { id } = browser.runtime;
  const hear = (message: unknown, sender: StampedSender): undefined => {
    if (sender.id === id && !sender.tab && isEvent(message)) listen(message);
  };
  browser.runtime.onMessage.addListener(hear);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(hear));
}

/** Sends an event to the extension's open documents; rejects when there are none. */
export function sendToExtension(event: ProductEvent): Promise<unknown> {
  return browser.runtime.sendMessage(event);
}

/** Sends an event to the top frame of a tab; rejects when nothing listens there. */
export function sendToTab(tabId: number, event: ProductEvent): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, event, { frameId: 0 });
}

function isEvent(message: unknown): message is ProductEvent {
  return typeof message === 'object' && message !== null && 'event' in message;
}
