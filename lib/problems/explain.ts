import { shortestPassphrase } from '../credentials/passphrase';
import { explainMet, type OtherProblem } from './explain-met';
import type { Explanation } from './explanation';
import type { Problem, SignInReason, VaultReason } from './problem';

/** Why something was not done, for a record of it: with AWS's own sentence where there is one. */
export function reasonOf(problem: Problem): string {
  const { summary } = explainProblem(problem);
  const detail = 'detail' in problem ? problem.detail.trim() : '';
  return detail === '' || summary.includes(detail) ? summary : `${summary} ${detail}`;
}

/** Puts a problem in one sentence, with the way on. Every kind has its own words. */
export function explainProblem(problem: Problem): Explanation {
  return explainMet(problem, explainOther);
}

function explainOther(problem: OtherProblem): Explanation {
  switch (problem.kind) {
    case 'mfa-refused':
      return {
        summary: 'AWS does not accept this MFA code.',
        advice: 'Each code works once. Wait for the next one, and check the device.',
        wayOn: 'none',
      };
    case 'session-too-long':
      return {
        summary: 'The role does not allow a session of this length.',
        advice: problem.detail,
        wayOn: 'none',
      };
    case 'organization':
      return {
        summary:
          problem.reason === 'not-in-use'
            ? 'This account is in no AWS organization.'
            : 'AWS Organizations tells its accounts only to some.',
        advice:
          problem.reason === 'not-in-use'
            ? 'Use credentials of an account that is in one.'
            : 'Use credentials of the management account or of a delegated administrator.',
        wayOn: 'add-credentials',
      };
    case 'sign-in':
      return explainSignIn(problem.reason);
    case 'policy-invalid':
      return {
        summary: 'This is not a policy that AWS would take.',
        advice: `${placeOf(problem)}${problem.detail}`,
        wayOn: 'none',
      };
    case 'quota':
      return {
        summary: 'A service quota of this account is reached.',
        advice: problem.detail,
        wayOn: 'none',
      };
    case 'name-taken':
      return {
        summary: 'The name is taken.',
        advice: problem.detail,
        wayOn: 'plan-again',
      };
    case 'plan-expired':
      return {
        summary: 'This plan is no longer valid.',
        advice: 'Make a new plan from the current state.',
        wayOn: 'plan-again',
      };
    case 'drift':
      return {
        summary: 'What this is about was changed elsewhere after the plan was made.',
        advice: 'Nothing was overwritten. Make a new plan from the current state.',
        wayOn: 'plan-again',
      };
    case 'not-confirmed':
      return {
        summary: 'AWS accepted the change, but reading back does not show it yet.',
        advice: 'Make a new plan in a moment to see what is left to do.',
        wayOn: 'plan-again',
      };
    case 'step-missed':
      return {
        summary: 'A step before this one did not end as it should.',
        advice: 'This one was not begun. Make a new plan once the cause is mended.',
        wayOn: 'plan-again',
      };
    case 'at-a-time':
      return {
        summary: `Only ${problem.most} images at a time are ${problem.act} ${problem.act === 'copied' ? 'into' : 'in'} ${problem.region}, and AWS is at that many now.`,
        advice: 'Wait until one of them is done, then try again.',
        wayOn: 'try-again',
      };
    case 'left-there':
      return {
        summary: `The job was cancelled while it waited for you at the image builder ${problem.builder}.`,
        advice: 'The image builder is still there: stop or delete it if you do not need it.',
        wayOn: 'none',
      };
    case 'goes-on':
      return {
        summary: 'AWS had begun this when the job was cancelled, and goes on with it.',
        advice: 'Look at what it makes in the console, and delete what you do not need.',
        wayOn: 'none',
      };
    case 'read-only':
      return explainReadOnly(problem);
    case 'company-policy':
      return { ...explainPolicy(problem), wayOn: 'none' };
    case 'vault':
      return explainVault(problem.reason);
  }
}

/** Where in a text something is: `Line 3, column 7: `. */
function placeOf({ line, column }: { readonly line?: number; readonly column?: number }): string {
  return line === undefined || column === undefined ? '' : `Line ${line}, column ${column}: `;
}

