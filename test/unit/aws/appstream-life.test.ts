import { describe, expect, it } from 'vitest';
import { stepChanges, stepReads } from '@/lib/aws/appstream-life';
import { createStreamingUrl, listBuilders, startBuilder } from '@/lib/aws/appstream-builders';
import { getExport } from '@/lib/aws/appstream-exports';
import { canUpdateImage, tryImport, untagImage } from '@/lib/aws/appstream-making';
import { listStacks } from '@/lib/aws/appstream-stacks';
import { createConnector } from '@/lib/aws/connection';
import type { Service } from '@/lib/aws/service';
import { reveal } from '@/lib/credentials/secret';
import { failed, ok } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import { modelOf } from '../../aws/models';
import { validateInput } from '../../aws/validate';
import { recorderDouble } from '../support/activity';
import { recordingFetch, type Reply, type SentRequest } from '../support/fake-appstream';
import { canaryCredentials } from '../support/identities';
import { friend, home, owner, valueOf } from '../support/values';

const role = `arn:aws:iam::${owner}:role/Images`;
const image = { name: 'office', arn: `arn:aws:appstream:us-east-1:${owner}:image/office` };
const tags = [{ key: 'team', value: 'finance' }];

/** AppStream behind the real wire. Every request is held against the model of AWS. */
function setUp(answer: (request: SentRequest) => Reply = () => ({ json: {} })) {
  const model = modelOf('appstream');
  const { requests, fetch } = recordingFetch((request) => {
    const operation = model.operations[request.operation];
    if (!operation) throw new Error(`There is no ${request.operation}.`);
    validateInput(model, operation, request.body);
    return answer(request);
  });
  const connector = createConnector({
    fetch,
    wait: async () => {},
    random: () => 0.5,
    now: () => 0,
  });
  const { recorder, told } = recorderDouble();
  const service = (place: Scope = home): Service =>
    valueOf(connector.service('appstream2', place, canaryCredentials({}), recorder));
  const changes = stepChanges((_, place, use) => use(service(place)));
  const reads = stepReads((_, place, use) => use(service(place)));
  return { service, changes, reads, requests, told };
}

type Changes = ReturnType<typeof setUp>['changes'];

const order = {
  name: 'office-2-builder',
  image: { name: 'office' },
  instanceType: 'stream.standard.medium',
  displayName: 'Office 2',
  description: 'A clone',
  agentVersion: 'LATEST',
  subnets: ['subnet-1'],
  securityGroups: ['sg-1'],
  role,
  domain: { directory: 'corp.example.com', unit: 'OU=Images' },
  internetAccess: false,
  rootVolume: 300,
  withoutImdsV1: true,
  software: ['Microsoft_Visio_2024_LTSC_Standard_64Bit'],
  tags,
};
const imported = {
  ami: { id: 'ami-0123456789abcdef0' },
  image: 'office-x',
  role,
  displayName: 'Office',
  description: 'From an AMI',
  alwaysLatestAgent: true,
  applications: [
    {
      id: 'word',
      name: 'Word',
      path: 'C:\\word.exe',
      iconPath: 'C:\\word.png',
      manifestPath: 'C:\\word.txt',
      workingDirectory: 'C:\\',
      parameters: '/n',
    },
  ],
  tags,
};

