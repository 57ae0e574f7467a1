import { describe, expect, it } from 'vitest';
import {
  applicationLine,
  describeGiver,
  duplicateOf,
  errorsByField,
  fitsFilter,
  listApplications,
  readApplicationsFile,
  takenId,
} from '@/components/desk/settings/applications/model';
import { textOfApplication } from '@/lib/applications/application';
import { readApplication } from '@/lib/applications/read';
import { application, full, typed } from '../../support/applications';

const given = { ...application, id: 'Seven-Zip', name: 'Archives' };
const repository = { own: [full, application], company: [given] };

describe('the list of applications', () => {
  it('has all by name, and says whose they are', () => {
    expect(listApplications(repository).map((each) => [each.key, describeGiver(each)])).toEqual([
      ['own/seven-zip', 'You. Not used: the company gives one of this ID.'],
      ['company/seven-zip', 'Company'],
      ['own/gimp_2.10', 'You'],
    ]);
  });

  it.each<readonly [string, '' | 'windows' | 'linux', readonly string[]]>([
    ['', '', ['seven-zip', 'Seven-Zip', 'GIMP_2.10']],
    ['', 'linux', ['GIMP_2.10']],
    [' 7zfm ', '', ['seven-zip', 'Seven-Zip']],
    ['7zfm', 'linux', []],
    ['DNF install', '', ['GIMP_2.10']],
    ['iVBOR', '', []],
  ])('is narrowed down to %j and %j', (text, platform, expected) => {
    const found = listApplications(repository).filter((each) =>
      fitsFilter(each, { text, platform }),
    );
    expect(found.map((each) => each.application.id)).toEqual(expected);
  });
});

describe('the form of an application', () => {
  it('begins a copy with an id that nobody has', () => {
    const { id, ...others } = duplicateOf(given, repository);
    expect(id).toBe('Seven-Zip-copy');
    expect({ ...others, id: given.id }).toEqual(textOfApplication(given));
    const long = { ...application, id: 'x'.repeat(100) };
    const first = { ...application, id: `${'x'.repeat(95)}-COPY` };
    const second = duplicateOf(long, { own: [long], company: [first] }).id;
    expect(second).toBe(`${'x'.repeat(93)}-copy-2`);
  });

  it('says that an id is taken, and by whom', () => {
    expect(takenId('SEVEN-ZIP', repository)).toContain('The company gives');
    expect(takenId('gimp_2.10', repository)).toContain('Edit it instead.');
    expect(takenId('seven', repository)).toBeUndefined();
  });

  it('has what is wrong under its field', () => {
    const read = readApplication(typed({ id: 'a', name: 'A', platform: 'linux' }));
    expect(read.ok ? {} : errorsByField(read.problem)).toEqual({
      launchPath: 'The launch path is missing.',
    });
  });
});

it('a line tells all that an import would bring', () => {
  expect(applicationLine(full)).toBe(
    'GIMP_2.10: GIMP – “2.10”. Linux. Source: s3://example-installers/gimp/2.10.rpm. Install command: set -e\n\tdnf install -y "$SOURCE". Launch path: /usr/bin/gimp. Launch parameters: --no-splash "a, b". Working directory: /home/as2-streaming-user. Manifest path: /etc/gimp manifest.txt. Icon path: /usr/share/icons/gimp.png',
  );
});

describe('a chosen file', () => {
  it('is CSV, or JSON when its name says so', async () => {
    const csv = `id,name,platform,launchPath\na,A,linux,/a\n`;
    expect(await readApplicationsFile(new File([csv], 'a.csv'))).toMatchObject({
      value: { unit: 'line', rows: [{ place: 2, reading: { value: { id: 'a' } } }] },
    });
    const json = JSON.stringify({ version: 1, applications: [application] });
    expect(await readApplicationsFile(new File([json], 'A.JSON'))).toMatchObject({
      value: { unit: 'entry', rows: [{ place: 1, reading: { value: application } }] },
    });
  });

  it('is refused in words when it is none, or too large', async () => {
    expect(await readApplicationsFile(new File(['id'], 'a.json'))).toEqual({
      ok: false,
      problem: 'This file is not JSON, though its name says so.',
    });
    const large = new File(['x'], 'a.csv');
    Object.defineProperty(large, 'size', { value: 30_000_001 });
    expect(await readApplicationsFile(large)).toMatchObject({
      problem: 'This file is larger than 30 MB.',
    });
  });
});
