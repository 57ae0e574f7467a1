import { readBuildArn } from './arn';
import type { ImageBuild } from './build';
import type { AmiSharing } from './sharing';

/** What sharing a build needs to know of it. */
export type BuildToShare = Pick<
  ImageBuild,
  'arn' | 'name' | 'version' | 'buildVersion' | 'status' | 'outputs'
>;

/** A principal that has the image through a resource share, and what that share is. */
export interface ShareFacts {
  readonly principal: string;
  /** The resource share's ARN and its name. */
  readonly share: string;
  readonly name: string;
  /** Whether RAM made it of the image's policy and nobody promoted it: only the policy changes it. */
  readonly ofPolicy: boolean;
  /** How many other resources the share has. */
  readonly others: number;
}

/** Who has what of a build, as far as a plan needs to know. */
export interface SharingFacts {
  readonly build: BuildToShare;
  /** The text of its policy; absent when it has none. */
  readonly policy?: string;
  readonly shares: readonly ShareFacts[];
  readonly amis: readonly AmiSharing[];
}

/** The Region and the account of the ARN of a build; the account is empty for AWS's own. */
export function placeOfBuild(arn: string): { readonly region: string; readonly account: string } {
  const { region = '', owner = '' } = readBuildArn(arn) ?? {};
  return { region, account: owner };
}

/** The AMIs that a build put out and that are somewhere, each once. */
export function amisOf({ outputs }: Pick<ImageBuild, 'outputs'>): readonly OutputAmi[] {
  const found = outputs.flatMap((output): readonly OutputAmi[] => {
    if (output.kind !== 'ami' || output.region === undefined || output.image === undefined) {
      return [];
    }
    const { region, image, name, account } = output;
    return [
      {
        region,
        image,
        ...(name !== undefined && { name }),
        ...(account !== undefined && { account }),
      },
    ];
  });
  return [...new Map(found.map((ami) => [`${ami.region}/${ami.image}`, ami])).values()];
}

/** An AMI that a build put out. */
export interface OutputAmi {
  readonly region: string;
  readonly image: string;
  readonly name?: string;
  /** The account that it was given to. */
  readonly account?: string;
}

/**
 * Whether an AMI is encrypted with the key that AWS manages, which cannot be shared: a snapshot
 * that is encrypted with it tells no other key.
 * Source: EC2 user guide, "Share an AMI with specific AWS accounts", and the error of
 * ModifyImageAttribute for such snapshots.
 */
export function hasDefaultKey({ encrypted, kmsKey }: AmiSharing): boolean {
  return encrypted && (kmsKey === undefined || /(?:^|:)alias\/aws\/ebs$/.test(kmsKey));
}
