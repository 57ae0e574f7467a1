import { describe, expect, it } from 'vitest';
import type { BuildSharingTask } from '@/lib/builds/plan';
import { buildSharingWork } from '@/lib/builds/sharing-work';
import type { Service, ServiceCall } from '@/lib/aws/service';
import type { JobItem } from '@/lib/jobs/job';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import { friend, home, noon, owner, stranger, valueOf } from '../support/values';

const build = `arn:aws:imagebuilder:us-east-1:${owner}:image/office/1.0.1/2`;
const account = { partition: home.partition, account: owner };
const about = {
  kind: 'build-sharing',
  region: 'us-east-1',
  target: build,
  label: 'office',
} as const;

const policyOf = (principal: string) =>
  JSON.stringify({
    Statement: { Effect: 'Allow', Principal: { AWS: principal }, Action: 'imagebuilder:GetImage' },
  });

const policyTask: BuildSharingTask = {
  ...about,
  act: 'policy',
  before: policyOf(stranger),
  after: policyOf(friend),
};
const shareTask = (principal: string): BuildSharingTask => ({
  ...about,
  act: 'share',
  principal,
  before: false,
  after: true,
});

const itemOf = (task: BuildSharingTask, seq = 0): JobItem<BuildSharingTask> => ({
  job: 'job-1',
  seq,
  task,
  state: 'pending',
  attempts: 0,
  at: noon,
});

const taken = (from: string) =>
  itemOf({ ...about, act: 'share', principal: friend, before: true, after: false, from });

type Sent = Pick<ServiceCall<unknown>, 'operation' | 'input'>;

