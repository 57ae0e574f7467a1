import { describe, expect, it, vi } from 'vitest';
import { createConnector } from '@/lib/aws/connection';
import { secret } from '@/lib/credentials/secret';
import { createIdentityCenter } from '@/lib/aws/identity-center';
import { createLock } from '@/lib/credentials/lock';
import { createSignIn } from '@/lib/credentials/sign-in';
import { createCredentialStore } from '@/lib/credentials/store';
import { createVaultKeeper } from '@/lib/credentials/vault';
import type { SharePermissions } from '@/lib/images/image';
import { createChosenAccounts } from '@/lib/messaging/chosen';
import { createEvents } from '@/lib/messaging/events';
import type { ProductEvent } from '@/lib/messaging/protocol';
import type { CallContext } from '@/lib/messaging/router';
import { createHandlers, performWith } from '@/lib/operations/handlers';
import { operations, type OperationId } from '@/lib/operations/registry';
import { failed, ok } from '@/lib/result';
import type { AccountScope } from '@/lib/scope';
import { createPlanStore } from '@/lib/sharing/plan-store';
import { createReadCache } from '@/lib/storage/read-cache';
import {
  appStreamDouble,
  callerIdentity,
  recordingHandler,
  type Reply,
  type SentRequest,
} from '../support/fake-appstream';
import { memoryStore } from '@/test/support/memory-store';
import { identityOf } from '../support/identities';
import { inputs } from '../support/inputs';
import { image, share } from '../support/plans';
import {
  friend,
  home,
  noon,
  owner,
  present,
  problemKind,
  stranger,
  valueOf,
} from '../support/values';

const page = {
  class: 'page',
  tabId: 7,
  page: {
    partition: 'aws',
    service: 'appstream',
    route: { path: '/images', parameters: new URLSearchParams() },
  },
} as const;

const holdFor = async () => 8 * 3_600_000;

const fromDesk: CallContext = { operation: '', sender: { class: 'extension' }, scope: home };
const fromPage: CallContext = { operation: '', sender: page, scope: home };

const wireImages = [
  { Arn: image.arn, Name: image.name, Visibility: 'PRIVATE', State: 'AVAILABLE' },
  {
    Arn: `arn:aws:appstream:us-east-1:${stranger}:image/borrowed`,
    Name: 'borrowed',
    Visibility: 'SHARED',
    State: 'AVAILABLE',
  },
];

interface Setting {
  readonly shares?: Map<string, SharePermissions>;
  readonly hostAccess?: boolean;
  /** Answers before the double does; nothing to leave the answer to it. */
  readonly answer?: (request: SentRequest) => Reply | undefined;
  readonly holding?: readonly AccountScope[];
}

async function setUp(setting: Setting = {}) {
  const { shares = new Map<string, SharePermissions>(), holding = [home] } = setting;
  const appStream = appStreamDouble(wireImages, shares);
  const { requests, handler } = recordingHandler(
    (request) => setting.answer?.(request) ?? appStream(request),
  );
  const session = memoryStore();
  const settings = memoryStore();
  const told: ProductEvent[] = [];
  const toTab: [number, ProductEvent][] = [];
  const opened: [string, string][] = [];
  const waits: number[] = [];
  const clock = { time: noon };
  const now = () => clock.time;
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  const hasHostAccess = vi.fn(async () => setting.hostAccess ?? true);
  const credentials = createCredentialStore(session, now);
  const cache = createReadCache(session);
  const durable = memoryStore();
  const chosen = createChosenAccounts(session);
  const lock = createLock(session, credentials, cache, now);
  const asked: string[] = [];
  const handlers = createHandlers({
    vault: createVaultKeeper({ durable, session, holdFor, now }),
    signIn: createSignIn({
      store: session,
      identityCenter: createIdentityCenter({
        fetch: async (url) => {
          asked.push(url);
          throw new TypeError('Failed to fetch');
        },
        wait,
        random: () => 0,
      }),
      openTab: async () => {},
      wake: async () => {},
      changed: async () => {},
      now,
      wait,
    }),
    lock,
    chosen,
    lockNow: async () => void (await lock.lock('asked')),
    scheduleSweep: async () => {},
    holdFor,
    connector: createConnector({ requestHandler: handler, now: () => 0, wait, random: () => 0 }),
    credentials,
    cache,
    plans: createPlanStore(session, now),
    events: createEvents(session, {
      toExtension: async (event) => void told.push(event),
      toTab: async (tabId, event) => void toTab.push([tabId, event]),
    }),
    settings,
    hasHostAccess,
    openDesk: async (hash, place) => void opened.push([hash, place]),
    now,
    wait,
  });
  for (const account of holding) {
    await credentials.add(
      identityOf(account, {
        arn: `arn:aws:iam::${account.account}:user/ada`,
        expiresAt: noon + 3_600_000,
      }),
      {
        accessKeyId: 'ASIACANARYKEYEXAMPLE',
        secretAccessKey: secret('canary-secret'),
        sessionToken: secret('canary-token'),
      },
    );
  }
  const perform = performWith(handlers);
  return {
    handlers,
    perform,
    shares,
    requests,
    sent: () => requests.map(({ operation }) => operation),
    session,
    durable,
    asked,
    settings,
    credentials,
    cache,
    chosen,
    told,
    toTab,
    opened,
    waits,
    clock,
    hasHostAccess,
  };
}

