import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { serviceTitles } from '../../services';
import { ConsoleLayout } from '../layout';
import { EmptyPage, LandingPage } from '../simple';
import { DetailsPane } from './images/details';
import { useRegistry } from './images/registry';
import { ImageTable } from './images/table';
import { useRoute } from './route';

const links: SideNavigationProps.Item[] = [
  {
    type: 'section',
    text: 'Images',
    items: [
      { type: 'link', text: 'Image registry', href: '#/images' },
      { type: 'link', text: 'Image builder', href: '#/image-builder' },
    ],
  },
  { type: 'link', text: 'Fleets', href: '#/fleets' },
  { type: 'link', text: 'Stacks', href: '#/stacks' },
  { type: 'link', text: 'User pool', href: '#/users' },
  { type: 'link', text: 'Directory configs', href: '#/directory-configs' },
  {
    type: 'section',
    text: 'Applications manager',
    items: [{ type: 'link', text: 'App block builders', href: '#/app-block-builders' }],
  },
];

const titles: Readonly<Record<string, string>> = {
  '/images': 'Image registry',
  '/image-builder': 'Image builders',
  '/fleets': 'Fleets',
  '/stacks': 'Stacks',
  '/users': 'User pool',
  '/directory-configs': 'Directory configs',
  '/app-block-builders': 'App block builders',
};

/** The console of AppStream. */
export function AppStreamConsole() {
  const { path, selected } = useRoute();
  const open = path === '/images';
  const registry = useRegistry(open, selected);
  const title = titles[path];
  return (
    <ConsoleLayout
      service={serviceTitles.appstream2}
      links={links}
      path={path}
      trail={[{ text: title ?? 'Get started', href: `#${path}` }]}
      contentType={title === undefined ? 'default' : 'table'}
      splitPanel={open ? <DetailsPane image={registry.selected} /> : undefined}
    >
      {open ? <ImageTable registry={registry} /> : <OtherPage key={path} title={title} />}
    </ConsoleLayout>
  );
}

function OtherPage({ title }: { readonly title: string | undefined }) {
  return title === undefined ? (
    <LandingPage
      title={serviceTitles.appstream2}
      description="Stream desktop applications to any computer."
    />
  ) : (
    <EmptyPage title={title} />
  );
}
