import '@cloudscape-design/global-styles/index.css';
import './chrome.css';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { render } from 'preact';
import { serviceOf } from '../services';
import { AppStreamConsole } from './appstream/console';
import { ImageBuilderConsole } from './builder/console';
import { variants } from './fixture';
import { ownBody } from './own-body';

if (variants.has('wipe')) ownBody();

const root = document.querySelector('#app');
if (root !== null) {
  render(
    <I18nProvider locale="en" messages={[messages]}>
      {serviceOf(location.pathname) === 'imagebuilder' ? (
        <ImageBuilderConsole />
      ) : (
        <AppStreamConsole />
      )}
    </I18nProvider>,
    root,
  );
}
