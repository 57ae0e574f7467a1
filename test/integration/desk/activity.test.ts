import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeOutcome, outcomeOf } from '@/lib/activity/describe';
import { toCsv, toJson } from '@/lib/activity/export';
import type { ActivityRecord } from '@/lib/activity/entry';
import type { JobDetails } from '@/lib/jobs/job';
import { operations, type OperationId } from '@/lib/operations/registry';
import type { Scope } from '@/lib/scope';
import type { DesiredShare } from '@/lib/sharing/plan';
import { awsError } from '../../aws/errors';
import { callsOf } from '../../aws/log';
import type { ServerOptions } from '../../aws/server';
import {
  believableWorld,
  credentialsOf,
  customerAccount,
  ownerAccount,
  principalOf,
} from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';
import { inputs } from '../../unit/support/inputs';
import { embeddedSender, foreignSender, pageSender } from '../../unit/support/senders';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const image = { name: 'office-2026-06' };
const newcomer = '555566667777';
const fleet = { fleet: true, imageBuilder: false };
const both = { fleet: true, imageBuilder: true };
const none = { fleet: false, imageBuilder: false };
const put = 'UpdateImagePermissions';

let worker: DetachedWorker;

async function start(options: Partial<ServerOptions> = {}) {
  worker = await startDetachedWorker({ world: believableWorld(), ...options });
  await worker.signIn(ownerAccount);
}

beforeEach(() => start());

afterEach(() => worker.stop());

async function planned(...desired: readonly DesiredShare[]): Promise<string> {
  const answer = await worker.call(
    'sharing.plan',
    { images: [{ region: virginia.region, image, desired: [...desired] }] },
    virginia,
  );
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value.digest;
}

