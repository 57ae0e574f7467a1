import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regions } from '@/lib/aws/regions';
import { factsOf, iamActions, type ActionResource, type IamAction } from '@/lib/operations/actions';
import { iamRoles, type IamRole } from '@/lib/operations/contract';
import { operations, type OperationId } from '@/lib/operations/registry';
import { explainNote, roleDescriptions, roleNames } from '@/lib/permissions/explain';
import { features, featuresFor, featuresOf } from '@/lib/permissions/features';
import {
  managedPolicyLimit,
  policiesFor,
  policyOf,
  policySize,
  printPolicy,
  type ImageChoice,
  type PolicyTarget,
} from '@/lib/permissions/policy';
import { accountIds, friend, imageNames, owner, present, stranger } from '../support/values';
import { allowing, type Request } from './evaluate';

const everything: ReadonlySet<OperationId> = new Set(features.map(({ id }) => id));
const served = regions.filter(({ appstream }) => appstream);

const imageIn = (target: PolicyTarget, region: string, name: string, account = target.account) =>
  `arn:${target.partition}:appstream:${region}:${account}:image/${name}`;

const target: PolicyTarget = {
  partition: 'aws',
  account: owner,
  regions: ['us-east-1', 'eu-west-1'],
  images: { by: 'all' },
};

const targets: fc.Arbitrary<PolicyTarget> = fc
  .record({ partition: fc.constantFrom('aws', 'aws-us-gov'), account: accountIds })
  .chain((place) =>
    fc
      .uniqueArray(
        fc.constantFrom(
          ...served.filter((each) => each.partition === place.partition).map(({ code }) => code),
        ),
        { minLength: 1, maxLength: 4 },
      )
      .chain((codes) => {
        const arn = fc
          .tuple(fc.constantFrom(...codes), imageNames)
          .map(
            ([code, name]) =>
              `arn:${place.partition}:appstream:${code}:${place.account}:image/${name}`,
          );
        const images: fc.Arbitrary<ImageChoice> = fc.oneof(
          fc.constant({ by: 'all' } as const),
          fc.record({
            by: fc.constant('arn' as const),
            arns: fc.array(arn, { minLength: 1, maxLength: 5 }),
          }),
          fc.record({
            by: fc.constant('tag' as const),
            key: fc.stringMatching(/^[A-Za-z0-9_:-]{1,20}$/),
            value: fc.stringMatching(/^[A-Za-z0-9_ :-]{0,20}$/),
          }),
        );
        return images.map((choice) => ({ ...place, regions: codes, images: choice }));
      }),
  );

const picks = fc.subarray([...everything]).map((ids) => new Set(ids));

const documentOf = (role: IamRole, picked: ReadonlySet<OperationId>, at: PolicyTarget) =>
  policiesFor(picked, at).find((each) => each.role === role)?.document;

const printed = (role: IamRole, picked: ReadonlySet<OperationId>, at: PolicyTarget) =>
  printPolicy(present(documentOf(role, picked, at)));

const isOfOrganization = (action: IamAction) => action.startsWith('organizations:');

/** A resource of each type but AppStream's images, which the target may pick one by one. */
const resourcesOf: Partial<
  Readonly<Record<ActionResource, (at: PolicyTarget, region: string) => string>>
