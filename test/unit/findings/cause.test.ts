import { describe, expect, it } from 'vitest';
import type { Package } from '@/lib/builds/build';
import { describeCause } from '@/lib/findings/cause';
import { compareFindings } from '@/lib/findings/compare';
import type { Finding, VulnerablePackage } from '@/lib/findings/finding';

type Rows = readonly (readonly [
  vulnerability: string,
  name: string,
  version?: string,
  filePath?: string,
])[];

function findingsOf(rows: Rows): readonly Finding[] {
  return rows.map(([id, name, version, filePath]) => {
    const place: VulnerablePackage = {
      name,
      ...(version !== undefined && { version }),
      ...(filePath !== undefined && { filePath }),
    };
    return { id, severity: 'HIGH', packages: [place] };
  });
}

/** What is installed: `openssl 3.0.1`. */
function inventoryOf(lines: readonly string[]): readonly Package[] {
  return lines.map((line) => {
    const [name = '', version] = line.split(' ');
    return { name, ...(version !== undefined && { version }) };
  });
}

/** Two builds as their findings tell them, and as their inventories do where they have one. */
interface Told {
  readonly base: Rows;
  readonly target: Rows;
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

function sideOf(rows: Rows, lines: readonly string[] | undefined) {
  return { findings: findingsOf(rows), packages: lines && inventoryOf(lines) };
}

/** Why each package of CVE-1 is new or fixed, in words. */
function whys({ base, target, before, after }: Told): readonly (string | undefined)[] {
  const { vulnerabilities } = compareFindings(sideOf(base, before), sideOf(target, after));
  return vulnerabilities
    .filter(({ id }) => id === 'CVE-1')
    .flatMap(({ pairs }) => pairs.map(describeCause));
}

/** Why it is new, and the other way round, why it is fixed. */
function bothWays({ base, target, before, after }: Told) {
  return [
    ...whys({ base, target, ...(before && { before }), ...(after && { after }) }),
    ...whys({
      base: target,
      target: base,
      ...(after && { before: after }),
      ...(before && { after: before }),
    }),
  ];
}

const added: Rows = [['CVE-1', 'openssl', '3.0.2']];

describe('why a package of a vulnerability is new or fixed', () => {
  it.each<readonly [string, readonly string[], readonly string[], readonly string[]]>([
    [
      'the package is new',
      ['bash 5'],
      ['bash 5', 'openssl 3.0.2'],
      ['Package added', 'Package removed'],
    ],
    [
      'it was upgraded',
      ['openssl 3.0.1'],
      ['openssl 3.0.2'],
      ['Upgraded from 3.0.1 to 3.0.2', 'Downgraded from 3.0.2 to 3.0.1'],
    ],
    [
      'it was downgraded',
      ['openssl 3.0.10'],
      ['openssl 3.0.2'],
      ['Downgraded from 3.0.10 to 3.0.2', 'Upgraded from 3.0.2 to 3.0.10'],
    ],
    [
      'nobody can say which version is newer',
      ['openssl 3.0.02'],
      ['openssl 3.0.2'],
      ['Version changed from 3.0.02 to 3.0.2', 'Version changed from 3.0.2 to 3.0.02'],
    ],
    [
      'only the database has changed',
      ['openssl 3.0.2'],
      ['openssl 3.0.2'],
      ['Same version, other vulnerability database', 'Same version, other vulnerability database'],
    ],
    ['the list has no version', ['openssl'], ['openssl'], ['Not known', 'Not known']],
    ['the list had no version', ['openssl'], ['openssl 3.0.2'], ['Not known', 'Not known']],
    ['the list has no version any more', ['openssl 3'], ['openssl'], ['Not known', 'Not known']],
    [
      'one of several versions is newer',
      ['openssl 3.0.1', 'openssl 1.1', 'openssl 3.0.1'],
      ['openssl 3.0.2', 'openssl 1.1'],
      ['Upgraded from 1.1, 3.0.1 to 1.1, 3.0.2', 'Downgraded from 1.1, 3.0.2 to 1.1, 3.0.1'],
    ],
  ])('by the list of what is installed: %s', (_, before, after, words) => {
    expect(bothWays({ base: [], target: added, before, after })).toEqual(words);
  });

  it('by the list, whatever other findings tell of its version', () => {
    const base: Rows = [['CVE-2', 'openssl', '1:3.0.1-1']];
    expect(whys({ base, target: added, before: ['openssl 3'], after: ['openssl 3'] })).toEqual([
      'Same version, other vulnerability database',
    ]);
  });

  it('by other findings where a list is missing, and not by half of one', () => {
    const base: Rows = [['CVE-2', 'openssl', '3.0.1']];
    const told = ['Upgraded from 3.0.1 to 3.0.2, as other findings tell'];
    expect(whys({ base, target: added })).toEqual(told);
    expect(whys({ base, target: added, before: [], after: ['openssl 3.0.2'] })).toEqual(told);
    expect(whys({ base, target: added, before: ['openssl 3.0.1'], after: [] })).toEqual(told);
    expect(whys({ base, target: added, before: ['openssl 3.0.1'], after: ['bash 5'] })).toEqual(
      told,
    );
  });

  it('by other findings only where these tell of it', () => {
    expect(bothWays({ base: [], target: added })).toEqual(['Not known', 'Not known']);
    expect(whys({ base: [['CVE-2', 'openssl']], target: added })).toEqual(['Not known']);
    expect(whys({ base: [['CVE-2', 'openssl', '3']], target: [['CVE-1', 'openssl']] })).toEqual([
      'Not known',
    ]);
    expect(whys({ base: [['CVE-2', 'openssl', '3.0.2']], target: added })).toEqual([
      'Same version, other vulnerability database, as other findings tell',
    ]);
  });

  it('by the version that is vulnerable, of those that other findings tell', () => {
    const base: Rows = [
      ['CVE-2', 'openssl', '3.0.1'],
      ['CVE-3', 'openssl', '1.1'],
    ];
    const also: Rows = [['CVE-2', 'openssl', '3.0.2']];
    expect(whys({ base, target: [['CVE-1', 'openssl', '3.0.1'], ...also] })).toEqual([
      'Same version, other vulnerability database, as other findings tell',
    ]);
    expect(whys({ base, target: also.map(([, ...rest]) => ['CVE-1', ...rest]) })).toEqual([
      'Upgraded from 1.1, 3.0.1 to 3.0.2, as other findings tell',
    ]);
  });

  it('takes a package that was found in a file for another one of the same name', () => {
    const target: Rows = [['CVE-1', 'requests', '2.31', 'app/METADATA']];
    expect(
      whys({ base: [], target, before: ['bash 5'], after: ['bash 5', 'requests 2.25'] }),
    ).toEqual(['Not known']);
    const base: Rows = [['CVE-2', 'requests', '2.30', 'app/METADATA']];
    const lists = { before: ['requests 2.25'], after: ['requests 2.25'] };
    expect(whys({ base, target, ...lists })).toEqual([
      'Upgraded from 2.30 to 2.31, as other findings tell',
    ]);
    // The package manager of the operating system may have installed it as well.
    expect(whys({ base, target: [...target, ['CVE-1', 'requests', '2.25']], ...lists })).toEqual([
      'Same version, other vulnerability database',
    ]);
  });

  it('says so where the vulnerability itself is in both builds', () => {
    const base: Rows = [['CVE-1', 'linux', '5.15']];
    const target: Rows = [['CVE-1', 'linux-libc-dev', '5.15']];
    expect(whys({ base, target })).toEqual([
      'Not known; the vulnerability is in both builds',
      'Not known; the vulnerability is in both builds',
    ]);
    expect(whys({ base, target, before: ['linux 5.15'], after: ['linux-libc-dev 5.15'] })).toEqual([
      'Package removed; the vulnerability is in both builds',
      'Package added; the vulnerability is in both builds',
    ]);
  });

  it('of a kernel whose name has its version is that it was removed and added', () => {
    const base: Rows = [['CVE-1', 'linux-azure-tools-5.15.0-1039', '5.15.0-1039.46']];
    const target: Rows = [['CVE-1', 'linux-azure-tools-5.15.0-1040', '5.15.0-1040.47']];
    expect(
      whys({
        base,
        target,
        before: ['linux-azure-tools-5.15.0-1039 1'],
        after: ['linux-azure-tools-5.15.0-1040 1'],
      }),
    ).toEqual([
      'Package removed; the vulnerability is in both builds',
      'Package added; the vulnerability is in both builds',
    ]);
  });

  it('is nothing for what is in both builds', () => {
    expect(whys({ base: added, target: added })).toEqual([undefined]);
  });

  it('of packages with the names of what every object has is that of any other', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(
        bothWays({
          base: [],
          target: [['CVE-1', name, '2']],
          before: ['bash 5'],
          after: ['bash 5', `${name} 2`],
        }),
      ).toEqual(['Package added', 'Package removed']);
    }
  });
});
