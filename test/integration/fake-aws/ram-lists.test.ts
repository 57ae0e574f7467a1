import {
  GetResourceShareAssociationsCommand,
  type GetResourceShareAssociationsCommandInput,
  GetResourceSharesCommand,
  type GetResourceSharesCommandInput,
  ListPrincipalsCommand,
  type ListPrincipalsCommandInput,
  ListResourcesCommand,
  type ListResourcesCommandInput,
  paginateGetResourceShares,
} from '@aws-sdk/client-ram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResourceShareRecord } from '../../aws/image-builder/records';
import { addResourceShare } from '../../aws/image-builder/shares';
import { regionOf, type Region } from '../../aws/world';
import { customerAccount, ownerAccount, sandboxAccount, units } from '../../support/scenarios';
import { failureOf, startFake, type Fake } from './harness';

let fake: Fake;
let region: Region;
let office: ResourceShareRecord;
let kiosk: ResourceShareRecord;

const outsider = '999900001111';
const organization = `arn:aws:organizations::${ownerAccount}:organization/o-a1b2c3d4e5`;
const customers = `arn:aws:organizations::${ownerAccount}:ou/o-a1b2c3d4e5/${units.customers}`;
const arnOf = (kind: string) => `arn:aws:imagebuilder:us-east-1:${ownerAccount}:${kind}/x/1.0.0/1`;
const image = arnOf('image');
const component = arnOf('component');

beforeEach(async () => {
  fake = await startFake({ builds: false });
  region = regionOf(fake.world, 'us-east-1');
  office = addResourceShare(region, ownerAccount, {
    name: 'office',
    tags: [{ key: 'Team', value: 'Design' }],
    resourceArns: [image, component],
    principals: [customerAccount, outsider],
  });
  kiosk = addResourceShare(region, ownerAccount, {
    name: 'kiosk',
    resourceArns: [arnOf('image-recipe')],
    principals: [customers],
  });
});

afterEach(() => fake.stop());

type Given<Input> = Partial<Input>;

const shares = async (input: Given<GetResourceSharesCommandInput> = {}, account = ownerAccount) => {
  const command = new GetResourceSharesCommand({ resourceOwner: 'SELF', ...input });
  const { resourceShares = [] } = await fake.ram(account).send(command);
  return resourceShares.map(({ name = '' }) => name).toSorted();
};
const associations = async (input: Given<GetResourceShareAssociationsCommandInput>) => {
  const command = new GetResourceShareAssociationsCommand({
    associationType: 'PRINCIPAL',
    ...input,
  });
  const { resourceShareAssociations = [] } = await fake.ram().send(command);
  return resourceShareAssociations.map(({ associatedEntity = '' }) => associatedEntity).toSorted();
};
const principals = async (input: Given<ListPrincipalsCommandInput> = {}, account = ownerAccount) =>
  (await fake.ram(account).send(new ListPrincipalsCommand({ resourceOwner: 'SELF', ...input })))
    .principals ?? [];
const resources = async (input: Given<ListResourcesCommandInput> = {}, account = ownerAccount) =>
  (await fake.ram(account).send(new ListResourcesCommand({ resourceOwner: 'SELF', ...input })))
    .resources ?? [];

describe('shares', () => {
  it('are listed to their owner, by name, tag, status and ARN', async () => {
    expect(await shares()).toEqual(['kiosk', 'office']);
    expect(await shares({ name: 'kiosk' })).toEqual(['kiosk']);
    expect(await shares({ tagFilters: [{ tagKey: 'Team' }] })).toEqual(['office']);
    expect(
      await shares({ tagFilters: [{ tagKey: 'Team', tagValues: ['Sales', 'Design'] }] }),
    ).toEqual(['office']);
    expect(await shares({ tagFilters: [{ tagKey: 'Team', tagValues: ['Sales'] }] })).toEqual([]);
    expect(await shares({ resourceShareStatus: 'PENDING' })).toEqual([]);
    expect(await shares({ resourceShareArns: [office.resourceShareArn] })).toEqual(['office']);
  });

  it('are seen by accounts, by those of a unit and of an organization, and by nobody else', async () => {
    const resourceOwner = 'OTHER-ACCOUNTS';
    expect(await shares({ resourceOwner }, customerAccount)).toEqual(['kiosk', 'office']);
    expect(await shares({ resourceOwner })).toEqual([]);
    expect(await shares({}, customerAccount)).toEqual([]);
    kiosk.principals.clear();
    kiosk.principals.add(organization);
    expect(await shares({ resourceOwner }, customerAccount)).toEqual(['kiosk', 'office']);
    expect(await shares({ resourceOwner })).toEqual([]);
  });

  it('come in pages, of which some are empty', async () => {
    addResourceShare(region, ownerAccount, { name: 'third' });
    fake.server.faults.add({ kind: 'empty-page', service: 'ram' });
    const sizes = [];
    const pages = paginateGetResourceShares(
      { client: fake.ram(), pageSize: 2 },
      { resourceOwner: 'SELF' },
    );
    for await (const { resourceShares } of pages) sizes.push(resourceShares?.length);
    expect(sizes).toEqual([0, 2, 1]);
  });

  it('that are not there are refused, and so are ARNs and tokens that are none', async () => {
    const nameOf = async (input: Given<GetResourceSharesCommandInput>) =>
      (await failureOf(shares(input))).name;
    const gone = office.resourceShareArn.replace(/.{12}$/u, '000000000000');
    expect(await failureOf(shares({ resourceShareArns: [gone] }))).toEqual({
      name: 'UnknownResourceException',
      message: `ResourceShare ${gone} could not be found.`,
      status: 400,
    });
    expect(await nameOf({ resourceShareArns: ['office'] })).toBe('MalformedArnException');
    expect(await nameOf({ nextToken: 'x' })).toBe('InvalidNextTokenException');
    expect(await nameOf({ maxResults: 501 })).toBe('InvalidParameterException');
  });
});

