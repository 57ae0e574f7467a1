import type { Job } from '../jobs/job';
import { planLimits, type SharePlan } from '../sharing/plan';
import { operation } from './contract';
import { accountId, imageRef, jobId, planDigest, regionCode } from './schemas';
import * as v from 'valibot';

const desiredShare = v.strictObject({
  account: accountId,
  fleet: v.boolean(),
  imageBuilder: v.boolean(),
});

const desiredImage = v.strictObject({
  region: regionCode,
  image: imageRef,
  desired: v.pipe(v.array(desiredShare), v.maxLength(planLimits.items)),
  exact: v.exactOptional(v.literal(true)),
});

/** Changing who images are shared with: only from the extension's own documents. */
export const sharingOperations = {
  /**
   * Plans what has to change so that images are shared as desired, from a fresh read of each.
   * Which have been read is told by `plan-progress`, with the request's own name for itself.
   */
  'sharing.plan': operation<SharePlan>()({
    title: 'Plan a change of sharing',
    level: 'read',
    scope: 'required',
    input: v.strictObject({
      images: v.pipe(v.array(desiredImage), v.minLength(1), v.maxLength(planLimits.images)),
      request: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
    }),
    actions: ['appstream:DescribeImages', 'appstream:DescribeImagePermissions'],
    role: 'sharer',
    senders: ['extension'],
    recipients: ({ images }) => [
      ...new Set(
        images.flatMap(({ desired }) =>
          desired
            .filter(({ fleet, imageBuilder }) => fleet || imageBuilder)
            .map(({ account }) => account),
        ),
      ),
    ],
  }),
  /** Starts the job of a plan. It goes on by itself, whatever becomes of who has asked. */
  'sharing.apply': operation<Job>()({
    title: 'Change who an image is shared with',
    level: 'write',
    scope: 'required',
    input: v.strictObject({
      digest: planDigest,
      origin: v.exactOptional(
        v.strictObject({ job: jobId, as: v.picklist(['undo', 'retry', 'again']) }),
      ),
      /** Tells the person when it ends, if the browser allows that. */
      notify: v.exactOptional(v.literal(true)),
    }),
    actions: [
      'appstream:DescribeImagePermissions',
      'appstream:UpdateImagePermissions',
      'appstream:DeleteImagePermissions',
    ],
    role: 'sharer',
    senders: ['extension'],
  }),
} as const;
