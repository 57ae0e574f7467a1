import type { BuildPlan } from '../builds/plan';
import type { DistributionSettings } from '../builds/wish';
import type { Job } from '../jobs/job';
import { operation } from './contract';
import {
  buildArn,
  distributionArn,
  nothing,
  pipelineArn,
  planDigest,
  roleNameOrArn,
  stepId,
} from './schemas';
import * as v from 'valibot';

const build = { build: buildArn };

/** What shall be done with a build or a pipeline. */
const wish = v.variant('act', [
  v.strictObject({ act: v.literal('cancel'), ...build }),
  v.strictObject({ act: v.literal('retry'), ...build }),
  v.strictObject({ act: v.literal('run'), pipeline: pipelineArn }),
  v.strictObject({
    act: v.literal('distribute'),
    ...build,
    settings: distributionArn,
    role: roleNameOrArn,
  }),
  v.strictObject({
    act: v.literal('state'),
    ...build,
    to: v.picklist(['AVAILABLE', 'DEPRECATED', 'DISABLED']),
    /** Whether its AMIs become so as well; needs a role. */
    amis: v.boolean(),
    role: v.exactOptional(roleNameOrArn),
  }),
  v.strictObject({
    act: v.literal('delete'),
    ...build,
    /** Whether its AMIs, their snapshots and its container images go as well; needs a role. */
    resources: v.boolean(),
    role: v.exactOptional(roleNameOrArn),
  }),
  v.strictObject({
    act: v.literal('step'),
    ...build,
    step: stepId,
    answer: v.picklist(['RESUME', 'STOP']),
    reason: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(1024))),
  }),
]);

export type BuildWish = v.InferOutput<typeof wish>;

const apply = v.strictObject({ digest: planDigest, notify: v.exactOptional(v.literal(true)) });

/** Changing builds: only from the extension's own documents. */
export const buildActionOperations = {
  'build-actions.settings': operation<readonly DistributionSettings[]>()({
    title: 'List the distribution settings',
    level: 'read',
    scope: 'required',
    input: nothing,
    actions: [
      'imagebuilder:ListDistributionConfigurations',
      'imagebuilder:GetDistributionConfiguration',
    ],
    role: 'builder',
    senders: ['extension'],
  }),
  'build-actions.plan': operation<BuildPlan>()({
    title: 'Plan an action on a build',
    level: 'read',
    scope: 'required',
    input: wish,
    actions: [
      'imagebuilder:GetImage',
      'imagebuilder:GetImagePipeline',
      'imagebuilder:ListWorkflowExecutions',
      'imagebuilder:ListWorkflowStepExecutions',
      'imagebuilder:GetDistributionConfiguration',
      'ec2:DescribeImages',
      'ec2:DescribeImageAttribute',
    ],
    role: 'builder',
    senders: ['extension'],
  }),
  /** Starts the job of a plan that takes nothing away for good. */
  'build-actions.apply': operation<Job>()({
    title: 'Carry out an action on a build',
    level: 'write',
    scope: 'required',
    input: apply,
    actions: [
      'imagebuilder:GetImage',
      'imagebuilder:ListWorkflowExecutions',
      'imagebuilder:ListWorkflowStepExecutions',
      'imagebuilder:CancelImageCreation',
      'imagebuilder:RetryImage',
      'imagebuilder:StartImagePipelineExecution',
      'imagebuilder:DistributeImage',
      'imagebuilder:StartResourceStateUpdate',
      'imagebuilder:SendWorkflowStepAction',
      'iam:PassRole',
    ],
    role: 'builder',
    senders: ['extension'],
  }),
  /** Starts the job of a plan that deletes. */
  'build-actions.delete': operation<Job>()({
    title: 'Delete a build',
    level: 'destroy',
    scope: 'required',
    input: apply,
    actions: [
      'imagebuilder:GetImage',
      'imagebuilder:DeleteImage',
      'imagebuilder:StartResourceStateUpdate',
      'iam:PassRole',
    ],
    role: 'builder',
    senders: ['extension'],
  }),
} as const;
