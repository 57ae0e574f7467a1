import { describe, expect, it } from 'vitest';
import {
  exportFormOf,
  readExportForm,
  type ExportForm,
} from '@/components/desk/lifecycle/export-form';
import {
  amisOfBuild,
  emptyImported,
  emptyRow,
  readImportForm,
  rowOfRepository,
  type ImportFacts,
  type ImportForm,
} from '@/components/desk/lifecycle/import-form';
import {
  forbiddenMove,
  moveFormOf,
  readMoveForm,
  withoutPath,
  type MoveFacts,
  type MoveForm,
} from '@/components/desk/lifecycle/move-form';
import { imageFor } from '../../support/ami-planning';
import { friend, home, owner, stranger } from '../../support/values';

const id = 'ami-0123456789abcdef0';
const build = `arn:aws:imagebuilder:us-east-1:${owner}:image/office/1.0.0/1`;
const roleOf = (account: string) => `arn:aws:iam::${account}:role/Images`;
const said = (reading: { readonly obstacle: string } | { readonly wish: unknown }) =>
  'obstacle' in reading ? reading.obstacle : undefined;
const wished = (reading: { readonly obstacle: string } | { readonly wish: unknown }) =>
  'wish' in reading ? reading.wish : undefined;

const facts = (changes: Partial<ImportFacts> = {}): ImportFacts => ({
  region: { scope: home, images: [], builders: [] },
  ami: { image: id, owner, state: 'available', encrypted: false },
  build: { arn: build, amis: [id] },
  ...changes,
});
const importForm = (changes: Partial<ImportForm> = {}): ImportForm => ({
  ...emptyImported,
  ami: ` ${id} `,
  image: 'office-imported',
  role: roleOf(owner),
  ...changes,
});

const outputAmi = (region: string, account: string, image?: string) =>
  ({ kind: 'ami', region, account, ...(image !== undefined && { image }) }) as const;

describe('the form of an import', () => {
  it('wishes for what was entered, without what is empty', () => {
    const applications = [emptyRow, { ...emptyRow, id: 'Calc', path: ' C:\\calc.exe ' }];
    const tags = [
      { key: 'Team', value: 'Workplace' },
      { key: ' ', value: 'nobody' },
    ];
    expect(wished(readImportForm(importForm({ applications, tags }), facts()))).toEqual({
      act: 'import',
      build,
      order: {
        ami: { id },
        image: 'office-imported',
        role: roleOf(owner),
        alwaysLatestAgent: false,
        applications: [{ id: 'Calc', name: 'Calc', path: 'C:\\calc.exe' }],
        tags: [{ key: 'Team', value: 'Workplace' }],
      },
    });
  });

  it('does not say of another AMI that the build put it out', () => {
    const reading = readImportForm(importForm({ ami: 'ami-0123456789abcdef1' }), facts());
    expect(wished(reading)).not.toHaveProperty('build');
  });

  it.each<readonly [string, Partial<ImportForm>, Partial<ImportFacts>, string]>([
    ['no AMI', { ami: ' ' }, {}, 'Enter the id of an AMI.'],
    ['what is no id', { ami: 'office' }, {}, 'is not the id of an AMI'],
    ['an AMI that is not there', {}, { ami: null }, 'There is no AMI'],
    ['no role', { role: '' }, {}, 'Pick an IAM role'],
    ['a description that an import does not take', { description: 'a, b' }, {}, 'letters, digits'],
    ['an application without a path', { applications: [{ ...emptyRow, id: 'A' }] }, {}, 'a path'],
    [
      'a name that is taken',
      {},
      { region: { scope: home, images: [], builders: [{ name: 'office-imported', state: '' }] } },
      'is taken',
    ],
  ])('is not complete with %s', (_, form, given, words) => {
    expect(said(readImportForm(importForm(form), facts(given)))).toContain(words);
  });

  it('goes on while EC2 has not told of the AMI: the plan looks again', () => {
    expect(wished(readImportForm(importForm(), facts({ ami: undefined })))).toBeDefined();
  });

  it('takes an application of the repository as it is', () => {
    const row = rowOfRepository({
      id: 'gimp',
      name: 'GIMP',
      platform: 'linux',
      launchPath: '/usr/bin/gimp',
      launchParameters: '--new',
    });
    expect(row).toEqual({
      ...emptyRow,
      id: 'gimp',
      name: 'GIMP',
      path: '/usr/bin/gimp',
      parameters: '--new',
    });
  });

  it('offers the AMIs of a build in the Region, those of the account first', () => {
    const outputs = [
      outputAmi('us-east-1', friend, 'ami-theirs'),
      outputAmi('eu-west-1', owner, 'ami-elsewhere'),
      outputAmi('us-east-1', owner),
      outputAmi('us-east-1', owner, 'ami-own'),
    ];
    expect(amisOfBuild({ outputs }, home).map((each) => each.id)).toEqual([
      'ami-own',
      'ami-theirs',
    ]);
  });
});

