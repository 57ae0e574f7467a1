import { explainProblem } from '../problems/explain';
import type { WayOn } from '../problems/explanation';
import type { JobPause, PauseReason } from './job';

/** Why a job waits, and what helps. */
export interface PauseExplanation {
  /** What it waits for, in one sentence. */
  readonly summary: string;
  /** What the person can do, or that nothing has to be done, in one sentence. */
  readonly advice: string;
  /** What takes away the reason, besides Continue. */
  readonly wayOn?: Exclude<WayOn, 'none'>;
  /** Whether the job goes on without Continue, once what it waits for is there. */
  readonly byItself: boolean;
}

/** What a job waits for where no problem says it better. */
const summaries: Readonly<Record<PauseReason, string>> = {
  user: 'This job is paused.',
  'needs-credentials': 'Image Desk has no credentials for this account.',
  expired: 'The credentials of this account have expired.',
  locked: 'Image Desk is locked.',
  'permission-missing': 'The credentials lack an IAM permission.',
  'host-access-missing': 'The browser does not let Image Desk reach AWS.',
  forbidden: 'Changes are not allowed now.',
  throttled: 'AWS is limiting the rate of calls for this account.',
  underway: 'AWS is working on what was begun.',
  'aws-fault': 'AWS answered with a fault of its own.',
  offline: 'AWS cannot be reached.',
  storage: 'Image Desk cannot use what it keeps on this disk.',
};

/** Puts in words why a job waits, how it goes on, and whether it does so by itself. */
export function explainPause(pause: JobPause): PauseExplanation {
  const { reason, problem } = pause;
  const explained = problem && explainProblem(problem);
  const summary = explained?.summary ?? summaries[reason];
  switch (reason) {
    case 'user':
      return { summary, advice: 'Press Continue to go on.', byItself: false };
    case 'needs-credentials':
      return {
        summary,
        advice: 'Add credentials of this account, and the job goes on by itself.',
        wayOn: 'add-credentials',
        byItself: true,
      };
    case 'expired':
      return {
        summary,
        advice: 'Add fresh credentials, and the job goes on by itself.',
        wayOn: 'add-credentials',
        byItself: true,
      };
    case 'locked':
      return {
        summary,
        advice: 'Unlock the vault, and the job goes on by itself.',
        wayOn: 'unlock',
        byItself: true,
      };
    case 'permission-missing':
      return {
        summary,
        advice: 'Get the permission, or add credentials of a role that has it, then continue.',
        wayOn: 'add-credentials',
        byItself: false,
      };
    case 'host-access-missing':
      return {
        summary,
        advice: 'Allow access to the endpoints of this Region, and the job goes on by itself.',
        // Which Region it is only the problem says.
        ...(problem?.kind === 'host-access-missing' && { wayOn: 'grant-access' }),
        byItself: true,
      };
    case 'forbidden':
      return explained?.wayOn === 'open-safety'
        ? {
            summary,
            advice: 'Switch read-only off in the safety settings, and the job goes on by itself.',
            wayOn: 'open-safety',
            byItself: true,
          }
        : {
            summary,
            advice: 'Continue once whoever manages this browser has changed that, or cancel.',
            byItself: false,
          };
    case 'storage':
      return {
        summary,
        advice: 'Free some space on the disk or restart the browser, then continue.',
        byItself: false,
      };
    case 'underway':
      if (pause.awaits !== undefined) {
        return {
          summary: `This job waits for you at the image builder ${pause.awaits}.`,
          advice: 'Run the script there, and the job goes on by itself once the image is made.',
          byItself: true,
        };
      }
      return { summary, advice: 'The job looks again by itself, and goes on.', byItself: true };
    case 'throttled':
    case 'aws-fault':
    case 'offline':
      return pause.until === undefined
        ? {
            summary,
            advice:
              problem?.kind === 'clock-skew'
                ? 'Set the clock, then continue.'
                : 'Continue when this has passed.',
            byItself: false,
          }
        : {
            summary,
            advice: 'The job tries again by itself every half minute.',
            byItself: true,
          };
  }
}