const ids = Object.keys(operations) as OperationId[];
const scoped = ids.filter((id) => operations[id].scope === 'required');

describe('an operation in a scope', () => {
  it.each(scoped)('%s makes no call with the credentials of another account', async (id) => {
    const { perform, requests, hasHostAccess } = await setUp({
      holding: [
        { partition: 'aws', account: stranger },
        { partition: 'aws-us-gov', account: owner },
      ],
    });
    expect(await perform(id, inputs[id], fromDesk)).toEqual(
      failed({ kind: 'wrong-account', account: owner }),
    );
    expect(requests).toEqual([]);
    expect(hasHostAccess).not.toHaveBeenCalled();
  });

  it.each(scoped)('%s makes no call without credentials', async (id) => {
    const { perform, requests } = await setUp({ holding: [] });
    expect(problemKind(await perform(id, inputs[id], fromDesk))).toBe('needs-credentials');
    expect(requests).toEqual([]);
  });

  it.each(scoped)('%s makes no call with expired credentials', async (id) => {
    const { perform, requests, clock } = await setUp();
    clock.time += 3_600_000;
    expect(await perform(id, inputs[id], fromDesk)).toEqual(
      failed({ kind: 'expired', account: owner }),
    );
    expect(requests).toEqual([]);
  });

  it.each(scoped)('%s makes no call where the browser does not let it', async (id) => {
    const { perform, requests } = await setUp({ hostAccess: false });
    expect(await perform(id, inputs[id], fromDesk)).toEqual(
      failed({ kind: 'host-access-missing', region: 'us-east-1' }),
    );
    expect(requests).toEqual([]);
  });

  it.each(scoped)('%s makes no call where AppStream is not', async (id) => {
    const { perform, requests } = await setUp();
    const context = { ...fromDesk, scope: { ...home, region: 'eu-north-1' } };
    expect(problemKind(await perform(id, inputs[id], context))).toBe('region-unsupported');
    expect(requests).toEqual([]);
  });

  it.each(scoped)('%s makes no call without a scope', async (id) => {
    const { perform, requests } = await setUp();
    const context = { ...fromDesk, scope: undefined };
    expect(problemKind(await perform(id, inputs[id], context))).toBe('account-unknown');
    expect(requests).toEqual([]);
  });

  it('names the account whose token AWS calls expired', async () => {
    const { perform } = await setUp({ answer: () => ({ error: 'ExpiredTokenException' }) });
    expect(await perform('images.shares', inputs['images.shares'], fromDesk)).toEqual(
      failed({ kind: 'expired', account: owner }),
    );
  });
});

