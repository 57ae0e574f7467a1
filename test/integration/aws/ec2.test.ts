import {
  DeleteSnapshotCommand,
  DeregisterImageCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  EC2Client,
  EnableImageDeprecationCommand,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
} from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '@/lib/aws/errors';
import { flagIn, listIn, memberIn, numberIn, textIn, textsIn, timeIn } from '@/lib/aws/members';
import {
  cannedHand,
  cannedSdk,
  failureOf,
  noting,
  signedBySdk,
  type Canned,
  type Sent,
} from './beside-sdk';

// EC2 is called by hand, in its kind of the query protocol: held against AWS's own client.

const imageId = 'ami-0123456789abcdef0';
const organization = 'arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5';

let answer: { now: Canned };
let bySdk: Sent[];
let byHand: Sent[];

beforeEach(() => {
  answer = { now: { body: '' } };
  [bySdk, byHand] = [[], []];
});

function sdkClient() {
  const client = new EC2Client(cannedSdk(answer));
  client.middlewareStack.add(noting(bySdk), signedBySdk);
  return client;
}

const hand = () => cannedHand('ec2', answer, byHand);

type Input = Readonly<Record<string, unknown>>;

const launchPermission = {
  ImageId: imageId,
  LaunchPermission: {
    Add: [{ UserId: '111122223333' }, { OrganizationArn: organization }],
    Remove: [{ Group: 'all' as const }, { UserId: '444455556666' }],
  },
};

const description = { ImageId: imageId, Description: { Value: 'A & B' } };

const volumePermission = {
  SnapshotId: 'snap-1',
  CreateVolumePermission: { Add: [{ UserId: '111122223333' }] },
};

const deregistration = { ImageId: imageId, DeleteAssociatedSnapshots: true };

/** An operation, as the SDK is told it, and as it is told by hand: by the names on the wire. */
const calls: readonly (readonly [string, (client: EC2Client) => Promise<unknown>, Input])[] = [
  ['DescribeImages', (client) => client.send(new DescribeImagesCommand({})), {}],
  [
    'DescribeImages',
    (client) =>
      client.send(
        new DescribeImagesCommand({
          ImageIds: [imageId, 'ami-1'],
          Owners: ['self'],
          IncludeDeprecated: true,
          Filters: [
            { Name: 'tag:Ec2ImageBuilderArn', Values: ['a b', "c&d=e+é~*!'()"] },
            { Name: 'state', Values: ['available'] },
          ],
          MaxResults: 200,
          NextToken: 'abc/+==',
        }),
      ),
    {
      ImageId: [imageId, 'ami-1'],
      Owner: ['self'],
      IncludeDeprecated: true,
      Filter: [
        { Name: 'tag:Ec2ImageBuilderArn', Value: ['a b', "c&d=e+é~*!'()"] },
        { Name: 'state', Value: ['available'] },
      ],
      MaxResults: 200,
      NextToken: 'abc/+==',
    },
  ],
  [
    'DescribeImages',
    (client) =>
      client.send(new DescribeImagesCommand({ ImageIds: [], DryRun: false, NextToken: undefined })),
    { ImageId: [], DryRun: false, NextToken: undefined },
  ],
  [
    'DescribeImageAttribute',
    (client) =>
      client.send(
        new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' }),
      ),
    { ImageId: imageId, Attribute: 'launchPermission' },
  ],
  [
    'DescribeSnapshots',
    (client) =>
      client.send(
        new DescribeSnapshotsCommand({ SnapshotIds: ['snap-1', 'snap-2'], OwnerIds: ['self'] }),
      ),
    { SnapshotId: ['snap-1', 'snap-2'], Owner: ['self'] },
  ],
  [
    'ModifyImageAttribute',
    (client) => client.send(new ModifyImageAttributeCommand(launchPermission)),
    launchPermission,
  ],
  [
    'ModifyImageAttribute',
    (client) => client.send(new ModifyImageAttributeCommand(description)),
    description,
  ],
  [
    'ModifySnapshotAttribute',
    (client) => client.send(new ModifySnapshotAttributeCommand(volumePermission)),
    volumePermission,
  ],
  [
    'EnableImageDeprecation',
    (client) => {
      const DeprecateAt = new Date('2026-12-01T00:00:00Z');
      return client.send(new EnableImageDeprecationCommand({ ImageId: imageId, DeprecateAt }));
    },
    { ImageId: imageId, DeprecateAt: '2026-12-01T00:00:00Z' },
  ],
  [
    'DeregisterImage',
    (client) => client.send(new DeregisterImageCommand(deregistration)),
    deregistration,
  ],
  [
    'DeleteSnapshot',
    (client) => client.send(new DeleteSnapshotCommand({ SnapshotId: 'snap-1' })),
    { SnapshotId: 'snap-1' },
  ],
];

