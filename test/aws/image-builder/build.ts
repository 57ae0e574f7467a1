import type {
  BuildType,
  ImagePackage,
  ImageScanFinding,
  ImageSource,
} from '@aws-sdk/client-imagebuilder';
import type { Region, World } from '../world';
import { isFinal } from './moment';
import { imageNameOf, resourceArn } from './names';
import type { DistributionTrouble } from './outputs';
import type {
  BuildRecord,
  ComponentRecord,
  ContainerRecipeRecord,
  DistributionRecord,
  ImageRecipeRecord,
  InfrastructureRecord,
  PipelineRecord,
} from './records';
import type { BuildOutline } from './script';
import { settleBuild } from './settle';
import type { Phase } from './workflows';

/** How long the list operations lag behind, in milliseconds. Source: the model on ListImages. */
export const listingLag = 120_000;

/** How a build goes on by the clock, and what it gives on the way. */
export interface BuildRun {
  outline: BuildOutline;
  readonly trouble: DistributionTrouble;
  /** What the scan finds; it is shown when the scan is completed. */
  readonly findings: readonly ImageScanFinding[];
  /** What the inventory finds; it is shown when the inventory is collected. */
  readonly packages: readonly ImagePackage[];
  /** Until nothing comes any more unless somebody does something: then a test may change the record. */
  live: boolean;
}

