import type { BuildListing, ImageBuild } from '../builds/build';
import type { Problem } from '../problems/problem';
import type { Finding, FindingCounts } from './finding';

/** How far the findings of a build have been read. */
export interface ScanHead {
  readonly build: ImageBuild;
  /** As AWS counts them; `null` when it has none to count. */
  readonly counts: FindingCounts | null;
  /**
   * `reading` goes on as long as somebody asks; `stopped` goes on when somebody asks again;
   * `complete` has every page; `unscanned` has no scan that could be read (`scanObstacle`).
   */
  readonly state: 'reading' | 'stopped' | 'complete' | 'unscanned';
  /** How many findings were received, on how many pages. */
  readonly received: number;
  readonly pages: number;
  /** When the last page was received, in epoch milliseconds. */
  readonly readAt?: number;
  /** Why it stopped, unless somebody stopped it. */
  readonly problem?: Problem;
}

/** Some pages of the findings of a build, and how far they have been read. */
export interface ScanPart {
  readonly head: ScanHead;
  readonly findings: readonly Finding[];
  /**
   * The page to ask for next. Where it is before the one that was asked for, reading had to begin
   * anew: what was given until then is void, and nothing is given with it. Pages are counted from 0,
   * and not without gaps: what to ask for is never computed.
   */
  readonly next: number;
}

/** The findings of a build that are kept on this computer. */
export interface KeptScan {
  readonly build: string;
  readonly state: ScanHead['state'];
  readonly received: number;
  /** About how much room it takes. */
  readonly bytes: number;
  /** In epoch milliseconds. */
  readonly usedAt: number;
}

/** A build with how many findings it has; `null` when AWS has none to count. */
export interface CountedBuild {
  readonly build: BuildListing;
  readonly counts: FindingCounts | null;
}

/** The images of an account by what was found in them. */
export interface Ranking {
  /** The newest build of each image that became available, the worst first. */
  readonly builds: readonly CountedBuild[];
  /** How many images have no such build in their newest versions. */
  readonly without: number;
  /** How many images were not looked at, because they are too many; the oldest ones. */
  readonly left: number;
}

/** What is known of a build's findings beside those of the build before it. */
export interface FindingsChange {
  readonly counts: FindingCounts | null;
  /** The build of the same image before it that became available. */
  readonly previous?: CountedBuild;
  /** The ARN of the build that somebody has said is in production. */
  readonly production?: string;
  /** Vulnerabilities, where the findings of both are kept already. */
  readonly compared?: { readonly new: number; readonly fixed: number; readonly persisting: number };
}

/** A build in which a vulnerability was found. */
export interface SearchHit {
  readonly build: string;
  readonly finding: Finding;
}

export interface SearchPage {
  readonly hits: readonly SearchHit[];
  readonly nextToken?: string;
}

/** What Amazon Inspector's database tells of a vulnerability beyond a finding. */
export interface Enrichment {
  readonly id: string;
  /** The probability that it is exploited in the next 30 days, from 0 to 1. */
  readonly epss?: number;
  /** Of CISA's catalog of known exploited vulnerabilities. Times are epoch milliseconds. */
  readonly knownExploited?: {
    readonly addedAt?: number;
    readonly dueAt?: number;
    readonly action?: string;
  };
  /** When Inspector first and last saw it exploited, in epoch milliseconds. */
  readonly exploitSeen?: { readonly firstAt?: number; readonly lastAt?: number };
  readonly cwes: readonly string[];
  readonly description?: string;
  readonly referenceUrls: readonly string[];
}
