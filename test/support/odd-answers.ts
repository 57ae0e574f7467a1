import type { Handlers } from '../aws/handler';
import { answerOffTheModel } from '../aws/handler';
import { ownerAccount } from './accounts';

const arnOf = (type: string, name: string) =>
  `arn:aws:imagebuilder:us-east-1:${ownerAccount}:${type}/${name}`;

/** The build that {@link oddAnswers} tell of; no world has it. */
export const oddBuild = arnOf('image', 'my-example-image/2019.12.02/1');

const pipelineArn = arnOf('image-pipeline', 'my-example-pipeline');

/** A build of which hardly anything is told, and what is told is not as the model has it. */
const odd = {
  arn: oddBuild,
  name: 'MyExampleImage',
  version: '2019.12.02/1',
  tags: {},
};

/**
 * Answers that break the model in the ways in which the examples of AWS's own CLI do: no tags where
 * the model has at least one, the build in a version, required members left out, totals that do not
 * add up, no state. For the handlers of a stage.
 */
export const oddAnswers: { readonly imagebuilder: Handlers } = {
  imagebuilder: {
    ListImages: () =>
      answerOffTheModel({
        imageVersionList: [
          { arn: arnOf('image', 'my-example-image/2019.12.02'), version: '2019.12.02/1' },
        ],
      }),
    ListImageBuildVersions: () => answerOffTheModel({ imageSummaryList: [odd] }),
    ListImagePipelineImages: () => answerOffTheModel({ imageSummaryList: [odd] }),
    ListImagePipelines: () =>
      answerOffTheModel({ imagePipelineList: [{ arn: pipelineArn, tags: {} }] }),
    GetImagePipeline: () => answerOffTheModel({ imagePipeline: { arn: pipelineArn, tags: {} } }),
    GetImage: () =>
      answerOffTheModel({
        image: {
          ...odd,
          sourcePipelineArn: pipelineArn,
          imageRecipe: {
            arn: arnOf('image-recipe', 'my-example-recipe/2019.12.03'),
            version: '2019.12.03/1',
            components: [{}],
            tags: {},
          },
          infrastructureConfiguration: { instanceTypes: [], tags: {}, logging: {} },
          // The model requires timeoutMinutes, and a Region of each distribution.
          distributionConfiguration: {
            arn: arnOf('distribution-configuration', 'my-example-distribution'),
            distributions: [{ amiDistributionConfiguration: { launchPermission: {} } }, {}],
            tags: {},
          },
          outputResources: { amis: [{ region: 'us-east-1' }, {}], containers: [{}] },
        },
      }),
    GetImageRecipe: () => answerOffTheModel({ imageRecipe: { version: '2019.12.03/1' } }),
    GetInfrastructureConfiguration: () => answerOffTheModel({ infrastructureConfiguration: {} }),
    GetDistributionConfiguration: () =>
      answerOffTheModel({ distributionConfiguration: { distributions: [{}] } }),
    ListWorkflowExecutions: () =>
      answerOffTheModel({
        workflowExecutions: [
          { workflowExecutionId: 'wf-00000000-0000-4000-a000-000000000001' },
          // The totals do not add up.
          {
            workflowExecutionId: 'wf-00000000-0000-4000-a000-000000000002',
            type: 'TEST',
            status: 'COMPLETED',
            totalStepCount: 5,
            totalStepsSucceeded: 3,
            totalStepsFailed: 0,
            totalStepsSkipped: 1,
          },
        ],
      }),
    ListWorkflowStepExecutions: () =>
      answerOffTheModel({ steps: [{ name: 'LaunchBuildInstance' }, {}] }),
    ListImagePackages: () => answerOffTheModel({ imagePackageList: [{ packageName: 'zlib' }, {}] }),
    ListImageScanFindings: () =>
      answerOffTheModel({ findings: [{ severity: 'HIGH', packageVulnerabilityDetails: {} }, {}] }),
    ListImageScanFindingAggregations: () =>
      answerOffTheModel({ aggregationType: 'imageBuildVersionArn', responses: [{}] }),
    ListTagsForResource: () => answerOffTheModel({ tags: {} }),
  },
};
