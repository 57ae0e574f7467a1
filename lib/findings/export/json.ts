import { present } from '../../present';
import { readBuildArn } from '../../builds/arn';
import type { Cause } from '../cause';
import type { ChangeClass, Shift } from '../compare';
import type { JudgedPair, JudgedVulnerability } from '../judged';
import type { GateRule, Judgement, JudgementState } from '../judgement';
import type { ComparisonReport, ReportSide } from '../report';
import type { Severity, SeverityCounts } from '../severity';
import type { VersionShift } from '../versions';
import { fixedInOf, versionsOf, type Fix, type Pair, type Vulnerability } from '../vulnerability';
import { isoText } from '../iso-text';
import { pageOf } from './address';
import { countsOf, type ReportCounts } from './rows';

/**
 * A comparison as it is exported in JSON. Times are ISO 8601 in UTC; what is not known is left out.
 * `docs/findings-report.schema.json` is its schema, `docs/findings-report.md` says what it means.
 */
export interface FindingsReport {
  readonly kind: 'findings-comparison';
  /** Of this form. */
  readonly version: 1;
  readonly madeAt?: string;
  readonly base: BuildInReport;
  readonly target: BuildInReport;
  /** What the rows were filtered by, in words. */
  readonly filters: readonly string[];
  /** How many vulnerabilities the comparison has, with those that the filters left out. */
  readonly total: number;
  /** Of what is in the report. */
  readonly counts: ReportCounts;
  readonly gate: readonly GateInReport[];
  /** Those of the image that do nothing, as nothing in either build matches or as they have run out. */
  readonly unmatchedJudgements: readonly ListedJudgement[];
  readonly expiredJudgements: readonly ListedJudgement[];
  readonly vulnerabilities: readonly VulnerabilityInReport[];
}

interface BuildInReport {
  readonly label: string;
  readonly arn?: string;
  readonly name?: string;
  readonly version?: string;
  readonly buildVersion?: string;
  readonly region?: string;
  readonly account?: string;
  readonly platform?: string;
  readonly osVersion?: string;
  readonly createdAt?: string;
  /** When its findings were read from AWS. */
  readonly readAt?: string;
  /** Of all that the build has, whatever the report was filtered by. */
  readonly totals: {
    readonly findings: number;
    readonly vulnerabilities: number;
    readonly pairs: number;
    readonly severities: SeverityCounts;
  };
}

interface GateInReport {
  readonly rule: Omit<GateRule, 'id'>;
  readonly passed: boolean;
  /** The ids of the vulnerabilities that fail it. */
  readonly failing: readonly string[];
}

interface VulnerabilityInReport {
  readonly id: string;
  readonly change: ChangeClass;
  readonly title?: string;
  readonly description?: string;
  readonly source?: string;
  readonly url?: string;
  readonly publishedAt?: string;
  readonly base?: VulnerabilityInBuild;
  readonly target?: VulnerabilityInBuild;
  readonly severityChange: Shift;
  readonly scoreChange: Shift;
  readonly fixChange: Shift;
  readonly upgradedStillVulnerable: boolean;
  readonly suppressed: boolean;
  readonly judgement?: JudgementInReport;
  readonly pairs: readonly PairInReport[];
}

interface VulnerabilityInBuild {
  readonly severity: Severity;
  /** AWS's word, when it is not one of those it documents. */
  readonly severityAsReported?: string;
  readonly score?: number;
  readonly fix: Fix;
  readonly findings: number;
}

interface PairInReport {
  readonly change: ChangeClass;
  readonly package: string;
  readonly architecture?: string;
  readonly base?: PairInBuild;
  readonly target?: PairInBuild;
  readonly versionChange: VersionShift;
  readonly fixChange: Shift;
  readonly cause?: Cause;
  /** Whether the vulnerability itself is in both builds. */
  readonly vulnerabilityInBoth: boolean;
  readonly suppressed: boolean;
  readonly judgement?: JudgementInReport;
}

interface PairInBuild {
  readonly versions: readonly string[];
  readonly fixedIn: readonly string[];
  readonly fix: Fix;
  readonly packageManagers: readonly string[];
  readonly paths: readonly string[];
}

interface JudgementInReport {
  readonly state: JudgementState;
  readonly reason: string;
  /** The last day on which it holds, in UTC. */
  readonly until?: string;
  readonly recordedAt?: string;
}

