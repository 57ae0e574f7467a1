import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { hashOf, readDeskHash, type DeskRoute } from '../../lib/desk/route';
import { AccountsProvider } from './accounts';
import { ActivityView } from './activity/activity-view';
import { BuildActView, headingOfAct } from './builds/build-act-view';
import { BuildShareView } from './builds/build-share-view';
import { BulkView } from './bulk/bulk-view';
import { ChooseView } from './choose/choose-view';
import { CompareView } from './findings/compare/compare-view';
import { FindingsView } from './findings/findings-view';
import { JudgementsView } from './findings/judgements/judgements-view';
import { SeriesView } from './findings/series/series-view';
import { ImagesView } from './images/images-view';
import { BuildCloneView } from './builds/build-clone-view';
import { BuildersView } from './lifecycle/builders-view';
import { CleanUpView } from './lifecycle/clean-up-view';
import { CloneView } from './lifecycle/clone-view';
import { CopyView } from './lifecycle/copy-view';
import { DeleteView } from './lifecycle/delete-view';
import { ExportView } from './lifecycle/export-view';
import { ImportView } from './lifecycle/import-view';
import { MoveView } from './lifecycle/move-view';
import { UpdateView } from './lifecycle/update-view';
import { actHeadings } from '../../lib/lifecycle/explain';
import { JobView } from './jobs/job-view';
import { JobsView } from './jobs/jobs-view';
import { MatrixPage } from './matrix/matrix-page';
import { DeskProvider, type DeskParts } from './parts';
import { revisionHeadings, ReviseView } from './review/revise-view';
import { sectionNames } from './settings/sections';
import { SettingsView } from './settings/settings-view';
import { shareHeadings, ShareView } from './sharing/share-view';
import { Shell } from './shell';

/**
 * Which view a route is one of: another account is picked without leaving the lists, and what is
 * compared is not read again because it is shown otherwise.
 */
function keyOf(route: DeskRoute, hash: string): string {
  switch (route.view) {
    case 'images':
    case 'bulk':
    case 'findings':
      return route.view;
    case 'findings-compare':
    case 'findings-series': {
      const { show: _, ...about } = route;
      return JSON.stringify(about);
    }
    default:
      return hash;
  }
}

/** The desk: shows the view that the hash names. */
export function App({ parts }: { readonly parts: DeskParts }) {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const { route, dialog } = useMemo(() => readDeskHash(hash), [hash]);
  useEffect(() => {
    document.title = titleOf(route);
  }, [route]);
  const led = useRef<{ readonly to: string; readonly from: DeskRoute } | undefined>(undefined);
  const place = useMemo(
    () => ({
      ...parts,
      dialog,
      ...(led.current?.to === hash && { from: led.current.from }),
      go: (target: DeskRoute) => {
        const to = hashOf(target, dialog);
        led.current = { to, from: route };
        location.hash = to;
      },
    }),
    [parts, dialog, hash, route],
  );
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <DeskProvider value={place}>
        <AccountsProvider>
          <Shell route={route}>
            {/* Another route is another view, with nothing left of the one before. */}
            <View key={keyOf(route, hash)} route={route} />
          </Shell>
        </AccountsProvider>
      </DeskProvider>
    </I18nProvider>
  );
}

function View({ route }: { readonly route: DeskRoute }) {
  switch (route.view) {
    case 'images':
      return <ImagesView scope={route.scope} />;
    case 'settings':
      return <SettingsView section={route.section} scope={route.scope} />;
    case 'activity':
      return <ActivityView />;
    case 'jobs':
      return <JobsView scope={route.scope} />;
    case 'job':
      return <JobView id={route.id} scope={route.scope} />;
    case 'revise':
      return <ReviseView job={route.job} as={route.as} />;
    case 'bulk':
      return <BulkView scope={route.scope} images={route.images} chosen={route.chosen} />;
    case 'matrix':
      return <MatrixPage scope={route.scope} images={route.images} chosen={route.chosen} />;
    case 'choose':
      return <ChooseView tabId={route.tabId} partition={route.partition} region={route.region} />;
    case 'findings':
      return <FindingsView scope={route.scope} vulnerability={route.vulnerability} />;
    case 'findings-compare':
      return <CompareView route={route} />;
    case 'findings-series':
      return <SeriesView route={route} />;
    case 'findings-judgements':
      return <JudgementsView />;
    case 'image-act':
      return <ImageActView key={route.act} route={route} />;
    case 'images-act':
      return <ImagesActView key={route.act} route={route} />;
    case 'image-import':
      return <ImportView route={route} />;
    case 'builders':
      return <BuildersView route={route} />;
    case 'clean-up':
      return <CleanUpView route={route} />;
    case 'build-clone':
      return <BuildCloneView route={route} />;
    case 'build-share':
      return <BuildShareView scope={route.scope} build={route.build} chosen={route.chosen} />;
    case 'build-act':
    case 'pipeline-run':
    case 'step-answer':
      return <BuildActView task={route} />;
    case 'share':
    case 'edit':
    case 'stop':
    case 'revoke': {
      const { view: mode, ...subject } = route;
      return <ShareView task={{ mode, ...subject }} />;
    }
  }
}

function ImageActView({ route }: { readonly route: Extract<DeskRoute, { view: 'image-act' }> }) {
  switch (route.act) {
    case 'clone':
      return <CloneView route={route} />;
    case 'export':
      return <ExportView route={route} />;
    case 'move':
      return <MoveView route={route} />;
  }
}

function ImagesActView({ route }: { readonly route: Extract<DeskRoute, { view: 'images-act' }> }) {
  switch (route.act) {
    case 'copy':
      return <CopyView route={route} />;
    case 'update':
      return <UpdateView route={route} />;
    case 'delete':
      return <DeleteView route={route} />;
  }
}

function titleOf(route: DeskRoute): string {
  switch (route.view) {
    case 'images':
      return 'Image Desk: Images';
    case 'settings':
      return `Image Desk: ${sectionNames[route.section]}`;
    case 'activity':
      return 'Image Desk: Activity';
    case 'bulk':
      return 'Image Desk: Share';
    case 'matrix':
      return 'Image Desk: Share as a matrix';
    case 'jobs':
      return 'Image Desk: Jobs';
    case 'job':
      return 'Image Desk: Job';
    case 'revise':
      return `Image Desk: ${revisionHeadings[route.as]}`;
    case 'choose':
      return 'Image Desk: Choose an account';
    case 'findings':
      return 'Image Desk: Findings';
    case 'findings-compare':
      return 'Image Desk: Compare findings';
    case 'findings-series':
      return 'Image Desk: Findings of builds';
    case 'findings-judgements':
      return 'Image Desk: Judgements and gate';
    case 'image-act':
    case 'images-act':
      return `Image Desk: ${actHeadings[route.act]}`;
    case 'image-import':
      return `Image Desk: ${actHeadings.import}`;
    case 'builders':
      return 'Image Desk: Image builders';
    case 'clean-up':
      return 'Image Desk: Clean up';
    case 'build-clone':
      return 'Image Desk: Clone image';
    case 'build-share':
      return 'Image Desk: Share a build';
    case 'build-act':
    case 'pipeline-run':
    case 'step-answer':
      return `Image Desk: ${headingOfAct(route)}`;
    default:
      return `Image Desk: ${shareHeadings[route.view]} ${route.image.name}`;
  }
}
