import type { AccountId, RegionCode } from '../scope';

/** What the URI of a container image in ECR says. */
export interface ImageUri {
  readonly account: AccountId;
  readonly region: RegionCode;
  readonly repository: string;
  readonly tag?: string;
  /** Such as `sha256:…`. */
  readonly digest?: string;
}

/** Source: the ECR user guide, "Private registry"; the characters are those of repository names. */
const pattern =
  /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.amazonaws\.com(?:\.cn)?\/([a-z\d]+(?:[._/-]+[a-z\d]+)*)(?::([\w.-]{1,128}))?(?:@(sha256:[a-f\d]{64}))?$/;

/** Reads the URI of an image in a private repository of ECR; nothing when it is none. */
export function readImageUri(uri: string): ImageUri | undefined {
  const [, account, region, repository, tag, digest] = pattern.exec(uri) ?? [];
  if (account === undefined || region === undefined || repository === undefined) return undefined;
  return {
    account,
    region,
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}
