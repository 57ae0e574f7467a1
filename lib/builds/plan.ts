import type { AccountScope, RegionCode } from '../scope';
import type { CloneChange } from './clone/clone';

/** An image build as plans name it: by ARN, and in words such as `office 1.0.1/2`. */
export interface BuildSubject {
  readonly arn: string;
  readonly label: string;
  readonly region: RegionCode;
}

/** A change of who has an image or its AMIs, to be carried out as one item of a job. */
export type BuildSharingTask = { readonly kind: 'build-sharing' } & BuildSubjectOf & SharingChange;

/** Something that is done with a build or a pipeline, to be carried out as one item of a job. */
export type BuildActionTask = { readonly kind: 'build-action' } & BuildSubjectOf & ActionChange;

/** A step of making a clone; its target is the ARN of the new recipe. */
export type BuildCloneTask = { readonly kind: 'build-clone' } & BuildSubjectOf & CloneChange;

export type BuildTask = BuildSharingTask | BuildActionTask | BuildCloneTask;

interface BuildSubjectOf {
  readonly region: RegionCode;
  /** The build, pipeline or image that it is about, by ARN. */
  readonly target: string;
  /** The same in words. */
  readonly label: string;
}

/** Launch permissions go to AMIs in any Region: the task's Region is the AMI's. */
export type SharingChange =
  /** The resource policy of the image, character by character; absent when it has none. */
  | { readonly act: 'policy'; readonly before?: string; readonly after: string }
  /** A principal of the image's resource shares: an account, an organization or a unit. */
  | {
      readonly act: 'share';
      readonly principal: string;
      readonly before: boolean;
      readonly after: boolean;
      /** The resource share that it is taken from. */
      readonly from?: string;
    }
  /** Who may launch an output AMI. */
  | {
      readonly act: 'launch';
      readonly ami: string;
      readonly principal: string;
      readonly before: boolean;
      readonly after: boolean;
    };

export type ActionChange =
  | { readonly act: 'cancel'; readonly before: string }
  | { readonly act: 'retry'; readonly before: string }
  /** Runs a pipeline again. */
  | { readonly act: 'run' }
  | {
      readonly act: 'distribute';
      /** The ARN of the distribution settings, and their name. */
      readonly settings: string;
      readonly settingsName: string;
      /** The Regions that it is copied to. */
      readonly regions: readonly RegionCode[];
      readonly role: string;
    }
  | {
      readonly act: 'state';
      readonly before: string;
      readonly after: 'AVAILABLE' | 'DEPRECATED' | 'DISABLED';
      /** With what becomes of the AMIs as well; needs a role. */
      readonly amis: boolean;
      readonly role?: string;
    }
  | {
      readonly act: 'delete';
      readonly before: string;
      /** What goes with it, and by which role; without, the AMIs stay. */
      readonly resources?: {
        readonly role: string;
        readonly amis: readonly string[];
        readonly snapshots: readonly string[];
        readonly containers: readonly string[];
      };
    }
  | {
      readonly act: 'step';
      readonly step: string;
      readonly stepName: string;
      readonly answer: 'RESUME' | 'STOP';
      readonly reason?: string;
    };

/** What a person should know before the plan is carried out, each explained by `explainWarning`. */
export type BuildWarning =
  /** An output AMI is encrypted with a key that the other account needs as well. */
  | {
      readonly kind: 'encrypted';
      readonly ami: string;
      readonly region: RegionCode;
      readonly key?: string;
    }
  /** AWS's own key cannot be shared at all. */
  | { readonly kind: 'default-key'; readonly ami: string; readonly region: RegionCode }
  /** A principal may see the image and launch none of its AMIs. */
  | { readonly kind: 'no-launch-permission'; readonly principal: string; readonly amis: number }
  /** An AMI could not be looked at, and is left out. */
  | {
      readonly kind: 'unreadable';
      readonly ami: string;
      readonly region: RegionCode;
      readonly why: string;
    }
  /** The policy has statements that were not made here; they stay. */
  | { readonly kind: 'foreign-statements'; readonly count: number }
  /** The AMIs remain, and go on costing. */
  | { readonly kind: 'amis-remain'; readonly count: number }
  /** Others have been given the AMI or the image, and lose it. */
  | { readonly kind: 'others-lose'; readonly count: number }
  /** Its distribution settings reach other accounts. */
  | { readonly kind: 'reaches-accounts'; readonly accounts: readonly string[] }
  /** A component that names operating systems, among which the image's is not. */
  | {
      readonly kind: 'other-system';
      readonly component: string;
      readonly systems: readonly string[];
    }
  | { readonly kind: 'deprecated-component'; readonly component: string }
  /** AWS builds by a role, which the credentials have to be allowed to pass on. */
  | { readonly kind: 'passes-role'; readonly role: string }
  /** The image cannot be deleted while there is the recipe that starts from it. */
  | { readonly kind: 'held-by-recipe'; readonly image: string };

/** A change of a build that was planned from a fresh read. Times are epoch milliseconds. */
export interface BuildPlan {
  readonly kind: 'builds';
  readonly digest: string;
  readonly scope: AccountScope;
  readonly subject: BuildSubject;
  readonly tasks: readonly BuildTask[];
  readonly warnings: readonly BuildWarning[];
  /** Whether nothing brings back what it takes away. */
  readonly destroys: boolean;
  readonly madeAt: number;
  readonly expiresAt: number;
}
