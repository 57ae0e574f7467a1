import type {
  GetWorkflowExecutionRequest,
  GetWorkflowExecutionResponse,
  GetWorkflowStepExecutionRequest,
  GetWorkflowStepExecutionResponse,
  ListWaitingWorkflowStepsRequest,
  ListWaitingWorkflowStepsResponse,
  ListWorkflowExecutionsRequest,
  ListWorkflowExecutionsResponse,
  ListWorkflowStepExecutionsRequest,
  ListWorkflowStepExecutionsResponse,
  SendWorkflowStepActionRequest,
  SendWorkflowStepActionResponse,
  WorkflowStepMetadata,
} from '@aws-sdk/client-imagebuilder';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import { change } from '../../image-builder/build';
import { sortable } from '../../image-builder/names';
import type { BuildRecord, StepRecord, WorkflowRecord } from '../../image-builder/records';
import { notFound, ownBuild, pageOf } from './common';
import { once } from './once';

/** What runs and ran for a build, and what waits in it for somebody. */
export const workflows = {
  ListWorkflowExecutions(
    input: ListWorkflowExecutionsRequest,
    context: Context,
  ): ListWorkflowExecutionsResponse {
    const { arn, workflowExecutions } = ownBuild(context, input.imageBuildVersionArn);
    const { items, nextToken } = pageOf(context, input, inOrder(workflowExecutions), placeOf);
    return {
      workflowExecutions: items.map(({ each: { steps: _steps, ...execution } }) => execution),
      imageBuildVersionArn: arn,
      nextToken,
    };
  },

  GetWorkflowExecution(
    { workflowExecutionId: id = '' }: GetWorkflowExecutionRequest,
    context: Context,
  ): GetWorkflowExecutionResponse {
    const { build, workflow } = findWorkflow(context, id);
    const { steps: _steps, retried: _retried, ...execution } = workflow;
    return { ...execution, imageBuildVersionArn: build.arn };
  },

  ListWorkflowStepExecutions(
    input: ListWorkflowStepExecutionsRequest,
    context: Context,
  ): ListWorkflowStepExecutionsResponse {
    const { build, workflow } = findWorkflow(context, input.workflowExecutionId ?? '');
    const { steps, workflowBuildVersionArn, workflowExecutionId, message } = workflow;
    const { items, nextToken } = pageOf(context, input, inOrder(steps), placeOf);
    return {
      steps: items.map(({ each }) => metadataOf(each)),
      workflowBuildVersionArn,
      workflowExecutionId,
      imageBuildVersionArn: build.arn,
      ...(message !== undefined && { message }),
      nextToken,
    };
  },

  GetWorkflowStepExecution(
    { stepExecutionId: id = '' }: GetWorkflowStepExecutionRequest,
    context: Context,
  ): GetWorkflowStepExecutionResponse {
    const { build, workflow, step } = findStep(context, id);
    const { workflowBuildVersionArn, workflowExecutionId } = workflow;
    return {
      ...step,
      workflowBuildVersionArn,
      workflowExecutionId,
      imageBuildVersionArn: build.arn,
    };
  },

  ListWaitingWorkflowSteps(
    input: ListWaitingWorkflowStepsRequest,
    context: Context,
  ): ListWaitingWorkflowStepsResponse {
    const waiting = allSteps(context).filter(({ step }) => isWaiting(step));
    const { items, nextToken } = pageOf(
      context,
      input,
      waiting,
      ({ step }) => step.stepExecutionId,
    );
    return {
      steps: items.map(
        ({ build, workflow, step: { stepExecutionId, name, action, startTime } }) => ({
          stepExecutionId,
          imageBuildVersionArn: build.arn,
          workflowExecutionId: workflow.workflowExecutionId,
          workflowBuildVersionArn: workflow.workflowBuildVersionArn,
          name,
          action,
          startTime,
        }),
      ),
      nextToken,
    };
  },

  /**
   * Source: the model on the request: the build has to be that of the step, and the step has to wait.
   * Assumption: which of the declared errors says which.
   */
  SendWorkflowStepAction(
    input: SendWorkflowStepActionRequest,
    context: Context,
  ): SendWorkflowStepActionResponse {
    return once('SendWorkflowStepAction', input, context, () => {
      const { stepExecutionId = '', imageBuildVersionArn, action = 'RESUME', reason } = input;
      const { build, step } = findStep(context, stepExecutionId);
      if (build.arn !== imageBuildVersionArn) {
        throw awsError(
          'InvalidParameterValueException',
          `The value supplied for parameter 'imageBuildVersionArn' is not valid. The step ${stepExecutionId} belongs to another image.`,
        );
      }
      if (!isWaiting(step)) {
        throw awsError(
          'InvalidRequestException',
          `The step ${stepExecutionId} is not waiting for an action.`,
        );
      }
      const { world, region } = context;
      change(world, region, build, {
        actedOn: { at: world.now(), action, ...(reason !== undefined && { reason }) },
      });
      return { stepExecutionId, imageBuildVersionArn, clientToken: input.clientToken };
    });
  },
} satisfies Handlers;

interface Found {
  readonly build: BuildRecord;
  readonly workflow: WorkflowRecord;
}

/** Assumption: an account sees the executions of its own images only. */
function allWorkflows({ region, account }: Context): readonly Found[] {
  return [...region.imageBuilder.builds.values()]
    .filter(({ owner }) => owner === account.id)
    .flatMap((build) => build.workflowExecutions.map((workflow) => ({ build, workflow })));
}

function allSteps(context: Context): readonly (Found & { readonly step: StepRecord })[] {
  return allWorkflows(context).flatMap((found) =>
    found.workflow.steps.map((step) => ({ ...found, step })),
  );
}

function findWorkflow(context: Context, id: string): Found {
  const found = allWorkflows(context).find(({ workflow }) => workflow.workflowExecutionId === id);
  if (found) return found;
  throw notFound('workflow execution', id);
}

function findStep(context: Context, id: string) {
  const found = allSteps(context).find(({ step }) => step.stepExecutionId === id);
  if (found) return found;
  throw notFound('workflow step execution', id);
}

function isWaiting({ action, status }: StepRecord): boolean {
  return action === 'WaitForAction' && status === 'RUNNING';
}

function metadataOf(step: StepRecord): WorkflowStepMetadata {
  const { onFailure: _onFailure, timeoutSeconds: _timeout, ...metadata } = step;
  return metadata;
}

function inOrder<Item>(items: readonly Item[]) {
  return items.map((each, index) => ({ each, index }));
}

function placeOf({ index }: { readonly index: number }): string {
  return sortable(index);
}