describe('the changes of an image’s life', () => {
  const cases: readonly (readonly [
    string,
    (changes: Changes) => Promise<unknown>,
    Readonly<Record<string, unknown>>,
  ])[] = [
    [
      'CreateImageBuilder',
      (changes) => changes.createBuilder(home, order),
      {
        Name: 'office-2-builder',
        ImageName: 'office',
        InstanceType: 'stream.standard.medium',
        DisplayName: 'Office 2',
        Description: 'A clone',
        AppstreamAgentVersion: 'LATEST',
        VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
        IamRoleArn: role,
        DomainJoinInfo: {
          DirectoryName: 'corp.example.com',
          OrganizationalUnitDistinguishedName: 'OU=Images',
        },
        EnableDefaultInternetAccess: false,
        RootVolumeConfig: { VolumeSizeInGb: 300 },
        DisableIMDSV1: true,
        SoftwaresToInstall: ['Microsoft_Visio_2024_LTSC_Standard_64Bit'],
        Tags: { team: 'finance' },
      },
    ],
    [
      'StopImageBuilder',
      (changes) => changes.stopBuilder(home, 'builder', 'RUNNING'),
      { Name: 'builder' },
    ],
    [
      'DeleteImageBuilder',
      (changes) => changes.deleteBuilder(home, 'builder', 'STOPPED'),
      { Name: 'builder' },
    ],
    [
      'AssociateSoftwareToImageBuilder',
      (changes) => changes.associateSoftware(home, 'builder', ['Visio']),
      { ImageBuilderName: 'builder', SoftwareNames: ['Visio'] },
    ],
    [
      'StartSoftwareDeploymentToImageBuilder',
      (changes) => changes.deploySoftware(home, 'builder'),
      { ImageBuilderName: 'builder', RetryFailedDeployments: true },
    ],
    [
      'CopyImage',
      (changes) =>
        changes.copyImage(home, {
          source: 'office',
          image: 'office-2',
          from: 'eu-west-1',
          description: 'A copy',
        }),
      {
        SourceImageName: 'office',
        DestinationImageName: 'office-2',
        DestinationRegion: 'us-east-1',
        DestinationImageDescription: 'A copy',
      },
    ],
    [
      'CreateUpdatedImage',
      (changes) =>
        changes.updateImage(home, {
          source: 'office',
          image: 'office-2',
          displayName: 'New',
          tags,
        }),
      {
        existingImageName: 'office',
        newImageName: 'office-2',
        newImageDisplayName: 'New',
        newImageTags: { team: 'finance' },
        dryRun: false,
      },
    ],
    [
      'CreateImportedImage',
      (changes) => changes.importImage(home, imported, imported.ami.id),
      {
        Name: 'office-x',
        SourceAmiId: 'ami-0123456789abcdef0',
        IamRoleArn: role,
        DisplayName: 'Office',
        Description: 'From an AMI',
        AgentSoftwareVersion: 'ALWAYS_LATEST',
        AppCatalogConfig: [
          {
            Name: 'word',
            DisplayName: 'Word',
            AbsoluteAppPath: 'C:\\word.exe',
            AbsoluteIconPath: 'C:\\word.png',
            AbsoluteManifestPath: 'C:\\word.txt',
            WorkingDirectory: 'C:\\',
            LaunchParameters: '/n',
          },
        ],
        Tags: { team: 'finance' },
      },
    ],
    [
      'CreateExportImageTask',
      (changes) => changes.exportImage(home, { image: 'office', ami: 'office-ami', role, tags }),
      {
        ImageName: 'office',
        AmiName: 'office-ami',
        IamRoleArn: role,
        TagSpecifications: { team: 'finance' },
      },
    ],
    [
      'TagResource',
      (changes) => changes.tagImage(home, image, tags, []),
      { ResourceArn: image.arn, Tags: { team: 'finance' } },
    ],
    [
      'DeleteImage',
      (changes) => changes.deleteImage(home, 'office', 'AVAILABLE'),
      { Name: 'office' },
    ],
  ];

  it.each(cases)('%s is what the model of AWS takes, and is in the log', async (name, go, body) => {
    const { changes, requests, told } = setUp();
    expect(await go(changes)).toEqual(ok(null));
    expect(requests.map(({ operation }) => operation)).toEqual([name]);
    expect(requests[0]?.body).toEqual(body);
    expect(told.map(([what]) => what)).toEqual(['sent', 'answered']);
    expect(told[0]?.[1]).toBe(`appstream:${name}`);
    expect(told[1]?.[1]).toMatchObject({ outcome: 'done' });
  });

  it('name a shared image by its ARN alone', async () => {
    const { changes, requests } = setUp();
    const shared = { name: 'office', arn: image.arn.replace(owner, friend) };
    await changes.createBuilder(home, { ...order, image: shared });
    expect(requests[0]?.body).toMatchObject({ ImageArn: shared.arn });
    expect(requests[0]?.body).not.toHaveProperty('ImageName');
  });

  it('copy in the Region of the source', async () => {
    const { changes, requests } = setUp();
    await changes.copyImage(home, { source: 'office', image: 'office-2', from: 'eu-west-1' });
    expect(requests[0]?.host).toBe('appstream2.eu-west-1.amazonaws.com');
  });

  it('give what AWS names of what it makes', async () => {
    const { changes } = setUp(({ operation }) => ({
      json:
        operation === 'CreateImageBuilder'
          ? { ImageBuilder: { Arn: 'arn' } }
          : { ExportImageTask: { TaskId: 'task' } },
    }));
    expect(await changes.createBuilder(home, order)).toEqual(ok('arn'));
    const task = { image: 'office', ami: 'office-ami', role, tags: [] };
    expect(await changes.exportImage(home, task)).toEqual(ok('task'));
  });

  it('say that a name is taken', async () => {
    const { changes } = setUp(() => ({
      error: 'ResourceAlreadyExistsException',
      message: 'It exists.',
    }));
    expect(await changes.createBuilder(home, order)).toEqual(
      failed({ kind: 'name-taken', detail: 'It exists.' }),
    );
  });
});

