import { imageOfBuild } from '../builds/arn';
import type { BuildListing } from '../builds/build';
import { byNewest } from '../builds/newest';
import type { OverviewPorts } from '../builds/overview';
import { inParallel } from '../in-parallel';
import { ok, type Result } from '../result';
import { countBuilds, listsAtOnce } from './counted';
import type { CountedBuild } from './scan';

/** How many builds a series has at most, the newest ones. */
export const seriesLimit = 50;

/** How many versions of an image are looked into, the newest ones: each takes a call or more. */
const versionsRead = 20;

type SeriesPorts = Pick<OverviewPorts, 'versions' | 'builds' | 'pipelineBuilds' | 'counts'>;

/** What a series is of, by its ARN; that of an image has no version. */
export type SeriesOf = { readonly image: string } | { readonly pipeline: string };

/** The builds of an image or of a pipeline with how many findings each has, the newest first. */
export async function readSeries(
  ports: SeriesPorts,
  of: SeriesOf,
): Promise<Result<readonly CountedBuild[]>> {
  const builds =
    'image' in of ? await buildsOfImage(ports, of.image) : await ports.pipelineBuilds(of.pipeline);
  if (!builds.ok) return builds;
  return countBuilds(ports, builds.value.toSorted(byNewest).slice(0, seriesLimit));
}

/**
 * The builds of all versions of an image. AWS's filter takes the name of the recipe, of which an
 * ARN has only the small letters: the versions of all images are listed, and these picked.
 */
async function buildsOfImage(
  ports: SeriesPorts,
  image: string,
): Promise<Result<readonly BuildListing[]>> {
  const versions = await ports.versions();
  if (!versions.ok) return versions;
  const own = versions.value.filter(({ arn }) => imageOfBuild(arn) === image);
  const newest = own.toSorted(byNewest).slice(0, versionsRead);
  const builds: BuildListing[] = [];
  for (const list of await inParallel(newest, listsAtOnce, ({ arn }) => ports.builds(arn))) {
    if (!list.ok) return list;
    builds.push(...list.value);
  }
  return ok(builds);
}
