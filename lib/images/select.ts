import type { RegionCode } from '../scope';
import type { ImageListing, Tags } from './image';

/** An image in the list of several Regions. One name in two Regions is two images. */
export interface ListedImage extends ImageListing {
  readonly region: RegionCode;
  /** A text for it, unique in an account. */
  readonly key: string;
}

/** What a list of images is narrowed down to; what is empty does not count. */
export interface ImageFilter {
  /** A part of the name or the display name; with `*` or `?` a pattern of the whole name. */
  readonly text: string;
  readonly platform: string;
  readonly state: string;
  /** A tag as `tagText` writes it. */
  readonly tag: string;
}

/** The filter that lets everything through. */
export const noFilter: ImageFilter = { text: '', platform: '', state: '', tag: '' };

/** A tag as one text: `team = finance`. */
export function tagText({ key, value }: Tags[number]): string {
  return value === '' ? key : `${key} = ${value}`;
}

/** Narrows images down. An image whose tags are not known has none. */
export function filterImages(
  images: readonly ListedImage[],
  filter: ImageFilter,
  tagsOf: (image: ListedImage) => Tags | undefined,
): readonly ListedImage[] {
  const fits = textTest(filter.text);
  return images.filter(
    (image) =>
      fits(image) &&
      (filter.platform === '' || image.platform === filter.platform) &&
      (filter.state === '' || image.state === filter.state) &&
      (filter.tag === '' || tagsOf(image)?.some((tag) => tagText(tag) === filter.tag) === true),
  );
}

function textTest(text: string): (image: ListedImage) => boolean {
  const wanted = text.trim().toLowerCase();
  if (/[*?]/.test(wanted)) return ({ name }) => matchesGlob(name.toLowerCase(), wanted);
  return ({ name, displayName = '' }) =>
    name.toLowerCase().includes(wanted) || displayName.toLowerCase().includes(wanted);
}

/**
 * Whether a text fits a pattern in which `*` is any characters and `?` is one. Goes back to the
 * latest `*` alone, so that no pattern takes long, as those of regular expressions can.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const expected = pattern[place];
    if (expected === '*') {
      star = place;
      resume = at;
      place += 1;
    } else if (expected === '?' || (expected !== undefined && expected === text[at])) {
      place += 1;
      at += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      place = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(place));
}

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec';

/** What counts images of one kind up: numbers, dates, versions, and names of months alone. */
const counting = new RegExp(String.raw`(?<![a-z])(?:${months})(?![a-z])|\d+(?:[._-]?\d+)*`, 'g');

/** A name without what counts images of one kind up: `office-2026-06` is `office-#`. */
export function familyOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(counting, '#')
    .replaceAll(/#(?:[._-]*#)+/g, '#');
}

/** The images that are like one of these: the same platform, and names of the same family. */
export function imagesLike(
  images: readonly ListedImage[],
  examples: readonly ListedImage[],
): readonly ListedImage[] {
  const kind = ({ name, platform = '' }: ListedImage) => `${platform}/${familyOf(name)}`;
  const kinds = new Set(examples.map(kind));
  return images.filter((image) => kinds.has(kind(image)));
}

/** What a filter can be set to, of what there is, each once. */
export function choicesOf(
  images: readonly ListedImage[],
  tagsOf: (image: ListedImage) => Tags | undefined,
): {
  readonly platforms: readonly string[];
  readonly states: readonly string[];
  readonly tags: readonly string[];
} {
  return {
    platforms: sorted(images.flatMap(({ platform }) => platform ?? [])),
    states: sorted(images.map(({ state }) => state)),
    tags: sorted(images.flatMap((image) => tagsOf(image)?.map(tagText) ?? [])),
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}
