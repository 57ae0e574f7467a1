import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandsOfPlan } from '@/lib/lifecycle/commands';
import type { ImageStep } from '@/lib/lifecycle/step';
import { modelOf, shapeOf } from '../../aws/models';
import { askedOfAws } from '../support/asked-of-aws';
import { hostile } from '../support/hostile';
import { loadPowerShell, type PowerShellParser } from '../support/power-shell';
import { builder, buildersWith, friend, home, order, role, stepOf } from './steps';

const commandsOf = (...steps: readonly ImageStep[]) => commandsOfPlan({ scope: home, steps });

const inRegion = ['--region', 'us-east-1'] as const;
const shared = { image: 'office', with: friend, fleet: true, imageBuilder: false };

/** Steps, with what they ask of the AWS CLI after the name of the service. */
const examples: readonly (readonly [ImageStep, readonly string[]])[] = [
  [
    stepOf({ act: 'create-builder', builder }),
    [
      'create-image-builder',
      ...inRegion,
      '--name',
      'office-2-builder',
      '--image-name',
      'office',
      '--instance-type',
      'stream.standard.medium',
      '--display-name',
      "Bob's builder",
      '--description',
      'For $HOME and `more`',
      '--appstream-agent-version',
      'LATEST',
      '--iam-role-arn',
      role,
      '--vpc-config',
      '{"SubnetIds":["subnet-0123"],"SecurityGroupIds":["sg-0123"]}',
      '--domain-join-info',
      '{"DirectoryName":"corp.example.com","OrganizationalUnitDistinguishedName":"OU=Streams,DC=corp"}',
      '--enable-default-internet-access',
      '--root-volume-config',
      'VolumeSizeInGb=300',
      '--disable-imdsv1',
      '--softwares-to-install',
      '["Microsoft_Office_2021_LTSC_Standard_64Bit"]',
      '--tags',
      '{"team":"desk & \\"co\\""}',
    ],
  ],
  [
    stepOf({ act: 'deploy-software', builder: 'b', software: ['Office'] }),
    ['start-software-deployment-to-image-builder', ...inRegion, '--image-builder-name', 'b'],
  ],
  [
    stepOf({ act: 'tag', image: 'office', tags: [{ key: 'team', value: '' }] }),
    [
      'tag-resource',
      ...inRegion,
      '--resource-arn',
      `arn:aws:appstream:us-east-1:${home.account}:image/office`,
      '--tags',
      '{"team":""}',
    ],
  ],
  [
    stepOf({ act: 'stop-builder', builder: 'b', image: 'office' }),
    ['stop-image-builder', ...inRegion, '--name', 'b'],
  ],
  [
    stepOf({ act: 'delete-builder', builder: 'b', image: 'office' }),
    ['delete-image-builder', ...inRegion, '--name', 'b'],
  ],
  [
    stepOf({
      act: 'copy',
      source: 'office',
      image: 'office-2',
      from: 'eu-west-1',
      description: '',
    }),
    [
      'copy-image',
      '--region',
      'eu-west-1',
      '--source-image-name',
      'office',
      '--destination-image-name',
      'office-2',
      '--destination-region',
      'us-east-1',
    ],
  ],
  [
    stepOf({
      act: 'update',
      source: 'office',
      image: 'office-2',
      displayName: 'Office',
      description: 'New',
      tags: [{ key: 'a', value: 'b' }],
    }),
    [
      'create-updated-image',
      ...inRegion,
      '--existing-image-name',
      'office',
      '--new-image-name',
      'office-2',
      '--new-image-display-name',
      'Office',
      '--new-image-description',
      'New',
      '--new-image-tags',
      '{"a":"b"}',
    ],
  ],
  [
    stepOf({ act: 'import', order }),
    [
      'create-imported-image',
      ...inRegion,
      '--name',
      'office',
      '--source-ami-id',
      'ami-0123456789abcdef0',
      '--iam-role-arn',
      role,
      '--agent-software-version',
      'ALWAYS_LATEST',
      '--display-name',
      'Office',
      '--description',
      'Of an AMI',
      '--app-catalog-config',
      '[{"Name":"Notepad","DisplayName":"Notepad","AbsoluteAppPath":"C:\\\\Windows\\\\notepad.exe"}]',
      '--tags',
      '{"team":"desk"}',
    ],
  ],
  [
    stepOf({ act: 'export', image: 'office', ami: 'office-ami', role, description: 'x', tags: [] }),
    [
      'create-export-image-task',
      ...inRegion,
      '--image-name',
      'office',
      '--ami-name',
      'office-ami',
      '--iam-role-arn',
      role,
      '--ami-description',
      'x',
    ],
  ],
  [
    stepOf({ act: 'share', ...shared }),
    [
      'update-image-permissions',
      ...inRegion,
      '--name',
      'office',
      '--shared-account-id',
      friend,
      '--image-permissions',
      'allowFleet=true,allowImageBuilder=false',
    ],
  ],
  [
    stepOf({ act: 'unshare', ...shared }),
    ['delete-image-permissions', ...inRegion, '--name', 'office', '--shared-account-id', friend],
  ],
  [stepOf({ act: 'delete', image: 'office' }), ['delete-image', ...inRegion, '--name', 'office']],
];