export interface BuildOptions extends DistributionTrouble {
  /** When it is started, in epoch milliseconds; now unless given. */
  readonly at?: number;
  readonly fails?: Phase;
  /** What the step that fails says. */
  readonly failure?: string;
  /** The workflow that fails is undone, which takes its time. */
  readonly rollback?: boolean;
  /** Its test has a step that waits until somebody acts on it. */
  readonly waits?: boolean;
  /** When it is cancelled, in epoch milliseconds. */
  readonly cancelledAt?: number;
  readonly buildType?: BuildType;
  readonly imageSource?: ImageSource;
  /** Beside those that the pipeline gives to its images. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly osVersion?: string;
  readonly findings?: readonly ImageScanFinding[];
  readonly packages?: readonly ImagePackage[];
  readonly policy?: string;
}

/** What a build is made by: a pipeline, or what somebody asked for in its place. */
export type BuildOrder = Pick<
  PipelineRecord,
  | 'owner'
  | 'imageRecipeArn'
  | 'containerRecipeArn'
  | 'infrastructureConfigurationArn'
  | 'distributionConfigurationArn'
  | 'imageTestsConfiguration'
  | 'enhancedImageMetadataEnabled'
  | 'imageScanningConfiguration'
  | 'executionRole'
  | 'workflows'
  | 'loggingConfiguration'
  | 'imageTags'
> &
  Partial<Pick<PipelineRecord, 'arn' | 'name'>>;

/**
 * Starts a build of a pipeline. It goes on as the world's clock does: what is shown of it is
 * computed from the time whenever somebody asks. Throws when the pipeline names what is not there.
 */
export function startBuild(
  world: World,
  region: Region,
  pipeline: BuildOrder,
  options: BuildOptions = {},
): BuildRecord {
  const { imageBuilder } = region;
  const recipe = recipeOf(region, pipeline);
  const at = options.at ?? world.now();
  const arn = nextArn(region, pipeline.owner, recipe.name ?? '', recipe.version ?? '');
  const infrastructure = imageBuilder.infrastructures.get(
    pipeline.infrastructureConfigurationArn ?? '',
  );
  const distribution = imageBuilder.distributions.get(pipeline.distributionConfigurationArn ?? '');
  const build: BuildRecord = {
    arn,
    owner: pipeline.owner,
    listedAt: at + listingLag,
    type: isContainer(recipe) ? 'DOCKER' : 'AMI',
    name: recipe.name,
    // Source: a GetImage answer in iainelder/backups, and terraform-provider-aws's tests of the image
    // resource: the build is in the version, although the model's pattern has no place for it.
    version: arn.split('/').slice(2).join('/'),
    platform: recipe.platform,
    enhancedImageMetadataEnabled: pipeline.enhancedImageMetadataEnabled ?? true,
    ...(options.osVersion !== undefined && { osVersion: options.osVersion }),
    state: { status: 'PENDING' },
    ...(isContainer(recipe)
      ? { containerRecipe: withoutOurs(recipe) }
      : { imageRecipe: withoutOurs(recipe) }),
    ...(pipeline.name !== undefined && { sourcePipelineName: pipeline.name }),
    ...(pipeline.arn !== undefined && { sourcePipelineArn: pipeline.arn }),
    ...(infrastructure && { infrastructureConfiguration: withoutOurs(infrastructure) }),
    ...(distribution && { distributionConfiguration: withoutOurs(distribution) }),
    imageTestsConfiguration: pipeline.imageTestsConfiguration ?? defaultTests,
    dateCreated: new Date(at).toISOString(),
    ...tagsOf({ ...pipeline.imageTags, ...options.tags }),
    buildType: options.buildType ?? 'USER_INITIATED',
    imageSource: options.imageSource ?? 'CUSTOM',
    ...(pipeline.imageScanningConfiguration && {
      imageScanningConfiguration: pipeline.imageScanningConfiguration,
    }),
    ...(pipeline.executionRole !== undefined && { executionRole: pipeline.executionRole }),
    ...(pipeline.workflows && { workflows: pipeline.workflows }),
    ...(pipeline.loggingConfiguration?.imageLogGroupName !== undefined && {
      loggingConfiguration: { logGroupName: pipeline.loggingConfiguration.imageLogGroupName },
    }),
    workflowExecutions: [],
    packages: [],
    findings: [],
    ...(options.policy !== undefined && { policy: options.policy }),
  };
  build.run = runOf(build, at, options);
  imageBuilder.builds.set(arn, build);
  settleBuild(world, region, build);
  return build;
}

/**
 * Starts what distributes an available AMI image again, as a build of its own that does nothing else.
 * Assumption: it becomes the next build of the same version.
 */
export function startDistribution(
  world: World,
  region: Region,
  source: BuildRecord,
  distribution: DistributionRecord,
  options: { readonly executionRole: string; readonly tags?: Readonly<Record<string, string>> },
): BuildRecord {
  const at = world.now();
  const { name, version } = imageNameOf(source.arn);
  const arn = nextArn(region, source.owner, name, version);
  const { run: _run, policy: _policy, tags: _tags, outputResources: _outputs, ...kept } = source;
  const build: BuildRecord = {
    ...kept,
    arn,
    listedAt: at + listingLag,
    version: arn.split('/').slice(2).join('/'),
    state: { status: 'PENDING' },
    distributionConfiguration: withoutOurs(distribution),
    dateCreated: new Date(at).toISOString(),
    buildType: 'USER_INITIATED',
    executionRole: options.executionRole,
    ...tagsOf(options.tags ?? {}),
    workflowExecutions: [],
    packages: [...source.packages],
    findings: [],
  };
  const run = runOf(build, at, {});
  build.run = { ...run, outline: { ...run.outline, distributesOnly: true, scans: false } };
  region.imageBuilder.builds.set(arn, build);
  settleBuild(world, region, build);
  return build;
}

/**
 * Adds a build that is over: started so many milliseconds ago that nothing of it is to come. Throws
 * when it is not over.
 */
export function addBuild(
  world: World,
  region: Region,
  pipeline: PipelineRecord,
  options: BuildOptions & { readonly at: number },
): BuildRecord {
  const build = startBuild(world, region, pipeline, options);
  if (!isFinal(build.state.status ?? '')) throw new Error(`${build.arn} is not over`);
  return build;
}

/** Changes how a build goes on from now, as an operation does. */
export function change(
  world: World,
  region: Region,
  build: BuildRecord,
  outline: Partial<BuildOutline>,
): void {
  if (!build.run) throw new Error(`${build.arn} does not go by the clock`);
  build.run.outline = { ...build.run.outline, ...outline };
  build.run.live = true;
  settleBuild(world, region, build);
}

function runOf(build: BuildRecord, at: number, options: BuildOptions): BuildRun {
  const { fails, failure, rollback = false, waits = false, cancelledAt } = options;
  const lastRegion = build.distributionConfiguration?.distributions?.at(-1)?.region ?? '';
  return {
    outline: {
      arn: build.arn,
      makes: build.type ?? 'AMI',
      startedAt: at,
      tests: build.imageTestsConfiguration?.imageTestsEnabled ?? true,
      windows: build.platform === 'Windows',
      metadata: build.enhancedImageMetadataEnabled ?? true,
      scans: build.imageScanningConfiguration?.imageScanningEnabled ?? false,
      waits,
      fails,
      failure: failure ?? (fails ? failures[fails] : ''),
      rollback,
      ...(cancelledAt !== undefined && { cancelledAt }),
    },
    trouble: {
      missing: options.missing,
      failing: options.failing ?? (fails === 'distribution' ? [lastRegion] : []),
    },
    findings: (options.findings ?? []).map((finding) => ({
      ...finding,
      awsAccountId: build.owner,
      imageBuildVersionArn: build.arn,
      ...(build.sourcePipelineArn !== undefined && { imagePipelineArn: build.sourcePipelineArn }),
    })),
    packages: options.packages ?? [],
    live: true,
  };
}

/** Source: terraform-provider-aws's tests of images and pipelines that say nothing about tests. */
const defaultTests = { imageTestsEnabled: true, timeoutMinutes: 720 };

const failures: Readonly<Record<Phase, string>> = {
  build: 'The component install-office failed in its phase build with exit code 1603.',
  test: 'The component verify-office failed in its phase test with exit code 1.',
  distribution: 'The distribution failed for one or more destinations.',
};

function recipeOf(
  region: Region,
  { imageRecipeArn = '', containerRecipeArn = '' }: BuildOrder,
): ImageRecipeRecord | ContainerRecipeRecord {
  const { imageRecipes, containerRecipes } = region.imageBuilder;
  const recipe = imageRecipes.get(imageRecipeArn) ?? containerRecipes.get(containerRecipeArn);
  if (!recipe) throw new Error(`The recipe ${imageRecipeArn}${containerRecipeArn} is not there`);
  return recipe;
}

function isContainer(
  recipe: ImageRecipeRecord | ContainerRecipeRecord,
): recipe is ContainerRecipeRecord {
  return 'containerType' in recipe;
}

function nextArn(region: Region, owner: string, name: string, version: string): string {
  const versionArn = resourceArn(region, owner, 'image', name, version);
  const numbers = [...region.imageBuilder.builds.keys()]
    .filter((arn) => arn.startsWith(`${versionArn}/`))
    .map((arn) => imageNameOf(arn).build ?? 0);
  return `${versionArn}/${Math.max(0, ...numbers) + 1}`;
}

function tagsOf(tags: Readonly<Record<string, string>>) {
  return Object.keys(tags).length === 0 ? {} : { tags };
}

/** What a resource of the world is to AWS. */
export function withoutOurs<
  Resource extends
    | ImageRecipeRecord
    | ContainerRecipeRecord
    | InfrastructureRecord
    | DistributionRecord
    | PipelineRecord
    | ComponentRecord,
>(resource: Resource): Omit<Resource, 'owner' | 'listedAt'> {
  const { owner: _owner, listedAt: _listedAt, ...rest } = resource;
  return rest;
}
