import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  createRouter,
  type CallContext,
  type Guard,
  type Perform,
  type Refusal,
} from '@/lib/messaging/router';
import type { ChosenAccount } from '@/lib/messaging/chosen';
import type { StampedSender } from '@/lib/messaging/sender';
import type { Problem } from '@/lib/problems/problem';
import type { SenderClass } from '@/lib/operations/contract';
import { operations, type OperationId } from '@/lib/operations/registry';
import { failed, ok } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import { createReadCache } from '@/lib/storage/read-cache';
import { memoryStore } from '@/test/support/memory-store';
import { inputs } from '../support/inputs';
import { deskSender, own, pageSender, senderOf } from '../support/senders';
import {
  friend,
  home,
  noon,
  owner,
  problemKind,
  scopes,
  stranger,
  valueOf,
} from '../support/values';

const name = 'office-2026';

const ids = Object.keys(operations) as OperationId[];
const classes: readonly SenderClass[] = ['page', 'extension', 'embedded', 'foreign'];

function setUp(
  perform: Perform = async () => ok('answer'),
  guard: Guard = async () => undefined,
  choice?: ChosenAccount,
) {
  const store = memoryStore();
  const performed = vi.fn<Perform>(perform);
  const cache = createReadCache(store);
  let time = noon;
  const guarded = vi.fn<Guard>(guard);
  const chosen = vi.fn<(tabId: number) => Promise<ChosenAccount | undefined>>(async () => choice);
  const refused = vi.fn<(refusal: Refusal) => void>();
  const router = createRouter({
    own,
    perform: performed,
    cache,
    guard: guarded,
    refused,
    chosen,
    now: () => time,
  });
  return {
    store,
    cache,
    performed,
    guarded,
    refused,
    chosen,
    router,
    at: (later: number) => {
      time = later;
    },
    /** The context with which the operation was run, when it was. */
    context: (): CallContext | undefined => performed.mock.calls[0]?.[2],
  };
}

const call = (id: string, more: object = {}) => ({
  call: id,
  input: Object.hasOwn(inputs, id) ? inputs[id as OperationId] : {},
  ...more,
});

describe('T3: who may call what', () => {
  const pairs = ids.flatMap((id) => classes.map((sender) => [sender, id] as const));

  it.each(pairs)('%s asks for %s', async (sender, id) => {
    const { router, performed } = setUp();
    const scope = sender === 'page' ? {} : { scope: home };
    const result = await router(
      call(id, { ...scope, hints: { account: owner } }),
      senderOf[sender],
    );
    if (operations[id].senders.includes(sender)) {
      expect(result).toEqual(ok({ value: 'answer', readAt: noon }));
      expect(performed).toHaveBeenCalledOnce();
      expect(performed.mock.calls[0]?.slice(0, 2)).toEqual([id, inputs[id]]);
      expect(performed.mock.calls[0]?.[2].sender.class).toBe(sender);
    } else {
      expect(problemKind(result)).toBe('refused');
      expect(performed).not.toHaveBeenCalled();
    }
  });

  it.each(pairs)('%s recalls %s without anything being run', async (sender, id) => {
    const { router, performed } = setUp();
    const scope = sender === 'page' ? {} : { scope: home };
    const message = call(id, { ...scope, hints: { account: owner }, from: 'cache' });
    const result = await router(message, senderOf[sender]);
    expect(performed).not.toHaveBeenCalled();
    expect(result.ok).toBe(operations[id].senders.includes(sender));
  });

  it('T5: a document of ours inside a page may ask for nothing, and neither may anybody else', () => {
    expect(ids.filter((id) => operations[id].senders.includes('embedded'))).toEqual([]);
    expect(ids.filter((id) => operations[id].senders.includes('foreign'))).toEqual([]);
  });

  it('T6: a page may ask for nothing that changes AWS, nor for anything about credentials', () => {
    const forPages = ids.filter((id) => operations[id].senders.includes('page'));
    expect(forPages.filter((id) => operations[id].level !== 'read')).toEqual([]);
    expect(forPages.filter((id) => /^(credentials|sign-in|vault|safety|lock)/.test(id))).toEqual(
      [],
    );
    const writing = ids
      .flatMap((id) => operations[id].actions)
      .filter((action) => /:(?:Update|Delete|Create|Copy|Put|Tag|Untag|AssumeRole)/.test(action));
    expect(writing.length).toBeGreaterThan(0);
    expect(forPages.flatMap((id) => operations[id].actions)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/:(?!Describe|List|Get)/)]),
    );
  });

  it('is not told more by a refusal than the title of what was asked for', async () => {
    const { router } = setUp();
    for (const sender of ['foreign', 'embedded'] as const) {
      expect(await router(call('credentials.list'), senderOf[sender])).toEqual(
        failed({ kind: 'refused', detail: 'List held credentials cannot be asked for from here.' }),
      );
    }
  });
});

