import { freeName, obstacleToName } from '../../../lib/lifecycle/names';
import type { Concern } from '../../../lib/lifecycle/plan';
import {
  refusalsOfImageQuota,
  refusalsOfTexts,
  type Refusal,
} from '../../../lib/lifecycle/refusals';
import { refusalsOfPlatform } from '../../../lib/lifecycle/refusals-of-images';
import { mostImages, type ImageAt, type WishOf } from '../../../lib/lifecycle/wish';
import type { ImagePlace } from '../../../lib/sharing/plan';
import { factsIn, nameAll, sourcesOf, type KnownRegions, type Sources } from './form-sources';

/** What a person has entered of updates. */
export interface UpdateForm {
  /** The names and the display names that were typed, by the keys of the images. */
  readonly names: ReadonlyMap<string, string>;
  readonly displayNames: ReadonlyMap<string, string>;
  /** Empty: each new image has that of the old one. */
  readonly description: string;
  readonly tags: boolean;
}

export const emptyUpdateForm: UpdateForm = {
  names: new Map(),
  displayNames: new Map(),
  description: '',
  tags: true,
};

/** An image that the form updates. */
export interface UpdateRow {
  readonly key: string;
  readonly from: ImageAt;
  readonly image: string;
  /** What is wrong with the new image's name, in one sentence. */
  readonly error?: string;
  /** That of the old one, unless another one was typed. */
  readonly displayName: string;
  /** What is wrong with the display name, in one sentence. */
  readonly displayNameError?: string;
  readonly agentVersion?: string;
}

/** What comes of a form, as far as the Regions were read. */
export interface UpdateSheet {
  readonly sources: Sources;
  readonly rows: readonly UpdateRow[];
  readonly doubts: readonly Concern[];
}

/**
 * What an updated image is called at first: as the old one, with the day in place of the day or the
 * month that it may end with. `now` is epoch milliseconds; the day is this computer's.
 */
export function updatedName(name: string, now: number): string {
  const day = new Date(now);
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  const stem = name.replace(/[-_.]?20\d\d[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?[0-3]\d)?$/, '');
  // A date alone is no name to go on from.
  const start = stem === '' ? name : stem;
  return `${start.slice(0, 100 - date.length - 1)}-${date}`;
}

/** The updates that a form makes of images, each with its names and what is wrong with them. */
export function updatesOf(
  { names: typed, displayNames }: UpdateForm,
  images: readonly ImagePlace[],
  known: KnownRegions,
  now: number,
): UpdateSheet {
  const sources = sourcesOf(images, known, 'updated', ({ platform }) =>
    refusalsOfPlatform(platform),
  );
  const things = sources.fit.map(({ region, image }) => ({
    key: `${region}/${image.name}`,
    region,
    image,
    wish: updatedName(image.name, now),
  }));
  const { names, regions } = nameAll(things, typed, known, (wish, taken) =>
    freeName('image', wish, taken),
  );
  const rows = things.map(({ key, region, image }): UpdateRow => {
    const name = names.get(key) ?? '';
    const { taken = new Set<string>(), given } = regions.get(region) ?? {};
    const error =
      obstacleToName('image', name, taken) ??
      ((given?.get(name) ?? 0) > 1 ? `Two new images in ${region} have this name.` : undefined);
    const displayName = displayNames.get(key) ?? image.displayName ?? '';
    const displayNameError = firstOf(refusalsOfTexts({ displayName: displayName.trim() }));
    return {
      key,
      from: { region, image: image.name },
      image: name,
      displayName,
      ...(error !== undefined && { error }),
      ...(displayNameError !== undefined && { displayNameError }),
      ...(image.agentVersion !== undefined && { agentVersion: image.agentVersion }),
    };
  });
  return { sources, rows, doubts: doubtsOf(sources, known) };
}

function doubtsOf({ fit }: Sources, known: KnownRegions): readonly Concern[] {
  return [...new Set(fit.map(({ region }) => region))].flatMap((region) => {
    const more = fit.filter((source) => source.region === region).length;
    return refusalsOfImageQuota(factsIn(known, region), more).map((refusal) => ({
      subject: region,
      region,
      refusal,
    }));
  });
}

/** Reads what was entered of updates: what is wished for, or what is missing, in one sentence. */
export function readUpdateForm(
  form: UpdateForm,
  { sources, rows }: UpdateSheet,
): { readonly wish: WishOf<'update'> } | { readonly obstacle: string } {
  const description = form.description.trim();
  const obstacle = obstacleTo({ sources, rows }) ?? firstOf(refusalsOfTexts({ description }));
  if (obstacle !== undefined) return { obstacle };
  return {
    wish: {
      act: 'update',
      updates: rows.map(({ key, from, image, displayName }) => ({
        from,
        image,
        ...(form.displayNames.has(key) &&
          displayName.trim() !== '' && { displayName: displayName.trim() }),
        ...(description !== '' && { description }),
      })),
      tags: form.tags,
    },
  };
}

function obstacleTo({ sources, rows }: Pick<UpdateSheet, 'sources' | 'rows'>): string | undefined {
  if (sources.unread.length > 0) return `${sources.unread.join(', ')} was not read yet.`;
  if (rows.length === 0) return 'There is no image that can be updated.';
  if (rows.length > mostImages) {
    return `A plan updates up to ${mostImages} images, and these are ${rows.length}. Pick fewer images.`;
  }
  const wrong = rows.find(({ error, displayNameError }) => error ?? displayNameError);
  return wrong && `${wrong.from.image}: ${wrong.error ?? wrong.displayNameError}`;
}

function firstOf(refusals: readonly Refusal[]): string | undefined {
  return refusals[0]?.sentence;
}
