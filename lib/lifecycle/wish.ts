import type { ImageRef, Tags } from '../images/image';
import type { AccountId, RegionCode } from '../scope';
import type { BuilderOrder, ImportOrder } from './step';

/** The most images that one wish is about: of a copy, one for each Region. */
export const mostImages = 500;

/** An image of the account, where it is. */
export interface ImageAt {
  readonly region: RegionCode;
  /** Its name. */
  readonly image: string;
}

/** What becomes of the image builder of a clone, once its image is AVAILABLE. */
export type BuilderEnd = 'delete' | 'stop';

/** A new image from an image and more applications, made on an image builder. */
export interface CloneWish {
  readonly act: 'clone';
  /** Of any owner; one of another account by its ARN. */
  readonly source: ImageRef;
  /** The name of the image that comes of it. */
  readonly image: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly dynamicCatalogs: boolean;
  /** Whether its fleets take the newest agent each time. */
  readonly latestAgent: boolean;
  readonly tags: Tags;
  readonly builder: Omit<
    BuilderOrder,
    'image' | 'tags' | 'software' | 'displayName' | 'description'
  >;
  /** What is added, by the ids of the application repository. */
  readonly applications: readonly string[];
  /** License-included software that AWS installs, by AWS's names. */
  readonly software: readonly string[];
  readonly after: BuilderEnd;
}

/** Copies of own images, into any Region. */
export interface CopyWish {
  readonly act: 'copy';
  readonly copies: readonly {
    readonly from: ImageAt;
    /** Where it is copied to, and what it is called there. */
    readonly to: ImageAt;
  }[];
  /** That of the source unless given. */
  readonly description?: string;
  /** Whether the tags of the source are written on the copy, which AWS leaves out. */
  readonly tags: boolean;
  /** Whether the copy is shared with the accounts that have the source. */
  readonly shares: boolean;
}

/** New images with what AWS has newest of Windows, drivers and agent. */
export interface UpdateWish {
  readonly act: 'update';
  readonly updates: readonly {
    readonly from: ImageAt;
    /** What the new image is called. */
    readonly image: string;
    readonly displayName?: string;
    readonly description?: string;
  }[];
  /** Whether the tags of the source are written on the new image. */
  readonly tags: boolean;
}

/** An image made from an AMI. */
export interface ImportWish {
  readonly act: 'import';
  readonly order: Omit<ImportOrder, 'ami'> & { readonly ami: { readonly id: string } };
  /** The build of Image Builder whose AMI it is, by its ARN. */
  readonly build?: string;
}

/** An AMI made from an image. */
export interface ExportWish {
  readonly act: 'export';
  readonly image: string;
  readonly ami: string;
  readonly role: string;
  readonly description?: string;
  readonly tags: Tags;
}

/** An image made anew in another account, by way of an AMI that this one shares. */
export interface MoveWish {
  readonly act: 'move';
  readonly image: string;
  readonly ami: string;
  /** With what this account makes the AMI. */
  readonly role: string;
  readonly to: AccountId;
  /** How the other account imports it. */
  readonly order: Omit<ImportOrder, 'ami'>;
}

/** Images that shall be gone. */
export interface DeleteWish {
  readonly act: 'delete';
  readonly images: readonly ImageAt[];
  /** Whether they are taken from the accounts that they are shared with first. */
  readonly unshare: boolean;
}

/** Image builders that nobody needs any more, whatever is on them. */
export interface EndBuildersWish {
  readonly act: 'end-builders';
  readonly builders: readonly {
    readonly region: RegionCode;
    readonly name: string;
  }[];
  readonly end: BuilderEnd;
}

/** What shall become of images, and of the image builders on which they are made. */
export type LifecycleWish =
  | CloneWish
  | CopyWish
  | UpdateWish
  | ImportWish
  | ExportWish
  | MoveWish
  | DeleteWish
  | EndBuildersWish;

export type LifecycleAct = LifecycleWish['act'];

/** The wish of an act. */
export type WishOf<Act extends LifecycleAct> = Extract<LifecycleWish, { readonly act: Act }>;