/** Starts the job of a plan, and gives it once nothing goes on any more. */
async function apply(digest: string): Promise<JobDetails> {
  const answer = await worker.call('sharing.apply', { digest }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return worker.settled(answer.value.value.id);
}

const share = async (...desired: readonly DesiredShare[]) => apply(await planned(...desired));

/** What the worker lists, oldest first. */
async function listed(): Promise<readonly ActivityRecord[]> {
  const answer = await worker.call('activity.list', { limit: 500 });
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value.records.toReversed();
}

const target = (account: string) => `Image ${image.name}, account ${account}`;

const wordsOf = (records: readonly ActivityRecord[]) =>
  records.map((record) => outcomeOf(record, worker.world.now()));

describe('a change of sharing', () => {
  it('is in the log: who, where, what, before, after and the id of the request', async () => {
    await share(
      { account: newcomer, ...fleet },
      { account: '222233334444', ...both },
      { account: customerAccount, ...none },
    );
    const records = await listed();
    const about = {
      kind: 'change',
      operation: 'sharing.apply',
      partition: 'aws',
      account: ownerAccount,
      region: 'us-east-1',
      who: principalOf(worker.world, ownerAccount).arn,
      outcome: 'sent',
    };
    const action = `appstream:${put}`;
    expect(records.map(({ entry }) => entry)).toMatchObject([
      {
        ...about,
        action: 'appstream:DeleteImagePermissions',
        target: target(customerAccount),
        before: both,
        after: null,
      },
      { ...about, action, target: target(newcomer), before: null, after: fleet },
      { ...about, action, target: target('222233334444'), before: fleet, after: both },
    ]);
    expect(wordsOf(records)).toEqual(['done', 'done', 'done']);
    const answered = worker.aws.log.filter(({ mutating }) => mutating);
    // They are under way at the same time, and answered in whatever order.
    expect(new Set(records.map(({ answer }) => answer?.requestId))).toEqual(
      new Set(answered.map(({ requestId }) => requestId)),
    );
    expect(new Set(answered.map(({ requestId }) => requestId)).size).toBe(3);
  });

  it('is told to the open documents, before and after it is sent', async () => {
    await share({ account: newcomer, ...fleet });
    expect(worker.events.filter(({ event }) => event === 'activity-changed')).toHaveLength(2);
  });

  it('is nothing when nothing is sent: a plan, a share that is right already', async () => {
    await share({ account: customerAccount, ...both });
    expect(await listed()).toEqual([]);
  });

  it('is one record for every attempt of it', async () => {
    const throttle = { kind: 'throttle', form: 'ThrottlingException' } as const;
    worker.aws.faults.add({ ...throttle, operation: put, times: 2 });
    await share({ account: newcomer, ...fleet });
    const records = await listed();
    expect(wordsOf(records)).toEqual(['throttled', 'throttled', 'done']);
    expect(records.map(({ answer }) => answer?.requestId)).toEqual(
      callsOf(worker.aws.log, put).map(({ requestId }) => requestId),
    );
  });

  it('is there when its answer was lost', async () => {
    worker.aws.faults.add({ kind: 'reset', when: 'after', operation: put });
    await share({ account: newcomer, ...fleet });
    const records = await listed();
    expect(wordsOf(records)).toEqual(['offline']);
    expect(records[0]?.answer).not.toHaveProperty('requestId');
  });

  it.each([
    // It was made, and is found so.
    ['an answer that is cut off', { kind: 'truncated' }, ['aws-fault'], true],
    // It was not, and is sent again.
    ['a fault', { kind: 'server-error', status: 503 }, ['aws-fault', 'done'], true],
    ["a proxy's page", { kind: 'html-502' }, ['aws-fault', 'done'], false],
    // The job waits.
    ['an expired token', { kind: 'expired-token' }, ['expired'], true],
  ] as const)('is there with %s', async (_, fault, outcomes, hasId) => {
    const digest = await planned({ account: newcomer, ...fleet });
    worker.aws.faults.add({ ...fault, operation: put });
    await apply(digest);
    const records = await listed();
    expect(wordsOf(records)).toEqual(outcomes);
    const id = callsOf(worker.aws.log, put)[0]?.requestId;
    expect(records[0]?.answer?.requestId).toBe(hasId ? id : undefined);
  });

  it('is there although the worker was stopped before the answer came', async () => {
    const digest = await planned({ account: newcomer, ...fleet });
    let answer: (() => void) | undefined;
    const until = new Promise<void>((resolve) => {
      answer = resolve;
    });
    worker.aws.faults.add({ kind: 'slow', until, operation: put });
    const started = await worker.call('sharing.apply', { digest }, virginia);
    await vi.waitFor(async () => expect(await listed()).toHaveLength(1));
    worker.restart();
    const [record] = await listed();
    expect(record).not.toHaveProperty('answer');
    expect(record && describeOutcome(outcomeOf(record, record.entry.at + 60_000))).toBe(
      'Not known: the browser stopped before AWS answered',
    );
    answer?.();
    const { job } = await worker.settled(started.ok ? started.value.value.id : '');
    expect(job).toMatchObject({ state: 'ended', counts: { done: 1 } });
  });

  it('is not made when the log cannot be written', async () => {
    const digest = await planned({ account: newcomer, ...fleet });
    vi.spyOn(worker.log, 'append').mockRejectedValue(new Error('The disk is full.'));
    const { job, items } = await apply(digest);
    expect(job).toMatchObject({
      state: 'paused',
      pause: { reason: 'storage', problem: { kind: 'log-unavailable' } },
    });
    expect(items).toMatchObject([{ state: 'pending', attempts: 0 }]);
    expect(callsOf(worker.aws.log, put)).toEqual([]);
    expect((await worker.call('images.list', {}, virginia)).ok).toBe(true);
  });
});

describe('a call that IAM denies', () => {
  it('is in the log once, although a person tries again', async () => {
    principalOf(worker.world, ownerAccount).deniedActions.add('appstream:DescribeImages');
    await worker.call('images.list', {}, virginia);
    await worker.call('images.list', {}, virginia);
    const records = await listed();
    expect(records.map(({ entry }) => entry)).toMatchObject([
      {
        kind: 'denial',
        operation: 'images.list',
        action: 'appstream:DescribeImages',
        who: principalOf(worker.world, ownerAccount).arn,
        account: ownerAccount,
        region: 'us-east-1',
        outcome: 'permission-missing',
        detail: 'AccessDeniedException',
        requestId: callsOf(worker.aws.log, 'DescribeImages')[0]?.requestId,
      },
    ]);
  });
});

describe('a request that is refused', () => {
  const own = { id: 'image-desk', origin: 'chrome-extension://image-desk' };
  const page = { ...pageSender(), id: own.id };

  it('is in the log, with who asked for what', async () => {
    const hash = '?region=us-east-1#/images?canary';
    const url = `https://us-east-1.console.aws.amazon.com/appstream2/home${hash}`;
    await worker.receive({ call: 'sharing.apply', input: {} }, { ...page, url });
    await worker.receive({ call: 'nonsense canary', input: {} }, page);
    await worker.receive({ call: 'images.list', input: {} }, foreignSender);
    await vi.waitFor(async () => expect(await listed()).toHaveLength(3));
    expect((await listed()).map(({ entry }) => [entry.operation, entry.who, entry.detail])).toEqual(
      [
        [
          'sharing.apply',
          'page https://us-east-1.console.aws.amazon.com',
          'Change who an image is shared with cannot be asked for from here.',
        ],
        [
          'unknown operation',
          'page https://us-east-1.console.aws.amazon.com',
          'There is no such operation.',
        ],
        [
          'images.list',
          `foreign chrome-extension://${foreignSender.id ?? ''}`,
          'List images cannot be asked for from here.',
        ],
      ],
    );
    expect(JSON.stringify(await listed())).not.toContain('canary');
  });

  it('is answered although the log cannot be written', async () => {
    vi.spyOn(worker.log, 'recent').mockRejectedValue(new Error('The disk is full.'));
    expect(await worker.receive({ call: 'sharing.apply', input: {} }, page)).toMatchObject({
      problem: { kind: 'refused' },
    });
  });
});

describe('T20: no secret is in the log', () => {
  const ids = Object.keys(operations) as OperationId[];

  it('whatever is asked for, by whomever, and whatever AWS answers', async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(
      worker.world,
      ownerAccount,
    );
    const canaries = [accessKeyId, secretAccessKey, sessionToken, 'CANARY', 'canary'];
    const echo = (code: string) => () => {
      throw awsError(code, canaries.join(' '), 400);
    };
    await worker.stop();
    await start({
      handlers: {
        appstream: {
          DescribeImages: echo('AccessDeniedException'),
          DescribeFleets: echo('UnrecognizedClientException'),
          ListTagsForResource: echo('ServiceUnavailable'),
          UpdateImagePermissions: echo('ResourceNotAvailableException'),
          DeleteImagePermissions: echo('LimitExceededException'),
        },
      },
    });
    const arn = `arn:aws:appstream:us-east-1:${ownerAccount}:image/${image.name}`;
    for (const id of ids.filter((each) => !/forget/.test(each))) {
      await worker.call(id, inputs[id], virginia);
    }
    await worker.call('images.tags', { image: { ...image, arn } }, virginia);
    for (const call of [...ids, accessKeyId, secretAccessKey, 'CANARY']) {
      const input = { secretAccessKey, sessionToken, [secretAccessKey]: accessKeyId };
      for (const sender of [pageSender(), embeddedSender, foreignSender]) {
        const known = { ...sender, id: sender === foreignSender ? sender.id : 'image-desk' };
        await worker.receive({ call, input, hints: { region: 'CANARY' } }, known);
        await worker.receive({ call, input, [secretAccessKey]: sessionToken }, known);
      }
      await worker.call(call as OperationId, input, virginia);
    }
    await vi.waitFor(async () => {
      const { records } = await worker.log.list({ kind: 'refusal', limit: 500 });
      expect(records.length).toBeGreaterThan(100);
    });
    const { records } = await worker.log.list({ limit: 10_000 });
    expect(new Set(records.map(({ entry }) => entry.kind))).toEqual(
      new Set(['denial', 'refusal', 'change']),
    );
    const dump = [JSON.stringify(records), toCsv(records, 0), toJson(records, 0)].join('\n');
    for (const canary of canaries) expect(dump).not.toContain(canary);
  });

  it('when AWS repeats them in answer to a change', async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(
      worker.world,
      ownerAccount,
    );
    const message = [accessKeyId, secretAccessKey, sessionToken, 'CANARY'].join(' ');
    for (const code of ['LimitExceededException', 'AccessDeniedException']) {
      await worker.stop();
      await start({
        handlers: {
          appstream: {
            [put]: () => {
              throw awsError(code, message, 400);
            },
          },
        },
      });
      const answer = await share({ account: newcomer, ...fleet });
      const records = await listed();
      expect(records.filter(({ entry }) => entry.kind === 'change')).toHaveLength(1);
      const dump = JSON.stringify(records);
      for (const canary of message.split(' ')) expect(dump).not.toContain(canary);
      // The person sees AWS's sentence where it happened; it was there to be kept.
      if (code === 'LimitExceededException') expect(JSON.stringify(answer)).toContain('CANARY');
    }
  });
});
