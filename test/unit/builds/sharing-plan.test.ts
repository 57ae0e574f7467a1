import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BuildSharingTask } from '@/lib/builds/plan';
import { principalsOfPolicy, samePolicy } from '@/lib/builds/policy';
import type { AmiSharing } from '@/lib/builds/sharing';
import type { ShareFacts, SharingFacts } from '@/lib/builds/sharing-facts';
import { faultOfWish, launchQuota, planSharing, recipientsOf } from '@/lib/builds/sharing-plan';
import type { BuildSharingWish } from '@/lib/operations/build-sharing';
import {
  friend,
  home,
  owner,
  problemKind,
  someAccounts,
  stranger,
  valueOf,
} from '../support/values';

const build = `arn:aws:imagebuilder:us-east-1:${owner}:image/office/1.0.1/2`;
const share = `arn:aws:ram:us-east-1:${owner}:resource-share/a`;

const ami = (more: Partial<AmiSharing> = {}): AmiSharing => ({
  region: 'us-east-1',
  image: 'ami-1',
  principals: [],
  encrypted: false,
  snapshots: [],
  ...more,
});

const shared = (principal: string, more: Partial<ShareFacts> = {}): ShareFacts => ({
  principal,
  share,
  name: 'a',
  ofPolicy: false,
  others: 0,
  ...more,
});

const facts = (more: Partial<SharingFacts> = {}, status = 'AVAILABLE'): SharingFacts => ({
  build: { arn: build, name: 'office', version: '1.0.1', buildVersion: '2', status, outputs: [] },
  shares: [],
  amis: [ami()],
  ...more,
});

const plan = (wish: Omit<BuildSharingWish, 'build'>, of = facts()) =>
  planSharing(of, { build, ...wish });

const none = { give: [], take: [] };