describe('the form of an export', () => {
  const image = imageFor('office', owner, { description: 'Browser, mail' });
  const read = (changes: Partial<ExportForm> = {}, of = image) =>
    readExportForm(
      { ...exportFormOf(of, []), role: roleOf(owner), ...changes },
      { image: of, scope: home },
    );

  it('suggests a name and keeps the description', () => {
    expect(wished(read())).toEqual({
      act: 'export',
      image: 'office',
      ami: 'office-ami',
      role: roleOf(owner),
      description: 'Browser, mail',
      tags: [],
    });
  });

  it.each<readonly [Partial<ExportForm>, string]>([
    [{ ami: 'my office' }, 'An AMI name has'],
    [{ role: '' }, 'with it AppStream makes the AMI'],
    [{ role: roleOf(friend) }, `is not of account ${owner}`],
  ])('is not complete with %o', (changes, words) => {
    expect(said(read(changes))).toContain(words);
  });

  it('is not for an image that is not AVAILABLE, or of another account', () => {
    expect(said(read({}, imageFor('office', owner, { state: 'PENDING' })))).toContain('PENDING');
    expect(said(read({}, imageFor('office', friend)))).toContain(`belongs to account ${friend}`);
  });
});

describe('the form of a clone to another account', () => {
  const image = imageFor('office', owner, {
    displayName: 'Office, June',
    applications: [
      { id: 'Calc', name: 'Calc', enabled: true, launchPath: 'C:\\calc.exe' },
      { id: 'Viewer', name: 'Viewer', enabled: true },
    ],
  });
  const there = { scope: { ...home, account: friend }, images: [], builders: [] };
  const filled = (changes: Partial<MoveForm> = {}): MoveForm => {
    const form = moveFormOf(image, []);
    const imported = { ...form.imported, role: roleOf(friend) };
    return { ...form, to: friend, role: roleOf(owner), imported, ...changes };
  };
  const read = (form: MoveForm, changes: Partial<MoveFacts> = {}) =>
    readMoveForm(form, { image, scope: home, there, forbidden: undefined, ...changes });

  it('takes over what an import takes, and the applications whose paths are told', () => {
    expect(wished(read(filled()))).toMatchObject({
      act: 'move',
      to: friend,
      ami: 'office-ami',
      order: {
        image: 'office',
        displayName: 'Office June',
        applications: [{ id: 'Calc', name: 'Calc', path: 'C:\\calc.exe' }],
      },
    });
    expect(withoutPath(image)).toEqual(['Viewer']);
  });

  it('lacks an account, then what is in it, then a role of each', () => {
    expect(said(read(filled({ to: undefined })))).toBe('Choose the other account.');
    expect(said(read(filled(), { there: undefined }))).toBe(
      `Account ${friend} has to be read first.`,
    );
    expect(said(read(filled({ role: '' })))).toContain('makes the AMI');
    const imported = { ...filled().imported, role: roleOf(owner) };
    expect(said(read(filled({ imported })))).toContain(`is not of account ${friend}`);
  });

  it('says what is in the way at the account in which it is', () => {
    const images = [{ name: 'office', owner: friend, state: 'AVAILABLE' }];
    const reading = read(filled(), { there: { ...there, images } });
    expect(reading.here).toEqual([]);
    expect(reading.there.filter(({ certain }) => certain).map(({ kind }) => kind)).toEqual([
      'name',
    ]);
  });

  it('is not for an account that the company forbids', () => {
    const forbidden = forbiddenMove({ allowedRecipients: [stranger] }, friend);
    expect(forbidden).toMatchObject({ kind: 'company-policy', rule: 'recipient' });
    expect(forbiddenMove({ allowedAccounts: [owner] }, friend)).toMatchObject({ rule: 'account' });
    expect(forbiddenMove({}, friend)).toBeUndefined();
    expect(wished(read(filled(), { forbidden }))).toBeUndefined();
  });
});
