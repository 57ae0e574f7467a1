import type {
  Image,
  ImageRef,
  ImageShare,
  ImageUsage,
  SharePermissions,
  Tags,
} from '../images/image';
import { failed, ok, type Result } from '../result';
import type { AccountId } from '../scope';
import { imageFacts, listOf, type AppStream } from './appstream-call';
import { listFleets } from './appstream-fleets';
import { toImage, toPermissions } from './appstream-image';
import type { ChangeFacts } from './errors';
import { listIn, memberIn, textIn } from './members';

export type { AppStream } from './appstream-call';

/** The most permissions that AWS gives a page. Source: the model of DescribeImagePermissions. */
const permissionsPage = 500;

/** All images that the account can see: its own, those shared with it, and AWS's public ones. */
export function listImages(appStream: AppStream): Promise<Result<readonly Image[]>> {
  return describeImages(appStream, {});
}

/**
 * One image. By name AWS finds only own and public images, so that a shared one is looked for
 * among all that are shared with the account. Source: AWS CLI, describe-images, `--names`.
 */
export async function getImage(appStream: AppStream, image: ImageRef): Promise<Result<Image>> {
  const missing = failed({ kind: 'not-found', what: `Image ${image.name}` } as const);
  const named = await describeImages(
    appStream,
    image.arn === undefined ? { Names: [image.name] } : { Arns: [image.arn] },
    image,
  );
  if (named.ok && named.value[0]) return ok(named.value[0]);
  if (!named.ok && named.problem.kind !== 'not-found') return named;
  if (image.arn !== undefined) return missing;
  const shared = await describeImages(appStream, { Type: 'SHARED' }, image);
  if (!shared.ok) return shared;
  const found = shared.value.find(({ name }) => name === image.name);
  return found ? ok(found) : missing;
}

/** An own image by its name; nothing when there is none. */
export async function findOwnImage(
  appStream: AppStream,
  name: string,
): Promise<Result<Image | undefined>> {
  const found = await describeImages(appStream, { Names: [name] }, { name });
  if (!found.ok) return found.problem.kind === 'not-found' ? ok(undefined) : found;
  const { account } = appStream.scope;
  return ok(found.value.find((image) => image.name === name && image.owner === account));
}

/** The most images that are asked for by name at once: as many as AWS gives a page. */
const namesPage = 25;

/** Images by their refs, each with its own result, in the same order. */
export async function getImages(
  appStream: AppStream,
  images: readonly ImageRef[],
): Promise<readonly Result<Image>[]> {
  const found: Result<Image>[] = [];
  for (let start = 0; start < images.length; start += namesPage) {
    const page = images.slice(start, start + namesPage);
    const named = await describeImages(appStream, { Names: page.map(({ name }) => name) });
    const byName = new Map(named.ok ? named.value.map((image) => [image.name, image]) : []);
    for (const ref of page) {
      const image = byName.get(ref.name);
      const isIt = image && (ref.arn === undefined || ref.arn === image.arn);
      if (isIt) found.push(ok(image));
      // One that is missing fails all of them, and one that is shared has no name here.
      else if (named.ok || named.problem.kind === 'not-found') {
        found.push(await getImage(appStream, ref));
      } else found.push(named);
    }
  }
  return found;
}

function describeImages(
  appStream: AppStream,
  input: Readonly<Record<string, unknown>>,
  image?: ImageRef,
): Promise<Result<readonly Image[]>> {
  return listOf(
    appStream,
    'DescribeImages',
    input,
    (answer) => listIn(answer, 'Images').map((wire) => toImage(wire, appStream.scope.account)),
    image && `Image ${image.name}`,
  );
}

