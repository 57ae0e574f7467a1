import { ok, type Result } from '../result';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string | undefined;
}

/**
 * Collects all pages, or as many as are wanted at most. An empty page with a token is not the end;
 * an empty token is, and a token that comes twice, because it would never end.
 */
export async function collectPages<Item>(
  fetchPage: (token: string | undefined) => Promise<Result<Page<Item>>>,
  most = Number.POSITIVE_INFINITY,
): Promise<Result<readonly Item[]>> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  let pages = 0;
  do {
    const page = await fetchPage(token);
    if (!page.ok) return page;
    items.push(...page.value.items);
    token = page.value.nextToken || undefined;
    if (token !== undefined && seen.has(token)) break;
    if (token !== undefined) seen.add(token);
    pages += 1;
  } while (token !== undefined && pages < most);
  return ok(items);
}
