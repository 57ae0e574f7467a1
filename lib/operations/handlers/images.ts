import * as appStreamCalls from '../../aws/appstream';
import { listingsOf } from '../../images/describe';
import { ok } from '../../result';
import type { InScope } from './in-scope';
import type { HandlersOf } from './parts';

/** Reading AppStream images. */
export function imageHandlers(inScope: InScope): HandlersOf<'images'> {
  return {
    'images.list': (_, context) =>
      inScope(context, 'appstream2', async (appStream) => {
        const images = await appStreamCalls.listImages(appStream);
        return images.ok ? ok(listingsOf(images.value)) : images;
      }),
    'images.get': ({ image }, context) =>
      inScope(context, 'appstream2', (appStream) => appStreamCalls.getImage(appStream, image)),
    'images.shares': ({ image }, context) =>
      inScope(context, 'appstream2', (appStream) => appStreamCalls.listShares(appStream, image)),
    'images.usage': ({ image }, context) =>
      inScope(context, 'appstream2', (appStream) => appStreamCalls.findUsage(appStream, image)),
    'images.tags': ({ image }, context) =>
      inScope(context, 'appstream2', (appStream) => appStreamCalls.listTags(appStream, image)),
  };
}
