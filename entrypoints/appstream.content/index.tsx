import { defineContentScript } from 'wxt/utils/define-content-script';
import { later } from '../../components/desk/later';
import { appStreamPanel } from '../../components/panel/appstream/console';
import { startPanel } from '../../components/panel/start';
import { now } from '../../lib/platform/clock';
import { connectToWorker, onEvent } from '../../lib/platform/runtime';

export default defineContentScript({
  // WXT reads these without running anything, so that they are written out here.
  matches: [
    'https://*.console.aws.amazon.com/appstream2/*',
    'https://*.console.amazonaws-us-gov.com/appstream2/*',
    'https://*.console.amazonaws.cn/appstream2/*',
  ],
  runAt: 'document_idle',
  cssInjectionMode: 'manual',
  main({ signal }) {
    startPanel({
      console: appStreamPanel,
      page: window,
      client: connectToWorker(),
      now,
      later,
      listen: onEvent,
      signal,
    });
  },
});