> = {
  'image-builder': ({ partition, account }, region) =>
    `arn:${partition}:appstream:${region}:${account}:image-builder/office`,
  'image-and-builder': ({ partition, account }, region) =>
    `arn:${partition}:appstream:${region}:${account}:image-builder/office`,
  'image-or-builder': ({ partition, account }, region) =>
    `arn:${partition}:appstream:${region}:${account}:image-builder/office`,
  tagged: ({ partition, account }, region) =>
    `arn:${partition}:appstream:${region}:${account}:image-builder/office`,
  fleet: ({ partition, account }, region) =>
    `arn:${partition}:appstream:${region}:${account}:fleet/office`,
  build: ({ partition, account }, region) =>
    `arn:${partition}:imagebuilder:${region}:${account}:image/office/1.0.1/2`,
  pipeline: ({ partition, account }, region) =>
    `arn:${partition}:imagebuilder:${region}:${account}:image-pipeline/office`,
  distribution: ({ partition, account }, region) =>
    `arn:${partition}:imagebuilder:${region}:${account}:distribution-configuration/office`,
  recipe: ({ partition, account }, region) =>
    `arn:${partition}:imagebuilder:${region}:${account}:image-recipe/office/1.0.2`,
  'new-build': ({ partition, account }, region) =>
    `arn:${partition}:imagebuilder:${region}:${account}:image/office/1.0.2/1`,
  'new-of-builder': ({ partition, account }, region) =>
    `arn:${partition}:imagebuilder:${region}:${account}:image-recipe/office/1.0.2`,
  component: ({ partition }, region) =>
    `arn:${partition}:imagebuilder:${region}:aws:component/update-linux/1.0.2/1`,
  infrastructure: ({ partition, account }, region) =>
    `arn:${partition}:imagebuilder:${region}:${account}:infrastructure-configuration/office`,
  'build-or-pipeline': ({ partition, account }, region) =>
    `arn:${partition}:imagebuilder:${region}:${account}:image-pipeline/office`,
  workflow: ({ partition, account }, region) =>
    `arn:${partition}:imagebuilder:${region}:${account}:workflow-execution/wf-1`,
  step: ({ partition, account }, region) =>
    `arn:${partition}:imagebuilder:${region}:${account}:workflow-step-execution/step-1`,
  ami: ({ partition }, region) => `arn:${partition}:ec2:${region}::image/ami-1`,
  'resource-share': ({ partition, account }, region) =>
    `arn:${partition}:ram:${region}:${account}:resource-share/1`,
  role: ({ partition, account }) => `arn:${partition}:iam::${account}:role/Admin`,
  'passed-role': ({ partition, account }) => `arn:${partition}:iam::${account}:role/Lifecycle`,
};

/** The Sid of the statement about each type of resource, and whether a tag picks among them. */
const statementsBy: Readonly<
  Record<Exclude<ActionResource, 'none' | 'image'>, readonly [string, boolean]>
> = {
  'image-builder': ['ImageBuilders', false],
  'image-and-builder': ['ImagesAndImageBuilders', false],
  'image-or-builder': ['SoftwareOfImages', false],
  fleet: ['Fleets', false],
  tagged: ['TagsOfImages', false],
  build: ['Builds', true],
  pipeline: ['Pipelines', true],
  distribution: ['DistributionSettings', true],
  recipe: ['Recipes', false],
  'new-build': ['NewBuilds', false],
  'new-of-builder': ['TagsOfClones', false],
  component: ['Components', false],
  infrastructure: ['InfrastructureConfigurations', false],
  'build-or-pipeline': ['BuildFindings', true],
  workflow: ['Workflows', false],
  step: ['WorkflowSteps', false],
  ami: ['Amis', false],
  'resource-share': ['ResourceShares', false],
  role: ['Roles', false],
  'passed-role': ['PassedRoles', false],
  unit: ['OrganizationUnits', false],
};

/** A request that the target is about. */
function within(at: PolicyTarget, action: IamAction): Request {
  const [region = ''] = at.regions;
  if (factsOf(action).resource === 'none') return { action, resource: '*', region };
  if (factsOf(action).resource === 'unit') {
    const resource = `arn:${at.partition}:organizations::${stranger}:ou/o-a1b2c3d4e5/ou-a1b2-12345678`;
    return { action, resource, region };
  }
  const { images } = at;
  const other = resourcesOf[factsOf(action).resource]?.(at, region);
  if (other !== undefined) {
    const tags = images.by === 'tag' && { tags: { [images.key]: images.value } };
    return { action, resource: other, region, ...tags };
  }
  switch (images.by) {
    case 'all':
      return { action, resource: imageIn(at, region, 'office'), region };
    case 'arn': {
      const resource = images.arns[0] ?? '';
      return { action, resource, region: resource.split(':')[3] ?? '' };
    }
    case 'tag':
      return {
        action,
        resource: imageIn(at, region, 'office'),
        region,
        tags: { [images.key]: images.value },
      };
  }
}

/** The Sid of the one statement that an action belongs into. */
function statementFor(at: PolicyTarget, action: IamAction): string {
  const { resource, resourceTag } = factsOf(action);
  if (resource === 'none') return isOfOrganization(action) ? 'Organization' : 'AnyResource';
  const [sid, picked] = resource === 'image' ? ['Images', true] : statementsBy[resource];
  return at.images.by === 'tag' && picked && resourceTag ? `Tagged${sid}` : sid;
}

