import type { Explanation } from './explanation';
import type { Problem } from './problem';

/** The kinds that a read, and the opening of the desk, can meet. */
type MetKind =
  | 'needs-credentials'
  | 'wrong-account'
  | 'expired'
  | 'credentials-refused'
  | 'clock-skew'
  | 'locked'
  | 'account-unknown'
  | 'region-unsupported'
  | 'host-access-missing'
  | 'permission-missing'
  | 'throttled'
  | 'not-found'
  | 'not-available'
  | 'rejected'
  | 'offline'
  | 'aws-fault'
  | 'interrupted'
  | 'log-unavailable'
  | 'storage-unavailable'
  | 'extension-reloaded'
  | 'refused'
  | 'unknown';

/** What only changes, credentials and settings can meet. */
export type OtherProblem = Exclude<
  Problem,
  | { readonly kind: MetKind }
  | { readonly kind: 'company-policy'; readonly rule: 'account' | 'region' }
>;

/**
 * Puts a problem in one sentence, with the way on, as far as a console page can meet it. All others
 * are explained by what is given: a page has no need to bring those words along.
 */
export function explainMet(
  problem: Problem,
  explainOthers: (problem: OtherProblem) => Explanation,
): Explanation {
  switch (problem.kind) {
    case 'needs-credentials':
      return {
        summary: `Image Desk has no credentials for account ${problem.account}.`,
        advice: 'Add credentials of this account to see its images here.',
        wayOn: 'add-credentials',
      };
    case 'wrong-account':
      return {
        summary: `Image Desk holds credentials for another account, but not for ${problem.account}.`,
        advice: 'No call was made. Add credentials of this account.',
        wayOn: 'add-credentials',
      };
    case 'expired':
      return {
        summary:
          problem.account === undefined
            ? 'These credentials have expired.'
            : `The credentials for account ${problem.account} have expired.`,
        advice: 'Add fresh credentials to go on.',
        wayOn: 'add-credentials',
      };
    case 'credentials-refused':
      return {
        summary: 'AWS does not accept these credentials.',
        advice: 'Check that the access key, the secret and the session token belong together.',
        wayOn: 'add-credentials',
      };
    case 'clock-skew':
      return {
        summary: 'The clock of this computer differs too much from AWS time.',
        advice: 'Set the clock, then try again.',
        wayOn: 'try-again',
      };
    case 'locked':
      return {
        summary: `Image Desk is locked. Its vault holds credentials of account ${problem.account}.`,
        advice: 'Unlock the vault to go on.',
        wayOn: 'unlock',
      };
    case 'account-unknown':
      return {
        summary: 'This page does not say which AWS account it shows.',
        advice: 'Choose which of your accounts it is. You are asked once for this tab.',
        wayOn: 'choose-account',
      };
    case 'region-unsupported':
      return {
        summary: `WorkSpaces Applications (AppStream 2.0) is not available in ${problem.region}.`,
        advice: 'Switch the console to another Region.',
        wayOn: 'none',
      };
    case 'host-access-missing':
      if (problem.services?.includes('organizations')) {
        return {
          summary: 'The browser does not let Image Desk reach AWS Organizations yet.',
          advice: `Allow access to its endpoint, which is in ${problem.region}.`,
          wayOn: 'grant-access',
        };
      }
      if (problem.services?.includes('inspector2')) {
        return {
          summary: `The browser does not let Image Desk reach Amazon Inspector in ${problem.region} yet.`,
          advice: 'Allow access to its endpoint.',
          wayOn: 'grant-access',
        };
      }
      return {
        summary: `The browser does not let Image Desk reach AWS in ${problem.region}.`,
        advice: 'Allow access to the endpoints of this Region in Settings.',
        wayOn: 'grant-access',
      };
    case 'permission-missing':
      return {
        summary: `The credentials lack the IAM permission ${problem.action}.`,
        advice: problem.explicitDeny
          ? 'A policy denies it explicitly: ask for that to be changed, or use another role.'
          : 'Ask for the permission, or use credentials of a role that has it.',
        wayOn: 'try-again',
      };
    case 'throttled':
      return {
        summary: 'AWS is limiting the rate of calls for this account.',
        advice: 'Wait a moment, then try again.',
        wayOn: 'try-again',
      };
    case 'not-found':
      return {
        summary: `${problem.what} was not found.`,
        advice: 'It may have been deleted, or is no longer shared with this account.',
        wayOn: 'try-again',
      };
    case 'not-available':
      return {
        summary: 'The image is in a state that does not allow this.',
        advice: problem.detail,
        wayOn: 'try-again',
      };
    case 'rejected':
      return {
        summary: 'AWS does not accept this request as it is.',
        advice: problem.detail,
        wayOn: 'none',
      };
    case 'offline':
      return {
        summary: 'AWS cannot be reached.',
        advice: 'Check the network connection, then try again.',
        wayOn: 'try-again',
      };
    case 'aws-fault':
      return {
        summary: 'AWS answered with a fault of its own.',
        advice: 'This is usually brief. Try again.',
        wayOn: 'try-again',
      };
    case 'interrupted':
      return {
        summary: 'The browser interrupted Image Desk before it was done.',
        advice: 'Try again: jobs go on by themselves.',
        wayOn: 'try-again',
      };
    case 'log-unavailable':
      return {
        summary: 'Image Desk cannot use its activity log, and makes no change without it.',
        advice: 'Free some space on the disk or restart the browser, then try again.',
        wayOn: 'try-again',
      };
    case 'storage-unavailable':
      return {
        summary: 'Image Desk cannot read or write what it keeps on this disk.',
        advice: 'Free some space on the disk or restart the browser, then try again.',
        wayOn: 'try-again',
      };
    case 'extension-reloaded':
      return {
        summary: 'Image Desk was updated while this page was open.',
        advice: 'Reload the page to go on.',
        wayOn: 'reload-page',
      };
    case 'company-policy':
      if (problem.rule === 'account') {
        return {
          summary: `Your company does not let Image Desk work in account ${problem.detail}.`,
          advice: 'Use an account that the company policy allows.',
          wayOn: 'none',
        };
      }
      if (problem.rule !== 'region') return explainOthers(problem);
      return {
        summary: `Your company does not let Image Desk work in the Region ${problem.detail}.`,
        advice: 'Use a Region that the company policy allows.',
        wayOn: 'none',
      };
    case 'refused':
      return {
        summary: 'Image Desk refused this request.',
        advice: problem.detail,
        wayOn: 'none',
      };
    case 'unknown':
      return {
        summary: 'Something went wrong that Image Desk does not know.',
        advice: problem.detail,
        wayOn: 'try-again',
      };
    default:
      return explainOthers(problem);
  }
}

/** Puts a problem in one sentence in a console page. */
export function explainOnPage(problem: Problem): Explanation {
  return explainMet(problem, () => ({
    summary: 'Image Desk could not do this.',
    advice: 'Try again, or open Image Desk to see more.',
    wayOn: 'try-again',
  }));
}
