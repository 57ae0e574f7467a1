import { describe, expect, it, vi } from 'vitest';
import type { IamAction } from '@/lib/operations/actions';
import { operations } from '@/lib/operations/registry';
import {
  checkPermissions,
  missingFor,
  standing,
  type ActionResult,
  type Denial,
  type Probes,
} from '@/lib/permissions/check';
import { explainNotTried } from '@/lib/permissions/explain';
import { actionsOf, features } from '@/lib/permissions/features';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import { image } from '../support/plans';
import { home, noon, owner, present, valueOf } from '../support/values';

const reads = operations['permissions.check'].actions;

type Read = (typeof reads)[number];

const denied = (action: string, more: object = {}) =>
  failed<Problem>({ kind: 'permission-missing', action, ...more });

/** Attempts that succeed unless the test says otherwise. */
function probes(
  outcomes: Partial<Record<Read, Result<unknown>>> = {},
  own: { readonly name: string; readonly arn: string } | undefined = image,
) {
  const attempt = (action: Read) => vi.fn(async () => outcomes[action] ?? ok(null));
  const finding = outcomes['appstream:DescribeImages'];
  return {
    findOwnImage: vi.fn(async () => (finding && !finding.ok ? finding : ok(own))),
    anywhere: {
      'appstream:DescribeFleets': attempt('appstream:DescribeFleets'),
      'appstream:DescribeImageBuilders': attempt('appstream:DescribeImageBuilders'),
      'appstream:ListExportImageTasks': attempt('appstream:ListExportImageTasks'),
    },
    onImage: {
      'appstream:DescribeImagePermissions': attempt('appstream:DescribeImagePermissions'),
      'appstream:ListTagsForResource': attempt('appstream:ListTagsForResource'),
      'appstream:DescribeSoftwareAssociations': attempt('appstream:DescribeSoftwareAssociations'),
    },
  } satisfies Probes;
}

async function check(tried: Probes, denials: readonly Denial[] = []) {
  const report = valueOf(await checkPermissions(tried, denials));
  const of = (action: IamAction) => {
    const { action: _, ...outcome } = present(
      report.results.find((each) => each.action === action),
    );
    return outcome;
  };
  return { report, of };
}

describe('a check of permissions', () => {
  it('tells something about every action of the features, once, and nothing else', async () => {
    const { report } = await check(probes());
    expect(report.results.map(({ action }) => action)).toEqual(actionsOf(features));
  });

  it('tries every read on an own image, and calls it allowed', async () => {
    const tried = probes();
    const { report, of } = await check(tried);
    for (const action of reads) expect(of(action), action).toEqual({ result: 'allowed' });
    expect(tried.onImage['appstream:ListTagsForResource']).toHaveBeenCalledWith(image);
    expect(report.image).toBe(image.name);
  });

  it('leaves Organizations alone, which may be out of reach', async () => {
    const { of } = await check(probes(), [{ action: 'organizations:ListAccounts', at: noon }]);
    for (const action of ['organizations:ListAccounts', 'organizations:ListRoots'] as const) {
      expect(of(action)).toEqual({ result: 'not-tried', reason: 'elsewhere' });
    }
  });

  it('never tries what is not a read', async () => {
    const { of } = await check(probes());
    for (const action of [
      'appstream:UpdateImagePermissions',
      'appstream:DeleteImagePermissions',
    ] as const) {
      expect(of(action)).toEqual({ result: 'not-tried', reason: 'not-a-read' });
    }
  });

  it('calls a change denied when it was, and says when last', async () => {
    const action = 'appstream:UpdateImagePermissions';
    const { of } = await check(probes(), [
      { action, at: noon },
      { action, at: noon + 5 },
      { action, at: noon + 1 },
      { action: 'ec2:RunInstances', at: noon + 9 },
    ]);
    expect(of(action)).toEqual({ result: 'denied', at: noon + 5 });
    expect(of('appstream:DeleteImagePermissions').result).toBe('not-tried');
  });

  it('believes what it sees now rather than a denial from before, of a read', async () => {
    const action = 'appstream:DescribeFleets';
    expect((await check(probes(), [{ action, at: noon }])).of(action)).toEqual({
      result: 'allowed',
    });
  });

  it('tells what AWS denied, on what, and whether outright', async () => {
    const { of } = await check(
      probes({
        'appstream:DescribeImagePermissions': denied('appstream:DescribeImagePermissions', {
          resource: image.arn,
        }),
        'appstream:DescribeFleets': denied('appstream:DescribeFleets', { explicitDeny: true }),
      }),
    );
    expect(of('appstream:DescribeImagePermissions')).toEqual({
      result: 'denied',
      resource: image.arn,
    });
    expect(of('appstream:DescribeFleets')).toEqual({ result: 'denied', explicitDeny: true });
    expect(of('appstream:DescribeImageBuilders')).toEqual({ result: 'allowed' });
  });

  it('leaves out what needs an own image where there is none, and says why', async () => {
    const tried = probes({}, undefined);
    tried.findOwnImage.mockResolvedValue(ok(undefined) as never);
    const { report, of } = await check(tried);
    expect(of('appstream:DescribeImages')).toEqual({ result: 'allowed' });
    expect(of('appstream:ListTagsForResource')).toEqual({
      result: 'not-tried',
      reason: 'no-own-image',
    });
    expect(tried.onImage['appstream:ListTagsForResource']).not.toHaveBeenCalled();
    expect(report.image).toBeUndefined();
  });

  it('tries the rest where images cannot be listed', async () => {
    const action = 'appstream:DescribeImages';
    const { of } = await check(probes({ [action]: denied(action) }));
    expect(of(action)).toEqual({ result: 'denied' });
    expect(of('appstream:DescribeImagePermissions')).toEqual({
      result: 'not-tried',
      reason: 'images-unknown',
    });
    expect(of('appstream:DescribeImageBuilders')).toEqual({ result: 'allowed' });
  });

  it.each<Problem>([
    { kind: 'throttled' },
    { kind: 'aws-fault' },
    { kind: 'permission-missing', action: 'kms:Decrypt' },
  ])('takes another problem for no denial: $kind', async (problem) => {
    const { of } = await check(probes({ 'appstream:DescribeFleets': failed(problem) }));
    expect(of('appstream:DescribeFleets')).toEqual({ result: 'problem', problem });
  });

  it.each<Problem>([
    { kind: 'expired' },
    { kind: 'credentials-refused' },
    { kind: 'clock-skew' },
    { kind: 'offline' },
  ])('fails where AWS cannot be asked: $kind', async (problem) => {
    for (const action of reads) {
      expect(await checkPermissions(probes({ [action]: failed(problem) }), [])).toEqual(
        failed(problem),
      );
    }
  });

  it('waits for nothing that does not depend on another attempt', async () => {
    const tried = probes();
    tried.findOwnImage.mockReturnValue(new Promise(() => {}));
    void checkPermissions(tried, []);
    expect(tried.anywhere['appstream:DescribeFleets']).toHaveBeenCalledOnce();
    expect(tried.anywhere['appstream:DescribeImageBuilders']).toHaveBeenCalledOnce();
  });

  it('says in sentences why something was not tried', () => {
    for (const reason of ['no-own-image', 'images-unknown', 'not-a-read'] as const) {
      expect(explainNotTried(reason)).toMatch(/^[A-Z].+\.$/);
    }
  });
});

