import type { CreateImageBuilderRequest } from '@aws-sdk/client-appstream';
import { familyOfInstance } from '../../appstream/platforms';
import { awsError } from '../../errors';
import type { Context } from '../../handler';
import type { ImageBuilderRecord, ImageRecord } from '../../world';
import { ownImage, ownImageBuilder } from '../../world';
import { missing, ownedBy, requireAvailable } from './common';
import { canUse } from './images';

/** Seconds. Source: the model on Validity. */
const validity = { least: 1, most: 604_800 };

/** GB. Source: the model on VolumeSizeInGb. */
const rootVolume = { least: 200, most: 500 };

/**
 * Source: the model on Name, "a unique name", and the quota of image builders, 10 unless raised.
 * Assumption: an image and a builder may have the same name, as their ARNs differ.
 */
export function requireNewBuilder({ world, region, account }: Context, name: string): void {
  if (ownImageBuilder(region, account.id, name)) {
    throw awsError(
      'ResourceAlreadyExistsException',
      `The image builder ${name} for account ${account.id} already exists.`,
    );
  }
  const { imageBuilders: quota } = world.quotas;
  if (ownedBy(region.imageBuilders, account.id).length < quota) return;
  throw awsError(
    'LimitExceededException',
    `The limit of ${quota} image builders for account ${account.id} has been reached.`,
  );
}

/**
 * Gives the image that a builder is to be made from: by name a public or own one, by ARN also one
 * that is shared for builders. Source: terraform-provider-aws issue 25875. Assumption: which errors
 * answer for both or neither, and for an image that is shared for fleets alone.
 */
export function baseOf(
  { region, account }: Context,
  { ImageName, ImageArn }: CreateImageBuilderRequest,
): ImageRecord {
  if ((ImageName === undefined) === (ImageArn === undefined)) {
    throw awsError(
      'InvalidParameterCombinationException',
      'Exactly one of ImageName and ImageArn must be specified.',
    );
  }
  if (ImageName !== undefined) {
    return (
      ownImage(region, account.id, ImageName) ??
      ownImage(region, '', ImageName) ??
      missing('image', ImageName, account.id)
    );
  }
  const image = region.images.get(ImageArn ?? '');
  if (!image || !canUse(image, account.id)) return missing('image', ImageArn ?? '', account.id);
  if (image.permissions.get(account.id)?.allowImageBuilder === false) {
    throw awsError(
      'OperationNotPermittedException',
      `The image ${image.Name} is not shared for image builders with account ${account.id}.`,
    );
  }
  return image;
}

/** Source: the model on ImageBuilderSupported. Assumption: the error of an image that supports none. */
export function requireLaunchable(image: ImageRecord): void {
  requireAvailable(image);
  const { Name, ImageBuilderSupported } = image;
  if (ImageBuilderSupported !== false) return;
  throw awsError(
    'IncompatibleImageException',
    `The image ${Name} does not support image builders.`,
  );
}

/**
 * Source: awslabs/aws-virtual-application-management issue 15 for the first words. Assumption: the
 * error's name; that an image without families takes any, and a type that is no `stream.` one fits
 * imported images alone.
 */
export function requireFamily(image: ImageRecord, type: string): void {
  const families = image.SupportedInstanceFamilies ?? [];
  const family = familyOfInstance(type);
  const fits = family === undefined ? !type.startsWith('stream.') : families.includes(family);
  if (fits || (family !== undefined && families.length === 0)) return;
  throw awsError(
    'InvalidParameterCombinationException',
    `The combination of instance type ${type} and image instance family ${families.join(', ')} is not supported.`,
  );
}

/** Source: the model on VpcConfig and VolumeSizeInGb. Assumption: the error for either. */
export function requireSettings({ VpcConfig, RootVolumeConfig }: CreateImageBuilderRequest): void {
  if ((VpcConfig?.SubnetIds ?? []).length > 1) {
    throw awsError(
      'InvalidParameterCombinationException',
      'You can specify only one subnet for an image builder.',
    );
  }
  const { least, most } = rootVolume;
  const { VolumeSizeInGb: size = least } = RootVolumeConfig ?? {};
  if (size >= least && size <= most) return;
  throw awsError(
    'InvalidParameterCombinationException',
    `The root volume of ${size} GB is not between ${least} and ${most} GB.`,
  );
}

/** Source: the model on Validity. Assumption: the error. */
export function requireValidity(seconds: number): void {
  if (seconds >= validity.least && seconds <= validity.most) return;
  throw awsError(
    'ValidationException',
    `The validity of ${seconds} seconds is not between ${validity.least} and ${validity.most}.`,
  );
}

/** Assumption: which states allow what is to be done, and the words. */
export function requireBuilderState(
  { Name, State }: ImageBuilderRecord,
  states: readonly ImageBuilderRecord['State'][],
  done: string,
  code = 'OperationNotPermittedException',
): void {
  if (states.includes(State)) return;
  throw awsError(code, `The image builder ${Name} is ${State} and cannot be ${done}.`);
}
