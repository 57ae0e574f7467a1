import type { ImageBuild, Output, WorkflowRun, WorkflowStep } from '../builds/build';
import type { Result } from '../result';
import { listIn, memberIn, textIn, textsIn } from './members';
import { collectPages } from './paginate';
import type { Service } from './service';

/** One build. */
export function getBuild({ run, scope }: Service, arn: string): Promise<Result<ImageBuild>> {
  const parts = arn.split(/[:/]/);
  const owner = parts[4] ?? '';
  return run({
    facts: { action: 'imagebuilder:GetImage', what: `Image ${arn}` },
    operation: 'GetImage',
    input: { imageBuildVersionArn: arn },
    read: (answer) => {
      const image = memberIn(answer, 'image');
      const outputs = memberIn(image, 'outputResources');
      const pipeline = textIn(image, 'sourcePipelineArn');
      const lifecycleExecution = textIn(image, 'lifecycleExecutionId');
      return {
        arn,
        region: scope.region,
        ...(/^\d/.test(owner) && { owner }),
        name: textIn(image, 'name') ?? '',
        version: parts[7] ?? '',
        buildVersion: parts[8] ?? '',
        type: textIn(image, 'type') ?? 'AMI',
        status: textIn(memberIn(image, 'state'), 'status') ?? 'UNKNOWN',
        ...(pipeline !== undefined && { pipeline: { arn: pipeline } }),
        outputs: [
          ...listIn(outputs, 'amis').map((each) => outputOf(each)),
          ...listIn(outputs, 'containers').map((each): Output => ({
            kind: 'container',
            uris: textsIn(each, 'imageUris'),
          })),
        ],
        scan: {},
        tags: [],
        enhancedMetadata: false,
        ...(lifecycleExecution !== undefined && { lifecycleExecution }),
      };
    },
  });
}

function outputOf(wire: unknown): Output {
  const region = textIn(wire, 'region');
  const image = textIn(wire, 'image');
  const account = textIn(wire, 'accountId');
  return {
    kind: 'ami',
    ...(region !== undefined && { region }),
    ...(image !== undefined && { image }),
    ...(account !== undefined && { account }),
  };
}

/** The runs of workflows of a build. */
export function listWorkflows(
  { run }: Service,
  build: string,
): Promise<Result<readonly WorkflowRun[]>> {
  return collectPages((nextToken) =>
    run({
      facts: { action: 'imagebuilder:ListWorkflowExecutions', what: 'The workflows' },
      operation: 'ListWorkflowExecutions',
      input: { imageBuildVersionArn: build, ...(nextToken !== undefined && { nextToken }) },
      read: (answer) => ({
        items: listIn(answer, 'workflowExecutions').map((wire) => ({
          id: textIn(wire, 'workflowExecutionId') ?? '',
          type: textIn(wire, 'type') ?? '',
          status: textIn(wire, 'status') ?? 'UNKNOWN',
          totals: {},
        })),
        nextToken: textIn(answer, 'nextToken'),
      }),
    }),
  );
}

/** The steps of a run. */
export function listSteps(
  { run }: Service,
  workflow: string,
): Promise<Result<readonly WorkflowStep[]>> {
  return collectPages((nextToken) =>
    run({
      facts: { action: 'imagebuilder:ListWorkflowStepExecutions', what: 'The steps' },
      operation: 'ListWorkflowStepExecutions',
      input: { workflowExecutionId: workflow, ...(nextToken !== undefined && { nextToken }) },
      read: (answer) => ({
        items: listIn(answer, 'steps').map((wire) => ({
          id: textIn(wire, 'stepExecutionId') ?? '',
          name: textIn(wire, 'name') ?? '',
          action: textIn(wire, 'action') ?? '',
          status: textIn(wire, 'status') ?? 'UNKNOWN',
        })),
        nextToken: textIn(answer, 'nextToken'),
      }),
    }),
  );
}
