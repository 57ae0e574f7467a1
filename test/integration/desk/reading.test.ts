import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '@/lib/scope';
import { addImage, ownImage, regionOf } from '../../aws/world';
import { callsOf, mutatingCalls } from '../../aws/log';
import {
  customerAccount,
  govAccount,
  nearlyFullImage,
  ownerAccount,
} from '../../support/scenarios';
import { believableWorld } from '../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const office = { name: 'office-2026-06' };

let worker: DetachedWorker;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld({ extraImages: 60 }) });
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

async function valueOf<Value>(
  answer: Promise<{ ok: true; value: { value: Value } } | { ok: false; problem: unknown }>,
): Promise<Value> {
  const settled = await answer;
  if (!settled.ok) throw new Error(JSON.stringify(settled.problem));
  return settled.value.value;
}

describe('images', () => {
  it('lists every image of every page, own ones first', async () => {
    const listed = await valueOf(worker.call('images.list', {}, virginia));
    const seen = [...regionOf(worker.world, 'us-east-1').images.values()].filter(
      ({ owner, permissions }) =>
        owner === ownerAccount || owner === '' || permissions.has(ownerAccount),
    );
    expect(listed).toHaveLength(seen.length);
    expect(new Set(listed.map(({ arn }) => arn))).toEqual(new Set(seen.map(({ Arn }) => Arn)));
    const classes = listed.map(({ visibility }) => visibility);
    expect(classes).toEqual(
      classes.toSorted((a, b) => {
        const order = ['private', 'shared-with-others', 'shared-with-me', 'public'];
        return order.indexOf(a) - order.indexOf(b);
      }),
    );
    expect(callsOf(worker.aws.log, 'DescribeImages').length).toBeGreaterThan(2);
  });

  it('goes on after an empty page that has a token', async () => {
    const before = await valueOf(worker.call('images.list', {}, virginia));
    worker.aws.faults.add({ kind: 'empty-page', operation: 'DescribeImages' });
    expect(await valueOf(worker.call('images.list', {}, virginia))).toEqual(before);
    expect(worker.aws.faults.pending()).toEqual([]);
  });

  it('describes an own image as the world has it', async () => {
    const image = await valueOf(worker.call('images.get', { image: office }, virginia));
    const wire = ownImage(regionOf(worker.world, 'us-east-1'), ownerAccount, office.name);
    expect(image).toMatchObject({
      arn: wire?.Arn,
      owner: ownerAccount,
      visibility: 'shared-with-others',
      state: wire?.State,
      platform: wire?.Platform,
      createdAt: wire?.CreatedTime?.getTime(),
      agentVersion: wire?.AppstreamAgentVersion,
      latestAgent: true,
      baseImageArn: wire?.BaseImageArn,
      imageBuilder: wire?.ImageBuilderName,
      instanceFamilies: wire?.SupportedInstanceFamilies,
    });
    expect(image.applications.map(({ id, name }) => [id, name])).toEqual(
      wire?.Applications?.map(({ Name, DisplayName }) => [Name, DisplayName]),
    );
  });

  it('finds an image that is shared with the account by its name alone', async () => {
    const image = await valueOf(
      worker.call('images.get', { image: { name: 'customer-erp-client' } }, virginia),
    );
    expect(image).toMatchObject({
      owner: customerAccount,
      visibility: 'shared-with-me',
      granted: { fleet: true, imageBuilder: true },
    });
  });

  it('tells the name of an image that is not there', async () => {
    expect(await worker.call('images.get', { image: { name: 'gone' } }, virginia)).toEqual({
      ok: false,
      problem: { kind: 'not-found', what: 'Image gone' },
    });
  });

  it('reads all shares in one page of five hundred', async () => {
    const shares = await valueOf(
      worker.call('images.shares', { image: { name: nearlyFullImage } }, virginia),
    );
    expect(shares).toHaveLength(98);
    expect(callsOf(worker.aws.log, 'DescribeImagePermissions')).toHaveLength(1);
  });

  it('reads tags, fleets and image builders', async () => {
    const wire = ownImage(regionOf(worker.world, 'us-east-1'), ownerAccount, office.name);
    const image = { ...office, arn: wire?.Arn ?? '' };
    const tags = await valueOf(worker.call('images.tags', { image }, virginia));
    expect(Object.fromEntries(tags.map(({ key, value }) => [key, value]))).toEqual(
      Object.fromEntries(wire?.tags ?? []),
    );
    expect(await valueOf(worker.call('images.usage', { image }, virginia))).toEqual({
      fleets: [{ name: 'office-fleet', state: 'RUNNING', desired: 4 }],
      imageBuilders: [],
    });
  });

  it('keeps what the name of an image says out of the way of the wire', async () => {
    addImage(regionOf(worker.world, 'us-east-1'), ownerAccount, 'a', {
      DisplayName: '<img src=x onerror=alert(1)> "quoted" \u202Ereversed',
    });
    const image = await valueOf(worker.call('images.get', { image: { name: 'a' } }, virginia));
    expect(image.displayName).toBe('<img src=x onerror=alert(1)> "quoted" \u202Ereversed');
  });
});

describe('accounts and Regions', () => {
  it('T11: never signs for an account with the credentials of another', async () => {
    const before = worker.aws.log.length;
    const answer = await worker.call('images.list', {}, { ...virginia, account: customerAccount });
    expect(answer).toEqual({
      ok: false,
      problem: { kind: 'wrong-account', account: customerAccount },
    });
    expect(worker.aws.log).toHaveLength(before);
  });

  it('serves several accounts side by side, each with its own view', async () => {
    await worker.signIn(customerAccount);
    const customer = { ...virginia, account: customerAccount };
    const image = await valueOf(worker.call('images.get', { image: office }, customer));
    expect(image.visibility).toBe('shared-with-me');
    const accounts = new Set(callsOf(worker.aws.log, 'DescribeImages').map((call) => call.account));
    expect(accounts).toEqual(new Set([customerAccount]));
  });

  it('speaks to GovCloud with GovCloud credentials', async () => {
    await worker.signIn(govAccount, 'us-gov-west-1');
    const scope = {
      partition: 'aws-us-gov',
      account: govAccount,
      region: 'us-gov-west-1',
    } as const;
    const image = await valueOf(worker.call('images.get', { image: { name: 'case-work' } }, scope));
    expect(image.arn).toMatch(/^arn:aws-us-gov:/);
  });

  it('calls nothing where the browser does not allow it', async () => {
    worker.deniedHosts.add('us-east-1');
    const before = worker.aws.log.length;
    expect(await worker.call('images.list', {}, virginia)).toEqual({
      ok: false,
      problem: { kind: 'host-access-missing', region: 'us-east-1' },
    });
    expect(worker.aws.log).toHaveLength(before);
  });

  it('changes nothing by reading', () => {
    expect(mutatingCalls(worker.aws.log)).toEqual([]);
  });
});
