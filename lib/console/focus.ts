import type { ImageRef } from '../images/image';
import { decodeTolerantly, first, headings, selectedRows, textOf, textsIn } from './documents';
import type { ConsolePage } from './page';

/** How the image in focus was found, strongest first. */
export type FocusSource = 'address' | 'row' | 'heading';

export interface Focus {
  readonly image: ImageRef;
  readonly source: FocusSource;
}

/** The shape of an image name. Source: the AppStream model's `Name` pattern. */
const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/;

const arnPattern =
  /arn:aws[a-z-]*:appstream:[a-z0-9-]+:\d{0,12}:image\/([a-zA-Z0-9][a-zA-Z0-9_.-]{0,100})/;

/**
 * Routes of the AppStream console that certainly show something other than images. An unknown
 * route is treated as one that may show them: a panel too many is better than none.
 */
const otherRoutes =
  /^\/(?:fleets?|stacks?|create-|image-builders?|imageBuilders|user-pool|users|directory|app-blocks?|applications?|usage)/i;

/** Whether the panel has a place on this page. */
export function showsImages(page: ConsolePage): boolean {
  return page.service === 'appstream' && !otherRoutes.test(page.route.path);
}

/**
 * The image that the page is about: named in the address, else in the selected row, else in
 * the details heading. `known` are names of images of this account and Region; with them a
 * cell or heading counts only if it is one of them, without them any text of a name's shape
 * in a selected row does. Nothing when the page does not tell.
 */
export function imageInFocus(
  page: ConsolePage,
  documents: readonly Document[],
  known: ReadonlySet<string>,
): Focus | undefined {
  return (
    focus('address', imageInAddress(page)) ??
    first(documents, (document) => focus('row', imageInSelectedRow(document, known))) ??
    first(documents, (document) => focus('heading', imageInHeading(document, known)))
  );
}

function imageInAddress({ route }: ConsolePage): ImageRef | undefined {
  // As text: in Firefox, what iterates over parameters cannot be iterated by a content script.
  const byArn = imageInText(decodeTolerantly(`${route.path} ${route.parameters.toString()}`));
  if (byArn) return byArn;
  const named =
    /^\/images\/([^/]+)/.exec(route.path)?.[1] ?? route.parameters.get('selected') ?? undefined;
  const name = named === undefined ? undefined : decodeTolerantly(named);
  return name !== undefined && namePattern.test(name) ? { name } : undefined;
}

function imageInSelectedRow(document: Document, known: ReadonlySet<string>): ImageRef | undefined {
  return first(selectedRows(document), (row) => {
    const byArn = first(textsIn(row), imageInText);
    if (byArn) return byArn;
    const texts = [...row.querySelectorAll('td, th')].map(textOf).filter(isName);
    const name = texts.find((text) => known.has(text)) ?? (known.size === 0 ? texts[0] : undefined);
    return name === undefined ? undefined : { name };
  });
}

function imageInHeading(document: Document, known: ReadonlySet<string>): ImageRef | undefined {
  return first(headings(document), (heading) => {
    const text = textOf(heading);
    return first(textsIn(heading), imageInText) ?? (known.has(text) ? { name: text } : undefined);
  });
}

function imageInText(text: string): ImageRef | undefined {
  const found = arnPattern.exec(text);
  const name = found?.[1];
  return found && name !== undefined ? { name, arn: found[0] } : undefined;
}

function focus(source: FocusSource, image: ImageRef | undefined): Focus | undefined {
  return image && { source, image };
}

function isName(text: string): boolean {
  return namePattern.test(text);
}
