import { describe, expect, it, vi } from 'vitest';
import { createActivity, refusalLimit } from '@/lib/activity/activity';
import type { Refusal } from '@/lib/messaging/router';
import { failed } from '@/lib/result';
import { memoryLog } from '../support/activity';
import { friend, home, noon, owner, problemKind, valueOf } from '../support/values';

const hour = 3_600_000;
const day = 24 * hour;
const who = `arn:aws:iam::${owner}:user/ada`;
const calls = { operation: 'sharing.apply', scope: home, who };
const action = 'appstream:UpdateImagePermissions';
const change = {
  target: 'Image office',
  before: null,
  after: { fleet: true, imageBuilder: false },
};

function setUp(days = 0) {
  const memory = memoryLog();
  const clock = { time: noon };
  /** The waits of what counts refusals, and those after which surfaces are told. */
  const waits: (() => void)[] = [];
  const tellings: (() => void)[] = [];
  const changed = vi.fn(async () => {});
  const activity = createActivity({
    log: memory.log,
    retentionDays: async () => days,
    changed,
    now: () => clock.time,
    wait: (milliseconds) =>
      new Promise((resolve) => {
        (milliseconds < 1000 ? tellings : waits).push(resolve);
      }),
  });
  return { ...memory, activity, clock, changed, waits, tellings };
}

const refusalOf = (more: Partial<Refusal> = {}): Refusal => ({
  operation: 'credentials.list',
  sender: { class: 'extension' },
  origin: 'chrome-extension://abc',
  scope: undefined,
  problem: { kind: 'refused', detail: 'Not from here.' },
  ...more,
});

const place = { partition: 'aws', account: owner, region: 'us-east-1' };

describe('a change', () => {
  it('is written before its answer, and the answer names it', async () => {
    const { activity, entries, clock, changed, tellings } = setUp();
    const end = await activity.recorder(calls).sent(action, change);
    const sent = {
      ...place,
      ...change,
      id: 1,
      at: noon,
      kind: 'change',
      operation: 'sharing.apply',
      action,
      who,
      outcome: 'sent',
    };
    expect(entries()).toEqual([sent]);
    clock.time += 5;
    await end({ outcome: 'done', requestId: 'r-1' });
    expect(entries()).toEqual([
      sent,
      { ...sent, id: 2, at: noon + 5, outcome: 'done', requestId: 'r-1', answers: 1 },
    ]);
    // Both are told together, and what comes later in its turn.
    expect([changed.mock.calls.length, tellings.length]).toEqual([0, 1]);
    tellings[0]?.();
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
    await activity.recorder(calls).sent(action, change);
    tellings[1]?.();
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2));
  });

  it('is not announced when the log is broken; its answer is not held up by it', async () => {
    const { activity, state } = setUp();
    const end = await activity.recorder(calls).sent(action, change);
    state.broken = true;
    await end({ outcome: 'done' });
    await expect(activity.recorder(calls).sent(action, change)).rejects.toThrow('full');
  });
});

describe('a denial', () => {
  const answer = { outcome: 'permission-missing', requestId: 'r-1' } as const;

  it('is written once in an hour for an account, a Region, an action and an operation', async () => {
    const { activity, entries, clock } = setUp();
    const deny = (more: Partial<typeof calls> = {}, denied = action) =>
      activity.recorder({ ...calls, ...more }).denied(denied, answer);
    await Promise.all([deny(), deny(), deny()]);
    expect(entries()).toEqual([
      {
        ...place,
        id: 1,
        at: noon,
        kind: 'denial',
        operation: 'sharing.apply',
        action,
        who,
        ...answer,
      },
    ]);
    await deny({ operation: 'images.shares' });
    await deny({ scope: { ...home, account: friend } });
    await deny({ scope: { ...home, region: 'eu-west-1' } });
    await deny({}, 'appstream:DescribeImages');
    expect(entries()).toHaveLength(5);
    clock.time += hour;
    await deny();
    expect(entries()).toHaveLength(5);
    clock.time += 1;
    await deny();
    expect(entries()).toHaveLength(6);
  });

  it('is no obstacle when the log is broken', async () => {
    const { activity, state } = setUp();
    state.broken = true;
    await activity.recorder(calls).denied(action, answer);
  });
});

