import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageBuild, Output, RegionDistribution } from '@/lib/builds/build';
import { readImageUri } from '@/lib/builds/image-uri';
import {
  imagesIn,
  outputRows,
  outputsAsJson,
  outputsAsTerraform,
  outputsAsText,
} from '@/lib/builds/outputs';
import { amiBuild, bareBuild, distributionTo } from '../../support/sample-builds';

const owner = '111122223333';
const other = '444455556666';

const ami = (region: string, image: string, more: Partial<Extract<Output, { kind: 'ami' }>> = {}) =>
  ({ kind: 'ami', region, image, account: owner, status: 'AVAILABLE', ...more }) as const;

const built = (
  outputs: readonly Output[],
  regions: readonly RegionDistribution[],
  more: Partial<ImageBuild> = {},
): ImageBuild => ({
  ...bareBuild,
  type: 'AMI',
  status: 'AVAILABLE',
  outputs,
  distribution: { regions },
  ...more,
});

const faults = (build: ImageBuild) =>
  outputRows(build).flatMap(({ region, fault, ...row }) =>
    fault ? [[fault.kind, region, row.kind === 'ami' ? row.account : row.repository]] : [],
  );

const to = (region: string, repository: string) =>
  distributionTo(region, { container: { repository, tags: [] } });

const plain = (quoted = '') =>
  JSON.parse(quoted.replaceAll('$${', '${').replaceAll('%%{', '%{')) as string;

describe('the outputs of a build', () => {
  it('are all there in a good build', () => {
    expect(outputRows(amiBuild)).toHaveLength(3);
    expect(outputRows(amiBuild).flatMap(({ fault }) => fault ?? [])).toEqual([]);
  });

  it('are marked when AWS says that they failed, at any time', () => {
    const failed = {
      kind: 'ami',
      region: 'us-east-1',
      status: 'FAILED',
      reason: 'Denied.',
    } as const;
    const build = built([failed], [], { status: 'DISTRIBUTING' });
    expect(outputRows(build)).toEqual([
      { kind: 'ami', region: 'us-east-1', fault: { kind: 'failed', reason: 'Denied.' } },
    ]);
  });

  it('are missing where a Region of the settings has none', () => {
    const regions = [distributionTo('eu-west-1'), distributionTo('us-east-1')];
    expect(faults(built([ami('eu-west-1', 'ami-1')], regions))).toEqual([
      ['missing', 'us-east-1', undefined],
    ]);
  });

  it('are missing where a target account has no copy', () => {
    const regions = [distributionTo('eu-west-1', { targetAccounts: [owner, other] })];
    expect(faults(built([ami('eu-west-1', 'ami-1')], regions))).toEqual([
      ['missing', 'eu-west-1', other],
    ]);
    const copy = ami('eu-west-1', 'ami-2', { account: other });
    expect(faults(built([ami('eu-west-1', 'ami-1'), copy], regions))).toEqual([]);
  });

  it.each(['BUILDING', 'DISTRIBUTING', 'FAILED', 'CANCELLED', 'DEPRECATED', 'DELETED', 'UNKNOWN'])(
    'are not said to be missing while the build is %s',
    (status) => {
      expect(faults(built([], [distributionTo('us-east-1')], { status }))).toEqual([]);
    },
  );

  it('that do not say where they are may be those that are looked for', () => {
    const regions = [distributionTo('eu-west-1', { targetAccounts: [other] })];
    const { account: _, ...nobodys } = ami('eu-west-1', 'ami-1');
    expect(faults(built([nobodys], regions))).toEqual([]);
    const { region: __, ...nowhere } = ami('eu-west-1', 'ami-1');
    expect(faults(built([nowhere], regions))).toEqual([]);
  });

  it('that failed are not missing as well', () => {
    const failed = ami('us-east-1', 'ami-1', { status: 'FAILED' });
    expect(faults(built([failed], [distributionTo('us-east-1')]))).toEqual([
      ['failed', 'us-east-1', owner],
    ]);
  });

  it('of a container are missing by repository', () => {
    const uri = `${owner}.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.1-2`;
    const build = built(
      [{ kind: 'container', region: 'eu-west-1', uris: [uri] }],
      [to('eu-west-1', 'app'), to('eu-west-1', 'mirror'), to('us-east-1', 'app')],
      { type: 'DOCKER' },
    );
    expect(faults(build)).toEqual([
      ['missing', 'eu-west-1', 'mirror'],
      ['missing', 'us-east-1', 'app'],
    ]);
    expect(imagesIn(build.outputs, 'eu-west-1', 'app')).toEqual([uri]);
    expect(imagesIn(build.outputs, 'eu-west-1')).toEqual([uri]);
    expect(imagesIn(build.outputs, 'us-east-1', 'app')).toEqual([]);
  });

  it('of a container have one row for each image, with the Region of the image itself', () => {
    const uris = [
      `${owner}.dkr.ecr.eu-west-1.amazonaws.com/app:1`,
      `${owner}.dkr.ecr.eu-west-1.amazonaws.com/app:latest`,
    ];
    const build = built([{ kind: 'container', uris }], [], { type: 'DOCKER' });
    expect(outputRows(build)).toEqual(
      uris.map((uri) => ({ kind: 'container', uri, region: 'eu-west-1' })),
    );
  });

  it('of a container that cannot be read may be those that are looked for', () => {
    const regions = [distributionTo('eu-west-1', { container: { repository: 'app', tags: [] } })];
    const odd = { kind: 'container', region: 'eu-west-1', uris: ['somewhere/app:1'] } as const;
    expect(faults(built([odd], regions, { type: 'DOCKER' }))).toEqual([]);
  });
});

