import { present } from '../../present';
import type { CvssScore, VulnerablePackage } from '../finding';
import type { JudgedVulnerability } from '../judged';
import type { Judgement, JudgementState } from '../judgement';
import type { ComparisonReport, ReportSide } from '../report';
import type { Severity } from '../severity';
import { pairKey, versionText, type Vulnerability } from '../vulnerability';
import { isoText } from '../iso-text';
import { encodePart, pageOf } from './address';
import { purlOf } from './purl';
import { rowsOf, type ReportRow } from './rows';
import { judgementSentence } from './words';

/**
 * What was recorded about the vulnerabilities of the target, as CycloneDX 1.6 VEX: an entry for each
 * vulnerability and judgement, with the packages that it is about. What is fixed is not in the
 * target, and what nobody has judged has no place in it. Source: the CycloneDX 1.6 JSON schema.
 */
export function findingsVex(report: ComparisonReport): string {
  const statements = statementsOf(report);
  const components = new Map(
    statements.flatMap(({ packages }) => packages.map((each) => [refOf(each), each] as const)),
  );
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      ...present({ timestamp: isoText(report.at) }),
      tools: { components: [{ type: 'application', name: 'Image Desk' }] },
      component: imageOf(report.target),
    },
    components: [...components].map(([ref, each]) => ({
      type: 'library',
      'bom-ref': ref,
      name: each.name,
      ...present({ version: versionText(each), purl: purlOf(each) }),
    })),
    vulnerabilities: statements.map(entryOf),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** One judgement of a vulnerability, and the packages that it is about. */
interface Statement {
  readonly vulnerability: Vulnerability;
  readonly judgement: Judgement;
  /** Empty when AWS names none: then it is about the image. */
  readonly packages: readonly VulnerablePackage[];
}

function statementsOf(report: ComparisonReport): readonly Statement[] {
  const byVulnerability = new Map<JudgedVulnerability, Map<string, ReportRow[]>>();
  for (const row of rowsOf(report)) {
    if (!row.judgement || row.change === 'fixed') continue;
    const own = byVulnerability.get(row.vulnerability) ?? new Map<string, ReportRow[]>();
    const { id } = row.judgement;
    own.set(id, [...(own.get(id) ?? []), row]);
    byVulnerability.set(row.vulnerability, own);
  }
  return [...byVulnerability].flatMap(([{ target }, own]) =>
    [...own.values()].flatMap((rows) => {
      const judgement = rows[0]?.judgement;
      if (!target || !judgement) return [];
      const packages = rows.flatMap(({ pair }) => pair?.target?.packages ?? []);
      return [{ vulnerability: target, judgement, packages }];
    }),
  );
}

const imageRef = 'image';

function imageOf({ label, build, head }: ReportSide) {
  return {
    type: head?.build.type === 'DOCKER' ? 'container' : 'operating-system',
    'bom-ref': imageRef,
    name: label,
    ...(build !== undefined && { properties: [{ name: 'image-desk:arn', value: build }] }),
  };
}

/** What a package is called in the document: two that differ in anything of it are two. */
function refOf(each: VulnerablePackage): string {
  const [name = '', arch = ''] = pairKey(each.name, each.arch).split('\u0000');
  const version = versionText(each);
  return `package:${[name, version ?? '', arch, purlOf(each) ?? ''].map(encodePart).join('/')}`;
}

/**
 * Who accepts a vulnerability leaves it in, exploitable as it is: so it stays visible to whoever
 * reads the document. `in-work` claims nothing but that somebody is at it.
 */
const states: Readonly<Record<JudgementState, object>> = {
  'not-affected': { state: 'not_affected' },
  accepted: { state: 'exploitable', response: ['will_not_fix'] },
  'in-work': { state: 'in_triage' },
};

function entryOf({ vulnerability, judgement, packages }: Statement, index: number) {
  const { id, details } = vulnerability;
  const source = sourceOf(details.source, pageOf(vulnerability));
  const refs = [...new Set(packages.map(refOf))];
  const judged = isoText(judgement.at);
  return {
    'bom-ref': `judgement:${index + 1}`,
    id,
    ...present({
      source,
      ratings: ratingsOf(vulnerability),
      description: details.description,
      published: isoText(details.publishedAt),
      updated: isoText(details.changedAt),
    }),
    analysis: {
      ...states[judgement.state],
      detail: judgementSentence(judgement),
      ...present({ firstIssued: judged, lastUpdated: judged }),
    },
    affects: (refs.length === 0 ? [imageRef] : refs).map((ref) => ({ ref })),
  };
}

function sourceOf(name: string | undefined, url: string | undefined) {
  return name === undefined && url === undefined ? undefined : present({ name, url });
}

const severityNames: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  informational: 'info',
  untriaged: 'unknown',
  unknown: 'unknown',
};

function ratingsOf({ severity, score, details }: Vulnerability): readonly object[] {
  const { scoreDetails, cvss = [] } = details;
  const own = {
    source: { name: 'Amazon Inspector' },
    severity: severityNames[severity],
    ...present({
      score,
      method: scoreDetails && methodOf(scoreDetails.version),
      vector: scoreDetails?.vector,
    }),
  };
  return [own, ...cvss.map(ratingOf)];
}

function ratingOf({ score, version, vector, source }: CvssScore): object {
  return {
    ...present({ source: sourceOf(source, undefined), score, vector }),
    method: methodOf(version),
  };
}

function methodOf(version: string | undefined): string {
  if (version === undefined) return 'other';
  if (version === '3.1') return 'CVSSv31';
  const [major = ''] = version.split('.');
  return ['2', '3', '4'].includes(major) ? `CVSSv${major}` : 'other';
}
