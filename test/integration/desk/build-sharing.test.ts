import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { principalsOfPolicy, readPolicy } from '@/lib/builds/policy';
import type { BuildPlan } from '@/lib/builds/plan';
import { itemsOfKind, type JobDetails } from '@/lib/jobs/job';
import type { BuildSharingWish } from '@/lib/operations/build-sharing';
import type { Scope } from '@/lib/scope';
import { addResourceShare } from '../../aws/image-builder/shares';
import type { BuildRecord } from '../../aws/image-builder/records';
import { callsOf, mutatingCalls } from '../../aws/log';
import { regionOf } from '../../aws/world';
import { auditAccount } from '../../support/accounts';
import { officeGoldenBuild, officeKey, officePolicy } from '../../support/office-golden';
import {
  believableWorld,
  customerAccount,
  ownerAccount,
  principalOf,
  units,
} from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const newest = officeGoldenBuild('2.0.0/4');
/** Has neither a policy nor a resource share. */
const older = officeGoldenBuild('2.0.0/2');
/** Has one AMI, which nobody else may launch. */
const base = `arn:aws:imagebuilder:us-east-1:${ownerAccount}:image/office-base/1.0.0/1`;
const newcomer = '555566667777';
const second = '555566667778';

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld() });
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

const region = (name = 'us-east-1') => regionOf(worker.world, name);

function recordOf(build: string): BuildRecord {
  const found = region().imageBuilder.builds.get(build);
  if (!found) throw new Error(`No build ${build}`);
  return found;
}

const sharesOf = (build: string) =>
  [...region().resourceShares.values()].filter(({ resourceArns }) => resourceArns.has(build));

/** Whom RAM lets see a build. */
const seenBy = (build: string) => [
  ...new Set(
    sharesOf(build)
      .filter(({ featureSet }) => featureSet === 'STANDARD')
      .flatMap(({ principals }) => [...principals]),
  ),
];

const amisOf = (build: string) =>
  (recordOf(build).outputResources?.amis ?? []).flatMap(({ region: where = '', image = '' }) => {
    const ami = worker.world.regions.get(where)?.amis.get(image);
    // Everybody may launch a public one.
    const isPrivate = ami?.launchPermissions.groups.size === 0;
    return ami?.OwnerId === ownerAccount && isPrivate ? [ami] : [];
  });

const launchersOf = (build: string) =>
  amisOf(build).map(({ launchPermissions }) => [
    ...launchPermissions.userIds,
    ...launchPermissions.organizationArns,
    ...launchPermissions.organizationalUnitArns,
  ]);

const state = (build: string, scope = virginia) =>
  worker.call('build-sharing.state', { build }, scope);

const asked = (wish: BuildSharingWish) => worker.call('build-sharing.plan', wish, virginia);

