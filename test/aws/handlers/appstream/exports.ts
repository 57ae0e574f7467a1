import type {
  CreateExportImageTaskRequest,
  CreateExportImageTaskResult,
  ExportImageTask,
  Filter,
  GetExportImageTaskRequest,
  GetExportImageTaskResult,
  ListExportImageTasksRequest,
  ListExportImageTasksResult,
} from '@aws-sdk/client-appstream';
import { lasts } from '../../appstream/lasts';
import { comingOf } from '../../appstream/life';
import type { ExportTaskRecord } from '../../appstream/records';
import { awsError } from '../../errors';
import type { Context, Handlers } from '../../handler';
import { uuidOf } from '../../image-builder/names';
import { takeNumber } from '../../secrets';
import {
  given,
  missing,
  ownedBy,
  pageSize,
  requireAvailable,
  requireOwnImage,
  requireRole,
} from './common';

/** Source: the model on MaxResults: 1 to 500, 50 unless given. */
const tasksPerPage = { most: 500, usual: 50 };

/** AMIs out of images, by tasks that take their time. */
export const exports = {
  CreateExportImageTask(
    input: CreateExportImageTaskRequest,
    context: Context,
  ): CreateExportImageTaskResult {
    const { world, region, account } = context;
    const { AmiName = '' } = input;
    const image = requireOwnImage(context, input.ImageName);
    requireAvailable(image);
    requireRole(context, input.IamRoleArn);
    requireFreeAmiName(context, AmiName);
    const task: ExportTaskRecord = {
      TaskId: uuidOf('export', region.name, account.id, takeNumber(world)),
      ImageArn: image.Arn,
      AmiName,
      CreatedDate: new Date(world.now()),
      ...given({
        AmiDescription: input.AmiDescription,
        TagSpecifications: input.TagSpecifications,
      }),
      owner: account.id,
      State: 'EXPORTING',
      coming: [
        comingOf(world, AmiName, {
          from: 'EXPORTING',
          lasts: lasts.exporting,
          to: 'COMPLETED',
          code: 'EXPORT_FAILED',
        }),
      ],
    };
    region.exportTasks.set(task.TaskId, task);
    return { ExportImageTask: described(task) };
  },

  GetExportImageTask(
    { TaskId = '' }: GetExportImageTaskRequest,
    { region, account }: Context,
  ): GetExportImageTaskResult {
    const task = region.exportTasks.get(TaskId);
    if (task?.owner !== account.id) return missing('export image task', TaskId, account.id);
    return { ExportImageTask: described(task) };
  },

  ListExportImageTasks(
    input: ListExportImageTasksRequest,
    context: Context,
  ): ListExportImageTasksResult {
    const { most, usual } = tasksPerPage;
    const keep = keptBy(input.Filters ?? []);
    const { items, token } = context.page(
      ownedBy(context.region.exportTasks, context.account.id).filter(keep),
      ({ TaskId }) => TaskId,
      { token: input.NextToken, size: pageSize(input.MaxResults ?? usual, most) },
    );
    return { ExportImageTasks: items.map(described), NextToken: token };
  },
} satisfies Handlers;

function described({ owner: _owner, coming: _coming, ...task }: ExportTaskRecord): ExportImageTask {
  return task;
}

/**
 * Source: the model on AmiName: unique within the account and Region. Assumption: which of the
 * declared errors answers, and that tasks that go on count too.
 */
function requireFreeAmiName({ region, account }: Context, name: string): void {
  const made = [...region.amis.values()].some(
    ({ OwnerId, Name }) => OwnerId === account.id && Name === name,
  );
  const coming = ownedBy(region.exportTasks, account.id).some(
    ({ AmiName, State }) => State === 'EXPORTING' && AmiName === name,
  );
  if (!made && !coming) return;
  throw awsError(
    'OperationNotPermittedException',
    `An AMI of the name ${name} already exists for account ${account.id}.`,
  );
}

/** Assumption: the names of the filters, which the model does not tell, and the error for others. */
function keptBy(filters: readonly Filter[]): (task: ExportTaskRecord) => boolean {
  const tests = filters.map(({ Name = '', Values = [] }) => {
    if (Name !== 'State' && Name !== 'AmiName' && Name !== 'ImageArn') {
      throw awsError('ValidationException', `The filter ${Name} is not supported.`);
    }
    return (task: ExportTaskRecord) => Values.includes(task[Name] ?? '');
  });
  return (task) => tests.every((test) => test(task));
}
