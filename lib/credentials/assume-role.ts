import { accountIdPattern, type AccountScope, type Partition } from '../scope';

/** The shortest and longest session that STS gives, in seconds. Source: STS API, AssumeRole. */
export const sessionSeconds = { least: 900, most: 43_200 } as const;

/**
 * The longest session of a role that a role assumes, in seconds.
 * Source: IAM User Guide, "Role chaining".
 */
export const chainedSeconds = 3600;

/** The patterns that STS's model gives for what goes into AssumeRole. */
export const assumeRolePatterns = {
  sessionName: /^[\w+=,.@-]{2,64}$/,
  externalId: /^[\w+=,.@:/-]{2,1224}$/,
  mfaSerial: /^[\w+=/:,.@-]{9,256}$/,
  mfaCode: /^\d{6}$/,
} as const;

/** The name that a session gets unless another is wanted; CloudTrail shows it. */
export const defaultSessionName = 'image-desk';

/** A role that can be assumed: whose it is, and its name without the path. */
export interface Role extends AccountScope {
  readonly arn: string;
  readonly name: string;
}

/**
 * Reads a role's ARN; nothing when the text is none.
 * Source: IAM User Guide, "IAM identifiers", for the form with a path.
 */
export function readRoleArn(text: string): Role | undefined {
  const arn = text.trim();
  const found =
    /^arn:(aws|aws-us-gov|aws-cn):iam::(\d+):role\/(?:[\u0021-\u007e]+\/)?([\w+=,.@-]{1,64})$/.exec(
      arn,
    );
  const [, partition, account = '', name = ''] = found ?? [];
  return partition && accountIdPattern.test(account)
    ? { arn, partition: partition as Partition, account, name }
    : undefined;
}

/** Whether the session of an ARN is a role's already, so that another role would be chained. */
export function isRoleSession(arn: string): boolean {
  return /^arn:[^:]+:sts::\d+:assumed-role\//.test(arn);
}

/** The longest session that credentials of an ARN can ask for, in seconds. */
export function longestSession(arn: string): number {
  return isRoleSession(arn) ? chainedSeconds : sessionSeconds.most;
}
