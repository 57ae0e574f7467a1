import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCompare } from '../../tools/command';

const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'image-desk-compare-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The command as a shell runs it. */
function compare(...words: readonly string[]) {
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
  return new Promise<{ readonly code: unknown; readonly out: string; readonly complaint: string }>(
    (resolve) => {
      execFile(
        process.execPath,
        [tsx, path.join(root, 'tools/compare.ts'), ...words],
        { cwd: folder },
        (error, out, complaint) => {
          resolve({ code: error ? error.code : 0, out, complaint });
        },
      );
    },
  );
}

/** The command in this process, over files in memory. */
async function compareHere(
  words: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
) {
  const written: [file: string, text: string][] = [];
  const out: string[] = [];
  const complaints: string[] = [];
  const code = await runCompare(words, {
    formats: {
      ids: ({ vulnerabilities, base, at }) =>
        JSON.stringify([base.label, at, vulnerabilities.map(({ id }) => id)]),
    },
    async read(file) {
      const content = files[file];
      if (file === 'folder') throw Object.assign(new Error('no'), { code: 'EISDIR' });
      if (content === undefined) throw Object.assign(new Error('no'), { code: 'ENOENT' });
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    async write(file, text) {
      if (file.startsWith('/')) throw Object.assign(new Error('no'), { code: 'EACCES' });
      written.push([file, text]);
    },
    say: (text) => void out.push(text),
    complain: (text) => void complaints.push(text),
    now: () => 7,
  });
  return { code, out: out.join(''), complaint: complaints.join(''), written };
}

function findingOf(id: string, severity: string, names: readonly string[], version = '1.0-1') {
  return {
    severity,
    firstObservedAt: 1_760_000_000.5,
    updatedAt: '2026-08-01T10:00:00+00:00',
    packageVulnerabilityDetails: {
      vulnerabilityId: id,
      vulnerablePackages: names.map((name) => ({ name, version, fixedInVersion: 'NotAvailable' })),
    },
  };
}

const base = [
  findingOf('CVE-2026-1', 'HIGH', ['zlib', 'zlib', 'zlib-dev']),
  findingOf('CVE-2026-2', 'Medium', ['bash']),
  findingOf('CVE-2026-3', 'LOW', ['curl']),
];
const target = [
  findingOf('CVE-2026-4', 'CRITICAL', ['openssl']),
  findingOf('CVE-2026-1', 'HIGH', ['zlib-dev', 'zlib'], '1.1-1'),
  findingOf('CVE-2026-3', 'MEDIUM', ['curl', 'libcurl']),
  findingOf('CVE-2026-5', 'SEVERE', []),
];
const files = { 'a.json': JSON.stringify(base), 'b.json': JSON.stringify(target) };

describe('npm run compare', () => {
  // Starting it takes a second: all that is not in this process is checked by one run.
  it('prints and writes what came of two files of the AWS CLI', { timeout: 60_000 }, async () => {
    writeFileSync(path.join(folder, 'a.json'), JSON.stringify({ findings: base, NextToken: 'on' }));
    writeFileSync(path.join(folder, 'b.json'), files['b.json']);
    const words = ['a.json', 'b.json', '--fail-on', 'new-critical', '--csv', 'out.csv'];
    const { code, out, complaint } = await compare(...words);
    expect(complaint).toBe(
      'a.json ends with a token for more findings, which are missing in it.\n',
    );
    expect(code).toBe(1);
    expect(readFileSync(path.join(folder, 'out.csv'), 'utf8')).toContain('\r\nnew,CVE-2026-4,');
    expect(out.split('\n')).toEqual([
      'Base:   a.json: 3 findings, 3 vulnerabilities, 4 pairs',
      'Target: b.json: 4 findings, 4 vulnerabilities, 5 pairs',
      '',
      '                 New  Fixed  Unchanged',
      'Vulnerabilities    2      1          2',
      'Pairs              2      1          3',
      '',
      'Vulnerabilities  Base  Target  New  Fixed',
      'Critical            0       1    1      0',
      'High                1       1    0      0',
      'Medium              1       1    0      1',
      'Low                 1       0    0      0',
      'Informational       0       0    0      0',
      'Untriaged           0       0    0      0',
      'Unknown             0       1    1      0',
      '',
      'Upgraded, still vulnerable: 1 vulnerability',
      'More severe than before: 1 vulnerability; less severe: 0 vulnerabilities',
      '',
      'New: 2 vulnerabilities',
      '  Critical CVE-2026-4',
      '    openssl 1.0-1',
      '  Unknown CVE-2026-5',
      '',
      'New in other packages: 1 vulnerability',
      '  Medium CVE-2026-3',
      '    libcurl 1.0-1',
      'Failed: No new critical (1 CVE: CVE-2026-4)',
      '',
    ]);
  });
});

describe('the command', () => {
  it.each([
    ['{"findings": [', 'bad is not JSON.'],
    ['An error occurred', 'bad is not JSON.'],
    ['', 'bad is empty.'],
    ['\n', 'bad is empty.'],
    [JSON.stringify({ findings: target }).slice(0, -1), 'bad is not JSON.'],
    ['[{}]\n[{}]', 'bad is not JSON.'],
    ['\u0000\u0001PK\u0003', 'bad is not JSON.'],
    ['[{"severity": NaN}]', 'bad is not JSON.'],
    ['null', 'bad has no list of findings.'],
    ['7', 'bad has no list of findings.'],
    ['{}', 'bad has no list of findings.'],
    ['{"__proto__": {"findings": []}}', 'bad has no list of findings.'],
    ['"text"', 'bad has no list of findings.'],
    ['{"images": []}', 'bad has no list of findings.'],
    ['{"findings": {}}', 'bad has no list of findings.'],
    ['[{}, 3]', 'Entry 2 of bad is not a finding.'],
    ['[null]', 'Entry 1 of bad is not a finding.'],
    ['[[]]', 'Entry 1 of bad is not a finding.'],
    ['[{"findings": []}, []]', 'Entry 2 of bad is not a finding.'],
    ['{"findings": [{}, {}, "CVE-2026-1"]}', 'Entry 3 of bad is not a finding.'],
    ['[{"findings": [{}]}, {"findings": [7]}]', 'Entry 2 of bad is not a finding.'],
  ])('refuses a file of %j', async (content, sentence) => {
    for (const words of [
      ['bad', 'a.json'],
      ['a.json', 'bad'],
    ]) {
      const done = await compareHere([...words, '--ids', 'out'], { ...files, bad: content });
      expect(done).toEqual({ code: 2, out: '', complaint: `${sentence}\n`, written: [] });
    }
  });

  it.each([
    ['none', new Uint8Array(0), 'none is empty.'],
    ['a mark alone', Buffer.from([0xef, 0xbb, 0xbf]), 'a mark alone is empty.'],
    ['half a mark', Buffer.from([0xff]), 'half a mark is not JSON.'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]), 'a picture is not JSON.'],
    ['UTF-16 without a mark', Buffer.from('[]', 'utf16le'), 'UTF-16 without a mark is not JSON.'],
    // The system gives its memory only when something is written into it.
    ['a giant', new Uint8Array(2 ** 29), 'a giant cannot be read (ERR_STRING_TOO_LONG).'],
    ['a pit', Buffer.from('['.repeat(100_000)), 'a pit is not JSON.'],
    [
      'a hole',
      Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      'Entry 1 of a hole is not a finding.',
    ],
    ['folder', Buffer.from(''), 'folder cannot be read (EISDIR).'],
  ])('refuses the bytes of %s', async (name, bytes, sentence) => {
    const done = await compareHere(['a.json', name], { ...files, [name]: bytes });
    expect(done).toEqual({ code: 2, out: '', complaint: `${sentence}\n`, written: [] });
  });

  it('refuses a file that is not there', async () => {
    const { code, out, complaint } = await compareHere(['a.json', 'none.json'], files);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(complaint).toBe('none.json cannot be read (ENOENT).\n');
  });

  it.each([
    [[], 'Name two files to compare. '],
    [['a.json'], 'Name two files to compare. '],
    [['a.json', 'b.json', 'a.json'], 'Name two files to compare. '],
    [['a.json', 'b.json', '--pdf', 'x'], "Unknown option '--pdf'. "],
    [['a.json', 'b.json', '--ids'], "Option '--ids <value>' argument missing. "],
    [['a.json', 'b.json', '-x'], "Unknown option '-x'. "],
    [['a.json', 'b.json', '--help=yes'], "Option '--help' does not take an argument. "],
    [['a.json', 'b.json', '--__proto__', 'x'], "Unknown option '--__proto__'. "],
    [['a.json', 'b.json', '--pdf\u001B[2J'], "Unknown option '--pdf [2J'. "],
  ])('refuses to be called with %j', async (words, sentence) => {
    const { code, out, complaint } = await compareHere(words, files);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(complaint).toBe(
      `${sentence}Usage: npm run --silent compare -- BASE TARGET [--fail-on RULE] [--ids FILE]\n`,
    );
  });

  it('says how it is called', async () => {
    const { code, out } = await compareHere(['--help'], files);
    expect(code).toBe(0);
    expect(out).toBe(
      'Usage: npm run --silent compare -- BASE TARGET [--fail-on RULE] [--ids FILE]\n',
    );
  });

  it('writes what was compared as it is asked to', async () => {
    const { code, written } = await compareHere(['a.json', 'b.json', '--ids', 'ids.txt'], files);
    expect(code).toBe(0);
    const ids = ['CVE-2026-4', 'CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3', 'CVE-2026-5'];
    expect(written).toEqual([['ids.txt', JSON.stringify(['a.json', 7, ids])]]);
  });

  it('says when it cannot write', async () => {
    const { code, complaint } = await compareHere(['a.json', 'b.json', '--ids', '/ids'], files);
    expect(code).toBe(2);
    expect(complaint).toBe('/ids cannot be written (EACCES).\n');
  });

  it.each([
    ['an answer', JSON.stringify({ findings: target })],
    [
      'pages',
      JSON.stringify([
        { findings: target.slice(0, 3), nextToken: 'more' },
        { findings: target.slice(3) },
      ]),
    ],
    ['an answer with a mark', `\uFEFF${JSON.stringify({ findings: target })}`],
  ])('reads %s like a list', async (_, content) => {
    const plain = await compareHere(['a.json', 'b.json'], files);
    expect(await compareHere(['a.json', 'b.json'], { ...files, 'b.json': content })).toEqual(plain);
  });

  it('reads what PowerShell writes', async () => {
    const bytes = Buffer.from(`\uFEFF${files['b.json']}`, 'utf16le');
    const plain = await compareHere(['a.json', 'b.json'], files);
    expect(await compareHere(['a.json', 'b.json'], { ...files, 'b.json': bytes })).toEqual(plain);
  });

  it('takes findings as they are, however little, deep or long they are', async () => {
    const deep = `{"a":`.repeat(50_000) + '1' + '}'.repeat(50_000);
    const name = 'x'.repeat(2_000_000);
    const odd = `[{}, {"packageVulnerabilityDetails": ${deep}}, {"title": "${name}",
      "severity": null, "firstObservedAt": 1e300, "inspectorScore": "high",
      "packageVulnerabilityDetails": {"cvss": [7], "vulnerablePackages": [{}, 3, {"name": "a"}]}}]`;
    const { code, out, complaint } = await compareHere(['a.json', 'b.json'], {
      ...files,
      'b.json': odd,
    });
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
    expect(out).toContain('Target: b.json: 2 findings, 2 vulnerabilities, 1 pair\n');
    expect(out).toContain(`  Untriaged Unnamed\n  Untriaged ${name}\n    a\n`);
  });

  it('compares nothing with nothing', async () => {
    const { code, out } = await compareHere(['a', 'b'], { a: '[]', b: '{"findings": []}' });
    expect(code).toBe(0);
    expect(out).toContain('Base:   a: 0 findings, 0 vulnerabilities, 0 pairs\n');
    expect(out).toMatch(/New: 0 vulnerabilities\n$/);
  });

  it('says what is doubtful about a file, and takes it as it is', async () => {
    const ofBuilds = target.map((each, index) => ({
      ...each,
      imageBuildVersionArn: `arn:aws:imagebuilder:eu-west-1:111122223333:image/office/1.0.0/${index}`,
    }));
    const { code, complaint } = await compareHere(['a.json', 'b.json'], {
      'a.json': JSON.stringify({ findings: base, NextToken: 'more' }),
      'b.json': JSON.stringify(ofBuilds),
    });
    expect(code).toBe(0);
    expect(complaint).toBe(
      'a.json ends with a token for more findings, which are missing in it.\n' +
        'b.json has findings of 4 builds, which are taken as one.\n',
    );
  });

  it('hands a terminal nothing to obey', async () => {
    const hostile = findingOf('CVE-2026-6\u001B[2J', 'HIGH', ['a\u0007\u202Eb\nc']);
    const { out } = await compareHere(['a.json', 'b.json'], {
      ...files,
      'b.json': JSON.stringify([hostile]),
    });
    expect(out).toContain('High CVE-2026-6 [2J\n    a b c 1.0-1\n');
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('a rule', () => {
  const both = { 'base.json': JSON.stringify(base), 'target.json': JSON.stringify(target) };

  it.each([
    ['new-critical', 1, /^Failed: No new critical \(1 CVE: CVE-2026-4\)$/m],
    ['new-critical-fixable', 0, /^Passed: No new critical with a fix available$/m],
    ['all-high', 1, /^Failed: .*CVE-2026-4, CVE-2026-1\)$/m],
  ])('decides the exit status: %s', async (rule, code, line) => {
    const done = await compareHere(['base.json', 'target.json', '--fail-on', rule], both);
    expect(done.code).toBe(code);
    expect(done.out).toMatch(line);
  });

  it('that is none is said', async () => {
    const done = await compareHere(['base.json', 'target.json', '--fail-on', 'everything'], both);
    expect(done).toMatchObject({ code: 2, out: '' });
    expect(done.complaint).toMatch(/^A rule is new or all/);
  });
});
