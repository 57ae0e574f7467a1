/** An AppStream image builder: the machine on which an image is made. Times are epoch milliseconds. */
export interface ImageBuilder {
  readonly arn: string;
  readonly name: string;
  /** The image that it was started from. */
  readonly imageArn?: string;
  /** AWS's state, such as `RUNNING`. */
  readonly state: string;
  readonly stateReason?: string;
  readonly errors: readonly string[];
  readonly instanceType?: string;
  /** AWS's platform code, such as `WINDOWS_SERVER_2022`. */
  readonly platform?: string;
  readonly role?: string;
  readonly createdAt?: number;
}

/** License-included software on an image builder or an image, and how AWS is at it. */
export interface Software {
  readonly name: string;
  /** AWS's word, such as `PENDING_INSTALLATION`. */
  readonly status: string;
  readonly errors: readonly string[];
}

/** The export of an image as an AMI. Times are epoch milliseconds. */
export interface ExportTask {
  readonly id: string;
  readonly imageArn?: string;
  readonly amiName: string;
  /** The AMI, once it is made. */
  readonly ami?: string;
  /** AWS's state: `EXPORTING`, `COMPLETED`, `FAILED` or `TIMED_OUT`. */
  readonly state: string;
  readonly errors: readonly string[];
  readonly createdAt?: number;
}

/** What AWS says of why something has failed, in one text; its state where it says nothing. */
export function failureOf({
  state,
  stateReason,
  errors,
}: {
  readonly state: string;
  readonly stateReason?: string;
  readonly errors: readonly string[];
}): string {
  const all = [...new Set([...(stateReason === undefined ? [] : [stateReason]), ...errors])];
  // AWS often gives one reason in both places, in one of them with its code.
  const said = all
    .filter((text) => !all.some((other) => other !== text && other.includes(text)))
    .join(' ')
    .trim();
  return said === '' ? `Its state is ${state}.` : said;
}
