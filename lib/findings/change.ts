import { imageOfBuild } from '../builds/arn';
import type { OverviewPorts } from '../builds/overview';
import { present } from '../present';
import { ok, type Result } from '../result';
import { readPrevious } from './previous';
import type { FindingsChange } from './scan';

/** What a change is read by. */
export interface ChangePorts extends Pick<OverviewPorts, 'versions' | 'builds' | 'counts'> {
  /** The build of an image that is in production, by their ARNs. */
  readonly pinned: (image: string) => Promise<string | undefined>;
  /** How two builds differ, when the findings of both are kept whole; asks nobody. */
  readonly compared?:
    | ((base: string, target: string) => Promise<FindingsChange['compared']>)
    | undefined;
}

/** What is known of a build's findings beside those of the build before it. */
export async function readChange(
  ports: ChangePorts,
  build: string,
): Promise<Result<FindingsChange>> {
  const found = await readPrevious(ports, build);
  if (!found.ok) return found;
  const before = found.value;
  const [counts, production, compared] = await Promise.all([
    ports.counts([build, ...(before ? [before.arn] : [])]),
    ports.pinned(imageOfBuild(build)),
    before && ports.compared?.(before.arn, build),
  ]);
  if (!counts.ok) return counts;
  const of = (arn: string) => counts.value[arn] ?? null;
  return ok({
    counts: of(build),
    ...present({
      previous: before && { build: before, counts: of(before.arn) },
      production,
      compared,
    }),
  });
}
