import type {
  Application,
  ExportImageTask,
  Fleet,
  Image,
  ImageBuilder,
  Stack,
} from '@aws-sdk/client-appstream';
import type { Coming } from './life';
import type { SoftwareRecord } from './software';

/** What the owner of an image lets another account do with it. */
export interface SharePermissions {
  readonly allowFleet: boolean;
  readonly allowImageBuilder: boolean;
}

/** Who owns a resource, and how it is tagged: what AWS keeps beside what it describes. */
interface Owned {
  readonly Arn: string;
  readonly Name: string;
  /** An account id, or `''` for what AWS itself publishes. */
  readonly owner: string;
  readonly tags: Map<string, string>;
}

/** An AppStream image, by the names of the wire; what depends on who looks is not kept here. */
export type ImageRecord = Owned &
  Omit<
    Image,
    'Arn' | 'Name' | 'State' | 'Visibility' | 'ImagePermissions' | 'ImageSharedWithOthers'
  > & {
    State: NonNullable<Image['State']>;
    /** By account id. */
    readonly permissions: Map<string, SharePermissions>;
    /** What becomes of it by the clock. */
    coming?: readonly Coming[];
    /** While it is copied: the ARN of its source. */
    readonly copyOf?: string;
    /** License-included software that is on it, by name. */
    software?: Map<string, SoftwareRecord>;
  };

export type FleetRecord = Owned &
  Omit<Fleet, 'Arn' | 'Name' | 'ComputeCapacityStatus'> & {
    ComputeCapacityStatus: NonNullable<Fleet['ComputeCapacityStatus']>;
  };

export type ImageBuilderRecord = Owned &
  Omit<ImageBuilder, 'Arn' | 'Name' | 'State'> & {
    State: NonNullable<ImageBuilder['State']>;
    coming?: readonly Coming[];
    /** License-included software that is on it or is to be, by name. */
    software?: Map<string, SoftwareRecord>;
    /** What Image Assistant lists on it; the applications of its image unless something was changed. */
    catalog?: readonly Application[];
  };

export type StackRecord = Owned &
  Omit<Stack, 'Arn' | 'Name'> & {
    /** The names of the fleets that are associated with it. */
    readonly fleets: Set<string>;
  };

/** The export of an image to an AMI, which EC2 has once the task is completed. */
export type ExportTaskRecord = Omit<ExportImageTask, 'State'> & {
  readonly TaskId: string;
  readonly AmiName: string;
  readonly owner: string;
  State: NonNullable<ExportImageTask['State']>;
  coming?: readonly Coming[];
};
