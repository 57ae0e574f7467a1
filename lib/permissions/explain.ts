import type { IamRole } from '../operations/contract';
import { formatNumber } from '../words';
import type { NotTriedReason } from './check';
import { managedPolicyLimit, type PolicyNote } from './policy';

/** The roles as people call them. */
export const roleNames: Readonly<Record<IamRole, string>> = {
  viewer: 'Viewer',
  sharer: 'Sharer',
  cloner: 'Cloner',
  builder: 'Builder',
};

/** What each role is for, in a sentence. */
export const roleDescriptions: Readonly<Record<IamRole, string>> = {
  viewer: 'Sees images, who they are shared with and what runs on them. Changes nothing.',
  sharer: 'Sees what a viewer sees, and changes who an image is shared with.',
  cloner: 'Sees what a viewer sees, and makes images from images.',
  builder:
    'Sees what a viewer sees, and runs, distributes, retires and deletes Image Builder images.',
};

/** What to know about a policy, in a sentence. */
export function explainNote(note: PolicyNote): string {
  switch (note) {
    case 'any-account':
      return 'IAM has no condition for the account with which an image is shared: whoever has this policy can share the images with any account.';
    case 'any-principal':
      return 'IAM has no condition for who may launch an AMI or whom an Image Builder image is shared with: whoever has this policy can share them with anybody.';
    case 'all-builds':
      return 'The images that were picked are those of AppStream. Of Image Builder the policy allows all images of the account in these Regions.';
    case 'lists-everything':
      return 'AWS lets a policy name no single image, fleet, image builder, AMI or resource share for listing them: all of the account in these Regions are listed.';
    case 'lists-organization':
      return 'AWS lets a policy name no single account for listing them: all accounts of the organization are listed. It tells them only to the management account and to delegated administrators.';
    case 'reads-all-tags':
      return 'AWS lets a policy name no single image for reading tags: the tags of every resource in these Regions can be read.';
    case 'tags-decide':
      return 'The tag decides: whoever may tag images can bring more of them under this policy.';
    case 'too-long':
      return `This policy is longer than the ${formatNumber(managedPolicyLimit)} characters that IAM allows a managed policy. Pick fewer images, or pick them by tag.`;
  }
}

/** Why an action was not tried, in a sentence. */
export function explainNotTried(reason: NotTriedReason): string {
  switch (reason) {
    case 'no-own-image':
      return 'This account has no available image of its own in this Region to try it on.';
    case 'images-unknown':
      return 'The images of this account could not be listed, so there is none to try it on.';
    case 'elsewhere':
      return 'It is tried where it is used, which says so when AWS denies it.';
    case 'not-a-read':
      return 'It may change something, so it is never tried.';
  }
}
