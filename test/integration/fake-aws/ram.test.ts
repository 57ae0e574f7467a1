import {
  AssociateResourceShareCommand,
  CreateResourceShareCommand,
  type CreateResourceShareCommandInput,
  DeleteResourceShareCommand,
  DisassociateResourceShareCommand,
  GetResourceSharesCommand,
  type GetResourceSharesCommandInput,
  PromoteResourceShareCreatedFromPolicyCommand,
  UpdateResourceShareCommand,
} from '@aws-sdk/client-ram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addResourceShare } from '../../aws/image-builder/shares';
import type { BuildRecord, ResourceShareRecord } from '../../aws/image-builder/records';
import { mutatingCalls } from '../../aws/log';
import { regionOf, type Region } from '../../aws/world';
import {
  customerAccount,
  ownerAccount,
  principalOf,
  sandboxAccount,
  units,
} from '../../support/scenarios';
import { failureOf, startFake, startOfTime, type Fake } from './harness';

let fake: Fake;
let region: Region;

const outsider = '999900001111';
const organization = `arn:aws:organizations::${ownerAccount}:organization/o-a1b2c3d4e5`;
const customers = `arn:aws:organizations::${ownerAccount}:ou/o-a1b2c3d4e5/${units.customers}`;
const image = `arn:aws:imagebuilder:us-east-1:${ownerAccount}:image/office/1.0.0/1`;
const component = `arn:aws:imagebuilder:us-east-1:${ownerAccount}:component/office/1.0.0/1`;

beforeEach(async () => {
  fake = await startFake({ builds: false });
  region = regionOf(fake.world, 'us-east-1');
  addBuild();
});

afterEach(() => fake.stop());

/** Puts the image into the world, with a policy if one is given. */
function addBuild(policy?: object): void {
  const build: BuildRecord = {
    arn: image,
    owner: ownerAccount,
    listedAt: startOfTime,
    state: { status: 'AVAILABLE' },
    workflowExecutions: [],
    packages: [],
    findings: [],
    ...(policy && { policy: JSON.stringify(policy) }),
  };
  region.imageBuilder.builds.set(image, build);
}

const create = async (input: Partial<CreateResourceShareCommandInput> = {}) =>
  (await fake.ram().send(new CreateResourceShareCommand({ name: 'office', ...input })))
    .resourceShare;
const shares = async (
  input: Partial<GetResourceSharesCommandInput> = {},
  account = ownerAccount,
) => {
  const command = new GetResourceSharesCommand({ resourceOwner: 'SELF', ...input });
  return (await fake.ram(account).send(command)).resourceShares;
};
const associate = (resourceShareArn: string, principals: string[], account = ownerAccount) =>
  fake.ram(account).send(new AssociateResourceShareCommand({ resourceShareArn, principals }));
const promote = (resourceShareArn: string) =>
  fake.ram().send(new PromoteResourceShareCreatedFromPolicyCommand({ resourceShareArn }));

const existing = (
  details: Partial<Parameters<typeof addResourceShare>[2]> = {},
): ResourceShareRecord => addResourceShare(region, ownerAccount, { name: 'office', ...details });

