import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deriveKeysCheaply } from '../../support/cheap-keys';
import type { InputOf } from '@/lib/operations/registry';
import type { Taken } from '@/lib/operations/sign-in';
import type { Problem } from '@/lib/problems/problem';
import type { AccountScope, Scope } from '@/lib/scope';
import { approve, deny } from '../../aws/identity-center';
import { callsOf } from '../../aws/log';
import {
  believableWorld,
  customerAccount,
  externalId,
  identityCenterRegion,
  longTermOf,
  mfaDevice,
  ownerAccount,
  roleArns,
  sandboxAccount,
  startUrl,
} from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

deriveKeysCheaply();

const region = 'us-east-1';
const minute = 60_000;
const hour = 60 * minute;

const owner: AccountScope = { partition: 'aws', account: ownerAccount };
const customer: AccountScope = { partition: 'aws', account: customerAccount };
const inOwner: Scope = { ...owner, region };
const inCustomer: Scope = { ...customer, region };
const inSandbox: Scope = { partition: 'aws', account: sandboxAccount, region };

let worker: DetachedWorker;
/** How far the world's clock is ahead of this computer's. */
let ahead: number;

beforeEach(async () => {
  ahead = 0;
  worker = await startDetachedWorker({
    world: believableWorld({ now: () => Date.now() + ahead }),
  });
});

afterEach(() => worker.stop());

async function valueOf<Value>(
  answer: Promise<{ ok: true; value: { value: Value } } | { ok: false; problem: Problem }>,
): Promise<Value> {
  const settled = await answer;
  if (!settled.ok) throw new Error(JSON.stringify(settled.problem));
  return settled.value.value;
}

/** Adds the long-term key of the owner's user, who may assume roles for as long as they allow. */
function addRobot() {
  const { accessKeyId, secretAccessKey } = longTermOf(worker.world, ownerAccount);
  return valueOf(worker.call('credentials.add', { region, accessKeyId, secretAccessKey }));
}

type Wanted = InputOf<'credentials.assume-role'>;

const operator: Wanted = {
  source: owner,
  region,
  roleArn: roleArns.imageOperator,
  sessionName: 'image-desk',
  durationSeconds: 3600,
  externalId,
};
const { externalId: _none, ...plain }: Wanted = operator;
const audit: Wanted = { ...plain, roleArn: roleArns.imageAudit };
const admin: Wanted = { ...plain, roleArn: roleArns.imageAdmin };
const mfa = { serial: mfaDevice.serialNumber, code: mfaDevice.code };

const assume = (input = operator) => worker.call('credentials.assume-role', input);
const list = (scope: Scope) => worker.call('images.list', {}, scope);
const held = () => valueOf(worker.call('credentials.list', {}));
const problemOf = (problem: Problem) => ({ ok: false, problem });

/** What tells the keys of an account from its earlier ones. */
const keyOf = async (account: string) =>
  (await held()).find((each) => each.account === account)?.keyIdEnding;

