import { bashText, powerShellText } from '../shell';
import { imageInput, recipeInput } from './clone/input';
import type { BuildTask } from './plan';

/** The commands of a plan, for each shell. */
export interface Commands {
  readonly bash: string;
  readonly powerShell: string;
}

/** What the AWS CLI is called with: its service and command, and its options with their values. */
interface Command {
  readonly words: readonly [service: string, command: string];
  readonly options: readonly (readonly [name: string, value: Value])[];
}

/** Values to the letter, text that a person wrote, or what another command tells. */
type Value = string | readonly string[] | { readonly text: string } | { readonly toldBy: Command };

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
  return {
    bash: commands.map(inBash).join('\n'),
    powerShell: commands.map(inPowerShell).join('\n'),
  };
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

/**
 * Text that the CLI would take for an option, or for the place of the text.
 * Source: AWS CLI user guide, "Load a parameter from a file".
 */
const misread = /^(?:-|(?:fileb?|https?):\/\/)/i;

/** Text that Windows PowerShell does not hand on as it is. */
const brokenUp = /["\\]/;

function isLiteral(value: Value): value is string | readonly string[] {
  return typeof value === 'string' || Array.isArray(value);
}

function inBash({ words, options }: Command): string {
  const files: string[] = [];
  const values = options.map(([name, value]) => {
    if (isLiteral(value)) return [`--${name}`, ...[value].flat().map(bashText)].join(' ');
    if ('toldBy' in value) return `--${name} "$(${inBash(value.toldBy)})"`;
    if (!misread.test(value.text)) return `--${name} ${bashText(value.text)}`;
    files.push('file=$(mktemp)', `printf '%s' ${bashText(value.text)} > "$file"`);
    return `--${name} "file://$file"`;
  });
  return [...files, ['aws', ...words, ...values].join(' ')].join('\n');
}

function inPowerShell({ words, options }: Command): string {
  const files: string[] = [];
  const values = options.map(([name, value]) => {
    if (isLiteral(value)) return [`--${name}`, ...[value].flat().map(powerShellText)].join(' ');
    if ('toldBy' in value) return `--${name} (${inPowerShell(value.toldBy)})`;
    if (!misread.test(value.text) && !brokenUp.test(value.text)) {
      return `--${name} ${powerShellText(value.text)}`;
    }
    files.push(
      '$File = [IO.Path]::GetTempFileName()',
      `[IO.File]::WriteAllText($File, ${powerShellText(value.text)})`,
    );
    return `--${name} "file://$File"`;
  });
  return [...files, ['aws', ...words, ...values].join(' ')].join('\n');
}
