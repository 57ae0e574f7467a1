import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  applicationLimits,
  textOfApplication,
  type ApplicationField,
  type ApplicationText,
} from '@/lib/applications/application';
import { explainApplication } from '@/lib/applications/explain';
import { readApplication, readApplicationEntry } from '@/lib/applications/read';
import { repositoryApplication } from '@/lib/applications/schema';
import { failed, ok } from '@/lib/result';
import { anyTyped, application, applications, full, typed } from '../support/applications';

const windows = textOfApplication(application);
const linux = textOfApplication(full);

const faults = (text: ApplicationText) => {
  const read = readApplication(text);
  return read.ok ? [] : read.problem.map(({ field, kind }) => `${field} ${kind}`);
};

function readsAsItself(text: ApplicationText): void {
  const first = readApplication(text);
  const again = first.ok ? readApplication(textOfApplication(first.value)) : first;
  expect(again).toEqual(first);
  expect(readApplicationEntry(text)).toEqual(first);
}

describe('reading an application', () => {
  it('takes what is typed, tidied', () => {
    const text = typed({
      id: ' seven-zip ',
      name: ' 7-Zip \n 26 ',
      platform: ' Windows ',
      source: ' https://example.com/7z.exe\t',
      install: '\r\n7z.exe /S\r\nexit 0\r',
      launchPath: ` ${application.launchPath} `,
      launchParameters: ' -a  -b ',
    });
    expect(readApplication(text)).toEqual(
      ok({
        ...application,
        name: '7-Zip 26',
        source: { kind: 'https', url: 'https://example.com/7z.exe' },
        install: '7z.exe /S\nexit 0',
        launchParameters: '-a  -b',
      }),
    );
  });

  it('names everything that is missing at once', () => {
    expect(faults(typed({ source: 's3://bucket/key' }))).toEqual([
      'id missing',
      'name missing',
      'platform missing',
      'install missing',
      'launchPath missing',
    ]);
  });

  it.each<readonly [ApplicationField, string]>([
    ['id', 'a'],
    ['id', '7.zip_A-'],
    ['icon', 'https://example.com/icon.png'],
    ['icon', 'data:image/svg+xml;base64,PHN2Zz4='],
    ['launchPath', 'd:\\A b\\x.BAT'],
    ['launchPath', '\\\\server\\share\\x.exe'],
    ['workingDirectory', 'C:\\'],
    ['manifestPath', 'C:\\Apps\\änd.txt'],
    ['iconPath', 'C:\\icons\\$a`;b.png'],
  ])('takes %s on Windows as %j', (field, value) => {
    expect(faults({ ...windows, [field]: value })).toEqual([]);
  });

  it.each<readonly [string, string]>([
    ['s3', 's3://example-bucket/folder/a b.msi'],
    ['s3', 's3://abc/k'],
    ['https', 'https://example.com/a?b=c#d'],
    ['path', 'C:\\Installers\\a.msi'],
    ['path', '\\\\server\\share\\a.msi'],
  ])('finds out that a source is of %s: %j', (kind, source) => {
    const read = readApplication({ ...windows, source, install: 'x' });
    expect(read).toMatchObject({ value: { source: { kind } } });
  });

  it.each<readonly [ApplicationField, string, string]>([
    ['id', 'seven zip', 'invalid'],
    ['id', '-seven', 'invalid'],
    ['id', 'süß', 'invalid'],
    ['id', 'x'.repeat(101), 'long'],
    ['name', 'x'.repeat(101), 'long'],
    ['name', 'Pay\u202Estnem', 'characters'],
    ['platform', 'macos', 'invalid'],
    ['icon', 'http://example.com/i.png', 'invalid'],
    ['icon', 'data:text/html;base64,AAAA', 'invalid'],
    ['icon', 'data:image/png;base64,A"A', 'invalid'],
    ['icon', 'javascript:alert(1)', 'invalid'],
    ['install', 'a\u0000b', 'characters'],
    ['install', '\u001b[31m', 'characters'],
    ['install', 'x'.repeat(10_001), 'long'],
    ['launchPath', '7zFM.exe', 'invalid'],
    ['launchPath', '%ProgramFiles%\\7zFM.exe', 'invalid'],
    ['launchPath', '"C:\\a.exe"', 'invalid'],
    ['launchPath', 'C:/Apps/a.exe', 'invalid'],
    ['launchPath', 'C:\\Apps/a.exe', 'invalid'],
    ['launchPath', '/opt/a.exe', 'invalid'],
    ['launchPath', '\\\\server\\a.exe', 'invalid'],
    ['launchPath', 'C:\\a.cmd', 'program'],
    ['launchPath', 'C:\\.exe', 'program'],
    ['launchPath', 'C:\\a\n.exe', 'characters'],
    ['launchParameters', 'a\nb', 'characters'],
    ['workingDirectory', 'C:', 'invalid'],
    ['manifestPath', 'manifest.txt', 'invalid'],
    ['iconPath', '/a.png', 'invalid'],
  ])('refuses %s on Windows as %j: %s', (field, value, kind) => {
    expect(faults({ ...windows, [field]: value })).toEqual([`${field} ${kind}`]);
  });

  it.each([
    'http://example.com/a.msi',
    'https://user:secret@example.com/a.msi',
    'https://exa mple.com/a.msi',
    'https://example.com/a b.msi',
    'https:example.com',
    'ftp://example.com/a.msi',
    's3://b/a.msi',
    's3://Bucket/a.msi',
    's3://bucket',
    's3://bucket/folder/',
    `s3://bucket/${'ü'.repeat(513)}`,
    'file:///C:/a.msi',
    'a.msi',
  ])('refuses a source of %j', (source) => {
    expect(faults({ ...windows, source, install: 'x' })).toEqual(['source invalid']);
  });

  it.each<readonly [Partial<ApplicationText>, readonly string[]]>([
    [{ launchPath: 'gimp' }, ['launchPath invalid']],
    [{ launchPath: '/usr/bin/' }, ['launchPath program']],
    [{ launchPath: '/usr/bin/a b;$(c)' }, []],
    [{ workingDirectory: 'C:\\Apps' }, ['workingDirectory invalid']],
    [{ source: '/mnt/a.rpm' }, []],
    [{ source: 'C:\\a.rpm' }, ['source invalid']],
  ])('on Linux, of %j: %j', (change, expected) => {
    expect(faults({ ...linux, ...change })).toEqual(expected);
  });

  it('says nothing of paths before it knows what they are paths of', () => {
    const unknown = { ...windows, platform: '', workingDirectory: 'x', source: 'y', install: 'z' };
    expect(faults(unknown)).toEqual(['platform missing']);
  });

  it('never throws, and what it gives reads as itself, as text and as an entry', () => {
    fc.assert(fc.property(anyTyped, readsAsItself));
    fc.assert(fc.property(applications, (each) => readsAsItself(textOfApplication(each))));
  });
});