async function plan(wish: BuildSharingWish): Promise<BuildPlan> {
  const answer = await asked(wish);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

async function applied({ digest }: BuildPlan): Promise<JobDetails> {
  const answer = await worker.call('build-sharing.apply', { digest }, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return worker.settled(answer.value.value.id);
}

const endsOf = ({ items }: JobDetails) =>
  itemsOfKind(items, 'build-sharing').map(({ task, state: end, problem }) => [
    task.act,
    'principal' in task ? task.principal : '',
    end,
    ...(problem ? [problem.kind] : []),
  ]);

const allDone = ({ job, items }: JobDetails) =>
  job.state === 'ended' && items.length > 0 && items.every(({ state: end }) => end === 'done');

const give = (...accounts: string[]) => ({ give: accounts, take: [] });
const take = (...accounts: string[]) => ({ give: [], take: accounts });

describe('who has a build', () => {
  it('is told of its policy, its resource shares and its AMIs', async () => {
    const made = addResourceShare(region(), ownerAccount, {
      name: 'desktops',
      resourceArns: [newest],
      principals: [newcomer],
    });
    // The one that RAM made of the policy says nothing more than the policy.
    expect(sharesOf(newest).map(({ featureSet }) => featureSet)).toEqual([
      'CREATED_FROM_POLICY',
      'STANDARD',
    ]);
    const read = await state(newest);
    if (!read.ok) throw new Error(JSON.stringify(read.problem));
    const { policy, shares, amis } = read.value.value;
    expect(policy).toEqual({ text: officePolicy });
    expect(shares).toEqual([{ principal: newcomer, share: made.resourceShareArn }]);
    const own = amisOf(newest);
    expect(own.length).toBeGreaterThan(0);
    expect(amis.some(({ principals }) => principals.includes('all'))).toBe(true);
    for (const ami of own) {
      expect(amis.find(({ image }) => image === ami.ImageId)).toMatchObject({
        name: ami.Name,
        principals: expect.arrayContaining([...ami.launchPermissions.userIds]),
      });
    }
    const encrypted = amis.filter((ami) => ami.encrypted);
    expect(encrypted.map(({ kmsKey }) => kmsKey)).toEqual([officeKey]);
  });

  it('leaves out what another account alone can share, and says so', async () => {
    const read = await state(newest);
    if (!read.ok) throw new Error(JSON.stringify(read.problem));
    const outputs = recordOf(newest).outputResources?.amis ?? [];
    const foreign = outputs.filter(({ accountId }) => accountId !== ownerAccount);
    expect(foreign.length).toBeGreaterThan(0);
    for (const { image, accountId = '' } of foreign) {
      expect(read.value.value.amis.find((ami) => ami.image === image)?.problem).toMatchObject({
        kind: 'not-available',
        detail: expect.stringContaining(accountId),
      });
    }
  });

  it('is not asked of an image of somebody else', async () => {
    const calls = worker.aws.log.length;
    const foreign = newest.replace(ownerAccount, customerAccount);
    expect(await state(foreign)).toMatchObject({ problem: { kind: 'not-available' } });
    expect(worker.aws.log.length).toBe(calls);
  });

  it('has a Region that the browser does not let it reach as unreadable AMIs', async () => {
    worker.deniedHosts.add('eu-west-1');
    const read = await state(newest);
    if (!read.ok) throw new Error(JSON.stringify(read.problem));
    expect(read.value.value.amis).toContainEqual(
      expect.objectContaining({
        region: 'eu-west-1',
        problem: { kind: 'host-access-missing', region: 'eu-west-1' },
      }),
    );
  });
});

describe('sharing by a resource share', () => {
  it('makes one share for all, and lets them launch each AMI', async () => {
    const wish = {
      build: older,
      image: { by: 'resource-share' as const, ...give(newcomer, second) },
      launch: give(newcomer, second),
    };
    const made = await plan(wish);
    const details = await applied(made);
    expect(allDone(details)).toBe(true);
    expect(sharesOf(older)).toHaveLength(1);
    expect(sharesOf(older)[0]?.name).toBe('image-desk-office-golden-2.0.0-2');
    expect(seenBy(older).toSorted()).toEqual([newcomer, second]);
    for (const launchers of launchersOf(older)) {
      expect(launchers).toEqual(expect.arrayContaining([newcomer, second]));
    }
    expect(callsOf(worker.aws.log, 'CreateResourceShare')).toHaveLength(1);
    // Nothing is left to do.
    expect((await plan(wish)).tasks).toEqual([]);
  });

  it('uses the share that it made before', async () => {
    await applied(await plan({ build: older, image: { by: 'resource-share', ...give(newcomer) } }));
    await applied(await plan({ build: older, image: { by: 'resource-share', ...give(second) } }));
    expect(sharesOf(older)).toHaveLength(1);
    expect(seenBy(older)).toEqual([newcomer, second]);
  });

  it('does not use a share of its name that has more in it', async () => {
    addResourceShare(region(), ownerAccount, {
      name: 'image-desk-office-golden-2.0.0-2',
      resourceArns: [older, newest],
    });
    const details = await applied(
      await plan({ build: older, image: { by: 'resource-share', ...give(newcomer) } }),
    );
    expect(endsOf(details)).toEqual([['share', newcomer, 'failed', 'refused']]);
    expect(seenBy(older)).toEqual([]);
  });

  it('is taken away from each share that has it', async () => {
    for (const name of ['one', 'two']) {
      addResourceShare(region(), ownerAccount, {
        name,
        resourceArns: [older],
        principals: [newcomer, second],
      });
    }
    const details = await applied(
      await plan({ build: older, image: { by: 'resource-share', ...take(newcomer) } }),
    );
    expect(endsOf(details)).toEqual([
      ['share', newcomer, 'done'],
      ['share', newcomer, 'done'],
    ]);
    expect(seenBy(older)).toEqual([second]);
  });

  it('is not taken away with what else a share has', async () => {
    addResourceShare(region(), ownerAccount, {
      name: 'everything',
      resourceArns: [older, newest],
      principals: [newcomer],
    });
    const calls = mutatingCalls(worker.aws.log).length;
    expect(
      await asked({ build: older, image: { by: 'resource-share', ...take(newcomer) } }),
    ).toMatchObject({
      problem: { kind: 'refused', detail: expect.stringContaining('everything') },
    });
    expect(mutatingCalls(worker.aws.log).length).toBe(calls);
  });

  it('takes organizational units', async () => {
    const unit = unitArn();
    const wish = {
      build: older,
      image: { by: 'resource-share' as const, ...give(unit) },
      launch: give(unit),
    };
    expect(allDone(await applied(await plan(wish)))).toBe(true);
    expect(seenBy(older)).toEqual([unit]);
    expect(launchersOf(older).every((launchers) => launchers.includes(unit))).toBe(true);
  });
});

describe('sharing by the image policy', () => {
  it('keeps the statements of others, and promotes the share that RAM makes', async () => {
    const details = await applied(
      await plan({ build: older, image: { by: 'policy', ...give(newcomer) } }),
    );
    expect(endsOf(details)).toEqual([['policy', '', 'done']]);
    expect(principalsOfPolicy(recordOf(older).policy ?? '')).toEqual([newcomer]);
    expect(seenBy(older)).toEqual([newcomer]);
    expect(callsOf(worker.aws.log, 'PromoteResourceShareCreatedFromPolicy')).toHaveLength(1);
    expect(worker.events).toContainEqual({ event: 'build-changed', target: older });
  });

  it('says so when RAM does not promote what others wrote into the policy', async () => {
    const made = await plan({ build: newest, image: { by: 'policy', ...give(newcomer) } });
    expect(made.warnings).toContainEqual({ kind: 'foreign-statements', count: 2 });
    const details = await applied(made);
    expect(endsOf(details)).toEqual([['policy', '', 'failed', 'rejected']]);
    const statements = JSON.parse(recordOf(newest).policy ?? '').Statement;
    expect(statements.slice(0, 2)).toEqual(JSON.parse(officePolicy).Statement);
    expect(statements).toHaveLength(3);
  });

  it('leaves the image to its owner when the last account goes, and takes it out of shares', async () => {
    await applied(await plan({ build: older, image: { by: 'policy', ...give(newcomer, second) } }));
    const details = await applied(
      await plan({ build: older, image: { by: 'policy', ...take(newcomer, second) } }),
    );
    expect(endsOf(details).map(([, , end]) => end)).toEqual(['done', 'done', 'done']);
    expect(principalsOfPolicy(recordOf(older).policy ?? '')).toEqual([ownerAccount]);
    expect(seenBy(older)).toEqual([]);
    const again = await plan({ build: older, image: { by: 'policy', ...take(newcomer) } });
    expect(again.tasks).toEqual([]);
    // RAM makes a share with the owner of it, which is nobody else.
    expect(await state(older)).toMatchObject({ value: { value: { shares: [] } } });
    // And is there for others again.
    await applied(await plan({ build: older, image: { by: 'policy', ...give(newcomer) } }));
    expect(principalsOfPolicy(recordOf(older).policy ?? '')).toEqual([newcomer]);
    expect(seenBy(older)).toEqual([newcomer]);
  });

  it('is promoted later, when that was denied at first, and put once', async () => {
    const { deniedActions } = principalOf(worker.world, ownerAccount);
    deniedActions.add('ram:PromoteResourceShareCreatedFromPolicy');
    const stopped = await applied(
      await plan({ build: older, image: { by: 'policy', ...give(newcomer) } }),
    );
    expect(stopped.job).toMatchObject({
      state: 'paused',
      pause: {
        problem: {
          kind: 'permission-missing',
          action: 'ram:PromoteResourceShareCreatedFromPolicy',
        },
      },
    });
    expect(seenBy(older)).toEqual([]);
    deniedActions.clear();
    await worker.call('jobs.continue', { id: stopped.job.id });
    expect(allDone(await worker.settled(stopped.job.id))).toBe(true);
    expect(seenBy(older)).toEqual([newcomer]);
    expect(callsOf(worker.aws.log, 'PutImagePolicy')).toHaveLength(1);
  });

  it('is not overwritten when somebody else changed it since', async () => {
    const made = await plan({ build: older, image: { by: 'policy', ...give(newcomer) } });
    recordOf(older).policy = officePolicy;
    const details = await applied(made);
    expect(endsOf(details)).toEqual([['policy', '', 'drift', 'drift']]);
    expect(recordOf(older).policy).toBe(officePolicy);
  });

  it('can be written as a whole', async () => {
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: newcomer },
        Action: ['imagebuilder:GetImage', 'imagebuilder:ListImages'],
        Resource: older,
      },
    });
    const made = await plan({ build: older, policy });
    expect(made.tasks).toMatchObject([{ act: 'policy', after: policy }]);
    expect(allDone(await applied(made))).toBe(true);
    expect(recordOf(older).policy).toBe(policy);
    expect((await plan({ build: older, policy: ` ${policy}\n` })).tasks).toEqual([]);
  });
});

