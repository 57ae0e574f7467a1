import { secret, type Secret } from '../credentials/secret';
import type { Tags } from '../images/image';
import type { ImageBuilder } from '../lifecycle/builder';
import type { BuilderOrder } from '../lifecycle/step';
import { present } from '../present';
import { ok, type Result } from '../result';
import { changeFacts, listOf, type AppStream } from './appstream-call';
import { errorsIn } from './appstream-image';
import { listIn, memberIn, textIn, timeIn } from './members';

/** All image builders of the account in the Region, by name. */
export async function listBuilders(appStream: AppStream): Promise<Result<readonly ImageBuilder[]>> {
  const found = await describeBuilders(appStream, {}, 'The image builders');
  return found.ok ? ok(found.value.toSorted((a, b) => a.name.localeCompare(b.name))) : found;
}

/** An image builder by its name; nothing when there is none. */
export async function findBuilder(
  appStream: AppStream,
  name: string,
): Promise<Result<ImageBuilder | undefined>> {
  const found = await describeBuilders(appStream, { Names: [name] }, `Image builder ${name}`);
  if (found.ok) return ok(found.value.find((builder) => builder.name === name));
  return found.problem.kind === 'not-found' ? ok(undefined) : found;
}

/**
 * Has AWS create and start an image builder. Gives its ARN. Source: the model of
 * CreateImageBuilder; an image of another account is found by its ARN alone.
 */
export function createBuilder(
  { change }: AppStream,
  order: BuilderOrder,
): Promise<Result<string | null>> {
  const { image, domain, subnets, securityGroups, software } = order;
  return change({
    facts: changeFacts('CreateImageBuilder', `Image builder ${order.name}`, null, {
      image: image.arn ?? image.name,
      instanceType: order.instanceType,
      ...present({ role: order.role }),
    }),
    operation: 'CreateImageBuilder',
    input: {
      Name: order.name,
      ...(image.arn === undefined ? { ImageName: image.name } : { ImageArn: image.arn }),
      InstanceType: order.instanceType,
      EnableDefaultInternetAccess: order.internetAccess,
      ...(order.withoutImdsV1 && { DisableIMDSV1: true }),
      ...present({
        DisplayName: order.displayName,
        Description: order.description,
        AppstreamAgentVersion: order.agentVersion,
        IamRoleArn: order.role,
      }),
      ...(subnets.length + securityGroups.length > 0 && {
        VpcConfig: {
          ...(subnets.length > 0 && { SubnetIds: subnets }),
          ...(securityGroups.length > 0 && { SecurityGroupIds: securityGroups }),
        },
      }),
      ...(domain && {
        DomainJoinInfo: {
          DirectoryName: domain.directory,
          OrganizationalUnitDistinguishedName: domain.unit,
        },
      }),
      ...(order.rootVolume !== undefined && {
        RootVolumeConfig: { VolumeSizeInGb: order.rootVolume },
      }),
      ...(software.length > 0 && { SoftwaresToInstall: software }),
      ...(order.tags.length > 0 && { Tags: tagMap(order.tags) }),
    },
    read: (answer) => textIn(memberIn(answer, 'ImageBuilder'), 'Arn') ?? null,
  });
}

/** Has AWS start an image builder that is stopped. */
export function startBuilder({ change }: AppStream, name: string): Promise<Result<null>> {
  return change({
    facts: changeFacts('StartImageBuilder', `Image builder ${name}`, 'STOPPED', 'RUNNING'),
    operation: 'StartImageBuilder',
    input: { Name: name },
    read: () => null,
  });
}

/** Has AWS stop an image builder. `before` is the state in which it is, for the log. */
export function stopBuilder(
  { change }: AppStream,
  name: string,
  before: string,
): Promise<Result<null>> {
  return change({
    facts: changeFacts('StopImageBuilder', `Image builder ${name}`, before, 'STOPPED'),
    operation: 'StopImageBuilder',
    input: { Name: name },
    read: () => null,
  });
}

/** Has AWS delete an image builder. `before` is the state in which it is, for the log. */
export function deleteBuilder(
  { change }: AppStream,
  name: string,
  before: string,
): Promise<Result<null>> {
  return change({
    facts: changeFacts('DeleteImageBuilder', `Image builder ${name}`, before, null),
    operation: 'DeleteImageBuilder',
    input: { Name: name },
    read: () => null,
  });
}

/** The address at which an image builder is streamed. Whoever has it is its administrator. */
export interface StreamingAddress {
  readonly url: Secret;
  /** Until when it opens a session, in epoch milliseconds; as AWS says it. */
  readonly until?: number;
}

/** The longest time for which a streaming address is valid, in seconds. Source: the model. */
export const longestStreaming = 604_800;

/**
 * Makes an address at which an image builder is streamed, for so many seconds. It is a secret:
 * nothing keeps it, and the log says only that one was made.
 */
export function createStreamingUrl(
  { change }: AppStream,
  name: string,
  validity: number,
): Promise<Result<StreamingAddress>> {
  const seconds = Math.min(longestStreaming, Math.max(1, Math.round(validity)));
  return change({
    facts: changeFacts(
      'CreateImageBuilderStreamingURL',
      `Image builder ${name}, streaming URL`,
      null,
      { validFor: seconds },
    ),
    operation: 'CreateImageBuilderStreamingURL',
    input: { Name: name, Validity: seconds },
    read: (answer) => {
      const url = textIn(answer, 'StreamingURL');
      return url === undefined || !isHttps(url)
        ? undefined
        : { url: secret(url), ...present({ until: timeIn(answer, 'Expires') }) };
    },
  });
}

/** Tags as AWS takes them. */
export function tagMap(tags: Tags): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

function describeBuilders(
  appStream: AppStream,
  input: Readonly<Record<string, unknown>>,
  what: string,
): Promise<Result<readonly ImageBuilder[]>> {
  return listOf(
    appStream,
    'DescribeImageBuilders',
    input,
    (answer) => listIn(answer, 'ImageBuilders').map(toBuilder),
    what,
  );
}

function toBuilder(wire: unknown): ImageBuilder {
  const reason = memberIn(wire, 'StateChangeReason');
  return {
    arn: textIn(wire, 'Arn') ?? '',
    name: textIn(wire, 'Name') ?? '',
    state: textIn(wire, 'State') ?? 'UNKNOWN',
    errors: errorsIn(wire, 'ImageBuilderErrors'),
    ...present({
      imageArn: textIn(wire, 'ImageArn'),
      stateReason: textIn(reason, 'Message') ?? textIn(reason, 'Code'),
      instanceType: textIn(wire, 'InstanceType'),
      platform: textIn(wire, 'Platform'),
      role: textIn(wire, 'IamRoleArn'),
      createdAt: timeIn(wire, 'CreatedTime'),
    }),
  };
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}
