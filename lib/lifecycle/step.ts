import type { Tags } from '../images/image';
import type { ScriptOrder } from '../cloning/script/order';
import type { AccountId, RegionCode } from '../scope';
import type { BuilderEnd, LifecycleAct } from './wish';

/** An image builder as a clone wants it. */
export interface BuilderOrder {
  readonly name: string;
  /** The image that it starts from: by ARN if it is shared, as AWS asks for. */
  readonly image: { readonly name: string; readonly arn?: string };
  readonly instanceType: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly agentVersion?: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly role?: string;
  readonly domain?: { readonly directory: string; readonly unit: string };
  readonly internetAccess: boolean;
  /** In GiB; AWS's own size unless given. */
  readonly rootVolume?: number;
  readonly withoutImdsV1: boolean;
  /** License-included software that AWS installs. */
  readonly software: readonly string[];
  readonly tags: Tags;
}

/** What AWS imports an AMI as. */
export interface ImportOrder {
  /** The AMI's id, or its name in the account that imports. */
  readonly ami: { readonly id: string } | { readonly name: string; readonly owner: AccountId };
  readonly image: string;
  readonly role: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly alwaysLatestAgent: boolean;
  readonly applications: readonly {
    readonly id: string;
    readonly name: string;
    readonly path: string;
    readonly iconPath?: string;
    readonly manifestPath?: string;
    readonly workingDirectory?: string;
    readonly parameters?: string;
  }[];
  readonly tags: Tags;
}

/** One step in the life of an AppStream image. What AWS makes is found again by the names in it. */
export type StepAct =
  | { readonly act: 'create-builder'; readonly builder: BuilderOrder }
  | {
      readonly act: 'deploy-software';
      readonly builder: string;
      readonly software: readonly string[];
    }
  /** A person runs the script of an order on the builder, which makes the image. */
  | {
      readonly act: 'await-image';
      readonly builder: string;
      readonly image: string;
      readonly order: ScriptOrder;
    }
  | { readonly act: 'tag'; readonly image: string; readonly tags: Tags }
  | {
      readonly act: 'stop-builder' | 'delete-builder';
      readonly builder: string;
      readonly image: string;
    }
  /** Ended by a person for its own sake, and not by the clone that it was made for. */
  | {
      readonly act: 'end-builder';
      readonly builder: string;
      readonly end: BuilderEnd;
      /** When the one that is meant was created, in epoch milliseconds: its name may come again. */
      readonly createdAt?: number;
    }
  | {
      readonly act: 'copy';
      readonly source: string;
      readonly image: string;
      readonly from: RegionCode;
      readonly description?: string;
    }
  | {
      readonly act: 'update';
      readonly source: string;
      readonly image: string;
      readonly displayName?: string;
      readonly description?: string;
      readonly tags: Tags;
    }
  | { readonly act: 'import'; readonly order: ImportOrder }
  | {
      readonly act: 'export';
      readonly image: string;
      readonly ami: string;
      readonly role: string;
      readonly description?: string;
      readonly tags: Tags;
    }
  | { readonly act: 'share-ami'; readonly ami: string; readonly with: AccountId }
  | {
      readonly act: 'share' | 'unshare';
      readonly image: string;
      readonly with: AccountId;
      readonly fleet: boolean;
      readonly imageBuilder: boolean;
    }
  | { readonly act: 'delete'; readonly image: string };

/** A step as a job carries it out. */
export type ImageStep = {
  readonly kind: 'image-step';
  /** What the job does as a whole: the operation that allows it, and that the log names. */
  readonly of: LifecycleAct;
  /** Steps of one chain are taken one after the other. */
  readonly chain: string;
  /** Where it is taken: the account of the job, unless it names another one. */
  readonly region: RegionCode;
  readonly account?: AccountId;
} & StepAct;