describe('an entry', () => {
  it.each<readonly [unknown, string]>([
    [null, 'shape'],
    ['seven-zip', 'shape'],
    [[], 'shape'],
    [{ id: 7 }, 'shape'],
    [{ ...windows, name: null }, 'shape'],
    [{ ...windows, name: undefined }, 'shape'],
    [{ ...windows, launchpath: 'x' }, 'member'],
  ])('that is %j is refused for its %s', (raw, kind) => {
    expect(readApplicationEntry(raw)).toEqual(failed([{ field: 'entry', kind }]));
  });
});

describe('what is wrong, in words', () => {
  it.each<readonly [Parameters<typeof explainApplication>[0], string]>([
    [{ field: 'id', kind: 'missing' }, 'The ID is missing.'],
    [{ field: 'id', kind: 'taken' }, 'There is an application of this ID already.'],
    [{ field: 'id', kind: 'invalid' }, 'The ID can have letters, digits'],
    [{ field: 'install', kind: 'missing' }, 'a source alone installs nothing.'],
    [{ field: 'icon', kind: 'long' }, 'The icon has more than 32,000 characters.'],
    [
      { field: 'launchParameters', kind: 'characters' },
      'The launch parameters have characters that cannot be seen.',
    ],
    [{ field: 'launchPath', kind: 'program' }, 'it ends in .exe or .bat.'],
    [{ field: 'manifestPath', kind: 'invalid' }, 'The manifest path is not absolute'],
    [{ field: 'platform', kind: 'invalid' }, 'neither windows nor linux.'],
    [{ field: 'source', kind: 'invalid' }, 'neither s3://bucket/key nor'],
    [{ field: 'entry', kind: 'member' }, 'It has a member that no application has.'],
    [{ field: 'entry', kind: 'shape' }, 'This is not an object of texts.'],
  ])('%j', (fault, sentence) => {
    expect(explainApplication(fault)).toContain(sentence);
  });
});

const fits = (value: unknown) => v.is(repositoryApplication, value);

describe('the schema of an application', () => {
  it('takes every application that was read', () => {
    fc.assert(fc.property(applications, fits));
    expect(fits(full)).toBe(true);
  });

  it.each<readonly [string, unknown]>([
    ['untidied', { ...application, name: ' 7-Zip' }],
    ['of another platform', { ...application, platform: 'Windows' }],
    ['with an empty member', { ...application, install: '' }],
    ['with another kind of source', { ...full, source: { kind: 'path', path: 's3://bucket/x' } }],
    ['with a source as text', { ...full, source: 's3://bucket/x' }],
    ['with a source of more', { ...full, source: { ...full.source, url: 'https://a.example' } }],
    ['with more', { ...application, version: '1' }],
    ['without a launch path', { ...application, launchPath: undefined }],
    ['too long', { ...application, name: 'x'.repeat(applicationLimits.name + 1) }],
    ['null', null],
  ])('refuses one that is %s', (_, value) => {
    expect(fits(value)).toBe(false);
  });
});
