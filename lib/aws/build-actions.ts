import type { Json } from '../activity/entry';
import type { BuildActionTask } from '../builds/plan';
import type { IamAction } from '../operations/actions';
import type { Result } from '../result';
import type { ChangeFacts } from './errors';
import { textIn } from './members';
import type { Service } from './service';

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
  const { target } = task;
  switch (task.act) {
    case 'cancel':
      return change({
        facts: factsOf(task, 'imagebuilder:CancelImageCreation', task.before, 'CANCELLED'),
        operation: 'CancelImageCreation',
        input: { imageBuildVersionArn: target, clientToken },
        read: nothing,
      });
    case 'retry':
      return change({
        facts: factsOf(task, 'imagebuilder:RetryImage', task.before, 'retried'),
        operation: 'RetryImage',
        input: { imageBuildVersionArn: target, clientToken },
        read: nothing,
      });
    case 'run':
      return change({
        facts: factsOf(task, 'imagebuilder:StartImagePipelineExecution', null, 'a new build'),
        operation: 'StartImagePipelineExecution',
        input: { imagePipelineArn: target, clientToken },
        read: madeBuild,
      });
    case 'distribute':
      return change({
        facts: factsOf(task, 'imagebuilder:DistributeImage', null, {
          distributedBy: task.settingsName,
          role: task.role,
        }),
        operation: 'DistributeImage',
        input: {
          sourceImage: target,
          distributionConfigurationArn: task.settings,
          executionRole: task.role,
          clientToken,
        },
        read: madeBuild,
      });
    case 'state':
      return change({
        facts: factsOf(
          task,
          'imagebuilder:StartResourceStateUpdate',
          task.before,
          task.amis ? { state: task.after, with: ['AMIs'] } : task.after,
        ),
        operation: 'StartResourceStateUpdate',
        input: {
          resourceArn: target,
          state: { status: task.after },
          ...(task.role !== undefined && { executionRole: task.role }),
          ...(task.amis && { includeResources: { amis: true } }),
          clientToken,
        },
        read: begunChange,
      });
    case 'delete':
      return task.resources
        ? change({
            facts: factsOf(
              task,
              'imagebuilder:StartResourceStateUpdate',
              {
                state: task.before,
                AMIs: task.resources.amis,
                snapshots: task.resources.snapshots,
                containers: task.resources.containers,
              },
              null,
            ),
            operation: 'StartResourceStateUpdate',
            input: {
              resourceArn: target,
              state: { status: 'DELETED' },
              executionRole: task.resources.role,
              includeResources: { amis: true, snapshots: true, containers: true },
              clientToken,
            },
            read: begunChange,
          })
        : change({
            facts: factsOf(task, 'imagebuilder:DeleteImage', task.before, null),
            operation: 'DeleteImage',
            // It has no token: what is deleted is not deleted again.
            input: { imageBuildVersionArn: target },
            read: nothing,
          });
    case 'step':
      return change({
        facts: factsOf(task, 'imagebuilder:SendWorkflowStepAction', 'waiting', task.answer),
        operation: 'SendWorkflowStepAction',
        input: {
          stepExecutionId: task.step,
          imageBuildVersionArn: target,
          action: task.answer,
          ...(task.reason !== undefined && { reason: task.reason }),
          clientToken,
        },
        read: nothing,
      });
  }
}

/** What the log says of a task. */
function factsOf(
  { act, label }: BuildActionTask,
  action: IamAction,
  before: Json,
  after: Json,
): ChangeFacts {
  const what = `${act === 'run' ? 'Pipeline' : 'Image'} ${label}`;
  return { action, what, change: { target: what, before, after } };
}

function nothing(): null {
  return null;
}

function madeBuild(answer: unknown): string | undefined {
  return textIn(answer, 'imageBuildVersionArn');
}

function begunChange(answer: unknown): string | undefined {
  return textIn(answer, 'lifecycleExecutionId');
}
