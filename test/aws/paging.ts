import { awsError } from './errors';
import type { Context, Page, PageRequest } from './handler';
import type { ServiceName } from './models';

interface Token {
  /** Which list the token continues: service, operation and account. */
  readonly list: string;
  /** The key of the last result of the page before; nothing at the beginning. */
  readonly after: string;
}

/** What services call a token that they did not give, where it is not ValidationException. */
const tokenErrors: Readonly<Partial<Record<ServiceName, string>>> = {
  imagebuilder: 'InvalidPaginationTokenException',
};

/**
 * Gives the paging of one call of a service. With `emptyPage` the answer has no results but a token that
 * continues at the same place, as AWS does where it filters after it has cut the page.
 */
export function pagingOf(service: ServiceName, list: string, emptyPage: boolean): Context['page'] {
  return function page<Item>(
    items: readonly Item[],
    keyOf: (item: Item, index: number) => string,
    request: PageRequest<Item>,
  ): Page<Item> {
    const { token, size, keep = () => true, sorted = false } = request;
    const after = token === undefined ? '' : readToken(token, service, list);
    if (emptyPage) return { items: [], token: writeToken({ list, after }) };
    const rest = sorted
      ? restOfSorted(items, keyOf, after, size + 1)
      : items
          .map((item, index) => ({ item, key: keyOf(item, index) }))
          .filter(({ key }) => key > after)
          .toSorted((one, other) => (one.key < other.key ? -1 : 1));
    const cut = rest.slice(0, size);
    const last = cut.at(-1);
    const more = rest.length > cut.length && last !== undefined;
    return {
      items: cut.map(({ item }) => item).filter(keep),
      token: more ? writeToken({ list, after: last.key }) : undefined,
    };
  };
}

/** The next of a sorted list, found by halving it. */
function restOfSorted<Item>(
  items: readonly Item[],
  keyOf: (item: Item, index: number) => string,
  after: string,
  most: number,
): readonly { readonly item: Item; readonly key: string }[] {
  let from = 0;
  let to = items.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const item = items[middle];
    if (item !== undefined && keyOf(item, middle) > after) to = middle;
    else from = middle + 1;
  }
  return items
    .slice(from, from + most)
    .map((item, index) => ({ item, key: keyOf(item, from + index) }));
}

function writeToken(token: Token): string {
  return Buffer.from(JSON.stringify(token), 'utf8').toString('base64url');
}

function readToken(text: string, service: ServiceName, list: string): string {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Partial<Token>;
    if (token.list === list && typeof token.after === 'string') return token.after;
  } catch {
    // Not one of ours: refused below.
  }
  // Assumption: AppStream documents no error for a token that it did not give.
  throw awsError(tokenErrors[service] ?? 'ValidationException', 'The NextToken is not valid');
}
