import type { ImageRef } from '../images/image';
import { findRegion } from '../aws/regions';
import { present } from '../present';
import type { RegionCode, Scope } from '../scope';
import { imageKey, type ImagePlace } from '../sharing/plan';
import { buildPattern } from './arns';

/** What is done with one image, each in a view of its own. */
export const imageActs = ['clone', 'export', 'move'] as const;

/** What is done with images, of any Regions of an account. */
export const imagesActs = ['copy', 'update', 'delete'] as const;

export type ImageAct = (typeof imageActs)[number];
export type ImagesAct = (typeof imagesActs)[number];

/** Where the desk is when it shows what becomes of images. */
export type LifecycleRoute =
  | {
      readonly view: 'image-act';
      readonly act: ImageAct;
      readonly scope: Scope;
      readonly image: ImageRef;
      /** Whether only a person says that the page shows this account. */
      readonly chosen?: true;
    }
  | {
      readonly view: 'images-act';
      readonly act: ImagesAct;
      readonly scope: Scope;
      readonly images: readonly ImagePlace[];
      /** The Regions of copies that are picked at first. */
      readonly to?: readonly RegionCode[];
      readonly chosen?: true;
    }
  /** Making an image of an AMI: of any, or of one that a build put out. */
  | {
      readonly view: 'image-import';
      readonly scope: Scope;
      readonly ami?: string;
      readonly build?: string;
      readonly chosen?: true;
    }
  /** The image builders of a Region, and what nobody needs any more of its images. */
  | { readonly view: 'builders'; readonly scope: Scope }
  | { readonly view: 'clean-up'; readonly scope: Scope }
  /** A new version of a recipe, from a build of Image Builder. */
  | {
      readonly view: 'build-clone';
      readonly scope: Scope;
      readonly build: string;
      readonly chosen?: true;
    };

/** The path of a view in the hash. */
export function lifecyclePath(route: LifecycleRoute): string {
  switch (route.view) {
    case 'image-act':
    case 'images-act':
      return `images/${route.act}`;
    case 'image-import':
      return 'images/import';
    case 'builders':
      return 'images/builders';
    case 'clean-up':
      return 'images/clean-up';
    case 'build-clone':
      return 'builds/clone';
  }
}

/** What of a route is only in its parameters, besides what all routes have. */
export function writeLifecycle(route: LifecycleRoute, parameters: URLSearchParams): void {
  if (route.view === 'images-act') {
    for (const image of route.images) parameters.append('image', imageKey(image));
    for (const region of route.to ?? []) parameters.append('to', region);
  }
  if (route.view === 'image-import' && route.ami !== undefined) parameters.set('ami', route.ami);
}

/** Reads what comes after `images/`; nothing where it makes no sense. */
export function readImagesRoute(
  part: string | undefined,
  parameters: URLSearchParams,
  scope: Scope,
  image: ImageRef | undefined,
): LifecycleRoute | undefined {
  const place = { scope, ...chosenIn(parameters) };
  const act = imageActs.find((each) => each === part);
  if (act) return image && { view: 'image-act', act, image, ...place };
  const acts = imagesActs.find((each) => each === part);
  if (acts) {
    const images = parameters.getAll('image').flatMap((text) => readImageKey(text) ?? []);
    const to = parameters.getAll('to').filter((code) => findRegion(code) !== undefined);
    return images.length > 0
      ? { view: 'images-act', act: acts, images, ...(to.length > 0 && { to }), ...place }
      : undefined;
  }
  if (part === 'import') {
    const ami = fitting(parameters.get('ami'), /^ami-[a-z0-9]{8,17}$/);
    const build = fitting(parameters.get('build'), buildPattern);
    return { view: 'image-import', ...place, ...present({ ami, build }) };
  }
  return part === 'builders' || part === 'clean-up' ? { view: part, scope } : undefined;
}

/** Whether only a person says that the page shows the account, as the hash has it. */
export function chosenIn(parameters: URLSearchParams): { readonly chosen?: true } {
  return parameters.get('chosen') === 'true' ? { chosen: true } : {};
}

/** Reads a text such as `us-east-1/office`. */
export function readImageKey(text: string): ImagePlace | undefined {
  const [, region, image] = /^([a-z\d-]+)\/(.+)$/.exec(text) ?? [];
  return region !== undefined && image !== undefined ? { region, image } : undefined;
}

function fitting(text: string | null, pattern: RegExp): string | undefined {
  return text !== null && pattern.test(text) ? text : undefined;
}
