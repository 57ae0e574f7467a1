import { byNewest } from '../builds/newest';
import type { Finding } from './finding';
import { countSeverities, rankOf, type SeverityCounts } from './severity';
import { compareTexts, vulnerabilitiesOf, type Vulnerability } from './vulnerability';

/** What a series keeps of a vulnerability of a build: many builds' findings would be too much. */
export type Outline = Pick<Vulnerability, 'id' | 'severity' | 'score' | 'fix'> & {
  readonly title?: string;
};

/** A build of a series. */
export interface SeriesBuild {
  /** The ARN. */
  readonly arn: string;
  /** In epoch milliseconds. */
  readonly createdAt?: number;
  /** What it has; nothing when that is not known, which is not "none". */
  readonly outlines?: readonly Outline[];
}

/** Whether a vulnerability is in a build; `unknown` when the build's findings are not. */
export type Presence = 'present' | 'absent' | 'unknown';

/** A build of a series, with how many vulnerabilities it has where that is known. */
export interface SeriesColumn extends Pick<SeriesBuild, 'arn' | 'createdAt'> {
  readonly severities: SeverityCounts | undefined;
}

/** A vulnerability over the builds of a series. */
export interface SeriesVulnerability {
  readonly id: string;
  /** As the newest build says that has it. */
  readonly outline: Outline;
  /** For each build of the series, in its order. */
  readonly presence: readonly Presence[];
  /** The oldest and the newest build in which it is, by their places in the series. */
  readonly first: number;
  readonly last: number;
  /** Whether the newest build whose findings are known has it. */
  readonly open: boolean;
  /** Whether it was gone from a build, and came back in a later one. */
  readonly cameBack: boolean;
  /** Whether it may be older than the first build: nothing is known of one without it before. */
  readonly maybeEarlier: boolean;
  /**
   * How long it has been open in milliseconds, by the dates of the builds: from each that has it to
   * the next that is known not to, or until now. Nothing when one of these has no date.
   */
  readonly openFor?: number;
}

/** The findings of builds one after the other. */
export interface FindingsSeries {
  /** The oldest first. */
  readonly builds: readonly SeriesColumn[];
  /** The worst first. */
  readonly vulnerabilities: readonly SeriesVulnerability[];
}

/** What a series keeps of the findings of a build. */
export function outlinesOf(findings: Iterable<Finding>): readonly Outline[] {
  return [...vulnerabilitiesOf(findings).values()].map(({ id, severity, score, fix, details }) => ({
    id,
    severity,
    fix,
    ...(score !== undefined && { score }),
    ...(details.title !== undefined && { title: details.title }),
  }));
}

/** How many vulnerabilities are critical or high, and have a fix for all or some packages. */
export function urgentOf(outlines: readonly Outline[]): number {
  return outlines.filter(
    ({ severity, fix }) =>
      rankOf(severity) <= rankOf('high') && (fix === 'yes' || fix === 'partial'),
  ).length;
}

/**
 * What became of each vulnerability over some builds. The order in which they are given makes no
 * difference: they are put in that of their dates. `now` is in epoch milliseconds.
 */
export function seriesOf(given: readonly SeriesBuild[], now: number): FindingsSeries {
  const builds = [...new Map(given.map((build) => [build.arn, build])).values()].toSorted(
    (a, b) => -byNewest(a, b),
  );
  const byId = new Map<string, Map<number, Outline>>();
  for (const [index, { outlines = [] }] of builds.entries()) {
    for (const outline of outlines) {
      const own = byId.get(outline.id);
      if (own) own.set(index, outline);
      else byId.set(outline.id, new Map([[index, outline]]));
    }
  }
  return {
    builds: builds.map(({ arn, createdAt, outlines }) => ({
      arn,
      ...(createdAt !== undefined && { createdAt }),
      severities: outlines && countSeverities(outlines),
    })),
    vulnerabilities: [...byId]
      .flatMap(([id, found]) => followOne(id, found, builds, now) ?? [])
      .toSorted(compareOutlines),
  };
}

function followOne(
  id: string,
  found: ReadonlyMap<number, Outline>,
  builds: readonly SeriesBuild[],
  now: number,
): SeriesVulnerability | undefined {
  const places = [...found.keys()];
  const first = Math.min(...places);
  const last = Math.max(...places);
  const outline = found.get(last);
  if (!outline) return undefined;
  const presence = builds.map(({ outlines }, index): Presence => {
    if (found.has(index)) return 'present';
    return outlines ? 'absent' : 'unknown';
  });
  const openFor = timeOpen(presence, builds, now);
  return {
    id,
    outline,
    presence,
    first,
    last,
    open: !presence.includes('absent', last),
    cameBack: presence.slice(first, last).includes('absent'),
    maybeEarlier: presence[first - 1] !== 'absent',
    ...(openFor !== undefined && { openFor }),
  };
}

/** A build of which nothing is known neither begins a stretch in which it is open nor ends one. */
function timeOpen(
  presence: readonly Presence[],
  builds: readonly SeriesBuild[],
  now: number,
): number | undefined {
  let total = 0;
  let since: number | undefined;
  for (const [index, each] of presence.entries()) {
    if (each === 'unknown' || (each === 'present') === (since !== undefined)) continue;
    const at = builds[index]?.createdAt;
    if (at === undefined) return undefined;
    if (since === undefined) {
      since = at;
    } else {
      total += at - since;
      since = undefined;
    }
  }
  // A clock may be wrong: what began in the future is not open for less than nothing.
  return since === undefined ? total : total + Math.max(0, now - since);
}

/** The worst first, then by score, then by id. */
function compareOutlines(a: SeriesVulnerability, b: SeriesVulnerability): number {
  return (
    rankOf(a.outline.severity) - rankOf(b.outline.severity) ||
    (b.outline.score ?? -1) - (a.outline.score ?? -1) ||
    compareTexts(a.id, b.id)
  );
}
