import { hasMembers, listIn, memberIn, textIn } from './members';
import { collectPages } from './paginate';
import type { Service } from './service';
import type { Result } from '../result';

/** An AMI. */
export interface Ami {
  readonly image: string;
  readonly snapshots: readonly string[];
}

/** AMIs by their ids. One that is not there, or that the account may not see, is left out. */
export function findAmis(ec2: Service, images: readonly string[]): Promise<Result<readonly Ami[]>> {
  return collectPages((token) =>
    ec2.run({
      facts: { action: 'ec2:DescribeImages', what: 'The AMI' },
      operation: 'DescribeImages',
      // By filter, as one id that is not there would fail them all.
      input: {
        Filter: [{ Name: 'image-id', Value: images }],
        IncludeDeprecated: true,
        IncludeDisabled: true,
        ...(token !== undefined && { NextToken: token }),
      },
      read: (answer) => ({
        items: listIn(answer, 'imagesSet').flatMap((wire) => {
          const image = textIn(wire, 'imageId');
          const snapshots = listIn(wire, 'blockDeviceMapping').flatMap(
            (device) => textIn(memberIn(device, 'ebs'), 'snapshotId') ?? [],
          );
          return image === undefined ? [] : [{ image, snapshots }];
        }),
        nextToken: textIn(answer, 'nextToken'),
      }),
    }),
  );
}

/** Who may launch an own AMI: account ids, `all`, and ARNs of organizations and units. */
export function launchPermissionsOf(
  ec2: Service,
  image: string,
): Promise<Result<readonly string[]>> {
  return ec2.run({
    facts: { action: 'ec2:DescribeImageAttribute', what: `AMI ${image}` },
    operation: 'DescribeImageAttribute',
    input: { ImageId: image, Attribute: 'launchPermission' },
    read: (answer) =>
      hasMembers(answer)
        ? listIn(answer, 'launchPermission').flatMap((wire) =>
            ['userId', 'group', 'organizationArn', 'organizationalUnitArn'].flatMap(
              (member) => textIn(wire, member) ?? [],
            ),
          )
        : undefined,
  });
}
