import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { operations, type OperationId } from '@/lib/operations/registry';
import type { SenderClass } from '@/lib/operations/contract';
import type { Scope } from '@/lib/scope';
import { awsError } from '../../aws/errors';
import { mutatingCalls } from '../../aws/log';
import {
  believableWorld,
  customerAccount,
  ownerAccount,
  sandboxAccount,
} from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';
import { inputs } from '../../unit/support/inputs';
import { senderOf } from '../../unit/support/senders';

const ids = Object.keys(operations) as OperationId[];
const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const image = { name: 'office-2026-06' };
const newcomer = '555566667777';

let worker: DetachedWorker;

async function start(options: Parameters<typeof startDetachedWorker>[0] = {}): Promise<void> {
  worker = await startDetachedWorker({ world: believableWorld(), ...options });
}

beforeEach(() => start());

afterEach(() => worker.stop());

/** A sender of a class, of this worker's extension unless it is foreign. */
function sender(of: SenderClass) {
  const stamped = senderOf[of];
  if (of === 'foreign') return stamped;
  const origin = 'chrome-extension://image-desk';
  return of === 'page'
    ? { ...stamped, id: 'image-desk' }
    : { ...stamped, id: 'image-desk', origin, url: `${origin}/desk.html` };
}

describe('whoever asks for what is not theirs', () => {
  const classes = ['page', 'embedded', 'foreign'] as const;

  describe.each(classes)('a sender of class %s', (of) => {
    it('T3: is refused, written down, and costs AWS no call', async () => {
      await worker.signIn(ownerAccount);
      const before = worker.aws.log.length;
      const asked: string[] = [];
      for (const id of ids.filter((each) => !operations[each].senders.includes(of))) {
        const message = { call: id, input: inputs[id], scope: virginia };
        expect(await worker.receive(message, sender(of)), id).toMatchObject({
          ok: false,
          problem: { kind: 'refused' },
        });
        asked.push(`${id} ${of}`);
      }
      expect(asked.length).toBeGreaterThan(ids.length / 2);
      await vi.waitFor(
        async () => {
          const { records } = await worker.log.list({ kind: 'refusal', limit: 500 });
          const written = records.map(
            ({ entry }) => `${entry.operation} ${(entry.who ?? '').split(' ')[0]}`,
          );
          expect(written.toSorted()).toEqual(asked.toSorted());
        },
        { timeout: 10_000 },
      );
      expect(worker.aws.log).toHaveLength(before);
    });
  });
});

describe('credentials of another account', () => {
  const needingScope = ids.filter((id) => operations[id].scope === 'required');
  const changing = needingScope.filter((id) => operations[id].level !== 'read');

  it('T11: let no operation run in an account that they are not of', async () => {
    await worker.signIn(customerAccount);
    const before = worker.aws.log.length;
    expect(changing.length).toBeGreaterThan(0);
    for (const id of needingScope) {
      const answer = await worker.call(id, inputs[id], virginia);
      expect(answer, id).toMatchObject({ ok: false });
      // A change needs a plan, and the rest of a job needs a job, of which there is none.
      const missing = changing.includes(id) ? ['plan-expired'] : [];
      const kinds = id === 'lifecycle.rest' ? ['not-found'] : ['wrong-account', ...missing];
      expect(kinds, id).toContain(answer.ok ? '' : answer.problem.kind);
    }
    expect(worker.aws.log).toHaveLength(before);
  });

  it('T11: do not apply a plan that was made with the right ones', async () => {
    await worker.signIn(ownerAccount);
    await worker.signIn(customerAccount);
    const desired = [{ account: newcomer, fleet: true, imageBuilder: false }];
    const plan = await worker.call(
      'sharing.plan',
      { images: [{ region: virginia.region, image, desired }] },
      virginia,
    );
    const digest = plan.ok ? plan.value.value.digest : '';
    await worker.call('credentials.forget', { partition: 'aws', account: ownerAccount });
    for (const account of [customerAccount, sandboxAccount]) {
      const scope = { ...virginia, account };
      expect(await worker.call('sharing.apply', { digest }, scope), account).toMatchObject({
        ok: false,
      });
    }
    const started = await worker.call('sharing.apply', { digest }, virginia);
    const { job } = await worker.settled(started.ok ? started.value.value.id : '');
    expect(job).toMatchObject({ state: 'paused', pause: { reason: 'needs-credentials' } });
    // Credentials of another account do not let it go on.
    await worker.signIn(customerAccount);
    expect((await worker.settled(job.id)).job.state).toBe('paused');
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });

  it('T11: a page that claims an account reads what that account shows, and plans nothing', async () => {
    await worker.signIn(customerAccount);
    const hints = { account: customerAccount };
    const read = { call: 'images.list', input: {}, hints };
    expect(await worker.receive(read, sender('page'))).toMatchObject({ ok: true });
    expect(new Set(worker.aws.log.map(({ account }) => account))).toEqual(
      new Set([customerAccount]),
    );
    for (const id of changing.concat('sharing.plan')) {
      const message = { call: id, input: inputs[id], hints };
      expect(await worker.receive(message, sender('page')), id).toMatchObject({
        problem: { kind: 'refused' },
      });
    }
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });
});

describe('what a page says about recipients', () => {
  it.each([
    { view: 'share', image, account: newcomer },
    { view: 'share', image, desired: [{ account: newcomer, fleet: true, imageBuilder: true }] },
    { view: 'edit', image, accounts: [newcomer] },
    { view: 'stop', image: { ...image, sharedWith: newcomer } },
  ])('T12: is not heard, and opens nothing: %j', async (input) => {
    const message = { call: 'desk.open', input, hints: { account: ownerAccount } };
    expect(await worker.receive(message, sender('page'))).toMatchObject({
      problem: { kind: 'refused' },
    });
    expect(worker.opened).toEqual([]);
  });

  it('T12: names in a window to revoke access only whose access ends', async () => {
    const input = { view: 'revoke', image, account: newcomer };
    const message = { call: 'desk.open', input, hints: { account: ownerAccount } };
    expect(await worker.receive(message, sender('page'))).toMatchObject({ ok: true });
    expect(worker.opened).toEqual([expect.stringMatching(/^#\/revoke\?.*with=555566667777/)]);
  });
});

describe('an answer that nobody knows', () => {
  it.each(['ValidationException', 'UnknownOperationException', 'SerializationException'])(
    'T22: to a change is a failure and never done: %s',
    async (code) => {
      await worker.stop();
      await start({
        handlers: {
          appstream: {
            UpdateImagePermissions: () => {
              throw awsError(code, 'Something else.');
            },
          },
        },
      });
      await worker.signIn(ownerAccount);
      const desired = [{ account: newcomer, fleet: true, imageBuilder: false }];
      const plan = await worker.call(
        'sharing.plan',
        { images: [{ region: virginia.region, image, desired }] },
        virginia,
      );
      const digest = plan.ok ? plan.value.value.digest : '';
      const started = await worker.call('sharing.apply', { digest }, virginia);
      const { items } = await worker.settled(started.ok ? started.value.value.id : '');
      expect(items).toMatchObject([
        {
          task: { account: newcomer },
          state: 'failed',
          problem: { kind: 'unknown', detail: `${code}: Something else.` },
        },
      ]);
    },
  );
});
