import type { Application } from '@aws-sdk/client-appstream';
import { isWindows } from '../appstream/platforms';
import type { ImageBuilderRecord, Region } from '../world';

/** What Image Assistant lists on a builder: at first the applications of the image it was made from. */
export function catalogOf({
  region,
  builder,
}: {
  readonly region: Region;
  readonly builder: ImageBuilderRecord;
}): readonly Application[] {
  return builder.catalog ?? region.images.get(builder.ImageArn ?? '')?.Applications ?? [];
}

/** Tells whether a path is absolute where that platform runs. */
export function isAbsolute(platform: string | undefined, path: string): boolean {
  return isWindows(platform)
    ? /^(?:[A-Za-z]:\\|\\\\)[^<>"|?*\n]+$/u.test(path)
    : /^\/./u.test(path);
}

/** Tells whether that is a file which can be launched there: on Windows by its ending. */
export function launchable(platform: string | undefined, path: string): boolean {
  return !isWindows(platform) || /\.(?:exe|bat)$/iu.test(path);
}
