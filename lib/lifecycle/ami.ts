import type { AccountId } from '../scope';
import { doubt, refusal, type Refusal } from './refusals';

/** An AMI, as far as importing it needs to know. */
export interface SourceAmi {
  /** Its id. */
  readonly image: string;
  readonly name?: string;
  readonly owner?: AccountId;
  /** AWS's words, such as `Windows`. */
  readonly platform?: string;
  /** AWS's word, such as `x86_64`. */
  readonly architecture?: string;
  /** AWS's word, such as `available`. */
  readonly state: string;
  readonly encrypted: boolean;
}

/** Whether a text is the id of an AMI. Source: the AppStream model on CreateImportedImage. */
export function isAmiId(text: string): boolean {
  return /^ami-[a-z0-9]{8,17}$/.test(text);
}

/**
 * What is in the way of importing the AMI of an id; nothing was found where it is not there or the
 * account may not see it. AppStream's instances are all of x86.
 */
export function refusalsOfAmi(id: string, ami: SourceAmi | undefined): readonly Refusal[] {
  if (!ami) {
    return [
      refusal(
        'ami',
        `There is no AMI ${id} in this Region that this account may use. Pick another one, or have it shared.`,
      ),
    ];
  }
  const { state, architecture = 'x86_64', encrypted } = ami;
  return [
    ...(state === 'available'
      ? []
      : [
          refusal(
            'ami',
            `Only an AMI that is available can be imported; ${id} is ${state}. ${state === 'pending' ? 'Wait until it is.' : 'Pick another one.'}`,
          ),
        ]),
    ...(architecture === 'x86_64'
      ? []
      : [
          refusal(
            'ami',
            `AppStream runs on x86_64 alone, and ${id} is for ${architecture}. Pick another AMI.`,
          ),
        ]),
    ...(encrypted
      ? [
          doubt(
            'ami',
            `The AMI ${id} is encrypted: AWS can import it only if it may use the key as well.`,
          ),
        ]
      : []),
  ];
}

/** What to know of an AMI that is made in one account and launched in another. */
export function doubtOfMovedAmi(ami: string, to: AccountId): Refusal {
  return doubt(
    'ami',
    `If this account encrypts new volumes and snapshots, the AMI ${ami} is encrypted as well. Account ${to} can import it only if the key is not the one that AWS manages, and lets that account use it.`,
  );
}