describe('who may launch', () => {
  it('is taken away again, of every AMI', async () => {
    const before = launchersOf(older);
    await applied(await plan({ build: older, launch: give(newcomer) }));
    const details = await applied(await plan({ build: older, launch: take(newcomer) }));
    expect(allDone(details)).toBe(true);
    expect(launchersOf(older)).toEqual(before);
  });

  it('is left as it is where somebody was faster', async () => {
    const made = await plan({ build: older, launch: give(newcomer) });
    for (const { launchPermissions } of amisOf(older)) launchPermissions.userIds.add(newcomer);
    const changes = callsOf(worker.aws.log, 'ModifyImageAttribute').length;
    const details = await applied(made);
    expect(endsOf(details).every(([, , end]) => end === 'unchanged')).toBe(true);
    expect(callsOf(worker.aws.log, 'ModifyImageAttribute').length).toBe(changes);
  });

  it('is not given where the key is AWS’s own', async () => {
    const [first] = amisOf(older);
    const [volume] = first?.BlockDeviceMappings ?? [];
    expect(volume?.Ebs?.KmsKeyId).toBe(officeKey);
    // One volume is enough.
    first?.BlockDeviceMappings?.push({
      DeviceName: '/dev/xvdb',
      Ebs: { SnapshotId: 'snap-0123456789abcdef0', Encrypted: true },
    });
    const made = await plan({ build: older, launch: give(newcomer) });
    expect(made.warnings).toContainEqual({
      kind: 'default-key',
      ami: first?.ImageId,
      region: 'us-east-1',
    });
    expect(made.tasks.some((task) => task.act === 'launch' && task.ami === first?.ImageId)).toBe(
      false,
    );
  });

  it('is warned of when the image goes alone', async () => {
    const made = await plan({ build: base, image: { by: 'resource-share', ...give(newcomer) } });
    expect(made.warnings).toEqual([{ kind: 'no-launch-permission', principal: newcomer, amis: 1 }]);
  });
});

