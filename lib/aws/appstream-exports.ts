import type { ExportTask } from '../lifecycle/builder';
import type { StepAct } from '../lifecycle/step';
import { present } from '../present';
import type { Result } from '../result';
import { changeFacts, factsOf, listOf, type AppStream } from './appstream-call';
import { tagMap } from './appstream-builders';
import { errorsIn } from './appstream-image';
import { listIn, memberIn, textIn, timeIn } from './members';

type ExportOrder = Omit<Extract<StepAct, { readonly act: 'export' }>, 'act'>;

/** Has AWS make an AMI of an own image. Gives the id of the task. */
export function exportImage(
  { change }: AppStream,
  { image, ami, role, description, tags }: ExportOrder,
): Promise<Result<string | null>> {
  return change({
    facts: changeFacts('CreateExportImageTask', `Image ${image}`, null, { ami, role }),
    operation: 'CreateExportImageTask',
    input: {
      ImageName: image,
      AmiName: ami,
      IamRoleArn: role,
      ...present({ AmiDescription: description }),
      ...(tags.length > 0 && { TagSpecifications: tagMap(tags) }),
    },
    read: (answer) => textIn(memberIn(answer, 'ExportImageTask'), 'TaskId') ?? null,
  });
}

/** The most export tasks that AWS gives a page. Source: the model of ListExportImageTasks. */
const tasksPage = 500;

/** All exports of the account in the Region, the newest first. */
export async function listExports(appStream: AppStream): Promise<Result<readonly ExportTask[]>> {
  const found = await listOf(
    appStream,
    'ListExportImageTasks',
    { MaxResults: tasksPage },
    (answer) => listIn(answer, 'ExportImageTasks').map(toTask),
    'The exports',
  );
  return found.ok
    ? {
        ...found,
        value: found.value.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)),
      }
    : found;
}

/** An export by the id of its task. */
export function getExport({ run }: AppStream, id: string): Promise<Result<ExportTask>> {
  return run({
    facts: factsOf('GetExportImageTask', `The export ${id}`),
    operation: 'GetExportImageTask',
    input: { TaskId: id },
    read: (answer) => {
      const task = memberIn(answer, 'ExportImageTask');
      return task === undefined ? undefined : toTask(task);
    },
  });
}

function toTask(wire: unknown): ExportTask {
  return {
    id: textIn(wire, 'TaskId') ?? '',
    amiName: textIn(wire, 'AmiName') ?? '',
    state: textIn(wire, 'State') ?? 'UNKNOWN',
    errors: errorsIn(wire, 'ErrorDetails'),
    ...present({
      imageArn: textIn(wire, 'ImageArn'),
      ami: textIn(wire, 'AmiId'),
      createdAt: timeIn(wire, 'CreatedDate'),
    }),
  };
}
