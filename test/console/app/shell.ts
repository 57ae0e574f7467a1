import '@cloudscape-design/global-styles/index.css';
import './chrome.css';
import { readVariants } from '../variants';
import { ownBody } from './own-body';

if (readVariants(new URLSearchParams(location.search)).has('wipe')) ownBody();

const frame = document.querySelector<HTMLIFrameElement>('#service-react-frame');
if (frame !== null) keepHash(frame);

function keepHash(iframe: HTMLIFrameElement): void {
  iframe.src = `${iframe.dataset['path'] ?? ''}${location.hash}`;
  addEventListener('hashchange', () => {
    const inner = iframe.contentWindow?.location;
    if (inner !== undefined && inner.hash !== location.hash) inner.hash = location.hash;
  });
  iframe.addEventListener('load', () => {
    const inner = iframe.contentWindow;
    inner?.addEventListener('hashchange', () => {
      // Replaced, as routers do: the top page gets no hashchange event from it.
      if (inner.location.hash !== location.hash)
        history.replaceState(null, '', inner.location.hash);
    });
  });
}
