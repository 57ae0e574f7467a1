import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { showOf, textOfShow, type Show } from '../../../../../lib/findings/view';
import { useDesk } from '../../../parts';

/** How long nobody types before the address follows what was typed, in milliseconds. */
const pause = 500;

/** Changes a view; what is typed is told a little later, as an address is no place for every key. */
export type ChangeShow = (change: (show: Show) => Show, typed?: 'typed') => void;

/** The view that an address has. It is changed here at once, and the address follows. */
export function useShow(
  text: string | undefined,
  onShow: (text: string | undefined) => void,
): readonly [show: Show, change: ChangeShow] {
  const { later } = useDesk();
  const [show, setShow] = useState(() => showOf(text));
  const latest = useRef({ show, text, onShow, cancel: () => {} });
  latest.current.onShow = onShow;
  useEffect(() => {
    const now = latest.current;
    if (text === now.text) return;
    // Somebody went back, or followed a link.
    now.cancel();
    now.text = text;
    now.show = showOf(text);
    setShow(now.show);
  }, [text]);
  useEffect(() => () => latest.current.cancel(), []);
  const change = useCallback<ChangeShow>(
    (by, typed) => {
      const now = latest.current;
      now.cancel();
      now.show = by(now.show);
      setShow(now.show);
      const tell = () => {
        const next = textOfShow(now.show);
        if (next === now.text) return;
        now.text = next;
        now.onShow(next);
      };
      if (typed) now.cancel = later(tell, pause);
      else tell();
    },
    [later],
  );
  return [show, change];
}
