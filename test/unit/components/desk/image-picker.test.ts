import { describe, expect, it } from 'vitest';
import { createImagePicker, type Asked } from '@/components/desk/bulk/images-model';
import type { ImageListing } from '@/lib/images/image';
import { failed, ok } from '@/lib/result';
import { createFakeClient, scope, settle } from './doubles';

const account = { partition: scope.partition, account: scope.account } as const;
const ireland = 'eu-west-1';
const virginia = 'us-east-1';

const image = (name: string, region: string, more: Partial<ImageListing> = {}): ImageListing => ({
  arn: `arn:aws:appstream:${region}:${scope.account}:image/${name}`,
  name,
  visibility: 'private',
  state: 'AVAILABLE',
  platform: 'WINDOWS_SERVER_2022',
  ...more,
});

function setUp(regions: readonly string[] = [ireland], asked?: Asked) {
  const fake = createFakeClient();
  const picker = createImagePicker(fake.client, account, regions, asked);
  const keys = () => picker.selected.value.map(({ key }) => key);
  const shown = () => picker.shown.value.map(({ key }) => key);
  return { ...fake, picker, keys, shown };
}

describe('the images of several Regions', () => {
  it('are read Region by Region, and those that are there can be picked already', async () => {
    const { picker, take, shown } = setUp([ireland, virginia]);
    const first = take('images.list');
    const second = take('images.list');
    expect([first.scope, second.scope]).toEqual([
      { ...account, region: ireland },
      { ...account, region: virginia },
    ]);
    await second.answer(ok([image('office', virginia)]));
    expect(shown()).toEqual(['us-east-1/office']);
    expect(picker.places.value.get(ireland)?.state).toBe('loading');
    await first.answer(ok([image('office', ireland)]));
    expect(shown()).toEqual(['eu-west-1/office', 'us-east-1/office']);
  });

  it('are those of the account alone', async () => {
    const { take, shown } = setUp();
    const others = (['public', 'shared-with-me'] as const).map((visibility) =>
      image(visibility, ireland, { visibility }),
    );
    const given = image('given', ireland, { visibility: 'shared-with-others' });
    await take('images.list').answer(ok([...others, given]));
    expect(shown()).toEqual(['eu-west-1/given']);
  });

  it('that cannot be read say why, the same reason once for all its Regions', async () => {
    const { picker, take, left } = setUp([ireland, virginia, 'us-west-2']);
    const asked = [take('images.list'), take('images.list'), take('images.list')];
    for (const [index, region] of [ireland, virginia].entries()) {
      await asked[index]?.answer(failed({ kind: 'host-access-missing', region }));
    }
    await asked[2]?.answer(failed({ kind: 'offline' }));
    expect(picker.problems.value.map(({ regions }) => regions)).toEqual([
      [ireland, virginia],
      ['us-west-2'],
    ]);
    picker.reload([virginia]);
    expect(picker.places.value.get(virginia)?.state).toBe('loading');
    await take('images.list').answer(ok([]));
    expect(picker.problems.value.map(({ regions }) => regions)).toEqual([[ireland], ['us-west-2']]);
    expect(left()).toBe(0);
  });

  it('are not read twice when a Region is taken away and picked again', async () => {
    const { picker, take, left, keys } = setUp([ireland]);
    await take('images.list').answer(ok([image('office', ireland)]));
    picker.selectShown();
    picker.setRegions([]);
    expect(keys()).toEqual([]);
    picker.setRegions([ireland]);
    expect(left()).toBe(0);
    expect(keys()).toEqual(['eu-west-1/office']);
  });

  it('stay while they are read again, and an older answer is dropped', async () => {
    const { picker, take, shown } = setUp();
    await take('images.list').answer(ok([image('a', ireland)]));
    picker.reload();
    picker.reload();
    expect(shown()).toEqual(['eu-west-1/a']);
    const older = take('images.list');
    const newer = take('images.list');
    await newer.answer(ok([image('c', ireland)]));
    await older.answer(ok([image('b', ireland)]));
    expect(shown()).toEqual(['eu-west-1/c']);
  });
});

