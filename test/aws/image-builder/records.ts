import type {
  Component,
  DistributionConfiguration,
  Image,
  ImagePackage,
  ImagePipeline,
  ImageRecipe,
  ImageScanFinding,
  ContainerRecipe,
  InfrastructureConfiguration,
  GetWorkflowStepExecutionResponse,
  WorkflowStepMetadata,
  WorkflowExecutionMetadata,
} from '@aws-sdk/client-imagebuilder';
import type { Image as Ami } from '@aws-sdk/client-ec2';
import type { ResourceShare } from '@aws-sdk/client-ram';
import type { BuildRun } from './build';
import type { LifecycleRecord } from './lifecycle';

/** Who owns a resource: an account id, or `amazon` for what AWS itself publishes. */
interface Owned {
  readonly owner: string;
  /** When the list operations begin to show it, in epoch milliseconds: they lag behind. */
  readonly listedAt: number;
}

/** One step of a workflow that runs or ran, with what its detail operation adds. */
export type StepRecord = WorkflowStepMetadata &
  Partial<Pick<GetWorkflowStepExecutionResponse, 'onFailure' | 'timeoutSeconds'>> & {
    readonly stepExecutionId: string;
  };

/** One workflow of a build, with its steps in order. The totals are those of the steps. */
export type WorkflowRecord = WorkflowExecutionMetadata & {
  readonly workflowExecutionId: string;
  readonly steps: StepRecord[];
};

/** An image build version, by the names of the wire, with all that hangs on it. */
export type BuildRecord = Owned &
  Omit<Image, 'arn' | 'state'> & {
    readonly arn: string;
    state: NonNullable<Image['state']>;
    readonly workflowExecutions: WorkflowRecord[];
    readonly packages: ImagePackage[];
    readonly findings: ImageScanFinding[];
    /** The resource policy as it was put, character by character. */
    policy?: string;
    /** How it goes on by the clock; none for what was put into the world finished by hand. */
    run?: BuildRun;
  };

export type PipelineRecord = Owned & ImagePipeline & { readonly arn: string };
/** A component; `sharedWith` has the accounts that its owner shares it with. */
export type ComponentRecord = Owned &
  Component & { readonly arn: string; readonly sharedWith?: readonly string[] };
export type ImageRecipeRecord = Owned & ImageRecipe & { readonly arn: string };
export type ContainerRecipeRecord = Owned & ContainerRecipe & { readonly arn: string };
export type InfrastructureRecord = Owned & InfrastructureConfiguration & { readonly arn: string };
export type DistributionRecord = Owned & DistributionConfiguration & { readonly arn: string };

/** What Image Builder has in one Region, each by ARN. */
export interface ImageBuilderResources {
  readonly builds: Map<string, BuildRecord>;
  readonly pipelines: Map<string, PipelineRecord>;
  readonly imageRecipes: Map<string, ImageRecipeRecord>;
  readonly containerRecipes: Map<string, ContainerRecipeRecord>;
  /** By the ARN of the build. */
  readonly components: Map<string, ComponentRecord>;
  readonly infrastructures: Map<string, InfrastructureRecord>;
  readonly distributions: Map<string, DistributionRecord>;
  /** Changes of the state of images that were asked for, by execution id. */
  readonly lifecycles: Map<string, LifecycleRecord>;
  /** What calls with a client token were answered, by operation, account and token. */
  readonly tokens: Map<string, { readonly input: string; readonly output: object }>;
}

/** Who may launch an AMI besides its owner. */
export interface LaunchPermissions {
  readonly userIds: Set<string>;
  /** `all`, and nothing else. */
  readonly groups: Set<string>;
  readonly organizationArns: Set<string>;
  readonly organizationalUnitArns: Set<string>;
}

/** An AMI; its launch permissions are told by an operation of their own. */
export type AmiRecord = Omit<Ami, 'ImageId' | 'OwnerId'> & {
  readonly ImageId: string;
  readonly OwnerId: string;
  readonly launchPermissions: LaunchPermissions;
};

/** A resource share of AWS RAM. */
export type ResourceShareRecord = Omit<ResourceShare, 'resourceShareArn' | 'name'> & {
  readonly resourceShareArn: string;
  name: string;
  readonly owner: string;
  readonly resourceArns: Set<string>;
  readonly principals: Set<string>;
};
