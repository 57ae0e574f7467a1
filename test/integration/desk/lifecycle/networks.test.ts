import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '@/lib/scope';
import { addSecurityGroup, addSubnet, vpcId } from '../../../aws/networks';
import { regionOf, type Region } from '../../../aws/world';
import {
  believableWorld,
  customerAccount,
  ownerAccount,
  principalOf,
} from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };

let worker: DetachedWorker;
let region: Region;

beforeEach(async () => {
  worker = await startDetachedWorker({ world: believableWorld({ builds: false }) });
  region = regionOf(worker.world, 'us-east-1');
  await worker.signIn(ownerAccount);
});

afterEach(() => worker.stop());

async function networks() {
  const answer = await worker.call('networks.list', {}, virginia);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value;
}

describe('networks', () => {
  it('are listed with what they are picked by', async () => {
    const { subnets, securityGroups } = await networks();
    const vpc = vpcId(region, ownerAccount, 'desktops');
    expect(subnets).toHaveLength(3);
    expect(subnets).toContainEqual({
      id: expect.stringMatching(/^subnet-[0-9a-f]{17}$/),
      name: 'desktops-b',
      vpc,
      zone: 'us-east-1b',
      addresses: '10.20.1.0/24',
      free: 188,
    });
    expect(securityGroups).toHaveLength(3);
    expect(securityGroups).toContainEqual({
      id: expect.stringMatching(/^sg-[0-9a-f]{17}$/),
      name: 'image-builders',
      vpc,
      description: 'Out to updates alone',
    });
  });

  it('are read to the last page, and only those of the account', async () => {
    for (let index = 0; index < 450; index += 1) {
      addSubnet(region, ownerAccount, 'large', `large-${index}`);
      addSecurityGroup(region, ownerAccount, 'large', `large-${index}`);
    }
    addSubnet(region, customerAccount, 'theirs', 'theirs');
    const { subnets, securityGroups } = await networks();
    expect(new Set(subnets.map(({ id }) => id)).size).toBe(453);
    expect(new Set(securityGroups.map(({ id }) => id)).size).toBe(453);
    expect(subnets.map(({ name }) => name)).not.toContain('theirs');
  });

  it('name the permission that is missing', async () => {
    principalOf(worker.world, ownerAccount).deniedActions.add('ec2:DescribeSecurityGroups');
    expect(await worker.call('networks.list', {}, virginia)).toMatchObject({
      ok: false,
      problem: { kind: 'permission-missing', action: 'ec2:DescribeSecurityGroups' },
    });
  });
});