describe('a generated policy', () => {
  it('allows the actions of its features, each by one statement, and no other action', () => {
    fc.assert(
      fc.property(targets, picks, fc.constantFrom(...iamRoles), (at, picked, role) => {
        const document = documentOf(role, picked, at);
        const wanted = new Set(
          featuresFor(role, picked)
            .flatMap(({ id }): readonly IamAction[] => operations[id].actions)
            .filter((action) => !factsOf(action).noPermissionNeeded),
        );
        expect(document !== undefined).toBe(wanted.size > 0);
        if (!document) return;
        for (const action of Object.keys(iamActions) as IamAction[]) {
          expect(allowing(printPolicy(document), within(at, action)), action).toEqual(
            wanted.has(action) ? [statementFor(at, action)] : [],
          );
        }
      }),
    );
  });

  it('allows nothing in another Region, account or partition', () => {
    fc.assert(
      fc.property(targets, accountIds, (at, account) => {
        const text = printed('sharer', everything, at);
        const elsewhere = present(regions.find(({ code }) => !at.regions.includes(code))).code;
        const tags = at.images.by === 'tag' ? { [at.images.key]: at.images.value } : {};
        const [region = ''] = at.regions;
        for (const action of Object.keys(iamActions) as IamAction[]) {
          const { resource: type } = factsOf(action);
          // Its one endpoint may be in none of the Regions, and its units in the management account.
          if (type === 'none' && isOfOrganization(action)) continue;
          const foreign =
            type === 'none'
              ? [{ resource: '*', region: elsewhere }]
              : [
                  { resource: imageIn(at, elsewhere, 'office'), region: elsewhere },
                  ...(account === at.account
                    ? []
                    : [{ resource: imageIn(at, region, 'office', account), region }]),
                  {
                    resource: imageIn(at, region, 'office').replace(/^arn:[a-z-]+/, 'arn:aws-cn'),
                    region,
                  },
                  { resource: imageIn(at, region, 'office').replace(':image/', ':fleet/'), region },
                ];
          const other = resourcesOf[type]?.(at, elsewhere);
          if (other?.includes(elsewhere)) foreign.push({ resource: other, region: elsewhere });
          for (const request of foreign) {
            expect(allowing(text, { action, tags, ...request }), action).toEqual([]);
          }
        }
      }),
    );
  });

  it('about some ARNs allows no change of another image', () => {
    const chosen = imageIn(target, 'us-east-1', 'office');
    const text = printed('sharer', everything, {
      ...target,
      images: { by: 'arn', arns: [chosen] },
    });
    const action = 'appstream:UpdateImagePermissions';
    expect(allowing(text, { action, resource: chosen, region: 'us-east-1' })).toEqual(['Images']);
    for (const resource of [`${chosen}-2`, imageIn(target, 'eu-west-1', 'office')]) {
      expect(allowing(text, { action, resource, region: 'us-east-1' })).toEqual([]);
    }
  });

  it('about a tag allows no change of an image without it, or with another value', () => {
    const images = { by: 'tag', key: 'shareable', value: 'true' } as const;
    const text = printed('sharer', everything, { ...target, images });
    const request = {
      action: 'appstream:DeleteImagePermissions',
      resource: imageIn(target, 'us-east-1', 'office'),
      region: 'us-east-1',
    };
    expect(allowing(text, { ...request, tags: { shareable: 'true' } })).toEqual(['TaggedImages']);
    for (const tags of [{}, { shareable: 'false' }, { shareable: '' }, { other: 'true' }]) {
      expect(allowing(text, { ...request, tags })).toEqual([]);
    }
  });

  it('is well formed: version, unique Sids, ARNs of the form that AWS lists', () => {
    fc.assert(
      fc.property(targets, picks, (at, picked) => {
        for (const { document } of policiesFor(picked, at)) {
          if (!document) continue;
          expect(JSON.parse(printPolicy(document))).toEqual(document);
          expect(document.Version).toBe('2012-10-17');
          const ids = document.Statement.map(({ Sid }) => Sid);
          expect(new Set(ids).size).toBe(ids.length);
          for (const { Sid, Effect, Action, Resource } of document.Statement) {
            expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
            expect(Effect).toBe('Allow');
            expect(Action.length).toBeGreaterThan(0);
            if (Resource === '*') continue;
            for (const arn of Resource) {
              expect(arn).toMatch(
                /^arn:aws(?:-us-gov|-cn)?:(?:appstream:[a-z0-9-]+:\*:image\/\*|appstream:[a-z0-9-]+:\d{12}:(?:(?:image-builder|fleet)\/\*|image\/(?:\*|[a-zA-Z0-9][a-zA-Z0-9_.-]*))|imagebuilder:[a-z0-9-]+:\*:component\/\*|imagebuilder:[a-z0-9-]+:\d{12}:(?:image|image-recipe|image-pipeline|infrastructure-configuration|distribution-configuration|workflow-execution|workflow-step-execution)\/\*|ec2:[a-z0-9-]+::image\/\*|ram:[a-z0-9-]+:\d{12}:resource-share\/\*|iam::\d{12}:role\/\*|organizations::\*:(?:root|ou)\/\*)$/,
              );
            }
          }
        }
      }),
    );
  });

  it('names the IAM roles that may be assumed, and only for assuming them', () => {
    const roles = [`arn:aws:iam::${friend}:role/ImageDesk`];
    const { Statement } = policyOf(['sts:AssumeRole', 'sts:GetCallerIdentity'], {
      ...target,
      roles,
    });
    expect(Statement).toEqual([
      { Sid: 'Roles', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: roles },
    ]);
  });
});

