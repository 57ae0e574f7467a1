import { describe, expect, it, vi } from 'vitest';
import { cleanUpRows, quotaLines, readDays } from '@/components/desk/lifecycle/clean-up-form';
import { createCleanUp } from '@/components/desk/lifecycle/clean-up-model';
import type { OwnImage, RegionUsage } from '@/lib/lifecycle/usage';
import type { ProductEvent } from '@/lib/messaging/protocol';
import { failed, ok, type Result } from '@/lib/result';
import { home, noon, owner } from '../../support/values';

const day = 86_400_000;
const virginia = 'us-east-1';
const ireland = 'eu-west-1';

const imageOf = (name: string, days: number): OwnImage => ({
  arn: `arn:aws:appstream:us-east-1:${owner}:image/${name}`,
  name,
  state: 'AVAILABLE',
  createdAt: noon - days * day,
  sharedWith: [],
});
const usageOf = (...images: readonly OwnImage[]): RegionUsage => ({
  images,
  fleets: [],
  builders: [],
});
const ready = (value: RegionUsage) => ({ state: 'ready', value }) as const;

const places = new Map([
  [virginia, ready(usageOf(imageOf('lab-1', 200), imageOf('lab-2', 100), imageOf('desk', 3)))],
  [ireland, ready(usageOf(imageOf('lab-1', 300)))],
]);
const rule = { now: noon, days: 90 };

const keysOf = (...given: Parameters<typeof cleanUpRows>) =>
  cleanUpRows(...given).candidates.map(({ key }) => key);

describe('what may go', () => {
  it('is of the Regions that are picked and were read', () => {
    const regions = [ireland, virginia, 'eu-central-1'];
    expect(keysOf(regions, places, rule, false)).toEqual([
      'eu-west-1/lab-1',
      'us-east-1/lab-1',
      'us-east-1/lab-2',
    ]);
    expect(keysOf([virginia], places, rule, false)).toHaveLength(2);
    expect(cleanUpRows(regions, places, rule, false).kept).toMatchObject([
      { region: virginia, image: { name: 'desk' } },
    ]);
  });

  it('can be only that of which there is a newer one in its Region', () => {
    expect(keysOf([ireland, virginia], places, rule, true)).toEqual(['us-east-1/lab-1']);
  });

  it('is not known while no number of days is entered', () => {
    const { candidates, kept } = cleanUpRows(
      [virginia],
      places,
      { now: noon, days: undefined },
      false,
    );
    expect([...candidates, ...kept]).toEqual([]);
  });

  it('frees so much of the quota of its Region', () => {
    const { candidates } = cleanUpRows([virginia, ireland], places, rule, false);
    const selected = candidates.filter(({ region }) => region === virginia);
    expect(quotaLines([virginia, ireland, 'eu-central-1'], places, selected)).toEqual([
      {
        region: virginia,
        sentence: '3 of 10 images used, and 1 of 10 images once the selected ones are gone.',
      },
      { region: ireland, sentence: '1 of 10 images used.' },
    ]);
  });
});

describe('a number of days', () => {
  it.each([
    ['90', 90],
    [' 0 ', 0],
    ['36500', 36_500],
    ['36501', undefined],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['9e2', undefined],
    ['ninety', undefined],
  ])('is read from “%s”', (text, days) => {
    expect(readDays(text)).toBe(days);
  });
});

/** A model whose questions are answered when the test says so. */
function modelOf(...regions: readonly string[]) {
  const questions: {
    readonly region: string;
    readonly request: string;
    readonly answer: (result: Result<RegionUsage>) => Promise<void>;
  }[] = [];
  const listeners: ((event: ProductEvent) => void)[] = [];
  const call = vi.fn(
    (_: string, { request }: { request: string }, { scope }: { scope: { region: string } }) =>
      new Promise((resolve) => {
        questions.push({
          region: scope.region,
          request,
          async answer(result) {
            resolve(result.ok ? ok({ value: result.value, readAt: noon }) : result);
            await Promise.resolve();
            await Promise.resolve();
          },
        });
      }),
  );
  let count = 0;
  const model = createCleanUp(
    {
      client: { call } as never,
      onEvent: (listen) => {
        listeners.push(listen);
      },
    },
    home,
    regions,
    () => `request-${(count += 1)}`,
  );
  return {
    model,
    questions,
    hear: (event: ProductEvent) => listeners.forEach((listen) => listen(event)),
  };
}

describe('reading what uses images', () => {
  it('tells how far all Regions are together, each until it is read', async () => {
    const { model, questions, hear } = modelOf(virginia, ireland);
    hear({ event: 'plan-progress', request: 'request-1', read: 3, total: 9 });
    hear({ event: 'plan-progress', request: 'request-2', read: 1, total: 4 });
    hear({ event: 'plan-progress', request: 'of another view', read: 7, total: 7 });
    expect(model.progress.value).toEqual({ read: 4, total: 13 });
    await questions[0]?.answer(ok(usageOf()));
    expect(model.progress.value).toEqual({ read: 1, total: 4 });
    expect([...model.places.value].map(([region, { state }]) => [region, state])).toEqual([
      [virginia, 'ready'],
      [ireland, 'loading'],
    ]);
  });

  it('drops the answer to a question that was asked again', async () => {
    const { model, questions } = modelOf(virginia);
    model.reload();
    await questions[0]?.answer(ok(usageOf(imageOf('old', 1))));
    expect(model.places.value.get(virginia)?.state).toBe('loading');
    await questions[1]?.answer(ok(usageOf()));
    expect(model.places.value.get(virginia)).toEqual(ready(usageOf()));
  });

  it('reads those Regions again alone that could not be read, once there are credentials', async () => {
    const { model, questions, hear } = modelOf(virginia, ireland);
    await questions[0]?.answer(failed({ kind: 'expired', account: owner }));
    await questions[1]?.answer(ok(usageOf()));
    expect(model.problems.value).toMatchObject([{ regions: [virginia] }]);
    hear({ event: 'credentials-changed' });
    expect(questions.slice(2).map(({ region }) => region)).toEqual([virginia]);
  });

  it('reads a Region that is picked, and keeps what was read of one that is picked again', async () => {
    const { model, questions } = modelOf(virginia);
    await questions[0]?.answer(ok(usageOf()));
    model.setRegions([ireland]);
    model.setRegions([ireland, virginia]);
    expect(questions.map(({ region }) => region)).toEqual([virginia, ireland]);
  });
});
