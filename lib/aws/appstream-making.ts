import type { Tags } from '../images/image';
import { catalogEntry } from '../lifecycle/catalog';
import type { ImportOrder, StepAct } from '../lifecycle/step';
import { present } from '../present';
import type { Result } from '../result';
import type { RegionCode } from '../scope';
import { changeFacts, type AppStream } from './appstream-call';
import { tagMap } from './appstream-builders';
import { flagIn } from './members';

type Order<Act extends StepAct['act']> = Omit<Extract<StepAct, { readonly act: Act }>, 'act'>;

/**
 * Has AWS copy an own image, in the Region of the source, into the same or another Region. Tags
 * stay behind. Source: the model of CopyImage.
 */
export function copyImage(
  { change }: AppStream,
  { source, image, description }: Omit<Order<'copy'>, 'from'>,
  to: RegionCode,
): Promise<Result<null>> {
  return change({
    facts: changeFacts('CopyImage', `Image ${source}`, null, { copy: image, region: to }),
    operation: 'CopyImage',
    input: {
      SourceImageName: source,
      DestinationImageName: image,
      DestinationRegion: to,
      ...present({ DestinationImageDescription: description }),
    },
    read: () => null,
  });
}

/** Has AWS make a new image with the newest Windows updates, drivers and agent. */
export function updateImage(appStream: AppStream, order: Order<'update'>): Promise<Result<null>> {
  return update(appStream, order, false, () => null);
}

/** Asks AWS whether it can update an image; nothing is made. */
export function canUpdateImage(
  appStream: AppStream,
  order: Order<'update'>,
): Promise<Result<boolean>> {
  return update(appStream, order, true, (answer) => flagIn(answer, 'canUpdateImage') ?? false);
}

function update<Value>(
  { change }: AppStream,
  { source, image, displayName, description, tags }: Order<'update'>,
  dryRun: boolean,
  read: (answer: unknown) => Value | undefined,
): Promise<Result<Value>> {
  return change({
    facts: changeFacts(
      'CreateUpdatedImage',
      `Image ${source}${trial(dryRun)}`,
      null,
      dryRun ? null : { updated: image },
    ),
    operation: 'CreateUpdatedImage',
    input: {
      existingImageName: source,
      newImageName: image,
      ...(tags.length > 0 && { newImageTags: tagMap(tags) }),
      ...present({ newImageDisplayName: displayName, newImageDescription: description }),
      dryRun,
    },
    read,
  });
}

/** Has AWS make an image of an AMI, which is named by its id. */
export function importImage(
  appStream: AppStream,
  order: Omit<ImportOrder, 'ami'>,
  ami: string,
): Promise<Result<null>> {
  return importAmi(appStream, order, ami, false);
}

/**
 * Asks AWS whether it would import an AMI: a success, or the problem that it names. AWS says yes
 * with an error of its own. Source: the model of CreateImportedImage, DryRunOperationException.
 */
export function tryImport(
  appStream: AppStream,
  order: Omit<ImportOrder, 'ami'>,
  ami: string,
): Promise<Result<null>> {
  return importAmi(appStream, order, ami, true);
}

function importAmi(
  { change }: AppStream,
  order: Omit<ImportOrder, 'ami'>,
  ami: string,
  dryRun: boolean,
): Promise<Result<null>> {
  const { image, role, applications, tags } = order;
  return change({
    facts: changeFacts(
      'CreateImportedImage',
      `Image ${image}${trial(dryRun)}`,
      null,
      dryRun ? null : { importedFrom: ami, role },
    ),
    operation: 'CreateImportedImage',
    input: {
      Name: image,
      SourceAmiId: ami,
      IamRoleArn: role,
      AgentSoftwareVersion: order.alwaysLatestAgent ? 'ALWAYS_LATEST' : 'CURRENT_LATEST',
      ...present({ DisplayName: order.displayName, Description: order.description }),
      ...(applications.length > 0 && { AppCatalogConfig: applications.map(catalogEntry) }),
      ...(tags.length > 0 && { Tags: tagMap(tags) }),
      ...(dryRun && { DryRun: true }),
    },
    read: () => null,
    ...(dryRun && { confirmedBy: 'DryRunOperationException' }),
  });
}

/** Has AWS delete an own image. `before` is the state in which it is, for the log. */
export function deleteImage(
  { change }: AppStream,
  image: string,
  before: string,
): Promise<Result<null>> {
  return change({
    facts: changeFacts('DeleteImage', `Image ${image}`, before, null),
    operation: 'DeleteImage',
    input: { Name: image },
    read: () => null,
  });
}

/** Adds tags to an image, or changes their values. `before` is which of them it has, for the log. */
export function tagImage(
  { change }: AppStream,
  image: { readonly name: string; readonly arn: string },
  tags: Tags,
  before: Tags,
): Promise<Result<null>> {
  return change({
    facts: changeFacts('TagResource', `Image ${image.name}, tags`, tagMap(before), tagMap(tags)),
    operation: 'TagResource',
    input: { ResourceArn: image.arn, Tags: tagMap(tags) },
    read: () => null,
  });
}

/** Takes tags from an image; `tags` is what it has so far of them. */
export function untagImage(
  { change }: AppStream,
  image: { readonly name: string; readonly arn: string },
  tags: Tags,
): Promise<Result<null>> {
  return change({
    facts: changeFacts('UntagResource', `Image ${image.name}, tags`, tagMap(tags), null),
    operation: 'UntagResource',
    input: { ResourceArn: image.arn, TagKeys: tags.map(({ key }) => key) },
    read: () => null,
  });
}

function trial(dryRun: boolean): string {
  return dryRun ? ', dry run' : '';
}