describe('a refusal', () => {
  it.each<readonly [string, Partial<Refusal>, object]>([
    ['of a document of the extension', {}, { who: 'extension' }],
    [
      'of a page, with its origin',
      {
        sender: {
          class: 'page',
          tabId: 7,
          page: {
            partition: 'aws',
            service: 'appstream',
            route: { path: '/', parameters: new URLSearchParams() },
          },
        },
        origin: 'https://us-east-1.console.aws.amazon.com',
      },
      { who: 'page https://us-east-1.console.aws.amazon.com' },
    ],
    [
      'of somebody else',
      { sender: { class: 'foreign' }, origin: 'https://evil.test' },
      { who: 'foreign https://evil.test' },
    ],
    [
      'of a sender without an origin',
      { sender: { class: 'foreign' }, origin: undefined },
      { who: 'foreign' },
    ],
    [
      'of an operation that does not exist, without its name',
      { operation: 'canary' },
      { who: 'extension', operation: 'unknown operation' },
    ],
    [
      'by a rule, in a scope',
      { scope: home, problem: { kind: 'quota', detail: 'The rule.' } },
      { ...place, who: 'extension', outcome: 'quota', detail: 'The rule.' },
    ],
    [
      'without a sentence',
      { problem: { kind: 'region-unsupported', region: 'canary' } },
      { who: 'extension', outcome: 'region-unsupported', detail: undefined },
    ],
  ])('is written: %s', async (_, given, written) => {
    const { activity, entries } = setUp();
    activity.refused(refusalOf(given));
    await vi.waitFor(() => expect(entries()).toHaveLength(1));
    expect(entries()).toEqual([
      {
        id: 1,
        at: noon,
        kind: 'refusal',
        operation: 'credentials.list',
        outcome: 'refused',
        detail: 'Not from here.',
        ...written,
      },
    ]);
    expect(JSON.stringify(entries())).not.toContain('canary');
  });

  it('is written on its own up to a limit an hour; the rest is one number', async () => {
    const { activity, entries, clock, waits } = setUp();
    for (let n = 0; n < refusalLimit + 50; n += 1) activity.refused(refusalOf());
    await vi.waitFor(() => expect(entries()).toHaveLength(refusalLimit));
    for (let n = 0; n < 25; n += 1) activity.refused(refusalOf());
    expect(waits).toHaveLength(1);
    waits[0]?.();
    await vi.waitFor(() => expect(entries()).toHaveLength(refusalLimit + 1));
    expect(entries().at(-1)).toMatchObject({ outcome: 'counted', count: 75, kind: 'refusal' });
    // What comes later in the same hour is only counted from its first on.
    activity.refused(refusalOf());
    await vi.waitFor(() => expect(waits).toHaveLength(2));
    expect(entries()).toHaveLength(refusalLimit + 1);
    waits[1]?.();
    await vi.waitFor(() => expect(entries()).toHaveLength(refusalLimit + 2));
    expect(entries().at(-1)).toMatchObject({ count: 1 });
    clock.time += hour + 1;
    activity.refused(refusalOf());
    await vi.waitFor(() => expect(entries()).toHaveLength(refusalLimit + 3));
    expect(entries().at(-1)).toMatchObject({ outcome: 'refused' });
  });

  it('is no obstacle when the log is broken, and is written again when it works', async () => {
    const { activity, state, entries } = setUp();
    state.broken = true;
    for (let n = 0; n < refusalLimit; n += 1) activity.refused(refusalOf());
    // Denials wait in the same line.
    await activity.recorder(calls).denied(action, { outcome: 'permission-missing' });
    state.broken = false;
    activity.refused(refusalOf());
    await vi.waitFor(() => expect(entries()).toHaveLength(1));
  });
});

describe('what is too old', () => {
  it('goes when something is written, once a day', async () => {
    const { activity, entries, clock, log } = setUp(30);
    const prune = vi.spyOn(log, 'prune');
    const write = () => activity.recorder(calls).sent(action, change);
    await write();
    await write();
    await vi.waitFor(() => expect(prune).toHaveBeenCalledTimes(1));
    clock.time = noon + 30 * day;
    await write();
    await vi.waitFor(() => expect(prune).toHaveBeenCalledTimes(2));
    expect(entries()).toHaveLength(3);
    clock.time += day;
    await write();
    await vi.waitFor(() => expect(entries()).toHaveLength(2));
  });

  it('goes when the first page is read, and not for further pages', async () => {
    const { activity, entries, clock } = setUp(1);
    await activity.recorder(calls).sent(action, change);
    clock.time += day + 1;
    expect(valueOf(await activity.list({ before: 9, limit: 9 })).records).toHaveLength(1);
    expect(valueOf(await activity.list({ limit: 9 })).records).toEqual([]);
    expect(entries()).toEqual([]);
  });

  it('is nothing when entries are kept for ever', async () => {
    const { activity, clock } = setUp(0);
    await activity.recorder(calls).sent(action, change);
    clock.time += 10_000 * day;
    expect(valueOf(await activity.list({ limit: 9 })).records).toHaveLength(1);
  });
});

describe('the list', () => {
  it('is a problem with a way on when the log cannot be read', async () => {
    const { activity, state } = setUp();
    state.broken = true;
    const answer = await activity.list({ limit: 9 });
    expect(problemKind(answer)).toBe('log-unavailable');
    expect(answer).toEqual(failed({ kind: 'log-unavailable' }));
  });
});
