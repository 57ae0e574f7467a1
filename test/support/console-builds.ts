import type {
  FixtureBuildRow,
  FixtureImageBuilder,
  FixtureImageVersion,
  FixturePipeline,
} from '../console/image-builder';
import type { BuildRecord, PipelineRecord } from '../aws/image-builder/records';
import type { Region, World } from '../aws/world';

/** How the console writes that there is nothing. */
export const none = '-';

/** What Image Builder's lists show an account: its own, what is shared with it, AWS's own. */
export function imageBuilderOf(
  world: World,
  account: string,
  regionName: string,
): FixtureImageBuilder {
  const region = world.regions.get(regionName);
  if (region === undefined) return { versions: [], builds: [], pipelines: [] };
  const listed = [...region.imageBuilder.builds.values()].filter(
    (build) => build.listedAt <= world.now() && maySee(region, account, build),
  );
  const pipelines = [...region.imageBuilder.pipelines.values()].filter(
    ({ owner, listedAt }) => owner === account && listedAt <= world.now(),
  );
  return {
    versions: versionsOf(listed, account),
    builds: newestFirst(listed.map(rowOf)),
    pipelines: newestFirst(pipelines.map(pipelineOf)),
  };
}

/** Own, public, or in a resource share with the account: of the build, or of all of its version. */
export function maySee(region: Region, account: string, build: BuildRecord): boolean {
  if (build.owner === account || build.owner === 'amazon') return true;
  const { versionArn } = partsOf(build);
  return [...region.resourceShares.values()].some(
    ({ principals, resourceArns }) =>
      principals.has(account) && (resourceArns.has(build.arn) || resourceArns.has(versionArn)),
  );
}

/** What the ARN of a build tells: `arn:…:image/name/1.0.1/2`. */
export function partsOf({ arn }: BuildRecord) {
  const [, name = '', version = '', build = ''] = arn.split('/');
  return { name, version, build, versionArn: arn.slice(0, arn.lastIndexOf('/')) };
}

function versionsOf(
  builds: readonly BuildRecord[],
  account: string,
): readonly FixtureImageVersion[] {
  const inOrder = builds.toSorted((a, b) => Number(partsOf(a).build) - Number(partsOf(b).build));
  const versions = new Map<string, FixtureImageVersion>();
  for (const build of inOrder) {
    const { versionArn, name, version } = partsOf(build);
    // What is told of a version is what its first build was.
    if (versions.has(versionArn)) continue;
    versions.set(versionArn, {
      arn: versionArn,
      name: build.name ?? name,
      type: typeText(build.type),
      version,
      source: sources[build.imageSource ?? ''] ?? none,
      platform: build.platform ?? none,
      ...createdOf(build),
      owner: build.owner === 'amazon' ? 'Amazon' : build.owner,
      ownership: build.owner === account ? 'self' : build.owner === 'amazon' ? 'amazon' : 'shared',
    });
  }
  return newestFirst([...versions.values()]);
}

const sources: Readonly<Record<string, string>> = {
  AMAZON_MANAGED: 'Amazon managed',
  AWS_MARKETPLACE: 'AWS Marketplace',
  CUSTOM: 'Custom',
  IMPORTED: 'Imported',
};

function typeText(type: BuildRecord['type']): string {
  if (type === undefined) return none;
  return type === 'DOCKER' ? 'Docker' : type;
}

/** A build as a row of a list. */
export function rowOf(build: BuildRecord): FixtureBuildRow {
  const { name, version, build: number, versionArn } = partsOf(build);
  const { status = none, reason } = build.state;
  return {
    arn: build.arn,
    versionArn,
    name: build.name ?? name,
    version: `${version}/${number}`,
    type: typeText(build.type),
    ...createdOf(build),
    status,
    ...(status === 'FAILED' && reason !== undefined && { reason }),
    ...(isScanned(build) && { findings: countsOf(build) }),
    // Source: EC2 Image Builder User Guide, "Monitor Image Builder logs with CloudWatch Logs".
    log: {
      group: build.loggingConfiguration?.logGroupName ?? `/aws/imagebuilder/${name}`,
      stream: `${version}/${number}`,
    },
    ...(build.sourcePipelineArn !== undefined && { pipelineArn: build.sourcePipelineArn }),
  };
}

/** Whether findings are asked for; some may also be left of a time when they were. */
export function isScanned({ findings, imageScanningConfiguration }: BuildRecord): boolean {
  return imageScanningConfiguration?.imageScanningEnabled === true || findings.length > 0;
}

/** As the aggregation of the API counts: the three highest severities, and all. */
function countsOf({ findings }: BuildRecord): string {
  const counts = ['CRITICAL', 'HIGH', 'MEDIUM'].map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return `${count} ${severity.toLowerCase()}`;
  });
  return `${counts.join(', ')} (${findings.length} in all)`;
}

function pipelineOf(pipeline: PipelineRecord): FixturePipeline {
  const lastRun = timeOf(pipeline.dateLastRun);
  const nextRun = timeOf(pipeline.dateNextRun);
  return {
    arn: pipeline.arn,
    name: pipeline.name ?? none,
    description: pipeline.description ?? none,
    status: pipeline.status ?? none,
    type: pipeline.containerRecipeArn === undefined ? 'AMI' : 'Docker',
    platform: pipeline.platform ?? none,
    recipeArn: pipeline.imageRecipeArn ?? pipeline.containerRecipeArn ?? none,
    infrastructureArn: pipeline.infrastructureConfigurationArn ?? none,
    distributionArn: pipeline.distributionConfigurationArn ?? none,
    ...createdOf(pipeline),
    ...(lastRun !== undefined && { lastRun }),
    ...(nextRun !== undefined && { nextRun }),
    tags: pipeline.tags ?? {},
  };
}

function createdOf({ dateCreated }: { readonly dateCreated?: string | undefined }) {
  const created = timeOf(dateCreated);
  return created === undefined ? {} : { created };
}

/** Epoch milliseconds of a time that AWS writes as text; nothing when it is not one. */
export function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function newestFirst<Item extends { readonly created?: number }>(
  items: readonly Item[],
): readonly Item[] {
  return items.toSorted((a, b) => (b.created ?? 0) - (a.created ?? 0));
}
