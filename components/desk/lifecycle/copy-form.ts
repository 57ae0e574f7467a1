import { freeName, obstacleToName } from '../../../lib/lifecycle/names';
import type { Concern } from '../../../lib/lifecycle/plan';
import { refusalsOfImageQuota, refusalsOfTexts } from '../../../lib/lifecycle/refusals';
import { mostImages, type ImageAt, type WishOf } from '../../../lib/lifecycle/wish';
import type { RegionCode } from '../../../lib/scope';
import type { ImagePlace } from '../../../lib/sharing/plan';
import { factsIn, nameAll, sourcesOf, type KnownRegions, type Sources } from './form-sources';

/** What a person has entered of copies. */
export interface CopyForm {
  /** Where the images are copied to. */
  readonly regions: readonly RegionCode[];
  /** The names that were typed, by the keys of the copies. */
  readonly names: ReadonlyMap<string, string>;
  /** Empty: each copy has that of its image. */
  readonly description: string;
  readonly tags: boolean;
  readonly shares: boolean;
}

/** A form in which nothing was entered but the Regions. */
export function emptyCopyForm(regions: readonly RegionCode[] = []): CopyForm {
  return { regions, names: new Map(), description: '', tags: true, shares: false };
}

/** A copy that the form makes. */
export interface CopyRow {
  readonly key: string;
  readonly from: ImageAt;
  readonly to: ImageAt;
  /** What is wrong with its name, in one sentence. */
  readonly error?: string;
}

/** What comes of a form, as far as the Regions were read. */
export interface CopySheet {
  readonly sources: Sources;
  /** By image, and by Region within that. */
  readonly rows: readonly CopyRow[];
  /** What AWS may refuse for want of room, and of which Region. */
  readonly doubts: readonly Concern[];
}

/** The copies that a form makes of images, each with its name and what is wrong with that. */
export function copiesOf(
  { regions, names: typed }: CopyForm,
  images: readonly ImagePlace[],
  known: KnownRegions,
): CopySheet {
  const sources = sourcesOf(images, known, 'copied');
  const things = sources.fit.flatMap(({ region: home, image }) =>
    regions.map((region) => ({
      key: `${home}/${image.name}/${region}`,
      from: { region: home, image: image.name },
      region,
      wish: image.name,
    })),
  );
  const { names, regions: there } = nameAll(things, typed, known, (wish, taken) =>
    freeName('image', wish, taken),
  );
  const rows = things.map(({ key, from, region }): CopyRow => {
    const image = names.get(key) ?? '';
    const { taken = new Set<string>(), given } = there.get(region) ?? {};
    const error =
      obstacleToName('image', image, taken) ??
      ((given?.get(image) ?? 0) > 1 ? `Two copies in ${region} have this name.` : undefined);
    return { key, from, to: { region, image }, ...(error !== undefined && { error }) };
  });
  return {
    sources,
    rows,
    doubts: regions.flatMap((region) =>
      known.states.has(region) && sources.fit.length > 0
        ? refusalsOfImageQuota(factsIn(known, region), sources.fit.length).map((refusal) => ({
            subject: region,
            region,
            refusal,
          }))
        : [],
    ),
  };
}

/** What is wrong with a description, in one sentence. */
export function descriptionError(description: string): string | undefined {
  return refusalsOfTexts({ description: description.trim() })[0]?.sentence;
}

/** Reads what was entered of copies: what is wished for, or what is missing, in one sentence. */
export function readCopyForm(
  form: CopyForm,
  { sources, rows }: CopySheet,
  known: KnownRegions,
): { readonly wish: WishOf<'copy'> } | { readonly obstacle: string } {
  const obstacle = obstacleTo(form, { sources, rows }, known);
  if (obstacle !== undefined) return { obstacle };
  const description = form.description.trim();
  return {
    wish: {
      act: 'copy',
      copies: rows.map(({ from, to }) => ({ from, to })),
      ...(description !== '' && { description }),
      tags: form.tags,
      shares: form.shares,
    },
  };
}

function obstacleTo(
  { regions, description }: CopyForm,
  { sources, rows }: Pick<CopySheet, 'sources' | 'rows'>,
  known: KnownRegions,
): string | undefined {
  if (sources.unread.length > 0) return `${sources.unread.join(', ')} was not read yet.`;
  if (sources.fit.length === 0) return 'There is no image that can be copied.';
  if (regions.length === 0) return 'Pick the Regions to copy to.';
  const unread = regions.filter((region) => !known.states.has(region));
  if (unread.length > 0) return `${unread.join(', ')} was not read yet. Wait, or take it out.`;
  if (rows.length > mostImages) {
    return `A plan makes up to ${mostImages} copies, and these are ${rows.length}. Pick fewer Regions.`;
  }
  const wrong = rows.find(({ error }) => error !== undefined);
  if (wrong) return `${wrong.from.image} in ${wrong.to.region}: ${wrong.error}`;
  return descriptionError(description);
}
