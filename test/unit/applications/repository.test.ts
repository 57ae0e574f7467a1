import { describe, expect, it } from 'vitest';
import {
  availableApplications,
  onImage,
  readCompanyApplications,
} from '@/lib/applications/repository';
import { application, full } from '../support/applications';

describe('the applications of a company', () => {
  it('cost only themselves when they cannot be understood', () => {
    const entries = [
      application,
      'seven-zip',
      { ...application, id: 'SEVEN-zip' },
      { ...application, id: 'other', launchpath: 'x' },
      { ...application, id: 'third' },
    ];
    expect(readCompanyApplications(entries)).toEqual({
      company: [application, { ...application, id: 'third' }],
      refused: [
        { place: 2, faults: [{ field: 'entry', kind: 'shape' }] },
        { place: 3, faults: [{ field: 'id', kind: 'taken' }] },
        { place: 4, faults: [{ field: 'entry', kind: 'member' }] },
      ],
    });
  });

  it('count before own ones of the same id', () => {
    const own = [{ ...application, id: 'Seven-Zip', name: 'Mine' }, full];
    expect(availableApplications({ own, company: [application] })).toEqual([application, full]);
  });
});

it('applications are on an image by their ids, whatever the case', () => {
  const image = {
    applications: [
      { id: 'SEVEN-ZIP', name: 'Files', enabled: true },
      { id: 'other', name: 'gimp_2.10', enabled: true },
    ],
  };
  expect(onImage([application, full], image)).toEqual(new Set(['seven-zip']));
  expect(onImage([application, full], { applications: [] })).toEqual(new Set());
});