describe('a plan of who has a build', () => {
  it('has the policy first, then shares, then AMIs in their Regions', () => {
    const { tasks } = valueOf(
      plan(
        {
          image: { by: 'policy', give: [friend], take: [stranger] },
          launch: { give: [friend], take: [stranger] },
        },
        facts({
          shares: [shared(stranger)],
          amis: [ami(), ami({ region: 'eu-west-1', image: 'ami-2', principals: [stranger] })],
        }),
      ),
    );
    expect(
      tasks.map((task) => [task.act, task.region, task.act === 'policy' ? '' : task.principal]),
    ).toEqual([
      ['policy', 'us-east-1', ''],
      ['share', 'us-east-1', stranger],
      ['launch', 'us-east-1', friend],
      ['launch', 'eu-west-1', stranger],
      ['launch', 'eu-west-1', friend],
    ]);
    for (const task of tasks) {
      expect(task).toMatchObject({ kind: 'build-sharing', target: build, label: 'office 1.0.1/2' });
    }
  });

  it('leaves what is so already', () => {
    const now = facts({ shares: [shared(friend)], amis: [ami({ principals: [friend] })] });
    const wish = {
      image: { by: 'resource-share' as const, give: [friend], take: [stranger] },
      launch: { give: [friend], take: [stranger] },
    };
    expect(valueOf(plan(wish, now)).tasks).toEqual([]);
  });

  it('gives by a share of its own to whom only an unpromoted one names', () => {
    const now = facts({ shares: [shared(friend, { ofPolicy: true })] });
    expect(
      valueOf(plan({ image: { ...none, by: 'resource-share', give: [friend] } }, now)).tasks,
    ).toMatchObject([{ act: 'share', principal: friend, before: false, after: true }]);
    // The policy alone takes it away there.
    expect(
      valueOf(plan({ image: { ...none, by: 'resource-share', take: [friend] } }, now)).tasks,
    ).toEqual([]);
  });

  it('takes nothing that a share has beside the image', () => {
    const now = facts({ shares: [shared(friend, { others: 2, name: 'everything' })] });
    const wish = { image: { ...none, by: 'resource-share' as const, take: [friend] } };
    expect(plan(wish, now)).toMatchObject({
      problem: { kind: 'refused', detail: expect.stringMatching(/everything.* 2 other resources/) },
    });
  });

  it.each(['FAILED', 'BUILDING', 'DISABLED', 'UNKNOWN'])(
    'gives nothing of a build that is %s',
    (status) => {
      const now = facts(
        { shares: [shared(friend)], amis: [ami({ principals: [friend] })] },
        status,
      );
      expect(problemKind(plan({ launch: { ...none, give: [stranger] } }, now))).toBe(
        'not-available',
      );
      expect(
        problemKind(plan({ image: { ...none, by: 'resource-share', give: [stranger] } }, now)),
      ).toBe('not-available');
      expect(problemKind(plan({ policy: '{}' }, now))).toBe('not-available');
      // What others have can be taken away all the same.
      expect(valueOf(plan({ launch: { ...none, take: [friend] } }, now)).tasks).toHaveLength(1);
    },
  );

  it('leaves an AMI alone that everybody may launch', () => {
    const now = facts({ amis: [ami({ principals: ['all'] })] });
    expect(valueOf(plan({ launch: { ...none, give: [friend] } }, now)).tasks).toEqual([]);
  });

  it('lets as many launch an AMI as AWS does', () => {
    const many = Array.from({ length: launchQuota }, (_, index) => String(200_000_000_000 + index));
    const now = facts({ amis: [ami({ principals: many })] });
    const [first = ''] = many;
    expect(problemKind(plan({ launch: { ...none, give: [friend] } }, now))).toBe('quota');
    expect(valueOf(plan({ launch: { give: [friend], take: [first] } }, now)).tasks).toHaveLength(2);
  });

  it('is of principals as they were wanted, whatever was there', () => {
    const some: fc.Arbitrary<string[]> = fc.uniqueArray(someAccounts);
    fc.assert(
      fc.property(some, some, some, some, (inShares, inAmi, wanted, unwanted) => {
        const give = wanted;
        const take = unwanted.filter((each) => !wanted.includes(each));
        const now = facts({
          shares: inShares.map((each) => shared(each)),
          amis: [ami({ principals: inAmi })],
        });
        const { tasks } = valueOf(
          plan({ image: { by: 'resource-share', give, take }, launch: { give, take } }, now),
        );
        const after = (start: readonly string[], act: BuildSharingTask['act']) => {
          const has = new Set(start);
          for (const task of tasks) {
            if (task.act !== act || task.act === 'policy') continue;
            expect(has.has(task.principal)).toBe(task.before);
            if (task.after) has.add(task.principal);
            else has.delete(task.principal);
          }
          return has;
        };
        const expected = (start: readonly string[]) =>
          new Set([...start.filter((each) => !take.includes(each)), ...give]);
        expect(after(inShares, 'share')).toEqual(expected(inShares));
        expect(after(inAmi, 'launch')).toEqual(expected(inAmi));
      }),
    );
  });

  it('leaves the image to its owner when the policy loses its last account', () => {
    const policy = policyOf(friend);
    const [task] = valueOf(
      plan({ image: { ...none, by: 'resource-share', take: [friend] } }, facts({ policy })),
    ).tasks;
    if (task?.act !== 'policy') throw new Error('no policy');
    expect(principalsOfPolicy(task.after)).toEqual([owner]);
    expect(task.before).toBe(policy);
    // Nobody is given anything by that.
    expect(recipientsOf([task])).toEqual([]);
  });

  it('takes nothing from a policy that nobody can read', () => {
    const wish = { image: { ...none, by: 'resource-share' as const, take: [friend] } };
    const { tasks, warnings } = valueOf(plan(wish, facts({ policy: '{' })));
    expect(tasks).toEqual([]);
    expect(warnings).toContainEqual({ kind: 'foreign-statements', count: 1 });
    const given = { image: { ...none, by: 'policy' as const, give: [friend] } };
    expect(plan(given, facts({ policy: '{' }))).toMatchObject({
      problem: { kind: 'policy-invalid', line: 1, column: 2 },
    });
  });
});

