/** One row of Image Builder's list of images: a version of an image, whatever its builds. */
export interface FixtureImageVersion {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  /** Such as `1.0.1`. */
  readonly version: string;
  readonly source: string;
  readonly platform: string;
  /** Epoch milliseconds; absent when the date cannot be read. */
  readonly created?: number;
  readonly owner: string;
  /** By which the list is filtered. */
  readonly ownership: 'self' | 'amazon' | 'shared';
}

/** One row of a list of image build versions. */
export interface FixtureBuildRow {
  readonly arn: string;
  readonly versionArn: string;
  readonly name: string;
  /** With the build, such as `1.0.1/2`. */
  readonly version: string;
  readonly type: string;
  readonly created?: number;
  readonly status: string;
  /** Only of a build that failed. */
  readonly reason?: string;
  /** Counts by severity; absent when nothing is scanned. */
  readonly findings?: string;
  /** CloudWatch's log group and stream. */
  readonly log: { readonly group: string; readonly stream: string };
  /** Absent when no pipeline made the build. */
  readonly pipelineArn?: string;
}

/** One pipeline, in the list and on its own page. */
export interface FixturePipeline {
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  readonly status: string;
  readonly type: string;
  readonly platform: string;
  readonly recipeArn: string;
  readonly infrastructureArn: string;
  readonly distributionArn: string;
  readonly created?: number;
  readonly lastRun?: number;
  readonly nextRun?: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** What Image Builder's lists show: the reply of the console's own API. Newest first. */
export interface FixtureImageBuilder {
  readonly versions: readonly FixtureImageVersion[];
  readonly builds: readonly FixtureBuildRow[];
  readonly pipelines: readonly FixturePipeline[];
}

/** A setting that is shown because it is set. */
export interface FixtureSetting {
  readonly label: string;
  readonly value: string;
}

/** One destination of an AMI, as the output resources show it. */
export interface FixtureAmi {
  readonly region: string;
  readonly image: string;
  readonly name: string;
  readonly description: string;
  readonly account: string;
}

/** One destination of a container image. */
export interface FixtureContainer {
  readonly region: string;
  readonly uri: string;
}

/** One Region of the settings by which an AMI is distributed. What is not set is `-`. */
export interface FixtureAmiDistribution {
  readonly region: string;
  readonly name: string;
  readonly kmsKey: string;
  readonly targetAccounts: string;
  readonly principals: string;
  readonly fasterLaunchAccounts: string;
  readonly licenses: string;
  readonly launchTemplates: string;
  readonly setsDefaultVersion: string;
}

export interface FixtureDistribution {
  readonly name: string;
  readonly arn: string;
  /** Of an image recipe. */
  readonly amis: readonly FixtureAmiDistribution[];
  /** Of a container recipe. */
  readonly containers: readonly FixtureContainer[];
}

export interface FixtureStep {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly rollback?: string;
  readonly start?: number;
  readonly end?: number;
}

export interface FixtureWorkflow {
  readonly id: string;
  /** What the filter calls it, such as `build-image`. */
  readonly type: string;
  readonly status: string;
  readonly start?: number;
  readonly end?: number;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly steps: readonly FixtureStep[];
}

export interface FixtureFinding {
  readonly severity: string;
  readonly id: string;
  readonly source: string;
  /** Days since the finding was first seen; absent when nobody knows. */
  readonly age?: number;
  readonly score?: number;
}

/** What the details page of an image build version shows: another reply of the console's API. */
export interface FixtureBuild extends FixtureBuildRow {
  /** Name and version, without the build. */
  readonly recipe: string;
  readonly container: boolean;
  readonly amis: readonly FixtureAmi[];
  readonly containers: readonly FixtureContainer[];
  /** Name and ARN, and the others that are set. Absent for an image without any. */
  readonly infrastructure?: readonly FixtureSetting[];
  readonly distribution?: FixtureDistribution;
  readonly workflows: readonly FixtureWorkflow[];
  /** Absent when the image is not scanned. */
  readonly scanned?: readonly FixtureFinding[];
  readonly tags: Readonly<Record<string, string>>;
}
