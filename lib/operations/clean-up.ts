import type { RegionUsage } from '../lifecycle/usage';
import { operation } from './contract';
import * as v from 'valibot';

/** Finding the images that nobody needs: only from the extension's own documents. */
export const cleanUpOperations = {
  /**
   * What uses the own images of a Region. Of how many it was read who has them is told by
   * `plan-progress`, with the request's own name for itself.
   */
  'clean-up.usage': operation<RegionUsage>()({
    title: 'Find images that nobody needs',
    level: 'read',
    scope: 'required',
    input: v.strictObject({ request: v.exactOptional(v.pipe(v.string(), v.maxLength(64))) }),
    actions: [
      'appstream:DescribeImages',
      'appstream:DescribeFleets',
      'appstream:DescribeImageBuilders',
      'appstream:DescribeImagePermissions',
      'appstream:ListTagsForResource',
    ],
    role: 'cloner',
    senders: ['extension'],
  }),
} as const;