describe('a message that is not one', () => {
  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'images.list'],
    ['a number', 1],
    ['a list', ['images.list', {}]],
    ['an empty object', {}],
    ['no operation', { input: {} }],
    ['no input', { call: 'images.list', scope: home }],
    ['a number as the operation', { ...call('images.list'), call: 7, scope: home }],
    ['an operation of endless length', { ...call('images.list'), call: 'x'.repeat(65) }],
    ['an extra member', call('images.list', { scope: home, endpoint: 'https://evil.test' })],
    ['an extra member in the scope', call('images.list', { scope: { ...home, role: 'x' } })],
    ['an extra member in the hints', call('images.list', { scope: home, hints: { role: 'x' } })],
    ['a partition that is none', call('images.list', { scope: { ...home, partition: 'aws-iso' } })],
    ['an account that is too short', call('images.list', { scope: { ...home, account: '1' } })],
    ['a Region that is an address', call('images.list', { scope: { ...home, region: 'a.b/c' } })],
    [
      'a scope without a Region',
      call('images.list', { scope: { partition: 'aws', account: owner } }),
    ],
    ['a hint of no account’s shape', call('images.list', { scope: home, hints: { account: 'x' } })],
    ['an unknown source', call('images.list', { scope: home, from: 'disk' })],
  ])('is refused: %s', async (_, message) => {
    const { router, performed } = setUp();
    expect(problemKind(await router(message, deskSender))).toBe('refused');
    expect(performed).not.toHaveBeenCalled();
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'prototype',
    '',
    'images',
    'images.list ',
    'Images.List',
    'DescribeImages',
  ])('is refused when the operation is called %j', async (id) => {
    const { router, performed } = setUp();
    const message = { call: id, input: {}, scope: home };
    expect(await router(message, deskSender)).toEqual(
      failed({ kind: 'refused', detail: 'There is no such operation.' }),
    );
    expect(performed).not.toHaveBeenCalled();
  });

  it('is refused whatever it is, without throwing', async () => {
    const { router, performed } = setUp();
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (message) => {
        expect((await router(message, deskSender)).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
    expect(performed).not.toHaveBeenCalled();
  });
});