describe('a policy about an organization', () => {
  const document = policyOf(
    operations['organizations.accounts'].actions.concat('organizations:ListRoots'),
    target,
  );
  const unit = 'organizations::111122223333:ou/o-a1b2c3d4e5/ou-a1b2-12345678';
  const root = 'organizations::111122223333:root/o-a1b2c3d4e5/r-a1b2';

  it('allows listing it wherever its endpoint is', () => {
    expect(document.Statement).toEqual([
      {
        Sid: 'Organization',
        Effect: 'Allow',
        Action: ['organizations:ListAccounts', 'organizations:ListRoots'],
        Resource: '*',
      },
      {
        Sid: 'OrganizationUnits',
        Effect: 'Allow',
        Action: [
          'organizations:ListOrganizationalUnitsForParent',
          'organizations:ListAccountsForParent',
        ],
        Resource: ['arn:aws:organizations::*:root/*', 'arn:aws:organizations::*:ou/*'],
      },
    ]);
  });

  it.each([
    [`arn:aws:${unit}`, true],
    [`arn:aws:${root}`, true],
    [`arn:aws-us-gov:${unit}`, false],
    ['arn:aws:organizations::111122223333:account/o-a1b2c3d4e5/444455556666', false],
  ])('reads what is in %s: %s', (resource, allowed) => {
    const action = 'organizations:ListAccountsForParent';
    const request = { action, resource, region: 'us-east-1' };
    expect(allowing(printPolicy(document), request)).toEqual(allowed ? ['OrganizationUnits'] : []);
  });
});

