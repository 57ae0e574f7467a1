import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSources, testTitlesIn } from './support/sources';

/** The identifiers of the threats, in the order of the table. */
const threats = Array.from({ length: 27 }, (_, index) => `T${index + 1}`);

/** What stands before the reason why something is not tested. */
const untested = /Not tested here: \S.{20,}/;

interface Row {
  readonly id: string;
  readonly tests: readonly string[];
  readonly excused: boolean;
}

/** The rows of the table of threats, by what its first and last cells say. */
function rowsOf(text: string): readonly Row[] {
  return text
    .split('\n')
    .filter((line) => /^\| T\d+ /.test(line))
    .map((line) => {
      const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
      const last = cells.at(-2) ?? '';
      return {
        id: cells[1] ?? '',
        tests: [...last.matchAll(/`(T\d+: [^`]+)`/g)].map(([, title = '']) => title),
        excused: untested.test(last),
      };
    });
}

/** The titles of tests, and of groups of them, that are named after a threat. */
function titlesIn(path: string, text: string): readonly string[] {
  return testTitlesIn({ path, text }).filter((title) => /^T\d+: /.test(title));
}

/** What is wrong with a table of threats beside the titles of the tests that there are. */
function faultsOf(rows: readonly Row[], titles: readonly string[]): readonly string[] {
  const named = new Set(rows.flatMap(({ tests }) => tests));
  const there = new Set(titles);
  return [
    ...threats
      .filter((id) => rows.filter((row) => row.id === id).length !== 1)
      .map((id) => `${id} is not there once`),
    ...rows.filter(({ id }) => !threats.includes(id)).map(({ id }) => `${id} is no threat`),
    ...rows
      .filter(({ tests, excused }) => tests.length === 0 && !excused)
      .map(({ id }) => `${id} has no test and no reason`),
    ...rows.flatMap(({ id, tests }) =>
      tests.filter((title) => !title.startsWith(`${id}: `)).map((title) => `${id} names ${title}`),
    ),
    ...[...named].filter((title) => !there.has(title)).map((title) => `no test is "${title}"`),
    ...[...there].filter((title) => !named.has(title)).map((title) => `"${title}" is not named`),
  ];
}

describe('the table of threats in SECURITY.md', () => {
  it('has every threat, with tests that exist or a reason why there is none', () => {
    const text = readFileSync(new URL('../../SECURITY.md', import.meta.url), 'utf8');
    const titles = readSources(['test'], ['.test.ts', '.test.tsx', '.spec.ts']).flatMap((file) =>
      titlesIn(file.path, file.text),
    );
    expect(titles.length).toBeGreaterThan(40);
    expect(faultsOf(rowsOf(text), titles)).toEqual([]);
  });
});

const row = (id: string, cell: string) => `| ${id} | A threat | A way | ${cell} |`;

describe('the check of the table', () => {
  const all = threats.map((id) => row(id, `\`${id}: a test\``));
  const titles = threats.map((id) => `${id}: a test`);
  const faults = (lines: readonly string[], there: readonly string[] = titles) =>
    faultsOf(rowsOf(lines.join('\n')), there);

  it('is content with a table that is right', () => {
    expect(faults(all)).toEqual([]);
    const reason = row('T27', 'Not tested here: there is no such part in this version.');
    expect(faults([...all.slice(0, -1), reason], titles.slice(0, -1))).toEqual([]);
  });

  it.each<readonly [string, readonly string[], readonly string[], string]>([
    ['a threat that is missing', all.slice(1), titles.slice(1), 'T1 is not there once'],
    ['one that is there twice', [...all, all[4] ?? ''], titles, 'T5 is not there once'],
    ['one that nobody knows', [...all, row('T28', 'x')], titles, 'T28 is no threat'],
    [
      'a row without a test',
      [...all.slice(1), row('T1', 'Trust us.')],
      titles.slice(1),
      'T1 has no test and no reason',
    ],
    [
      'a reason that says nothing',
      [...all.slice(1), row('T1', 'Not tested here: no.')],
      titles.slice(1),
      'T1 has no test and no reason',
    ],
    ['a test that does not exist', all, titles.slice(1), 'no test is "T1: a test"'],
    ['a test that nobody names', all, [...titles, 'T2: more'], '"T2: more" is not named'],
    [
      'a test of another threat',
      [...all.slice(1), row('T1', '`T2: a test`')],
      titles.slice(1),
      'T1 names T2: a test',
    ],
  ])('finds %s', (_, lines, there, fault) => {
    expect(faults(lines, there)).toContain(fault);
  });

  it.each<readonly [string, readonly string[]]>([
    ["test('T1: one', async () => {});", ['T1: one']],
    ['it(\n  \'T2: it’s "two"\',\n  () => {},\n);', ['T2: it’s "two"']],
    ["it.each([1, 2])('T3: %s', () => {});", ['T3: %s']],
    ["it.each(pairs)('T4: four', () => {});", ['T4: four']],
    ["it.each([\n  ['a', 1],\n])(\n  'T5: five: %s',\n  () => {},\n);", ['T5: five: %s']],
    ["describe('T6: six', () => {});", ['T6: six']],
    ["// T7: a comment\nconst text = 'T7: a text';", []],
  ])('finds the titles in %j', (text, found) => {
    expect(titlesIn('a.test.ts', text)).toEqual([...found]);
  });
});