describe('credentials', () => {
  it.each(ids)('are never in what %s answers, tells or leaves in the settings', async (id) => {
    const { perform, told, toTab, settings, opened } = await setUp({
      answer: ({ operation }) =>
        operation === 'GetCallerIdentity' ? callerIdentity(owner) : undefined,
    });
    const result = await perform(id, inputs[id], id.startsWith('panel.') ? fromPage : fromDesk);
    const seen = JSON.stringify([result, told, toTab, opened]) + settings.dump();
    expect(seen).not.toMatch(/canary|ASIACANARYKEY/i);
  });

  it('are never in a problem, though AWS repeats them', async () => {
    const { perform } = await setUp({
      answer: () => ({ error: 'UnrecognizedClientException', message: 'canary-token is invalid' }),
    });
    const result = await perform('images.list', {}, fromDesk);
    expect(problemKind(result)).toBe('credentials-refused');
    expect(JSON.stringify(result)).not.toContain('canary');
  });

  it('are held for the account that STS names, whatever else was asked', async () => {
    const { perform, credentials, told } = await setUp({
      holding: [],
      answer: () => callerIdentity(stranger),
    });
    const identity = valueOf(await perform('credentials.add', inputs['credentials.add'], fromDesk));
    expect(identity).toEqual({
      partition: 'aws',
      account: stranger,
      arn: `arn:aws:iam::${stranger}:user/ada`,
      region: 'us-east-1',
      keyIdEnding: 'MPLE',
      longTerm: false,
      addedAt: noon,
      heldUntil: noon + 8 * 3_600_000,
      source: { kind: 'pasted' },
      expiresAt: noon + 1,
    });
    expect(await credentials.list()).toEqual([identity]);
    expect(problemKind(await credentials.credentialsFor(home))).toBe('wrong-account');
    expect(told).toEqual([{ event: 'credentials-changed' }]);
  });

  it('belong to the partition of the Region in which they were checked', async () => {
    const { perform, requests } = await setUp({ holding: [], answer: () => callerIdentity(owner) });
    const input = { ...inputs['credentials.add'], region: 'cn-north-1' };
    expect(valueOf(await perform('credentials.add', input, fromDesk))).toMatchObject({
      partition: 'aws-cn',
      account: owner,
    });
    expect(requests.map(({ host }) => host)).toEqual(['sts.cn-north-1.amazonaws.com.cn']);
  });

  it('make what was read before for that account be forgotten, in every Region', async () => {
    const { perform, cache } = await setUp({ answer: () => callerIdentity(owner) });
    const ireland = { ...home, region: 'eu-west-1' };
    const other = { ...home, account: stranger };
    for (const scope of [home, ireland, other]) {
      await cache.put(scope, 'q', { value: 1, readAt: noon });
    }
    await perform('credentials.add', inputs['credentials.add'], fromDesk);
    expect(await cache.get(home, 'q')).toBeUndefined();
    expect(await cache.get(ireland, 'q')).toBeUndefined();
    expect(await cache.get(other, 'q')).toBeDefined();
  });

  it.each<readonly [string, Setting, string, string]>([
    [
      'AWS refuses them',
      { answer: () => ({ error: 'InvalidClientTokenId' }) },
      'us-east-1',
      'credentials-refused',
    ],
    ['the browser does not let it ask', { hostAccess: false }, 'us-east-1', 'host-access-missing'],
    ['there is no such Region', {}, 'mars-east-1', 'region-unsupported'],
  ])('are not held when %s', async (_, setting, region, kind) => {
    const { perform, credentials, requests } = await setUp({ ...setting, holding: [] });
    const input = { ...inputs['credentials.add'], region };
    expect(problemKind(await perform('credentials.add', input, fromDesk))).toBe(kind);
    expect(await credentials.list()).toEqual([]);
    expect(requests.length).toBe(kind === 'credentials-refused' ? 1 : 0);
  });

  it('of an account are forgotten with its answers and plans, and with no other’s', async () => {
    const other: AccountScope = { partition: 'aws', account: stranger };
    const { perform, session, credentials, cache, told } = await setUp({ holding: [home, other] });
    await perform('sharing.plan', inputs['sharing.plan'], fromDesk);
    for (const account of [owner, stranger]) {
      await cache.put({ ...home, account }, 'q', { value: account, readAt: noon });
    }
    valueOf(await perform('credentials.forget', inputs['credentials.forget'], fromDesk));
    expect((await credentials.list()).map(({ account }) => account)).toEqual([stranger]);
    expect(session.dump()).not.toContain(owner);
    expect(session.dump()).toContain(stranger);
    expect(told).toContainEqual({ event: 'credentials-changed' });
  });

  it('that were forgotten sign nothing any more', async () => {
    const { perform, requests } = await setUp({
      answer: ({ operation }) =>
        operation === 'GetCallerIdentity' ? callerIdentity(owner) : undefined,
    });
    await perform('images.list', {}, fromDesk);
    await perform('credentials.forget', inputs['credentials.forget'], fromDesk);
    const fresh = { ...inputs['credentials.add'], sessionToken: 'fresh-token' };
    await perform('credentials.add', fresh, fromDesk);
    await perform('images.list', {}, fromDesk);
    expect(requests.map(({ headers }) => headers['x-amz-security-token'])).toEqual([
      'canary-token',
      'fresh-token',
      'fresh-token',
    ]);
  });

  it('are all forgotten at once, with everything that was read with them', async () => {
    const { perform, session, cache } = await setUp();
    await perform('sharing.plan', inputs['sharing.plan'], fromDesk);
    await cache.put(home, 'q', { value: 1, readAt: noon });
    valueOf(await perform('credentials.forget-all', {}, fromDesk));
    expect(session.keys().filter((key) => !key.startsWith('clock/'))).toEqual([]);
  });
});

