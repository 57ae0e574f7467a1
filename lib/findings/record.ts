import type { ImageBuild, Package } from '../builds/build';
import type { Finding, FindingCounts } from './finding';

/** How far the findings of a build have been read, as it is kept on disk. */
export interface ScanRecord {
  /** The ARN. */
  readonly build: string;
  /** As it was when the first page was asked for. */
  readonly facts: ImageBuild;
  readonly counts: FindingCounts | null;
  /** Whether every page is there. A finished scan does not change any more. */
  readonly complete: boolean;
  readonly received: number;
  readonly pages: number;
  /**
   * The number of its first page. Where reading had to begin anew the numbers go on after a gap, so
   * that nobody takes a new page for one that goes on from the old ones.
   */
  readonly first: number;
  /** Where AWS goes on. */
  readonly nextToken?: string;
  /** About how much room its pages take. */
  readonly bytes: number;
  /** When the last page was received, and when it was last asked for; epoch milliseconds. */
  readonly readAt?: number;
  readonly usedAt: number;
}

export interface PageRecord {
  readonly build: string;
  /** From the record's `first` on. */
  readonly page: number;
  readonly findings: readonly Finding[];
}

export interface InventoryRecord {
  readonly build: string;
  /** Empty when AWS keeps no list. */
  readonly packages: readonly Package[];
}