describe('the input of an operation', () => {
  it.each<readonly [OperationId, unknown]>([
    ['images.list', { all: true }],
    ['images.list', null],
    ['images.get', {}],
    ['images.get', { image: { name: '' } }],
    ['images.get', { image: { name: 'a b' } }],
    ['images.get', { image: { name: '../x' } }],
    ['images.get', { image: { name: 'a'.repeat(102) } }],
    ['images.get', { image: { name, arn: 'arn:aws:s3:::bucket' } }],
    ['images.get', { image: { name, owner } }],
    ['images.get', { image: { name }, type: 'SHARED' }],
    ['images.usage', { image: { name } }],
    ['images.tags', { image: { name } }],
    ['sharing.plan', { image: { name }, desired: [] }],
    ['sharing.plan', { image: { name }, desired: [{ account: friend, fleet: true }] }],
    [
      'sharing.plan',
      { image: { name }, desired: [{ account: '1', fleet: true, imageBuilder: true }] },
    ],
    [
      'sharing.plan',
      { image: { name }, desired: [{ account: friend, fleet: 'true', imageBuilder: true }] },
    ],
    [
      'sharing.plan',
      {
        image: { name },
        desired: Array.from({ length: 501 }, (_, index) => ({
          account: String(index).padStart(12, '0'),
          fleet: true,
          imageBuilder: true,
        })),
      },
    ],
    ['sharing.apply', { digest: 'A'.repeat(64) }],
    ['sharing.apply', { digest: 'a'.repeat(63) }],
    ['sharing.apply', { digest: `${'a'.repeat(64)}\n` }],
    ['credentials.add', { region: 'us-east-1', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    ['credentials.add', { region: 'us-east-1', accessKeyId: 'akia', secretAccessKey: 'x' }],
    [
      'credentials.add',
      { region: 'us-east-1', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: '' },
    ],
    ['credentials.forget', { account: owner }],
    ['credentials.forget', { ...home }],
    ['desk.open', { view: 'https://evil.test' }],
    ['desk.open', { view: 'share' }],
    ['desk.open', { view: 'images', scope: home }],
    ['desk.open', { view: 'revoke', image: { name } }],
    ['tab.scope', { tabId: 1.5 }],
    ['tab.scope', { tabId: '7' }],
    ['tab.choose', { tabId: -1, account: { partition: 'aws', account: owner } }],
    ['tab.choose', { tabId: 7, account: { partition: 'aws', account: '1' } }],
    ['tab.choose', { tabId: 7, account: home }],
  ])('of %s is refused when it is %j', async (id, input) => {
    const { router, performed } = setUp();
    const sender = operations[id].senders.includes('extension') ? deskSender : pageSender();
    const result = await router({ call: id, input, scope: home }, sender);
    expect(result).toEqual(
      failed({ kind: 'refused', detail: `${operations[id].title}: the input is malformed.` }),
    );
    expect(performed).not.toHaveBeenCalled();
  });
});

const multiSession = (region: string) =>
  pageSender(`https://${owner}-abcd1234.${region}.console.aws.amazon.com/appstream2/home`);
const govPage = pageSender('https://us-gov-west-1.console.amazonaws-us-gov.com/appstream2/home');

const scopeOf = async (sender: StampedSender, more: object) => {
  const parts = setUp();
  const result = await parts.router(call('images.list', more), sender);
  return result.ok ? parts.context()?.scope : result.problem;
};

describe('the scope of a call from a page', () => {
  const chinaPage = pageSender('https://cn-north-1.console.amazonaws.cn/appstream2/home');
  const bare = pageSender('https://console.aws.amazon.com/appstream2/home');

  it.each<readonly [string, StampedSender, object, Scope]>([
    ['host and hint', pageSender(), { hints: { account: owner } }, home],
    [
      'the account of a multi-session host before the hint',
      multiSession('eu-west-1'),
      { hints: { account: stranger } },
      { partition: 'aws', account: owner, region: 'eu-west-1' },
    ],
    [
      'the Region of the address before the hint',
      pageSender(),
      { hints: { account: owner, region: 'eu-west-1' } },
      home,
    ],
    [
      'the hint when the address names no Region',
      bare,
      { hints: { account: owner, region: 'eu-west-1' } },
      { ...home, region: 'eu-west-1' },
    ],
    [
      'GovCloud',
      govPage,
      { hints: { account: owner } },
      { partition: 'aws-us-gov', account: owner, region: 'us-gov-west-1' },
    ],
    [
      'China, where other services are',
      chinaPage,
      { hints: { account: owner } },
      { partition: 'aws-cn', account: owner, region: 'cn-north-1' },
    ],
    [
      'the address, although the page claims another scope',
      multiSession('us-east-1'),
      { scope: { partition: 'aws', account: stranger, region: 'eu-west-1' } },
      home,
    ],
  ])('is %s', async (_, sender, more, expected) => {
    expect(await scopeOf(sender, more)).toEqual(expected);
  });

  it.each<readonly [string, StampedSender, object, object]>([
    ['no account', pageSender(), {}, { kind: 'account-unknown' }],
    ['only a claimed scope', pageSender(), { scope: home }, { kind: 'account-unknown' }],
    ['no Region', bare, { hints: { account: owner } }, { kind: 'account-unknown' }],
    [
      'a Region of another partition',
      pageSender('https://console.aws.amazon.com/appstream2/home?region=us-gov-west-1'),
      { hints: { account: owner } },
      { kind: 'region-unsupported', region: 'us-gov-west-1' },
    ],
    [
      'a Region that is in no table',
      pageSender('https://console.aws.amazon.com/appstream2/home?region=xx-evil-9'),
      { hints: { account: owner } },
      { kind: 'region-unsupported', region: 'xx-evil-9' },
    ],
    [
      'a hint that is an address',
      bare,
      { hints: { account: owner, region: 'evil.test/' } },
      { kind: 'region-unsupported', region: 'evil.test/' },
    ],
    [
      'a hint from another partition',
      pageSender('https://console.amazonaws.cn/appstream2/home'),
      { hints: { account: owner, region: 'us-east-1' } },
      { kind: 'region-unsupported', region: 'us-east-1' },
    ],
  ])('cannot be told: %s', async (_, sender, more, expected) => {
    expect(await scopeOf(sender, more)).toEqual(expected);
  });

  it('that cannot be told is asked about, and is no refusal', async () => {
    const { router, refused } = setUp();
    expect(problemKind(await router(call('images.list'), pageSender()))).toBe('account-unknown');
    expect(refused).not.toHaveBeenCalled();
    const evil = pageSender('https://console.aws.amazon.com/appstream2/home?region=xx-evil-9');
    await router(call('images.list', { hints: { account: owner } }), evil);
    expect(refused).toHaveBeenCalledOnce();
  });

  it('is left open where the operation needs none', async () => {
    const { router, context } = setUp();
    expect((await router(call('panel.open'), bare)).ok).toBe(true);
    expect(context()).toMatchObject({ scope: undefined, sender: { class: 'page', tabId: 7 } });
  });

  it('is given where the operation needs none but it can be told', async () => {
    const { router, context } = setUp();
    await router(call('panel.open'), multiSession('us-east-1'));
    expect(context()?.scope).toEqual(home);
  });

  it('T11: is never that of the account or Region which the page claims against its address', async () => {
    await fc.assert(
      fc.asyncProperty(scopes, scopes, scopes, async (real, hinted, claimed) => {
        const domain = {
          aws: 'console.aws.amazon.com',
          'aws-us-gov': 'console.amazonaws-us-gov.com',
          'aws-cn': 'console.amazonaws.cn',
        }[real.partition];
        const url = `https://${real.account}-abc.${real.region}.${domain}/appstream2/home`;
        const hints = { account: hinted.account, region: hinted.region };
        expect(await scopeOf(pageSender(url), { hints, scope: claimed })).toEqual(real);
      }),
      { numRuns: 60 },
    );
  });
});

const chosenScope = async (sender: StampedSender, more: object, chosen: ChosenAccount) => {
  const parts = setUp(undefined, undefined, chosen);
  const result = await parts.router(call('images.list', more), sender);
  const { scope, chosen: marked } = parts.context() ?? {};
  return { result, scope, marked, asked: parts.chosen.mock.calls };
};

describe('the account that the person chose for a tab', () => {
  const choice: ChosenAccount = { partition: 'aws', account: owner };
  const bare = pageSender('https://console.aws.amazon.com/appstream2/home');
  it('is where a page goes that tells none, and the call is marked', async () => {
    const { scope, marked, asked } = await chosenScope(pageSender(), {}, choice);
    expect({ scope, marked }).toEqual({ scope: home, marked: true });
    expect(asked).toEqual([[7]]);
  });

  it.each([
    ['the address', multiSession('us-east-1'), {}],
    ['a hint', pageSender(), { hints: { account: owner } }],
  ])('counts for nothing where %s tells one', async (_, sender, more) => {
    const other = { ...choice, account: stranger };
    const { scope, marked, asked } = await chosenScope(sender, more, other);
    expect({ scope, marked }).toEqual({ scope: home, marked: undefined });
    expect(asked).toEqual([]);
  });

  it('counts for nothing in another partition', async () => {
    const { result } = await chosenScope(govPage, {}, choice);
    expect(problemKind(result)).toBe('account-unknown');
  });

  it('brings its Region only where the page tells none', async () => {
    const withRegion = { ...choice, region: 'eu-west-1' };
    expect((await chosenScope(bare, {}, withRegion)).scope?.region).toBe('eu-west-1');
    expect((await chosenScope(pageSender(), {}, withRegion)).scope?.region).toBe('us-east-1');
    expect(problemKind((await chosenScope(bare, {}, choice)).result)).toBe('account-unknown');
  });

  it('counts for nothing in the extension, which names the scope itself', async () => {
    const { scope, marked, asked } = await chosenScope(deskSender, { scope: home }, choice);
    expect({ scope, marked }).toEqual({ scope: home, marked: undefined });
    expect(asked).toEqual([]);
  });
});

describe('the scope of a call from the extension', () => {
  it('is the one it names, and hints count for nothing', async () => {
    const { router, context } = setUp();
    const hints = { account: stranger, region: 'eu-west-1' };
    await router(call('images.list', { scope: home, hints }), deskSender);
    expect(context()?.scope).toEqual(home);
    const second = setUp();
    const result = await second.router(
      call('images.list', { hints: { account: owner, region: 'us-east-1' } }),
      deskSender,
    );
    expect(problemKind(result)).toBe('refused');
    expect(second.performed).not.toHaveBeenCalled();
  });

  it.each<Scope>([
    { partition: 'aws', account: owner, region: 'us-gov-west-1' },
    { partition: 'aws-us-gov', account: owner, region: 'us-east-1' },
    { partition: 'aws-cn', account: owner, region: 'eu-west-1' },
    { partition: 'aws', account: owner, region: 'us-east-9' },
    { partition: 'aws', account: owner, region: 'constructor' },
  ])('is refused when the Region is not of the partition: %j', async (scope) => {
    const { router, performed } = setUp();
    const result = await router(call('images.list', { scope }), deskSender);
    expect(result).toEqual(failed({ kind: 'region-unsupported', region: scope.region }));
    expect(performed).not.toHaveBeenCalled();
  });
});

describe('answers that are held', () => {
  const ask = call('images.get', { scope: home });
  const recall = { ...ask, from: 'cache' };

  it('are none at first, and then the last that was read, with its time', async () => {
    const { router, performed, at } = setUp(async () => ok(['a']));
    expect(valueOf(await router(recall, deskSender))).toBeNull();
    await router(ask, deskSender);
    at(noon + 1000);
    expect(valueOf(await router(recall, deskSender))).toEqual({ value: ['a'], readAt: noon });
    expect(performed).toHaveBeenCalledOnce();
  });

  it('are not replaced by a failure', async () => {
    let answer: Awaited<ReturnType<Perform>> = ok('first');
    const { router } = setUp(async () => answer);
    await router(ask, deskSender);
    answer = failed({ kind: 'throttled' });
    expect(problemKind(await router(ask, deskSender))).toBe('throttled');
    expect(valueOf(await router(recall, deskSender))).toEqual({ value: 'first', readAt: noon });
  });

  it('are not kept when they came in after a lock, or after what they say has changed', async () => {
    const parts = setUp(async () => {
      await parts.cache.forget(home);
      return ok('late');
    });
    expect(valueOf(await parts.router(ask, deskSender))).toMatchObject({ value: 'late' });
    expect(valueOf(await parts.router(recall, deskSender))).toBeNull();
  });

  it('are given to nobody whom the rules forbid it', async () => {
    let obstacle: Problem | undefined;
    const { router } = setUp(
      async () => ok('mine'),
      async () => obstacle,
    );
    await router(ask, deskSender);
    obstacle = { kind: 'company-policy', rule: 'account', detail: owner };
    expect(problemKind(await router(recall, deskSender))).toBe('company-policy');
  });

  it('are not made by a failure', async () => {
    const { router, store } = setUp(async () => failed({ kind: 'throttled' }));
    await router(ask, deskSender);
    expect(store.keys()).toEqual([]);
  });

  it('belong to one question in one scope', async () => {
    const { router } = setUp(async () => ok('mine'));
    await router(ask, deskSender);
    const others = [
      { ...recall, input: { image: { name: 'other' } } },
      { ...recall, scope: { ...home, region: 'eu-west-1' } },
      { ...recall, scope: { ...home, account: stranger } },
      { ...recall, call: 'images.shares' },
    ];
    for (const other of others) expect(valueOf(await router(other, deskSender))).toBeNull();
  });

  it('are shared between a page and the desk of the same scope', async () => {
    const { router } = setUp(async () => ok('mine'));
    await router(ask, deskSender);
    const page = { call: 'images.get', input: inputs['images.get'], from: 'cache' };
    const hinted = { ...page, hints: { account: owner } };
    expect(valueOf(await router(hinted, pageSender()))?.value).toBe('mine');
  });

  it.each(ids.filter((id) => !operations[id].cached))('are never kept of %s', async (id) => {
    const { router, store } = setUp(async () => ok('secretive'));
    const sender = operations[id].senders.includes('extension') ? deskSender : pageSender();
    const result = await router(call(id, { scope: home }), sender);
    expect(result.ok).toBe(true);
    expect(store.keys()).toEqual([]);
    expect(valueOf(await router(call(id, { scope: home, from: 'cache' }), sender))).toBeNull();
  });
});

describe('an operation that throws', () => {
  it.each<readonly [string, () => unknown, string]>([
    ['an error', () => new TypeError('canary-secret at line 7'), 'TypeError in images.list'],
    ['a text', () => 'canary-secret', 'Error in images.list'],
    ['an object', () => ({ token: 'canary-secret' }), 'Error in images.list'],
  ])('is an unknown problem without its words: %s', async (_, thrown, detail) => {
    const { router, store } = setUp(async () => {
      throw thrown();
    });
    const result = await router(call('images.list', { scope: home }), deskSender);
    expect(result).toEqual(failed({ kind: 'unknown', detail }));
    expect(JSON.stringify(result) + store.dump()).not.toContain('canary');
  });

  it('is the same when it throws at once and not in a promise', async () => {
    const { router } = setUp(() => {
      throw new RangeError('canary');
    });
    const result = await router(call('images.list', { scope: home }), deskSender);
    expect(result).toEqual(failed({ kind: 'unknown', detail: 'RangeError in images.list' }));
  });
});
