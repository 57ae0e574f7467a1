import { severityOfChange } from '../compare';
import type { JudgedVulnerability } from '../judged';
import type { ComparisonReport } from '../report';
import type { Severity } from '../severity';
import { isoText } from '../iso-text';
import { classNames } from '../view-words';
import { pageOf, pathAddress } from './address';
import { countsOf, rowsOf, type ReportRow } from './rows';
import {
  causeText,
  fixedInText,
  judgementSentence,
  packageText,
  severityText,
  versionTexts,
} from './words';

/**
 * A comparison in SARIF 2.1.0, whose `baselineState` is made for it: what the base is to the target.
 * One run, a rule for each vulnerability, a result for each row. Source: the OASIS standard.
 */
export function findingsSarif(report: ComparisonReport): string {
  const rows = rowsOf(report);
  const { vulnerabilities, base, target, gate, filters } = report;
  const endTimeUtc = isoText(report.at);
  const indexOf = new Map(vulnerabilities.map((each, index) => [each, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Image Desk',
            rules: vulnerabilities.map(ruleOf),
          },
        },
        invocations: [{ executionSuccessful: true, ...(endTimeUtc && { endTimeUtc }) }],
        ...(rows.some(hasPath) && {
          originalUriBaseIds: {
            [root]: { description: { text: 'The root of the file system of the image.' } },
          },
        }),
        results: rows.map((row) => ({
          ruleId: row.vulnerability.id,
          ruleIndex: indexOf.get(row.vulnerability) ?? -1,
          ...resultOf(row),
        })),
        properties: {
          base: { label: base.label, arn: base.build, totals: base.totals },
          target: { label: target.label, arn: target.build, totals: target.totals },
          counts: countsOf(report),
          filters,
          gate: gate.map(({ rule, passed }) => ({ title: rule.title, passed })),
        },
      },
    ],
  };
  // Thousands of results are for programs alone, and half the size without indentation.
  return `${JSON.stringify(log)}\n`;
}

/** What paths of files are relative to. */
const root = 'IMAGE';

/** What nobody has rated yet may be anything. Source: the standard, 3.27.10: warning is its default. */
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
  untriaged: 'warning',
  unknown: 'warning',
};

function ruleOf(change: JudgedVulnerability) {
  const shown = change.target ?? change.base;
  const helpUri = pageOf(shown);
  const { title, description } = shown?.details ?? {};
  return {
    id: change.id,
    shortDescription: { text: messageText(title ?? change.id) },
    ...(description !== undefined && { fullDescription: { text: messageText(description) } }),
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: levels[severityOfChange(change)] },
    properties: {
      tags: ['security', 'vulnerability'],
      // GitHub reads it, as a text; without it the level counts.
      ...(shown?.score !== undefined && { 'security-severity': shown.score.toFixed(1) }),
      severity: severityText(shown),
    },
  };
}

function resultOf(row: ReportRow) {
  const { vulnerability, pair, judgement, suppressed } = row;
  return {
    level: levels[severityOfChange(vulnerability)],
    message: { text: messageText(sentencesOf(row)) },
    baselineState: baselineStateOf(row),
    partialFingerprints: { 'vulnerabilityInPackage/v1': identityOf(row) },
    locations: locationsOf(row),
    // All results of a run have the member, or none. Source: the standard, 3.27.23.
    suppressions:
      judgement && suppressed
        ? [{ kind: 'external', status: 'accepted', justification: judgementSentence(judgement) }]
        : [],
    properties: {
      change: row.change,
      ...(pair && { package: pair.package, architecture: pair.arch }),
      versions: versionTexts(row),
      fixedIn: fixedInText(row),
    },
  };
}

function baselineStateOf({ change, vulnerability, pair }: ReportRow) {
  if (change === 'new') return 'new';
  if (change === 'fixed') return 'absent';
  const { severity, score } = vulnerability;
  const fix = pair ? pair.fix : vulnerability.fix;
  const same =
    severity === 'same' &&
    score === 'same' &&
    fix === 'same' &&
    (pair === undefined || pair.version === 'same');
  return same ? 'unchanged' : 'updated';
}

/** What the comparison tells rows apart by, and nothing that may change between two scans. */
function identityOf({ vulnerability: { id }, pair }: ReportRow): string {
  return JSON.stringify(pair ? [id, pair.package, pair.arch] : [id]);
}

function sentencesOf(row: ReportRow): string {
  const { vulnerability, change } = row;
  const subject = packageText(row);
  const versions = versionTexts(row);
  const version = change === 'fixed' ? versions.base : versions.target;
  const where = subject === '' ? '' : ` in ${subject}${version === '' ? '' : ` ${version}`}`;
  const severity = severityText(vulnerability.target ?? vulnerability.base);
  const fixedIn = fixedInText(row);
  const cause = causeText(row);
  return [
    `${vulnerability.id} (${severity})${where}: ${classNames[change].toLowerCase()}.`,
    ...(versions.base !== '' && versions.target !== '' && versions.base !== versions.target
      ? [`The version was ${versions.base}.`]
      : []),
    ...(fixedIn === '' ? [] : [`Fixed in ${fixedIn}.`]),
    ...(cause === '' ? [] : [`${cause}.`]),
  ].join(' ');
}

function hasPath({ pair }: ReportRow): boolean {
  return pathsOf(pair).length > 0;
}

function pathsOf(pair: ReportRow['pair']): readonly string[] {
  const { packages = [] } = pair?.target ?? pair?.base ?? {};
  return [...new Set(packages.map(({ filePath = '' }) => pathAddress(filePath)))].filter(
    (path) => path !== '',
  );
}

function locationsOf(row: ReportRow) {
  const { pair } = row;
  if (!pair) return [];
  const logicalLocations = [
    { name: pair.package, fullyQualifiedName: packageText(row), kind: 'package' },
  ];
  const paths = pathsOf(pair);
  if (paths.length === 0) return [{ logicalLocations }];
  return paths.map((uri) => ({
    physicalLocation: { artifactLocation: { uri, uriBaseId: root } },
    logicalLocations,
  }));
}

/**
 * A text as messages have it: braces are doubled, as single ones are placeholders, and what somebody
 * else wrote has no links. Source: the standard, 3.11.5 and 3.11.6.
 */
function messageText(text: string): string {
  return text.replaceAll(/[{}]/g, '$&$&').replaceAll('](', '] (');
}
