import type { PlatformType } from '@aws-sdk/client-appstream';
import type { AmiRecord } from '../image-builder/records';

/** The agent that AppStream has newest; those of images and builders are compared with it. */
export const latestAgent = '06-11-2026';

/** The families that the instance types of `stream.` begin with. */
const families: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [/^stream\.standard\./u, () => 'GENERAL_PURPOSE'],
  [/^stream\.compute\./u, () => 'COMPUTE_OPTIMIZED'],
  [/^stream\.memory\./u, () => 'MEMORY_OPTIMIZED'],
  [/^stream\.graphics\.gr?(\d+)[a-z]*\./u, ([, number = '']) => `GRAPHICS_G${number}`],
];

/**
 * Gives the family of an instance type as images name it; nothing for a type that is no `stream.`
 * one. Source: the families in AWS's words on SupportedInstanceFamilies, `GRAPHICS_G4` for `g4dn`, and
 * no other family for `gr6`.
 * Assumption: the codes of the families that came later are made alike.
 */
export function familyOfInstance(type: string): string | undefined {
  for (const [pattern, name] of families) {
    const found = pattern.exec(type);
    if (found) return name(found);
  }
  return undefined;
}

/** Tells whether a platform is one of Windows. */
export function isWindows(platform: string | undefined): boolean {
  return platform?.startsWith('WINDOWS') ?? false;
}

const platforms: readonly (readonly [RegExp, PlatformType])[] = [
  [/2016/u, 'WINDOWS_SERVER_2016'],
  [/2019/u, 'WINDOWS_SERVER_2019'],
  [/2022/u, 'WINDOWS_SERVER_2022'],
  [/2025/u, 'WINDOWS_SERVER_2025'],
  [/ubuntu/iu, 'UBUNTU_PRO_2404'],
  [/rocky/iu, 'ROCKY_LINUX8'],
  [/red hat|rhel/iu, 'RHEL8'],
];

/**
 * Gives the platform of the image that an AMI is imported as. The fake's AMIs have no disks to look
 * into, so it is read out of their words. Assumption: Windows Server 2022 and Amazon Linux 2 where
 * the words do not tell.
 */
export function platformOfAmi(ami: AmiRecord): PlatformType {
  const { Name = '', Description = '', PlatformDetails = '' } = ami;
  const windows = ami.Platform === 'Windows';
  const words = `${PlatformDetails} ${Name} ${Description}`;
  const found = platforms.find(
    ([pattern, platform]) => isWindows(platform) === windows && pattern.test(words),
  );
  return found?.[1] ?? (windows ? 'WINDOWS_SERVER_2022' : 'AMAZON_LINUX2');
}

/** Gives what EC2 says of the platform of an AMI that an image was exported to. */
export function platformOfExport(
  platform: string | undefined,
): Pick<AmiRecord, 'Platform' | 'PlatformDetails'> {
  return isWindows(platform)
    ? { Platform: 'Windows', PlatformDetails: 'Windows' }
    : { PlatformDetails: 'Linux/UNIX' };
}
