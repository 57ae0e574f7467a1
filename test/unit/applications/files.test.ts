import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applicationFields,
  applicationLimits,
  type RepositoryApplication,
} from '@/lib/applications/application';
import { readApplicationsCsv, writeApplicationsCsv } from '@/lib/applications/csv';
import {
  applicationRow,
  canImport,
  countApplicationsPreview,
  explainApplicationsFile,
  importedApplications,
  previewApplications,
  type ApplicationRow,
  type ApplicationsFileFault,
} from '@/lib/applications/import';
import { readApplicationsJson, writeApplicationsJson } from '@/lib/applications/json';
import { readApplication } from '@/lib/applications/read';
import { failed, ok, type Result } from '@/lib/result';
import { application, full, repositories, typed } from '../support/applications';

type Read = Result<readonly ApplicationRow[], ApplicationsFileFault>;

const applicationsIn = (read: Read) =>
  read.ok ? read.value.map(({ reading }) => (reading.ok ? reading.value : reading.problem)) : read;

/** Place and sentences of what is refused. */
const refusedIn = (read: Read) =>
  read.ok
    ? read.value.flatMap(({ place, reading }) => (reading.ok ? [] : [[place, ...reading.problem]]))
    : read;

describe.each([
  [
    'CSV',
    (all: readonly RepositoryApplication[]) => readApplicationsCsv(writeApplicationsCsv(all)),
  ],
  [
    'JSON',
    (all: readonly RepositoryApplication[]) => readApplicationsJson(writeApplicationsJson(all)),
  ],
])('%s', (_, there) => {
  it('gives back every application that it was written from', () => {
    expect(applicationsIn(there([application, full]))).toEqual([application, full]);
    fc.assert(
      fc.property(repositories, (all) => {
        expect(applicationsIn(there(all))).toEqual(all.length === 0 ? failed('empty') : all);
      }),
    );
  });
});

describe('CSV', () => {
  it('has a column for each member, and nothing that a spreadsheet takes for a formula', () => {
    const [header, row] = writeApplicationsCsv([{ ...application, name: '=SUM(A1)' }]).split(
      '\r\n',
    );
    expect(header).toBe(`\uFEFF${applicationFields.join(',')}`);
    expect(row).toContain("seven-zip,'=SUM(A1),windows,");
  });

  it('is read with any separator and order of columns, with more and with fewer', () => {
    for (const separator of [',', ';', '\t']) {
      const csv = [
        ['Launch_Path', 'Owner', 'NAME', 'platform', ' Id '],
        [application.launchPath, 'Ada', '7-Zip', 'WINDOWS', 'seven-zip'],
      ].map((cells) => cells.join(separator));
      expect(applicationsIn(readApplicationsCsv(csv.join('\n')))).toEqual([application]);
    }
  });

  it('tells each problem by the line at which its row begins', () => {
    const csv = [
      'id,name,platform,launchPath,install', // 1
      'gimp,GIMP,linux,/usr/bin/gimp,"dnf install', // 2
      '  gimp"', // 3
      'seven zip,7-Zip,windows,C:\\7z.exe,', // 4
      'seven-zip,,windows,7z.cmd,', // 5
      'a,A,linux,/a,b,c', // 6
      'a,"A,linux,/a,b', // 7
    ].join('\n');
    expect(refusedIn(readApplicationsCsv(csv))).toEqual([
      [4, expect.stringMatching(/^The ID can have/)],
      [5, 'The name is missing.', expect.stringMatching(/^The launch path is not absolute/)],
      [6, 'There are more values than columns. Quote what has a separator in it.'],
      [7, 'The quotation marks do not fit together.'],
    ]);
  });

  it.each<readonly [string, ApplicationsFileFault]>([
    [' \n', 'empty'],
    ['id,name,platform,launchPath\n', 'empty'],
    ['id,name,platform\na,b,linux\n', 'no-header'],
    [`id,name,platform,launchPath\n${'a,b,c,d\n'.repeat(501)}`, 'too-many'],
  ])('is refused: %.40j', (csv, fault) => {
    expect(readApplicationsCsv(csv)).toEqual(failed(fault));
  });
});

