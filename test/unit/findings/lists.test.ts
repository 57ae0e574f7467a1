import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageOfBuild, readBuildArn } from '@/lib/builds/arn';
import type { BuildListing, ImageVersion } from '@/lib/builds/build';
import { compareCounted, countBuilds } from '@/lib/findings/counted';
import { readChange } from '@/lib/findings/change';
import type { FindingCounts } from '@/lib/findings/finding';
import { readPrevious } from '@/lib/findings/previous';
import { readRanking } from '@/lib/findings/ranking';
import { readSeries, seriesLimit } from '@/lib/findings/series-builds';
import { failed, ok } from '@/lib/result';
import { buildArns, noon, problemKind, valueOf } from '../support/values';

const base = 'arn:aws:imagebuilder:eu-west-1:111122223333';
const arnOf = (label: string) => `${base}:image/${label}`;
const day = 86_400_000;

/** A build such as `office/1.0.0/2`, available unless said otherwise, of so many days ago. */
function listing(label: string, daysAgo?: number, status = 'AVAILABLE'): BuildListing {
  const [name = '', version = '', buildVersion = ''] = label.split('/');
  return {
    arn: arnOf(label),
    name,
    version,
    buildVersion,
    type: 'AMI',
    status,
    outputs: [],
    ...(daysAgo !== undefined && { createdAt: noon - daysAgo * day }),
  };
}

/** Lists that have these builds, and what was asked of them. */
function account(
  builds: readonly BuildListing[],
  counts: Readonly<Record<string, FindingCounts>> = {},
) {
  const asked: string[] = [];
  const countedTogether: number[] = [];
  const versions = new Map<string, ImageVersion>();
  for (const { arn, createdAt } of builds) {
    const version = arn.slice(0, arn.lastIndexOf('/'));
    const { name = '', version: number = '' } = readBuildArn(arn) ?? {};
    const dated = createdAt !== undefined && { createdAt };
    versions.set(version, {
      arn: version,
      name,
      version: number,
      type: 'AMI',
      shared: false,
      ...dated,
    });
  }
  const ports = {
    versions: async () => {
      asked.push('versions');
      return ok([...versions.values()]);
    },
    builds: async (version: string) => {
      asked.push(version.slice(`${base}:image/`.length));
      return ok(builds.filter(({ arn }) => arn.startsWith(`${version}/`)));
    },
    pipelineBuilds: async () => ok(builds),
    counts: async (arns: readonly string[]) => {
      countedTogether.push(arns.length);
      return ok(Object.fromEntries(Object.entries(counts).filter(([arn]) => arns.includes(arn))));
    },
  };
  return { ports, asked, countedTogether };
}

const counted = (critical: number, high = 0, medium = 0, all = critical + high + medium) => ({
  all,
  critical,
  high,
  medium,
});

const labels = (builds: readonly { readonly build: BuildListing }[]) =>
  builds.map(({ build }) => build.arn.slice(`${base}:image/`.length));

describe('counting builds', () => {
  it('asks for ten at a time, and keeps the order', async () => {
    const builds = Array.from({ length: 23 }, (_, index) => listing(`a/1.0.0/${index + 1}`));
    const { ports, countedTogether } = account(builds, { [arnOf('a/1.0.0/23')]: counted(1) });
    const all = valueOf(await countBuilds(ports, builds));
    expect(countedTogether.toSorted((a, b) => b - a)).toEqual([10, 10, 3]);
    expect(all.map(({ build }) => build)).toEqual(builds);
    expect(all.map(({ counts }) => counts?.critical ?? null).slice(-2)).toEqual([null, 1]);
  });

  it('gives no counts when some could not be had', async () => {
    const offline = { counts: async () => failed({ kind: 'offline' as const }) };
    expect(problemKind(await countBuilds(offline, [listing('a/1.0.0/1')]))).toBe('offline');
  });

  it('orders by critical, then high, medium and all; what is not counted is last', () => {
    const worstFirst = (
      [
        ['a/1.0.0/1', counted(2)],
        ['b/1.0.0/1', counted(1, 9)],
        ['c/1.0.0/1', counted(1, 3, 5)],
        ['d/1.0.0/1', counted(1, 3, 4, 50)],
        ['e/1.0.0/1', counted(1, 3, 4, 9)],
        ['f/1.0.0/1', counted(0)],
        ['g/1.0.0/1', null],
      ] as const
    ).map(([label, counts]) => ({ build: listing(label), counts }));
    const shuffled = fc.shuffledSubarray(worstFirst, { minLength: worstFirst.length });
    fc.assert(
      fc.property(shuffled, (some) => {
        expect(some.toSorted(compareCounted)).toEqual(worstFirst);
      }),
    );
  });
});

