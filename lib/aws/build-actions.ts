import type { Json } from '../activity/entry';
import type { BuildActionTask } from '../builds/plan';
import type { IamAction } from '../operations/actions';
import type { Result } from '../result';
import { textIn } from './members';
import type { Service } from './service';

/** An operation of Image Builder that does something with a build. */
type Operation =
  Extract<
    IamAction,
    | 'imagebuilder:CancelImageCreation'
    | 'imagebuilder:RetryImage'
    | 'imagebuilder:StartImagePipelineExecution'
    | 'imagebuilder:DistributeImage'
    | 'imagebuilder:StartResourceStateUpdate'
    | 'imagebuilder:DeleteImage'
    | 'imagebuilder:SendWorkflowStepAction'
  > extends `imagebuilder:${infer Name}`
    ? Name
    : never;

/** How a task is called at AWS, and what the log says of it. */
interface ActionCall {
  readonly name: Operation;
  readonly input: Readonly<Record<string, unknown>>;
  readonly before: Json;
  readonly after: Json;
  /** The member of the answer that tells what was made. */
  readonly made?: 'imageBuildVersionArn' | 'lifecycleExecutionId';
}

/**
 * Has AWS do what a task says. Gives the ARN of the build, or the id of the change of state, that
 * AWS has made for it, and `null` where it makes nothing. The same token stands for the same
 * request: AWS answers a repeat as it did the first one, and does nothing again.
 */
export function sendAction(
  { change }: Service,
  task: BuildActionTask,
  clientToken: string,
): Promise<Result<string | null>> {
  const { name, input, before, after, made } = callOf(task);
  const what = `${task.act === 'run' ? 'Pipeline' : 'Image'} ${task.label}`;
  return change({
    facts: {
      action: `imagebuilder:${name}`,
      what,
      change: { target: what, before, after },
    },
    operation: name,
    // DeleteImage alone has none: what is deleted is not deleted again.
    input: name === 'DeleteImage' ? input : { ...input, clientToken },
    read: (answer) => (made === undefined ? null : textIn(answer, made)),
  });
}

function callOf(task: BuildActionTask): ActionCall {
  const { target } = task;
  switch (task.act) {
    case 'cancel':
      return {
        name: 'CancelImageCreation',
        input: { imageBuildVersionArn: target },
        before: task.before,
        after: 'CANCELLED',
      };
    case 'retry':
      return {
        name: 'RetryImage',
        input: { imageBuildVersionArn: target },
        before: task.before,
        after: 'retried',
      };
    case 'run':
      return {
        name: 'StartImagePipelineExecution',
        input: { imagePipelineArn: target },
        before: null,
        after: 'a new build',
        made: 'imageBuildVersionArn',
      };
    case 'distribute':
      return {
        name: 'DistributeImage',
        input: {
          sourceImage: target,
          distributionConfigurationArn: task.settings,
          executionRole: task.role,
        },
        before: null,
        after: { distributedBy: task.settingsName, role: task.role },
        made: 'imageBuildVersionArn',
      };
    case 'state':
      return {
        name: 'StartResourceStateUpdate',
        input: {
          resourceArn: target,
          state: { status: task.after },
          ...(task.role !== undefined && { executionRole: task.role }),
          ...(task.amis && { includeResources: { amis: true } }),
        },
        before: task.before,
        after: task.amis ? { state: task.after, with: ['AMIs'] } : task.after,
        made: 'lifecycleExecutionId',
      };
    case 'delete':
      return task.resources
        ? {
            name: 'StartResourceStateUpdate',
            input: {
              resourceArn: target,
              state: { status: 'DELETED' },
              executionRole: task.resources.role,
              includeResources: { amis: true, snapshots: true, containers: true },
            },
            before: {
              state: task.before,
              AMIs: task.resources.amis,
              snapshots: task.resources.snapshots,
              containers: task.resources.containers,
            },
            after: null,
            made: 'lifecycleExecutionId',
          }
        : {
            name: 'DeleteImage',
            input: { imageBuildVersionArn: target },
            before: task.before,
            after: null,
          };
    case 'step':
      return {
        name: 'SendWorkflowStepAction',
        input: {
          stepExecutionId: task.step,
          imageBuildVersionArn: target,
          action: task.answer,
          ...(task.reason !== undefined && { reason: task.reason }),
        },
        before: 'waiting',
        after: task.answer,
      };
  }
}
