import { isLinux } from '../cloning/clone';
import type { Image, ImageShare } from '../images/image';
import { countOf } from '../words';

import {
  doubt,
  mostApplications,
  refusal,
  refusalsOfImageQuota,
  refusalsOfName,
  refusalsOfOwner,
  refusalsOfRegion,
  refusalsOfRole,
  refusalsOfState,
  refusalsOfTags,
  refusalsOfTexts,
  takenNames,
  usualQuotas,
  type Refusal,
  type RegionFacts,
} from './refusals';
import type { ImportOrder } from './step';
import { copiesUnderway, updatesUnderway } from './underway';
import type { OrderOf } from './work-parts';

/** What AWS would refuse of a copy. `facts` are those of the Region that it is copied into. */
export function refusalsOfCopy(
  source: Image,
  order: Pick<OrderOf<'copy'>, 'image' | 'description'>,
  facts: RegionFacts,
): readonly Refusal[] {
  const { region, account } = facts.scope;
  const copies = copiesUnderway(facts.images, account);
  return [
    ...refusalsOfRegion(region),
    ...refusalsOfOwner(source, account, 'copied'),
    ...refusalsOfState(source, 'copied'),
    ...refusalsOfName('image', order.image, takenNames(facts)),
    ...refusalsOfTexts(order),
    ...refusalsOfImageQuota(facts, 1),
    ...(copies < usualQuotas.copies
      ? []
      : [
          doubt(
            'copies-underway',
            `${countOf(copies, 'image is', 'images are')} being copied into ${region}, and AWS copies ${usualQuotas.copies} at a time. This copy begins when one of them is done.`,
          ),
        ]),
  ];
}

/** An image of Linux, which AWS does not update. */
export function refusalsOfPlatform(platform: string | undefined): readonly Refusal[] {
  return isLinux(platform)
    ? [
        refusal(
          'image-platform',
          'AWS updates only images of Windows, and this one is of Linux. Clone it, and update it on the image builder.',
        ),
      ]
    : [];
}

/** What AWS would refuse of an update. */
export function refusalsOfUpdate(
  source: Image,
  order: OrderOf<'update'>,
  facts: RegionFacts,
): readonly Refusal[] {
  const { account, region } = facts.scope;
  const updates = updatesUnderway(facts.images, account);
  return [
    ...refusalsOfRegion(region),
    ...refusalsOfOwner(source, account, 'updated'),
    ...refusalsOfState(source, 'updated'),
    ...refusalsOfPlatform(source.platform),
    ...refusalsOfName('image', order.image, takenNames(facts)),
    ...refusalsOfTexts(order),
    ...refusalsOfTags(order.tags),
    ...refusalsOfImageQuota(facts, 1),
    ...(updates < usualQuotas.updates
      ? []
      : [
          doubt(
            'updates-underway',
            `AWS is updating ${countOf(updates, 'image')} in ${region}, and its usual quota of updates at a time is ${usualQuotas.updates}. This update begins when one of them is done.`,
          ),
        ]),
  ];
}

/** Source: the model's `ImageImportDisplayName` and `ImageImportDescription`. */
const importText = /^[a-zA-Z0-9_.() -]+$/;

/** What AWS would refuse of an import. Source: the model of CreateImportedImage. */
export function refusalsOfImport(order: ImportOrder, facts: RegionFacts): readonly Refusal[] {
  const { ami, applications, displayName, description } = order;
  const ids = applications.map(({ id }) => id);
  return [
    ...refusalsOfRegion(facts.scope.region),
    ...('id' in ami && !/^ami-[a-z0-9]{8,17}$/.test(ami.id)
      ? [refusal('ami', `${ami.id} is not the id of an AMI, such as ami-0123456789abcdef0.`)]
      : []),
    ...refusalsOfName('image', order.image, takenNames(facts)),
    ...refusalsOfTexts(order),
    ...[displayName, description].flatMap((text) =>
      text === undefined || importText.test(text)
        ? []
        : [
            refusal(
              'text',
              'Of an imported image the display name and the description have letters, digits, spaces and _ . ( ) - alone.',
            ),
          ],
    ),
    ...refusalsOfTags(order.tags),
    ...refusalsOfRole(order.role, facts.scope, 'with it AppStream reads the AMI.'),
    ...(applications.length > mostApplications
      ? [
          refusal(
            'applications-too-many',
            `An image has up to ${mostApplications} applications. Pick fewer.`,
          ),
        ]
      : []),
    ...applications.flatMap(({ id, name, path }, place) =>
      /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}$/.test(id) &&
      /^[a-zA-Z0-9][a-zA-Z0-9_. -]{0,99}$/.test(name) &&
      path !== '' &&
      ids.indexOf(id) === place
        ? []
        : [
            refusal(
              'application-name',
              `AWS does not take the application ${id}: it needs a path, and an own name and a display name of up to 100 letters, digits and _ . -, with spaces in the display name alone.`,
              id,
            ),
          ],
    ),
    ...refusalsOfImageQuota(facts, 1),
  ];
}