describe('the ranking of images', () => {
  it('has the newest build of each image that became available, the worst first', async () => {
    const { ports } = account(
      [
        listing('good/1.0.0/1', 1),
        listing('bad/1.0.0/1', 9),
        listing('bad/1.1.0/1', 8, 'DEPRECATED'),
        listing('bad/1.1.0/2', 7, 'FAILED'),
        listing('never/1.0.0/1', 3, 'CANCELLED'),
        listing('unscanned/1.0.0/1', 2),
      ],
      {
        [arnOf('good/1.0.0/1')]: counted(0, 1),
        [arnOf('bad/1.0.0/1')]: counted(99),
        [arnOf('bad/1.1.0/1')]: counted(3),
      },
    );
    const ranking = valueOf(await readRanking(ports));
    expect(labels(ranking.builds)).toEqual(['bad/1.1.0/1', 'good/1.0.0/1', 'unscanned/1.0.0/1']);
    expect(ranking.builds.at(-1)?.counts).toBeNull();
    expect(ranking).toMatchObject({ without: 1, left: 0 });
  });

  it('looks at fifty images, those with the newest versions, and says how many are left', async () => {
    const many = Array.from({ length: 53 }, (_, index) => listing(`i${index}/1.0.0/1`, index));
    const { ports, asked } = account(many);
    const ranking = valueOf(await readRanking(ports));
    expect(ranking.left).toBe(3);
    expect(asked).not.toContain('i50/1.0.0');
    expect(labels(ranking.builds)).toContain('i49/1.0.0/1');
  });

  it('looks into three versions of an image at most', async () => {
    const failedOnes = [5, 4, 3].map((minor) => listing(`a/1.${minor}.0/1`, 10 - minor, 'FAILED'));
    const { ports, asked } = account([...failedOnes, listing('a/1.0.0/1', 20)]);
    expect(valueOf(await readRanking(ports))).toEqual({ builds: [], without: 1, left: 0 });
    expect(asked).toEqual(['versions', 'a/1.5.0', 'a/1.4.0', 'a/1.3.0']);
  });
});

describe('the builds of a series', () => {
  it('are those of all versions of the image and of no other, the newest first', async () => {
    const { ports, asked } = account([
      listing('office/1.0.0/1', 30),
      listing('office/1.0.0/2', 1),
      listing('office/2.0.0/1', 10, 'FAILED'),
      listing('office-base/1.0.0/1', 5),
    ]);
    const builds = valueOf(await readSeries(ports, { image: arnOf('office') }));
    expect(labels(builds)).toEqual(['office/1.0.0/2', 'office/2.0.0/1', 'office/1.0.0/1']);
    expect(asked).not.toContain('office-base/1.0.0');
  });

  it('are those of a pipeline, fifty at most', async () => {
    const many = Array.from({ length: 60 }, (_, index) => listing(`a/1.0.0/${index + 1}`, index));
    const builds = valueOf(
      await readSeries(account(many).ports, { pipeline: `${base}:image-pipeline/a` }),
    );
    expect(builds).toHaveLength(seriesLimit);
    expect(labels(builds)[0]).toBe('a/1.0.0/1');
  });
});

/** Which build is before one of these, and what was asked for it. */
async function before(builds: readonly BuildListing[], label: string) {
  const { ports, asked } = account(builds);
  const found = valueOf(await readPrevious(ports, arnOf(label)));
  return { found: found?.arn.slice(`${base}:image/`.length), asked };
}

describe('the build before', () => {
  it('is the last of the same version that became available, by number', async () => {
    const builds = [
      listing('a/1.0.0/2'),
      listing('a/1.0.0/9'),
      listing('a/1.0.0/10', 1, 'FAILED'),
      listing('a/1.0.0/11'),
      listing('a/1.0.0/12'),
    ];
    expect(await before(builds, 'a/1.0.0/11')).toEqual({ found: 'a/1.0.0/9', asked: ['a/1.0.0'] });
  });

  it('is of the version before when its own has none', async () => {
    const builds = [
      listing('a/1.9.0/1'),
      listing('a/1.9.0/2', 1, 'DISABLED'),
      listing('a/1.10.0/1', 1, 'FAILED'),
      listing('a/2.0.0/1', 1, 'CANCELLED'),
      listing('a/2.0.0/2'),
      listing('a/3.0.0/1'),
      listing('ab/1.11.0/1'),
    ];
    const { found, asked } = await before(builds, 'a/2.0.0/2');
    expect(found).toBe('a/1.9.0/2');
    expect(asked).toEqual(['a/2.0.0', 'versions', 'a/1.10.0', 'a/1.9.0']);
  });

  it('is nothing when there is none', async () => {
    expect((await before([listing('a/1.0.0/1')], 'a/1.0.0/1')).found).toBeUndefined();
  });
});

describe('the change to the build before', () => {
  const builds = [listing('a/1.0.0/1'), listing('a/1.0.0/2')];
  const counts = { [arnOf('a/1.0.0/2')]: counted(1, 2, 3) };

  it('has both counts by one call, and what is in production', async () => {
    const { ports, countedTogether } = account(builds, counts);
    const pinned = async (image: string) => (image === arnOf('a') ? arnOf('a/1.0.0/1') : undefined);
    expect(valueOf(await readChange({ ...ports, pinned }, arnOf('a/1.0.0/2')))).toEqual({
      counts: counted(1, 2, 3),
      previous: { build: builds[0], counts: null },
      production: arnOf('a/1.0.0/1'),
    });
    expect(countedTogether).toEqual([2]);
  });

  it('has how they compare where that is known', async () => {
    const { ports } = account(builds, counts);
    const asked: (readonly [string, string])[] = [];
    const change = valueOf(
      await readChange(
        {
          ...ports,
          pinned: async () => undefined,
          compared: async (earlier, later) => {
            asked.push([earlier, later]);
            return { new: 1, fixed: 2, persisting: 3 };
          },
        },
        arnOf('a/1.0.0/2'),
      ),
    );
    expect(asked).toEqual([[arnOf('a/1.0.0/1'), arnOf('a/1.0.0/2')]]);
    expect(change.compared).toEqual({ new: 1, fixed: 2, persisting: 3 });
    expect(change).not.toHaveProperty('production');
  });
});

describe('the image of a build', () => {
  it('is its ARN without version and build', () => {
    fc.assert(
      fc.property(buildArns, (arn) => {
        const image = imageOfBuild(arn);
        expect(arn.startsWith(`${image}/`)).toBe(true);
        expect(imageOfBuild(arn.slice(0, arn.lastIndexOf('/')))).toBe(image);
        expect(image.endsWith(`:image/${readBuildArn(arn)?.name ?? ''}`)).toBe(true);
      }),
    );
  });
});
