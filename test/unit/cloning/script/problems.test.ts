import { describe, expect, it } from 'vitest';
import type { RepositoryApplication } from '@/lib/applications/application';
import type { ImageWish, ScriptOrder } from '@/lib/cloning/script/order';
import { scriptProblems } from '@/lib/cloning/script/problems';
import { firefox, office } from './orders';

const sentences = (order: ScriptOrder) => scriptProblems(order).map(({ sentence }) => sentence);

const ofImage = (image: Partial<ImageWish>) =>
  sentences({ ...office, image: { ...office.image, ...image } });

const ofApplication = (changes: Partial<RepositoryApplication>) =>
  sentences({ ...office, applications: [{ ...firefox, ...changes }] });

/** So many applications with names of their own. */
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...firefox, id: `app-${index}` }));

const long = (length: number) => 'x'.repeat(length);

describe('what Image Assistant would refuse', () => {
  it('is nothing of an order that it takes', () => {
    expect(sentences(office)).toEqual([]);
    expect(sentences({ ...office, applications: many(49) })).toEqual([]);
    expect(ofImage({ name: long(100), displayName: long(100), description: long(256) })).toEqual(
      [],
    );
    expect(ofImage({ name: '9.a_b-C', tags: [{ key: long(128), value: long(256) }] })).toEqual([]);
    const tags = Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: '' }));
    expect(ofImage({ tags })).toEqual([]);
    expect(ofApplication({ id: long(256), name: long(256) })).toEqual([]);
    expect(ofApplication({ launchPath: String.raw`\\files\tools\a.BAT` })).toEqual([]);
  });

  it('is a name that no image has, or that is taken', () => {
    expect(ofImage({ name: 'a b' })).toEqual([expect.stringContaining('_ . -')]);
    expect(ofImage({ name: 'my-aws' })).toEqual([]);
    expect(scriptProblems(office, new Set([office.image.name]))).toMatchObject([{ kind: 'name' }]);
  });

  it('is a long text of an image, or one of many lines', () => {
    expect(ofImage({ displayName: long(101), description: 'a\nb' })).toEqual([
      'A display name has up to 100 characters. Shorten it.',
      'The description has a line break or another control character. Take it out.',
    ]);
  });

  it.each([
    ['no key', [{ key: '', value: 'x' }], 'keys have 1 to 128'],
    ['a key of AWS', [{ key: 'aws:x', value: '' }], 'no key starts with aws:'],
    ['a long key', [{ key: long(129), value: '' }], 'keys have 1 to 128'],
    ['a long value', [{ key: 'a', value: long(257) }], 'values up to 256'],
    ['other characters', [{ key: 'a', value: '"' }], 'does not take the tag a'],
    ['a hyphen in front', [{ key: 'a', value: '--dry-run' }], 'one of its options'],
    [
      'a key twice',
      [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
      'The tag a is there twice.',
    ],
    [
      'more than 50',
      Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: '' })),
      'up to 50 tags',
    ],
  ])('is a tag with %s', (_, tags, expected) => {
    expect(ofImage({ tags })).toEqual([expect.stringContaining(expected)]);
  });

  it('is more than 50 applications with those of the image', () => {
    expect(sentences({ ...office, applications: many(50) })).toEqual([
      'An image has up to 50 applications, and this one would have 51 applications. Pick fewer.',
    ]);
  });

  it('is a name that is there already, whatever its case', () => {
    expect(ofApplication({ id: 'notepad' })).toEqual([
      expect.stringContaining('Mozilla Firefox is on the image already.'),
    ]);
    expect(sentences({ ...office, applications: [firefox, firefox] })).toEqual([
      'Mozilla Firefox is picked twice. Leave one out.',
    ]);
  });

  it.each<[string, Partial<RepositoryApplication>, string]>([
    ['of another platform', { platform: 'linux' }, 'is for Linux, and the image is for Windows.'],
    ['without a name', { id: '' }, 'Mozilla Firefox needs a name of'],
    ['with white space in its name', { id: 'Fire fox' }, 'without white space'],
    ['with a long name', { id: long(257) }, 'up to 256 characters'],
    ['with a long display name', { name: long(257) }, 'The display name of Firefox has 257'],
    ['that is no program', { launchPath: 'C:\\a.ps1' }, 'has to start with an .exe or a .bat'],
    ['on a relative path', { launchPath: 'firefox.exe' }, 'the absolute path of what it starts'],
    ['on a path of Linux', { launchPath: '/usr/bin/a.exe' }, 'the absolute path of what it starts'],
    ['with a relative icon', { iconPath: 'a.png' }, 'the absolute path of its icon'],
    ['with a relative manifest', { manifestPath: 'a.txt' }, 'the absolute path of its manifest'],
    ['with an icon of Windows', { iconPath: 'C:\\a.ico' }, 'has to be a .jpg, .png or .bmp.'],
    ['from a bucket', { source: { kind: 's3', uri: 's3://b/' } }, 'an object in Amazon S3'],
    ['from http', { source: { kind: 'https', url: 'http://a.b/c' } }, 'starts with https://'],
    ['from nowhere', { source: { kind: 'path', path: '' } }, 'needs a path'],
    ['that nothing installs', { install: '' }, 'no command that installs it'],
    ['with a NUL in its command', { install: 'a\0' }, 'has a NUL character'],
    ['with a line break', { launchParameters: 'a\nb' }, 'a line break'],
    [
      'with a line break in its address',
      { source: { kind: 's3', uri: 's3://b/a\nb' } },
      'a line break',
    ],
  ])('is an application %s', (_, changes, expected) => {
    expect(ofApplication(changes)).toEqual([expect.stringContaining(expected)]);
  });

  it('is not that a program of Linux has no ending', () => {
    const gimp = { ...firefox, platform: 'linux', launchPath: '/usr/bin/gimp' } as const;
    const paths = { iconPath: '/a.png', manifestPath: '/a.txt' };
    const order: ScriptOrder = { ...office, platform: 'linux', applications: [gimp] };
    expect(sentences({ ...order, applications: [{ ...gimp, ...paths }] })).toEqual([]);
    expect(sentences(order)).toHaveLength(2);
  });

  it('names the application that it is about', () => {
    const image = { ...office.image, name: 'a b' };
    const applications = [{ ...firefox, launchPath: 'C:\\a.ps1' }];
    const places = scriptProblems({ ...office, image, applications }).map(({ kind, subject }) => [
      kind,
      subject,
    ]);
    expect(places).toEqual([
      ['name', undefined],
      ['application', 'Firefox'],
    ]);
  });
});