describe('what is copied of outputs', () => {
  const rows = outputRows(
    built(
      [
        ami('us-east-1', 'ami-1'),
        ami('eu-west-1', 'ami-2'),
        ami('eu-west-1', 'ami-3', { account: other }),
        { kind: 'ami', region: 'eu-west-2', status: 'FAILED' },
      ],
      [],
    ),
  );

  it('is one id a line', () => {
    expect(outputsAsText(rows)).toBe('ami-1\nami-2\nami-3');
  });

  it('is JSON with Regions and accounts', () => {
    expect(JSON.parse(outputsAsJson(rows))).toEqual([
      { region: 'us-east-1', account: owner, id: 'ami-1' },
      { region: 'eu-west-1', account: owner, id: 'ami-2' },
      { region: 'eu-west-1', account: other, id: 'ami-3' },
    ]);
  });

  it('is a Terraform map by Region, with accounts where a Region has several', () => {
    expect(outputsAsTerraform(rows)).toBe(
      [
        '{',
        '  "us-east-1" = "ami-1"',
        `  "eu-west-1/${owner}" = "ami-2"`,
        `  "eu-west-1/${other}" = "ami-3"`,
        '}',
      ].join('\n'),
    );
    expect(outputsAsTerraform([])).toBe('{}');
  });

  it('never has one key twice in a Terraform map, nor an expression in a string', () => {
    const texts = fc.constantFrom(
      'us-east-1',
      'eu-west-1',
      '${file("/etc/passwd")}',
      '%{ if true }',
      '"\n',
    );
    const row = fc.record(
      { kind: fc.constant('ami' as const), image: texts, region: texts, account: texts },
      { requiredKeys: ['kind', 'image'] },
    );
    fc.assert(
      fc.property(fc.array(row), (several) => {
        const lines = outputsAsTerraform(several).split('\n').slice(1, -1);
        expect(lines).toHaveLength(several.length);
        const pairs = lines.map((line) =>
          /^ {2}("(?:[^"\\]|\\.)*") = ("(?:[^"\\]|\\.)*")$/.exec(line),
        );
        expect(pairs.map((pair) => plain(pair?.[2]))).toEqual(several.map(({ image }) => image));
        expect(new Set(pairs.map((pair) => pair?.[1])).size).toBe(several.length);
        expect(lines.join('')).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
      }),
    );
  });
});

describe('the URI of a container image', () => {
  it.each([
    [
      `${owner}.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0.1-2`,
      { account: owner, region: 'eu-west-1', repository: 'team/app', tag: '1.0.1-2' },
    ],
    [
      `${owner}.dkr.ecr.cn-north-1.amazonaws.com.cn/app`,
      { account: owner, region: 'cn-north-1', repository: 'app' },
    ],
    [
      `${owner}.dkr.ecr.eu-west-1.amazonaws.com/app@sha256:${'0'.repeat(64)}`,
      {
        account: owner,
        region: 'eu-west-1',
        repository: 'app',
        digest: `sha256:${'0'.repeat(64)}`,
      },
    ],
    [`${owner}.dkr.ecr.eu-west-1.amazonaws.com.evil.example/app`, undefined],
    ['docker.io/library/alpine:3', undefined],
    ['', undefined],
  ])('%s', (uri, image) => {
    expect(readImageUri(uri)).toEqual(image);
  });
});
