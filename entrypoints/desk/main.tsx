import { render } from 'preact';
import { App } from '../../components/desk/app';
import '../../components/desk/global.css';
import { later } from '../../components/desk/later';
import { followColourScheme } from '../../components/desk/theme';
import { now } from '../../lib/platform/clock';
import { requestNotifications } from '../../lib/platform/notifications';
import { hasHostAccess, requestHostAccess } from '../../lib/platform/permissions';
import { connectToWorker, onEvent } from '../../lib/platform/runtime';
import { closeOwnWindow } from '../../lib/platform/windows';

const root = document.getElementById('root');
if (root) {
  followColourScheme();
  const parts = {
    client: connectToWorker(),
    now,
    later,
    onEvent,
    hasHostAccess,
    requestHostAccess,
    requestNotifications,
    closeWindow: () => void closeOwnWindow(),
  };
  render(<App parts={parts} />, root);
}
