import * as v from 'valibot';
import type { ImageRef } from '../images/image';
import type { Job } from '../jobs/job';
import type { Scope } from '../scope';
import { scope } from '../operations/schemas';

/**
 * A request from a surface to the worker. The extension's own documents name the scope; a
 * page's is derived from the browser-stamped address, and the hints can only fill its gaps.
 */
export interface CallMessage {
  readonly call: string;
  readonly input: unknown;
  readonly scope?: Scope;
  readonly hints?: { readonly account?: string; readonly region?: string };
  /** `cache` asks for the last answer that is held, without any call to AWS. */
  readonly from?: 'cache' | 'aws';
}

/** What the worker accepts as a message at all. */
export const callMessage = v.strictObject({
  call: v.pipe(v.string(), v.maxLength(64)),
  input: v.unknown(),
  scope: v.exactOptional(scope),
  hints: v.exactOptional(
    v.strictObject({
      account: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{12}$/))),
      region: v.exactOptional(v.pipe(v.string(), v.maxLength(32))),
    }),
  ),
  from: v.exactOptional(v.picklist(['cache', 'aws'])),
});

/** A value with the time it was read, in epoch milliseconds. */
export interface Answer<Value> {
  readonly value: Value;
  readonly readAt: number;
}

/** What the worker tells open surfaces. A page is only told of its own scope. */
export type ProductEvent =
  | { readonly event: 'shares-changed'; readonly image: ImageRef }
  /** Something became of an AppStream image, an image builder or an AMI of this name. */
  | { readonly event: 'images-changed'; readonly name: string }
  /** Something was done with a build, an image version or a pipeline, by its ARN. */
  | { readonly event: 'build-changed'; readonly target: string }
  | { readonly event: 'credentials-changed' }
  /** To the extension's own documents alone. */
  | { readonly event: 'sign-in-changed' }
  /** To the extension's own documents alone. */
  | { readonly event: 'vault-changed' }
  /** To the extension's own documents alone. */
  | { readonly event: 'safety-changed' }
  /** Something was written to the activity log; to the extension's own documents alone. */
  | { readonly event: 'activity-changed' }
  /** The name or the environment of some account is another. */
  | { readonly event: 'accounts-changed' }
  /** To the panel of one tab: the person has said which account its page shows. */
  | { readonly event: 'account-chosen' }
  /** What was recorded about findings is another; to the extension's own documents alone. */
  | { readonly event: 'findings-book-changed' }
  /** The application repository is another; to the extension's own documents alone. */
  | { readonly event: 'applications-changed' }
  /** Asks only whether a panel is still there to hear it. */
  | { readonly event: 'are-you-there' }
  /** A job is at another point, or is gone; to the extension's own documents alone. */
  | { readonly event: 'job-changed'; readonly job: Job }
  | { readonly event: 'job-removed'; readonly id: string }
  /** How many images a plan has read, by the name that was given to its request. */
  | {
      readonly event: 'plan-progress';
      readonly request: string;
      readonly read: number;
      readonly total: number;
    };