describe('what is refused', () => {
  const wishes: Readonly<Record<string, readonly [BuildSharingWish, string]>> = {
    'the owner as a recipient': [
      { build: older, image: { by: 'resource-share', ...give(ownerAccount) } },
      'refused',
    ],
    'somebody twice': [{ build: older, launch: { give: [newcomer], take: [newcomer] } }, 'refused'],
    'a policy that is no JSON': [{ build: older, policy: '{\n"Statement": }' }, 'policy-invalid'],
    'a policy that is too long': [{ build: older, policy: ' '.repeat(30_001) }, 'policy-invalid'],
    'a unit in a policy': [
      { build: older, image: { by: 'policy', give: [unitArn()], take: [] } },
      'refused',
    ],
    'a policy written in two ways': [
      { build: older, policy: officePolicy, image: { by: 'policy', ...give(newcomer) } },
      'refused',
    ],
  };

  it.each(Object.keys(wishes))('is %s, before any call', async (name) => {
    const [wish, kind] = wishes[name] ?? [];
    const calls = worker.aws.log.length;
    expect(wish && (await asked(wish))).toMatchObject({ problem: { kind } });
    expect(worker.aws.log.length).toBe(calls);
  });

  it('is what is wrong with a policy at its place', async () => {
    expect(await asked({ build: older, policy: '{\n"Statement": }' })).toMatchObject({
      problem: { kind: 'policy-invalid', line: 2, column: 14 },
    });
  });

  it('is a build that is in no state to be given', async () => {
    const failed = officeGoldenBuild('2.0.0/1');
    expect(await asked({ build: failed, launch: give(newcomer) })).toMatchObject({
      problem: { kind: 'not-available', detail: expect.stringContaining('FAILED') },
    });
  });

  it.each<readonly [string, BuildSharingWish]>([
    ['an account', { build: older, image: { by: 'resource-share', ...give(newcomer) } }],
    ['an account that may launch', { build: older, launch: give(newcomer) }],
    ['everybody in a policy', { build: older, policy: officePolicy.replace(customerAccount, '*') }],
  ])('is %s that the company does not list', async (_, wish) => {
    worker.managed['allowedRecipients'] = [customerAccount, auditAccount];
    expect(await asked(wish)).toMatchObject({
      problem: { kind: 'company-policy', rule: 'recipient' },
    });
  });

  it('is a plan whose recipient the company has struck off since', async () => {
    const made = await plan({ build: older, image: { by: 'policy', ...give(newcomer) } });
    worker.managed['allowedRecipients'] = [customerAccount];
    const changes = mutatingCalls(worker.aws.log).length;
    expect(
      await worker.call('build-sharing.apply', { digest: made.digest }, virginia),
    ).toMatchObject({ problem: { kind: 'company-policy', rule: 'recipient' } });
    expect(mutatingCalls(worker.aws.log).length).toBe(changes);
  });

  it('is a plan a second time', async () => {
    const made = await plan({ build: older, launch: give(newcomer) });
    await applied(made);
    expect(
      await worker.call('build-sharing.apply', { digest: made.digest }, virginia),
    ).toMatchObject({ problem: { kind: 'plan-expired' } });
  });
});

it('is in the activity log with what was there before and afterwards', async () => {
  await applied(
    await plan({
      build: older,
      image: { by: 'policy', ...give(newcomer) },
      launch: give(newcomer),
    }),
  );
  const log = await worker.call('activity.list', { limit: 50 });
  if (!log.ok) throw new Error(JSON.stringify(log.problem));
  const changes = log.value.value.records
    .map(({ entry }) => entry)
    .filter(({ kind }) => kind === 'change');
  const policy = changes.find(({ action }) => action === 'imagebuilder:PutImagePolicy');
  expect(policy).toMatchObject({ before: null, operation: 'build-sharing.apply' });
  const after = policy?.after;
  expect(typeof after === 'string' && readPolicy(after).ok).toBe(true);
  expect(changes.filter(({ action }) => action === 'ec2:ModifyImageAttribute')).toHaveLength(
    amisOf(older).length,
  );
});

function unitArn(): string {
  return `arn:aws:organizations::${ownerAccount}:ou/o-a1b2c3d4e5/${units.internal}`;
}
