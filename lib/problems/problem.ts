import type { AccountId, RegionCode } from '../scope';

/**
 * Why something could not be done. A surface turns the kind into one sentence and a way on
 * (`explainProblem`); the other members are what the sentence needs.
 */
export type Problem =
  /** No credentials are held at all, or none that can be used here. */
  | { readonly kind: 'needs-credentials'; readonly account: AccountId }
  /** Credentials are held, but only for other accounts. */
  | { readonly kind: 'wrong-account'; readonly account: AccountId }
  /** The credentials of this account have expired. */
  | { readonly kind: 'expired'; readonly account?: AccountId }
  /** AWS does not accept the credentials: unknown key, wrong secret, broken token. */
  | { readonly kind: 'credentials-refused' }
  /** The clock of this computer is too far from AWS's for a signature to be valid. */
  | { readonly kind: 'clock-skew' }
  /** The page does not say which account it shows. */
  | { readonly kind: 'account-unknown' }
  /** The service has no endpoint in this Region. */
  | { readonly kind: 'region-unsupported'; readonly region: RegionCode }
  /** The browser has not allowed the extension to reach this Region's endpoints. */
  | { readonly kind: 'host-access-missing'; readonly region: RegionCode }
  /**
   * IAM refuses. `action` is the IAM action, such as `appstream:DescribeFleets`; `resource` the
   * ARN that AWS names, if any; `explicitDeny` says that a policy forbids it outright.
   */
  | {
      readonly kind: 'permission-missing';
      readonly action: string;
      readonly resource?: string;
      readonly explicitDeny?: true;
    }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'not-found'; readonly what: string }
  /** The resource is in a state that forbids this; the detail is AWS's sentence. */
  | { readonly kind: 'not-available'; readonly detail: string }
  /** A service quota is reached; the detail is AWS's sentence. */
  | { readonly kind: 'quota'; readonly detail: string }
  | { readonly kind: 'offline' }
  /** AWS answered with a fault of its own (5xx), or with something that cannot be read. */
  | { readonly kind: 'aws-fault' }
  /** The plan is too old, or the worker no longer knows it. */
  | { readonly kind: 'plan-expired' }
  /** The image's sharing is no longer what the plan was made from. */
  | { readonly kind: 'drift' }
  /** AWS accepted a change, and reading back does not show it. */
  | { readonly kind: 'not-confirmed' }
  /** The browser stopped the worker in the middle of this. */
  | { readonly kind: 'interrupted' }
  /** The extension was updated or reloaded under the page. */
  | { readonly kind: 'extension-reloaded' }
  /** The router refused: this sender may not ask for this, or the request is malformed. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** An answer that fits nothing else. `detail` is the error's name and message. */
  | { readonly kind: 'unknown'; readonly detail: string };

export type ProblemKind = Problem['kind'];
