import type { Image } from '../../../lib/images/image';
import type { Concern } from '../../../lib/lifecycle/plan';
import { takenNames, type Refusal, type RegionFacts } from '../../../lib/lifecycle/refusals';
import type { RegionState } from '../../../lib/lifecycle/region-state';
import { imageNamed, refusalsOfSource } from '../../../lib/lifecycle/image-named';
import type { AccountScope, RegionCode } from '../../../lib/scope';
import type { ImagePlace } from '../../../lib/sharing/plan';

/** What was read of the Regions of an account; nothing of one that was not read yet. */
export interface KnownRegions {
  readonly account: AccountScope;
  readonly states: ReadonlyMap<RegionCode, RegionState>;
}

/** An image that a form is about, as it was read. */
export interface Source {
  readonly region: RegionCode;
  readonly image: Image;
}

/** The images that a form is about. */
export interface Sources {
  readonly fit: readonly Source[];
  /** Those of which nothing can be made, with the reason. */
  readonly leftOut: readonly Concern[];
  /** The Regions that were not read yet. */
  readonly unread: readonly RegionCode[];
}

/**
 * Sorts the images that a form is about. `what` is what is wanted with them: `copied`. `more` gives
 * what else may be in the way of one.
 */
export function sourcesOf(
  images: readonly ImagePlace[],
  known: KnownRegions,
  what: string,
  more: (image: Image) => readonly Refusal[] = () => [],
): Sources {
  const fit: Source[] = [];
  const leftOut: Concern[] = [];
  const unread = new Set<RegionCode>();
  for (const { region, image: name } of images) {
    const state = known.states.get(region);
    if (!state) {
      unread.add(region);
      continue;
    }
    const place = { scope: { ...known.account, region }, images: state.images };
    const image = imageNamed(place, name);
    const [reason] = [
      ...refusalsOfSource(place, name, what),
      ...(image ? more(image).filter(({ certain }) => certain) : []),
    ];
    if (reason) leftOut.push({ subject: name, region, refusal: reason });
    else if (image) fit.push({ region, image });
  }
  return { fit, leftOut, unread: [...unread] };
}

/** What refusals depend on in a Region, with nothing in it as long as it was not read. */
export function factsIn({ account, states }: KnownRegions, region: RegionCode): RegionFacts {
  const { images, builders } = states.get(region) ?? { images: [], builders: [] };
  return { scope: { ...account, region }, images, builders };
}

/** The names of a Region, as far as new ones must differ from them. */
export interface Names {
  /** Those that are taken already. */
  readonly taken: ReadonlySet<string>;
  /** Those that this form gives: how often each. */
  readonly given: ReadonlyMap<string, number>;
}

/** A thing that gets a name in a Region: what was typed for it, or else something like the wish. */
export interface Naming {
  readonly key: string;
  readonly region: RegionCode;
  readonly wish: string;
}

/**
 * Names things: as they were typed, and the others so that none is taken and no two are the same.
 * Gives the name of each by its key, and the names of each Region.
 */
export function nameAll(
  things: readonly Naming[],
  typed: ReadonlyMap<string, string>,
  known: KnownRegions,
  free: (wish: string, taken: ReadonlySet<string>) => string,
): {
  readonly names: ReadonlyMap<string, string>;
  readonly regions: ReadonlyMap<RegionCode, Names>;
} {
  const names = new Map<string, string>();
  const regions = new Map<
    RegionCode,
    Names & { readonly given: Map<string, number>; readonly used: Set<string> }
  >();
  const inRegion = (region: RegionCode) => {
    const there = regions.get(region);
    if (there) return there;
    const taken = takenNames(factsIn(known, region));
    const made = { taken, given: new Map<string, number>(), used: new Set(taken) };
    regions.set(region, made);
    return made;
  };
  const give = ({ key, region }: Naming, name: string) => {
    const { given, used } = inRegion(region);
    names.set(key, name);
    used.add(name);
    given.set(name, (given.get(name) ?? 0) + 1);
  };
  for (const thing of things) {
    const name = typed.get(thing.key);
    if (name !== undefined) give(thing, name);
  }
  for (const thing of things) {
    if (!typed.has(thing.key)) give(thing, free(thing.wish, inRegion(thing.region).used));
  }
  return { names, regions };
}
