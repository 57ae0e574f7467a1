import type { Networks, SecurityGroup, Subnet } from '../lifecycle/networks';
import type { IamAction } from '../operations/actions';
import { present } from '../present';
import { ok, type Result } from '../result';
import { hasMembers, listIn, numberIn, textIn } from './members';
import { collectPages } from './paginate';
import type { Service } from './service';

/** How many are asked for at a time. Source: the model's ranges, which end at 1000. */
const pageSize = 200;

/** The subnets and security groups that an account can use in a Region. */
export async function listNetworks(ec2: Service): Promise<Result<Networks>> {
  const [subnets, securityGroups] = await Promise.all([
    describeAll(ec2, 'DescribeSubnets', 'subnetSet', toSubnet),
    describeAll(ec2, 'DescribeSecurityGroups', 'securityGroupInfo', toSecurityGroup),
  ]);
  if (!subnets.ok) return subnets;
  return securityGroups.ok
    ? ok({ subnets: subnets.value, securityGroups: securityGroups.value })
    : securityGroups;
}

function describeAll<Item>(
  ec2: Service,
  operation: 'DescribeSubnets' | 'DescribeSecurityGroups',
  member: string,
  toItem: (wire: unknown) => readonly Item[],
): Promise<Result<readonly Item[]>> {
  const action: IamAction = `ec2:${operation}`;
  return collectPages((token) =>
    ec2.run({
      facts: { action, what: 'The network' },
      operation,
      input: { MaxResults: pageSize, ...(token !== undefined && { NextToken: token }) },
      read: (answer) =>
        hasMembers(answer)
          ? {
              items: listIn(answer, member).flatMap(toItem),
              nextToken: textIn(answer, 'nextToken'),
            }
          : undefined,
    }),
  );
}

function toSubnet(wire: unknown): readonly Subnet[] {
  const [id, vpc] = [textIn(wire, 'subnetId'), textIn(wire, 'vpcId')];
  if (id === undefined || vpc === undefined) return [];
  const tag = listIn(wire, 'tagSet').find((each) => textIn(each, 'key') === 'Name');
  return [
    {
      id,
      vpc,
      ...present({
        name: textIn(tag, 'value'),
        zone: textIn(wire, 'availabilityZone'),
        addresses: textIn(wire, 'cidrBlock'),
        free: numberIn(wire, 'availableIpAddressCount'),
      }),
    },
  ];
}

function toSecurityGroup(wire: unknown): readonly SecurityGroup[] {
  const id = textIn(wire, 'groupId');
  if (id === undefined) return [];
  return [
    {
      id,
      name: textIn(wire, 'groupName') ?? id,
      ...present({ vpc: textIn(wire, 'vpcId'), description: textIn(wire, 'groupDescription') }),
    },
  ];
}