describe('what a plan warns of', () => {
  const give = { launch: { ...none, give: [friend] } };
  const key = `arn:aws:kms:us-east-1:${owner}:key/a`;

  it.each([
    ['a key that others need', { encrypted: true, kmsKey: key }, { kind: 'encrypted', key }],
    ['AWS’s own key', { encrypted: true }, { kind: 'default-key' }],
    [
      'AWS’s own key by its name',
      { encrypted: true, kmsKey: `arn:aws:kms:us-east-1:${owner}:alias/aws/ebs` },
      { kind: 'default-key' },
    ],
    [
      'an AMI that cannot be read',
      { problem: { kind: 'not-found', what: 'AMI ami-1' } as const },
      { kind: 'unreadable', why: 'AMI ami-1 was not found.' },
    ],
  ])('is %s', (_, more, warning) => {
    const { warnings, tasks } = valueOf(plan(give, facts({ amis: [ami(more)] })));
    expect(warnings).toEqual([{ ami: 'ami-1', region: 'us-east-1', ...warning }]);
    expect(tasks).toHaveLength(warning.kind === 'encrypted' ? 1 : 0);
  });

  it('is no key when something is only taken away', () => {
    const encrypted = facts({ amis: [ami({ encrypted: true, principals: [friend] })] });
    const { warnings, tasks } = valueOf(plan({ launch: { ...none, take: [friend] } }, encrypted));
    expect(warnings).toEqual([]);
    expect(tasks).toHaveLength(1);
  });

  const alone = { image: { ...none, by: 'resource-share' as const, give: [friend] } };
  const lacks = { kind: 'no-launch-permission', principal: friend, amis: 1 };

  it.each([
    ['nobody', alone, [], [lacks]],
    ['somebody else', alone, [stranger], [lacks]],
    ['it already', alone, [friend], []],
    ['everybody', alone, ['all'], []],
    ['an organization that it may be in', alone, ['arn:aws:organizations::1:organization/o-1'], []],
    ['it from now on', { ...alone, ...give }, [], []],
    ['it no longer', { ...alone, launch: { ...none, take: [friend] } }, [friend], [lacks]],
  ])(
    'is who sees the image and cannot launch it, where %s may',
    (_, wish, principals, expected) => {
      const { warnings } = valueOf(plan(wish, facts({ amis: [ami({ principals })] })));
      expect(warnings).toEqual(expected);
    },
  );

  it('is whom a written policy names anew and who cannot launch it', () => {
    const now = facts({ policy: policyOf(stranger) });
    const { warnings } = valueOf(plan({ policy: policyOf(stranger, friend) }, now));
    expect(warnings).toEqual([lacks]);
  });

  it('is no AMI of a container', () => {
    expect(valueOf(plan(alone, facts({ amis: [] }))).warnings).toEqual([]);
  });
});

describe('a wish with a fault', () => {
  const unit = `arn:aws:organizations::${owner}:ou/o-a1b2c3d4e5/ou-a1b2-c3d4e5f6`;

  it.each<readonly [string, Partial<BuildSharingWish>, string]>([
    ['of another account', { build: build.replace(owner, stranger) }, 'not-available'],
    ['of AWS', { build: build.replace(owner, 'aws') }, 'not-available'],
    ['of another Region', { build: build.replace('us-east-1', 'eu-west-1') }, 'refused'],
    ['for the owner', { launch: { ...none, give: [owner] } }, 'refused'],
    ['to give and to take', { launch: { give: [friend], take: [friend] } }, 'refused'],
    ['twice', { launch: { ...none, take: [friend, friend] } }, 'refused'],
    ['for a unit by policy', { image: { ...none, by: 'policy', give: [unit] } }, 'refused'],
    ['of no policy', { policy: '[]' }, 'policy-invalid'],
  ])('%s is one', (_, wish, kind) => {
    expect(faultOfWish(home, { build, ...wish })?.kind).toBe(kind);
  });

  it('has none when everything fits', () => {
    expect(
      faultOfWish(home, {
        build,
        image: { by: 'resource-share', give: [unit], take: [friend] },
        launch: { give: [unit, stranger], take: [friend] },
      }),
    ).toBeUndefined();
  });
});

describe('to whom tasks give something', () => {
  it('are the new ones of a policy, and those of shares and AMIs', () => {
    const { tasks } = valueOf(
      plan(
        {
          image: { by: 'policy', give: [friend], take: [] },
          launch: { give: ['333333333333'], take: [] },
        },
        facts({ policy: policyOf(stranger) }),
      ),
    );
    expect(recipientsOf(tasks)).toEqual([friend, '333333333333']);
  });

  it('are nobody when everything is taken', () => {
    const now = facts({ shares: [shared(friend)], amis: [ami({ principals: [friend] })] });
    const { tasks } = valueOf(
      plan(
        {
          image: { ...none, by: 'resource-share', take: [friend] },
          launch: { ...none, take: [friend] },
        },
        now,
      ),
    );
    expect(tasks).toHaveLength(2);
    expect(recipientsOf(tasks)).toEqual([]);
  });
});

it('a policy that differs only in white space is no change', () => {
  const policy = policyOf(friend);
  const spaced = JSON.stringify(JSON.parse(policy), null, 4);
  expect(samePolicy(policy, spaced)).toBe(true);
  expect(valueOf(plan({ policy: spaced }, facts({ policy }))).tasks).toEqual([]);
});

function policyOf(...accounts: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ImageDeskShare',
        Effect: 'Allow',
        Principal: { AWS: accounts },
        Action: ['imagebuilder:GetImage', 'imagebuilder:ListImages'],
        Resource: [build],
      },
    ],
  });
}
