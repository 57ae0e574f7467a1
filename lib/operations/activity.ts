import { activityKinds } from '../activity/entry';
import type { ActivityPage } from '../activity/log';
import { operation } from './contract';
import { accountId } from './schemas';
import * as v from 'valibot';

/** What Image Desk has changed, and what was refused: only for the extension's own documents. */
export const activityOperations = {
  'activity.list': operation<ActivityPage>()({
    title: 'List the activity',
    level: 'read',
    scope: 'none',
    input: v.strictObject({
      kind: v.exactOptional(v.picklist(activityKinds)),
      account: v.exactOptional(accountId),
      text: v.exactOptional(v.pipe(v.string(), v.maxLength(200))),
      before: v.exactOptional(v.pipe(v.number(), v.integer())),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
    }),
    actions: [],
    senders: ['extension'],
  }),
} as const;
