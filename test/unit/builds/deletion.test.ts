import { describe, expect, it } from 'vitest';
import type { Output } from '@/lib/builds/build';
import { lookAtOutputs, type AmiPorts } from '@/lib/builds/deletion';
import { failed, ok } from '@/lib/result';

const me = '111122223333';
const friend = '444455556666';
const denied = failed({ kind: 'permission-missing', action: 'ec2:DescribeImages' } as const);

const ami = (region: string, image: string, account = me): Output => ({
  kind: 'ami',
  region,
  image,
  account,
});

const outputs: readonly Output[] = [
  ami('eu-west-1', 'ami-1'),
  ami('eu-west-1', 'ami-2'),
  ami('us-east-1', 'ami-3'),
  { kind: 'ami', region: 'us-east-1' },
  { kind: 'container', uris: ['repository:1', 'repository:2'] },
];

function ports(more: Partial<AmiPorts> = {}) {
  const asked: (readonly [string, readonly string[]])[] = [];
  const made: AmiPorts = {
    async findAmis(region, images) {
      asked.push([region, images]);
      return ok(images.map((image) => ({ image, snapshots: [`snap-of-${image}`] })));
    },
    launchPermissionsOf: async () => ok([]),
    ...more,
  };
  return { asked, ports: made };
}

describe('what a build has put out', () => {
  it('is looked at once a Region, with its snapshots and its container images', async () => {
    const { asked, ports: given } = ports();
    expect(await lookAtOutputs({ outputs }, me, given)).toEqual(
      ok({
        amis: ['eu-west-1/ami-1', 'eu-west-1/ami-2', 'us-east-1/ami-3'],
        snapshots: [
          'eu-west-1/snap-of-ami-1',
          'eu-west-1/snap-of-ami-2',
          'us-east-1/snap-of-ami-3',
        ],
        containers: ['repository:1', 'repository:2'],
        warnings: [],
      }),
    );
    expect(asked).toEqual([
      ['eu-west-1', ['ami-1', 'ami-2']],
      ['us-east-1', ['ami-3']],
    ]);
  });

  it('has no AMI that is not there any more', async () => {
    const { ports: given } = ports({ findAmis: async () => ok([]) });
    expect(await lookAtOutputs({ outputs }, me, given)).toMatchObject({
      value: { amis: [], snapshots: [], warnings: [] },
    });
  });

  it('warns of others who may launch it, and not of its owner', async () => {
    const launch = (...principals: readonly string[]) =>
      lookAtOutputs(
        { outputs },
        me,
        ports({
          launchPermissionsOf: async (_, image) => ok(image === 'ami-3' ? [] : principals),
        }).ports,
      );
    expect(await launch(me)).toMatchObject({ value: { warnings: [] } });
    expect(await launch(me, friend)).toMatchObject({
      value: { warnings: [{ kind: 'others-lose', count: 2 }] },
    });
    expect(await launch('all')).toMatchObject({ value: { warnings: [{ count: 2 }] } });
  });

  it('says what could not be looked at, and counts it among what goes', async () => {
    const { ports: given } = ports({
      findAmis: async (region, images) =>
        region === 'us-east-1' ? denied : ok(images.map((image) => ({ image, snapshots: [] }))),
    });
    expect(await lookAtOutputs({ outputs }, me, given)).toMatchObject({
      value: {
        amis: ['eu-west-1/ami-1', 'eu-west-1/ami-2', 'us-east-1/ami-3'],
        warnings: [
          {
            kind: 'unreadable',
            ami: 'ami-3',
            region: 'us-east-1',
            why: expect.stringContaining('ec2:DescribeImages'),
          },
        ],
      },
    });
  });

  it('says so of copies in other accounts, and looks at none of them', async () => {
    const { asked, ports: given } = ports();
    const copy = [ami('eu-west-1', 'ami-9', friend)];
    expect(await lookAtOutputs({ outputs: copy }, me, given)).toEqual(
      ok({
        amis: [],
        snapshots: [],
        containers: [],
        warnings: [
          {
            kind: 'unreadable',
            ami: 'ami-9',
            region: 'eu-west-1',
            why: `It belongs to account ${friend}.`,
          },
        ],
      }),
    );
    expect(asked).toEqual([]);
  });

  it('is not known at all when nothing can be asked', async () => {
    const offline = failed({ kind: 'offline' } as const);
    const nothing = ports({ findAmis: async () => offline }).ports;
    expect(await lookAtOutputs({ outputs }, me, nothing)).toEqual(offline);
    const later = ports({ launchPermissionsOf: async () => offline }).ports;
    expect(await lookAtOutputs({ outputs }, me, later)).toEqual(offline);
  });
});
