import { useHash } from '../hash';

/** Where in the console the hash points to. */
export interface Route {
  readonly path: string;
  readonly selected: string | undefined;
}

/** The current hash route; follows the hash. */
export function useRoute(): Route {
  const [path = '', query = ''] = useHash().replace(/^#/, '').split('?');
  const selected = new URLSearchParams(query).get('selected') ?? undefined;
  return { path: path === '' ? '/' : path, selected };
}
