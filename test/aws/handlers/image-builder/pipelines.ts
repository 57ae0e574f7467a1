import type {
  GetImagePipelineRequest,
  GetImagePipelineResponse,
  ImagePipeline,
  ImageSummary,
  ListImagePipelineImagesRequest,
  ListImagePipelineImagesResponse,
  ListImagePipelinesRequest,
  ListImagePipelinesResponse,
} from '@aws-sdk/client-imagebuilder';
import type { Context, Handlers } from '../../handler';
import { withoutOurs } from '../../image-builder/build';
import type { PipelineRecord } from '../../image-builder/records';
import type { Region } from '../../world';
import type { Filters } from './common';
import { allOwn, filterOf, own, pageOf } from './common';
import { listed, summaries, versionIn } from './images';

/** Pipelines, and what they made. */
export const pipelines = {
  ListImagePipelines(
    input: ListImagePipelinesRequest,
    context: Context,
  ): ListImagePipelinesResponse {
    const { region } = context;
    const all = allOwn(context, region.imageBuilder.pipelines).map((each) =>
      described(region, each),
    );
    const keep = filterOf(input.filters, pipelineFilters);
    const { items, nextToken } = pageOf(context, input, all, ({ arn = '' }) => arn, keep);
    return { imagePipelineList: items, nextToken };
  },

  GetImagePipeline(
    { imagePipelineArn }: GetImagePipelineRequest,
    context: Context,
  ): GetImagePipelineResponse {
    const { region } = context;
    const pipeline = own(
      context,
      'image pipeline',
      region.imageBuilder.pipelines,
      imagePipelineArn,
    );
    return { imagePipeline: described(region, pipeline) };
  },

  ListImagePipelineImages(
    input: ListImagePipelineImagesRequest,
    context: Context,
  ): ListImagePipelineImagesResponse {
    const { imagePipelineArn } = input;
    const { arn } = own(
      context,
      'image pipeline',
      context.region.imageBuilder.pipelines,
      imagePipelineArn,
    );
    const made = listed(context).filter(({ sourcePipelineArn }) => sourcePipelineArn === arn);
    return summaries(context, input, made, madeFilters);
  },
} satisfies Handlers;

/** Source: the model on ListImagePipelines. */
const pipelineFilters: Filters<ImagePipeline> = {
  description: ({ description }) => description,
  distributionConfigurationArn: ({ distributionConfigurationArn }) => distributionConfigurationArn,
  imageRecipeArn: ({ imageRecipeArn }) => imageRecipeArn,
  infrastructureConfigurationArn: ({ infrastructureConfigurationArn }) =>
    infrastructureConfigurationArn,
  name: ({ name }) => name,
  status: ({ status }) => status,
};

/** Source: the model on ListImagePipelineImages. */
const madeFilters: Filters<ImageSummary> = {
  name: ({ name }) => name,
  version: versionIn,
};

/** Adds what a pipeline tells of its runs: its last one, and how many failed since one did not. */
function described(region: Region, pipeline: PipelineRecord): ImagePipeline {
  const runs = [...region.imageBuilder.builds.values()]
    .filter(({ sourcePipelineArn }) => sourcePipelineArn === pipeline.arn)
    .toSorted((one, other) => ((one.dateCreated ?? '') < (other.dateCreated ?? '') ? 1 : -1));
  const [last] = runs;
  const failures = runs.findIndex(({ state }) => state.status !== 'FAILED');
  return {
    ...withoutOurs(pipeline),
    ...(last?.dateCreated !== undefined && { dateLastRun: last.dateCreated }),
    ...(last?.state.status !== undefined && { lastRunStatus: last.state.status }),
    consecutiveFailures: failures === -1 ? runs.length : failures,
    tags: pipeline.tags ?? {},
  };
}
