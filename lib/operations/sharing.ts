import type { SharePlan, ShareOutcome } from '../sharing/plan';
import { operation } from './contract';
import { accountId, imageRef } from './schemas';
import * as v from 'valibot';

const desiredShare = v.strictObject({
  account: accountId,
  fleet: v.boolean(),
  imageBuilder: v.boolean(),
});

/** Changing who an image is shared with: only from the extension's own documents. */
export const sharingOperations = {
  'sharing.plan': operation<SharePlan>()({
    title: 'Plan a change of sharing',
    level: 'read',
    scope: 'required',
    input: v.strictObject({
      image: imageRef,
      desired: v.pipe(v.array(desiredShare), v.minLength(1), v.maxLength(500)),
    }),
    actions: ['appstream:DescribeImages', 'appstream:DescribeImagePermissions'],
    role: 'sharer',
    senders: ['extension'],
    recipients: ({ desired }) =>
      desired
        .filter(({ fleet, imageBuilder }) => fleet || imageBuilder)
        .map(({ account }) => account),
  }),
  'sharing.apply': operation<readonly ShareOutcome[]>()({
    title: 'Change who an image is shared with',
    level: 'write',
    scope: 'required',
    input: v.strictObject({ digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
    actions: [
      'appstream:DescribeImagePermissions',
      'appstream:UpdateImagePermissions',
      'appstream:DeleteImagePermissions',
    ],
    role: 'sharer',
    senders: ['extension'],
  }),
} as const;
