import {
  DeleteImagePermissionsCommand,
  DescribeFleetsCommand,
  DescribeImageBuildersCommand,
  DescribeImagePermissionsCommand,
  DescribeImagesCommand,
  ListTagsForResourceCommand,
  UpdateImagePermissionsCommand,
  type AppStreamClient,
  type DescribeImagesCommandInput,
} from '@aws-sdk/client-appstream';
import type {
  Image,
  ImageRef,
  ImageShare,
  ImageUsage,
  SharePermissions,
  Tags,
} from '../images/image';
import type { IamAction } from '../operations/actions';
import { failed, ok, type Result } from '../result';
import type { AccountId, Scope } from '../scope';
import { toImage } from './appstream-image';
import type { ChangingConnection } from './connection';
import type { ChangeFacts } from './errors';
import { collectPages } from './paginate';

/** AppStream in one scope. */
export type AppStream = ChangingConnection<AppStreamClient> & { readonly scope: Scope };

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
  { client, run, scope }: AppStream,
  input: DescribeImagesCommandInput,
  image?: ImageRef,
): Promise<Result<readonly Image[]>> {
  const facts = factsOf('appstream:DescribeImages', image);
  return collectPages(async (token) => {
    const answer = await run(facts, () =>
      client.send(new DescribeImagesCommand({ ...input, ...(token && { NextToken: token }) })),
    );
    return mapPage(answer, ({ Images, NextToken }) => ({
      items: (Images ?? []).map((wire) => toImage(wire, scope.account)),
      nextToken: NextToken,
    }));
  });
}

/** The accounts with which an own image is shared, by account id. */
export async function listShares(
  { client, run }: AppStream,
  image: ImageRef,
): Promise<Result<readonly ImageShare[]>> {
  const facts = factsOf('appstream:DescribeImagePermissions', image);
  const shares = await collectPages(async (token) => {
    const answer = await run(facts, () =>
      client.send(
        new DescribeImagePermissionsCommand({
          Name: image.name,
          MaxResults: permissionsPage,
          ...(token && { NextToken: token }),
        }),
      ),
    );
    return mapPage(answer, ({ SharedImagePermissionsList, NextToken }) => ({
      items: (SharedImagePermissionsList ?? []).map((wire) => ({
        account: wire.sharedAccountId ?? '',
        fleet: wire.imagePermissions?.allowFleet ?? false,
        imageBuilder: wire.imagePermissions?.allowImageBuilder ?? false,
      })),
      nextToken: NextToken,
    }));
  });
  return shares.ok
    ? ok(shares.value.toSorted((a, b) => a.account.localeCompare(b.account)))
    : shares;
}

/**
 * Adds an account or changes what it may do. AWS treats both as one put. `before` is what it may
 * do so far, for the log.
 */
export async function putShare(
  { client, change }: AppStream,
  image: ImageRef,
  account: AccountId,
  permissions: SharePermissions,
  before: SharePermissions | undefined,
): Promise<Result<null>> {
  const facts = shareFacts('UpdateImagePermissions', image, account, before, permissions);
  const answer = await change(facts, () =>
    client.send(
      new UpdateImagePermissionsCommand({
        Name: image.name,
        SharedAccountId: account,
        ImagePermissions: {
          allowFleet: permissions.fleet,
          allowImageBuilder: permissions.imageBuilder,
        },
      }),
    ),
  );
  return answer.ok ? ok(null) : answer;
}

/** Stops sharing with an account. `before` is what it may do so far, for the log. */
export async function removeShare(
  { client, change }: AppStream,
  image: ImageRef,
  account: AccountId,
  before: SharePermissions | undefined,
): Promise<Result<null>> {
  const facts = shareFacts('DeleteImagePermissions', image, account, before, undefined);
  const answer = await change(facts, () =>
    client.send(new DeleteImagePermissionsCommand({ Name: image.name, SharedAccountId: account })),
  );
  return answer.ok ? ok(null) : answer;
}

/** The tags of an image of any owner, by key. */
export async function listTags(
  { client, run }: AppStream,
  image: Required<ImageRef>,
): Promise<Result<Tags>> {
  const answer = await run(factsOf('appstream:ListTagsForResource', image), () =>
    client.send(new ListTagsForResourceCommand({ ResourceArn: image.arn })),
  );
  if (!answer.ok) return answer;
  return ok(
    Object.entries(answer.value.Tags ?? {})
      .map(([key, value]) => ({ key, value }))
      .toSorted((a, b) => a.key.localeCompare(b.key)),
  );
}

/** The fleets and image builders of the account that run on an image. */
export async function findUsage(
  appStream: AppStream,
  image: Required<ImageRef>,
): Promise<Result<ImageUsage>> {
  const [fleets, imageBuilders] = await Promise.all([
    listFleets(appStream, image),
    listImageBuilders(appStream, image),
  ]);
  if (!fleets.ok) return fleets;
  if (!imageBuilders.ok) return imageBuilders;
  return ok({ fleets: fleets.value, imageBuilders: imageBuilders.value });
}

function listFleets(
  { client, run }: AppStream,
  image: Required<ImageRef>,
): Promise<Result<ImageUsage['fleets']>> {
  return collectPages(async (token) => {
    const answer = await run(factsOf('appstream:DescribeFleets'), () =>
      client.send(new DescribeFleetsCommand(token ? { NextToken: token } : {})),
    );
    return mapPage(answer, ({ Fleets, NextToken }) => ({
      items: (Fleets ?? [])
        .filter(({ ImageArn }) => ImageArn === image.arn)
        .map((fleet) => ({
          name: fleet.Name ?? '',
          state: fleet.State ?? 'UNKNOWN',
          desired: fleet.ComputeCapacityStatus?.Desired ?? 0,
        })),
      nextToken: NextToken,
    }));
  });
}

function listImageBuilders(
  { client, run }: AppStream,
  image: Required<ImageRef>,
): Promise<Result<ImageUsage['imageBuilders']>> {
  return collectPages(async (token) => {
    const answer = await run(factsOf('appstream:DescribeImageBuilders'), () =>
      client.send(new DescribeImageBuildersCommand(token ? { NextToken: token } : {})),
    );
    return mapPage(answer, ({ ImageBuilders, NextToken }) => ({
      items: (ImageBuilders ?? [])
        .filter(({ ImageArn }) => ImageArn === image.arn)
        .map((builder) => ({ name: builder.Name ?? '', state: builder.State ?? 'UNKNOWN' })),
      nextToken: NextToken,
    }));
  });
}

function factsOf(action: IamAction, image?: ImageRef) {
  return { action, what: image ? `Image ${image.name}` : 'The resource' };
}

function shareFacts(
  name: 'UpdateImagePermissions' | 'DeleteImagePermissions',
  image: ImageRef,
  account: AccountId,
  before: SharePermissions | undefined,
  after: SharePermissions | undefined,
): ChangeFacts {
  return {
    ...factsOf(`appstream:${name}`, image),
    change: {
      target: `Image ${image.name}, account ${account}`,
      before: before ? { ...before } : null,
      after: after ? { ...after } : null,
    },
  };
}

function mapPage<From, To>(answer: Result<From>, map: (value: From) => To): Result<To> {
  return answer.ok ? ok(map(answer.value)) : answer;
}
