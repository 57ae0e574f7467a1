import { awsError } from './errors';
import type { Context, Page } from './handler';

interface Token {
  /** Which list the token continues: service, operation and account. */
  readonly list: string;
  /** The key of the last result of the page before; nothing at the beginning. */
  readonly after: string;
}

/**
 * Gives the paging of one call. With `emptyPage` the answer has no results but a token that
 * continues at the same place, as AWS does where it filters after it has cut the page.
 */
export function pagingOf(list: string, emptyPage: boolean): Context['page'] {
  return function page<Item>(
    items: readonly Item[],
    keyOf: (item: Item) => string,
    request: { readonly token: string | undefined; readonly size: number },
  ): Page<Item> {
    const after = request.token === undefined ? '' : readToken(request.token, list);
    if (emptyPage) return { items: [], token: writeToken({ list, after }) };
    const rest = items
      .filter((item) => keyOf(item) > after)
      .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    const cut = rest.slice(0, request.size);
    const last = cut.at(-1);
    const more = rest.length > cut.length && last !== undefined;
    return { items: cut, token: more ? writeToken({ list, after: keyOf(last) }) : undefined };
  };
}

function writeToken(token: Token): string {
  return Buffer.from(JSON.stringify(token), 'utf8').toString('base64url');
}

function readToken(text: string, list: string): string {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Partial<Token>;
    if (token.list === list && typeof token.after === 'string') return token.after;
  } catch {
    // Not one of ours: refused below.
  }
  // Assumption: AppStream documents no error for a token that it did not give.
  throw awsError('ValidationException', 'The NextToken is not valid');
}
