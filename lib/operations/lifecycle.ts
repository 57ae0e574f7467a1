import type { Job } from '../jobs/job';
import { isAmiId, type SourceAmi } from '../lifecycle/ami';
import type { LifecyclePlan } from '../lifecycle/plan';
import type { RegionState } from '../lifecycle/region-state';
import type { LifecycleAct } from '../lifecycle/wish';
import type { IamAction } from './actions';
import { operation, type Contract, type Level } from './contract';
import { lifecycleWish } from './lifecycle-wish';
import { jobId, nothing, planDigest } from './schemas';
import * as v from 'valibot';

const apply = v.strictObject({
  digest: planDigest,
  /** Of which job this does the rest. */
  origin: v.exactOptional(v.strictObject({ job: jobId, as: v.literal('retry') })),
  notify: v.exactOptional(v.literal(true)),
});

const request = v.exactOptional(v.pipe(v.string(), v.maxLength(64)));

/** The operation that carries out plans of an act, with what it asks of AWS. */
function applying(
  title: string,
  level: Exclude<Level, 'read'>,
  actions: readonly IamAction[],
): Contract<v.InferOutput<typeof apply>, Job> {
  return operation<Job>()({
    title,
    level,
    scope: 'required',
    input: apply,
    actions: ['appstream:DescribeImages', ...actions],
    role: 'cloner',
    senders: ['extension'],
  });
}

/** The life of AppStream images: only from the extension's own documents. */
export const lifecycleOperations = {
  /** What a form about images has to know of a Region. */
  'lifecycle.region': operation<RegionState>()({
    title: 'Show the images and image builders of a Region',
    level: 'read',
    scope: 'required',
    input: nothing,
    actions: ['appstream:DescribeImages', 'appstream:DescribeImageBuilders'],
    role: 'cloner',
    senders: ['extension'],
  }),
  /** `null` where it is not there, or the account may not see it. */
  'lifecycle.ami': operation<SourceAmi | null>()({
    title: 'Show an AMI',
    level: 'read',
    scope: 'required',
    input: v.strictObject({ ami: v.pipe(v.string(), v.check(isAmiId)) }),
    actions: ['ec2:DescribeImages'],
    role: 'cloner',
    senders: ['extension'],
  }),
  /**
   * Plans what shall become of images, from a fresh read. How much was read is told by
   * `plan-progress`, with the request's own name for itself.
   */
  'lifecycle.plan': operation<LifecyclePlan>()({
    title: "Plan a change in an image's life",
    level: 'read',
    scope: 'required',
    input: v.strictObject({
      wish: lifecycleWish,
      request,
    }),
    actions: [
      'appstream:DescribeImages',
      'appstream:DescribeImageBuilders',
      'appstream:ListTagsForResource',
      'appstream:DescribeImagePermissions',
      'appstream:DescribeFleets',
      'appstream:ListAssociatedStacks',
      'appstream:ListExportImageTasks',
      'ec2:DescribeImages',
    ],
    role: 'cloner',
    senders: ['extension'],
    recipients: ({ wish }) => (wish.act === 'move' ? [wish.to] : []),
  }),
  /** Plans what an ended job has left undone, from a fresh read, as `lifecycle.plan` does. */
  'lifecycle.rest': operation<LifecyclePlan>()({
    title: 'Plan the rest of a job about images',
    level: 'read',
    scope: 'required',
    input: v.strictObject({ job: jobId, request }),
    actions: [
      'appstream:DescribeImages',
      'appstream:DescribeImageBuilders',
      'appstream:DescribeSoftwareAssociations',
      'appstream:ListTagsForResource',
      'appstream:DescribeImagePermissions',
      'appstream:ListExportImageTasks',
      'ec2:DescribeImages',
      'ec2:DescribeImageAttribute',
    ],
    role: 'cloner',
    senders: ['extension'],
  }),
  'lifecycle.clone': applying('Clone an image', 'write', [
    'appstream:DescribeImageBuilders',
    'appstream:CreateImageBuilder',
    'appstream:DescribeSoftwareAssociations',
    'appstream:AssociateSoftwareToImageBuilder',
    'appstream:StartSoftwareDeploymentToImageBuilder',
    'appstream:ListTagsForResource',
    'appstream:TagResource',
    'appstream:StopImageBuilder',
    'appstream:DeleteImageBuilder',
    'iam:PassRole',
  ]),
  'lifecycle.copy': applying('Copy images', 'write', [
    'appstream:CopyImage',
    'appstream:ListTagsForResource',
    'appstream:TagResource',
    'appstream:DescribeImagePermissions',
    'appstream:UpdateImagePermissions',
  ]),
  'lifecycle.update': applying('Update images', 'write', [
    'appstream:CreateUpdatedImage',
    'appstream:TagResource',
  ]),
  'lifecycle.import': applying('Import an AMI as an image', 'write', [
    'appstream:CreateImportedImage',
    'appstream:TagResource',
    'iam:PassRole',
  ]),
  'lifecycle.export': applying('Export an image to an AMI', 'write', [
    'appstream:ListExportImageTasks',
    'appstream:CreateExportImageTask',
    'appstream:TagResource',
    'iam:PassRole',
  ]),
  'lifecycle.move': applying('Clone an image to another account', 'write', [
    'appstream:ListExportImageTasks',
    'appstream:CreateExportImageTask',
    'ec2:DescribeImages',
    'ec2:DescribeImageAttribute',
    'ec2:ModifyImageAttribute',
    'appstream:CreateImportedImage',
    'appstream:TagResource',
    'iam:PassRole',
  ]),
  'lifecycle.delete': applying('Delete images', 'destroy', [
    'appstream:DescribeImagePermissions',
    'appstream:DeleteImagePermissions',
    'appstream:DeleteImage',
  ]),
  'lifecycle.end-builders': applying('Stop or delete image builders', 'destroy', [
    'appstream:DescribeImageBuilders',
    'appstream:StopImageBuilder',
    'appstream:DeleteImageBuilder',
  ]),
} as const satisfies Readonly<
  Record<`lifecycle.${LifecycleAct | 'plan' | 'rest' | 'region' | 'ami'}`, unknown>
>;
