import { useEffect, useState } from 'preact/hooks';

const narrow = matchMedia('(max-width: 600px)');

/** Whether the window is too narrow for tables of many columns. */
export function useNarrow(): boolean {
  const [is, setIs] = useState(narrow.matches);
  useEffect(() => {
    const follow = () => setIs(narrow.matches);
    narrow.addEventListener('change', follow);
    return () => narrow.removeEventListener('change', follow);
  }, []);
  return is;
}
