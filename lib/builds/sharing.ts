import type { Problem } from '../problems/problem';
import type { RegionCode } from '../scope';
import type { ImagePolicy } from './build';

/** Who has what of a build: the image itself, and the AMIs that it put out. */
export interface BuildSharing {
  readonly policy: ImagePolicy;
  readonly shares: readonly PrincipalShare[];
  readonly amis: readonly AmiSharing[];
}

/**
 * A principal that has the image through a resource share of AWS RAM, other than one that RAM made
 * of the image's policy and nobody promoted.
 */
export interface PrincipalShare {
  /** An account id, or the ARN of an organization or a unit. */
  readonly principal: string;
  /** The resource share's ARN. */
  readonly share: string;
}

/** Who may launch an output AMI, and what stands in their way. */
export interface AmiSharing {
  readonly region: RegionCode;
  readonly image: string;
  readonly name?: string;
  /** Account ids, `all`, and ARNs of organizations and units. */
  readonly principals: readonly string[];
  readonly encrypted: boolean;
  /** The key that its snapshots are encrypted with, where that is told. */
  readonly kmsKey?: string;
  readonly snapshots: readonly string[];
  /** Why it could not be read; the rest is empty then. */
  readonly problem?: Problem;
}
