import type { AccountId } from '../scope';

/**
 * The four classes in which the console lists images.
 * Source: "Administer Your Amazon AppStream 2.0 Images", Image Registry.
 */
export type Visibility = 'public' | 'private' | 'shared-with-others' | 'shared-with-me';

/** What an account may do with an image that is shared with it. */
export interface SharePermissions {
  /** It may run fleets on the image. */
  readonly fleet: boolean;
  /** It may launch image builders from the image, and so make copies that it keeps. */
  readonly imageBuilder: boolean;
}

/** One account with which an image is shared. */
export interface ImageShare extends SharePermissions {
  readonly account: AccountId;
}

/** An application in an image's catalog. */
export interface Application {
  /** The id in the catalog: AWS's `Name`. */
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** A presigned HTTPS address on an AWS host, or nothing when AWS names none that is one. */
  readonly iconUrl?: string;
  /** What is started, with which parameters and where, as far as AWS tells. */
  readonly launchPath?: string;
  readonly launchParameters?: string;
  readonly workingDirectory?: string;
}

/** An AppStream image, as the account that asks sees it. Times are epoch milliseconds. */
export interface Image {
  readonly arn: string;
  readonly name: string;
  /** Absent for a public image: its ARN has an empty account. */
  readonly owner?: AccountId;
  readonly displayName?: string;
  readonly description?: string;
  readonly visibility: Visibility;
  /** AWS's state, such as `AVAILABLE`. */
  readonly state: string;
  readonly stateReason?: string;
  readonly errors: readonly string[];
  /** AWS's platform code, such as `WINDOWS_SERVER_2022`. */
  readonly platform?: string;
  readonly createdAt?: number;
  readonly dynamicCatalogs: boolean;
  readonly agentVersion?: string;
  /** Whether the agent is the latest; absent when AWS does not say. */
  readonly latestAgent?: boolean;
  readonly baseImageArn?: string;
  /** The image builder that made it. */
  readonly imageBuilder?: string;
  readonly instanceFamilies: readonly string[];
  /** AWS starts no image builders from it; absent where it does, and where it does not say. */
  readonly withoutBuilders?: true;
  readonly applications: readonly Application[];
  /** What the owner lets this account do; only on an image that is shared with it. */
  readonly granted?: SharePermissions;
}

/** What a picker needs of an image. */
export type ImageListing = Pick<
  Image,
  'arn' | 'name' | 'displayName' | 'visibility' | 'state' | 'platform' | 'createdAt'
>;

/** How a surface names the image it means. The ARN wins; a name alone prefers an own image. */
export interface ImageRef {
  readonly name: string;
  readonly arn?: string;
}

/** The fleets and image builders of the asking account that run on an image. */
export interface ImageUsage {
  readonly fleets: readonly {
    readonly name: string;
    readonly state: string;
    readonly desired: number;
  }[];
  readonly imageBuilders: readonly { readonly name: string; readonly state: string }[];
}

/** An image's tags, in the order of their keys. */
export type Tags = readonly { readonly key: string; readonly value: string }[];
