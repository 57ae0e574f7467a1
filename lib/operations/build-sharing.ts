import type { BuildPlan } from '../builds/plan';
import { principalsOfPolicy } from '../builds/policy';
import type { BuildSharing } from '../builds/sharing';
import type { Job } from '../jobs/job';
import type { IamAction } from './actions';
import { operation } from './contract';
import { buildArn, planDigest, principal } from './schemas';
import * as v from 'valibot';

/** The most principals that one plan gives something or takes it from. */
const mostPrincipals = 500;

const principals = v.pipe(v.array(principal), v.maxLength(mostPrincipals));

const giveAndTake = v.strictObject({ give: principals, take: principals });

/** What a policy may have while it is edited; AWS's own limit is checked with the rest of it. */
const longestDraft = 100_000;

const wish = v.strictObject({
  build: buildArn,
  /** By which of two ways the image itself is shared. */
  image: v.exactOptional(
    v.strictObject({ ...giveAndTake.entries, by: v.picklist(['policy', 'resource-share']) }),
  ),
  /** The whole policy as a person wrote it. */
  policy: v.exactOptional(v.pipe(v.string(), v.maxLength(longestDraft))),
  /** The launch permissions of the AMIs that it put out, in every Region. */
  launch: v.exactOptional(giveAndTake),
});

/** What shall become of who has a build. */
export type BuildSharingWish = v.InferOutput<typeof wish>;

/** What it takes to see who has a build, as it is and for a plan. */
const looking: readonly IamAction[] = [
  'imagebuilder:GetImage',
  'imagebuilder:GetImagePolicy',
  'ram:ListPrincipals',
  'ram:GetResourceShares',
  'ram:ListResources',
  'ec2:DescribeImages',
  'ec2:DescribeSnapshots',
  'ec2:DescribeImageAttribute',
];

/** Sharing an Image Builder image and its AMIs: only from the extension's own documents. */
export const buildSharingOperations = {
  'build-sharing.state': operation<BuildSharing>()({
    title: 'Show who has a build',
    level: 'read',
    scope: 'required',
    input: v.strictObject({ build: buildArn }),
    actions: looking,
    role: 'sharer',
    senders: ['extension'],
  }),
  'build-sharing.plan': operation<BuildPlan>()({
    title: 'Plan a change of who has a build',
    level: 'read',
    scope: 'required',
    input: wish,
    actions: looking,
    role: 'sharer',
    senders: ['extension'],
    recipients: ({ image, policy, launch }) => [
      ...new Set([
        ...(image?.give ?? []),
        ...(launch?.give ?? []),
        ...(policy === undefined ? [] : principalsOfPolicy(policy)),
      ]),
    ],
  }),
  /** Starts the job of a plan. */
  'build-sharing.apply': operation<Job>()({
    title: 'Change who has a build',
    level: 'write',
    scope: 'required',
    input: v.strictObject({ digest: planDigest, notify: v.exactOptional(v.literal(true)) }),
    actions: [
      'imagebuilder:GetImagePolicy',
      'imagebuilder:PutImagePolicy',
      'ram:ListPrincipals',
      'ram:GetResourceShares',
      'ram:ListResources',
      'ram:CreateResourceShare',
      'ram:AssociateResourceShare',
      'ram:DisassociateResourceShare',
      'ram:PromoteResourceShareCreatedFromPolicy',
      'ec2:DescribeImageAttribute',
      'ec2:ModifyImageAttribute',
    ],
    role: 'sharer',
    senders: ['extension'],
  }),
} as const;