describe('a dry run', () => {
  const yes = { error: 'DryRunOperationException', status: 412 };

  it('of an import is a success when AWS confirms it by an error', async () => {
    const { service, requests, told } = setUp(() => yes);
    expect(await tryImport(service(), imported, imported.ami.id)).toEqual(ok(null));
    expect(requests[0]?.body).toMatchObject({ DryRun: true });
    expect(told[1]?.[1]).toMatchObject({ outcome: 'done' });
  });

  it('is the problem that AWS names otherwise', async () => {
    const { service } = setUp(() => ({ error: 'IncompatibleImageException', message: 'Too old.' }));
    expect(await tryImport(service(), imported, imported.ami.id)).toEqual(
      failed({ kind: 'rejected', detail: 'Too old.' }),
    );
  });

  it('is no success of what was not one', async () => {
    const { changes } = setUp(() => yes);
    expect((await changes.importImage(home, imported, imported.ami.id)).ok).toBe(false);
  });

  it.each([true, false])('of an update tells whether AWS can: %s', async (canUpdateImageNow) => {
    const { service, requests } = setUp(() => ({ json: { canUpdateImage: canUpdateImageNow } }));
    const update = { source: 'office', image: 'office-2', tags: [] };
    expect(await canUpdateImage(service(), update)).toEqual(ok(canUpdateImageNow));
    expect(requests[0]?.body).toMatchObject({ dryRun: true });
  });
});

describe('a streaming address', () => {
  const url = 'https://appstream2.us-east-1.aws.amazon.com/authenticate?parameters=secret';

  it('T26: is a secret, of which the log and whatever is written know nothing', async () => {
    const { service, requests, told } = setUp(() => ({
      json: { StreamingURL: url, Expires: 3600 },
    }));
    const address = valueOf(await createStreamingUrl(service(), 'builder', 600));
    expect(reveal(address.url)).toBe(url);
    expect(address.until).toBe(3_600_000);
    expect(JSON.stringify([address, told])).not.toContain('parameters');
    expect(requests[0]?.body).toEqual({ Name: 'builder', Validity: 600 });
  });

  it.each(['http://aws.amazon.com/', 'javascript:alert(1)', 'office'])(
    'is none when AWS answers %s',
    async (StreamingURL) => {
      const { service } = setUp(() => ({ json: { StreamingURL } }));
      expect((await createStreamingUrl(service(), 'builder', 600)).ok).toBe(false);
    },
  );
});

const wireOf = (account: string) => ({
  Name: 'office',
  Arn: image.arn.replace(owner, account),
});