describe('a resource share', () => {
  it('is made with what it shares and with whom', async () => {
    const made = await create({
      resourceArns: [image, component],
      principals: [customerAccount, organization, customers, outsider],
      tags: [{ key: 'Team', value: 'Design' }],
    });
    expect(made).toEqual({
      resourceShareArn: expect.stringMatching(
        /^arn:aws:ram:us-east-1:111122223333:resource-share\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u,
      ),
      name: 'office',
      owningAccountId: ownerAccount,
      allowExternalPrincipals: true,
      status: 'ACTIVE',
      featureSet: 'STANDARD',
      tags: [{ key: 'Team', value: 'Design' }],
      creationTime: new Date(startOfTime),
      lastUpdatedTime: new Date(startOfTime),
    });
    expect(await shares()).toEqual([made]);
    const other = await create();
    expect(other?.resourceShareArn).not.toBe(made?.resourceShareArn);
  });

  it('is given another name and narrowed to its organization', async () => {
    const { resourceShareArn } = existing({ principals: [customerAccount] });
    fake.clock.advance(60_000);
    await fake.ram().send(
      new UpdateResourceShareCommand({
        resourceShareArn,
        name: 'new',
        allowExternalPrincipals: false,
      }),
    );
    expect(await shares()).toMatchObject([
      {
        name: 'new',
        allowExternalPrincipals: false,
        lastUpdatedTime: new Date(startOfTime + 60_000),
      },
    ]);
  });

  it('takes in principals and resources, and lets them go', async () => {
    const { resourceShareArn, ...share } = existing();
    const added = await fake.ram().send(
      new AssociateResourceShareCommand({
        resourceShareArn,
        principals: [outsider, customerAccount],
        resourceArns: [image],
      }),
    );
    const ofShare = { resourceShareArn, resourceShareName: 'office', status: 'ASSOCIATED' };
    expect(added.resourceShareAssociations).toMatchObject([
      { ...ofShare, associatedEntity: outsider, associationType: 'PRINCIPAL', external: true },
      { ...ofShare, associatedEntity: customerAccount, external: false },
      { ...ofShare, associatedEntity: image, associationType: 'RESOURCE', external: false },
    ]);
    const removed = await fake.ram().send(
      new DisassociateResourceShareCommand({
        resourceShareArn,
        principals: [outsider],
        resourceArns: [image],
      }),
    );
    expect(removed.resourceShareAssociations?.map(({ status }) => status)).toEqual([
      'DISASSOCIATED',
      'DISASSOCIATED',
    ]);
    expect([...share.principals]).toEqual([customerAccount]);
    expect(share.resourceArns.size).toBe(0);
  });

  it('stays when nobody is left in it', async () => {
    const { resourceShareArn } = existing({ principals: [customerAccount], resourceArns: [image] });
    const principals = [customerAccount];
    await fake.ram().send(new DisassociateResourceShareCommand({ resourceShareArn, principals }));
    expect(await shares()).toMatchObject([{ status: 'ACTIVE' }]);
    expect(await shares({ resourceOwner: 'OTHER-ACCOUNTS' }, customerAccount)).toEqual([]);
  });

  it('is told of after it was deleted, and cannot be changed any more', async () => {
    const share = existing({ principals: [customerAccount], resourceArns: [image] });
    const { resourceShareArn } = share;
    const answer = await fake.ram().send(new DeleteResourceShareCommand({ resourceShareArn }));
    expect(answer.returnValue).toBe(true);
    expect(await shares()).toMatchObject([{ resourceShareArn, status: 'DELETED' }]);
    expect(await shares({ resourceShareStatus: 'ACTIVE' })).toEqual([]);
    expect(await shares({ resourceOwner: 'OTHER-ACCOUNTS' }, customerAccount)).toEqual([]);
    expect([share.principals.size, share.resourceArns.size]).toEqual([0, 0]);
    const late = associate(resourceShareArn, [customerAccount]);
    expect((await failureOf(late)).name).toBe('UnknownResourceException');
  });

  it('counts as a change whatever is asked of it but lists', async () => {
    const { resourceShareArn } = existing({ featureSet: 'CREATED_FROM_POLICY' });
    await shares();
    await promote(resourceShareArn);
    await associate(resourceShareArn, [customerAccount]);
    expect(mutatingCalls(fake.server.log).map(({ operation }) => operation)).toEqual([
      'PromoteResourceShareCreatedFromPolicy',
      'AssociateResourceShare',
    ]);
  });
});

const policyOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

