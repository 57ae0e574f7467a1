import type { Tags } from '../images/image';
import type { FindingCounts } from '../findings/finding';
import type { Problem } from '../problems/problem';
import type { AccountId, RegionCode } from '../scope';
import type { PossibleAct } from './acts';

/**
 * An image build version of EC2 Image Builder, with all that its one answer tells. Members that AWS
 * left out are absent, and shown as "Not reported" where the console always shows them. Times are
 * epoch milliseconds.
 */
export interface ImageBuild {
  readonly arn: string;
  readonly region: RegionCode;
  /** The account that owns the image; absent when the ARN names none, as for AWS's own. */
  readonly owner?: AccountId;
  readonly name: string;
  /** Such as `1.0.1`, without the build version. */
  readonly version: string;
  /** The number after the slash. */
  readonly buildVersion: string;
  /** `AMI` or `DOCKER`, as AWS says it. */
  readonly type: string;
  /** AWS's word, such as `BUILDING` or `DEPRECATED`; `UNKNOWN` when it says none. */
  readonly status: string;
  readonly reason?: string;
  readonly platform?: string;
  readonly osVersion?: string;
  readonly createdAt?: number;
  /** How it was started: `USER_INITIATED`, `SCHEDULED`, `IMPORT`, … */
  readonly buildType?: string;
  /** Where the image comes from: `AMAZON_MANAGED`, `CUSTOM`, `IMPORTED`, … */
  readonly source?: string;
  readonly pipeline?: { readonly name?: string; readonly arn?: string };
  readonly recipe?: Recipe;
  readonly outputs: readonly Output[];
  readonly infrastructure?: Infrastructure;
  readonly distribution?: Distribution;
  readonly tests?: { readonly enabled: boolean; readonly timeoutMinutes?: number };
  readonly scan: Scan;
  readonly tags: Tags;
  /** Whether the packages of the image were collected, as far as AWS says. */
  readonly enhancedMetadata?: boolean;
  readonly executionRole?: string;
  /** The log group that was set, in place of AWS's own for the image. */
  readonly logGroup?: string;
  readonly deprecatesAt?: number;
  /** What changes its state now, or did last. */
  readonly lifecycleExecution?: string;
}

/** A build, with what the account that asks for it can do with it, in the order of the buttons. */
export type BuildShown = ImageBuild & { readonly acts: readonly PossibleAct[] };

/** One AMI, or the images of one container repository, that a build put somewhere. */
export type Output =
  | {
      readonly kind: 'ami';
      readonly region?: RegionCode;
      readonly image?: string;
      readonly name?: string;
      readonly description?: string;
      readonly account?: AccountId;
      readonly status?: string;
      readonly reason?: string;
    }
  | { readonly kind: 'container'; readonly region?: RegionCode; readonly uris: readonly string[] };

export interface Recipe {
  readonly kind: 'image' | 'container';
  readonly arn?: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly components: readonly RecipeComponent[];
  /** An AMI id, an ARN of Image Builder, an SSM parameter, or a container image. */
  readonly parent?: string;
  readonly blockDevices: readonly BlockDevice[];
  /** Decoded, where it is text. */
  readonly userData?: string;
  readonly workingDirectory?: string;
  /** Of a container recipe: where its image goes. */
  readonly repository?: string;
  readonly dockerfile?: string;
}

