import { present } from '../present';

/**
 * A vulnerability that a scan found in a build, as AWS tells it. Any member but the first two may be
 * missing. Times are epoch milliseconds. Source: the Image Builder model, ImageScanFinding.
 */
export interface Finding {
  /** Such as `CVE-2026-1234`, or what another database calls it: `GHSA-…`, `SNYK-…`. */
  readonly id: string;
  /** AWS's word, however it is spelled (`severityOf`). */
  readonly severity: string;
  readonly title?: string;
  /** Text of somebody else, at most 1,024 characters of it. */
  readonly description?: string;
  /** Who told of it: `UBUNTU_CVE`, `NVD`, … */
  readonly source?: string;
  readonly sourceUrl?: string;
  readonly references?: readonly string[];
  readonly related?: readonly string[];
  /** When Amazon Inspector first saw it on the instance that was scanned: about when it was built. */
  readonly firstObservedAt?: number;
  readonly updatedAt?: number;
  /** When its vendor published it, and last changed it. */
  readonly publishedAt?: number;
  readonly changedAt?: number;
  /** What the vendor says of its severity. */
  readonly vendorSeverity?: string;
  /** Of Amazon Inspector. */
  readonly score?: number;
  readonly scoreDetails?: ScoreDetails;
  readonly cvss?: readonly CvssScore[];
  /** `YES`, `NO`, or `PARTIAL` when only some of the packages have one. */
  readonly fixAvailable?: string;
  readonly remediation?: { readonly text?: string; readonly url?: string };
  readonly packages?: readonly VulnerablePackage[];
}

/** How Amazon Inspector came to its score. */
export interface ScoreDetails {
  readonly source?: string;
  readonly version?: string;
  readonly vector?: string;
  readonly adjustments: readonly { readonly metric: string; readonly reason?: string }[];
}

export interface CvssScore {
  readonly score?: number;
  readonly version?: string;
  readonly vector?: string;
  readonly source?: string;
}

/** One package that a vulnerability is in. One finding has many, and the same one more than once. */
export interface VulnerablePackage {
  readonly name: string;
  readonly version?: string;
  readonly release?: string;
  readonly epoch?: number;
  readonly arch?: string;
  /** `OS`, `PYTHONPKG`, … The words drift between scans: they are shown, and no identity. */
  readonly packageManager?: string;
  readonly filePath?: string;
  /** Absent where AWS says `NotAvailable`. */
  readonly fixedIn?: string;
  readonly remediation?: string;
  /** Of a container. */
  readonly layer?: string;
}

/** One page of findings. */
export interface FindingsPage {
  readonly findings: readonly Finding[];
  readonly nextToken?: string;
}

/** How many findings a build has. AWS counts no others apart: they are what is left of all. */
export interface FindingCounts {
  readonly all: number;
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
}

/** What a list shows of a finding, without what takes most of its room. */
export function listedFinding(finding: Finding): Finding {
  const { id, severity, title, source, sourceUrl, firstObservedAt, score, fixAvailable } = finding;
  return {
    id,
    severity,
    ...present({ title, source, sourceUrl, firstObservedAt, score, fixAvailable }),
  };
}
