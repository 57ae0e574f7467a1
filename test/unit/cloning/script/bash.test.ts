import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RepositoryApplication } from '@/lib/applications/application';
import { argumentsOf } from '@/lib/cloning/script/calls';
import type { ScriptOrder } from '@/lib/cloning/script/order';
import { imageScript } from '@/lib/cloning/script/script';
import { fileNameOf } from '@/lib/cloning/script/source';
import { runBash, type ScriptEnd } from '../../../support/aws-cli';
import { office, ordersFor } from './orders';

let folder: string;
let files: number;

/** What stands in for a program: it notes its words, each with an end that no word has. */
const note = `#!/bin/bash
note() { { printf '%s\\037' "$@"; printf '\\036'; } >>"$NOTES"; }
`;

const stubs = {
  sudo: '#!/bin/bash\nexec "$@"\n',
  aws: `${note}note aws "$@"\nexit "$AWS_ENDS"\n`,
  curl: `${note}note curl "$@"\nexit "$CURL_ENDS"\n`,
  // The commands of an administrator are their own: here they are only read.
  bash: `${note}IFS= read -r -d '' text <"$2"\nnote install "$1" "$SOURCE" "$text"\nexit "$INSTALL_ENDS"\n`,
  AppStreamImageAssistant: `${note}note assistant "$@"
answer=ADD
case "$1" in
  create-image) answer=CREATE ;;
  remove-application) answer=REMOVE ;;
esac
ends="\${answer}_ENDS"
printf '%s\\n' "\${!answer}"
[ "$answer" = REMOVE ] && echo "$answer" >&2
exit "\${!ends}"
`,
};

