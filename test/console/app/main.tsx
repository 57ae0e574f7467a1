import '@cloudscape-design/global-styles/index.css';
import './chrome.css';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { render } from 'preact';
import { variants } from './fixture';
import { DetailsPane } from './images/details';
import { useRegistry } from './images/registry';
import { ImageTable } from './images/table';
import { ConsoleLayout } from './layout';
import { ownBody } from './own-body';
import { useRoute } from './route';
import { EmptyPage, LandingPage } from './simple';

const titles: Readonly<Record<string, string>> = {
  '/image-builder': 'Image builders',
  '/fleets': 'Fleets',
  '/stacks': 'Stacks',
  '/users': 'User pool',
  '/directory-configs': 'Directory configs',
  '/app-block-builders': 'App block builders',
};

function Console() {
  const { path, selected } = useRoute();
  const registry = useRegistry(path === '/images', selected);
  if (path === '/images') {
    return (
      <ConsoleLayout
        path={path}
        title="Image registry"
        contentType="table"
        splitPanel={<DetailsPane image={registry.selected} />}
      >
        <ImageTable registry={registry} />
      </ConsoleLayout>
    );
  }
  const title = titles[path];
  return (
    <ConsoleLayout
      path={path}
      title={title ?? 'Get started'}
      contentType={title === undefined ? 'default' : 'table'}
    >
      {title === undefined ? <LandingPage /> : <EmptyPage key={path} title={title} />}
    </ConsoleLayout>
  );
}

if (variants.has('wipe')) ownBody();

const root = document.querySelector('#app');
if (root !== null) {
  render(
    <I18nProvider locale="en" messages={[messages]}>
      <Console />
    </I18nProvider>,
    root,
  );
}
