import { useEffect, useState } from 'preact/hooks';

/** Where in the console the hash points to. */
export interface Route {
  readonly path: string;
  readonly selected: string | undefined;
}

/** The current hash route; follows the hash. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const update = () => setHash(location.hash);
    addEventListener('hashchange', update);
    return () => removeEventListener('hashchange', update);
  }, []);
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  const selected = new URLSearchParams(query).get('selected') ?? undefined;
  return { path: path === '' ? '/' : path, selected };
}
