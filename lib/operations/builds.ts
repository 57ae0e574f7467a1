import type {
  Ancestor,
  BuildListing,
  BuildOverview,
  BuildShown,
  ImagePolicy,
  ImageVersion,
  Package,
  WorkflowRun,
  WorkflowStep,
} from '../builds/build';
import type { FindingCounts, FindingsPage } from '../findings/finding';
import { operation } from './contract';
import { buildArn, imageVersionArn, nothing, pageToken, pipelineArn, workflowId } from './schemas';
import * as v from 'valibot';

const one = v.strictObject({ build: buildArn });

const reading = {
  level: 'read',
  scope: 'required',
  role: 'viewer',
  senders: ['page', 'extension'],
  cached: true,
} as const;

/** Reading Image Builder images. A page may call these for its own account and Region. */
export const buildOperations = {
  /** The newest first, those that are shared with the account among them. */
  'builds.images': operation<readonly ImageVersion[]>()({
    ...reading,
    title: 'List image versions',
    input: nothing,
    actions: ['imagebuilder:ListImages'],
  }),
  /** The newest first. */
  'builds.list': operation<readonly BuildListing[]>()({
    ...reading,
    title: 'List the builds of an image version',
    input: v.strictObject({ version: imageVersionArn }),
    actions: ['imagebuilder:ListImageBuildVersions'],
  }),
  'builds.overview': operation<BuildOverview>()({
    ...reading,
    title: 'Show the latest builds',
    /** Of a pipeline or of an image version; of the account when neither is named. */
    input: v.union([
      v.strictObject({ pipeline: pipelineArn }),
      v.strictObject({ version: imageVersionArn }),
      nothing,
    ]),
    actions: [
      'imagebuilder:ListImages',
      'imagebuilder:ListImageBuildVersions',
      'imagebuilder:GetImagePipeline',
      'imagebuilder:ListImagePipelineImages',
      'imagebuilder:ListImageScanFindingAggregations',
    ],
  }),
  'builds.get': operation<BuildShown>()({
    ...reading,
    title: 'Show a build',
    input: one,
    actions: ['imagebuilder:GetImage'],
  }),
  /** In the order in which they ran. */
  'builds.workflows': operation<readonly WorkflowRun[]>()({
    ...reading,
    title: 'Show the workflows of a build',
    input: one,
    actions: ['imagebuilder:ListWorkflowExecutions'],
  }),
  /** In the order in which they run. */
  'builds.steps': operation<readonly WorkflowStep[]>()({
    ...reading,
    title: 'Show the steps of a workflow',
    input: v.strictObject({ workflow: workflowId }),
    actions: ['imagebuilder:ListWorkflowStepExecutions'],
  }),
  /** `null` when AWS has no scan of the build to count. */
  'builds.counts': operation<FindingCounts | null>()({
    ...reading,
    title: 'Count the findings of a build',
    input: one,
    actions: ['imagebuilder:ListImageScanFindingAggregations'],
  }),
  'builds.findings': operation<FindingsPage>()({
    ...reading,
    title: 'Show findings of a build',
    input: v.strictObject({ build: buildArn, token: v.exactOptional(pageToken) }),
    actions: ['imagebuilder:ListImageScanFindings'],
  }),
  'builds.packages': operation<readonly Package[]>()({
    ...reading,
    title: 'List the packages of a build',
    input: one,
    actions: ['imagebuilder:ListImagePackages'],
  }),
  'builds.policy': operation<ImagePolicy>()({
    ...reading,
    title: "Show an image's policy",
    input: one,
    actions: ['imagebuilder:GetImagePolicy'],
  }),
  /** From the parent that a recipe names down to the base. */
  'builds.lineage': operation<readonly Ancestor[]>()({
    ...reading,
    title: 'Show what a build was made from',
    input: v.strictObject({ parent: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)) }),
    actions: ['imagebuilder:GetImage'],
  }),
} as const;
