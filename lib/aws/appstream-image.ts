import type { Application, Image, SharePermissions, Visibility } from '../images/image';
import { present } from '../present';
import type { AccountId } from '../scope';
import { flagIn, listIn, memberIn, textIn, textsIn, timeIn } from './members';

/**
 * An image as AWS describes it to an account, as the product's own type. Members that AWS
 * leaves out stay out; its answers do not always obey its own model.
 */
export function toImage(wire: unknown, asker: AccountId): Image {
  const owner = textIn(wire, 'Arn')?.split(':')[4] || undefined;
  const reason = memberIn(wire, 'StateChangeReason');
  const granted = memberIn(wire, 'ImagePermissions');
  return {
    arn: textIn(wire, 'Arn') ?? '',
    name: textIn(wire, 'Name') ?? '',
    visibility: visibilityOf(wire, owner, asker),
    state: textIn(wire, 'State') ?? 'UNKNOWN',
    errors: errorsIn(wire, 'ImageErrors'),
    dynamicCatalogs: textIn(wire, 'DynamicAppProvidersEnabled') === 'ENABLED',
    instanceFamilies: textsIn(wire, 'SupportedInstanceFamilies'),
    applications: listIn(wire, 'Applications').map(toApplication),
    ...present({
      owner,
      displayName: textIn(wire, 'DisplayName'),
      description: textIn(wire, 'Description'),
      stateReason: textIn(reason, 'Message') ?? textIn(reason, 'Code'),
      platform: textIn(wire, 'Platform'),
      createdAt: timeIn(wire, 'CreatedTime'),
      agentVersion: textIn(wire, 'AppstreamAgentVersion'),
      latestAgent: latest(textIn(wire, 'LatestAppstreamAgentVersion')),
      baseImageArn: textIn(wire, 'BaseImageArn'),
      imageBuilder: textIn(wire, 'ImageBuilderName'),
      withoutBuilders: flagIn(wire, 'ImageBuilderSupported') === false ? true : undefined,
      granted: granted === undefined ? undefined : toPermissions(granted),
    }),
  };
}

/** A member that lists errors, each as its code and AWS's sentence. */
export function errorsIn(wire: unknown, name: string): readonly string[] {
  return listIn(wire, name).map((error) =>
    [textIn(error, 'ErrorCode'), textIn(error, 'ErrorMessage')].filter(Boolean).join(': '),
  );
}

/** What an account may do with an image; what AWS does not say, it may not. */
export function toPermissions(wire: unknown): SharePermissions {
  return {
    fleet: flagIn(wire, 'allowFleet') ?? false,
    imageBuilder: flagIn(wire, 'allowImageBuilder') ?? false,
  };
}

/** Whose image it is tells more than AWS's flag: an own image is PRIVATE even when shared. */
function visibilityOf(wire: unknown, owner: AccountId | undefined, asker: AccountId): Visibility {
  const isKnown = textIn(wire, 'Arn') !== undefined;
  if (textIn(wire, 'Visibility') === 'PUBLIC' || (!owner && isKnown)) return 'public';
  if (owner !== undefined && owner !== asker) return 'shared-with-me';
  return textIn(wire, 'ImageSharedWithOthers') === 'TRUE' ? 'shared-with-others' : 'private';
}

function toApplication(wire: unknown): Application {
  const id = textIn(wire, 'Name') ?? '';
  const iconUrl = awsIcon(textIn(wire, 'IconURL'));
  return {
    id,
    name: textIn(wire, 'DisplayName') ?? id,
    enabled: flagIn(wire, 'Enabled') ?? true,
    ...present({
      iconUrl,
      launchPath: textIn(wire, 'LaunchPath'),
      launchParameters: textIn(wire, 'LaunchParameters'),
      workingDirectory: textIn(wire, 'WorkingDirectory'),
    }),
  };
}

/** An icon's address, only when it is one that AWS itself serves. */
function awsIcon(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && /\.amazonaws\.com(?:\.cn)?$/.test(hostname) ? address : undefined;
}

function latest(flag: string | undefined): boolean | undefined {
  return flag === undefined ? undefined : flag === 'TRUE';
}
