import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import type { FixturePipeline } from '../../image-builder';
import { variants } from '../fixture';
import { NotFound } from '../simple';
import { TagsTable } from '../tags';
import { dateText } from '../words';
import { BuildsTable } from './builds-table';
import { useLists } from './lists';
import { Status } from './words';

/** The details of a pipeline, with the images that it made. */
export function PipelinePage({ arn }: { readonly arn: string }) {
  const { answer, loading, reload } = useLists();
  const pipeline = answer?.pipelines.find((each) => each.arn === arn);
  if (pipeline === undefined) return loading ? null : <NotFound arn={arn} />;
  const outputs = (
    <BuildsTable
      within
      title="Output images"
      things="output images"
      builds={answer?.builds.filter(({ pipelineArn }) => pipelineArn === arn)}
      reload={reload}
    />
  );
  return (
    <ContentLayout header={<Header variant="h1">{pipeline.name}</Header>}>
      <SpaceBetween size="l">
        <Summary pipeline={pipeline} />
        <Tabs
          ariaLabel="Pipeline details"
          tabs={[
            { id: 'output-images', label: 'Output images', content: outputs },
            {
              id: 'configuration',
              label: 'Configuration',
              content: <Configuration pipeline={pipeline} />,
            },
            { id: 'tags', label: 'Tags', content: <TagsTable tags={pipeline.tags} /> },
          ]}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Summary({ pipeline }: { readonly pipeline: FixturePipeline }) {
  return (
    <Container header={<Header variant="h2">Summary</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Description', value: pipeline.description },
          { label: 'Status', value: <Status status={pipeline.status} /> },
          { label: 'Date created', value: dateText(pipeline.created) },
          { label: 'Last run', value: dateText(pipeline.lastRun) },
          { label: 'Next run', value: dateText(pipeline.nextRun) },
          ...(variants.has('no-arn') ? [] : [{ label: 'ARN', value: pipeline.arn }]),
        ]}
      />
    </Container>
  );
}

function Configuration({ pipeline }: { readonly pipeline: FixturePipeline }) {
  return (
    <KeyValuePairs
      columns={1}
      items={[
        { label: 'Recipe', value: pipeline.recipeArn },
        { label: 'Infrastructure configuration', value: pipeline.infrastructureArn },
        { label: 'Distribution settings', value: pipeline.distributionArn },
      ]}
    />
  );
}