describe('assuming a role', () => {
  beforeEach(addRobot);

  it('gives credentials of the other account, which work there and only there', async () => {
    const identity = await valueOf(assume());
    expect(identity).toMatchObject({
      ...customer,
      arn: `arn:aws:sts::${customerAccount}:assumed-role/ImageOperator/image-desk`,
      longTerm: false,
      source: {
        kind: 'role',
        via: { ...owner, arn: `arn:aws:iam::${ownerAccount}:user/build-robot` },
        renewable: true,
      },
    });
    expect((identity.expiresAt ?? 0) - worker.world.now()).toBeGreaterThan(59 * minute);
    expect((await list(inCustomer)).ok).toBe(true);
    expect((await list(inOwner)).ok).toBe(true);
    expect(callsOf(worker.aws.log, 'DescribeImages').map(({ account }) => account)).toEqual(
      expect.arrayContaining([customerAccount, ownerAccount]),
    );
    expect(await held()).toHaveLength(2);
  });

  it('takes the place of what assumed it in the same account, and is not renewed then', async () => {
    const identity = await valueOf(assume({ ...audit, externalId: 'is-ignored' }));
    expect(identity).toMatchObject({ ...owner, source: { renewable: false } });
    expect(await held()).toEqual([identity]);
    ahead += hour;
    expect(await list(inOwner)).toEqual(problemOf({ kind: 'expired', account: ownerAccount }));
  });

  const refusals: readonly (readonly [string, Wanted, Problem])[] = [
    [
      'another external id',
      { ...operator, externalId: 'wrong' },
      { kind: 'permission-missing', action: 'sts:AssumeRole' },
    ],
    ['no external id', plain, { kind: 'permission-missing', action: 'sts:AssumeRole' }],
    ['no MFA', admin, { kind: 'permission-missing', action: 'sts:AssumeRole' }],
    [
      'a role that is not there',
      { ...plain, roleArn: `${roleArns.imageAudit}s` },
      { kind: 'permission-missing', action: 'sts:AssumeRole' },
    ],
    [
      'a role of another partition',
      { ...plain, roleArn: roleArns.imageAudit.replace('arn:aws:', 'arn:aws-cn:') },
      { kind: 'refused', detail: 'This is not the ARN of a role in that partition.' },
    ],
    [
      'a session longer than the role gives',
      { ...operator, durationSeconds: 3601 },
      {
        kind: 'session-too-long',
        detail: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      },
    ],
  ];

  it.each(refusals)('is refused with %s', async (_, input, problem) => {
    const before = await held();
    expect(await worker.call('credentials.assume-role', input)).toMatchObject(problemOf(problem));
    expect(await held()).toEqual(before);
  });

  it('is refused for credentials that are not held', async () => {
    expect(await assume({ ...operator, source: customer })).toEqual(
      problemOf({ kind: 'wrong-account', account: customerAccount }),
    );
    expect(callsOf(worker.aws.log, 'AssumeRole')).toEqual([]);
  });

  it('asks nobody where the browser does not let it', async () => {
    worker.deniedHosts.add(region);
    expect(await assume()).toEqual(problemOf({ kind: 'host-access-missing', region }));
    expect(callsOf(worker.aws.log, 'AssumeRole')).toEqual([]);
  });

  it('is refused for more than an hour to the session of a role', async () => {
    await worker.signIn(ownerAccount);
    expect(
      await worker.call('credentials.assume-role', { ...audit, durationSeconds: 7200 }),
    ).toEqual(
      problemOf({
        kind: 'session-too-long',
        detail:
          'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      }),
    );
    expect((await assume()).ok).toBe(true);
  });

  it('takes a code of an MFA device, once', async () => {
    const withMfa = { ...admin, mfa };
    const wrong = { ...admin, mfa: { ...mfa, code: '000000' } };
    expect(await worker.call('credentials.assume-role', wrong)).toEqual(
      problemOf({ kind: 'mfa-refused' }),
    );
    const identity = await valueOf(worker.call('credentials.assume-role', withMfa));
    expect(identity).toMatchObject({ source: { renewable: false } });
    await addRobot();
    expect(await worker.call('credentials.assume-role', withMfa)).toEqual(
      problemOf({ kind: 'mfa-refused' }),
    );
    expect(worker.session.dump()).not.toContain(mfaDevice.code);
  });
});

/** Has AWS wait with its next answer of an operation, until what this gives is called. */
function holdBack(operation: string): () => void {
  const gate: { open?: () => void } = {};
  const until = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  worker.aws.faults.add({ kind: 'slow', operation, until });
  return () => gate.open?.();
}

describe('the session of a role', () => {
  beforeEach(async () => {
    await addRobot();
    await valueOf(assume());
  });

  it('is renewed before it ends, by the next worker as well, and while the source lives', async () => {
    const first = await keyOf(customerAccount);
    ahead += 54 * minute;
    expect((await list(inCustomer)).ok).toBe(true);
    expect(await keyOf(customerAccount)).toBe(first);
    ahead += 2 * minute;
    worker.restart();
    expect((await list(inCustomer)).ok).toBe(true);
    const second = await keyOf(customerAccount);
    expect(second).not.toBe(first);
    ahead += 3 * hour;
    expect((await list(inCustomer)).ok).toBe(true);
    expect(await keyOf(customerAccount)).not.toBe(second);
    // The SDK learns the clock's offset by a refusal.
    const asked = callsOf(worker.aws.log, 'AssumeRole').filter(({ outcome }) => outcome === 'ok');
    expect(asked).toHaveLength(3);
    expect(asked.map(({ input }) => input?.['ExternalId'])).toEqual(asked.map(() => externalId));
  });

  it('ends when it has been held as long as anything is, with everything else', async () => {
    ahead += 8 * hour;
    for (const [scope, account] of [
      [inCustomer, customerAccount],
      [inOwner, ownerAccount],
    ] as const) {
      expect(await list(scope)).toEqual(problemOf({ kind: 'expired', account }));
    }
    expect(worker.session.dump()).not.toContain('CANARY');
  });

  it('ends at its time once the source was forgotten', async () => {
    await worker.call('credentials.forget', owner);
    expect((await list(inCustomer)).ok).toBe(true);
    ahead += hour;
    expect(await list(inCustomer)).toEqual(
      problemOf({ kind: 'expired', account: customerAccount }),
    );
    await addRobot();
    expect((await list(inCustomer)).ok).toBe(true);
  });

  it('is not renewed with credentials of somebody else in the source’s account', async () => {
    await worker.signIn(ownerAccount);
    ahead += hour;
    expect(await list(inCustomer)).toEqual(
      problemOf({ kind: 'expired', account: customerAccount }),
    );
  });

  it('does not come back when Image Desk is locked while AWS renews it', async () => {
    ahead += hour;
    const release = holdBack('AssumeRole');
    const listing = list(inCustomer);
    await vi.waitFor(() => expect(worker.aws.faults.pending()).toEqual([]));
    await worker.call('lock.now', {});
    release();
    expect(await listing).toEqual(
      problemOf({ kind: 'needs-credentials', account: customerAccount }),
    );
    expect(worker.session.dump()).not.toContain('CANARY');
    expect(await held()).toEqual([]);
  });

  it('is not kept when Image Desk is locked while AWS opens it', async () => {
    for (const operation of ['AssumeRole', 'GetCallerIdentity']) {
      await addRobot();
      const release = holdBack(operation);
      const assuming = assume();
      await vi.waitFor(() => expect(worker.aws.faults.pending()).toEqual([]));
      await worker.call('lock.now', {});
      release();
      expect((await assuming).ok).toBe(false);
      expect(worker.session.dump()).not.toContain('CANARY');
    }
  });
});

/** Begins a sign-in, has the person decide, and lets the worker ask. */
async function signIn(decide = approve) {
  const portal = { startUrl, region: identityCenterRegion };
  const begun = await valueOf(worker.call('sign-in.start', portal));
  if (begun.state !== 'waiting') throw new Error(begun.state);
  decide(worker.world, begun.userCode);
  return vi.waitFor(async () => {
    worker.tick();
    const reached = await valueOf(worker.call('sign-in.state', {}));
    expect(reached.state).not.toBe('waiting');
    return reached;
  });
}

const failedOf = (taken: readonly Taken[]) =>
  taken.map((each) => ('problem' in each ? each.problem : 'taken'));

describe('signing in through IAM Identity Center', () => {
  it('opens AWS’s page, and ends in a list of accounts and roles', async () => {
    expect(await signIn()).toMatchObject({ state: 'signed-in' });
    expect(worker.visited).toEqual([
      expect.stringMatching(/^https:\/\/device\.sso\.eu-west-1\.amazonaws\.com\/\?user_code=/),
    ]);
    const accounts = await valueOf(worker.call('sign-in.accounts', {}));
    expect(accounts.map(({ account }) => account)).toEqual([
      ownerAccount,
      customerAccount,
      sandboxAccount,
    ]);
    expect(await valueOf(worker.call('sign-in.roles', { account: customerAccount }))).toEqual([
      'ImageReader',
    ]);
    expect(worker.events).toContainEqual({ event: 'sign-in-changed' });
  });

  it('says that the person did not allow it', async () => {
    expect(await signIn(deny)).toMatchObject({
      state: 'failed',
      problem: { kind: 'sign-in', reason: 'denied' },
    });
  });

  it('goes on in the next worker', async () => {
    const portal = { startUrl, region: identityCenterRegion };
    const begun = await valueOf(worker.call('sign-in.start', portal));
    worker.restart();
    approve(worker.world, 'userCode' in begun ? begun.userCode : '');
    await vi.waitFor(async () => {
      worker.tick();
      const reached = await valueOf(worker.call('sign-in.state', {}));
      expect(reached.state).toBe('signed-in');
    });
  });

  it('is refused where the browser does not let it ask', async () => {
    worker.deniedHosts.add(identityCenterRegion);
    const portal = { startUrl, region: identityCenterRegion };
    expect(await worker.call('sign-in.start', portal)).toEqual(
      problemOf({ kind: 'host-access-missing', region: identityCenterRegion }),
    );
  });

  it('takes the roles of several accounts, and then lets the token go', async () => {
    await signIn();
    const picks = [
      { account: ownerAccount, role: 'ImageReader' },
      { account: customerAccount, role: 'ImageReader' },
      { account: sandboxAccount, role: 'Administrator' },
    ];
    const taken = await valueOf(worker.call('sign-in.take', { region, picks }));
    expect(failedOf(taken)).toEqual(['taken', 'taken', 'taken']);
    expect(await held()).toMatchObject(
      [ownerAccount, customerAccount, sandboxAccount]
        .toSorted()
        .map((account) => ({ account, source: { kind: 'identity-center', startUrl } })),
    );
    for (const scope of [inOwner, inCustomer, inSandbox]) expect((await list(scope)).ok).toBe(true);
    expect(worker.session.dump()).not.toMatch(/CANARY\/(?:sso|client|device)/);
    expect(callsOf(worker.aws.log, 'Logout')).toMatchObject([{ outcome: 'ok' }]);
    expect(await valueOf(worker.call('sign-in.state', {}))).toEqual({ state: 'none' });
    // What was taken ends by its own time, and is not renewed without the person.
    ahead += hour;
    expect(await list(inCustomer)).toEqual(
      problemOf({ kind: 'expired', account: customerAccount }),
    );
  });

  it('takes the others when one is refused, and keeps the token for another try', async () => {
    await signIn();
    const picks = [
      { account: customerAccount, role: 'ImageOperator' },
      { account: ownerAccount, role: 'ImageReader' },
    ];
    const taken = await valueOf(worker.call('sign-in.take', { region, picks }));
    expect(failedOf(taken)).toEqual([{ kind: 'sign-in', reason: 'not-assigned' }, 'taken']);
    expect((await held()).map(({ account }) => account)).toEqual([ownerAccount]);
    expect(await valueOf(worker.call('sign-in.state', {}))).toMatchObject({ state: 'signed-in' });
    const again = [{ account: customerAccount, role: 'ImageReader' }];
    await valueOf(worker.call('sign-in.take', { region, picks: again }));
    expect(await valueOf(worker.call('sign-in.state', {}))).toEqual({ state: 'none' });
  });

  it('takes nothing more once it was ended or locked', async () => {
    const ended = problemOf({ kind: 'sign-in', reason: 'ended' });
    for (const how of ['sign-in.end', 'lock.now'] as const) {
      await signIn();
      await valueOf(worker.call(how, {}));
      expect(worker.session.dump()).not.toContain('CANARY');
      expect(await worker.call('sign-in.accounts', {})).toEqual(ended);
    }
  });

  it('shows no token, secret or code of a device in any answer or event', async () => {
    const seen: unknown[] = [await signIn()];
    seen.push(await worker.call('sign-in.accounts', {}));
    seen.push(await worker.call('sign-in.roles', { account: ownerAccount }));
    const picks = [{ account: ownerAccount, role: 'ImageReader' }];
    seen.push(await worker.call('sign-in.take', { region, picks }));
    expect(JSON.stringify([seen, worker.events])).not.toContain('CANARY');
  });
});

const state = () => valueOf(worker.call('vault.state', {}));

/** Leaves what closing the browser leaves: what is on disk. */
async function closeBrowser() {
  await worker.session.remove(worker.session.keys());
  worker.restart();
}

describe('the vault', () => {
  const passphrase = 'correct horse battery';
  const unlock = () => worker.call('vault.unlock', { passphrase });

  const remembered = async () => {
    await worker.signIn(ownerAccount);
    await valueOf(worker.call('vault.create', { passphrase }));
    await valueOf(worker.call('vault.remember', { account: owner, longTerm: false }));
  };

  it('gives credentials back after a lock', async () => {
    await remembered();
    await valueOf(worker.call('lock.now', {}));
    expect(worker.session.dump()).not.toContain('CANARY');
    expect(await state()).toMatchObject({
      vault: { state: 'locked', accounts: [owner] },
      locked: { reason: 'asked' },
    });
    expect(await list(inOwner)).toEqual(problemOf({ kind: 'locked', account: ownerAccount }));
    expect(await valueOf(unlock())).toEqual({ restored: 1, expired: [], refused: [] });
    expect((await list(inOwner)).ok).toBe(true);
    expect(await state()).toEqual({ vault: { state: 'open', accounts: [owner] } });
    worker.restart();
    expect((await list(inOwner)).ok).toBe(true);
    expect((await state()).vault.state).toBe('open');
  });

  it('T8: gives them back after the browser was closed, and shows nothing on disk', async () => {
    await remembered();
    expect(worker.durable.dump()).not.toContain('CANARY');
    await closeBrowser();
    expect(await list(inOwner)).toEqual(problemOf({ kind: 'locked', account: ownerAccount }));
    expect(await worker.call('vault.unlock', { passphrase: 'wrong horse battery' })).toEqual(
      problemOf({ kind: 'vault', reason: 'wrong-passphrase' }),
    );
    expect((await unlock()).ok).toBe(true);
    expect((await list(inOwner)).ok).toBe(true);
  });

  it('gives the session of a role back, to be renewed', async () => {
    await addRobot();
    await valueOf(assume());
    await valueOf(worker.call('vault.create', { passphrase }));
    await valueOf(worker.call('vault.remember', { account: owner, longTerm: true }));
    await valueOf(worker.call('vault.remember', { account: customer, longTerm: false }));
    await closeBrowser();
    await valueOf(unlock());
    ahead += 57 * minute;
    expect((await list(inCustomer)).ok).toBe(true);
    // The renewed session takes the older one's place: it is what the next unlocking gives.
    ahead += 30 * minute;
    await closeBrowser();
    expect(await valueOf(unlock())).toEqual({ restored: 2, expired: [], refused: [] });
  });

  it('takes a long-term key only with the person’s word', async () => {
    await addRobot();
    await valueOf(worker.call('vault.create', { passphrase }));
    const remember = (longTerm: boolean) =>
      worker.call('vault.remember', { account: owner, longTerm });
    expect(await remember(false)).toEqual(problemOf({ kind: 'vault', reason: 'long-term-key' }));
    expect((await state()).vault.accounts).toEqual([]);
    expect((await remember(true)).ok).toBe(true);
    expect((await state()).vault.accounts).toEqual([owner]);
  });

  it('drops what has expired, and says whose it was', async () => {
    await remembered();
    await closeBrowser();
    ahead += 12 * hour;
    expect(await valueOf(unlock())).toEqual({ restored: 0, expired: [owner], refused: [] });
    expect(await list(inOwner)).toEqual(
      problemOf({ kind: 'needs-credentials', account: ownerAccount }),
    );
  });

  it('remembers nothing that has expired', async () => {
    await remembered();
    await worker.call('vault.forget', { account: owner });
    ahead += 8 * hour - 1;
    await valueOf(unlock());
    ahead += 1;
    expect(await worker.call('vault.remember', { account: owner, longTerm: false })).toEqual(
      problemOf({ kind: 'expired', account: ownerAccount }),
    );
  });

  it('does not say that it is locked when it is open and cannot give an account’s record', async () => {
    await remembered();
    await closeBrowser();
    await worker.durable.set(`vault/record/aws/${ownerAccount}`, 'nonsense');
    expect(await valueOf(unlock())).toMatchObject({ restored: 0, refused: [{ account: owner }] });
    expect(await list(inOwner)).toEqual(
      problemOf({ kind: 'needs-credentials', account: ownerAccount }),
    );
  });

  it('does not replace what was added since the lock', async () => {
    await remembered();
    await valueOf(worker.call('lock.now', {}));
    const robot = await addRobot();
    await valueOf(unlock());
    expect(await held()).toEqual([robot]);
    expect(await state()).not.toHaveProperty('locked');
  });

  it('forgets what the person forgets', async () => {
    await remembered();
    await worker.call('credentials.forget', owner);
    expect((await state()).vault.accounts).toEqual([]);
    await worker.signIn(ownerAccount);
    await valueOf(worker.call('vault.remember', { account: owner, longTerm: false }));
    await valueOf(worker.call('vault.forget', { account: owner }));
    expect((await list(inOwner)).ok).toBe(true);
    await valueOf(worker.call('vault.remove', {}));
    expect((await state()).vault.state).toBe('none');
    expect(worker.durable.keys()).toEqual([]);
  });
});
