import AppLayout, { type AppLayoutProps } from '@cloudscape-design/components/app-layout';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SideNavigation, {
  type SideNavigationProps,
} from '@cloudscape-design/components/side-navigation';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

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

interface ConsoleLayoutProps {
  readonly path: string;
  readonly title: string;
  readonly contentType: AppLayoutProps.ContentType;
  readonly splitPanel?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The frame that every page of the service shares; mounted once, pages change inside it. */
export function ConsoleLayout({
  path,
  title,
  contentType,
  splitPanel,
  children,
}: ConsoleLayoutProps) {
  const [navigationOpen, setNavigationOpen] = useState(true);
  const [splitPanelOpen, setSplitPanelOpen] = useState(true);
  return (
    <AppLayout
      headerSelector="#awsc-nav-header"
      footerSelector="#awsc-nav-footer-content"
      contentType={contentType}
      toolsHide
      navigationOpen={navigationOpen}
      onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
      navigation={
        <SideNavigation
          header={{ text: 'AppStream 2.0', href: '#/' }}
          activeHref={`#${path}`}
          items={links}
        />
      }
      breadcrumbs={
        <BreadcrumbGroup
          items={[
            { text: 'AppStream 2.0', href: '#/' },
            { text: title, href: `#${path}` },
          ]}
        />
      }
      splitPanelPreferences={{ position: 'bottom' }}
      splitPanelOpen={splitPanelOpen}
      onSplitPanelToggle={({ detail }) => setSplitPanelOpen(detail.open)}
      splitPanel={splitPanel}
      content={children}
    />
  );
}