const entry = (sharedAccountId: string) => ({
  sharedAccountId,
  imagePermissions: { allowFleet: true },
});

describe('reading images', () => {
  it('lists own images first', async () => {
    const { perform } = await setUp();
    expect(valueOf(await perform('images.list', {}, fromDesk))).toMatchObject([
      { name: image.name, visibility: 'private' },
      { name: 'borrowed', visibility: 'shared-with-me' },
    ]);
  });

  it('finds an own image by its name in one call', async () => {
    const { perform, requests } = await setUp();
    expect(valueOf(await perform('images.get', inputs['images.get'], fromDesk))).toMatchObject(
      image,
    );
    expect(requests.map(({ body }) => body)).toEqual([{ Names: [image.name] }]);
  });

  it('looks for a shared image among all shared ones, as AWS does not find it by name', async () => {
    const { perform, requests } = await setUp();
    const found = await perform('images.get', { image: { name: 'borrowed' } }, fromDesk);
    expect(valueOf(found)).toMatchObject({ name: 'borrowed', owner: stranger });
    expect(requests.map(({ body }) => body)).toEqual([{ Names: ['borrowed'] }, { Type: 'SHARED' }]);
  });

  it('does not look elsewhere for an ARN', async () => {
    const { perform, requests } = await setUp();
    const gone = { image: { name: 'borrowed', arn: `${image.arn}-gone` } };
    expect(await perform('images.get', gone, fromDesk)).toEqual(
      failed({ kind: 'not-found', what: 'Image borrowed' }),
    );
    expect(requests.map(({ body }) => body)).toEqual([{ Arns: [`${image.arn}-gone`] }]);
  });

  it('looks further when AWS calls the name not found, and stops at any other problem', async () => {
    const first = await setUp({
      answer: ({ body }) =>
        'Names' in body ? { error: 'ResourceNotFoundException', status: 404 } : undefined,
    });
    const borrowed = { image: { name: 'borrowed' } };
    expect((await first.perform('images.get', borrowed, fromDesk)).ok).toBe(true);
    const second = await setUp({ answer: () => ({ error: 'AccessDeniedException' }) });
    expect(await second.perform('images.get', borrowed, fromDesk)).toEqual(
      failed({ kind: 'permission-missing', action: 'appstream:DescribeImages' }),
    );
    expect(second.requests).toHaveLength(1);
  });

  it('reads all pages of shares, 500 at a time, in the order of the accounts', async () => {
    const { perform, requests } = await setUp({
      answer: ({ body }) => ({
        json:
          body['NextToken'] === undefined
            ? { SharedImagePermissionsList: [entry(stranger)], NextToken: 't' }
            : { SharedImagePermissionsList: [entry(friend)] },
      }),
    });
    expect(valueOf(await perform('images.shares', inputs['images.shares'], fromDesk))).toEqual([
      share(friend, 'f'),
      share(stranger, 'f'),
    ]);
    expect(requests.map(({ body }) => body)).toEqual([
      { Name: image.name, MaxResults: 500 },
      { Name: image.name, MaxResults: 500, NextToken: 't' },
    ]);
  });

  it('shows what runs on the image and nothing that runs on another', async () => {
    const { perform } = await setUp({
      answer: ({ operation }) =>
        operation === 'DescribeFleets'
          ? {
              json: {
                Fleets: [
                  {
                    Name: 'f1',
                    Arn: 'a',
                    ImageArn: image.arn,
                    State: 'RUNNING',
                    ComputeCapacityStatus: { Desired: 3 },
                  },
                  { Name: 'f2', Arn: 'b', ImageArn: `${image.arn}-2`, State: 'RUNNING' },
                  { Name: 'f3', Arn: 'c', State: 'STOPPED' },
                ],
              },
            }
          : { json: { ImageBuilders: [{ Name: 'b1', ImageArn: image.arn, State: 'STOPPED' }] } },
    });
    expect(valueOf(await perform('images.usage', inputs['images.usage'], fromDesk))).toEqual({
      fleets: [{ name: 'f1', state: 'RUNNING', desired: 3 }],
      imageBuilders: [{ name: 'b1', state: 'STOPPED' }],
    });
  });

  it.each(['DescribeFleets', 'DescribeImageBuilders'])(
    'shows no half of what runs on the image: %s is refused',
    async (refused) => {
      const { perform } = await setUp({
        answer: ({ operation }) =>
          operation === refused ? { error: 'AccessDeniedException' } : undefined,
      });
      expect(await perform('images.usage', inputs['images.usage'], fromDesk)).toEqual(
        failed({ kind: 'permission-missing', action: `appstream:${refused}` }),
      );
    },
  );

  it('lists tags by their keys', async () => {
    const { perform } = await setUp();
    expect(valueOf(await perform('images.tags', inputs['images.tags'], fromDesk))).toEqual([
      { key: 'app', value: 'office' },
      { key: 'team', value: 'ops' },
    ]);
  });
});

