import { expect, test } from 'vitest';
import { modelOf } from '../../aws/models';
import { openSession } from '../../aws/roles';
import { problemsOfOutput } from '../../aws/validate';
import { regionOf } from '../../aws/world';
import {
  believableWorld,
  credentialsOf,
  customerAccount,
  externalId,
  govAccount,
  identityCenterRegion,
  longTermOf,
  mfaDevice,
  nearlyFullImage,
  ownerAccount,
  roleArns,
  sandboxAccount,
  startUrl,
} from '../../support/scenarios';
import { startOfTime } from './harness';

/** What a record of the world keeps beside what AWS describes. */
const ours = new Set(['owner', 'permissions', 'tags']);

const world = believableWorld({ now: () => startOfTime, extraImages: 30 });
const virginia = regionOf(world, 'us-east-1');

test('the world has images of every kind that the product shows differently', () => {
  const own = [...virginia.images.values()].filter((image) => image.owner === ownerAccount);
  expect(own).toHaveLength(10 + 30);
  const kinds = {
    states: new Set(own.map((image) => image.State)),
    platforms: new Set(own.map((image) => image.Platform)),
    agents: new Set(own.map((image) => image.LatestAppstreamAgentVersion)),
  };
  expect(kinds.states).toEqual(new Set(['AVAILABLE', 'PENDING', 'FAILED', 'COPYING']));
  expect(kinds.platforms.size).toBeGreaterThanOrEqual(4);
  expect(kinds.agents).toContain('FALSE');
  const full = own.find((image) => image.Name === nearlyFullImage);
  expect(full?.permissions.size).toBe(98);
});

test('the world is on the model: AWS could have made it', () => {
  const appstream = modelOf('appstream');
  const lists = [
    ['DescribeImages', 'Images', virginia.images],
    ['DescribeFleets', 'Fleets', virginia.fleets],
    ['DescribeImageBuilders', 'ImageBuilders', virginia.imageBuilders],
  ] as const;
  for (const [name, member, records] of lists) {
    const items = [...records.values()].map((record) =>
      Object.fromEntries(Object.entries(record).filter(([key]) => !ours.has(key))),
    );
    const operation = appstream.operations[name] ?? expect.fail(name);
    expect(problemsOfOutput(appstream, operation, { [member]: items })).toEqual([]);
  }
});

test('what uses an image names one that is there', () => {
  for (const region of world.regions.values()) {
    for (const user of [...region.fleets.values(), ...region.imageBuilders.values()]) {
      expect(region.images.has(user.ImageArn ?? '')).toBe(true);
    }
  }
});

test('credentials are temporary, differ by account, and look like those of AWS', () => {
  const all = [ownerAccount, customerAccount, govAccount].map((id) => credentialsOf(world, id));
  for (const each of all) {
    expect(each.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/u);
    expect(each.secretAccessKey).toMatch(/^CANARY[A-Za-z0-9/+=]{34}$/u);
    expect(each.sessionToken).toMatch(/^CANARY[A-Za-z0-9/+=]+$/u);
    expect(each.expiration.getTime()).toBe(startOfTime + 12 * 3_600_000);
  }
  expect(new Set(all.map((each) => each.secretAccessKey)).size).toBe(3);
  expect(() => credentialsOf(world, '000000000000')).toThrow('no role in account');
});

test('two worlds share nothing', () => {
  const other = believableWorld();
  regionOf(other, 'us-east-1').images.clear();
  expect(virginia.images.size).toBeGreaterThan(40);
  openSession(world, world.accounts.get(ownerAccount) ?? expect.fail(), {
    name: 'ImageAudit',
    sessionName: 'jane',
    seconds: 900,
    deniedActions: new Set(),
  });
  expect(other.accounts.get(ownerAccount)?.principals).toHaveLength(2);
  expect([world.issued, other.issued]).toEqual([{ count: 1 }, { count: 0 }]);
});

test('the access portal gives roles of accounts that are there, in sets that are there', () => {
  const center = world.identityCenters.get(startUrl) ?? expect.fail();
  expect(regionOf(world, center.region).name).toBe(identityCenterRegion);
  const assignments = [...center.users.values()].flatMap((user) => [...user.assignments.values()]);
  expect(assignments.map(({ accountId }) => accountId)).toEqual([
    ownerAccount,
    customerAccount,
    sandboxAccount,
  ]);
  for (const { accountId, roleNames } of assignments) {
    expect(world.accounts.get(accountId)?.partition).toBe('aws');
    for (const name of roleNames) expect(center.permissionSets.has(name)).toBe(true);
  }
});

test('roles are guarded in each of the ways that the product has to know', () => {
  const roles = Object.values(roleArns).map((arn) => {
    const [, account = '', name = ''] = /::(\d+):role\/(.+)$/u.exec(arn) ?? [];
    return world.accounts.get(account)?.roles.get(name);
  });
  expect(roles).toMatchObject([
    { arn: roleArns.imageOperator, maxSessionDuration: 3600, externalId, mfaRequired: false },
    { arn: roleArns.imageAudit, maxSessionDuration: 7200, mfaRequired: false },
    { arn: roleArns.imageAdmin, maxSessionDuration: 3600, mfaRequired: true },
  ]);
  const robot = longTermOf(world, ownerAccount);
  expect(robot.accessKeyId).toMatch(/^AKIA/u);
  expect([...robot.mfaDevices]).toEqual([[mfaDevice.serialNumber, mfaDevice.code]]);
  expect(() => longTermOf(world, sandboxAccount)).toThrow('no user in account');
});