describe('picking images', () => {
  it('counts a name once for each Region, and keeps what a filter hides', async () => {
    const { picker, take, keys, shown } = setUp([ireland, virginia]);
    await take('images.list').answer(ok([image('office-1', ireland), image('kiosk', ireland)]));
    await take('images.list').answer(ok([image('office-1', virginia)]));
    picker.setFilter({ text: 'office-*' });
    expect(shown()).toEqual(['eu-west-1/office-1', 'us-east-1/office-1']);
    picker.selectShown();
    picker.setFilter({ text: 'kiosk' });
    picker.selectShown();
    expect(keys()).toEqual(['eu-west-1/office-1', 'eu-west-1/kiosk', 'us-east-1/office-1']);
  });

  it('takes the images with it that are like the picked ones', async () => {
    const { picker, take, keys } = setUp();
    const names = ['office-2026-06', 'office-2026-09', 'kiosk'];
    await take('images.list').answer(ok(names.map((name) => image(name, ireland))));
    picker.select(picker.images.value.slice(0, 1));
    picker.selectAlike();
    expect(keys()).toEqual(['eu-west-1/office-2026-06', 'eu-west-1/office-2026-09']);
  });

  it('begins with what was asked for, once it is read, and names what is not there', async () => {
    const asked = { region: ireland, images: ['kiosk', 'gone'] };
    const { picker, take, keys } = setUp([ireland], asked);
    await take('images.list').answer(ok([image('kiosk', ireland), image('office', ireland)]));
    expect(keys()).toEqual(['eu-west-1/kiosk']);
    expect(picker.missing.value).toEqual(['gone']);
    picker.select([]);
    picker.reload();
    await take('images.list').answer(ok([image('kiosk', ireland)]));
    expect(keys()).toEqual([]);
  });
});

async function withImages(count: number) {
  const all = setUp();
  const names = Array.from({ length: count }, (_, index) => `image-${index}`);
  await all.take('images.list').answer(ok(names.map((name) => image(name, ireland))));
  return all;
}

describe('the tags of images', () => {
  const tags = [{ key: 'Team', value: 'Data' }];

  it('are read when they are asked for, a few at a time, with progress', async () => {
    const { picker, take, left, shown } = await withImages(6);
    expect(left()).toBe(0);
    const reading = picker.tags.read(picker.images.value);
    await settle();
    expect(left()).toBe(3);
    const first = take('images.tags');
    expect(first.scope).toEqual({ ...account, region: ireland });
    expect(first.input).toEqual({
      image: { name: 'image-0', arn: image('image-0', ireland).arn },
    });
    await first.answer(ok(tags));
    expect(picker.tags.progress.value).toEqual({ read: 1, total: 6 });
    for (let index = 1; index < 6; index += 1) await take('images.tags').answer(ok([]));
    await reading;
    expect(picker.tags.progress.value).toBeUndefined();
    picker.setFilter({ tag: 'Team = Data' });
    expect(shown()).toEqual(['eu-west-1/image-0']);
    expect(picker.choices.value.tags).toEqual(['Team = Data']);
    await picker.tags.read(picker.images.value);
    expect(left()).toBe(0);
  });

  it('stop at a problem, keep what was read, and go on from there', async () => {
    const { picker, take, left } = await withImages(6);
    const reading = picker.tags.read(picker.images.value);
    await settle();
    await take('images.tags').answer(ok(tags));
    const problem = { kind: 'throttled' } as const;
    for (let index = 0; index < 2; index += 1) await take('images.tags').answer(failed(problem));
    await take('images.tags').answer(ok([]));
    await reading;
    expect(left()).toBe(0);
    expect(picker.tags.problem.value).toEqual(problem);
    const again = picker.tags.read(picker.images.value);
    expect(picker.tags.problem.value).toBeUndefined();
    expect(picker.tags.progress.value).toEqual({ read: 0, total: 4 });
    await settle();
    for (let index = 0; index < 4; index += 1) await take('images.tags').answer(ok([]));
    await again;
    expect(picker.images.value.every((each) => picker.tags.of(each))).toBe(true);
  });

  it('stop when told to, keep what was read, and go on from there', async () => {
    const { picker, take, left } = await withImages(6);
    void picker.tags.read(picker.images.value);
    await settle();
    await take('images.tags').answer(ok(tags));
    picker.tags.stop();
    expect(picker.tags.progress.value).toBeUndefined();
    // What was on its way comes too late.
    for (let index = 0; index < 3; index += 1) await take('images.tags').answer(ok(tags));
    expect(left()).toBe(0);
    expect(picker.images.value.filter((each) => picker.tags.of(each))).toHaveLength(1);
    void picker.tags.read(picker.images.value);
    expect(picker.tags.progress.value).toEqual({ read: 0, total: 5 });
  });
});
