import AppLayout, { type AppLayoutProps } from '@cloudscape-design/components/app-layout';
import BreadcrumbGroup, {
  type BreadcrumbGroupProps,
} from '@cloudscape-design/components/breadcrumb-group';
import SideNavigation, {
  type SideNavigationProps,
} from '@cloudscape-design/components/side-navigation';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface ConsoleLayoutProps {
  readonly service: string;
  /** The service's navigation. */
  readonly links: readonly SideNavigationProps.Item[];
  /** The hash route that the navigation marks as the current one. */
  readonly path: string;
  /** The breadcrumbs after the service's own. */
  readonly trail: readonly BreadcrumbGroupProps.Item[];
  readonly contentType: AppLayoutProps.ContentType;
  readonly splitPanel?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The frame that every page of a service shares; mounted once, pages change inside it. */
export function ConsoleLayout(props: ConsoleLayoutProps) {
  const { service, links, path, trail, contentType, splitPanel, children } = props;
  const [navigationOpen, setNavigationOpen] = useState(true);
  const [splitPanelOpen, setSplitPanelOpen] = useState(true);
  const home = { text: service, href: '#/' };
  return (
    <AppLayout
      headerSelector="#awsc-nav-header"
      footerSelector="#awsc-nav-footer-content"
      contentType={contentType}
      toolsHide
      navigationOpen={navigationOpen}
      onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
      navigation={<SideNavigation header={home} activeHref={`#${path}`} items={links} />}
      breadcrumbs={<BreadcrumbGroup items={[home, ...trail]} />}
      splitPanelPreferences={{ position: 'bottom' }}
      splitPanelOpen={splitPanelOpen}
      onSplitPanelToggle={({ detail }) => setSplitPanelOpen(detail.open)}
      splitPanel={splitPanel}
      content={children}
    />
  );
}
