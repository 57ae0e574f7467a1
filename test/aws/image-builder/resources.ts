import type { Region } from '../world';
import { ec2IdOf, resourceArn } from './names';
import type {
  BuildRecord,
  ComponentRecord,
  ContainerRecipeRecord,
  DistributionRecord,
  ImageRecipeRecord,
  InfrastructureRecord,
  PipelineRecord,
} from './records';

/** What a resource is made of beside what every resource has. */
type Details<Resource extends object> = Partial<Omit<Resource, 'arn' | 'owner' | 'name'>>;

/** Adds a pipeline, enabled unless told otherwise. Its recipe has to be there when it builds. */
export function addPipeline(
  region: Region,
  owner: string,
  name: string,
  details: Details<PipelineRecord>,
): PipelineRecord {
  const arn = resourceArn(region, owner, 'image-pipeline', name);
  const pipeline = { listedAt: 0, status: 'ENABLED' as const, ...details, arn, owner, name };
  region.imageBuilder.pipelines.set(arn, pipeline);
  return pipeline;
}

/** Adds a build of a version of a component: one that builds images, unless told otherwise. */
export function addComponent(
  region: Region,
  owner: string,
  name: string,
  version: string,
  details: Details<ComponentRecord>,
  build = 1,
): ComponentRecord {
  const arn = resourceArn(region, owner, 'component', name, version, build);
  const component = { listedAt: 0, type: 'BUILD' as const, ...details, arn, owner, name, version };
  region.imageBuilder.components.set(arn, component);
  return component;
}

/** Adds one version of a recipe for AMIs. */
export function addImageRecipe(
  region: Region,
  owner: string,
  name: string,
  version: string,
  details: Details<ImageRecipeRecord>,
): ImageRecipeRecord {
  const arn = resourceArn(region, owner, 'image-recipe', name, version);
  const recipe = { listedAt: 0, type: 'AMI' as const, ...details, arn, owner, name, version };
  region.imageBuilder.imageRecipes.set(arn, recipe);
  return recipe;
}

/** Adds one version of a recipe for containers. */
export function addContainerRecipe(
  region: Region,
  owner: string,
  name: string,
  version: string,
  details: Details<ContainerRecipeRecord>,
): ContainerRecipeRecord {
  const arn = resourceArn(region, owner, 'container-recipe', name, version);
  const type = 'DOCKER' as const;
  const recipe = { listedAt: 0, containerType: type, ...details, arn, owner, name, version };
  region.imageBuilder.containerRecipes.set(arn, recipe);
  return recipe;
}

/** Adds an infrastructure configuration. */
export function addInfrastructure(
  region: Region,
  owner: string,
  name: string,
  details: Details<InfrastructureRecord> = {},
): InfrastructureRecord {
  const arn = resourceArn(region, owner, 'infrastructure-configuration', name);
  const infrastructure = { listedAt: 0, ...details, arn, owner, name };
  region.imageBuilder.infrastructures.set(arn, infrastructure);
  return infrastructure;
}

/** Adds distribution settings; without a timeout of their own they have the service's. */
export function addDistribution(
  region: Region,
  owner: string,
  name: string,
  details: Details<DistributionRecord>,
): DistributionRecord {
  const arn = resourceArn(region, owner, 'distribution-configuration', name);
  const settings = { listedAt: 0, timeoutMinutes: 720, ...details, arn, owner, name };
  region.imageBuilder.distributions.set(arn, settings);
  return settings;
}

/** Adds an image as AWS publishes it: available, and seen by everybody. */
export function addManagedImage(
  region: Region,
  name: string,
  version: string,
  details: Partial<BuildRecord>,
): BuildRecord {
  const arn = resourceArn(region, 'amazon', 'image', name, version, 1);
  const build: BuildRecord = {
    type: 'AMI',
    name,
    version,
    state: { status: 'AVAILABLE' },
    outputResources: { amis: [{ region: region.name, image: ec2IdOf('ami', arn), name }] },
    imageSource: 'AMAZON_MANAGED',
    listedAt: 0,
    workflowExecutions: [],
    packages: [],
    findings: [],
    ...details,
    arn,
    owner: 'amazon',
  };
  region.imageBuilder.builds.set(arn, build);
  return build;
}
