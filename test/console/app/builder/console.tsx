import type { BreadcrumbGroupProps } from '@cloudscape-design/components/breadcrumb-group';
import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { imageBuilderRoutes, readImageBuilderRoute, type ImageBuilderRoute } from '../../routes';
import { serviceTitles } from '../../services';
import { useHash } from '../hash';
import { ConsoleLayout } from '../layout';
import { EmptyPage, LandingPage } from '../simple';
import { BuildPage } from './build';
import { ImagesPage } from './images';
import { PipelinePage } from './pipeline';
import { PipelinesPage } from './pipelines';
import { VersionPage } from './version';

const titles: Readonly<Record<string, string>> = {
  '/pipelines': 'Image pipelines',
  '/images': 'Images',
  '/imageRecipes': 'Image recipes',
  '/containerRecipes': 'Container recipes',
  '/components': 'Components',
  '/workflows': 'Workflows',
  '/infraConfigurations': 'Infrastructure configurations',
  '/distributionSettings': 'Distribution settings',
  '/securityFindings': 'Security findings',
};

const links: SideNavigationProps.Item[] = Object.entries(titles).map(([path, text]) => ({
  type: 'link',
  text,
  href: `#${path}`,
}));

/** The console of EC2 Image Builder. */
export function ImageBuilderConsole() {
  const route = readImageBuilderRoute(useHash());
  const { path, trail } = placeOf(route);
  const title = titles[path];
  return (
    <ConsoleLayout
      service={serviceTitles.imagebuilder}
      links={links}
      path={path}
      trail={[{ text: title ?? 'Get started', href: `#${path}` }, ...trail]}
      contentType={route.page === 'build' || title === undefined ? 'default' : 'table'}
    >
      <Page route={route} title={title} />
    </ConsoleLayout>
  );
}

interface PageProps {
  readonly route: ImageBuilderRoute;
  readonly title: string | undefined;
}

function Page({ route, title }: PageProps) {
  switch (route.page) {
    case 'images':
      return <ImagesPage />;
    case 'version':
      return <VersionPage key={route.arn} arn={route.arn} />;
    case 'build':
      return <BuildPage key={`${route.arn} ${route.tab}`} arn={route.arn} tab={route.tab} />;
    case 'pipelines':
      return <PipelinesPage />;
    case 'pipeline':
      return <PipelinePage key={route.arn} arn={route.arn} />;
    case 'other':
      return title === undefined ? (
        <LandingPage
          title={serviceTitles.imagebuilder}
          description="Build, test and distribute images by pipelines."
        />
      ) : (
        <EmptyPage key={route.path} title={title} />
      );
  }
}

/** The link of the navigation that a page belongs to, and the breadcrumbs after that link's. */
function placeOf(route: ImageBuilderRoute): {
  readonly path: string;
  readonly trail: readonly BreadcrumbGroupProps.Item[];
} {
  const { images, pipelines, version } = imageBuilderRoutes;
  if (route.page === 'other') return { path: route.path, trail: [] };
  if (route.page === 'images') return { path: images, trail: [] };
  if (route.page === 'pipelines') return { path: pipelines, trail: [] };
  const here = { text: nameOf(route.arn), href: location.hash };
  if (route.page === 'pipeline') return { path: pipelines, trail: [here] };
  if (route.page === 'version') return { path: images, trail: [here] };
  const versionArn = route.arn.slice(0, route.arn.lastIndexOf('/'));
  return {
    path: images,
    trail: [{ text: nameOf(versionArn), href: `#${version(versionArn)}` }, here],
  };
}

/** What follows the type of the resource in an ARN: `web-server/1.0.1/2`. */
function nameOf(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}
