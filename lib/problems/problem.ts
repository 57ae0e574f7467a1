import type { ServicePrefix } from '../aws/regions';
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
  /**
   * The browser has not allowed the extension to reach this Region's endpoints: those of the usual
   * work, or of the services that are named.
   */
  | {
      readonly kind: 'host-access-missing';
      readonly region: RegionCode;
      readonly services?: readonly ServicePrefix[];
    }
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
  /**
   * AWS is at as many of these in the Region as it works on at a time, which is `most`; somebody
   * else has begun some of them.
   */
  | {
      readonly kind: 'at-a-time';
      readonly act: 'copied' | 'updated';
      readonly most: number;
      readonly region: RegionCode;
    }
  | { readonly kind: 'not-found'; readonly what: string }
  /** The resource is in a state that forbids this; the detail is AWS's sentence. */
  | { readonly kind: 'not-available'; readonly detail: string }
  /** AWS does not take the request as it is; the detail is AWS's sentence. */
  | { readonly kind: 'rejected'; readonly detail: string }
  /**
   * A resource policy is none that AWS would take. The detail is what is wrong, as a sentence; the
   * place is where in the text, both counted from 1.
   */
  | {
      readonly kind: 'policy-invalid';
      readonly detail: string;
      readonly line?: number;
      readonly column?: number;
    }
  /** A service quota is reached; the detail is AWS's sentence. */
  | { readonly kind: 'quota'; readonly detail: string }
  /** There is one of this name already; the detail is AWS's sentence. */
  | { readonly kind: 'name-taken'; readonly detail: string }
  | { readonly kind: 'offline' }
  /** AWS answered with a fault of its own (5xx), or with something that cannot be read. */
  | { readonly kind: 'aws-fault' }
  /** Image Desk is locked, and the vault holds credentials of this account. */
  | { readonly kind: 'locked'; readonly account: AccountId }
  /** AWS does not accept the code of the MFA device. */
  | { readonly kind: 'mfa-refused' }
  /** The role does not give a session of that length; the detail is AWS's sentence. */
  | { readonly kind: 'session-too-long'; readonly detail: string }
  /**
   * AWS Organizations does not tell this account anything: it is in no organization, or neither
   * the management account nor a delegated administrator.
   */
  | { readonly kind: 'organization'; readonly reason: 'not-in-use' | 'not-administrator' }
  | SignInProblem
  | VaultProblem
  /** The plan is too old, or the worker no longer knows it. */
  | { readonly kind: 'plan-expired' }
  /** What is to be changed is no longer what the plan was made from. */
  | { readonly kind: 'drift' }
  /** AWS accepted a change, and reading back does not show it. */
  | { readonly kind: 'not-confirmed' }
  /** It was left out, as a step before it did not end as it should. */
  | { readonly kind: 'step-missed' }
  /** The job was cancelled while AWS was at it: AWS goes on with it. */
  | { readonly kind: 'goes-on' }
  /** The job was cancelled while it waited for a person at this image builder. */
  | { readonly kind: 'left-there'; readonly builder: string }
  /** The browser stopped the worker before it has answered. Jobs go on all the same. */
  | { readonly kind: 'interrupted' }
  /** The activity log cannot be written or read; no change is made without it. */
  | { readonly kind: 'log-unavailable' }
  /** What is kept on disk, such as the vault and the names of accounts, cannot be used. */
  | { readonly kind: 'storage-unavailable' }
  /** The extension was updated or reloaded under the page. */
  | { readonly kind: 'extension-reloaded' }
  /** Changes are switched off, by the person for all accounts or by the company. */
  | { readonly kind: 'read-only'; readonly by: 'settings' | 'company' }
  /** Changes are switched off by the person for this account. */
  | { readonly kind: 'read-only'; readonly by: 'account'; readonly account: AccountId }
  /** The company's policy forbids to work in this account, or this Region, which the detail is. */
  | { readonly kind: 'company-policy'; readonly rule: 'account'; readonly detail: string }
  | { readonly kind: 'company-policy'; readonly rule: 'region'; readonly detail: string }
  /**
   * The company's policy forbids it. The detail is what it forbids: account ids, the vault, or the
   * members of the policy that cannot be understood.
   */
  | {
      readonly kind: 'company-policy';
      readonly rule: 'recipient' | 'vault' | 'unreadable';
      readonly detail: string;
    }
  /** The router refused: this sender may not ask for this, or the request is malformed. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** An answer that fits nothing else. `detail` is the error's name and message. */
  | { readonly kind: 'unknown'; readonly detail: string };

/** Why the vault of remembered credentials stays closed, or one of its records does. */
export interface VaultProblem {
  readonly kind: 'vault';
  readonly reason: VaultReason;
}

export type VaultReason =
  /** It is locked. */
  | 'closed'
  /** A long-term key goes into it only when the person was told what that means. */
  | 'long-term-key'
  /** A new passphrase has too few characters. */
  | 'short-passphrase'
  /** The passphrase is not the one that the vault was made with. */
  | 'wrong-passphrase'
  /** The vault says that its passphrase was derived too cheaply, which someone may have planted. */
  | 'weak-parameters'
  /** A record is no longer what was sealed, or was sealed with another vault. */
  | 'damaged'
  /** A record says that it is another account's. */
  | 'another-account'
  /** A form, a version or an algorithm that is not known. */
  | 'unreadable';

/** Why a sign-in through IAM Identity Center came to nothing. */
export interface SignInProblem {
  readonly kind: 'sign-in';
  readonly reason: SignInReason;
}

export type SignInReason =
  /** The person did not allow it. */
  | 'denied'
  /** It was not confirmed in time, or the confirmation was used already. */
  | 'too-late'
  /** There is no such access portal in that Region. */
  | 'wrong-portal'
  /** AWS named an address that is not one of its own. It was not opened. */
  | 'unexpected-address'
  /** The person is no longer signed in. */
  | 'ended'
  /** The person does not have that role in that account, or not any more. */
  | 'not-assigned';

export type ProblemKind = Problem['kind'];
