import type { ImageRef } from '../images/image';
import type { Probes } from '../permissions/check';
import { ok, type Result } from '../result';
import { listShares, listTags, type AppStream } from './appstream';
import { listSoftware } from './appstream-software';
import { askPage } from './appstream-call';
import { toImage } from './appstream-image';
import { listIn } from './members';
import { collectPages } from './paginate';

/** The calls by which permissions are tried in a scope: reads alone, one page where that is enough. */
export function probesOf(appStream: AppStream): Probes {
  return {
    findOwnImage: () => findOwnImage(appStream),
    anywhere: {
      'appstream:DescribeFleets': () => askPage(appStream, 'DescribeFleets', {}, () => []),
      'appstream:DescribeImageBuilders': () =>
        askPage(appStream, 'DescribeImageBuilders', {}, () => []),
      'appstream:ListExportImageTasks': () =>
        askPage(appStream, 'ListExportImageTasks', {}, () => []),
    },
    onImage: {
      'appstream:DescribeImagePermissions': (image) => listShares(appStream, image),
      'appstream:ListTagsForResource': (image) => listTags(appStream, image),
      'appstream:DescribeSoftwareAssociations': ({ arn }) => listSoftware(appStream, arn),
    },
  };
}

/** The first image that the account owns; its pages are read only until there is one. */
async function findOwnImage(appStream: AppStream): Promise<Result<Required<ImageRef> | undefined>> {
  const { account } = appStream.scope;
  const found = await collectPages(async (token) => {
    const input = { Type: 'PRIVATE', ...(token && { NextToken: token }) };
    const page = await askPage(appStream, 'DescribeImages', input, (answer) =>
      listIn(answer, 'Images')
        .map((wire) => toImage(wire, account))
        .filter(({ owner, state }) => owner === account && state === 'AVAILABLE'),
    );
    if (!page.ok) return page;
    const { items, nextToken } = page.value;
    return ok({ items, nextToken: items.length > 0 ? undefined : nextToken });
  });
  if (!found.ok) return found;
  const [image] = found.value;
  return ok(image && { name: image.name, arn: image.arn });
}