const update = (at: number): Denial => ({ action: 'appstream:UpdateImagePermissions', at });

describe('a denial from before', () => {
  const other: Denial = { action: 'appstream:DeleteImagePermissions', at: noon };

  it('stands until the same action has succeeded', () => {
    expect(standing([update(noon), other], [])).toEqual([update(noon), other]);
    expect(standing([update(noon), other], [update(noon + 1)])).toEqual([other]);
  });

  it('that came after the last success stands', () => {
    expect(standing([update(noon)], [update(noon - 1)])).toEqual([update(noon)]);
    expect(standing([update(noon - 2), update(noon)], [update(noon - 1)])).toEqual([update(noon)]);
  });
});

describe('what the features lack', () => {
  const allowed = actionsOf(features).map((action): ActionResult => ({
    action,
    result: 'allowed',
  }));
  const but = (...changed: readonly ActionResult[]) =>
    allowed.map((each) => changed.find(({ action }) => action === each.action) ?? each);

  it('is nothing where everything is allowed or unknown', () => {
    const unknown: ActionResult = {
      action: 'appstream:UpdateImagePermissions',
      result: 'not-tried',
      reason: 'not-a-read',
    };
    for (const { lacking, statements } of missingFor(but(unknown), home)) {
      expect([...lacking, ...statements]).toEqual([]);
    }
  });

  it('is told for every feature that uses the action, with the statement to add', () => {
    const checks = missingFor(
      but(
        { action: 'appstream:DescribeImagePermissions', result: 'denied' },
        { action: 'appstream:DescribeFleets', result: 'denied' },
      ),
      home,
    );
    const lacking = checks.filter((each) => each.lacking.length > 0);
    expect(lacking.map(({ feature }) => feature.title)).toEqual([
      operations['images.shares'].title,
      operations['images.usage'].title,
      operations['sharing.plan'].title,
      operations['sharing.apply'].title,
      operations['lifecycle.plan'].title,
      operations['lifecycle.rest'].title,
      operations['lifecycle.copy'].title,
      operations['lifecycle.delete'].title,
      operations['clean-up.usage'].title,
    ]);
    expect(lacking[0]?.statements).toEqual([
      {
        Sid: 'Images',
        Effect: 'Allow',
        Action: ['appstream:DescribeImagePermissions'],
        Resource: [`arn:aws:appstream:us-east-1:${owner}:image/*`],
      },
    ]);
    expect(lacking[1]?.statements).toEqual([
      {
        Sid: 'AnyResource',
        Effect: 'Allow',
        Action: ['appstream:DescribeFleets'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] } },
      },
    ]);
  });

  it('has no statement for what a policy denies outright', () => {
    const denial = {
      action: 'appstream:DescribeFleets',
      result: 'denied',
      explicitDeny: true,
    } as const;
    const usage = missingFor(but(denial), home).find(
      ({ feature }) => feature.id === 'images.usage',
    );
    expect(usage).toMatchObject({ lacking: ['appstream:DescribeFleets'], statements: [] });
  });
});
