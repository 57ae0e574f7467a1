import { describe, expect, it, vi } from 'vitest';
import { createClient, type Send } from '@/lib/messaging/client';
import { callMessage } from '@/lib/messaging/protocol';
import { failed, ok } from '@/lib/result';
import { safeParse } from 'valibot';
import { home, noon, owner } from '../support/values';

describe('a client', () => {
  it('sends the operation and its input, and gives the answer of the worker as it is', async () => {
    const answer = ok({ value: [], readAt: noon });
    const send = vi.fn<Send>(async () => answer);
    expect(await createClient(send).call('images.list', {})).toBe(answer);
    expect(send.mock.calls).toEqual([[{ call: 'images.list', input: {} }]]);
  });

  it('names the scope and the hints that it was given', async () => {
    const send = vi.fn<Send>(async () => ok(null));
    const client = createClient(send);
    await client.call('images.list', {}, { scope: home });
    await client.recall('images.list', {}, { hints: { account: owner } });
    expect(send.mock.calls).toEqual([
      [{ call: 'images.list', input: {}, scope: home }],
      [{ call: 'images.list', input: {}, hints: { account: owner }, from: 'cache' }],
    ]);
  });

  it('sends only what the worker takes for a message', async () => {
    const send = vi.fn<Send>(async () => ok(null));
    const client = createClient(send);
    await client.call('images.list', {});
    await client.call('images.list', {}, { scope: home, hints: { account: owner } });
    await client.recall('images.get', { image: { name: 'a' } }, { hints: {} });
    for (const [message] of send.mock.calls) {
      expect(safeParse(callMessage, structuredClone(message)).success).toBe(true);
    }
    expect(send).toHaveBeenCalledTimes(3);
  });

  it('gives a problem of the worker as it is', async () => {
    const answer = failed({ kind: 'wrong-account', account: owner });
    expect(await createClient(async () => answer).call('images.list', {})).toEqual(answer);
  });

  it.each([undefined, null])('takes %s for an interrupted call', async (reply) => {
    expect(await createClient(async () => reply).call('images.list', {})).toEqual(
      failed({ kind: 'interrupted' }),
    );
  });

  it.each<readonly [string, unknown, string]>([
    [
      'Extension context invalidated.',
      new Error('Extension context invalidated.'),
      'extension-reloaded',
    ],
    [
      'no receiver',
      new Error('Could not establish connection. Receiving end does not exist.'),
      'extension-reloaded',
    ],
    [
      'no runtime any more',
      new TypeError("Cannot read properties of undefined (reading 'sendMessage')"),
      'extension-reloaded',
    ],
    [
      'a closed channel',
      new Error('A listener indicated an asynchronous response, but the message channel closed'),
      'interrupted',
    ],
    [
      'a closed port',
      new Error('The message port closed before a response was received.'),
      'interrupted',
    ],
    ['a text', 'Extension context invalidated.', 'extension-reloaded'],
    ['nothing', undefined, 'interrupted'],
  ])('turns a broken channel into a problem: %s', async (_, thrown, kind) => {
    const rejecting = createClient(() => Promise.reject(thrown));
    expect(await rejecting.call('images.list', {})).toEqual(failed({ kind }));
    const throwing = createClient(() => {
      throw thrown;
    });
    expect(await throwing.recall('images.list', {})).toEqual(failed({ kind }));
  });
});
