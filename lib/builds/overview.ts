import { inParallel } from '../in-parallel';
import { ok, type Result } from '../result';
import type { FindingCounts } from '../findings/finding';
import type { BuildListing, BuildOverview, ImageVersion } from './build';
import { byNewest } from './newest';

/** What an overview is read by. */
export interface OverviewPorts {
  readonly versions: () => Promise<Result<readonly ImageVersion[]>>;
  readonly builds: (version: string) => Promise<Result<readonly BuildListing[]>>;
  readonly pipeline: (arn: string) => Promise<Result<NonNullable<BuildOverview['pipeline']>>>;
  readonly pipelineBuilds: (arn: string) => Promise<Result<readonly BuildListing[]>>;
  readonly counts: (
    builds: readonly string[],
  ) => Promise<Result<Readonly<Record<string, FindingCounts>>>>;
}

/** How many builds an overview shows: as many as AWS counts the findings of at once. */
const shown = 10;

/** How many image versions are looked into, the newest ones, and how many at a time. */
const versionsRead = 5;
const atOnce = 3;

/** What an overview is of: a pipeline or an image version, by its ARN, or the account. */
export interface OverviewOf {
  readonly pipeline?: string;
  readonly version?: string;
}

/** The latest builds of something, with how many findings each has. */
export async function readOverview(
  ports: OverviewPorts,
  of: OverviewOf,
): Promise<Result<BuildOverview>> {
  const latest = await latestOf(ports, of);
  if (!latest.ok) return latest;
  const { builds: all, more, ...facts } = latest.value;
  const builds = all.toSorted(byNewest).slice(0, shown);
  const counts = builds.length > 0 ? await ports.counts(builds.map(({ arn }) => arn)) : ok({});
  return ok({
    ...facts,
    builds,
    more: more || all.length > shown,
    // That they could not be counted is no reason not to show the builds.
    ...(counts.ok ? { counts: counts.value } : { counts: {}, uncounted: counts.problem }),
  });
}

type Latest = Pick<BuildOverview, 'pipeline' | 'builds' | 'more'>;

async function latestOf(
  ports: OverviewPorts,
  { pipeline, version }: OverviewOf,
): Promise<Result<Latest>> {
  if (pipeline !== undefined) return ofPipeline(ports, pipeline);
  if (version === undefined) return ofAccount(ports);
  const builds = await ports.builds(version);
  return builds.ok ? ok({ builds: builds.value, more: false }) : builds;
}

async function ofPipeline(ports: OverviewPorts, arn: string): Promise<Result<Latest>> {
  const [pipeline, builds] = await Promise.all([ports.pipeline(arn), ports.pipelineBuilds(arn)]);
  if (!pipeline.ok) return pipeline;
  if (!builds.ok) return builds;
  return ok({ pipeline: pipeline.value, builds: builds.value, more: false });
}

async function ofAccount(ports: OverviewPorts): Promise<Result<Latest>> {
  const versions = await ports.versions();
  if (!versions.ok) return versions;
  const newest = versions.value.toSorted(byNewest).slice(0, versionsRead);
  const lists = await inParallel(newest, atOnce, ({ arn }) => ports.builds(arn));
  const builds: BuildListing[] = [];
  for (const list of lists) {
    if (!list.ok) return list;
    builds.push(...list.value);
  }
  return ok({ builds, more: versions.value.length > versionsRead });
}
