import type { Image, ImageShare, SharePermissions, Tags } from '../images/image';
import type { Problem } from '../problems/problem';
import type { Result } from '../result';
import type { AccountId, Scope } from '../scope';
import type { ExportTask, ImageBuilder, Software } from './builder';
import type { BuilderOrder, ImageStep, ImportOrder, StepAct } from './step';
import type { LifecycleAct } from './wish';

/** The step of an act, without what the job needs to know of it. */
export type OrderOf<Act extends StepAct['act']> = OrderIn<StepAct, Act>;

/** Of a step that stands for several acts as well. */
type OrderIn<Each, Act extends StepAct['act']> = Each extends { readonly act: infer Acts }
  ? Act extends Acts
    ? Omit<Each, 'act'>
    : never
  : never;

/** An image as its owner's account names it. */
export interface NamedImage {
  readonly name: string;
  readonly arn: string;
}

/** What is read of AWS in the Region and account of a step. What is not there is nothing. */
export interface StepReads {
  /** An own image by its name. */
  readonly findImage: (place: Scope, name: string) => Promise<Result<Image | undefined>>;
  /** How many images are being copied into the Region of the place. */
  readonly countCopies: (place: Scope) => Promise<Result<number>>;
  /** How many images are being updated there. */
  readonly countUpdates: (place: Scope) => Promise<Result<number>>;
  readonly findBuilder: (place: Scope, name: string) => Promise<Result<ImageBuilder | undefined>>;
  readonly listSoftware: (place: Scope, arn: string) => Promise<Result<readonly Software[]>>;
  readonly listTags: (place: Scope, image: NamedImage) => Promise<Result<Tags>>;
  readonly listShares: (place: Scope, image: string) => Promise<Result<readonly ImageShare[]>>;
  /** The newest first. */
  readonly listExports: (place: Scope) => Promise<Result<readonly ExportTask[]>>;
  /** The id of the AMI of a name that belongs to an account. */
  readonly findAmi: (
    place: Scope,
    name: string,
    owner: AccountId,
  ) => Promise<Result<string | undefined>>;
  /** Who may launch an own AMI, by its id. */
  readonly launchPermissionsOf: (place: Scope, ami: string) => Promise<Result<readonly string[]>>;
}

/** What is changed there; each call is in the activity log with what was before it. */
export interface StepChanges {
  readonly createBuilder: (place: Scope, order: BuilderOrder) => Promise<Result<string | null>>;
  readonly associateSoftware: (
    place: Scope,
    builder: string,
    software: readonly string[],
  ) => Promise<Result<null>>;
  readonly deploySoftware: (place: Scope, builder: string) => Promise<Result<null>>;
  readonly stopBuilder: (place: Scope, name: string, before: string) => Promise<Result<null>>;
  readonly deleteBuilder: (place: Scope, name: string, before: string) => Promise<Result<null>>;
  readonly tagImage: (
    place: Scope,
    image: NamedImage,
    tags: Tags,
    before: Tags,
  ) => Promise<Result<null>>;
  /** In the Region of the source, into that of the step. */
  readonly copyImage: (place: Scope, order: OrderOf<'copy'>) => Promise<Result<null>>;
  readonly updateImage: (place: Scope, order: OrderOf<'update'>) => Promise<Result<null>>;
  readonly importImage: (place: Scope, order: ImportOrder, ami: string) => Promise<Result<null>>;
  /** Gives the id of the task. */
  readonly exportImage: (place: Scope, order: OrderOf<'export'>) => Promise<Result<string | null>>;
  readonly shareAmi: (place: Scope, ami: string, account: AccountId) => Promise<Result<null>>;
  readonly putShare: (
    place: Scope,
    image: string,
    account: AccountId,
    permissions: SharePermissions,
  ) => Promise<Result<null>>;
  readonly removeShare: (
    place: Scope,
    image: string,
    account: AccountId,
    before: SharePermissions,
  ) => Promise<Result<null>>;
  readonly deleteImage: (place: Scope, name: string, before: string) => Promise<Result<null>>;
}

/** What is asked of AWS for steps. */
export interface StepCalls {
  readonly reads: StepReads;
  readonly changes: StepChanges;
}

/** What carrying the steps of an image's life out needs of the worker. */
export interface ImageStepWorkParts {
  /** The calls of steps that are of an act as a whole. */
  readonly at: (act: LifecycleAct) => StepCalls;
  /**
   * The rules as they are now: they may be newer than the plan, and a job that waits must stop when
   * they change.
   */
  readonly forbidden: (
    place: Scope,
    step: ImageStep,
    recipients: readonly AccountId[],
  ) => Promise<Problem | undefined>;
  /** Told with the name of the image or the image builder that a step was about. */
  readonly settled: (place: Scope, name: string) => Promise<void>;
}

/** Where a step is taken: in its own account, or in the job's. */
export function placeOf(
  scope: Pick<Scope, 'partition' | 'account'>,
  { region, account = scope.account }: Pick<ImageStep, 'region' | 'account'>,
): Scope {
  return { partition: scope.partition, account, region };
}