describe('the policies of the roles', () => {
  it('read as they are to be pasted', () => {
    const images = { by: 'tag', key: 'shareable', value: 'true' } as const;
    const picked = new Set<OperationId>(['images.tags', 'sharing.apply']);
    const at = { ...target, images };
    expect(documentOf('viewer', picked, at)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AnyResource',
          Effect: 'Allow',
          Action: ['appstream:ListTagsForResource'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } },
        },
      ],
    });
    expect(documentOf('sharer', picked, at)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AnyResource',
          Effect: 'Allow',
          Action: ['appstream:DescribeImages', 'appstream:ListTagsForResource'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } },
        },
        {
          Sid: 'TaggedImages',
          Effect: 'Allow',
          Action: [
            'appstream:DescribeImagePermissions',
            'appstream:UpdateImagePermissions',
            'appstream:DeleteImagePermissions',
          ],
          Resource: [
            `arn:aws:appstream:us-east-1:${owner}:image/*`,
            `arn:aws:appstream:eu-west-1:${owner}:image/*`,
          ],
          Condition: { StringEquals: { 'aws:ResourceTag/shareable': 'true' } },
        },
      ],
    });
  });

  it('let a viewer change nothing', () => {
    const actions = present(documentOf('viewer', everything, target)).Statement.flatMap(
      ({ Action }) => Action,
    );
    expect(actions.length).toBeGreaterThan(0);
    // Assuming a role changes nothing; what the role may do is the role's own policy.
    for (const action of actions.filter((each) => each !== 'sts:AssumeRole')) {
      expect(factsOf(action).accessLevel).toMatch(/^(?:List|Read)$/);
    }
  });

  it('are each enough: a sharer has what a viewer has, and what sharing starts from', () => {
    fc.assert(
      fc.property(picks, (picked) => {
        const ids = (role: IamRole) => featuresFor(role, picked).map(({ id }) => id);
        if (ids('sharer').length === 0) return;
        expect(ids('sharer')).toEqual(expect.arrayContaining(ids('viewer')));
        expect(ids('sharer')).toEqual(
          expect.arrayContaining(['images.list', 'images.get', 'images.shares', 'sharing.plan']),
        );
      }),
    );
  });

  it('are absent where nothing of the role is picked, or the version has nothing for it', () => {
    const viewing = new Set<OperationId>(['images.list']);
    expect(policiesFor(viewing, target).map(({ role, document }) => [role, !!document])).toEqual([
      ['viewer', true],
      ['sharer', false],
      ['cloner', false],
      ['builder', false],
    ]);
    expect(policiesFor(new Set(), target).every(({ document }) => !document)).toBe(true);
    expect(featuresOf('viewer').length * featuresOf('sharer').length).toBeGreaterThan(0);
  });
});

const notesOf = (role: IamRole, picked: readonly OperationId[], images: ImageChoice) =>
  policiesFor(new Set(picked), { ...target, images }).find((each) => each.role === role)?.notes;

/** The viewer's policy about one ARN of a length, as no real one is. */
const policyWith = (length: number) => {
  const arns = ['a'.repeat(length)];
  const [policy] = policiesFor(new Set(['images.shares']), {
    ...target,
    images: { by: 'arn', arns },
  });
  return present(policy);
};

describe('the notes on a policy', () => {
  it('say what IAM cannot do, only where it matters', () => {
    const all = { by: 'all' } as const;
    expect(notesOf('viewer', ['images.list'], all)).toEqual(['lists-everything']);
    expect(notesOf('viewer', ['images.shares'], all)).toEqual([]);
    expect(notesOf('viewer', ['images.tags'], all)).toEqual(['reads-all-tags']);
    expect(notesOf('sharer', ['sharing.apply'], all)).toEqual(['any-account', 'lists-everything']);
    expect(notesOf('sharer', ['organizations.units'], all)).toEqual([
      'lists-everything',
      'lists-organization',
    ]);
    expect(notesOf('viewer', ['images.shares'], { by: 'tag', key: 'a', value: 'b' })).toEqual([
      'tags-decide',
    ]);
  });

  it('warn of a policy that is longer than IAM takes, from the first character on', () => {
    const spare = managedPolicyLimit - policySize(present(policyWith(0).document));
    expect(policySize(present(policyWith(spare).document))).toBe(6144);
    expect(policyWith(spare).notes).not.toContain('too-long');
    expect(policyWith(spare + 1).notes).toContain('too-long');
  });

  it('do not count white space, as IAM does not', () => {
    const images = { by: 'tag', key: 'a b', value: '' } as const;
    const document = policyOf(['appstream:UpdateImagePermissions'], {
      ...target,
      account: stranger,
      images,
    });
    expect(policySize(document)).toBe(printPolicy(document).replaceAll(/\s/g, '').length);
  });

  it('are sentences', () => {
    const notes = [
      'any-account',
      'lists-everything',
      'lists-organization',
      'reads-all-tags',
      'tags-decide',
      'too-long',
    ] as const;
    for (const note of notes) expect(explainNote(note)).toMatch(/^[A-Z].+\.$/);
    for (const role of iamRoles) {
      expect(roleDescriptions[role]).toMatch(/^[A-Z].+\.$/);
      expect(roleNames[role]).toMatch(/^[A-Z][a-z]+$/);
    }
  });
});
