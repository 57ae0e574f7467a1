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

/**
 * Ways in which a row of a console table says that it is selected. Newest last; a later
 * console may drop the earlier ones.
 */
const selected: readonly string[] = [
  // 2019: the first, non-React awsui table
  'tr.awsui-table-row-selected',
  // 2023: Cloudscape, whose class names carry the local name
  'tr[class*="awsui_row-selected"]',
  // 2026-08: rows that state it for assistive technology
  'tr[aria-selected="true"]',
  // 2026-11: whatever the row is called, its radio button is the one that is on
  'tr:has(input[type="radio"]:checked)',
];

/** The rows of tables that are selected. */
export function selectedRows(document: Document): readonly Element[] {
  return selected.flatMap((selector) => [...document.querySelectorAll(selector)]);
}

/** The headings of a page and its parts. */
export function headings(document: Document): readonly Element[] {
  return [...document.querySelectorAll('h1, h2, h3')];
}

/** The text of an element without the space around it. */
export function textOf(element: Element): string {
  return (element.textContent ?? '').trim();
}

/** The texts of an element one by one: joined, an ARN would run into the next cell. */
export function textsIn(element: Element): readonly string[] {
  return [...element.childNodes].flatMap((node) =>
    node.nodeType === node.TEXT_NODE ? [node.nodeValue ?? ''] : textsIn(node as Element),
  );
}

/** A text with its percent-encoding undone, except where that is broken. */
export function decodeTolerantly(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

/** What is found in the first item in which something is. */
export function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
