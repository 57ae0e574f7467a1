import type { SecurityGroup, Subnet } from '@aws-sdk/client-ec2';
import { hexOf } from './secrets';
import type { Region } from './world';

/** A subnet of an account, as DescribeSubnets says. */
export type SubnetRecord = Omit<Subnet, 'SubnetId' | 'OwnerId'> & {
  readonly SubnetId: string;
  readonly OwnerId: string;
};

/** A security group of an account, as DescribeSecurityGroups says. */
export type SecurityGroupRecord = Omit<SecurityGroup, 'GroupId' | 'OwnerId'> & {
  readonly GroupId: string;
  readonly OwnerId: string;
};

/** Gives the id of a VPC that is made of the Region, the owner and what it is called. */
export function vpcId(region: Region, owner: string, name: string): string {
  return `vpc-${hexOf(`${region.name}/${owner}/${name}`, 17)}`;
}

/** Adds a subnet to a VPC, by its name. Its id is made like that of the VPC. */
export function addSubnet(
  region: Region,
  owner: string,
  vpc: string,
  name: string,
  details: Partial<Omit<SubnetRecord, 'SubnetId' | 'OwnerId' | 'VpcId'>> = {},
): SubnetRecord {
  const subnet: SubnetRecord = {
    State: 'available',
    AvailabilityZone: `${region.name}a`,
    CidrBlock: '10.0.0.0/24',
    AvailableIpAddressCount: 251,
    Tags: [{ Key: 'Name', Value: name }],
    ...details,
    SubnetId: `subnet-${hexOf(`${region.name}/${owner}/${vpc}/${name}`, 17)}`,
    OwnerId: owner,
    VpcId: vpcId(region, owner, vpc),
  };
  region.subnets.set(subnet.SubnetId, subnet);
  return subnet;
}

/** Adds a security group to a VPC. */
export function addSecurityGroup(
  region: Region,
  owner: string,
  vpc: string,
  name: string,
  description = name,
): SecurityGroupRecord {
  const group: SecurityGroupRecord = {
    GroupId: `sg-${hexOf(`${region.name}/${owner}/${vpc}/${name}`, 17)}`,
    GroupName: name,
    Description: description,
    OwnerId: owner,
    VpcId: vpcId(region, owner, vpc),
  };
  region.securityGroups.set(group.GroupId, group);
  return group;
}
