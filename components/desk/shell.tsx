import AppLayout from '@cloudscape-design/components/app-layout';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { hashOf, settingsSections, type DeskRoute } from '../../lib/desk/route';
import { useDesk } from './parts';
import { sectionNames } from './settings/sections';

type GeneralRoute = Extract<
  DeskRoute,
  { view: 'images' | 'bulk' | 'findings' | 'jobs' | 'activity' | 'settings' }
>;

/** The navigation's items: the views that are not about one image. */
const items: readonly { readonly text: string; readonly route: GeneralRoute }[] = [
  { text: 'Images', route: { view: 'images' } },
  { text: 'Share', route: { view: 'bulk' } },
  { text: 'Findings', route: { view: 'findings' } },
  { text: 'Jobs', route: { view: 'jobs' } },
  { text: 'Activity', route: { view: 'activity' } },
  ...settingsSections.map((section) => ({
    text: sectionNames[section],
    route: { view: 'settings', section } as const,
  })),
];

interface ShellProps {
  readonly route: DeskRoute;
  readonly children: ComponentChildren;
}

/** What is around a view: the navigation, or in the dialog window nothing. */
export function Shell({ route, children }: ShellProps) {
  const { dialog } = useDesk();
  return dialog ? (
    <main class="desk-dialog">{children}</main>
  ) : (
    <TabShell route={route}>{children}</TabShell>
  );
}

/** Where in the navigation a view is: those about one image are reached from the images. */
function placeOf(route: DeskRoute): DeskRoute {
  const scope = route.scope ? { scope: route.scope } : {};
  if (route.view === 'bulk' || route.view === 'matrix') return { view: 'bulk', ...scope };
  if (route.view.startsWith('findings')) return { view: 'findings', ...scope };
  return route.view === 'job' || route.view === 'revise' ? { view: 'jobs', ...scope } : route;
}

function TabShell({ route, children }: ShellProps) {
  const { go } = useDesk();
  const [open, setOpen] = useState(() => matchMedia('(min-width: 800px)').matches);
  const scope = route.scope ? { scope: route.scope } : {};
  const links = items.map(({ text, route: each }) => {
    const target: GeneralRoute = { ...each, ...scope };
    return { target, link: { type: 'link' as const, text, href: hashOf(target, false) } };
  });
  const shown = hashOf(placeOf(route), false);
  const active = links.find(({ link }) => link.href === shown) ?? links[0];
  const views = links.filter(({ target }) => target.view !== 'settings');
  const settings = links.filter(({ target }) => target.view === 'settings');
  return (
    <AppLayout
      toolsHide
      navigationOpen={open}
      onNavigationChange={({ detail }) => setOpen(detail.open)}
      ariaLabels={{
        navigation: 'Image Desk',
        navigationToggle: 'Open navigation',
        navigationClose: 'Close navigation',
      }}
      navigation={
        <SideNavigation
          header={{ text: 'Image Desk', href: hashOf({ view: 'images' }, false) }}
          activeHref={active?.link.href ?? ''}
          items={[
            ...views.map(({ link }) => link),
            {
              type: 'section-group',
              title: 'Settings',
              items: settings.map(({ link }) => link),
            },
          ]}
          onFollow={(event) => {
            const followed = links.find(({ link }) => link.href === event.detail.href);
            if (!followed) return;
            event.preventDefault();
            go(followed.target);
          }}
        />
      }
      content={children}
    />
  );
}
