import type { Networks } from '../lifecycle/networks';
import { operation } from './contract';
import { nothing } from './schemas';

/** The networks of an account, from which those of an image builder are picked. */
export const networkOperations = {
  'networks.list': operation<Networks>()({
    title: 'Show subnets and security groups to pick from',
    level: 'read',
    scope: 'required',
    input: nothing,
    actions: ['ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups'],
    role: 'cloner',
    senders: ['extension'],
  }),
} as const;