describe('the reads of an image’s life', () => {
  it('find an image builder by its name, or none', async () => {
    const wire = {
      Name: 'builder',
      Arn: 'arn',
      State: 'FAILED',
      ImageArn: image.arn,
      InstanceType: 'stream.standard.medium',
      CreatedTime: 1,
      StateChangeReason: { Code: 'INTERNAL_ERROR' },
      ImageBuilderErrors: [{ ErrorCode: 'A', ErrorMessage: 'B' }],
    };
    const { reads, service } = setUp(() => ({ json: { ImageBuilders: [wire] } }));
    const builder = {
      name: 'builder',
      arn: 'arn',
      state: 'FAILED',
      stateReason: 'INTERNAL_ERROR',
      errors: ['A: B'],
      imageArn: image.arn,
      instanceType: 'stream.standard.medium',
      createdAt: 1000,
    };
    expect(await reads.findBuilder(home, 'builder')).toEqual(ok(builder));
    expect(await reads.findBuilder(home, 'another')).toEqual(ok(undefined));
    expect(await listBuilders(service())).toEqual(ok([builder]));
    const none = setUp(() => ({ error: 'ResourceNotFoundException', status: 404 })).reads;
    expect(await none.findBuilder(home, 'builder')).toEqual(ok(undefined));
    expect(await none.findImage(home, 'office')).toEqual(ok(undefined));
  });

  it('find an own image alone', async () => {
    for (const [account, found] of [
      [owner, true],
      [friend, false],
      ['', false],
    ] as const) {
      const { reads } = setUp(() => ({ json: { Images: [wireOf(account)] } }));
      expect(valueOf(await reads.findImage(home, 'office')) !== undefined).toBe(found);
    }
  });

  it('count the images that are being copied', async () => {
    const Images = ['COPYING', 'COPYING', 'AVAILABLE'].map((State, number) => ({
      Name: `image-${number}`,
      Arn: `${image.arn}-${number}`,
      State,
    }));
    const { reads } = setUp(() => ({ json: { Images } }));
    expect(await reads.countCopies(home)).toEqual(ok(2));
  });

  it('give software, exports with the newest first, and stacks', async () => {
    const { reads, service } = setUp(({ operation }): Reply => {
      switch (operation) {
        case 'DescribeSoftwareAssociations':
          return {
            json: { SoftwareAssociations: [{ SoftwareName: 'Visio', Status: 'INSTALLED' }] },
          };
        case 'ListAssociatedStacks':
          return { json: { Names: ['finance'] } };
        case 'GetExportImageTask':
          return { json: { ExportImageTask: { TaskId: 'one', State: 'FAILED' } } };
        default:
          return {
            json: {
              ExportImageTasks: [
                { TaskId: 'one', CreatedDate: 1 },
                { TaskId: 'two', CreatedDate: 2, AmiId: 'ami-2', State: 'COMPLETED' },
              ],
            },
          };
      }
    });
    expect(await reads.listSoftware(home, image.arn)).toEqual(
      ok([{ name: 'Visio', status: 'INSTALLED', errors: [] }]),
    );
    const tasks = valueOf(await reads.listExports(home));
    expect(tasks.map(({ id, ami }) => [id, ami])).toEqual([
      ['two', 'ami-2'],
      ['one', undefined],
    ]);
    const id = '0b0f8a1c-5f5e-4a57-9c8e-0d6a1f4b2c3d';
    expect(valueOf(await getExport(service(), id))).toMatchObject({ id: 'one', state: 'FAILED' });
    expect(await listStacks(service(), 'desks')).toEqual(ok(['finance']));
  });
});

describe('what else is done with image builders and tags', () => {
  it('is what the model of AWS takes', async () => {
    const { service, requests } = setUp();
    await startBuilder(service(), 'builder');
    await untagImage(service(), image, tags);
    expect(requests.map(({ operation, body }) => [operation, body])).toEqual([
      ['StartImageBuilder', { Name: 'builder' }],
      ['UntagResource', { ResourceArn: image.arn, TagKeys: ['team'] }],
    ]);
  });
});
