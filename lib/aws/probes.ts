import type { IamAction } from '../operations/actions';
import {
  DescribeFleetsCommand,
  DescribeImageBuildersCommand,
  DescribeImagesCommand,
} from '@aws-sdk/client-appstream';
import type { ImageRef } from '../images/image';
import type { Probes } from '../permissions/check';
import { ok, type Result } from '../result';
import { listShares, listTags, type AppStream } from './appstream';
import { toImage } from './appstream-image';
import type { CallFacts } from './errors';
import { collectPages } from './paginate';

/** The calls by which permissions are tried in a scope: reads alone, one page where that is enough. */
export function probesOf(appStream: AppStream): Probes {
  const { client, run } = appStream;
  return {
    findOwnImage: () => findOwnImage(appStream),
    anywhere: {
      'appstream:DescribeFleets': () =>
        run(about('appstream:DescribeFleets'), () => client.send(new DescribeFleetsCommand({}))),
      'appstream:DescribeImageBuilders': () =>
        run(about('appstream:DescribeImageBuilders'), () =>
          client.send(new DescribeImageBuildersCommand({})),
        ),
    },
    onImage: {
      'appstream:DescribeImagePermissions': (image) => listShares(appStream, image),
      'appstream:ListTagsForResource': (image) => listTags(appStream, image),
    },
  };
}

/** The first image that the account owns; its pages are read only until there is one. */
async function findOwnImage({
  client,
  run,
  scope,
}: AppStream): Promise<Result<Required<ImageRef> | undefined>> {
  const found = await collectPages(async (token) => {
    const answer = await run(about('appstream:DescribeImages'), () =>
      client.send(
        new DescribeImagesCommand({ Type: 'PRIVATE', ...(token && { NextToken: token }) }),
      ),
    );
    if (!answer.ok) return answer;
    const own = (answer.value.Images ?? [])
      .map((wire) => toImage(wire, scope.account))
      .filter(({ owner, state }) => owner === scope.account && state === 'AVAILABLE');
    return ok({ items: own, nextToken: own.length > 0 ? undefined : answer.value.NextToken });
  });
  if (!found.ok) return found;
  const [image] = found.value;
  return ok(image && { name: image.name, arn: image.arn });
}

function about(action: IamAction): CallFacts {
  return { action, what: 'The resource' };
}