/** What AWS would refuse of an export. `amis` are the names of own AMIs, as far as they are known. */
export function refusalsOfExport(
  source: Image,
  order: OrderOf<'export'>,
  facts: Pick<RegionFacts, 'scope'>,
  amis: ReadonlySet<string>,
): readonly Refusal[] {
  const { scope } = facts;
  return [
    ...refusalsOfRegion(scope.region),
    ...refusalsOfOwner(source, scope.account, 'exported'),
    ...refusalsOfState(source, 'exported'),
    ...refusalsOfName('ami', order.ami, amis),
    ...refusalsOfTexts(order),
    ...refusalsOfTags(order.tags),
    ...refusalsOfRole(order.role, scope, 'with it AppStream makes the AMI.'),
  ];
}

/** Who an image is in use by. */
export interface UseFacts {
  readonly shares: readonly ImageShare[];
  readonly fleets: readonly {
    readonly name: string;
    readonly state: string;
    readonly stacks: readonly string[];
  }[];
  /** The image builders that were started from it. */
  readonly builders: readonly { readonly name: string; readonly state: string }[];
  /** The names of the AMIs that AWS is making of it. */
  readonly exports: readonly string[];
}

/**
 * What stands in the way of deleting an image, each with what removes it. Source: AppStream's
 * guide, "Delete a Private Image": not while fleets use it, nor while it is shared.
 */
export function refusalsOfDelete(
  image: Image,
  { shares, fleets, builders, exports }: UseFacts,
  { account }: RegionFacts['scope'],
): readonly Refusal[] {
  return [
    ...(image.owner === account
      ? []
      : [
          refusal(
            'image-owner',
            `This image belongs to ${image.owner === undefined ? 'AWS' : `account ${image.owner}`}. Only its owner can delete it.`,
          ),
        ]),
    ...(image.state === 'DELETING'
      ? [refusal('image-gone', 'AWS deletes this image already. There is nothing left to do.')]
      : []),
    ...(!['AVAILABLE', 'FAILED', 'DELETING'].includes(image.state)
      ? [
          doubt(
            'image-state',
            `AWS is working on this image: it is ${image.state}. Wait until that is over.`,
          ),
        ]
      : []),
    ...shares
      // With neither it is not shared any more.
      .filter(({ fleet, imageBuilder }) => fleet || imageBuilder)
      .map(({ account: friend }) =>
        refusal(
          'shared',
          `The image is shared with account ${friend}. Stop sharing it, which this plan can do first.`,
          friend,
        ),
      ),
    ...fleets.map(({ name, state, stacks }) =>
      refusal(
        'fleet',
        `The fleet ${name} (${state}${stacks.length === 0 ? '' : `, of ${countOf(stacks.length, 'stack')}: ${stacks.join(', ')}`}) runs on it. Give the fleet another image, or delete it.`,
        name,
      ),
    ),
    ...exports.map((ami) =>
      doubt(
        'image-state',
        `The image is being exported as the AMI ${ami}. AWS may not delete it before that is over.`,
        ami,
      ),
    ),
    ...builders.map(({ name, state }) =>
      doubt(
        'image-builder',
        state === 'PENDING'
          ? `The image builder ${name} is being made from it. AWS may not delete it before that is over.`
          : `The image builder ${name} (${state}) was started from it. It goes on without the image; delete it if nobody needs it.`,
        name,
      ),
    ),
  ];
}
