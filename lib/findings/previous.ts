import { imageOfBuild, readBuildArn } from '../builds/arn';
import type { BuildListing, ImageVersion } from '../builds/build';
import { becameAvailable } from '../builds/newest';
import type { OverviewPorts } from '../builds/overview';
import { ok, type Result } from '../result';

/** How many earlier versions are looked into. */
const versionsRead = 5;

type PreviousPorts = Pick<OverviewPorts, 'versions' | 'builds'>;

/**
 * The build before one of the same image that became available: of the same version, else of the
 * version before, by their numbers. Nothing when there is none, or none in the five versions before.
 */
export async function readPrevious(
  ports: PreviousPorts,
  build: string,
): Promise<Result<BuildListing | undefined>> {
  const version = build.slice(0, build.lastIndexOf('/'));
  const beside = await ports.builds(version);
  if (!beside.ok) return beside;
  const number = numberOf(build);
  const before = lastAvailable(beside.value.filter(({ arn }) => numberOf(arn) < number));
  if (before) return ok(before);
  const versions = await ports.versions();
  if (!versions.ok) return versions;
  for (const { arn } of earlierVersions(versions.value, version).slice(0, versionsRead)) {
    const listed = await ports.builds(arn);
    if (!listed.ok) return listed;
    const last = lastAvailable(listed.value);
    if (last) return ok(last);
  }
  return ok(undefined);
}

function lastAvailable(builds: readonly BuildListing[]): BuildListing | undefined {
  return builds.filter(becameAvailable).toSorted((a, b) => numberOf(b.arn) - numberOf(a.arn))[0];
}

/** The versions of the same image with a lower number, the highest of them first. */
function earlierVersions(
  versions: readonly ImageVersion[],
  version: string,
): readonly ImageVersion[] {
  const image = imageOfBuild(version);
  return versions
    .filter(({ arn }) => imageOfBuild(arn) === image && compareVersionArns(arn, version) < 0)
    .toSorted((a, b) => compareVersionArns(b.arn, a.arn));
}

function compareVersionArns(a: string, b: string): number {
  return collator.compare(readBuildArn(a)?.version ?? '', readBuildArn(b)?.version ?? '');
}

const collator = new Intl.Collator('en', { numeric: true });

/** The number of a build within its version. */
function numberOf(build: string): number {
  return Number(readBuildArn(build)?.buildVersion);
}
