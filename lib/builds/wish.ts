import type { AccountId, RegionCode } from '../scope';

/** Distribution settings that an image can be distributed by. */
export interface DistributionSettings {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly regions: readonly RegionCode[];
  /** The accounts that it gives copies to. */
  readonly accounts: readonly AccountId[];
  /** Whether they say nothing of AMIs, but where container images go. */
  readonly containersOnly?: true;
}