describe('a share that was made of a policy', () => {
  const actions = ['imagebuilder:ListImages', 'imagebuilder:GetImage'];
  const allow = { Effect: 'Allow', Principal: { AWS: [customerAccount] }, Resource: image };

  it('is seen by whom it is shared with once it is promoted, and then changed', async () => {
    addBuild(policyOf({ ...allow, Action: actions }));
    const { resourceShareArn } = existing({
      featureSet: 'CREATED_FROM_POLICY',
      resourceArns: [image],
      principals: [customerAccount],
    });
    const seen = () => shares({ resourceOwner: 'OTHER-ACCOUNTS' }, customerAccount);
    expect(await shares()).toMatchObject([{ featureSet: 'CREATED_FROM_POLICY' }]);
    expect(await seen()).toEqual([]);
    expect(await failureOf(associate(resourceShareArn, [sandboxAccount]))).toMatchObject({
      name: 'OperationNotPermittedException',
      status: 400,
    });
    expect((await promote(resourceShareArn)).returnValue).toBe(true);
    expect(await seen()).toMatchObject([{ resourceShareArn, featureSet: 'STANDARD' }]);
    await associate(resourceShareArn, [sandboxAccount]);
    expect((await failureOf(promote(resourceShareArn))).name).toBe('InvalidParameterException');
  });

  it.each([
    ['more than RAM does', [{ ...allow, Action: [...actions, 'imagebuilder:DeleteImage'] }]],
    ['less', [{ ...allow, Action: 'imagebuilder:GetImage' }]],
    [
      'not everything',
      [
        { ...allow, Action: actions },
        { ...allow, Action: actions, Effect: 'Deny' },
      ],
    ],
  ])('is not promoted when the policy allows %s', async (_, statements) => {
    addBuild(policyOf(...statements));
    const share = existing({ featureSet: 'CREATED_FROM_POLICY', resourceArns: [image] });
    expect(await failureOf(promote(share.resourceShareArn))).toMatchObject({
      name: 'UnmatchedPolicyPermissionException',
      status: 400,
    });
    expect(share.featureSet).toBe('CREATED_FROM_POLICY');
  });
});

describe('a client token', () => {
  it('makes a call once, gives its answer again, and belongs to one account', async () => {
    const input = { clientToken: 't-1', principals: [customerAccount] };
    const first = await create(input);
    expect(await create(input)).toEqual(first);
    expect(await shares()).toHaveLength(1);
    const command = new CreateResourceShareCommand({ name: 'other', clientToken: 't-1' });
    expect(await fake.ram(customerAccount).send(command)).toMatchObject({
      clientToken: 't-1',
      resourceShare: { owningAccountId: customerAccount },
    });
  });

  it('is refused with another call, and free after a call that was refused', async () => {
    await create({ clientToken: 't-1' });
    expect(await failureOf(create({ clientToken: 't-1', name: 'other' }))).toMatchObject({
      name: 'IdempotentParameterMismatchException',
      status: 400,
    });
    expect((await failureOf(create({ clientToken: 't-2', principals: ['x'] }))).name).toBe(
      'InvalidParameterException',
    );
    await create({ clientToken: 't-2' });
    expect(await shares()).toHaveLength(2);
  });
});

