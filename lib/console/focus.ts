import type { ConsolePage } from './page';
import type { ImageRef } from '../images/image';

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

/** The top document and the service iframes of the same origin that can be read. */
export function consoleDocuments(top: Document): readonly Document[] {
  const frames = [...top.querySelectorAll('iframe')].map(contentOf);
  return [top, ...frames.filter((each) => each !== undefined)];
}

function contentOf(frame: HTMLIFrameElement): Document | undefined {
  try {
    return frame.contentDocument ?? undefined;
  } catch {
    return undefined;
  }
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

/**
 * Ways in which a row of a console table says that it is selected. Newest last; a later
 * console may drop the earlier ones.
 */
const selectedRows: readonly string[] = [
  // 2019: the first, non-React awsui table
  'tr.awsui-table-row-selected',
  // 2023: Cloudscape, whose class names carry the local name
  'tr[class*="awsui_row-selected"]',
  // 2026-08: rows that state it for assistive technology
  'tr[aria-selected="true"]',
  // 2026-11: whatever the row is called, its radio button is the one that is on
  'tr:has(input[type="radio"]:checked)',
];

function imageInSelectedRow(document: Document, known: ReadonlySet<string>): ImageRef | undefined {
  const rows = selectedRows.flatMap((selector) => [...document.querySelectorAll(selector)]);
  return first(rows, (row) => {
    const byArn = first(textsIn(row), imageInText);
    if (byArn) return byArn;
    const texts = [...row.querySelectorAll('td, th')].map(textOf).filter(isName);
    const name = texts.find((text) => known.has(text)) ?? (known.size === 0 ? texts[0] : undefined);
    return name === undefined ? undefined : { name };
  });
}

function imageInHeading(document: Document, known: ReadonlySet<string>): ImageRef | undefined {
  return first([...document.querySelectorAll('h1, h2, h3')], (heading) => {
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

function textOf(element: Element): string {
  return (element.textContent ?? '').trim();
}

/** The texts of an element one by one: joined, an ARN would run into the next cell. */
function textsIn(element: Element): readonly string[] {
  return [...element.childNodes].flatMap((node) =>
    node.nodeType === node.TEXT_NODE ? [node.nodeValue ?? ''] : textsIn(node as Element),
  );
}

function decodeTolerantly(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