type ListedJudgement = JudgementInReport & Pick<Judgement, 'vulnerability' | 'image' | 'package'>;

/** A comparison as JSON, in the form of `FindingsReport`. */
export function findingsJson(report: ComparisonReport): string {
  return `${JSON.stringify(reportOf(report), undefined, 2)}\n`;
}

function reportOf(report: ComparisonReport): FindingsReport {
  return {
    kind: 'findings-comparison',
    version: 1,
    ...present({ madeAt: isoText(report.at) }),
    base: buildOf(report.base),
    target: buildOf(report.target),
    filters: report.filters,
    total: report.total,
    counts: countsOf(report),
    gate: report.gate.map(({ rule: { title, of, severity, fixAvailable }, passed, failing }) => ({
      rule: { title, of, severity, fixAvailable },
      passed,
      failing: failing.map(({ id }) => id),
    })),
    unmatchedJudgements: report.unmatched.map(listedJudgement),
    expiredJudgements: report.expired.map(listedJudgement),
    vulnerabilities: report.vulnerabilities.map(vulnerabilityOf),
  };
}

function buildOf({ label, build, head, totals }: ReportSide): BuildInReport {
  const named = build === undefined ? undefined : readBuildArn(build);
  return {
    label,
    ...present({
      arn: build,
      name: named?.name,
      version: named?.version,
      buildVersion: named?.buildVersion,
      region: named?.region,
      account: named?.owner,
      platform: head?.build.platform,
      osVersion: head?.build.osVersion,
      createdAt: isoText(head?.build.createdAt),
      readAt: isoText(head?.readAt),
    }),
    totals: {
      findings: totals.findings,
      vulnerabilities: totals.vulnerabilities,
      pairs: totals.pairs,
      severities: totals.severities,
    },
  };
}

function vulnerabilityOf(each: JudgedVulnerability): VulnerabilityInReport {
  const shown = each.target ?? each.base;
  return {
    id: each.id,
    change: each.change,
    ...present({
      title: shown?.details.title,
      description: shown?.details.description,
      source: shown?.details.source,
      url: pageOf(shown),
      publishedAt: isoText(shown?.details.publishedAt),
      base: each.base && inBuild(each.base),
      target: each.target && inBuild(each.target),
    }),
    severityChange: each.severity,
    scoreChange: each.score,
    fixChange: each.fix,
    upgradedStillVulnerable: each.upgradedStillVulnerable,
    suppressed: each.suppressed,
    ...present({ judgement: each.judgement && judgementOf(each.judgement) }),
    pairs: each.pairs.map(pairOf),
  };
}

function inBuild({ severity, score, fix, findings, details }: Vulnerability): VulnerabilityInBuild {
  return {
    severity,
    ...(severity === 'unknown' && { severityAsReported: details.severity }),
    ...present({ score }),
    fix,
    findings,
  };
}

function pairOf(pair: JudgedPair): PairInReport {
  return {
    change: pair.change,
    package: pair.package,
    ...(pair.arch !== '' && { architecture: pair.arch }),
    ...present({
      base: pair.base && pairInBuild(pair.base),
      target: pair.target && pairInBuild(pair.target),
    }),
    versionChange: pair.version,
    fixChange: pair.fix,
    ...present({ cause: pair.cause }),
    vulnerabilityInBoth: pair.change === 'persisting' || pair.elsewhere === true,
    suppressed: pair.suppressed,
    ...present({ judgement: pair.judgement && judgementOf(pair.judgement) }),
  };
}

function pairInBuild(pair: Pair): PairInBuild {
  const { fix, packages } = pair;
  return {
    versions: versionsOf(pair),
    fixedIn: fixedInOf(pair),
    fix,
    packageManagers: distinct(packages.map(({ packageManager }) => packageManager)),
    paths: distinct(packages.map(({ filePath }) => filePath)),
  };
}

function judgementOf({ state, reason, until, at }: Judgement): JudgementInReport {
  return { state, reason, ...present({ until, recordedAt: isoText(at) }) };
}

function listedJudgement(judgement: Judgement): ListedJudgement {
  const { vulnerability, image, package: name } = judgement;
  return { vulnerability, ...present({ image, package: name }), ...judgementOf(judgement) };
}

function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== undefined))];
}