/** The value that an option was given. */
const valueOf = (words: readonly string[] = [], option: string) => {
  const place = words.indexOf(`--${option}`);
  return place === -1 ? undefined : words[place + 1];
};

const plain = (text: string) => text.replaceAll('-', '').toLowerCase();

describe('the commands of a plan for bash', () => {
  it.each(examples)('say what the step says: %#', async (step, command) => {
    expect(await askedOfAws(commandsOf(step).bash)).toEqual([['appstream', ...command]]);
  });

  it.each(examples)(
    'are commands of AWS with options that it has: %#',
    (_, [name = '', ...words]) => {
      const model = modelOf('appstream');
      const operation = Object.values(model.operations).find(
        (each) => plain(each.name) === plain(name),
      );
      const { members = {}, required = [] } = shapeOf(model, operation?.input?.shape ?? '');
      const options = words
        .filter((word) => word.startsWith('--') && word !== '--region')
        .map(plain);
      expect(Object.keys(members).map(plain)).toEqual(expect.arrayContaining(options));
      expect(options).toEqual(expect.arrayContaining(required.map(plain)));
    },
  );

  it('find an AMI by its name where nobody knows its id yet', async () => {
    const share = stepOf({ act: 'share-ami', ami: 'office (2)', with: friend });
    const other = { ...order, ami: { name: 'office (2)', owner: home.account } };
    const steps = [share, stepOf({ act: 'import', order: other, account: friend })];
    const asked = await askedOfAws(commandsOf(...steps).bash);
    const [findOwn, launch, findTheirs, imported] = asked;
    expect(valueOf(findOwn, 'owners')).toBe('self');
    expect(valueOf(findTheirs, 'owners')).toBe(home.account);
    expect(JSON.parse(valueOf(findTheirs, 'filters') ?? '')).toEqual([
      { Name: 'name', Values: ['office (2)'] },
    ]);
    expect(launch?.slice(0, 2)).toEqual(['ec2', 'modify-image-attribute']);
    expect(valueOf(launch, 'image-id')).toBe('the-ami');
    expect(valueOf(launch, 'launch-permission')).toBe(`Add=[{UserId=${friend}}]`);
    expect(valueOf(imported, 'source-ami-id')).toBe('the-ami');
  });

  it('say what has to be waited for, what a person does, and whose credentials they need', () => {
    const image = 'office-2';
    const clone = [
      stepOf({ act: 'create-builder', builder }),
      stepOf({ act: 'await-image', builder: builder.name, image }),
      stepOf({ act: 'delete-builder', builder: builder.name, image }),
      stepOf({ act: 'delete', image: 'other', chain: 'b', account: friend }),
    ];
    const { bash, powerShell } = commandsOf(...clone);
    const remarks = [
      '# Wait until image builder office-2-builder is RUNNING.',
      '# Connect to image builder office-2-builder, and make image office-2 there with Image Assistant.',
      '# Wait until image office-2 is AVAILABLE.',
      `# With credentials of account ${friend}:`,
    ];
    for (const text of [bash, powerShell]) {
      expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual(remarks);
    }
  });

  it('T24: hand every text on to the letter, and run nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        buildersWith(fc.oneof(hostile, fc.constantFrom('file:///etc/passwd', '-x', 'http://a'))),
        async (each) => {
          const image = each.name;
          const steps = [
            stepOf({ act: 'create-builder', builder: each }),
            stepOf({ act: 'await-image', builder: each.name, image }),
            stepOf({ act: 'delete-builder', builder: each.name, image }),
          ];
          const asked = await askedOfAws(commandsOf(...steps).bash);
          expect(asked).toHaveLength(2);
          const [created, deleted] = asked;
          expect(valueOf(deleted, 'name')).toBe(each.name);
          expect(valueOf(created, 'display-name')).toBe(each.displayName);
          expect(valueOf(created, 'description')).toBe(each.description);
          expect(valueOf(created, 'iam-role-arn')).toBe(each.role);
          const json = (option: string) => JSON.parse(valueOf(created, option) ?? 'null');
          expect(json('domain-join-info')).toEqual({
            DirectoryName: each.domain?.directory,
            OrganizationalUnitDistinguishedName: each.domain?.unit,
          });
          if (each.tags.length > 0) {
            expect(Object.entries(json('tags'))).toEqual(
              expect.arrayContaining(each.tags.map(({ key, value }) => [key, value])),
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the commands of a plan for PowerShell', () => {
  let parse: PowerShellParser;

  beforeAll(async () => {
    parse = await loadPowerShell();
  });

  it('T24: are commands of the AWS CLI and nothing else, whatever is written in them', () => {
    fc.assert(
      fc.property(buildersWith(hostile), (each) => {
        const step = stepOf({ act: 'create-builder', builder: each });
        const remark = stepOf({ act: 'await-image', builder: each.name, image: each.name });
        const { powerShell } = commandsOf(step, remark);
        // The grammar takes a digit in the name of an option for a number.
        const readable = powerShell.replace(/ --disable-imdsv1(?= |$)/m, '');
        const { hasError, commands, shape } = parse(readable);
        expect(hasError).toBe(false);
        expect(commands.map(([name]) => name)).toEqual(['aws']);
        expect(shape).not.toContain('exit 9');
      }),
    );
  });

  it('put each text that Windows breaks up into a file of its own', () => {
    const quoted = { ...builder, displayName: 'a "b"', description: 'c "d"' };
    const { powerShell } = commandsOf(stepOf({ act: 'create-builder', builder: quoted }));
    const places = [...powerShell.matchAll(/--([a-z-]+) "file:\/\/(\$File\d*)"/g)];
    const written = new Map(
      [...powerShell.matchAll(/WriteAllText\((\$File\d*), '([^\n]*)'\)$/gm)].map(
        ([, file, text]) => [file, text] as const,
      ),
    );
    const textOf = (option: string) => {
      const place = places.find(([, name]) => name === option);
      return written.get(place?.[2]);
    };
    expect(textOf('display-name')).toBe('a "b"');
    expect(textOf('description')).toBe('c "d"');
    expect(textOf('tags')).toBe('{"team":"desk & \\"co\\""}');
  });

  it('look for an AMI on one line', () => {
    const share = stepOf({ act: 'share-ami', ami: 'office', with: friend });
    const { powerShell } = commandsOf(share);
    const { hasError, commands } = parse(powerShell);
    expect(hasError).toBe(false);
    expect(commands).toHaveLength(1);
    expect(powerShell).toMatch(
      / --image-id \(aws ec2 describe-images [^()\n]*\) --launch-permission /,
    );
  });
});