const answered = (operation: string, inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>request-1</requestId>
    ${inner}
</${operation}Response>`;

describe('a call of EC2', () => {
  it.each(calls)('of %s is the SDK’s', async (name, sendTo, input) => {
    answer.now = { body: answered(name, '') };
    await sendTo(sdkClient());
    await hand()(name, input);
    expect(byHand).toEqual(bySdk);
    expect(byHand).toHaveLength(1);
  });

  it('that changes who may launch an image is a form with its lists flattened', async () => {
    answer.now = { body: answered('ModifyImageAttribute', '') };
    await hand()('ModifyImageAttribute', launchPermission);
    expect(byHand[0]?.body).toEqual(
      [
        'Action=ModifyImageAttribute',
        'Version=2016-11-15',
        `ImageId=${imageId}`,
        'LaunchPermission.Add.1.UserId=111122223333',
        `LaunchPermission.Add.2.OrganizationArn=${encodeURIComponent(organization)}`,
        'LaunchPermission.Remove.1.Group=all',
        'LaunchPermission.Remove.2.UserId=444455556666',
      ].toSorted(),
    );
  });
});

describe('an answer of EC2', () => {
  it('about images is read as the SDK reads it', async () => {
    answer.now = {
      headers: { 'x-amzn-requestid': 'request-1' },
      body: answered(
        'DescribeImages',
        `<imagesSet>
          <item>
            <imageId>${imageId}</imageId>
            <imageOwnerId>111122223333</imageOwnerId>
            <name>base &amp; more</name>
            <isPublic>false</isPublic>
            <creationDate>2026-08-01T12:00:00.000Z</creationDate>
            <blockDeviceMapping>
              <item>
                <deviceName>/dev/sda1</deviceName>
                <ebs>
                  <snapshotId>snap-1</snapshotId>
                  <volumeSize>30</volumeSize>
                  <encrypted>true</encrypted>
                </ebs>
              </item>
            </blockDeviceMapping>
            <tagSet><item><key>team</key><value/></item><item><key>a</key><value>b</value></item></tagSet>
          </item>
          <item><imageId>ami-1</imageId><blockDeviceMapping/></item>
        </imagesSet>`,
      ),
    };
    const { Images = [], $metadata } = await sdkClient().send(new DescribeImagesCommand({}));
    const { value, requestId } = await hand()('DescribeImages', {});
    const read = listIn(value, 'imagesSet').map((image) => ({
      ImageId: textIn(image, 'imageId'),
      OwnerId: textIn(image, 'imageOwnerId'),
      Name: textIn(image, 'name'),
      Public: flagIn(image, 'isPublic'),
      created: timeIn(image, 'creationDate'),
      volumes: listIn(image, 'blockDeviceMapping').map((device) => {
        const ebs = memberIn(device, 'ebs');
        return [textIn(ebs, 'snapshotId'), numberIn(ebs, 'volumeSize'), flagIn(ebs, 'encrypted')];
      }),
      tags: listIn(image, 'tagSet').map((tag) => [textIn(tag, 'key'), textIn(tag, 'value')]),
    }));
    expect(read).toEqual(
      Images.map(({ ImageId, OwnerId, Name, Public, CreationDate, BlockDeviceMappings, Tags }) => ({
        ImageId,
        OwnerId,
        Name,
        Public,
        created: CreationDate === undefined ? undefined : Date.parse(CreationDate),
        volumes: (BlockDeviceMappings ?? []).map(({ Ebs }) => [
          Ebs?.SnapshotId,
          Ebs?.VolumeSize,
          Ebs?.Encrypted,
        ]),
        tags: (Tags ?? []).map(({ Key, Value }) => [Key, Value]),
      })),
    );
    expect(read).toHaveLength(2);
    expect(read[0]?.volumes).toEqual([['snap-1', 30, true]]);
    expect(requestId).toBe($metadata.requestId);
  });

  it('about launch permissions is read as the SDK reads it', async () => {
    answer.now = {
      body: answered(
        'DescribeImageAttribute',
        `<imageId>${imageId}</imageId>
        <launchPermission>
          <item><userId>111122223333</userId></item>
          <item><group>all</group></item>
          <item><organizationArn>${organization}</organizationArn></item>
        </launchPermission>`,
      ),
    };
    const input = { ImageId: imageId, Attribute: 'launchPermission' } as const;
    const { LaunchPermissions } = await sdkClient().send(new DescribeImageAttributeCommand(input));
    const { value } = await hand()('DescribeImageAttribute', input);
    const read = listIn(value, 'launchPermission').map((permission) => [
      textIn(permission, 'userId'),
      textIn(permission, 'group'),
      textIn(permission, 'organizationArn'),
    ]);
    expect(read).toEqual(
      LaunchPermissions?.map(({ UserId, Group, OrganizationArn }) => [
        UserId,
        Group,
        OrganizationArn,
      ]),
    );
    expect(read).toHaveLength(3);
  });

  it('about snapshots is read as the SDK reads it', async () => {
    answer.now = {
      body: answered(
        'DescribeSnapshots',
        '<snapshotSet><item><snapshotId>snap-1</snapshotId><encrypted>true</encrypted>' +
          '<kmsKeyId>arn:aws:kms:eu-west-1:111122223333:key/1</kmsKeyId></item></snapshotSet>',
      ),
    };
    const { Snapshots } = await sdkClient().send(new DescribeSnapshotsCommand({}));
    const { value } = await hand()('DescribeSnapshots', {});
    expect(
      listIn(value, 'snapshotSet').map((snapshot) => ({
        SnapshotId: textIn(snapshot, 'snapshotId'),
        Encrypted: flagIn(snapshot, 'encrypted'),
        KmsKeyId: textIn(snapshot, 'kmsKeyId'),
      })),
    ).toEqual(Snapshots);
    expect(textsIn(value, 'snapshotSet')).toEqual([]);
  });

  it('to a change says whether it was made', async () => {
    answer.now = { body: answered('ModifyImageAttribute', '<return>true</return>') };
    const { value } = await hand()('ModifyImageAttribute', { ImageId: imageId });
    expect(flagIn(value, 'return')).toBe(true);
  });

  it.each([
    '',
    '{}',
    '<html></html>',
    answered('DescribeSnapshots', ''),
    answered('DescribeImages', '<imagesSet><item/></imagesSet>').slice(0, -20),
  ])('is not %j', async (body) => {
    answer.now = { body };
    expect((await failureOf(hand()('DescribeImages', {}))).said.name).toBe('SyntaxError');
  });
});

const refused = (code: string, message: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>request-2</RequestID></Response>`;

describe('a refusal of EC2', () => {
  it.each([
    ['InvalidAMIID.NotFound', 400, 'The image id &apos;[ami-1]&apos; does not exist', 'not-found'],
    ['InvalidAMIID.Unavailable', 400, 'Not now.', 'not-available'],
    ['InvalidAMIAttributeItemValue', 400, 'Invalid attribute item value "&lt;&gt;"', 'rejected'],
    ['UnauthorizedOperation', 403, 'You are not authorized.', 'permission-missing'],
    ['AuthFailure', 401, 'AWS was not able to validate the credentials', 'credentials-refused'],
    ['AuthFailure', 403, 'Not authorized for images: [ami-1]', 'permission-missing'],
    ['RequestLimitExceeded', 503, 'Request limit exceeded.', 'throttled'],
    ['InternalError', 500, 'An internal error has occurred', 'aws-fault'],
    ['Unavailable', 503, 'The service is unavailable.', 'aws-fault'],
    ['OptInRequired', 401, 'You are not subscribed to this service.', 'unknown'],
  ])('is what the SDK makes of it: %s, %i', async (code, status, message, kind) => {
    answer.now = { status, body: refused(code, message) };
    const told = await failureOf(sdkClient().send(new DescribeImagesCommand({})));
    const read = await failureOf(hand()('DescribeImages', {}));
    expect(read.said).toEqual(told.said);
    expect(read.said.name).toBe(code);
    // The SDK knows only what the headers say.
    expect(read.requestId).toBe('request-2');
    expect(problemOf(read.error, { what: 'Image ami-1' }).kind).toBe(kind);
  });

  it.each<readonly [string, Canned]>([
    ['a page of a proxy', { status: 502, body: '<html><h1>Bad gateway</h1></html>' }],
    ['nothing at all', { status: 500, body: '' }],
  ])('is not %s', async (_, given) => {
    answer.now = given;
    const told = await failureOf(sdkClient().send(new DescribeImagesCommand({})));
    const read = await failureOf(hand()('DescribeImages', {}));
    const facts = { what: 'Image ami-1' };
    expect(problemOf(read.error, facts)).toEqual(problemOf(told.error, facts));
    expect(problemOf(read.error, facts).kind).toBe('aws-fault');
  });
});
