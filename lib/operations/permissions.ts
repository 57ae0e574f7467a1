import type { PermissionReport } from '../permissions/check';
import { operation } from './contract';
import { nothing } from './schemas';

/** What the credentials of an account may do. */
export const permissionOperations = {
  'permissions.check': operation<PermissionReport>()({
    title: 'Check permissions',
    level: 'read',
    scope: 'required',
    input: nothing,
    // It tries every read of the other operations, and needs none of these permissions.
    actions: [
      'appstream:DescribeImages',
      'appstream:DescribeFleets',
      'appstream:DescribeImageBuilders',
      'appstream:DescribeImagePermissions',
      'appstream:ListTagsForResource',
      'appstream:ListExportImageTasks',
      'appstream:DescribeSoftwareAssociations',
    ],
    senders: ['extension'],
  }),
} as const;