const well = {
  AWS_ENDS: '0',
  CURL_ENDS: '0',
  INSTALL_ENDS: '0',
  REMOVE: '{"status": 1, "message": "There is no application of that name."}',
  REMOVE_ENDS: '1',
  ADD: '{"status": 0, "message": "Success"}',
  ADD_ENDS: '0',
  CREATE: '{"status": 0, "message": "Success"}',
  CREATE_ENDS: '0',
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'image-desk-image-script-'));
  files = 0;
  mkdirSync(path.join(folder, 'bin'));
  for (const [name, text] of Object.entries(stubs)) {
    writeFileSync(path.join(folder, 'bin', name), text);
    chmodSync(path.join(folder, 'bin', name), 0o755);
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A file on the image builder with anything in its name. */
function fileCalled(text: string): string {
  files += 1;
  const file = path.join(folder, `${files} ${text.replaceAll('/', '')}`);
  writeFileSync(file, '');
  return file;
}

/** An order of which all files are there. */
const onBuilder = ({ applications, ...order }: ScriptOrder): ScriptOrder => ({
  ...order,
  applications: applications.map(({ source, ...application }) => ({
    ...application,
    launchPath: fileCalled(application.launchPath),
    ...(source && {
      source: source.kind === 'path' ? { ...source, path: fileCalled(source.path) } : source,
    }),
  })),
});

/** Runs a script among stubs, and reads what they have noted. */
async function run(
  order: ScriptOrder,
  ends: Partial<typeof well> = {},
): Promise<ScriptEnd & { readonly notes: readonly (readonly string[])[] }> {
  const notes = path.join(folder, 'notes');
  writeFileSync(notes, '');
  const end = await runBash(imageScript(order), {
    PATH: `${folder}/bin:/usr/bin:/bin`,
    TMPDIR: folder,
    NOTES: notes,
    ...well,
    ...ends,
  });
  const noted = readFileSync(notes, 'utf8')
    .replaceAll(/\/tmp\.\w{10}\//g, '/made/')
    .split('\u001E')
    .slice(0, -1)
    .map((words) => words.split('\u001F').slice(0, -1));
  return { ...end, notes: noted };
}

/** What is to be run for an application before Image Assistant is called for it. */
function before({ source, install }: RepositoryApplication, index: number) {
  const made = `${folder}/made/${index + 1}`;
  const file = source && (source.kind === 'path' ? source.path : `${made}/${fileNameOf(source)}`);
  const s3 = ['--profile', 'appstream_machine_role', '--only-show-errors'];
  const web = ['--fail', '--silent', '--show-error', '--location', '--globoff'];
  const safe = ['--proto', '=https', '--tlsv1.2', '--output'];
  return [
    ...(source?.kind === 's3' && file ? [['aws', 's3', 'cp', source.uri, file, ...s3]] : []),
    ...(source?.kind === 'https' && file
      ? [['curl', ...web, ...safe, file, '--url', source.url]]
      : []),
    ...(install ? [['install', '-e', file ?? '', `${install.replaceAll(/\r\n?/g, '\n')}\n`]] : []),
  ];
}

const linux: ScriptOrder = {
  ...office,
  platform: 'linux',
  applications: [
    {
      id: 'gimp',
      name: 'GIMP',
      platform: 'linux',
      source: { kind: 's3', uri: 's3://installers/gimp.rpm' },
      install: 'yum -y install ./gimp.rpm',
      launchPath: '/bin/bash',
    },
  ],
};

describe('a script for bash', () => {
  it('T24: runs every program with what was entered, to the letter, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(ordersFor('linux').map(onBuilder), async (order) => {
        const { code, errors, notes } = await run(order);
        expect({ code, errors }).toEqual({ code: 0, errors: '' });
        const asked = argumentsOf(order).map((call) => ['assistant', ...call]);
        expect(notes).toEqual([
          ...order.applications.flatMap((each, index) => [
            ...before(each, index),
            ...asked.slice(2 * index, 2 * index + 2),
          ]),
          ...asked.slice(-2),
        ]);
      }),
      { numRuns: 15 },
    );
  });

  it('says what it does', async () => {
    const { output } = await run(linux);
    expect(output.split('\n')).toEqual([
      'This installs 1 application, and then makes the image office-2026.',
      '1 of 1: GIMP (gimp)',
      'Dry run of the image',
      'Image',
      'The image office-2026 is being made. This session ends in a few moments.',
      '',
    ]);
  });

  it.each([
    ['has added the applications', { REMOVE: well.ADD, REMOVE_ENDS: '0' }],
    ['has added nothing', { REMOVE_ENDS: '255' }],
  ])('runs again to its end after a run that %s', async (_, ends) => {
    const { code, errors, notes } = await run(linux, ends);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(notes.slice(2, 4).map((words) => words.slice(0, 4))).toEqual([
      ['assistant', 'remove-application', '--name', 'gimp'],
      ['assistant', 'add-application', '--name', 'gimp'],
    ]);
  });

  it.each([
    ['when the image is made', {}],
    ['when something fails', { INSTALL_ENDS: '1' }],
  ])('leaves nothing of its downloads %s', async (_, ends) => {
    await run(linux, ends);
    expect(readdirSync(folder).filter((name) => name.startsWith('tmp.'))).toEqual([]);
  });

  it('says at its top what it is', () => {
    const [top = ''] = imageScript(linux).split('\n\nset ');
    expect(top.split('\n').slice(0, 9)).toEqual([
      '#!/usr/bin/env bash',
      '# Makes the image office-2026 on an image builder, for a clone in Image Desk.',
      '#',
      '# Applications that it installs and adds to the catalog:',
      '#   1. GIMP (gimp), from s3://installers/gimp.rpm',
      '# Applications that are on the image already: Notepad',
      '# Dynamic catalogs: on',
      '# Agent: always the latest',
      '# Tags: team=desk, cost centre=',
    ]);
    expect(top).toContain('#   bash image-desk-office-2026.sh\n');
  });

  // It is taken out of the catalog first, and then added.
  const added = ['assistant', 'assistant'];
  const refusal = '{"status": 1, "message": "Name is not unique \\"status\\": 0"}';
  it.each([
    ['the download', { AWS_ENDS: '1' }, ['aws'], '1 of 1: GIMP (gimp): It could not be downloaded'],
    ['the install command', { INSTALL_ENDS: '7' }, ['aws', 'install'], 'has ended with 7.'],
    [
      'the catalog by its code',
      { ADD_ENDS: '255' },
      ['aws', 'install', ...added],
      'has ended add-application with 255',
    ],
    ['the catalog by its status', { ADD: refusal }, ['aws', 'install', ...added], refusal],
    [
      'the dry run',
      { CREATE: refusal },
      ['aws', 'install', ...added, 'assistant'],
      `Dry run of the image: Image Assistant has ended create-image with 0 and says: ${refusal}`,
    ],
    [
      'an answer that is none',
      { CREATE: '' },
      ['aws', 'install', ...added, 'assistant'],
      'Dry run',
    ],
  ])('stops at a failure of %s, and makes no image', async (_, ends, programs, message) => {
    const { code, errors, notes } = await run(linux, ends);
    expect(code).toBe(1);
    expect(notes.map(([program]) => program)).toEqual(programs);
    expect(errors).toContain(message);
    expect(errors).toMatch(/^Stopped\. [^]*\nNo image is being made\.\n$/);
  });

  it('stops when an application is not where it should be', async () => {
    const applications = linux.applications.map((each) => ({ ...each, launchPath: '/none/$HOME' }));
    const { code, errors, notes } = await run({ ...linux, applications });
    expect(code).toBe(1);
    expect(notes.map(([program]) => program)).toEqual(['aws', 'install']);
    expect(errors).toContain('There is no /none/$HOME, with which it starts.');
  });

  it('does not start where there is no Image Assistant', async () => {
    const { code, errors } = await runBash(imageScript(linux), { PATH: '/usr/bin:/bin' });
    expect(code).toBe(2);
    expect(errors).toContain('this is not a Linux image builder');
  });
});
