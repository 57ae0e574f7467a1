import { printCommands, type Command, type Commands } from '../commands';
import { imageInput, recipeInput } from './clone/input';
import type { BuildTask } from './plan';

/**
 * The commands of the AWS CLI that do what tasks say, one a line. They need credentials of the
 * account, do not look at how things are now, and leave clientTokens to the CLI.
 */
export function commandsOf(tasks: readonly BuildTask[]): Commands {
  const gains = tasks.filter(isGain);
  const commands = tasks.flatMap((task) => {
    if (!isGain(task)) return commandsOfTask(task);
    // One resource share for all who get the image: a command for each would make as many.
    return task === gains[0] ? [createShare(task, gains)] : [];
  });
  return printCommands(commands);
}

type ShareTask = Extract<BuildTask, { readonly act: 'share' }>;

/** Whether somebody comes into the resource share that Image Desk keeps for the image. */
function isGain(task: BuildTask): task is ShareTask {
  return task.act === 'share' && task.after && task.from === undefined;
}

function createShare({ region, label, target }: ShareTask, gains: readonly ShareTask[]): Command {
  return {
    words: ['ram', 'create-resource-share'],
    options: [
      ['region', region],
      ['name', `image-desk-${label.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}`],
      ['resource-arns', target],
      ['principals', gains.map(({ principal }) => principal)],
    ],
  };
}

function commandsOfTask(task: BuildTask): readonly Command[] {
  const { target, region } = task;
  const imageBuilder = (command: string, ...options: Command['options'][number][]): Command => ({
    words: ['imagebuilder', command],
    options: [['region', region], ...options],
  });
  const ram = (command: string, ...options: Command['options'][number][]): Command => ({
    words: ['ram', command],
    options: [['region', region], ...options],
  });
  switch (task.act) {
    case 'cancel':
      return [imageBuilder('cancel-image-creation', ['image-build-version-arn', target])];
    case 'retry':
      return [imageBuilder('retry-image', ['image-build-version-arn', target])];
    case 'run':
      return [imageBuilder('start-image-pipeline-execution', ['image-pipeline-arn', target])];
    case 'distribute':
      return [
        imageBuilder(
          'distribute-image',
          ['source-image', target],
          ['distribution-configuration-arn', task.settings],
          ['execution-role', task.role],
        ),
      ];
    case 'state':
      return [
        imageBuilder(
          'start-resource-state-update',
          ['resource-arn', target],
          ['state', `status=${task.after}`],
          ...(task.role === undefined ? [] : ([['execution-role', task.role]] as const)),
          ...(task.amis ? ([['include-resources', 'amis=true']] as const) : []),
        ),
      ];
    case 'delete':
      return [
        task.resources
          ? imageBuilder(
              'start-resource-state-update',
              ['resource-arn', target],
              ['state', 'status=DELETED'],
              ['execution-role', task.resources.role],
              ['include-resources', 'amis=true,snapshots=true,containers=true'],
            )
          : imageBuilder('delete-image', ['image-build-version-arn', target]),
      ];
    case 'step':
      return [
        imageBuilder(
          'send-workflow-step-action',
          ['step-execution-id', task.step],
          ['image-build-version-arn', target],
          ['action', task.answer],
          ...(task.reason === undefined ? [] : ([['reason', { text: task.reason }]] as const)),
        ),
      ];
    case 'create-recipe':
      return [
        imageBuilder('create-image-recipe', [
          'cli-input-json',
          { text: JSON.stringify(recipeInput(task.recipe)) },
        ]),
      ];
    case 'create-image':
      return [
        imageBuilder('create-image', [
          'cli-input-json',
          { text: JSON.stringify(imageInput(task.image)) },
        ]),
      ];
    case 'policy': {
      const share = ram(
        'list-resources',
        ['resource-owner', 'SELF'],
        ['resource-arns', target],
        ['query', 'resources[0].resourceShareArn'],
        ['output', 'text'],
      );
      return [
        imageBuilder('put-image-policy', ['image-arn', target], ['policy', { text: task.after }]),
        ram('promote-resource-share-created-from-policy', [
          'resource-share-arn',
          { toldBy: share },
        ]),
      ];
    }
    case 'share': {
      if (task.from === undefined) return [];
      const command = task.after ? 'associate-resource-share' : 'disassociate-resource-share';
      return [ram(command, ['resource-share-arn', task.from], ['principals', task.principal])];
    }
    case 'launch': {
      const way = task.after ? 'Add' : 'Remove';
      const permission = `${way}=[{${memberOf(task.principal)}=${task.principal}}]`;
      return [
        {
          words: ['ec2', 'modify-image-attribute'],
          options: [
            ['region', region],
            ['image-id', task.ami],
            ['launch-permission', permission],
          ],
        },
      ];
    }
  }
}

/** By which member EC2 knows a principal. */
function memberOf(principal: string): string {
  if (principal === 'all') return 'Group';
  if (principal.includes(':organization/')) return 'OrganizationArn';
  return principal.includes(':ou/') ? 'OrganizationalUnitArn' : 'UserId';
}