describe('JSON', () => {
  it('is texts alone, without what an application lacks', () => {
    const { source: _, ...others } = full;
    expect(JSON.parse(writeApplicationsJson([application, full]))).toEqual({
      version: 1,
      applications: [application, { ...others, source: 's3://example-installers/gimp/2.10.rpm' }],
    });
  });

  it('tells each problem by the number of its entry', () => {
    const applications = [application, null, { ...application, versoin: '1' }, { id: 'a' }];
    const json = `\uFEFF${JSON.stringify({ version: 1, applications })}`;
    expect(refusedIn(readApplicationsJson(json))).toEqual([
      [2, 'This is not an object of texts.'],
      [3, 'It has a member that no application has.'],
      [4, 'The name is missing.', 'The platform is missing.', 'The launch path is missing.'],
    ]);
  });

  it.each<readonly [string, ApplicationsFileFault]>([
    ['', 'empty'],
    ['{"version":1,"applications":[]}', 'empty'],
    ['id,name', 'not-json'],
    ['[]', 'other-json'],
    ['{"version":2,"applications":[]}', 'other-json'],
    [
      JSON.stringify({ version: 1, applications: Array.from({ length: 501 }, () => ({})) }),
      'too-many',
    ],
  ])('is refused: %.40s', (json, fault) => {
    expect(readApplicationsJson(json)).toEqual(failed(fault));
    expect(explainApplicationsFile(fault)).toMatch(/\.$/);
  });
});

const rowsOf = (all: readonly RepositoryApplication[]) =>
  all.map((each, index) => ({ place: index + 2, reading: ok(each) }));

const named = (id: string, name = id): RepositoryApplication => ({ ...application, id, name });

describe('the preview of an import', () => {
  const repository = {
    own: [named('a'), named('b'), named('c')],
    company: [named('Given')],
  };
  const rows = [
    ...rowsOf([named('A', 'Other'), named('b'), named('new'), named('NEW'), named('given')]),
    applicationRow(7, readApplication(typed({ id: 'c' }))),
  ];

  it('says of each row what becomes of it', () => {
    const preview = previewApplications(repository, rows, 'line', 'merge');
    expect(preview).toEqual({
      changed: [{ place: 2, application: named('A', 'Other'), before: named('a') }],
      unchanged: [{ place: 3, application: named('b') }],
      added: [{ place: 4, application: named('new') }],
      refused: [
        { place: 5, sentences: ['The ID NEW is already in this file, at line 4.'] },
        { place: 6, sentences: ['The ID given is already given by the company.'] },
        {
          place: 7,
          sentences: [
            'The name is missing.',
            'The platform is missing.',
            'The launch path is missing.',
          ],
        },
      ],
      removed: [],
      tooMany: 0,
    });
    expect(canImport(preview, 'merge')).toBe(true);
    expect(importedApplications(preview, 'merge').map(({ id }) => id)).toEqual(['new', 'A']);
    expect(countApplicationsPreview(preview)).toBe(
      '1 to add, 1 to change, 1 unchanged, 3 refused.',
    );
  });

  it('lets nothing be replaced by a file that has mistakes', () => {
    const preview = previewApplications(repository, rows, 'line', 'replace');
    expect(preview.removed).toEqual([named('c')]);
    expect(canImport(preview, 'replace')).toBe(false);
  });

  it('says what goes when a file takes the place of all', () => {
    const preview = previewApplications(repository, rowsOf([named('b')]), 'entry', 'replace');
    expect(preview.removed.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(canImport(preview, 'replace')).toBe(true);
    expect(importedApplications(preview, 'replace')).toEqual([named('b')]);
    expect(countApplicationsPreview(preview)).toBe('1 unchanged, 2 to delete.');
  });

  it('leaves nothing to do for what is there already', () => {
    fc.assert(
      fc.property(repositories, (own) => {
        const there = { own, company: [] };
        for (const mode of ['merge', 'replace'] as const) {
          const preview = previewApplications(there, rowsOf(own), 'line', mode);
          expect(preview.unchanged).toHaveLength(own.length);
          expect(canImport(preview, mode)).toBe(false);
        }
      }),
    );
  });

  it('counts what there is no room for', () => {
    const many = Array.from({ length: applicationLimits.applications }, (_, index) =>
      named(`many-${index}`),
    );
    const there = { own: many, company: [] };
    const preview = previewApplications(there, rowsOf([named('a'), named('b')]), 'line', 'merge');
    expect(preview.tooMany).toBe(2);
    expect(canImport(preview, 'merge')).toBe(false);
    expect(previewApplications(there, rowsOf([named('a')]), 'line', 'replace').tooMany).toBe(0);
  });
});
