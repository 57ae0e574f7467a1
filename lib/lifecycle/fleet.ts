import type { Image } from '../images/image';

/** An AppStream fleet of the account, with the image that it runs on. */
export interface Fleet {
  readonly name: string;
  /** AWS's state, such as `RUNNING`. */
  readonly state: string;
  /** How many instances it shall have. */
  readonly desired: number;
  readonly imageArn?: string;
  readonly imageName?: string;
}

/**
 * Whether a fleet runs on an own image. AWS tells the image's ARN and its name; where it tells no
 * ARN the name decides, which another account's image may have too: then an image too many counts
 * as in use, and none too few.
 */
export function runsOnImage(fleet: Fleet, { arn, name }: Pick<Image, 'arn' | 'name'>): boolean {
  return fleet.imageArn === undefined ? fleet.imageName === name : fleet.imageArn === arn;
}
