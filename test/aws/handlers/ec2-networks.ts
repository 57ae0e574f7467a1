import type {
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  DescribeSubnetsRequest,
  DescribeSubnetsResult,
  SecurityGroup,
  Subnet,
} from '@aws-sdk/client-ec2';
import { filtered, type Filters } from '../ec2-filters';
import type { Context, Handlers } from '../handler';

/**
 * The networks of EC2, as far as image builders are put into them. Source: the model's documentation
 * of the operations: without MaxResults all of them are told. Only what an account owns is played,
 * and not what is shared with it.
 */
export const ec2Networks = {
  DescribeSubnets(input: DescribeSubnetsRequest, context: Context): DescribeSubnetsResult {
    const { region, account } = context;
    const own = [...region.subnets.values()].filter(({ OwnerId }) => OwnerId === account.id);
    const { items, token } = context.page(
      filtered<Subnet>(own, input.Filters ?? [], subnetFilters),
      ({ SubnetId = '' }) => SubnetId,
      { token: input.NextToken, size: input.MaxResults ?? Infinity },
    );
    return { Subnets: items, ...(token !== undefined && { NextToken: token }) };
  },

  DescribeSecurityGroups(
    input: DescribeSecurityGroupsRequest,
    context: Context,
  ): DescribeSecurityGroupsResult {
    const { region, account } = context;
    const own = [...region.securityGroups.values()].filter(({ OwnerId }) => OwnerId === account.id);
    const { items, token } = context.page(
      filtered<SecurityGroup>(own, input.Filters ?? [], groupFilters),
      ({ GroupId = '' }) => GroupId,
      { token: input.NextToken, size: input.MaxResults ?? Infinity },
    );
    return { SecurityGroups: items, ...(token !== undefined && { NextToken: token }) };
  },
} satisfies Handlers;

const subnetFilters: Filters<Subnet> = { 'vpc-id': ({ VpcId }) => VpcId };

const groupFilters: Filters<SecurityGroup> = { 'vpc-id': ({ VpcId }) => VpcId };
