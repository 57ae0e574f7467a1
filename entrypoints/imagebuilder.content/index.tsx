import { defineContentScript } from 'wxt/utils/define-content-script';
import { later } from '../../components/desk/later';
import { imageBuilderPanel } from '../../components/panel/imagebuilder/console';
import { startPanel } from '../../components/panel/start';
import { now } from '../../lib/platform/clock';
import { connectToWorker, onEvent } from '../../lib/platform/runtime';

export default defineContentScript({
  // WXT reads these without running anything, so that they are written out here.
  matches: [
    'https://*.console.aws.amazon.com/imagebuilder/*',
    'https://*.console.amazonaws-us-gov.com/imagebuilder/*',
    'https://*.console.amazonaws.cn/imagebuilder/*',
  ],
  runAt: 'document_idle',
  cssInjectionMode: 'manual',
  main({ signal }) {
    startPanel({
      console: imageBuilderPanel,
      page: window,
      client: connectToWorker(),
      now,
      later,
      listen: onEvent,
      signal,
    });
  },
});