export interface RecipeComponent {
  readonly arn: string;
  readonly name: string;
  readonly version: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

export interface BlockDevice {
  readonly device?: string;
  /** In GiB. */
  readonly size?: number;
  readonly type?: string;
  readonly iops?: number;
  /** In MiB a second. */
  readonly throughput?: number;
  readonly encrypted?: boolean;
  readonly kmsKey?: string;
  readonly snapshot?: string;
  readonly deleteOnTermination?: boolean;
}

export interface Infrastructure {
  readonly name?: string;
  readonly arn?: string;
  readonly description?: string;
  readonly instanceTypes: readonly string[];
  readonly instanceProfile?: string;
  readonly subnet?: string;
  readonly securityGroups: readonly string[];
  readonly logBucket?: string;
  readonly logPrefix?: string;
  readonly keyPair?: string;
  readonly snsTopic?: string;
  readonly metadataTokens?: string;
  readonly metadataHopLimit?: number;
  readonly terminateOnFailure?: boolean;
  readonly tenancy?: string;
  readonly availabilityZone?: string;
  readonly host?: string;
  /** Of the instances that build. */
  readonly resourceTags: Tags;
  readonly tags: Tags;
}

export interface Distribution {
  readonly name?: string;
  readonly arn?: string;
  readonly description?: string;
  readonly regions: readonly RegionDistribution[];
}

/** What shall be put into one Region. */
export interface RegionDistribution {
  readonly region: RegionCode;
  readonly amiName?: string;
  readonly description?: string;
  readonly kmsKey?: string;
  readonly targetAccounts: readonly AccountId[];
  /** Who may launch it: account ids, groups, and ARNs of organizations and units. */
  readonly principals: readonly string[];
  readonly fastLaunch: readonly FastLaunch[];
  readonly licenses: readonly string[];
  readonly launchTemplates: readonly LaunchTemplate[];
  readonly amiTags: Tags;
  readonly container?: {
    readonly repository?: string;
    readonly description?: string;
    readonly tags: readonly string[];
  };
}

export interface FastLaunch {
  readonly account?: AccountId;
  readonly enabled: boolean;
  readonly launchTemplate?: string;
  readonly maxParallelLaunches?: number;
  readonly targetSnapshots?: number;
}

export interface LaunchTemplate {
  readonly id: string;
  readonly account?: AccountId;
  readonly setsDefault: boolean;
}

/** What is known of a build's scan for vulnerabilities; `clean` is never concluded from absence. */
export interface Scan {
  /** Whether the build asked for one, where that is told. */
  readonly enabled?: boolean;
  /** AWS's word: `PENDING`, `COMPLETED`, `TIMED_OUT`, …; absent when it has none. */
  readonly status?: string;
  readonly reason?: string;
  /** The repository in which a container was scanned. */
  readonly repository?: string;
}

/** A build as lists tell it. */
export interface BuildListing {
  readonly arn: string;
  readonly name: string;
  readonly version: string;
  readonly buildVersion: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly platform?: string;
  readonly osVersion?: string;
  readonly createdAt?: number;
  readonly outputs: readonly Output[];
}

/** An image version as the list of images tells it. Its builds are listed apart. */
export interface ImageVersion {
  readonly arn: string;
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly platform?: string;
  readonly osVersion?: string;
  /** Who owns it: an account id, or what AWS says of its own. */
  readonly owner?: string;
  readonly shared: boolean;
  readonly createdAt?: number;
}

/** The latest builds of an account, or of one pipeline, newest first. */
export interface BuildOverview {
  readonly pipeline?: {
    readonly arn: string;
    readonly name: string;
    readonly status?: string;
    readonly nextRunAt?: number;
  };
  readonly builds: readonly BuildListing[];
  /** By the build's ARN. One that has no findings is told as well, one that is not scanned not. */
  readonly counts: Readonly<Record<string, FindingCounts>>;
  /** Why nothing was counted. */
  readonly uncounted?: Problem;
  /** Whether there are more than are listed. */
  readonly more: boolean;
}

/** One run of a workflow. */
export interface WorkflowRun {
  readonly id: string;
  /** Such as `build-image`. */
  readonly type: string;
  readonly status: string;
  readonly message?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly totals: StepTotals;
}

export interface StepTotals {
  readonly total?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly skipped?: number;
}

/** One step of a workflow's run. */
export interface WorkflowStep {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly action?: string;
  readonly status: string;
  readonly rollbackStatus?: string;
  readonly message?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
}

/** A package that the image has. */
export interface Package {
  readonly name: string;
  readonly version?: string;
}

/** The resource policy of an image; without a text it has none. */
export interface ImagePolicy {
  readonly text?: string;
}

/** One image that a build was made from, and the one that was made from, down to the base. */
export interface Ancestor {
  /** As the recipe names it. */
  readonly reference: string;
  readonly kind: 'build' | 'amazon' | 'ami' | 'parameter' | 'marketplace' | 'container';
  /** The build that the reference led to, when it is one of Image Builder. */
  readonly build?: BuildListing;
  /** Why what is below it is not known. */
  readonly unknown?: Problem;
}