const planned = async (setting: Setting, desired = [share(friend, 'f'), share(stranger, '')]) => {
  const parts = await setUp(setting);
  const plan = valueOf(await parts.handlers['sharing.plan']({ image, desired }, fromDesk));
  parts.requests.length = 0;
  return { ...parts, plan, apply: () => parts.handlers['sharing.apply'](plan, fromDesk) };
};

const shared = () => new Map([[stranger, { fleet: true, imageBuilder: false }]]);

describe('changing who an image is shared with', () => {
  it('plans with reads alone', async () => {
    const { perform, sent, shares } = await setUp({ shares: shared() });
    const plan = await perform('sharing.plan', inputs['sharing.plan'], fromDesk);
    expect(valueOf(plan)).toMatchObject({ image, scope: home, items: [{ change: 'add' }] });
    expect(sent()).toEqual(['DescribeImages', 'DescribeImagePermissions']);
    expect(shares).toEqual(shared());
  });

  it('keeps no plan that was refused', async () => {
    const { perform, session } = await setUp();
    const input = { image, desired: [share(owner, 'f')] };
    expect(problemKind(await perform('sharing.plan', input, fromDesk))).toBe('refused');
    expect(session.keys().filter((key) => key.startsWith('plan/'))).toEqual([]);
  });

  it('reads, changes account by account, and reads back', async () => {
    const { apply, sent, requests, shares } = await planned({ shares: shared() });
    expect(await apply()).toEqual(
      ok([
        { account: friend, result: 'done' },
        { account: stranger, result: 'done' },
      ]),
    );
    expect(sent()).toEqual([
      'DescribeImagePermissions',
      'UpdateImagePermissions',
      'DeleteImagePermissions',
      'DescribeImagePermissions',
    ]);
    expect(requests[1]?.body).toEqual({
      Name: image.name,
      SharedAccountId: friend,
      ImagePermissions: { allowFleet: true, allowImageBuilder: false },
    });
    expect(requests[2]?.body).toEqual({ Name: image.name, SharedAccountId: stranger });
    expect([...shares.keys()]).toEqual([friend]);
  });

  it('makes no call for a digest that nobody reviewed', async () => {
    const { perform, requests } = await planned({});
    const result = await perform('sharing.apply', { digest: 'f'.repeat(64) }, fromDesk);
    expect(problemKind(result)).toBe('plan-expired');
    expect(requests).toEqual([]);
  });

  it('makes no call for a plan of another account or Region', async () => {
    const other: AccountScope = { partition: 'aws', account: stranger };
    const { handlers, plan, requests } = await planned({ holding: [home, other] });
    for (const scope of [
      { ...home, account: stranger },
      { ...home, region: 'eu-west-1' },
    ]) {
      const result = await handlers['sharing.apply'](plan, { ...fromDesk, scope });
      expect(problemKind(result)).toBe('plan-expired');
    }
    expect(requests).toEqual([]);
  });

  it('makes no call for a plan that is too old', async () => {
    const { apply, requests, clock } = await planned({});
    clock.time += 15 * 60_000;
    expect(problemKind(await apply())).toBe('plan-expired');
    expect(requests).toEqual([]);
  });

  it('makes no call once its credentials were forgotten', async () => {
    const { apply, perform, requests } = await planned({});
    await perform('credentials.forget', inputs['credentials.forget'], fromDesk);
    expect(problemKind(await apply())).toBe('needs-credentials');
    expect(requests).toEqual([]);
  });

  it('tells the desk of the progress, and the panels only that sharing has changed', async () => {
    const { apply, perform, told, toTab, plan } = await planned({ shares: shared() });
    await perform('panel.open', {}, fromPage);
    await apply();
    const progress = told.filter(({ event }) => event === 'apply-progress');
    expect(progress.at(-1)).toMatchObject({
      digest: plan.digest,
      progress: { sent: [friend, stranger], outcomes: [{ result: 'done' }, { result: 'done' }] },
    });
    expect(toTab).toEqual([[7, { event: 'shares-changed', image }]]);
    expect(told.at(-1)).toEqual({ event: 'shares-changed', image });
  });

  it('forgets what was read in that scope, because it is not so any more', async () => {
    const { apply, cache } = await planned({});
    await cache.put(home, 'q', { value: 1, readAt: noon });
    await apply();
    expect(await cache.get(home, 'q')).toBeUndefined();
  });

  it('goes on after an interruption where it was, without sending anything twice', async () => {
    const { apply, session, requests, plan, shares } = await planned({ shares: shared() });
    const key = present(session.keys().find((each) => each.startsWith('plan/')));
    await session.set(key, { plan, progress: { sent: [friend], outcomes: [] } });
    shares.set(friend, { fleet: true, imageBuilder: false });
    expect(await apply()).toEqual(
      ok([
        { account: friend, result: 'done' },
        { account: stranger, result: 'done' },
      ]),
    );
    expect(requests.map(({ operation }) => operation)).not.toContain('UpdateImagePermissions');
  });

  it('lets two plans wait for each other, so that the second finds what the first made', async () => {
    const parts = await planned({}, [share(friend, 'f')]);
    const [first, second] = await Promise.all([parts.apply(), parts.apply()]);
    expect(valueOf(present(first))).toEqual([{ account: friend, result: 'done' }]);
    expect(present(second).ok).toBe(true);
    expect(parts.sent().filter((each) => each === 'UpdateImagePermissions')).toHaveLength(1);
  });

  it('waits longer and longer for AWS to show a change', async () => {
    const { apply, waits } = await planned(
      {
        answer: ({ operation }) =>
          operation === 'UpdateImagePermissions' ? { json: {} } : undefined,
      },
      [share(friend, 'f')],
    );
    expect(valueOf(await apply())).toEqual([
      { account: friend, result: 'failed', problem: { kind: 'not-confirmed' } },
    ]);
    expect(waits).toEqual([400, 800, 1600]);
  });
});

