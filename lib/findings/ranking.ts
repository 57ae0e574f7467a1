import { imageOfBuild } from '../builds/arn';
import type { BuildListing, ImageVersion } from '../builds/build';
import { becameAvailable, byNewest } from '../builds/newest';
import type { OverviewPorts } from '../builds/overview';
import { inParallel } from '../in-parallel';
import { ok, type Result } from '../result';
import { compareCounted, countBuilds, listsAtOnce } from './counted';
import type { Ranking } from './scan';

/** How many images are ranked, those with the newest versions: each takes a call or more. */
const imagesRanked = 50;

/** How many versions of an image are looked into, the newest first. */
const versionsRead = 3;

type RankingPorts = Pick<OverviewPorts, 'versions' | 'builds' | 'counts'>;

/** Ranks the images of an account by the findings of the newest build that became available. */
export async function readRanking(ports: RankingPorts): Promise<Result<Ranking>> {
  const versions = await ports.versions();
  if (!versions.ok) return versions;
  const images = [...imagesOf(versions.value)];
  const looked = images.slice(0, imagesRanked);
  const builds: BuildListing[] = [];
  for (const newest of await inParallel(looked, listsAtOnce, (own) => newestOf(ports, own))) {
    if (!newest.ok) return newest;
    if (newest.value) builds.push(newest.value);
  }
  const counted = await countBuilds(ports, builds);
  if (!counted.ok) return counted;
  return ok({
    builds: counted.value.toSorted(compareCounted),
    without: looked.length - builds.length,
    left: images.length - looked.length,
  });
}

/** The versions of each image, the newest first in both. */
function imagesOf(versions: readonly ImageVersion[]): Iterable<readonly ImageVersion[]> {
  const byImage = new Map<string, ImageVersion[]>();
  for (const version of versions.toSorted(byNewest)) {
    const image = imageOfBuild(version.arn);
    const own = byImage.get(image);
    if (own) own.push(version);
    else byImage.set(image, [version]);
  }
  return byImage.values();
}

async function newestOf(
  { builds }: RankingPorts,
  versions: readonly ImageVersion[],
): Promise<Result<BuildListing | undefined>> {
  for (const { arn } of versions.slice(0, versionsRead)) {
    const listed = await builds(arn);
    if (!listed.ok) return listed;
    const [newest] = listed.value.filter(becameAvailable).toSorted(byNewest);
    if (newest) return ok(newest);
  }
  return ok(undefined);
}
