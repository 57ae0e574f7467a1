import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs, { type TabsProps } from '@cloudscape-design/components/tabs';
import { useState } from 'preact/hooks';
import type { FixtureBuild } from '../../image-builder';
import { imageBuilderRoutes } from '../../routes';
import { useAnswer } from '../answer';
import { NotFound } from '../simple';
import { TagsTable } from '../tags';
import { dateText } from '../words';
import { Distribution, Infrastructure } from './configuration';
import { Findings } from './findings';
import { Outputs } from './outputs';
import { Status } from './words';
import { Workflows } from './workflows';

interface BuildPageProps {
  readonly arn: string;
  /** The last part of the address; one that is no tab's opens the first. */
  readonly tab: string;
}

/** The details page of an image build version. */
export function BuildPage({ arn, tab }: BuildPageProps) {
  const address = `/imagebuilder/api/build?arn=${encodeURIComponent(arn)}`;
  const { answer: build, loading, reload } = useAnswer<FixtureBuild>(address);
  if (build === undefined) return loading ? null : <NotFound arn={arn} />;
  const actions = <Button iconName="refresh" ariaLabel="Refresh image" onClick={reload} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" actions={actions}>{`${build.recipe}/${buildNumber(arn)}`}</Header>
      }
    >
      <SpaceBetween size="l">
        <Summary build={build} />
        <BuildTabs build={build} tab={tab} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Summary({ build }: { readonly build: FixtureBuild }) {
  return (
    <Container header={<Header variant="h2">Summary</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'Recipe', value: build.recipe },
          { label: 'Date created', value: dateText(build.created) },
          { label: 'Image status', value: <Status status={build.status} /> },
          { label: 'Reason for failure', value: build.reason ?? '-' },
        ]}
      />
    </Container>
  );
}

function BuildTabs({ build, tab }: { readonly build: FixtureBuild; readonly tab: string }) {
  const tabs = tabsOf(build);
  const [active, setActive] = useState(tabs.find(({ id }) => id === tab)?.id ?? tabs[0]?.id ?? '');
  const open = (id: string) => {
    setActive(id);
    // Replaced, as routers do: nobody gets a hashchange event from it.
    history.replaceState(null, '', `#${imageBuilderRoutes.build(build.arn, id)}`);
  };
  return (
    <Tabs
      ariaLabel="Image details"
      tabs={tabs}
      activeTabId={active}
      onChange={({ detail }) => open(detail.activeTabId)}
    />
  );
}

/** A tab that does not apply to the image is there, but inactive. */
function tabsOf(build: FixtureBuild): TabsProps.Tab[] {
  const { infrastructure, distribution, workflows, scanned, tags } = build;
  return [
    { id: 'output-resources', label: 'Output resources', content: <Outputs build={build} /> },
    {
      id: 'infrastructure-configuration',
      label: 'Infrastructure configuration',
      disabled: infrastructure === undefined,
      content: infrastructure && <Infrastructure settings={infrastructure} />,
    },
    {
      id: 'distribution-settings',
      label: 'Distribution settings',
      disabled: distribution === undefined,
      content: distribution && (
        <Distribution distribution={distribution} container={build.container} />
      ),
    },
    {
      id: 'workflow',
      label: 'Workflow',
      disabled: workflows.length === 0,
      content: <Workflows workflows={workflows} />,
    },
    {
      id: 'security-findings',
      label: 'Security findings',
      disabled: scanned === undefined,
      content: scanned && <Findings findings={scanned} />,
    },
    { id: 'tags', label: 'Tags', content: <TagsTable tags={tags} /> },
  ];
}

function buildNumber(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