describe('the surfaces', () => {
  it('open the desk in a dialog for a page and in a tab for the extension', async () => {
    const { perform, opened, requests } = await setUp();
    await perform('desk.open', inputs['desk.open'], fromPage);
    await perform('desk.open', inputs['desk.open'], fromDesk);
    expect(opened).toEqual([
      [expect.stringMatching(/^#\/share\?.*account=111122223333.*window=dialog$/), 'dialog'],
      [expect.not.stringContaining('window=dialog'), 'tab'],
    ]);
    expect(requests).toEqual([]);
  });

  it('open the images for a page whose account is not known', async () => {
    const { perform, opened } = await setUp();
    await perform('desk.open', inputs['desk.open'], { ...fromPage, scope: undefined });
    expect(opened).toEqual([['#/images?window=dialog', 'dialog']]);
  });

  it('remember how the panel is shown, and which scope its tab shows', async () => {
    const { perform } = await setUp();
    expect(valueOf(await perform('panel.open', {}, fromPage))).toEqual({ collapsed: false });
    expect(valueOf(await perform('tab.scope', { tabId: 7 }, fromDesk))).toEqual(home);
    expect(valueOf(await perform('tab.scope', { tabId: 8 }, fromDesk))).toBeNull();
    await perform('panel.remember', { collapsed: true }, fromPage);
    expect(valueOf(await perform('panel.open', {}, fromPage))).toEqual({ collapsed: true });
    await perform('panel.remember', { collapsed: false }, fromPage);
    expect(valueOf(await perform('panel.open', {}, fromPage))).toEqual({ collapsed: false });
  });
});

describe('a tab whose page tells no account', () => {
  const unknown: CallContext = { ...fromPage, scope: undefined };
  const chosenPage: CallContext = { ...fromPage, chosen: true };
  const choose = { tabId: 7, account: { partition: 'aws', account: owner } };

  it('is asked about in the dialog window, with what its address tells', async () => {
    const { perform, opened } = await setUp();
    await perform('desk.open', { view: 'choose' }, unknown);
    expect(opened).toEqual([['#/choose?tab=7&partition=aws&window=dialog', 'dialog']]);
  });

  it('is not what the desk itself asks about', async () => {
    const { perform, opened } = await setUp();
    await perform('desk.open', { view: 'choose' }, fromDesk);
    expect(opened).toEqual([[expect.stringMatching(/^#\/images\?/), 'tab']]);
  });

  it('is told when the person has answered, and no other tab', async () => {
    const { perform, chosen, toTab, told } = await setUp();
    await perform('panel.open', {}, unknown);
    valueOf(await perform('tab.choose', choose, fromDesk));
    expect(await chosen.of(7)).toEqual({ partition: 'aws', account: owner });
    expect(toTab).toEqual([[7, { event: 'account-chosen' }]]);
    expect(told).toEqual([]);
  });

  it('shows what was chosen, until its page tells an account by itself', async () => {
    const { perform, chosen } = await setUp();
    await perform('tab.choose', choose, fromDesk);
    expect(valueOf(await perform('panel.open', {}, chosenPage))).toEqual({
      collapsed: false,
      chosen: owner,
    });
    expect(await chosen.of(7)).toBeDefined();
    expect(valueOf(await perform('panel.open', {}, fromPage))).toEqual({ collapsed: false });
    expect(await chosen.of(7)).toBeUndefined();
  });

  it('keeps the answer while nothing can be told of it', async () => {
    const { perform, chosen } = await setUp();
    await perform('tab.choose', choose, fromDesk);
    await perform('panel.open', {}, unknown);
    expect(await chosen.of(7)).toBeDefined();
  });

  it('opens changes with the mark that nobody has verified the account', async () => {
    const { perform, opened } = await setUp();
    await perform('desk.open', { view: 'stop', image }, chosenPage);
    await perform('desk.open', { view: 'stop', image }, fromPage);
    expect(opened.map(([hash]) => hash.includes('chosen=true'))).toEqual([true, false]);
  });
});
