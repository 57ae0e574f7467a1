/** A subnet that a machine can be started in. */
export interface Subnet {
  readonly id: string;
  /** What it is called by its `Name` tag. */
  readonly name?: string;
  readonly vpc: string;
  /** The Availability Zone, such as `us-east-1a`. */
  readonly zone?: string;
  /** Its IPv4 addresses, in CIDR notation. */
  readonly addresses?: string;
  /** How many of them are free. */
  readonly free?: number;
}

/** A security group: who may reach a machine, and whom it may reach. */
export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpc?: string;
  readonly description?: string;
}

/** The subnets and security groups of an account in a Region, by their VPCs. */
export interface Networks {
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly SecurityGroup[];
}

/** The security groups that go with a subnet; all of them while its VPC is not known. */
export function groupsBeside({ subnets, securityGroups }: Networks, subnet: string) {
  const vpc = subnets.find(({ id }) => id === subnet)?.vpc;
  return vpc === undefined ? securityGroups : securityGroups.filter((each) => each.vpc === vpc);
}

/**
 * What is wrong with a subnet and security groups as they were picked or typed, in one sentence.
 * What is not among those that were read may be there all the same: it may be shared with the
 * account, or newer. Source of the ids: "Resource IDs" of the EC2 User Guide, of 8 or 17 characters.
 */
export function obstacleToNetwork(
  subnet: string,
  groups: readonly string[],
  known: Networks | undefined,
): string | undefined {
  if (subnet !== '' && !/^subnet-[0-9a-f]{8,17}$/.test(subnet)) {
    return 'The id of a subnet begins with subnet-, as in subnet-0a1b2c3d4e5f67890.';
  }
  const odd = groups.find((group) => !/^sg-[0-9a-f]{8,17}$/.test(group));
  if (odd !== undefined) {
    return `${odd} is not the id of a security group, as in sg-0a1b2c3d4e5f67890.`;
  }
  const vpc = known?.subnets.find(({ id }) => id === subnet)?.vpc;
  const elsewhere = known?.securityGroups.find(
    (group) => groups.includes(group.id) && vpc !== undefined && group.vpc !== vpc,
  );
  return elsewhere
    ? `The security group ${elsewhere.name} is of another VPC than the subnet. Pick one of ${vpc}.`
    : undefined;
}