describe('a refusal', () => {
  it.each([
    ['o-a1b2c3d4e5', 'InvalidParameterException', 'Principal ID o-a1b2c3d4e5 is malformed'],
    ['12', 'InvalidParameterException', 'Principal ID 12 is malformed'],
    [
      `arn:aws:iam::${customerAccount}:role/x`,
      'InvalidParameterException',
      'is malformed. Verify the ID and try again.',
    ],
    [
      organization.replace('o-a1b2c3d4e5', 'o-zzzzzzzzzz'),
      'UnknownResourceException',
      'Organization o-zzzzzzzzzz could not be found.',
    ],
    [
      customers.replace('o-a1b2c3d4e5', 'o-zzzzzzzzzz'),
      'UnknownResourceException',
      `OrganizationalUnit ${units.customers} in unknown organization could not be found.`,
    ],
    [`${customers}x`, 'UnknownResourceException', 'could not be found.'],
  ])('meets the principal %s', async (principal, name, message) => {
    const { resourceShareArn, principals } = existing();
    const refused = await failureOf(associate(resourceShareArn, [customerAccount, principal]));
    expect(refused).toMatchObject({ name, status: 400 });
    expect(refused.message).toContain(message);
    expect(principals.size).toBe(0);
    expect((await failureOf(create({ principals: [principal] }))).name).toBe(name);
  });

  it('meets accounts outside of the organization, where a share does not allow them', async () => {
    const within = { name: 'OperationNotPermittedException', status: 400 };
    const wanted = { allowExternalPrincipals: false, principals: [outsider] };
    expect(await failureOf(create(wanted))).toMatchObject(within);
    const share = existing({ allowExternalPrincipals: false });
    expect(await failureOf(associate(share.resourceShareArn, [outsider]))).toMatchObject(within);
    await associate(share.resourceShareArn, [customerAccount, customers, organization]);
    const open = existing({ principals: [outsider] });
    const narrow = new UpdateResourceShareCommand({
      resourceShareArn: open.resourceShareArn,
      name: 'narrow',
      allowExternalPrincipals: false,
    });
    expect(await failureOf(fake.ram().send(narrow))).toMatchObject(within);
    expect(open).toMatchObject({ name: 'office', allowExternalPrincipals: true });
  });

  it('does not meet an account that is in no organization, whatever its share allows', async () => {
    const [company = expect.fail()] = fake.world.organizations;
    company.members.delete(ownerAccount);
    const made = await create({ allowExternalPrincipals: false, principals: [outsider] });
    expect(made?.status).toBe('ACTIVE');
  });

  it.each([
    ['office', 'MalformedArnException', 'The specified resource ARN office is not valid.'],
    [
      `arn:aws:ec2:us-east-1:${ownerAccount}:image/ami-1`,
      'MalformedArnException',
      'You cannot share the selected resource type.',
    ],
    [
      image.replace(ownerAccount, customerAccount),
      'OperationNotPermittedException',
      'which your account does not own',
    ],
    [image.replace('/1', '/2'), 'UnknownResourceException', 'could not be found.'],
    [component.replace('us-east-1', 'eu-west-1'), 'UnknownResourceException', 'could not be found'],
  ])('meets the resource %s', async (arn, name, message) => {
    const refused = await failureOf(create({ resourceArns: [image, arn] }));
    expect(refused).toMatchObject({ name, status: 400 });
    expect(refused.message).toContain(message);
    expect(await shares()).toEqual([]);
  });

  it('meets more than a hundred resources', async () => {
    const resourceArns = Array.from({ length: 101 }, () => component);
    const refused = await failureOf(create({ resourceArns }));
    expect(refused.name).toBe('ResourceShareLimitExceededException');
    await create({ resourceArns: resourceArns.slice(1) });
  });

  it('meets shares that are not there, are another one’s, or are none', async () => {
    const { resourceShareArn } = existing({ principals: [customerAccount] });
    const gone = resourceShareArn.replace(/.{12}$/u, '000000000000');
    const calls = [
      [resourceShareArn, customerAccount, 'UnknownResourceException'],
      [gone, ownerAccount, 'UnknownResourceException'],
      [`${resourceShareArn}_`, ownerAccount, 'MalformedArnException'],
    ] as const;
    for (const [arn, account, name] of calls) {
      expect(await failureOf(associate(arn, [customerAccount], account))).toMatchObject({ name });
    }
    expect(await failureOf(promote(gone))).toMatchObject({ name: 'UnknownResourceException' });
  });

  it('meets a call about nothing', async () => {
    const { resourceShareArn } = existing();
    const refused = await failureOf(associate(resourceShareArn, []));
    expect(refused.name).toBe('InvalidParameterException');
  });

  it('meets who may not', async () => {
    principalOf(fake.world, ownerAccount).deniedActions.add('ram:CreateResourceShare');
    expect(await failureOf(create())).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: ram:CreateResourceShare'),
      status: 403,
    });
  });

  it('meets who asks too fast, and a service that is down', async () => {
    fake.server.faults.add({ kind: 'throttle', form: 'ThrottlingException', service: 'ram' });
    expect(await failureOf(shares())).toMatchObject({ name: 'ThrottlingException', status: 429 });
    fake.server.faults.add({ kind: 'server-error', status: 503, service: 'ram' });
    expect(await failureOf(shares())).toMatchObject({ name: 'ServiceUnavailable', status: 503 });
  });
});
