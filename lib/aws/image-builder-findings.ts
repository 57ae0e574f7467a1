import type { CvssScore, Finding, ScoreDetails, VulnerablePackage } from '../findings/finding';
import { present } from '../present';
import { listIn, memberIn, numberIn, textIn, textsIn, timeIn } from './members';

/** A finding as ListImageScanFindings answers it, and as the AWS CLI writes it into a file. */
export function toFinding(wire: unknown): Finding {
  const vulnerability = memberIn(wire, 'packageVulnerabilityDetails');
  return {
    id: textIn(vulnerability, 'vulnerabilityId') || textIn(wire, 'title') || 'Unnamed',
    severity: textIn(wire, 'severity') || 'UNTRIAGED',
    ...present({
      title: textIn(wire, 'title'),
      description: textIn(wire, 'description'),
      source: textIn(vulnerability, 'source'),
      sourceUrl: textIn(vulnerability, 'sourceUrl'),
      references: some(textsIn(vulnerability, 'referenceUrls')),
      related: some(textsIn(vulnerability, 'relatedVulnerabilities')),
      firstObservedAt: timeIn(wire, 'firstObservedAt'),
      updatedAt: timeIn(wire, 'updatedAt'),
      publishedAt: timeIn(vulnerability, 'vendorCreatedAt'),
      changedAt: timeIn(vulnerability, 'vendorUpdatedAt'),
      vendorSeverity: textIn(vulnerability, 'vendorSeverity'),
      score: numberIn(wire, 'inspectorScore'),
      scoreDetails: toScoreDetails(memberIn(wire, 'inspectorScoreDetails')),
      cvss: some(listIn(vulnerability, 'cvss').map(toCvss)),
      fixAvailable: textIn(wire, 'fixAvailable'),
      remediation: toRemediation(memberIn(wire, 'remediation')),
      packages: some(listIn(vulnerability, 'vulnerablePackages').flatMap(toPackage)),
    }),
  };
}

/** A list that has something in it. */
function some<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}

function toScoreDetails(wire: unknown): ScoreDetails | undefined {
  const adjusted = memberIn(wire, 'adjustedCvss');
  if (adjusted === undefined) return undefined;
  return {
    adjustments: listIn(adjusted, 'adjustments').map((each) => ({
      metric: textIn(each, 'metric') ?? '',
      ...present({ reason: textIn(each, 'reason') }),
    })),
    ...present({
      source: textIn(adjusted, 'scoreSource') ?? textIn(adjusted, 'cvssSource'),
      version: textIn(adjusted, 'version'),
      vector: textIn(adjusted, 'scoringVector'),
    }),
  };
}

function toCvss(wire: unknown): CvssScore {
  return present({
    score: numberIn(wire, 'baseScore'),
    version: textIn(wire, 'version'),
    vector: textIn(wire, 'scoringVector'),
    source: textIn(wire, 'source'),
  });
}

function toRemediation(wire: unknown): Finding['remediation'] {
  const recommendation = memberIn(wire, 'recommendation');
  const text = textIn(recommendation, 'text');
  const url = textIn(recommendation, 'url');
  // AWS's way to say that there is none.
  const said = text === 'None Provided' ? undefined : text;
  return said === undefined && url === undefined ? undefined : present({ text: said, url });
}

/** A package, or nothing for one without a name: there is nothing to tell it by. */
function toPackage(wire: unknown): readonly VulnerablePackage[] {
  const name = textIn(wire, 'name');
  if (!name) return [];
  const fixedIn = textIn(wire, 'fixedInVersion');
  return [
    {
      name,
      ...present({
        version: textIn(wire, 'version') || undefined,
        release: textIn(wire, 'release') || undefined,
        epoch: numberIn(wire, 'epoch'),
        arch: textIn(wire, 'arch') || undefined,
        packageManager: textIn(wire, 'packageManager'),
        filePath: textIn(wire, 'filePath'),
        // Source: real records of Amazon Inspector, which write it in several ways.
        fixedIn: fixedIn && !/^not\s?available$/i.test(fixedIn) ? fixedIn : undefined,
        remediation: textIn(wire, 'remediation'),
        layer: textIn(wire, 'sourceLayerHash'),
      }),
    },
  ];
}