describe('associations', () => {
  it('are of principals or of resources, of some shares or all', async () => {
    expect(await associations({})).toEqual([customerAccount, outsider, customers].toSorted());
    expect(await associations({ associationType: 'RESOURCE' })).toHaveLength(3);
    expect(await associations({ resourceShareArns: [kiosk.resourceShareArn] })).toEqual([
      customers,
    ]);
    expect(await associations({ principal: outsider })).toEqual([outsider]);
    expect(await associations({ associationType: 'RESOURCE', resourceArn: image })).toEqual([
      image,
    ]);
    expect(await associations({ associationStatus: 'FAILED' })).toEqual([]);
  });

  it('are not of one kind and filtered by the other', async () => {
    for (const input of [
      { associationType: 'PRINCIPAL', resourceArn: image },
      { associationType: 'RESOURCE', principal: outsider },
    ] as const) {
      expect((await failureOf(associations(input))).name).toBe('InvalidParameterException');
    }
  });
});

describe('principals', () => {
  it('are those whom an account shares with', async () => {
    expect(await principals()).toMatchObject(
      [
        { id: customerAccount, external: false, share: office },
        { id: outsider, external: true, share: office },
        { id: customers, external: false, share: kiosk },
      ]
        .map(({ share, ...principal }) => ({
          ...principal,
          resourceShareArn: share.resourceShareArn,
        }))
        .toSorted((one, other) =>
          `${one.resourceShareArn} ${one.id}` < `${other.resourceShareArn} ${other.id}` ? -1 : 1,
        ),
    );
    expect(await principals({ resourceArn: image })).toHaveLength(2);
    expect(await principals({ resourceType: 'imagebuilder:imagerecipe' })).toMatchObject([
      { id: customers },
    ]);
    expect(await principals({ principals: [outsider, sandboxAccount] })).toHaveLength(1);
  });

  it('are the owners of what is shared with an account', async () => {
    const resourceOwner = 'OTHER-ACCOUNTS';
    expect(await principals({ resourceOwner }, customerAccount)).toMatchObject([
      { id: ownerAccount, external: false },
      { id: ownerAccount, external: false },
    ]);
    for (const { principals: names } of [office, kiosk]) names.clear();
    expect(await principals({ resourceOwner }, customerAccount)).toEqual([]);
  });
});

describe('resources', () => {
  it('are those that an account shares, by kind, ARN, principal and scope', async () => {
    const arns = async (input: Given<ListResourcesCommandInput>) =>
      (await resources(input)).map(({ arn }) => arn);
    expect(await resources({ resourceArns: [image] })).toEqual([
      {
        arn: image,
        type: 'imagebuilder:Image',
        resourceShareArn: office.resourceShareArn,
        status: 'AVAILABLE',
        resourceRegionScope: 'REGIONAL',
      },
    ]);
    expect(await arns({ resourceType: 'imagebuilder:image' })).toEqual([image]);
    expect(await arns({ principal: customers })).toEqual([arnOf('image-recipe')]);
    expect(await arns({ resourceRegionScope: 'GLOBAL' })).toEqual([]);
    expect(await arns({ resourceShareArns: [office.resourceShareArn] })).toEqual([
      component,
      image,
    ]);
  });

  it('are those that are shared with an account', async () => {
    const resourceOwner = 'OTHER-ACCOUNTS';
    expect(await resources({ resourceOwner }, customerAccount)).toHaveLength(3);
    for (const { principals: names } of [office, kiosk]) names.clear();
    expect(await resources({ resourceOwner }, customerAccount)).toEqual([]);
  });

  it('are of kinds that RAM knows', async () => {
    const refused = await failureOf(resources({ resourceType: 'imagebuilder:Pipeline' }));
    expect(refused).toMatchObject({ name: 'InvalidResourceTypeException', status: 400 });
  });
});
