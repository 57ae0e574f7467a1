import '../../components/popup/popup.css';
import { render } from 'preact';
import { Popup } from '../../components/popup/popup';
import { followSystemTheme } from '../../components/popup/theme';
import { now } from '../../lib/platform/clock';
import { connectToWorker, onEvent } from '../../lib/platform/runtime';
import { activeTabId } from '../../lib/platform/windows';

const root = document.querySelector('#root');

followSystemTheme(window);
if (root) {
  render(
    <Popup
      client={connectToWorker()}
      activeTabId={activeTabId}
      listen={onEvent}
      now={now}
      close={() => window.close()}
    />,
    root,
  );
}
