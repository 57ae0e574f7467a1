import type { ImageBuilder } from '../aws/image-builder';
import type { Package } from '../builds/build';
import type { Result } from '../result';
import type { KeptScan, ScanPart } from './scan';

/** Reads the findings of builds, page by page, and keeps them. */
export interface FindingsReader {
  /**
   * Gives the pages of a build's findings from one on as soon as there are any, and reads on for a
   * while. What was read before is given without a call.
   */
  readonly read: (
    imageBuilder: () => Promise<Result<ImageBuilder>>,
    build: string,
    from: number,
  ) => Promise<Result<ScanPart>>;
  /** Stops reading a build; what was read of it stays. */
  readonly cancel: (build: string) => void;
  readonly inventory: (
    imageBuilder: () => Promise<Result<ImageBuilder>>,
    build: string,
  ) => Promise<Result<readonly Package[] | null>>;
  readonly kept: () => Promise<readonly KeptScan[]>;
  readonly drop: (builds?: readonly string[]) => Promise<void>;
}
