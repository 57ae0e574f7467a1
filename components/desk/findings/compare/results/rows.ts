import type { JudgedPair, JudgedVulnerability } from '../../../../../lib/findings/judged';
import type { PackageGroup, Shown } from '../../../../../lib/findings/shown';
import type { Grouping } from '../../../../../lib/findings/view';

/** A row of the table: a vulnerability, a package of one, or a package with its vulnerabilities. */
export type Row =
  | {
      readonly kind: 'vulnerability';
      readonly key: string;
      readonly vulnerability: JudgedVulnerability;
    }
  | {
      readonly kind: 'pair';
      readonly key: string;
      readonly vulnerability: JudgedVulnerability;
      readonly pair: JudgedPair;
      /** Below what it stands. */
      readonly below: Grouping;
    }
  | { readonly kind: 'package'; readonly key: string; readonly group: PackageGroup };

/** The rows at the top. */
export function rowsOf({ vulnerabilities, packages }: Shown, grouping: Grouping): readonly Row[] {
  if (grouping === 'package') {
    return packages.map((group) => ({ kind: 'package', key: `package ${group.name}`, group }));
  }
  return vulnerabilities.map((vulnerability) => rowOf(vulnerability, ''));
}

function rowOf(vulnerability: JudgedVulnerability, above: string): Row {
  return { kind: 'vulnerability', key: `${above}${vulnerability.id}`, vulnerability };
}

/** The rows below one; a vulnerability of one package says it all itself. */
export function rowsBelow(row: Row): readonly Row[] {
  switch (row.kind) {
    case 'package':
      return row.group.vulnerabilities.flatMap((each) =>
        each.pairs.length === 0
          ? [rowOf(each, `${row.key} `)]
          : pairRows(each, `${row.key} `, 'package'),
      );
    case 'vulnerability':
      return row.vulnerability.pairs.length > 1
        ? pairRows(row.vulnerability, `${row.key} `, 'vulnerability')
        : [];
    case 'pair':
      return [];
  }
}

function pairRows(
  vulnerability: JudgedVulnerability,
  above: string,
  below: Grouping,
): readonly Row[] {
  return vulnerability.pairs.map((pair) => ({
    kind: 'pair',
    key: `${above}${vulnerability.id} ${pair.package} ${pair.arch}`,
    vulnerability,
    pair,
    below,
  }));
}

/** What a row is called for whoever does not see it. */
export function nameOfRow(row: Row): string {
  if (row.kind === 'package') return row.group.name || 'No package named';
  return row.kind === 'pair'
    ? `${row.vulnerability.id} in ${row.pair.package}`
    : row.vulnerability.id;
}