function explainSignIn(reason: SignInReason): Explanation {
  switch (reason) {
    case 'denied':
      return {
        summary: 'The request to sign in was turned down.',
        advice: 'Sign in again, and allow Image Desk on the page that opens.',
        wayOn: 'none',
      };
    case 'too-late':
      return {
        summary: 'Nobody confirmed it in time.',
        advice: 'Sign in again.',
        wayOn: 'none',
      };
    case 'wrong-portal':
      return {
        summary: 'AWS does not know this access portal in this Region.',
        advice: 'Check the start URL and the Region of your IAM Identity Center.',
        wayOn: 'none',
      };
    case 'unexpected-address':
      return {
        summary: 'The page on which to confirm is not one of AWS.',
        advice: 'It was not opened. Ask your administrator about the address of your portal.',
        wayOn: 'none',
      };
    case 'ended':
      return {
        summary: 'You are no longer signed in to IAM Identity Center.',
        advice: 'Sign in again to choose accounts.',
        wayOn: 'none',
      };
    case 'not-assigned':
      return {
        summary: 'You do not have this role in this account.',
        advice: 'It may have been taken away since the list was read. Sign in again.',
        wayOn: 'none',
      };
  }
}

function explainVault(reason: VaultReason): Explanation {
  switch (reason) {
    case 'short-passphrase':
      return {
        summary: `The passphrase has fewer than ${shortestPassphrase} characters.`,
        advice: 'Choose a longer one, such as several words that do not belong together.',
        wayOn: 'none',
      };
    case 'closed':
      return {
        summary: 'The vault is locked.',
        advice: 'Unlock it to remember or renew credentials.',
        wayOn: 'unlock',
      };
    case 'long-term-key':
      return {
        summary: 'This is a long-term key, which never expires by itself.',
        advice: 'Confirm that you want it on this disk, although sealed.',
        wayOn: 'none',
      };
    case 'wrong-passphrase':
      return {
        summary: 'This passphrase does not open the vault.',
        advice: 'Type it again: capital letters, spaces and signs count.',
        wayOn: 'none',
      };
    case 'weak-parameters':
      return {
        summary: 'The vault is protected less than Image Desk accepts.',
        advice: 'It was not opened. Delete the vault and make a new one.',
        wayOn: 'none',
      };
    case 'damaged':
      return {
        summary: 'The remembered credentials were damaged or changed since they were stored.',
        advice: 'They were not used. Add the credentials of this account again.',
        wayOn: 'add-credentials',
      };
    case 'another-account':
      return {
        summary: 'The vault holds credentials of another account in the place of these.',
        advice: 'They were not used. Add the credentials of this account again.',
        wayOn: 'add-credentials',
      };
    case 'unreadable':
      return {
        summary: 'The vault is in a form that this version of Image Desk does not know.',
        advice: 'Update Image Desk, or delete the vault and make a new one.',
        wayOn: 'none',
      };
  }
}

function explainReadOnly(problem: Extract<Problem, { readonly kind: 'read-only' }>): Explanation {
  switch (problem.by) {
    case 'company':
      return {
        summary: 'Your company has set Image Desk to read-only.',
        advice: 'Nothing can be changed with it here. Ask whoever manages this browser.',
        wayOn: 'none',
      };
    case 'settings':
      return {
        summary: 'Image Desk is set to read-only.',
        advice: 'Nothing was changed. Switch read-only off in the safety settings to go on.',
        wayOn: 'open-safety',
      };
    case 'account':
      return {
        summary: `Image Desk is set to read-only for account ${problem.account}.`,
        advice: 'Nothing was changed. Switch read-only off in the safety settings to go on.',
        wayOn: 'open-safety',
      };
  }
}

function explainPolicy(
  problem: Extract<OtherProblem, { readonly kind: 'company-policy' }>,
): Omit<Explanation, 'wayOn'> {
  const { rule, detail } = problem;
  switch (rule) {
    case 'recipient':
      return {
        summary: `Your company does not allow sharing with ${detail}.`,
        advice: 'Leave out what the company policy does not allow. Nothing was changed.',
      };
    case 'vault':
      return {
        summary: 'Your company does not allow a vault in this browser.',
        advice: 'Credentials are kept in memory only. Delete the vault if there is one.',
      };
    case 'unreadable':
      return {
        summary: `The company policy for Image Desk has parts that cannot be understood: ${detail}.`,
        advice: 'Nothing can be changed until whoever manages this browser corrects them.',
      };
  }
}