/** The accounts with which an own image is shared, by account id. */
export async function listShares(
  appStream: AppStream,
  image: ImageRef,
): Promise<Result<readonly ImageShare[]>> {
  const input = { Name: image.name, MaxResults: permissionsPage };
  const shares = await listOf(
    appStream,
    'DescribeImagePermissions',
    input,
    (answer) => listIn(answer, 'SharedImagePermissionsList').map(toShare),
    `Image ${image.name}`,
  );
  return shares.ok
    ? ok(shares.value.toSorted((a, b) => a.account.localeCompare(b.account)))
    : shares;
}

function toShare(wire: unknown): ImageShare {
  return {
    account: textIn(wire, 'sharedAccountId') ?? '',
    ...toPermissions(memberIn(wire, 'imagePermissions')),
  };
}

/**
 * Adds an account or changes what it may do. AWS treats both as one put. `before` is what it may
 * do so far, for the log.
 */
export function putShare(
  { change }: AppStream,
  image: ImageRef,
  account: AccountId,
  permissions: SharePermissions,
  before: SharePermissions | undefined,
): Promise<Result<null>> {
  const { fleet, imageBuilder } = permissions;
  return change({
    facts: shareFacts('UpdateImagePermissions', image, account, before, permissions),
    operation: 'UpdateImagePermissions',
    input: {
      Name: image.name,
      SharedAccountId: account,
      ImagePermissions: { allowFleet: fleet, allowImageBuilder: imageBuilder },
    },
    read: () => null,
  });
}

/** Stops sharing with an account. `before` is what it may do so far, for the log. */
export function removeShare(
  { change }: AppStream,
  image: ImageRef,
  account: AccountId,
  before: SharePermissions | undefined,
): Promise<Result<null>> {
  return change({
    facts: shareFacts('DeleteImagePermissions', image, account, before, undefined),
    operation: 'DeleteImagePermissions',
    input: { Name: image.name, SharedAccountId: account },
    read: () => null,
  });
}

/** The tags of an image of any owner, by key. */
export function listTags({ run }: AppStream, image: Required<ImageRef>): Promise<Result<Tags>> {
  return run({
    facts: imageFacts('ListTagsForResource', image),
    operation: 'ListTagsForResource',
    input: { ResourceArn: image.arn },
    read: (answer) =>
      Object.entries(memberIn(answer, 'Tags') ?? {})
        .map(([key, value]) => ({ key, value: typeof value === 'string' ? value : '' }))
        .toSorted((a, b) => a.key.localeCompare(b.key)),
  });
}

/** The fleets and image builders of the account that run on an image. */
export async function findUsage(
  appStream: AppStream,
  image: Required<ImageRef>,
): Promise<Result<ImageUsage>> {
  const [fleets, imageBuilders] = await Promise.all([
    listFleets(appStream),
    listImageBuilders(appStream, image),
  ]);
  if (!fleets.ok) return fleets;
  if (!imageBuilders.ok) return imageBuilders;
  return ok({
    fleets: fleets.value
      .filter(({ imageArn }) => imageArn === image.arn)
      .map(({ name, state, desired }) => ({ name, state, desired })),
    imageBuilders: imageBuilders.value,
  });
}

function listImageBuilders(
  appStream: AppStream,
  image: Required<ImageRef>,
): Promise<Result<ImageUsage['imageBuilders']>> {
  return listOf(appStream, 'DescribeImageBuilders', {}, (answer) =>
    listIn(answer, 'ImageBuilders')
      .filter((builder) => textIn(builder, 'ImageArn') === image.arn)
      .map(namedState),
  );
}

function namedState(wire: unknown) {
  return { name: textIn(wire, 'Name') ?? '', state: textIn(wire, 'State') ?? 'UNKNOWN' };
}

function shareFacts(
  operation: 'UpdateImagePermissions' | 'DeleteImagePermissions',
  image: ImageRef,
  account: AccountId,
  before: SharePermissions | undefined,
  after: SharePermissions | undefined,
): ChangeFacts {
  return {
    ...imageFacts(operation, image),
    change: {
      target: `Image ${image.name}, account ${account}`,
      before: before ? { ...before } : null,
      after: after ? { ...after } : null,
    },
  };
}