/** The work over a double of every service: `answers` has what each operation answers. */
function setUp(answers: Readonly<Record<string, (input: Sent['input']) => unknown>>) {
  const sent: Sent[] = [];
  const asked: (readonly string[])[] = [];
  const waits: number[] = [];
  const rules: { obstacle?: Problem } = {};
  const call = async <Value>({
    operation,
    input,
    read,
  }: ServiceCall<Value>): Promise<Result<Value>> => {
    sent.push({ operation, input });
    const value = read(answers[operation]?.(input) ?? {});
    return value === undefined ? failed({ kind: 'aws-fault' }) : ok(value);
  };
  const service: Service = { scope: home, run: call, change: call };
  const work = buildSharingWork({
    inScope: (_, __, use) => use(service),
    async forbidden(_, recipients) {
      asked.push(recipients);
      return rules.obstacle;
    },
    settled: async () => {},
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  return { work, sent, asked, waits, rules, names: () => sent.map(({ operation }) => operation) };
}

describe('changing who has a build', () => {
  it('puts no policy over one that changed after it was read', async () => {
    const { work, names } = setUp({ GetImagePolicy: () => ({ policy: policyOf('333333333333') }) });
    expect(await work.change(account, policyTask, itemOf(policyTask))).toEqual(
      failed({ kind: 'drift' }),
    );
    expect(names()).toEqual(['GetImagePolicy']);
  });

  it('asks the rules before each change, with whom it gives something', async () => {
    const { work, asked, rules, names } = setUp({});
    rules.obstacle = { kind: 'company-policy', rule: 'recipient', detail: `account ${friend}` };
    const launch: BuildSharingTask = {
      ...about,
      act: 'launch',
      ami: 'ami-1',
      principal: stranger,
      before: true,
      after: false,
    };
    for (const task of [policyTask, shareTask(stranger), launch]) {
      expect(await work.change(account, task, itemOf(task))).toEqual(failed(rules.obstacle));
    }
    expect(asked).toEqual([[friend], [stranger], []]);
    expect(names()).toEqual([]);
  });

  it('waits for the share that RAM makes of a policy, and promotes it', async () => {
    const share = `arn:aws:ram:us-east-1:${owner}:resource-share/a`;
    let looks = 0;
    let policy = policyOf(stranger);
    const { work, waits, names } = setUp({
      GetImagePolicy: () => ({ policy }),
      PutImagePolicy(input) {
        policy = String(input['policy']);
        return {};
      },
      ListPrincipals() {
        looks += 1;
        return { principals: looks < 3 ? [] : [{ id: friend, resourceShareArn: share }] };
      },
      GetResourceShares: () => ({
        resourceShares: [
          { resourceShareArn: share, status: 'ACTIVE', featureSet: 'CREATED_FROM_POLICY' },
        ],
      }),
    });
    expect(await work.change(account, policyTask, itemOf(policyTask))).toEqual(ok(null));
    expect(waits).toEqual([500, 1000]);
    expect(names().at(-1)).toBe('PromoteResourceShareCreatedFromPolicy');
    expect(policy).toBe(policyOf(friend));
  });

  it('does not wait for ever for a share that never comes', async () => {
    const { work, waits, names } = setUp({
      GetImagePolicy: () => ({ policy: policyOf(friend) }),
    });
    expect(await work.change(account, policyTask, itemOf(policyTask))).toEqual(ok(null));
    expect(waits).toHaveLength(3);
    expect(names()).not.toContain('PutImagePolicy');
  });

  it('makes a share by one token, whichever item makes it, and adds each by its own', async () => {
    const { work, sent } = setUp({
      CreateResourceShare: () => ({ resourceShare: { resourceShareArn: 'arn:share' } }),
    });
    await Promise.all(
      [friend, stranger].map((principal, seq) =>
        work.change(account, shareTask(principal), itemOf(shareTask(principal), seq)),
      ),
    );
    const tokensOf = (name: string) =>
      sent
        .filter(({ operation }) => operation === name)
        .map(({ input }) => String(input['clientToken']));
    const [made, again] = tokensOf('CreateResourceShare');
    expect(made).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(again).toBe(made);
    expect(new Set(tokensOf('AssociateResourceShare')).size).toBe(2);
    // Sent again after a stop it is the same call.
    await work.change(account, shareTask(friend), itemOf(shareTask(friend), 0));
    expect(tokensOf('AssociateResourceShare')[2]).toBe(tokensOf('AssociateResourceShare')[0]);
  });

  it('puts the image back into its share, when somebody took it out', async () => {
    const { work, sent } = setUp({
      GetResourceShares: () => ({
        resourceShares: [
          { resourceShareArn: 'arn:share', status: 'ACTIVE', featureSet: 'STANDARD' },
        ],
      }),
    });
    await work.change(account, shareTask(friend), itemOf(shareTask(friend)));
    expect(sent.at(-1)).toMatchObject({
      operation: 'AssociateResourceShare',
      input: { resourceArns: [build], principals: [friend] },
    });
  });
});

describe('how a share stands', () => {
  it.each([
    ['STANDARD', 'right'],
    ['CREATED_FROM_POLICY', 'planned'],
  ])('whose principal is in one that is %s', async (featureSet, standing) => {
    const { work } = setUp({
      ListPrincipals: () => ({ principals: [{ id: friend, resourceShareArn: 'arn:share' }] }),
      GetResourceShares: () => ({
        resourceShares: [{ resourceShareArn: 'arn:share', status: 'ACTIVE', featureSet }],
      }),
    });
    const item = itemOf(shareTask(friend));
    expect(valueOf(await work.read(account, item))(item)).toBe(standing);
  });

  it('is right once it is gone from the share that it is taken from, whatever others have', async () => {
    const { work } = setUp({
      ListPrincipals: () => ({ principals: [{ id: friend, resourceShareArn: 'arn:other' }] }),
      GetResourceShares: () => ({
        resourceShares: [
          { resourceShareArn: 'arn:other', status: 'ACTIVE', featureSet: 'STANDARD' },
        ],
      }),
    });
    const judge = valueOf(await work.read(account, taken('arn:share')));
    expect(judge(taken('arn:share'))).toBe('right');
    expect(judge(taken('arn:other'))).toBe('planned');
  });
});

describe('how a policy stands', () => {
  const ownersAlone: BuildSharingTask = { ...policyTask, after: policyOf(owner) };

  it.each([
    ['it shall be', policyTask, policyOf(friend), 'right'],
    ['it was', policyTask, policyOf(stranger), 'planned'],
    ['somebody changed it', policyTask, policyOf('333333333333'), 'changed'],
    ['nobody planned it: gone', policyTask, undefined, 'changed'],
    ['it shall be, or gone', ownersAlone, undefined, 'right'],
  ])('when it is as %s', async (_, task, policy, standing) => {
    const { work } = setUp({ GetImagePolicy: () => (policy === undefined ? {} : { policy }) });
    expect(valueOf(await work.read(account, itemOf(task)))(itemOf(task))).toBe(standing);
  });
});
