import {
  describeQuota,
  quotaUse,
  sortUsage,
  type AgeRule,
  type Candidate,
  type Kept,
} from '../../../lib/lifecycle/unused';
import type { RegionUsage } from '../../../lib/lifecycle/usage';
import type { RegionCode } from '../../../lib/scope';
import { imageKey } from '../../../lib/sharing/plan';
import type { Loaded } from '../loader';

/** The most days that can be entered: a hundred years. */
const mostDays = 36_500;

/** What is known of the Regions that were picked. */
export type Places = ReadonlyMap<RegionCode, Loaded<RegionUsage>>;

/** An image that may go, where it is. */
export interface CandidateRow extends Candidate {
  readonly region: RegionCode;
  /** One text for each image of the account. */
  readonly key: string;
}

/** An image that stays, where it is. */
export interface KeptRow extends Kept {
  readonly region: RegionCode;
}

/** Reads how many days old an image must be; nothing for what is no such number. */
export function readDays(text: string): number | undefined {
  const days = /^\d{1,5}$/.test(text.trim()) ? Number(text) : NaN;
  return days <= mostDays ? days : undefined;
}

/**
 * The images that may go and those that stay, of the Regions that were read, Region by Region. None
 * of either while it is not said how old they must be.
 */
export function cleanUpRows(
  regions: readonly RegionCode[],
  places: Places,
  { now, days }: Pick<AgeRule, 'now'> & { readonly days: number | undefined },
  onlySuperseded: boolean,
): { readonly candidates: readonly CandidateRow[]; readonly kept: readonly KeptRow[] } {
  if (days === undefined) return { candidates: [], kept: [] };
  const sorted = regions.flatMap((region) => {
    const place = places.get(region);
    return place?.state === 'ready' ? [{ region, ...sortUsage(place.value, { now, days }) }] : [];
  });
  return {
    candidates: sorted.flatMap(({ region, candidates }) =>
      candidates
        .filter(({ newer }) => !onlySuperseded || newer !== undefined)
        .map((each) => ({ ...each, region, key: imageKey({ region, image: each.image.name }) })),
    ),
    kept: sorted.flatMap(({ region, kept }) => kept.map((each) => ({ ...each, region }))),
  };
}

/** What the quota of each Region that was read is used for now, and without the selected images. */
export function quotaLines(
  regions: readonly RegionCode[],
  places: Places,
  selected: readonly CandidateRow[],
): readonly { readonly region: RegionCode; readonly sentence: string }[] {
  return regions.flatMap((region) => {
    const place = places.get(region);
    if (place?.state !== 'ready') return [];
    const going = selected.filter((row) => row.region === region).map(({ image }) => image.name);
    return [{ region, sentence: describeQuota(quotaUse(place.value, new Set(going))) }];
  });
}
