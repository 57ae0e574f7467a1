import type { Application as WireApplication, Image as WireImage } from '@aws-sdk/client-appstream';
import type { Application, Image, Visibility } from '../images/image';
import type { AccountId } from '../scope';

/**
 * An image as AWS describes it to an account, as the product's own type. Members that AWS
 * leaves out stay out; its answers do not always obey its own model.
 */
export function toImage(wire: WireImage, asker: AccountId): Image {
  const owner = wire.Arn?.split(':')[4] || undefined;
  return {
    arn: wire.Arn ?? '',
    name: wire.Name ?? '',
    visibility: visibilityOf(wire, owner, asker),
    state: wire.State ?? 'UNKNOWN',
    errors: (wire.ImageErrors ?? []).map(({ ErrorCode, ErrorMessage }) =>
      [ErrorCode, ErrorMessage].filter(Boolean).join(': '),
    ),
    dynamicCatalogs: wire.DynamicAppProvidersEnabled === 'ENABLED',
    instanceFamilies: wire.SupportedInstanceFamilies ?? [],
    applications: (wire.Applications ?? []).map(toApplication),
    ...present({
      owner,
      displayName: wire.DisplayName,
      description: wire.Description,
      stateReason: wire.StateChangeReason?.Message ?? wire.StateChangeReason?.Code,
      platform: wire.Platform,
      createdAt: wire.CreatedTime?.getTime(),
      agentVersion: wire.AppstreamAgentVersion,
      latestAgent: latest(wire.LatestAppstreamAgentVersion),
      baseImageArn: wire.BaseImageArn,
      imageBuilder: wire.ImageBuilderName,
      granted: wire.ImagePermissions && {
        fleet: wire.ImagePermissions.allowFleet ?? false,
        imageBuilder: wire.ImagePermissions.allowImageBuilder ?? false,
      },
    }),
  };
}

/** Leaves out members that have no value. */
function present<Members extends object>(
  members: Members,
): { [Key in keyof Members]?: Exclude<Members[Key], undefined> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  // Object.entries loses the relation of keys to values that Members states.
  return Object.fromEntries(entries) as {
    [Key in keyof Members]?: Exclude<Members[Key], undefined>;
  };
}

/** Whose image it is tells more than AWS's flag: an own image is PRIVATE even when shared. */
function visibilityOf(wire: WireImage, owner: AccountId | undefined, asker: AccountId): Visibility {
  if (wire.Visibility === 'PUBLIC' || (!owner && wire.Arn !== undefined)) return 'public';
  if (owner !== undefined && owner !== asker) return 'shared-with-me';
  return wire.ImageSharedWithOthers === 'TRUE' ? 'shared-with-others' : 'private';
}

function toApplication(wire: WireApplication): Application {
  const id = wire.Name ?? '';
  const iconUrl = awsIcon(wire.IconURL);
  return {
    id,
    name: wire.DisplayName ?? id,
    enabled: wire.Enabled ?? true,
    ...(iconUrl !== undefined && { iconUrl }),
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
