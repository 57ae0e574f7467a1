import { describe, expect, it } from 'vitest';
import { groupsBeside, obstacleToNetwork, type Networks } from '@/lib/lifecycle/networks';

const [desktops, shared] = ['subnet-0aaaaaaaaaaaaaaaa', 'subnet-0bbbbbbbbbbbbbbbb'];
const [builders, others] = ['sg-0aaaaaaaaaaaaaaaa', 'sg-0bbbbbbbbbbbbbbbb'];

const known: Networks = {
  subnets: [
    { id: desktops, vpc: 'vpc-1' },
    { id: shared, vpc: 'vpc-2' },
  ],
  securityGroups: [
    { id: builders, name: 'builders', vpc: 'vpc-1' },
    { id: others, name: 'others', vpc: 'vpc-2' },
  ],
};

describe('a network', () => {
  it('offers the security groups of the VPC of its subnet', () => {
    expect(groupsBeside(known, desktops).map(({ id }) => id)).toEqual([builders]);
    expect(groupsBeside(known, shared).map(({ id }) => id)).toEqual([others]);
  });

  it('offers all of them while the VPC is not known', () => {
    for (const subnet of ['', 'subnet-0cccccccccccccccc']) {
      expect(groupsBeside(known, subnet)).toEqual(known.securityGroups);
    }
  });

  it('is not one of two VPCs', () => {
    expect(obstacleToNetwork(desktops, [builders], known)).toBeUndefined();
    expect(obstacleToNetwork(desktops, [builders, others], known)).toBe(
      'The security group others is of another VPC than the subnet. Pick one of vpc-1.',
    );
  });

  it('may be one that was not read', () => {
    expect(obstacleToNetwork('subnet-0cccccccccccccccc', [builders, others], known)).toBe(
      undefined,
    );
    expect(obstacleToNetwork(desktops, [others], undefined)).toBeUndefined();
    expect(obstacleToNetwork('', [], known)).toBeUndefined();
  });

  it('is named by ids', () => {
    for (const odd of ['desktops', 'subnet-', 'subnet-XYZ12345', 'vpc-0aaaaaaaaaaaaaaaa']) {
      expect(obstacleToNetwork(odd, [], known)).toMatch(/^The id of a subnet begins/);
    }
    expect(obstacleToNetwork(desktops, [builders, 'default'], known)).toMatch(
      /^default is not the id of a security group/,
    );
  });
});
