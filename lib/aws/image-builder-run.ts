import type { WorkflowRun, WorkflowStep } from '../builds/build';
import { present } from '../present';
import { numberIn, textIn, timeIn } from './members';

/** A run of a workflow as ListWorkflowExecutions answers it. */
export function toRun(wire: unknown): WorkflowRun {
  const arn = textIn(wire, 'workflowBuildVersionArn') ?? '';
  const [, named] = /:workflow\/[^/]+\/([^/]+)\//.exec(arn) ?? [];
  return {
    id: textIn(wire, 'workflowExecutionId') ?? '',
    type: named ?? textIn(wire, 'type')?.toLowerCase() ?? 'unknown',
    status: textIn(wire, 'status') ?? 'UNKNOWN',
    totals: present({
      total: numberIn(wire, 'totalStepCount'),
      succeeded: numberIn(wire, 'totalStepsSucceeded'),
      failed: numberIn(wire, 'totalStepsFailed'),
      skipped: numberIn(wire, 'totalStepsSkipped'),
    }),
    ...present({
      message: textIn(wire, 'message') || undefined,
      startedAt: timeIn(wire, 'startTime'),
      endedAt: timeIn(wire, 'endTime'),
    }),
  };
}

/** A step as ListWorkflowStepExecutions answers it. */
export function toStep(wire: unknown): WorkflowStep {
  return {
    id: textIn(wire, 'stepExecutionId') ?? '',
    status: textIn(wire, 'status') ?? 'UNKNOWN',
    ...present({
      name: textIn(wire, 'name'),
      description: textIn(wire, 'description'),
      action: textIn(wire, 'action'),
      rollbackStatus: textIn(wire, 'rollbackStatus'),
      message: textIn(wire, 'message') || undefined,
      startedAt: timeIn(wire, 'startTime'),
      endedAt: timeIn(wire, 'endTime'),
    }),
  };
}
