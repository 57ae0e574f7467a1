import {
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unexpectedRequests } from '../../aws/log';
import { addMember, type Organization } from '../../aws/organization';
import { customerAccount, govAccount, ownerAccount, units } from '../../support/scenarios';
import { failureOf, raw, startFake, type Fake } from './harness';

let fake: Fake;
let organization: Organization;

beforeEach(async () => {
  fake = await startFake();
  [organization = expect.fail()] = fake.world.organizations;
});

afterEach(() => fake.stop());

const namesOf = (list: readonly { readonly Name?: string | undefined }[] | undefined) =>
  (list ?? []).map(({ Name }) => Name);

describe('an organization', () => {
  it('has a root, units within units, and accounts with their names, states and paths', async () => {
    const client = fake.organizations();
    const { Roots } = await client.send(new ListRootsCommand({}));
    expect(Roots).toMatchObject([{ Id: units.root, Name: 'Root' }]);
    const below = async (ParentId: string) =>
      (await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId })))
        .OrganizationalUnits;
    expect(namesOf(await below(units.root))).toEqual(['Customers', 'Internal']);
    expect(await below(units.customers)).toMatchObject([
      {
        Id: units.europe,
        Name: 'EU',
        Path: `o-a1b2c3d4e5/${units.root}/${units.customers}/${units.europe}/`,
      },
      { Id: units.america, Name: 'US' },
    ]);
    expect(await below(units.europe)).toEqual([]);
    const { Accounts } = await client.send(
      new ListAccountsForParentCommand({ ParentId: units.europe }),
    );
    expect(Accounts).toHaveLength(10);
    expect(Accounts?.[3]).toMatchObject({
      Name: 'Delft Engineering',
      State: 'SUSPENDED',
      Status: 'SUSPENDED',
      Paths: [`o-a1b2c3d4e5/${units.root}/${units.customers}/${units.europe}/510000000004/`],
    });
  });

  it('lists under a unit only what is in it itself', async () => {
    const { Accounts } = await fake
      .organizations()
      .send(new ListAccountsForParentCommand({ ParentId: units.customers }));
    expect(Accounts?.map(({ Id }) => Id)).toEqual([customerAccount]);
  });

  it('gives twenty accounts a page, and as few as are asked for', async () => {
    const client = fake.organizations();
    const sizes = async (pageSize?: number) => {
      const pages = paginateListAccounts({ client, ...(pageSize && { pageSize }) }, {});
      const lengths: number[] = [];
      for await (const { Accounts = [] } of pages) lengths.push(Accounts.length);
      return lengths;
    };
    expect(await sizes()).toEqual([20, 5]);
    expect(await sizes(12)).toEqual([12, 12, 1]);
  });

  it('gives a page without accounts that goes on nevertheless', async () => {
    fake.server.faults.add({ kind: 'empty-page', service: 'organizations' });
    const client = fake.organizations();
    const first = await client.send(new ListAccountsCommand({}));
    expect(first.Accounts).toEqual([]);
    const { NextToken } = first;
    const second = await client.send(new ListAccountsCommand({ NextToken }));
    expect(second.Accounts).toHaveLength(20);
  });

  it('leaves paths away, and states that are not known to the older member', async () => {
    organization.tellsPaths = false;
    addMember(organization, organization.root, {
      id: '100000000001',
      name: 'closed',
      state: 'CLOSED',
    });
    const { Accounts } = await fake.organizations().send(new ListAccountsCommand({}));
    expect(Accounts?.[0]).toMatchObject({ Id: '100000000001', State: 'CLOSED' });
    expect(Accounts?.[0]).not.toHaveProperty('Status');
    expect(Accounts?.some(({ Paths }) => Paths !== undefined)).toBe(false);
  });
});

const listing = (account: string, region?: string) =>
  failureOf(fake.organizations(account, region).send(new ListAccountsCommand({})));

describe('a refusal', () => {
  it('meets an account that manages nothing, until it is a delegated administrator', async () => {
    expect(await listing(customerAccount)).toEqual({
      name: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
      status: 400,
    });
    organization.delegated.add(customerAccount);
    const client = fake.organizations(customerAccount);
    expect((await client.send(new ListAccountsCommand({}))).Accounts).toHaveLength(20);
  });

  it('meets an account that is in no organization', async () => {
    expect(await listing(govAccount, 'us-gov-west-1')).toEqual({
      name: 'AWSOrganizationsNotInUseException',
      message: 'Your account is not a member of an organization.',
      status: 400,
    });
  });

  it('meets whoever asks too fast', async () => {
    fake.server.faults.add({
      kind: 'throttle',
      form: 'TooManyRequestsException',
      service: 'organizations',
    });
    expect((await listing(ownerAccount)).name).toBe('TooManyRequestsException');
  });

  it.each([
    ['a unit that is not there', 'ou-a1b2-nowhere0', 'ParentNotFoundException'],
    ['what is no unit at all', 'customers', 'InvalidInputException'],
  ])('meets a call about %s', async (_, ParentId, name) => {
    const client = fake.organizations();
    expect(
      await failureOf(client.send(new ListAccountsForParentCommand({ ParentId }))),
    ).toMatchObject({ name, status: 400 });
  });

  it('meets a token of another list', async () => {
    const client = fake.organizations();
    const { NextToken } = await client.send(new ListAccountsCommand({}));
    const reused = client.send(
      new ListAccountsForParentCommand({ ParentId: units.root, NextToken }),
    );
    expect((await failureOf(reused)).name).toBe('InvalidInputException');
  });
});

it('there is an endpoint in one Region of a partition alone', async () => {
  const ask = (region: string) =>
    raw(fake, {
      host: `organizations.${region}.amazonaws.com`,
      service: 'organizations',
      region,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSOrganizationsV20161128.ListRoots',
      },
    });
  expect((await ask('us-east-1')).status).toBe(200);
  expect(unexpectedRequests(fake.server.log)).toEqual([]);
  await ask('eu-west-1');
  expect(unexpectedRequests(fake.server.log)).toMatchObject([
    { host: 'organizations.eu-west-1.amazonaws.com' },
  ]);
});
